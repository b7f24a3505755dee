/*
 * Adam, as torch.optim.Adam: eps after the bias correction and outside the root; AMSGrad takes the
 * largest of the uncorrected v.
 *
 * Source: Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015; AMSGrad: Reddi,
 * Kale and Kumar, "On the convergence of Adam and beyond", ICLR 2018.
 */
#include <math.h>

#include "base/array.h"
#include "descent/lanes.h"
#include "descent/optimizer_adam.h"
#include "descent/optimizer_rows.h"

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
        double scale = sqrt(v) / root2[i] + eps[i];
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

static const struct knob knobs[] = {
    [ADAM_LR] = KNOB_LR(0.001),  [ADAM_BETA1] = KNOB_BETA1, [ADAM_BETA2] = KNOB_BETA2(0.999),
    [ADAM_EPS] = KNOB_EPS(1e-8), [ADAM_DECAY] = KNOB_L2,    [ADAM_AMSGRAD] = KNOB_AMSGRAD,
};

static const char *const rule[] = {"m ← β₁m + (1−β₁)∇", "v ← β₂v + (1−β₂)∇²",
                                   "m′ = m/(1−β₁ᵗ)  v′ = v/(1−β₂ᵗ)", "θ ← θ − η·m′/(√v′ + ε)",
                                   NULL};

const struct optimizer optimizer_adam = {
    .name = "adam",
    .label = "Adam",
    .summary = "momentum, scaled for each coordinate by its recent gradient size",
    .source = "Kingma and Ba 2015; torch.optim.Adam",
    .rule = rule,
    .knobs = knobs,
    .knob_count = ARRAY_LENGTH(knobs),
    .momentum_knob = ADAM_BETA1,
    .slot_count = ADAM_SLOTS,
    .step = step,
};
