/*
 * Adagrad, as torch.optim.Adagrad: the sum of all squared gradients scales the step, so steps only
 * ever shrink; eps outside the root.
 *
 * Source: Duchi, Hazan and Singer, "Adaptive subgradient methods for online learning and stochastic
 * optimization", JMLR 12, 2011.
 */
#include <math.h>

#include "base/array.h"
#include "descent/explain.h"
#include "descent/lanes.h"
#include "descent/optimizer_rows.h"

enum { LR, LR_DECAY, DECAY, INITIAL, EPS };
enum { SUM, SLOTS = SUM + 2 };

static inline double rate_of(double lr, double before, double decay)
{
    return lr / (1 + before * decay);
}

static inline double scale_of(double sum, double eps)
{
    return sqrt(sum) + eps;
}

static void step_axis(const struct optimizer_lanes *lanes, int axis)
{
    const double *restrict lr = lanes->knob[LR], *restrict lr_decay = lanes->knob[LR_DECAY];
    const double *restrict initial = lanes->knob[INITIAL], *restrict eps = lanes->knob[EPS];
    const double *restrict gradient = lanes->gradient[axis];
    double *restrict at = lanes->at[axis], *restrict sum = lanes->slot[SUM + axis];
    double before = (double)(lanes->step - 1);
#pragma omp simd
    for (size_t i = 0; i < lanes->count; i++) {
        double g = gradient[i];
        double rate = rate_of(lr[i], before, lr_decay[i]);
        double s = (before == 0 ? initial[i] : sum[i]) + g * g;
        at[i] += -rate * g / scale_of(s, eps[i]);
        sum[i] = s;
    }
}

static void step(const struct optimizer_lanes *lanes)
{
    lanes_add_decay(lanes, DECAY);
    step_axis(lanes, 0);
    step_axis(lanes, 1);
}

static void explain(const struct optimizer_trace *trace, struct explanation *out)
{
    const double *knob = trace->knob;
    double scale[2], direction[2];
    for (int axis = 0; axis < 2; axis++) {
        scale[axis] = scale_of(trace->is[SUM + axis], knob[EPS]);
        direction[axis] = trace->gradient[axis] / scale[axis];
    }
    explain_gradient(out, trace, "ωθ", knob[DECAY], 0);
    explain_pair(out, "s", "sum of squared gradients", 0, &trace->is[SUM]);
    explain_pair(out, "√s + ε", "divides the gradient", 0, scale);
    explain_pair(out, "∇/(√s + ε)", "direction", PART_DIRECTION, direction);
    explain_scalar(out, "ηₜ", "learning rate", PART_RATE,
                   rate_of(knob[LR], (double)(trace->step - 1), knob[LR_DECAY]));
}

static const struct knob knobs[] = {
    [LR] = KNOB_LR(0.01),
    [LR_DECAY] = KNOB_SIZE("lr_decay", "rate decay", "κ", 1e-5, 1, 0,
                           "divides the rate of step t by 1 + (t−1)κ"),
    [DECAY] = KNOB_L2,
    [INITIAL] = KNOB_SIZE("initial_accumulator_value", "initial sum", "s₀", 1e-3, 10, 0,
                          "where the sum of squares starts; read at the first step only"),
    [EPS] = KNOB_EPS(1e-10),
};

static const char *const rule[] = {"s ← s + ∇²", "ηₜ = η/(1 + (t−1)κ)", "θ ← θ − ηₜ∇/(√s + ε)",
                                   NULL};

const struct optimizer optimizer_adagrad = {
    .name = "adagrad",
    .label = "Adagrad",
    .summary = "divides by all gradients so far: big steps first, ever smaller ones after",
    .source = "Duchi, Hazan and Singer 2011; torch.optim.Adagrad",
    .rule = rule,
    .knobs = knobs,
    .knob_count = ARRAY_LENGTH(knobs),
    .momentum_knob = -1,
    .decay_knob = DECAY,
    .slot_count = SLOTS,
    .step = step,
    .explain = explain,
};
