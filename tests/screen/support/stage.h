/*
 * Plays a key script on the whole program but for the terminal: the scripted device, the loop, the
 * app, the view.
 *
 * A shot shows the last frame that was drawn: let a frame's time pass before it (`wait:40`).
 */
#ifndef SCREEN_STAGE_H
#define SCREEN_STAGE_H

#include "support/test.h"

#include "app/state.h"
#include "term/script.h"

enum { STAGE_SHOTS = 64 };

struct stage_shot {
    char name[64];
    struct frame frame;
    size_t presents; /* frames drawn until then */
};

struct stage {
    const char *scene; /* a built-in name, or the YAML of a scene; NULL: the menu */
    struct script_options options;
    size_t count;
    struct stage_shot shots[STAGE_SHOTS];
    size_t presents;
    struct app *app; /* as the script left it */
};

/* 80 x 24 with every colour and character. */
struct stage stage_make(const char *scene);

/* Plays the script to its end; the test fails if the script or the scene is wrong. */
void stage_play(struct stage *stage, const char *script);
void stage_strike(struct stage *stage);

/* The frame of a shot; the test fails if there is none of that name. */
const struct frame *stage_frame(const struct stage *stage, const char *name);

/* Compares a shot with tests/screen/golden/NAME.txt, or writes it there if GENERATE is set; a
 * difference is printed line by line. A name that ends in `levels` has the map's colours too. */
void stage_golden(const struct stage *stage, const char *name);

/* Fails unless the two frames are the same cells. */
void stage_same(const struct stage *stage, const char *a, const char *b);

/* Fails unless some row of the shot's text has the words. */
void stage_shows(const struct stage *stage, const char *name, const char *words);
void stage_lacks(const struct stage *stage, const char *name, const char *words);

/* Reads a scene as open_scene() does, or from its text. */
struct scene *stage_scene(const char *name_or_text);

#endif
