/*
 * RMSprop, as torch.optim.RMSprop: eps outside the root, no bias correction, and the rate
 * multiplies the velocity, not what flows into it.
 *
 * Source: Hinton, Srivastava and Swersky, "Neural networks for machine learning", lecture 6, 2012;
 * centred: Graves, "Generating sequences with recurrent neural networks", arXiv:1308.0850, 2013.
 */
#include <math.h>

#include "base/array.h"
#include "descent/explain.h"
#include "descent/lanes.h"
#include "descent/optimizer_rows.h"

enum { LR, ALPHA, EPS, CENTERED, MOMENTUM, DECAY };
enum { SQUARE, MEAN = SQUARE + 2, VELOCITY = MEAN + 2, SLOTS = VELOCITY + 2 };

/* What divides the gradient. */
static inline double scale_of(double spread, double eps)
{
    return sqrt(spread) + eps;
}

static void step_axis(const struct optimizer_lanes *lanes, int axis)
{
    const double *restrict lr = lanes->knob[LR], *restrict alpha = lanes->knob[ALPHA];
    const double *restrict eps = lanes->knob[EPS], *restrict momentum = lanes->knob[MOMENTUM];
    const double *restrict centered = lanes->knob[CENTERED];
    const double *restrict gradient = lanes->gradient[axis];
    double *restrict at = lanes->at[axis], *restrict square = lanes->slot[SQUARE + axis];
    double *restrict mean = lanes->slot[MEAN + axis];
    double *restrict velocity = lanes->slot[VELOCITY + axis];
#pragma omp simd
    for (size_t i = 0; i < lanes->count; i++) {
        double g = gradient[i], a = alpha[i], b = velocity[i];
        double v = square[i] * a + (1 - a) * g * g;
        double m = mean[i] * a + (1 - a) * g;
        double spread = centered[i] != 0 ? v - m * m : v;
        double scale = scale_of(spread, eps[i]);
        double rolled = b * momentum[i] + g / scale;
        double plain = -lr[i] * g / scale, heavy = -lr[i] * rolled;
        at[i] += momentum[i] > 0 ? heavy : plain;
        velocity[i] = momentum[i] > 0 ? rolled : b;
        square[i] = v;
        mean[i] = m;
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
    double mu = trace->knob[MOMENTUM], scale[2], scaled[2], spread[2];
    bool centered = trace->knob[CENTERED] != 0, rolls = mu > 0;
    for (int axis = 0; axis < 2; axis++) {
        double m = trace->is[MEAN + axis], v = trace->is[SQUARE + axis];
        spread[axis] = centered ? v - m * m : v;
        scale[axis] = scale_of(spread[axis], trace->knob[EPS]);
        scaled[axis] = trace->gradient[axis] / scale[axis];
    }
    explain_gradient(out, trace, "ωθ", trace->knob[DECAY], 0);
    explain_pair(out, "v", "mean squared gradient", 0, &trace->is[SQUARE]);
    if (centered) {
        explain_pair(out, "m", "mean gradient", 0, &trace->is[MEAN]);
        explain_pair(out, "v − m²", "its spread, for v", 0, spread);
    }
    explain_pair(out, centered ? "√(v−m²) + ε" : "√v + ε", "divides the gradient", 0, scale);
    explain_pair(out, centered ? "∇/(√(v−m²) + ε)" : "∇/(√v + ε)", "gradient, scaled",
                 rolls ? 0 : PART_DIRECTION, scaled);
    if (rolls) {
        explain_pair(out, "μb", "velocity kept", PART_MOMENTUM,
                     (double[2]){trace->was[VELOCITY] * mu, trace->was[VELOCITY + 1] * mu});
        explain_pair(out, "b", "velocity", PART_DIRECTION, &trace->is[VELOCITY]);
    }
    explain_scalar(out, "η", "learning rate", PART_RATE, trace->knob[LR]);
}

static const struct knob knobs[] = {
    [LR] = KNOB_LR(0.01),
    [ALPHA] = KNOB_DECAY("alpha", "memory α", "α", 0.9, 0.99,
                         "memory of the mean squared gradient v, by whose root a step is scaled"),
    [EPS] = KNOB_EPS(1e-8),
    [CENTERED] = KNOB_SWITCH("centered", "",
                             "scales by the gradient's spread: v less the squared mean gradient"),
    [MOMENTUM] = KNOB_MOMENTUM,
    [DECAY] = KNOB_L2,
};

/* By centered and momentum. */
static const char *const rules[2][2][5] = {
    {{optimizer_legend, "v ← αv + (1−α)∇²", "θ ← θ − η∇/(√v + ε)"},
     {"v ← αv + (1−α)∇²", "b ← μb + ∇/(√v + ε)", "θ ← θ − ηb"}},
    {{optimizer_legend, "v ← αv + (1−α)∇²", "m ← αm + (1−α)∇", "θ ← θ − η∇/(√(v−m²) + ε)"},
     {"v ← αv + (1−α)∇²", "m ← αm + (1−α)∇", "b ← μb + ∇/(√(v−m²) + ε)", "θ ← θ − ηb"}},
};

static const char *const *rule_with(const double *knob)
{
    return rules[knob[CENTERED] != 0][knob[MOMENTUM] > 0];
}

const struct optimizer optimizer_rmsprop = {
    .name = "rmsprop",
    .label = "RMSprop",
    .summary = "divides each coordinate's step by its recent gradient size: steep and flat alike",
    .source = "Hinton et al. 2012, lecture 6; torch.optim.RMSprop",
    .rule = rules[0][1],
    .rule_with = rule_with,
    .knobs = knobs,
    .knob_count = ARRAY_LENGTH(knobs),
    .momentum_knob = MOMENTUM,
    .decay_knob = DECAY,
    .slot_count = SLOTS,
    .step = step,
    .explain = explain,
};
