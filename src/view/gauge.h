/*
 * The stability gauge: the largest curvature below the walker, and the learning rate that it
 * limits, on the slider and in words ("one way stable": along the other axis the ground curves
 * down). Of a walker that has diverged: where its last step began.
 */
#ifndef VIEW_GAUGE_H
#define VIEW_GAUGE_H

#include "view/model.h"
#include "view/pen.h"
#include "view/slider.h"

/* Is the walker's next rate above the limit? Then the walk blows up, if the ground stays as it is.
 */
bool gauge_is_exceeded(const struct model *model, size_t walker);

/*
 * Where the limit lies on the learning-rate slider of a walker. A schedule in force scales what the
 * slider shows: the limit is then that of the base rate, which the slider turns. Of a walker that
 * has diverged without a limit it lies at the slider's beginning. False: none is known, or it lies
 * beyond the slider's end and holds.
 */
bool gauge_limit(const struct model *model, size_t walker, struct slider_limit *out);

/* "curvature λ = 317 along ↗, here stable while η < 0.0063", or shorter; in one row. The arrow is
 * where the ground curves most, as it lies on a map whose plot has that size. */
void gauge_draw(const struct pen *pen, const struct model *model, size_t walker,
                struct rectangle plot);

#endif
