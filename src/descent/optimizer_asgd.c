/*
 * Averaged SGD, as torch.optim.ASGD: a decaying rate, and beside the walk the average of its points
 * from t0 on (slots AVERAGE; the point itself is the walk). The rate is prepared one step ahead: a
 * new lr acts one step late.
 *
 * Source: Polyak and Juditsky, "Acceleration of stochastic approximation by averaging", SIAM J.
 * Control Optim. 30, 1992; the rate: Bottou's SGD, after Xu, arXiv:1107.2490.
 */
#include <math.h>

#include "base/array.h"
#include "descent/explain.h"
#include "descent/lanes.h"
#include "descent/optimizer_rows.h"

enum { LR, LAMBD, ALPHA, T0, DECAY };
enum { AVERAGE, ETA = AVERAGE + 2, MU, SLOTS };

static void step_axis(const struct optimizer_lanes *lanes, int axis)
{
    const double *restrict lambd = lanes->knob[LAMBD], *restrict gradient = lanes->gradient[axis];
    const double *restrict eta = lanes->slot[ETA], *restrict mu = lanes->slot[MU];
    double *restrict at = lanes->at[axis], *restrict average = lanes->slot[AVERAGE + axis];
#pragma omp simd
    for (size_t i = 0; i < lanes->count; i++) {
        double kept = at[i] * (1 - lambd[i] * eta[i]);
        double moved = kept + -eta[i] * gradient[i];
        double mixed = average[i] + (moved - average[i]) * mu[i];
        average[i] = mu[i] == 1 ? moved : mixed;
        at[i] = moved;
    }
}

/* The rate and the weight of the next step. */
static void prepare(const struct optimizer_lanes *lanes)
{
    double t = (double)lanes->step;
    for (size_t i = 0; i < lanes->count; i++) {
        double lr = lanes->knob[LR][i], late = t - lanes->knob[T0][i];
        lanes->slot[ETA][i] = lr / pow(1 + lanes->knob[LAMBD][i] * lr * t, lanes->knob[ALPHA][i]);
        lanes->slot[MU][i] = 1 / (late > 1 ? late : 1);
    }
}

static void step(const struct optimizer_lanes *lanes)
{
    for (size_t i = 0; lanes->step == 1 && i < lanes->count; i++) {
        lanes->slot[ETA][i] = lanes->knob[LR][i];
        lanes->slot[MU][i] = 1;
    }
    lanes_add_decay(lanes, DECAY);
    step_axis(lanes, 0);
    step_axis(lanes, 1);
    prepare(lanes);
}

static void explain(const struct optimizer_trace *trace, struct explanation *out)
{
    double lambda = trace->knob[LAMBD], pull[2], both[2];
    for (int axis = 0; axis < 2; axis++) {
        pull[axis] = lambda * trace->at[axis];
        both[axis] = trace->gradient[axis] + pull[axis];
    }
    explain_gradient(out, trace, "ωθ", trace->knob[DECAY], 0);
    explain_pair(out, "κθ", "pull towards 0", 0, pull);
    explain_pair(out, "∇ + κθ", "direction", PART_DIRECTION, both);
    explain_scalar(out, "ηₜ", "learning rate", PART_RATE,
                   trace->step == 1 ? trace->knob[LR] : trace->was[ETA]);
    explain_scalar(out, "ηₜ₊₁", "of the next step", 0, trace->is[ETA]);
    explain_pair(out, "a", "average of the points", 0, &trace->is[AVERAGE]);
}

static const struct knob knobs[] = {
    [LR] = KNOB_LR(0.01),
    [LAMBD] = KNOB_SIZE("lambd", "decay κ", "κ", 1e-5, 1, 1e-4,
                        "how fast the rate falls, and how strongly θ shrinks towards 0"),
    [ALPHA] = {.name = "alpha",
               .label = "power α",
               .symbol = "α",
               .low = 0,
               .high = HUGE_VAL,
               .shown_low = 0,
               .shown_high = 1,
               .initial = 0.75,
               .help = "the power by which the rate falls"},
    [T0] = KNOB_SIZE("t0", "averaging from", "t₀", 1, 1e6, 1e6,
                     "the step from which on points are averaged"),
    [DECAY] = KNOB_L2,
};

static const char *const rule[] = {"θ ← θ − ηₜ(∇ + κθ)", "ηₜ₊₁ = η/(1 + κηt)^α",
                                   "a ← a + (θ − a)/max(1, t−t₀)", NULL};

const struct optimizer optimizer_asgd = {
    .name = "asgd",
    .label = "Averaged SGD",
    .summary = "descends at a falling rate and averages the points it has visited",
    .source = "Polyak and Juditsky 1992; torch.optim.ASGD",
    .rule = rule,
    .knobs = knobs,
    .knob_count = ARRAY_LENGTH(knobs),
    .momentum_knob = -1,
    .decay_knob = DECAY,
    .slot_count = SLOTS,
    .step = step,
    .explain = explain,
};
