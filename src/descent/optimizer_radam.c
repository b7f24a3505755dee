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
#include "descent/lanes.h"
#include "descent/optimizer_rows.h"

enum { LR, BETA1, BETA2, EPS, DECAY };
enum { MEAN, SQUARE = MEAN + 2, SLOTS = SQUARE + 2 };

struct scales {
    double correction[OPTIMIZER_BLOCK]; /* 1 - β₁ᵗ */
    double root[OPTIMIZER_BLOCK];       /* √(1 - β₂ᵗ) */
    double rectifier[OPTIMIZER_BLOCK];  /* r; -1 while it cannot be formed */
};

static double rectifier(double beta2, double power, double t)
{
    double longest = 2 / (1 - beta2) - 1;
    double length = longest - 2 * t * power / (1 - power);
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

static void step_axis(const struct optimizer_lanes *lanes, int axis, const struct scales *scales)
{
    const double *restrict lr = lanes->knob[LR], *restrict eps = lanes->knob[EPS];
    const double *restrict mean = lanes->slot[MEAN + axis];
    const double *restrict square = lanes->slot[SQUARE + axis];
    double *restrict at = lanes->at[axis];
#pragma omp simd
    for (size_t i = 0; i < lanes->count; i++) {
        double plain = mean[i] / scales->correction[i] * lr[i];
        double scale = scales->root[i] / (sqrt(square[i]) + eps[i]);
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
    .slot_count = SLOTS,
    .step = step,
};
