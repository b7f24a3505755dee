/*
 * The next step on the map: from the chosen walker a line to a ghost where it will land, true to
 * scale; an arrow downhill, against the gradient that the optimizer takes, and one along what it
 * keeps of the steps before. Those two show directions: both are equally long whatever the numbers.
 *
 * Each is told by its letter and mark first, by its colour second; a strip at the plot's edge says
 * what they are. Only cells between the walker and the heads change from step to step.
 */
#ifndef VIEW_ARROWS_H
#define VIEW_ARROWS_H

#include "descent/explain.h"
#include "view/camera.h"
#include "view/frame.h"
#include "view/model.h"

/* The step's own is drawn only where the step is too short to be seen. */
enum arrow { ARROW_STEP, ARROW_GRADIENT, ARROW_MOMENTUM, ARROWS };

/* Walkers' colours that are far apart, and from white, for every eye: see view/marks.c. The step
 * has its walker's. */
struct arrow_row {
    char letter;
    size_t color;
    enum part_role role; /* points against it */
};
extern const struct arrow_row arrow_rows[ARROWS];

/* What it is, in words; chance: as of step_chance(). */
const char *arrow_words(enum arrow kind, const struct explanation *step, unsigned chance);

/* Over the paths, below the marks. */
void arrows_draw(struct frame *frame, const struct camera *camera, const struct model *model);

/* The row of the map that their words take; -1: nothing is drawn. */
int arrows_strip_row(const struct camera *camera, const struct model *model);

/* For the back row the ghost alone, over the walker's block. */
void arrows_draw_large(struct frame *frame, const struct camera *camera, const struct model *model);

#endif
