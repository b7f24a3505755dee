/*
 * The cut: the loss along the line of a step, from before the walker to beyond where it lands, with
 * the step as a straight line from here to there, and the tangent at the walker. The slope promises
 * what the tangent says; what the curve does instead is overshoot, and can be seen.
 *
 * The loss is the full, noise-free one, whatever the step was made of: where that is a mini-batch,
 * the loss over its examples alone lies behind it in faint dots, moved up or down so that both meet
 * at the walker. That is the curve that the step follows down.
 */
#ifndef VIEW_CUT_H
#define VIEW_CUT_H

#include "descent/explain.h"
#include "descent/walk.h"

enum { CUT_POINTS = 480 }; /* at most */

/* Along the line places count in steps: the walker is at 0, its landing at 1. */
struct cut {
    double low, high;        /* places of the first and the last sample */
    double before, after;    /* losses at 0 and 1 */
    double slope;            /* loss a step at 0: after would be before + slope */
    double bottom;           /* the first place ahead from where it goes up again; NAN: none seen */
    double floor, ceiling;   /* losses that are shown; what lies outside is left out */
    size_t count;            /* samples, evenly spread */
    double loss[CUT_POINTS]; /* may be infinite or NaN */
    size_t batch_count;      /* samples over the step's batch, likewise; 0: it has none */
    double batch_before;     /* at 0 */
    double batch_loss[CUT_POINTS];
};

/*
 * Samples the line of a step at `count` places (2 or more), as far ahead as shows the valley that
 * the step crosses, or eight steps. False, with nothing sampled, if the step does not move.
 */
bool cut_sample(struct cut *cut, const struct surface *surface, const struct explanation *step,
                size_t count);

/* Adds the loss over the batch of the walk's next step, whose cut this is. */
void cut_sample_batch(struct cut *cut, const struct walk *walk, const struct explanation *step,
                      size_t count);

/* What comes of the step, as the cut shows it. */
enum cut_outcome {
    CUT_FALLS,      /* short of the bottom, or none is seen */
    CUT_ON_BOTTOM,  /* within a twentieth of the step */
    CUT_PAST,       /* beyond the bottom, yet lower */
    CUT_LEVEL,      /* as high as before: neither gain nor loss */
    CUT_OVERSHOOTS, /* beyond the bottom, and higher */
    CUT_CLIMBS,     /* carried up the slope */
    CUT_DIVERGES
};
enum cut_outcome cut_outcome(const struct cut *cut);

#endif
