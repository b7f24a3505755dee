/*
 * Plays a key script on the whole program but for the terminal: the scripted device, the loop, the
 * app, the view.
 *
 * A shot shows the last frame that was drawn: let a frame's time pass before it (`wait:40`).
 */
#ifndef SCREEN_PLAYBACK_H
#define SCREEN_PLAYBACK_H

#include "support/test.h"

#include "app/state.h"
#include "term/script.h"

/* Scenes that many scripts play on. */
#define PLAYBACK_BOWL                                                                              \
    "title: A bowl\n"                                                                              \
    "loss: a*x^2 + 2*y^2\n"                                                                        \
    "constants: {a: 1}\n"                                                                          \
    "x: [-2, 2]\n"                                                                                 \
    "y: [-2, 2]\n"                                                                                 \
    "start: [-1.5, 1]\n"                                                                           \
    "steps: 30\n"                                                                                  \
    "rates: {adam: 0.25}\n"                                                                        \
    "optimizer: sgd\n"                                                                             \
    "lr: 0.05\n"                                                                                   \
    "momentum: 0.5\n"
#define PLAYBACK_RACE                                                                              \
    "title: A race\n"                                                                              \
    "loss: x^2 + y^2\n"                                                                            \
    "start: [1, 1]\n"                                                                              \
    "steps: 50\n"                                                                                  \
    "walkers:\n"                                                                                   \
    "  - {optimizer: sgd, lr: 0.1}\n"                                                              \
    "  - {optimizer: sgd, lr: 0.2}\n"                                                              \
    "  - {optimizer: sgd, lr: 0.3, start: [-1, -1]}\n"

enum { PLAYBACK_SHOTS = 64 };

struct playback_shot {
    char name[64];
    struct frame frame;
    size_t presents; /* frames drawn until then */
};

struct playback {
    const char *scene; /* a built-in name, or the YAML of a scene; NULL: the menu */
    struct script_options options;
    size_t count;
    struct playback_shot shots[PLAYBACK_SHOTS];
    size_t presents;
    struct app *app; /* as the script left it */
};

/* 80 x 24 with every colour and character. */
struct playback playback_make(const char *scene);

/* Plays the script to its end, in which `L*10` is ten keys; the test fails if the script or the
 * scene is wrong. */
void playback_play(struct playback *playback, const char *script);

/* Both. */
struct playback playback_of(const char *scene, const char *script);

/* A walk, its rate, and the step of the race, as the script left them. */
const struct walk *playback_walk(const struct playback *playback, size_t index);
double playback_rate(const struct playback *playback, size_t index);
uint64_t playback_step(const struct playback *playback);
void playback_strike(struct playback *playback);

/* The frame of a shot; the test fails if there is none of that name. */
const struct frame *playback_frame(const struct playback *playback, const char *name);

/* Compares a shot with tests/screen/golden/NAME.txt, or writes it there if GENERATE is set; a
 * difference is printed line by line. A name that ends in `levels` has the map's colours too. */
void playback_golden(const struct playback *playback, const char *name);

/* Fails unless the two frames are the same cells. */
void playback_same(const struct frame *a, const struct frame *b);

/* Fails unless some row of the shot's text has the words. */
void playback_shows(const struct playback *playback, const char *name, const char *words);
void playback_lacks(const struct playback *playback, const char *name, const char *words);

/* Reads a scene as open_scene() does, or from its text. */
struct scene *playback_scene(const char *name_or_text);

#endif
