/*
 * The cut: the loss along the line of a step, from before the walker to beyond where it lands, with
 * the tangent at the walker. The slope promises what the tangent says; what the curve does instead
 * is overshoot, and can be seen.
 */
#ifndef VIEW_CUT_H
#define VIEW_CUT_H

#include "descent/explain.h"
#include "view/pen.h"
#include "view/view.h"

enum { CUT_POINTS = 480 }; /* at most */

/* Along the line places count in steps: the walker is at 0, its landing at 1. */
struct cut {
    double low, high;        /* places of the first and the last sample */
    double before, after;    /* losses at 0 and 1 */
    double slope;            /* loss a step at 0: after would be before + slope */
    double floor, ceiling;   /* losses that are shown; what lies outside is left out */
    size_t count;            /* samples, evenly spread */
    double loss[CUT_POINTS]; /* may be infinite or NaN */
};

/*
 * Samples the line of a step at `count` places (2 or more), as far ahead as shows the valley that
 * the step crosses, or eight steps. False, with nothing sampled, if the step does not move.
 */
bool cut_sample(struct cut *cut, const struct surface *surface, const struct explanation *step,
                size_t count);

/* Draws the cut of the chosen walker's step: a heading, the plot with the losses of both ends at
 * its right, and a row that names them. */
void cut_draw(const struct pen *pen, const struct model *model);

#endif
