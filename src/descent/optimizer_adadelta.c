/*
 * Adadelta, as torch.optim.Adadelta: the ratio of the recent sizes of steps and gradients takes the
 * place of a rate; eps inside both roots; the average of steps takes them without lr.
 *
 * Source: Zeiler, "ADADELTA: an adaptive learning rate method", arXiv:1212.5701, 2012.
 */
#include <math.h>

#include "base/array.h"
#include "descent/explain.h"
#include "descent/lanes.h"
#include "descent/optimizer_rows.h"

enum { LR, RHO, EPS, DECAY };
enum { SQUARE, MOVED = SQUARE + 2, SLOTS = MOVED + 2 };

/* A root mean square. */
static inline double root_of(double mean, double eps)
{
    return sqrt(mean + eps);
}

static void step_axis(const struct optimizer_lanes *lanes, int axis)
{
    const double *restrict lr = lanes->knob[LR], *restrict rho = lanes->knob[RHO];
    const double *restrict eps = lanes->knob[EPS], *restrict gradient = lanes->gradient[axis];
    double *restrict at = lanes->at[axis], *restrict square = lanes->slot[SQUARE + axis];
    double *restrict moved = lanes->slot[MOVED + axis];
#pragma omp simd
    for (size_t i = 0; i < lanes->count; i++) {
        double g = gradient[i], keep = rho[i];
        double v = square[i] * keep + (1 - keep) * g * g;
        double delta = root_of(moved[i], eps[i]) / root_of(v, eps[i]) * g;
        moved[i] = moved[i] * keep + (1 - keep) * delta * delta;
        at[i] += -lr[i] * delta;
        square[i] = v;
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
    double eps = trace->knob[EPS], steps[2], scale[2], direction[2];
    for (int axis = 0; axis < 2; axis++) {
        steps[axis] = root_of(trace->was[MOVED + axis], eps);
        scale[axis] = root_of(trace->is[SQUARE + axis], eps);
        direction[axis] = steps[axis] / scale[axis] * trace->gradient[axis];
    }
    explain_gradient(out, trace, "ωθ", trace->knob[DECAY], 0);
    explain_pair(out, "v", "mean squared gradient", 0, &trace->is[SQUARE]);
    explain_pair(out, "√(v + ε)", "usual size of gradients", 0, scale);
    explain_pair(out, "√(a + ε)", "usual size of steps", 0, steps);
    explain_pair(out, "Δ", "direction", PART_DIRECTION, direction);
    explain_pair(out, "a", "mean squared step, after", 0, &trace->is[MOVED]);
    explain_scalar(out, "η", "learning rate", PART_RATE, trace->knob[LR]);
}

static const struct knob knobs[] = {
    [LR] = KNOB_SIZE(
        "lr", "learning rate", "η", 1e-3, 100, 1,
        "multiplies the step that Adadelta finds by itself; 1 is the method as published"),
    [RHO] = KNOB_DECAY("rho", "memory ρ", "ρ", 0.5, 0.9,
                       "memory of the mean squares of gradients and of steps"),
    [EPS] = KNOB_EPS(1e-6),
    [DECAY] = KNOB_L2,
};

static const char *const rule[] = {"v ← ρv + (1−ρ)∇²", "Δ = √(a + ε)/√(v + ε)·∇",
                                   "a ← ρa + (1−ρ)Δ²", "θ ← θ − ηΔ", NULL};

const struct optimizer optimizer_adadelta = {
    .name = "adadelta",
    .label = "Adadelta",
    .summary = "finds its own rate from the sizes of its recent steps and gradients",
    .source = "Zeiler 2012; torch.optim.Adadelta",
    .rule = rule,
    .knobs = knobs,
    .knob_count = ARRAY_LENGTH(knobs),
    .momentum_knob = -1,
    .decay_knob = DECAY,
    .slot_count = SLOTS,
    .step = step,
    .explain = explain,
};
