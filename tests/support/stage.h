/*
 * A stage for tests of the view: a scene with its race, the model of both as the program would fill
 * it in, a view and a frame.
 */
#ifndef SUPPORT_STAGE_H
#define SUPPORT_STAGE_H

#include "view/view.h"

struct stage {
    struct scene *scene;
    struct race race;
    struct verdict_ground ground;            /* without its critical points */
    struct judgement judgements[RACE_WALKS]; /* as they stood when it was drawn */
    struct model model; /* braille and 24-bit colours, paused, without page, prompt or message */
    struct view *view;
    struct frame frame;
};

/* A built-in scene with settings as of scene_named(), before its first step. */
void stage_open(struct stage *stage, const char *scene, const char *const *settings);

/* The same for a scene's text. */
void stage_open_text(struct stage *stage, const char *text);
void stage_close(struct stage *stage);

void stage_walk(struct stage *stage, int steps);

/* Draws into the stage's frame at that size. */
void stage_draw(struct stage *stage, int columns, int rows);

/* The text of a row of the frame, without blanks at its end; overwritten by the next call. */
const char *stage_row(const struct stage *stage, int row);

/* The first row whose text holds the words, or -1. */
int stage_find(const struct stage *stage, const char *words);

#endif
