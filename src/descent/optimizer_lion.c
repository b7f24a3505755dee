/*
 * Lion, by its paper: the sign of an average is the direction, so every step has the same length in
 * each coordinate; the average that is kept is slower than the one whose sign is taken. Weight
 * decay is decoupled, and comes first as in the authors' code (google/automl, lion_pytorch.py).
 *
 * Source: Chen, Liang, Huang, Real, Wang, Liu, Pham, Dong, Luong, Hsieh, Lu and Le, "Symbolic
 * discovery of optimization algorithms", NeurIPS 2023, arXiv:2302.06675.
 */
#include "base/array.h"
#include "descent/lanes.h"
#include "descent/optimizer_rows.h"

enum { LR, BETA1, BETA2, DECAY };
enum { MEAN, SLOTS = MEAN + 2 };

static void step_axis(const struct optimizer_lanes *lanes, int axis)
{
    const double *restrict lr = lanes->knob[LR], *restrict decay = lanes->knob[DECAY];
    const double *restrict beta1 = lanes->knob[BETA1], *restrict beta2 = lanes->knob[BETA2];
    const double *restrict gradient = lanes->gradient[axis];
    double *restrict at = lanes->at[axis], *restrict mean = lanes->slot[MEAN + axis];
#pragma omp simd
    for (size_t i = 0; i < lanes->count; i++) {
        double g = gradient[i], m = mean[i];
        double kept = at[i] * (1 - lr[i] * decay[i]);
        double direction = m * beta1[i] + g * (1 - beta1[i]);
        at[i] = kept + lane_sign(direction) * -lr[i];
        mean[i] = m * beta2[i] + g * (1 - beta2[i]);
    }
}

static void step(const struct optimizer_lanes *lanes)
{
    step_axis(lanes, 0);
    step_axis(lanes, 1);
}

static const struct knob knobs[] = {
    [LR] = KNOB_LR(0.0001),
    [BETA1] = KNOB_DECAY("beta1", "momentum β₁", "β₁", 0, 0.9,
                         "weight of the mean gradient m against ∇ in the direction: the momentum"),
    [BETA2] = KNOB_DECAY("beta2", "memory β₂", "β₂", 0.9, 0.99, "memory of the mean gradient m"),
    [DECAY] = KNOB_DECOUPLED(0),
};

static const char *const rule[] = {"c = β₁m + (1−β₁)∇", "θ ← θ − η(sign(c) + λθ)",
                                   "m ← β₂m + (1−β₂)∇", NULL};

const struct optimizer optimizer_lion = {
    .name = "lion",
    .label = "Lion",
    .summary = "keeps only the sign of its averaged gradient: every step is equally long",
    .source = "Chen et al. 2023, arXiv:2302.06675",
    .rule = rule,
    .knobs = knobs,
    .knob_count = ARRAY_LENGTH(knobs),
    .momentum_knob = BETA1,
    .slot_count = SLOTS,
    .step = step,
};
