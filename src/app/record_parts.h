/*
 * What the files of pictures and animations share. Only they include this.
 */
#ifndef APP_RECORD_PARTS_H
#define APP_RECORD_PARTS_H

#include "app/record.h"
#include "base/buffer.h"
#include "export/figure.h"
#include "scene/scene.h"
#include "term/aside.h"

struct app;

/* Appends what a file of the scene is called: its name without folder and ending, and without what
 * a shell or a listing would trip over. */
void record_stem(const struct scene *scene, struct buffer *out);

/* What is seen, as a figure with so many samples a unit. */
struct figure_options record_options(const struct app *app, double detail);

/* Is no work of the kind going on any more? What became of the one before is said. */
bool record_is_free(struct app *app, enum record_aside which);

/* Begins a work aside, after the one before of its kind; what becomes of it will be said. */
void record_aside(struct app *app, enum record_aside which, aside_work *work, void *context);

/* A file to be written aside, under a name that is free; says where it lies. */
struct saving {
    const char *stem, *ending;
    const struct buffer *bytes;
    bool full; /* no more of it had room: that is said, too */
};
bool record_save(const struct saving *saving, struct buffer *words, struct error *error) NODISCARD;

/* The next thing that happens to the app that this one follows, from its feed: does the same here.
 * False: nothing more will. */
bool record_follow(struct app *app, int feed);

/* What an animation has to do. */
void record_tick_animation(struct app *app, int64_t now);

#endif
