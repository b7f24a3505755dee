/*
 * The gauge: how curved the ground is below a walker, and the learning rate that this limits.
 *
 * On a paraboloid a step of gradient descent multiplies the distance along an axis of curvature λ
 * by 1 - ηλ, so that it grows without end once η > 2/λ; the largest curvature decides. Momentum
 * makes this a recurrence of second order, whose roots stay inside the unit circle below a limit of
 * its own (see the row of each optimizer, which gives it). Elsewhere this is the limit at the
 * walker: beyond it the step that leaves here makes the loss along the most curved direction
 * larger, if the curvature lasts.
 *
 * Noise and mini-batches do not matter to it. Clipping may hold a walk that is beyond it.
 */
#ifndef DESCENT_STABILITY_H
#define DESCENT_STABILITY_H

#include "descent/walker.h"
#include "surface/eigen.h"

struct stability {
    struct eigen curvature; /* of the Hessian at the walker; its high end is λ */
    double limit;           /* the largest stable learning rate; NAN: theory gives none here (no
                               such optimizer, or λ <= 0) */
    const char *formula;    /* of the limit, "2/λ"; NULL with NAN */
};

/* From the Hessian there and the momentum of the coming step. */
void stability_of(const double hessian[3], const struct walker *walker,
                  const struct walker_settings *settings, struct stability *out);

/* Is the rate of the coming step beyond the limit? */
bool stability_is_exceeded(const struct stability *stability, const struct walker *walker,
                           const struct walker_settings *settings);

#endif
