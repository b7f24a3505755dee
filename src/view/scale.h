/*
 * The scale: how losses become positions on the colour map, 0 (lowest) to 1 (highest).
 *
 * - linear: even in the loss, from the lowest to the highest that was found
 * - log: even in log(1 + (loss - lowest) / offset): logarithmic above the lowest loss found, so
 *   that zero and negative losses are no special case; the offset, the hundredth part of the losses
 *   from below, is where it turns from linear to logarithmic
 * - rank: even in how many of the samples are lower: every colour covers the same area
 *
 * Only finite losses count. What is undefined or infinite has no position: NaN.
 */
#ifndef VIEW_SCALE_H
#define VIEW_SCALE_H

#include <stddef.h>

#include "scene/scene.h"

enum { SCALE_QUANTILES = 256 };

struct scale {
    enum scene_scale kind;
    bool empty;       /* no finite loss at all */
    double low, high; /* the finite losses found; low == high: one loss everywhere */
    double offset;    /* log */
    double quantile[SCALE_QUANTILES + 1]; /* of a sample of the losses, low and high included */
};

void scale_fit(struct scale *scale, enum scene_scale kind, const double *losses, size_t count);

/* 0 to 1, clamped; NaN where the loss is not finite. Rises with the loss. */
double scale_position(const struct scale *scale, double loss);

/* The same for many, by picture arithmetic; in place if both are one array. Shared among threads
 * where that pays: the same bits with any number of them. */
void scale_positions(const struct scale *scale, const double *losses, size_t count,
                     double *positions);

/* The loss at a position: the inverse. */
double scale_loss(const struct scale *scale, double position);

/*
 * Round losses about evenly spread over the scale, at most `most`, rising: where contours are drawn
 * and what the legend names.
 */
size_t scale_ticks(const struct scale *scale, size_t most, double *losses);

#endif
