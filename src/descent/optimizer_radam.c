/*
 * RAdam, as torch.optim.RAdam: while too few gradients were seen for the variance of the scale to
 * be trusted (ρ ≤ 5) it steps along the mean alone; then Adam's scale is rectified. Unlike Adam,
 * eps is added to the uncorrected root.
 *
 * Source: Liu, Jiang, He, Chen, Liu, Gao and Han, "On the variance of the adaptive learning rate
 * and beyond", ICLR 2020.
 */
#include <math.h>

#include "base/array.h"
#include "descent/explain.h"
#include "descent/lanes.h"
#include "descent/optimizer_rows.h"

enum { LR, BETA1, BETA2, EPS, DECAY };
enum { MEAN, SQUARE = MEAN + 2, SLOTS = SQUARE + 2 };

struct scales {
    double correction[OPTIMIZER_BLOCK]; /* 1 - β₁ᵗ */
    double root[OPTIMIZER_BLOCK];       /* √(1 - β₂ᵗ) */
    double rectifier[OPTIMIZER_BLOCK];  /* r; -1 while it cannot be formed */
};

static inline double longest_of(double beta2)
{
    return 2 / (1 - beta2) - 1;
}

/* ρ: how many gradients the scale has seen, so to speak; `power` is β₂ᵗ. */
static inline double length_of(double beta2, double power, double t)
{
    return longest_of(beta2) - 2 * t * power / (1 - power);
}

static double rectifier(double beta2, double power, double t)
{
    double longest = longest_of(beta2), length = length_of(beta2, power, t);
    if (!(length > 5.))
        return -1;
    return sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length));
}

static void prepare(const struct optimizer_lanes *lanes, struct scales *scales)
{
    double t = (double)lanes->step;
    lanes_correction(lanes->count, lanes->knob[BETA1], t, scales->correction);
    lanes_power(lanes->count, lanes->knob[BETA2], t, scales->root);
#pragma omp simd
    for (size_t i = 0; i < lanes->count; i++) {
        scales->rectifier[i] = rectifier(lanes->knob[BETA2][i], scales->root[i], t);
        scales->root[i] = sqrt(1 - scales->root[i]);
    }
}

static inline double scale_of(double square, double root, double eps)
{
    return root / (sqrt(square) + eps);
}

static void step_axis(const struct optimizer_lanes *lanes, int axis, const struct scales *scales)
{
    const double *restrict lr = lanes->knob[LR], *restrict eps = lanes->knob[EPS];
    const double *restrict mean = lanes->slot[MEAN + axis];
    const double *restrict square = lanes->slot[SQUARE + axis];
    double *restrict at = lanes->at[axis];
#pragma omp simd
    for (size_t i = 0; i < lanes->count; i++) {
        double plain = mean[i] / scales->correction[i] * lr[i];
        double scale = scale_of(square[i], scales->root[i], eps[i]);
        double rectified = plain * scale * scales->rectifier[i];
        at[i] -= scales->rectifier[i] < 0 ? plain : rectified;
    }
}

static void step(const struct optimizer_lanes *lanes)
{
    struct scales scales;
    lanes_add_decay(lanes, DECAY);
    prepare(lanes, &scales);
    for (int axis = 0; axis < 2; axis++) {
        lanes_moments(lanes, axis, lanes->knob[BETA1], lanes->knob[BETA2], lanes->slot[MEAN + axis],
                      lanes->slot[SQUARE + axis]);
        step_axis(lanes, axis, &scales);
    }
}

static void explain(const struct optimizer_trace *trace, struct explanation *out)
{
    const double *knob = trace->knob, t = (double)trace->step;
    double power = pow(knob[BETA2], t), r = rectifier(knob[BETA2], power, t);
    double correction = lane_correction(knob[BETA1], t);
    double mean[2], scale[2], direction[2];
    for (int axis = 0; axis < 2; axis++) {
        mean[axis] = trace->is[MEAN + axis] / correction;
        scale[axis] = scale_of(trace->is[SQUARE + axis], sqrt(1 - power), knob[EPS]);
        direction[axis] = mean[axis] * scale[axis] * r;
    }
    explain_gradient(out, trace, "ωθ", knob[DECAY], 0);
    explain_mean(out, trace, knob[BETA1], MEAN);
    explain_scalar(out, "1−β₁ᵗ", "bias correction of m", 0, correction);
    explain_pair(out, "m′", "mean, corrected", r < 0 ? PART_DIRECTION : 0, mean);
    explain_pair(out, "v", "mean squared gradient", 0, &trace->is[SQUARE]);
    explain_scalar(out, "ρ", r < 0 ? "not above 5: no scale" : "above 5: v is trusted", 0,
                   length_of(knob[BETA2], power, t));
    if (r >= 0) {
        explain_pair(out, "s", "scale", 0, scale);
        explain_scalar(out, "r(ρ)", "rectifies the scale", 0, r);
        explain_pair(out, "m′·r(ρ)·s", "direction", PART_DIRECTION, direction);
    }
    explain_scalar(out, "η", "learning rate", PART_RATE, knob[LR]);
}

static const struct knob knobs[] = {
    [LR] = KNOB_LR(0.001),  [BETA1] = KNOB_BETA1, [BETA2] = KNOB_BETA2(0.999),
    [EPS] = KNOB_EPS(1e-8), [DECAY] = KNOB_L2,
};

static const char *const rule[] = {"m ← β₁m + (1−β₁)∇  m′ = m/(1−β₁ᵗ)",
                                   "v ← β₂v + (1−β₂)∇²",
                                   "s = √(1−β₂ᵗ)/(√v + ε)",
                                   "ρ = 2/(1−β₂)−1 − 2tβ₂ᵗ/(1−β₂ᵗ)",
                                   "θ ← θ − η·m′·(r(ρ)·s if ρ > 5)",
                                   NULL};

const struct optimizer optimizer_radam = {
    .name = "radam",
    .label = "RAdam",
    .summary = "Adam that waits with its scaling until it has seen enough gradients",
    .source = "Liu et al. 2020; torch.optim.RAdam",
    .rule = rule,
    .knobs = knobs,
    .knob_count = ARRAY_LENGTH(knobs),
    .momentum_knob = BETA1,
    .decay_knob = DECAY,
    .slot_count = SLOTS,
    .step = step,
    .explain = explain,
};
