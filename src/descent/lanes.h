/*
 * Operations on lanes that several kernels share. They are inline, so that a walker alone, a block
 * of one lane, pays for no calls.
 */
#ifndef DESCENT_LANES_H
#define DESCENT_LANES_H

#include <math.h>
#include <stddef.h>

#include "descent/optimizer.h"

/* Adds weight_decay * θ to the gradient: L2, as PyTorch has it. (AdamW's and Lion's
 * decay stands beside the gradient; Rprop and Newton have none.) */
static inline void lanes_add_decay(const struct optimizer_lanes *lanes, int knob)
{
    const double *restrict decay = lanes->knob[knob];
    for (int axis = 0; axis < 2; axis++) {
        const double *restrict at = lanes->at[axis];
        double *restrict gradient = lanes->gradient[axis];
#pragma omp simd
        for (size_t i = 0; i < lanes->count; i++)
            gradient[i] += decay[i] * at[i];
    }
}

/* out[i] = function(base[i], exponent), called once for neighbours with the same base. */
static inline void lanes_spread(size_t count, const double *base, double exponent,
                                double (*function)(double, double), double *out)
{
    size_t same = 1;
    while (same < count && base[same] == base[0])
        same++;
    double first = function(base[0], exponent);
    for (size_t i = 0; i < same; i++)
        out[i] = first;
    for (size_t i = same; i < count; i++)
        out[i] = base[i] == base[i - 1] ? out[i - 1] : function(base[i], exponent);
}

/* out[i] = base[i] to the power of the exponent. */
static inline void lanes_power(size_t count, const double *base, double exponent, double *out)
{
    lanes_spread(count, base, exponent, pow, out);
}

/*
 * Below 2^-54 the power no longer changes 1. Since -log(base) >= 1 - base, that is so when
 * step * (1 - base) is above 54 log 2 = 37.4: the bits are the same, and most steps need no pow().
 */
static inline double lane_correction(double base, double step)
{
    return step * (1 - base) > 38 ? 1 : 1 - pow(base, step);
}

/* out[i] = 1 - base[i]^step, the bias correction of a mean that starts at 0; for 0 <= base < 1. */
static inline void lanes_correction(size_t count, const double *base, double step, double *out)
{
    lanes_spread(count, base, step, lane_correction, out);
}

/* Updates a running mean of the gradient and of its square, as Adam and its kin do. */
static inline void lanes_moments(const struct optimizer_lanes *lanes, int axis, const double *beta1,
                                 const double *beta2, double *mean, double *square)
{
    const double *restrict gradient = lanes->gradient[axis];
    const double *restrict keep1 = beta1, *restrict keep2 = beta2;
    double *restrict m = mean, *restrict v = square;
#pragma omp simd
    for (size_t i = 0; i < lanes->count; i++) {
        double g = gradient[i];
        m[i] = m[i] * keep1[i] + (1 - keep1[i]) * g;
        v[i] = v[i] * keep2[i] + (1 - keep2[i]) * g * g;
    }
}

/* The larger one; NaN if either is, as torch.maximum has it. */
static inline double lane_max(double a, double b)
{
    return a > b || a != a ? a : b;
}

/* -1, 0 or 1, as torch.sign has it. */
static inline double lane_sign(double a)
{
    return (double)(a > 0) - (double)(a < 0);
}

#endif
