/*
 * Pictures of what is shown, and animations of the steps that are walked meanwhile, as files in the
 * working folder.
 *
 * Both are drawn and written aside (term/aside.h): the screen waits for neither. A picture is drawn
 * of what is shown when its key is pressed; while it is, no other one begins, so that a held key
 * makes no heap of them. An animation is drawn by a child process that is the app as it was when it
 * began, and to which all that happens to the app from there on is told: events and times, on which
 * alone the walk and what is seen of it hang. It takes a picture at most so often as it shows one,
 * whenever steps were walked; it ends by itself where its ground does: with another surface or
 * scene. Where no process can be made it is drawn here. Without cairo a picture is an SVG, and an
 * animation a recording of the terminal, which is made here too.
 */
#ifndef APP_RECORD_H
#define APP_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "export/cast.h"
#include "export/figure.h"
#include "term/aside.h"
#include "term/device.h"

struct app;
struct animation;
struct frame;

enum { RECORD_MOST = 1 << 28 /* bytes */ };

/* What happens to the app: what its functions of the same names (app/app.h) are told. */
struct happening {
    enum { HAPPENED_EVENT, HAPPENED_TICK, HAPPENED_DROP, HAPPENED_RESIZE, HAPPENED_RENDER } what;
    int64_t now;
    struct event event;
    int columns, rows;
};

/* What is done aside. */
enum record_aside { RECORD_PICTURE, RECORD_ANIMATION, RECORD_ASIDES };

struct record {
    struct aside asides[RECORD_ASIDES]; /* the picture being drawn, the animation being made */
    bool is_aside;                      /* this is the app that draws the animation */
    int64_t look;                       /* when to look after that */
    size_t most;                        /* bytes; an animation that is so large ends by itself */
    bool full;                          /* it is */
    struct animation *animation;        /* NULL: none is being made here */
    struct cast *cast;                  /* the same */
    struct buffer bytes;                /* of the one or the other */
    struct buffer stem;                 /* of its name */
    struct figure_options options;      /* what of the scene is seen in it */
    struct buffer recipe;               /* as of the last picture */
    int feed;              /* of the app that draws it: what happens here comes there */
    int columns, rows;     /* of the terminal then */
    uint64_t first;        /* the step at which it began */
    unsigned long surface; /* its version */
    uint64_t step;         /* of the last picture */
    int64_t begun, due;
};

/* Begins to save what is shown; says so if the picture before is not done. */
void record_picture(struct app *app);

/* Begins an animation, or ends it and begins to save it. */
void record_animation(struct app *app);

/* Ends it before the scene or its surface changes. False: nothing was being made, and nothing is
 * said. */
bool record_end(struct app *app);

/* Waits for all that is being saved, and appends what became of each as a line. False: something
 * could not be saved. */
bool record_finish(struct app *app, struct buffer *words);

/* Something has happened to the app: to be called at its end. */
void record_tell(struct app *app, const struct happening *happening);

/* A frame was drawn. */
void record_frame(struct app *app, const struct frame *frame);

/* When there is something to do; -1: never. */
int64_t record_deadline(const struct app *app);

/* Does it. */
void record_tick(struct app *app, int64_t now);

#endif
