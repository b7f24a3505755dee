/*
 * Adamax, as torch.optim.Adamax: Adam with the largest gradient (decaying) in place of the root
 * mean square; eps is added inside the maximum, to the new gradient only.
 *
 * Source: Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015, section 7.1.
 */
#include <math.h>

#include "base/array.h"
#include "descent/explain.h"
#include "descent/lanes.h"
#include "descent/optimizer_rows.h"

enum { LR, BETA1, BETA2, EPS, DECAY };
enum { MEAN, LARGEST = MEAN + 2, SLOTS = LARGEST + 2 };

static void step_axis(const struct optimizer_lanes *lanes, int axis, const double *rate)
{
    const double *restrict beta1 = lanes->knob[BETA1], *restrict beta2 = lanes->knob[BETA2];
    const double *restrict eps = lanes->knob[EPS], *restrict gradient = lanes->gradient[axis];
    const double *restrict corrected_rate = rate;
    double *restrict mean = lanes->slot[MEAN + axis], *restrict at = lanes->at[axis];
    double *restrict largest = lanes->slot[LARGEST + axis];
#pragma omp simd
    for (size_t i = 0; i < lanes->count; i++) {
        double g = gradient[i];
        double m = mean[i] * beta1[i] + (1 - beta1[i]) * g;
        double u = lane_max(largest[i] * beta2[i], fabs(g) + eps[i]);
        at[i] += -corrected_rate[i] * m / u;
        mean[i] = m;
        largest[i] = u;
    }
}

static void step(const struct optimizer_lanes *lanes)
{
    double rate[OPTIMIZER_BLOCK];
    lanes_add_decay(lanes, DECAY);
    lanes_correction(lanes->count, lanes->knob[BETA1], (double)lanes->step, rate);
#pragma omp simd
    for (size_t i = 0; i < lanes->count; i++)
        rate[i] = lanes->knob[LR][i] / rate[i];
    step_axis(lanes, 0, rate);
    step_axis(lanes, 1, rate);
}

static void explain(const struct optimizer_trace *trace, struct explanation *out)
{
    double correction = lane_correction(trace->knob[BETA1], (double)trace->step);
    double mean[2], direction[2];
    for (int axis = 0; axis < 2; axis++) {
        mean[axis] = trace->is[MEAN + axis] / correction;
        direction[axis] = mean[axis] / trace->is[LARGEST + axis];
    }
    explain_gradient(out, trace, "ωθ", trace->knob[DECAY], 0);
    explain_mean(out, trace, trace->knob[BETA1], MEAN);
    explain_pair(out, "u", "largest gradient, fading", 0, &trace->is[LARGEST]);
    explain_scalar(out, "1−β₁ᵗ", "bias correction of m", 0, correction);
    explain_pair(out, "m′", "mean, corrected", 0, mean);
    explain_pair(out, "m′/u", "direction", PART_DIRECTION, direction);
    explain_scalar(out, "η", "learning rate", PART_RATE, trace->knob[LR]);
}

static const struct knob knobs[] = {
    [LR] = KNOB_LR(0.002),
    [BETA1] = KNOB_BETA1,
    [BETA2] = KNOB_DECAY("beta2", "memory β₂", "β₂", 0.9, 0.999,
                         "memory of the largest gradient u, by which a step is scaled"),
    [EPS] = KNOB_EPS(1e-8),
    [DECAY] = KNOB_L2,
};

static const char *const rule[] = {"m ← β₁m + (1−β₁)∇", "u ← max(β₂u, |∇| + ε)", "m′ = m/(1−β₁ᵗ)",
                                   "θ ← θ − η·m′/u", NULL};

const struct optimizer optimizer_adamax = {
    .name = "adamax",
    .label = "Adamax",
    .summary = "Adam, scaled by the largest recent gradient instead of the mean",
    .source = "Kingma and Ba 2015, section 7.1; torch.optim.Adamax",
    .rule = rule,
    .knobs = knobs,
    .knob_count = ARRAY_LENGTH(knobs),
    .momentum_knob = BETA1,
    .decay_knob = DECAY,
    .slot_count = SLOTS,
    .step = step,
    .explain = explain,
};
