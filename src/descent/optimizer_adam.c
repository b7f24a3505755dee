/*
 * Adam, as torch.optim.Adam: eps after the bias correction and outside the root; AMSGrad takes the
 * largest of the uncorrected v.
 *
 * Source: Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015; AMSGrad: Reddi,
 * Kale and Kumar, "On the convergence of Adam and beyond", ICLR 2018.
 */
#include <math.h>

#include "base/array.h"
#include "descent/explain.h"
#include "descent/lanes.h"
#include "descent/optimizer_adam.h"
#include "descent/optimizer_rows.h"

/* What divides the mean: `root` is that of the bias correction of v. */
static inline double scale_of(double v, double root, double eps)
{
    return sqrt(v) / root + eps;
}

static void step_axis(const struct optimizer_lanes *lanes, int axis, const double *rate,
                      const double *root)
{
    const double *restrict eps = lanes->knob[ADAM_EPS], *restrict amsgrad =
                                                            lanes->knob[ADAM_AMSGRAD];
    const double *restrict corrected_rate = rate, *restrict root2 = root;
    const double *restrict mean = lanes->slot[ADAM_MEAN + axis];
    const double *restrict square = lanes->slot[ADAM_SQUARE + axis];
    double *restrict largest = lanes->slot[ADAM_LARGEST + axis], *restrict at = lanes->at[axis];
#pragma omp simd
    for (size_t i = 0; i < lanes->count; i++) {
        double top = lane_max(largest[i], square[i]);
        largest[i] = top;
        double v = amsgrad[i] != 0 ? top : square[i];
        double scale = scale_of(v, root2[i], eps[i]);
        at[i] += -corrected_rate[i] * mean[i] / scale;
    }
}

void lanes_adam(const struct optimizer_lanes *lanes)
{
    double rate[OPTIMIZER_BLOCK], root[OPTIMIZER_BLOCK];
    const double *beta1 = lanes->knob[ADAM_BETA1], *beta2 = lanes->knob[ADAM_BETA2];
    lanes_correction(lanes->count, beta1, (double)lanes->step, rate);
    lanes_correction(lanes->count, beta2, (double)lanes->step, root);
#pragma omp simd
    for (size_t i = 0; i < lanes->count; i++) {
        rate[i] = lanes->knob[ADAM_LR][i] / rate[i];
        root[i] = sqrt(root[i]);
    }
    for (int axis = 0; axis < 2; axis++) {
        lanes_moments(lanes, axis, beta1, beta2, lanes->slot[ADAM_MEAN + axis],
                      lanes->slot[ADAM_SQUARE + axis]);
        step_axis(lanes, axis, rate, root);
    }
}

static void step(const struct optimizer_lanes *lanes)
{
    lanes_add_decay(lanes, ADAM_DECAY);
    lanes_adam(lanes);
}

void explain_adam(const struct optimizer_trace *trace, double direction[2], struct explanation *out)
{
    const double *knob = trace->knob;
    bool largest = knob[ADAM_AMSGRAD] != 0;
    double correction1 = lane_correction(knob[ADAM_BETA1], (double)trace->step);
    double correction2 = lane_correction(knob[ADAM_BETA2], (double)trace->step);
    double mean[2], square[2], scale[2];
    for (int axis = 0; axis < 2; axis++) {
        double v = trace->is[(largest ? ADAM_LARGEST : ADAM_SQUARE) + axis];
        mean[axis] = trace->is[ADAM_MEAN + axis] / correction1;
        square[axis] = v / correction2;
        scale[axis] = scale_of(v, sqrt(correction2), knob[ADAM_EPS]);
        direction[axis] = mean[axis] / scale[axis];
    }
    explain_mean(out, trace, knob[ADAM_BETA1], ADAM_MEAN);
    explain_pair(out, "v", "mean squared gradient", 0, &trace->is[ADAM_SQUARE]);
    if (largest)
        explain_pair(out, "w", "largest v so far", 0, &trace->is[ADAM_LARGEST]);
    explain_scalar(out, "1−β₁ᵗ", "bias correction of m", 0, correction1);
    explain_scalar(out, "1−β₂ᵗ", "bias correction of v", 0, correction2);
    explain_pair(out, "m′", "mean, corrected", 0, mean);
    explain_pair(out, "v′", "square, corrected", 0, square);
    explain_pair(out, "√v′ + ε", "divides the mean", 0, scale);
}

static void explain(const struct optimizer_trace *trace, struct explanation *out)
{
    double direction[2];
    explain_gradient(out, trace, "ωθ", trace->knob[ADAM_DECAY], 0);
    explain_adam(trace, direction, out);
    explain_pair(out, "m′/(√v′ + ε)", "direction", PART_DIRECTION, direction);
    explain_scalar(out, "η", "learning rate", PART_RATE, trace->knob[ADAM_LR]);
}

static const struct knob knobs[] = {
    [ADAM_LR] = KNOB_LR(0.001),  [ADAM_BETA1] = KNOB_BETA1, [ADAM_BETA2] = KNOB_BETA2(0.999),
    [ADAM_EPS] = KNOB_EPS(1e-8), [ADAM_DECAY] = KNOB_L2,    [ADAM_AMSGRAD] = KNOB_AMSGRAD,
};

static const char *const rule[] = {"m ← β₁m + (1−β₁)∇", "v ← β₂v + (1−β₂)∇²",
                                   "m′ = m/(1−β₁ᵗ)  v′ = v/(1−β₂ᵗ)", "θ ← θ − η·m′/(√v′ + ε)",
                                   NULL};
static const char *const amsgrad[] = {"m ← β₁m + (1−β₁)∇", "v ← β₂v + (1−β₂)∇²  w ← max(w, v)",
                                      "m′ = m/(1−β₁ᵗ)  v′ = w/(1−β₂ᵗ)", "θ ← θ − η·m′/(√v′ + ε)",
                                      NULL};

static const char *const *rule_with(const double *knob)
{
    return knob[ADAM_AMSGRAD] != 0 ? amsgrad : rule;
}

const struct optimizer optimizer_adam = {
    .name = "adam",
    .label = "Adam",
    .summary = "momentum, scaled for each coordinate by its recent gradient size",
    .source = "Kingma and Ba 2015; torch.optim.Adam",
    .rule = rule,
    .rule_with = rule_with,
    .knobs = knobs,
    .knob_count = ARRAY_LENGTH(knobs),
    .momentum_knob = ADAM_BETA1,
    .decay_knob = ADAM_DECAY,
    .slot_count = ADAM_SLOTS,
    .step = step,
    .explain = explain,
};
