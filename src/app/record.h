/*
 * Pictures of what is shown, and animations of the steps that are walked meanwhile, as files in the
 * working folder.
 *
 * A picture is drawn when a frame that says so has been shown. An animation takes a picture at most
 * so often as it shows one, whenever steps were walked; it ends by itself where its ground does:
 * with another surface or scene. Without cairo a picture is an SVG, and an animation a recording
 * of the terminal.
 */
#ifndef APP_RECORD_H
#define APP_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "export/cast.h"

struct app;
struct animation;
struct frame;

enum { RECORD_MOST = 1 << 28 /* bytes */ };

struct record {
    size_t most;                 /* bytes; one that is so large ends by itself */
    bool wanted;                 /* a picture */
    bool announced;              /* its frame was shown */
    struct animation *animation; /* NULL: none is being made */
    struct cast *cast;           /* the same */
    struct buffer bytes;         /* of the one or the other */
    struct buffer stem;          /* of its name */
    unsigned long surface;       /* its version */
    uint64_t step;               /* of the last picture */
    int64_t begun, due;
};

/* Saves what is shown, after the next frame. */
void record_picture(struct app *app);

/* Begins an animation, or ends it and saves it. */
void record_animation(struct app *app);

/* Saves what is being made, before the scene or its surface changes, and says where it lies or why
 * not. False: nothing was being made, and nothing is said. */
bool record_end(struct app *app);

/* A frame was drawn. */
void record_frame(struct app *app, const struct frame *frame);

/* When there is something to do; -1: never. */
int64_t record_deadline(const struct app *app);

/* Does it. */
void record_tick(struct app *app, int64_t now);

#endif
