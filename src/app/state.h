/*
 * What the files of app share: the state of the running program. Only they include this.
 */
#ifndef APP_STATE_H
#define APP_STATE_H

#include "app/action.h"
#include "app/app.h"
#include "app/ground.h"
#include "app/history.h"
#include "app/lesson.h"
#include "app/pages.h"
#include "app/prompt.h"
#include "app/record.h"
#include "app/sight.h"
#include "descent/goal.h"

struct app {
    struct scene *scene;           /* owned; never NULL */
    struct race race;              /* follows the scene: see state_follow() */
    unsigned long surface_version; /* from 1 */
    struct ground ground;
    struct judgement judgements[RACE_WALKS]; /* as state_judge_all() left them */
    struct arrival arrivals[RACE_WALKS];
    int64_t arrived[RACE_WALKS]; /* as score_arrivals() left them */

    struct view *view;
    struct look look;
    int columns, rows;
    bool stale, done;

    size_t walker;
    enum live_knob knob;
    enum focus focus;
    enum chart_kind chart;
    struct sight sight;

    bool running;
    bool beyond;   /* walks on although the scene's steps are walked */
    uint64_t goal; /* runs there as fast as it can; 0: at its speed, without a goal */
    size_t speed;  /* index in the table of speeds */
    double tempo;  /* steps a second, if it is none of the table's; 0: it is */
    int64_t clock; /* when `owed` was last brought up to date */
    double owed;   /* steps that are due, and the fraction of the next one */
    int64_t now;   /* of the event that is being handled */

    bool presenting;
    uint32_t pressed; /* the last key that did something; 0: none */
    char told[ERROR_TEXT + ACTION_KEYS_TEXT + 2];

    char message[ERROR_TEXT];
    bool message_is_error;

    struct history history;
    struct prompt prompt;
    struct pages pages;
    struct lesson lesson;
    struct record record;

    struct key_hint hints[ACTION_HINTS];
    char hint_keys[ACTION_HINTS][ACTION_KEYS_TEXT];
    struct key_names keys;
};

/* What the view is to show. Valid until the app changes. */
struct model state_model(struct app *app);

/* Puts a scene on the screen, at its start and paused, with nothing to undo. The old one is freed;
 * on failure nothing changes but that the new one is freed. */
bool state_open(struct app *app, struct scene *scene, struct error *error) NODISCARD;

/* The same by a scene's name; says why it cannot. */
void state_open_named(struct app *app, const char *name);

/*
 * Brings the race up to what the scene says, after the scene was changed; `before` is what it said
 * until then. Settings act on the next step; another start, constant or seed begins the walks
 * again.
 */
void state_follow(struct app *app, const struct snapshot *before);

/* The other way about: after going back in time the settings are those of that time. */
void state_sync(struct app *app);

/* The line that says what the last key did. Escapes what must not reach a terminal. */
void state_say(struct app *app, const char *format, ...) PRINTF_LIKE(2, 3);
void state_say_error(struct app *app, const struct error *error);

void state_say_no_memory(struct app *app);

/* "" in a walk of one, "walker B: " in a race. */
const char *state_walker_prefix(const struct app *app, size_t walker, char out[16]);

/* How all walks stand, for app->judgements; and how the chosen one does. */
void state_judge_all(struct app *app);
enum verdict state_judge(struct app *app);

bool state_has_diverged(const struct app *app);

#endif
