/*
 * NAdam: Adam that looks ahead, as torch.optim.NAdam from 2.0 on and with foreach in 1.13. (The
 * default path of 1.13 multiplies μ(t) into the look-ahead's product twice; that is a defect.)
 * The mean is corrected by the product Π of the μ so far, not by 1 - β₁ᵗ.
 *
 * Source: Dozat, "Incorporating Nesterov momentum into Adam", ICLR workshop 2016.
 */
#include <math.h>

#include "base/array.h"
#include "descent/explain.h"
#include "descent/lanes.h"
#include "descent/optimizer_rows.h"

enum { LR, BETA1, BETA2, EPS, DECAY, MOMENTUM_DECAY };
enum { MEAN, SQUARE = MEAN + 2, PRODUCT = SQUARE + 2, SLOTS };

struct rates {
    double gradient[OPTIMIZER_BLOCK], mean[OPTIMIZER_BLOCK], root[OPTIMIZER_BLOCK];
};

static double schedule(double beta1, double momentum_decay, double step)
{
    return beta1 * (1. - 0.5 * pow(0.96, step * momentum_decay));
}

static void prepare(const struct optimizer_lanes *lanes, struct rates *rates)
{
    const double *beta1 = lanes->knob[BETA1], *psi = lanes->knob[MOMENTUM_DECAY];
    double t = (double)lanes->step, now = 0, next = 0;
    lanes_correction(lanes->count, lanes->knob[BETA2], t, rates->root);
    for (size_t i = 0; i < lanes->count; i++) {
        double *product = &lanes->slot[PRODUCT][i], lr = lanes->knob[LR][i];
        if (i == 0 || beta1[i] != beta1[i - 1] || psi[i] != psi[i - 1]) {
            now = schedule(beta1[i], psi[i], t);
            next = schedule(beta1[i], psi[i], t + 1);
        }
        *product = lanes->step == 1 ? now : *product * now;
        rates->gradient[i] = -(lr * (1. - now) / (1. - *product));
        rates->mean[i] = -(lr * next / (1. - *product * next));
        rates->root[i] = sqrt(rates->root[i]);
    }
}

static inline double scale_of(double square, double root, double eps)
{
    return sqrt(square) / root + eps;
}

static void step_axis(const struct optimizer_lanes *lanes, int axis, const struct rates *rates)
{
    const double *restrict gradient = lanes->gradient[axis], *restrict eps = lanes->knob[EPS];
    const double *restrict mean = lanes->slot[MEAN + axis];
    const double *restrict square = lanes->slot[SQUARE + axis];
    double *restrict at = lanes->at[axis];
#pragma omp simd
    for (size_t i = 0; i < lanes->count; i++) {
        double scale = scale_of(square[i], rates->root[i], eps[i]);
        double moved = at[i] + rates->gradient[i] * gradient[i] / scale;
        at[i] = moved + rates->mean[i] * mean[i] / scale;
    }
}

static void step(const struct optimizer_lanes *lanes)
{
    struct rates rates;
    lanes_add_decay(lanes, DECAY);
    prepare(lanes, &rates);
    for (int axis = 0; axis < 2; axis++) {
        lanes_moments(lanes, axis, lanes->knob[BETA1], lanes->knob[BETA2], lanes->slot[MEAN + axis],
                      lanes->slot[SQUARE + axis]);
        step_axis(lanes, axis, &rates);
    }
}

static void explain(const struct optimizer_trace *trace, struct explanation *out)
{
    const double *knob = trace->knob, t = (double)trace->step, product = trace->is[PRODUCT];
    double now = schedule(knob[BETA1], knob[MOMENTUM_DECAY], t);
    double next = schedule(knob[BETA1], knob[MOMENTUM_DECAY], t + 1);
    double correction = lane_correction(knob[BETA2], t);
    double square[2], scale[2], ahead[2], direction[2];
    for (int axis = 0; axis < 2; axis++) {
        double g = trace->gradient[axis], m = trace->is[MEAN + axis];
        square[axis] = trace->is[SQUARE + axis] / correction;
        scale[axis] = scale_of(trace->is[SQUARE + axis], sqrt(correction), knob[EPS]);
        ahead[axis] = (1 - now) * g / (1 - product) + next * m / (1 - product * next);
        direction[axis] = ahead[axis] / scale[axis];
    }
    explain_gradient(out, trace, "ωθ", knob[DECAY], 0);
    explain_scalar(out, "μₜ", "momentum of this step", 0, now);
    explain_scalar(out, "μ₊", "of the next", 0, next);
    explain_scalar(out, "Π", "product of all μₜ", 0, product);
    explain_mean(out, trace, knob[BETA1], MEAN);
    explain_pair(out, "v", "mean squared gradient", 0, &trace->is[SQUARE]);
    explain_scalar(out, "1−β₂ᵗ", "bias correction of v", 0, correction);
    explain_pair(out, "v′", "square, corrected", 0, square);
    explain_pair(out, "d", "a look ahead", 0, ahead);
    explain_pair(out, "√v′ + ε", "divides it", 0, scale);
    explain_pair(out, "d/(√v′ + ε)", "direction", PART_DIRECTION, direction);
    explain_scalar(out, "η", "learning rate", PART_RATE, knob[LR]);
}

static const struct knob knobs[] = {
    [LR] = KNOB_LR(0.002),
    [BETA1] = KNOB_BETA1,
    [BETA2] = KNOB_BETA2(0.999),
    [EPS] = KNOB_EPS(1e-8),
    [DECAY] = KNOB_L2,
    [MOMENTUM_DECAY] = KNOB_SIZE("momentum_decay", "momentum decay", "ψ", 1e-4, 1, 0.004,
                                 "how soon the momentum rises from half of β₁ to β₁"),
};

static const char *const rule[] = {"μₜ = β₁(1 − ½·0.96^(tψ))  Π ← Πμₜ",
                                   "m ← β₁m + (1−β₁)∇",
                                   "v ← β₂v + (1−β₂)∇²  v′ = v/(1−β₂ᵗ)",
                                   "d = (1−μₜ)∇/(1−Π) + μ₊m/(1−Πμ₊)",
                                   "θ ← θ − η·d/(√v′ + ε)",
                                   NULL};

const struct optimizer optimizer_nadam = {
    .name = "nadam",
    .label = "NAdam",
    .summary = "Adam that looks ahead along its momentum, as Nesterov's method does",
    .source = "Dozat 2016; torch.optim.NAdam",
    .rule = rule,
    .knobs = knobs,
    .knob_count = ARRAY_LENGTH(knobs),
    .momentum_knob = BETA1,
    .decay_knob = DECAY,
    .slot_count = SLOTS,
    .step = step,
    .explain = explain,
};
