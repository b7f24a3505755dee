/*
 * Lion, by its paper: the sign of an average is the direction, so every step has the same length in
 * each coordinate; the average that is kept is slower than the one whose sign is taken. Weight
 * decay is decoupled, and comes first as in the authors' code (google/automl, lion_pytorch.py).
 *
 * Source: Chen, Liang, Huang, Real, Wang, Liu, Pham, Dong, Luong, Hsieh, Lu and Le, "Symbolic
 * discovery of optimization algorithms", NeurIPS 2023, arXiv:2302.06675.
 */
#include "base/array.h"
#include "descent/explain.h"
#include "descent/lanes.h"
#include "descent/optimizer_rows.h"

enum { LR, BETA1, BETA2, DECAY };
enum { MEAN, SLOTS = MEAN + 2 };

/* What the sign is taken of. */
static inline double mix(double mean, double beta1, double gradient)
{
    return mean * beta1 + gradient * (1 - beta1);
}

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
        double direction = mix(m, beta1[i], g);
        at[i] = kept + lane_sign(direction) * -lr[i];
        mean[i] = m * beta2[i] + g * (1 - beta2[i]);
    }
}

static void step(const struct optimizer_lanes *lanes)
{
    step_axis(lanes, 0);
    step_axis(lanes, 1);
}

static void explain(const struct optimizer_trace *trace, struct explanation *out)
{
    double beta1 = trace->knob[BETA1], decay = trace->knob[DECAY];
    double kept[2], mixed[2], sign[2], pull[2], both[2];
    for (int axis = 0; axis < 2; axis++) {
        double m = trace->was[MEAN + axis];
        kept[axis] = m * beta1;
        mixed[axis] = mix(m, beta1, trace->gradient[axis]);
        sign[axis] = lane_sign(mixed[axis]);
        pull[axis] = decay * trace->at[axis];
        both[axis] = sign[axis] + pull[axis];
    }
    explain_gradient(out, trace, "", 0, 0);
    explain_pair(out, "β₁m", "kept of the mean", PART_MOMENTUM, kept);
    explain_pair(out, "c", "mixed with the gradient", 0, mixed);
    explain_pair(out, "sign(c)", "its signs alone", decay == 0 ? PART_DIRECTION : 0, sign);
    if (decay != 0) {
        explain_pair(out, "ωθ", "weight decay's part", 0, pull);
        explain_pair(out, "sign(c) + ωθ", "direction", PART_DIRECTION, both);
    }
    explain_pair(out, "m", "mean gradient, after", 0, &trace->is[MEAN]);
    explain_scalar(out, "η", "learning rate", PART_RATE, trace->knob[LR]);
}

static const struct knob knobs[] = {
    [LR] = KNOB_LR(0.0001),
    [BETA1] = KNOB_DECAY("beta1", "momentum β₁", "β₁", 0, 0.9,
                         "weight of the mean gradient m against ∇ in the direction: the momentum"),
    [BETA2] = KNOB_DECAY("beta2", "memory β₂", "β₂", 0.9, 0.99, "memory of the mean gradient m"),
    [DECAY] = KNOB_DECOUPLED(0),
};

static const char *const rule[] = {"c = β₁m + (1−β₁)∇", "θ ← θ − η(sign(c) + ωθ)",
                                   "m ← β₂m + (1−β₂)∇", NULL};
static const char *const undecayed[] = {"c = β₁m + (1−β₁)∇", "θ ← θ − η·sign(c)",
                                        "m ← β₂m + (1−β₂)∇", NULL};

static const char *const *rule_with(const double *knob)
{
    return knob[DECAY] == 0 ? undecayed : rule;
}

const struct optimizer optimizer_lion = {
    .name = "lion",
    .label = "Lion",
    .summary = "keeps only the sign of its averaged gradient: every step is equally long",
    .source = "Chen et al. 2023, arXiv:2302.06675",
    .rule = rule,
    .rule_with = rule_with,
    .knobs = knobs,
    .knob_count = ARRAY_LENGTH(knobs),
    .momentum_knob = BETA1,
    .slot_count = SLOTS,
    .step = step,
    .explain = explain,
};
