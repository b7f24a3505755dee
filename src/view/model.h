/*
 * What is to be shown: whoever runs the program fills it in.
 */
#ifndef VIEW_MODEL_H
#define VIEW_MODEL_H

#include <stdbool.h>
#include <stddef.h>

#include "descent/goal.h"
#include "descent/race.h"
#include "descent/verdict.h"
#include "scene/knobs.h"
#include "scene/scene.h"
#include "view/chart_kind.h"
#include "view/look.h"

/* Where the arrow keys go: the knobs, the start on the map, the crosshair. */
enum focus { FOCUS_KNOBS, FOCUS_MAP, FOCUS_CROSSHAIR };

/* What is drawn of the surface, beside its colours. */
enum layer {
    LAYER_CONTOURS = 1 << 0,
    LAYER_CRITICAL = 1 << 1, /* minima, saddles, maxima */
    LAYER_RELIEF = 1 << 2,   /* hill shading */
    LAYER_SLOPES = 1 << 3,   /* arrows downhill */
    LAYER_FOG = 1 << 4,      /* only where the walkers have been */
    LAYER_STEP = 1 << 5,     /* the next step: downhill, momentum, where it lands */
    LAYER_HELD = 1 << 6,     /* the colours' scale is that of the scene's window, zoomed or not */
    LAYERS_DEFAULT = LAYER_CONTOURS | LAYER_CRITICAL
};

struct colormap;
struct critical_points;

/* A line of a page: a key and its meaning, a name and its title, a heading (left only). */
struct page_line {
    const char *left, *right;
    bool heading;
};

/* A page over the screen: the help, the menu of scenes, what one is about, the score, a step. */
struct page {
    const char *title;
    const char *footer; /* keys that lead on */
    size_t count;
    const struct page_line *lines;
    int chosen;                  /* -1: nothing to choose: `first` scrolls */
    int first;                   /* row of the lines that shows first, if nothing is chosen */
    const struct scene *preview; /* drawn small beside the list where there is room; NULL: none */
};

/* An entry of the key line at the bottom, the most important first: what does not fit is left out.
 */
struct key_hint {
    const char *key, *word;
};

/* What the board of a lesson shows. */
enum lesson_sign {
    LESSON_GO,    /* Enter leads on */
    LESSON_WAITS, /* for something to happen */
    LESSON_DONE,  /* it has happened, Enter leads on */
    LESSON_ASKS   /* for a prediction, which Enter gives */
};

struct lesson_board {
    size_t page, pages; /* from 1 */
    const char *say;    /* NULL: nothing */
    const char *ask;    /* the question, or what came out; NULL: none */
    const struct scene_pair *choices;
    size_t choice_count, chosen;
    int first; /* line of all this that shows first; beyond the end: the end shows */
    enum lesson_sign sign;
    bool has_mark; /* the place that was predicted */
    double mark[SURFACE_AXES];
};

/* Keys that stand on the screen beside what they do. */
enum shown_key {
    SHOWN_NONE,
    SHOWN_RATE, /* of the knobs in the order of enum live_knob */
    SHOWN_MOMENTUM,
    SHOWN_NOISE,
    SHOWN_BATCH,
    SHOWN_WHOLE, /* window: all that was walked */
    SHOWN_HELP,
    SHOWN_QUIT,
    SHOWN_KEYS
};

/* As they are shown, "l L", by whoever knows the keymap. */
enum { KEY_NAME = 40 };
struct key_names {
    char of[SHOWN_KEYS][KEY_NAME];
};

struct model {
    struct look look;
    const struct scene *scene;
    const struct race *race;
    const struct judgement *judgements; /* of the race's walks; NULL: not judged */
    const char *terms; /* of the race: whose rates are set by what rule; NULL: not told */
    const int64_t
        *arrivals; /* of the race's walks: the step of each, or GOAL_NEVER; NULL: no goal */
    struct surface_window window[SURFACE_AXES]; /* the part of the surface that is shown */
    unsigned layers;                            /* of enum layer */
    const struct colormap *colormap;            /* NULL: the first */
    const struct critical_points *critical;     /* those to be marked; NULL: not known */
    double crosshair[SURFACE_AXES];             /* shown while it has the focus */
    unsigned long surface_version;              /* goes up when the surface's values change */
    size_t walker;                              /* chosen */
    enum live_knob knob;                        /* chosen */
    enum focus focus;
    enum chart_kind chart;
    bool running;
    bool presenting;     /* to a room: no chrome, large marks */
    double speed;        /* steps a second */
    const char *message; /* one line, the last thing that happened; NULL: none */
    bool message_is_error;
    const char *prompt;      /* the command line being typed, without its colon; NULL: none */
    int prompt_cursor;       /* columns before the cursor */
    const struct page *page; /* NULL: none */
    const struct lesson_board *lesson; /* NULL: none */
    const struct key_hint *hints;
    size_t hint_count;
    const struct key_names *keys; /* NULL: nobody can press any */
};

/* The chosen walker, and its walk; with a race of one at least. */
size_t model_chosen(const struct model *model);
const struct walk *model_walk(const struct model *model);

/* A key that stands on the screen, or "". */
const char *model_key(const struct model *model, enum shown_key key);

#endif
