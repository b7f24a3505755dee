/*
 * Rprop, as torch.optim.Rprop: only the gradient's signs count; each coordinate has a step size of
 * its own, which grows while the sign stays and shrinks when it turns. The learning rate is the
 * step size of the start and is read at the first step only. After a turn the point stays and the
 * next factor is 1 (the gradient is taken as 0); the point is not taken back.
 *
 * Source: Riedmiller and Braun, "A direct adaptive method for faster backpropagation learning: the
 * RPROP algorithm", ICNN 1993; this variant: Igel and Hüsken, "Improving the Rprop learning
 * algorithm", NC 2000 (iRprop-).
 */
#include "base/array.h"
#include "descent/explain.h"
#include "descent/lanes.h"
#include "descent/optimizer_rows.h"

enum { LR, ETA_MINUS, ETA_PLUS, STEP_MIN, STEP_MAX };
enum { BEFORE, SIZE = BEFORE + 2, SLOTS = SIZE + 2 };

static void step_axis(const struct optimizer_lanes *lanes, int axis)
{
    const double *restrict lr = lanes->knob[LR], *restrict minus = lanes->knob[ETA_MINUS];
    const double *restrict plus = lanes->knob[ETA_PLUS], *restrict gradient = lanes->gradient[axis];
    const double *restrict low = lanes->knob[STEP_MIN], *restrict high = lanes->knob[STEP_MAX];
    double *restrict at = lanes->at[axis], *restrict before = lanes->slot[BEFORE + axis];
    double *restrict size = lanes->slot[SIZE + axis];
    int first = lanes->step == 1;
#pragma omp simd
    for (size_t i = 0; i < lanes->count; i++) {
        double turn = gradient[i] * before[i];
        double factor = turn > 0 ? plus[i] : turn < 0 ? minus[i] : 1;
        double wanted = (first ? lr[i] : size[i]) * factor;
        wanted = wanted < low[i] ? low[i] : wanted;
        wanted = wanted > high[i] ? high[i] : wanted;
        double g = turn < 0 ? 0 : gradient[i];
        at[i] -= lane_sign(g) * wanted;
        before[i] = g;
        size[i] = wanted;
    }
}

static void step(const struct optimizer_lanes *lanes)
{
    step_axis(lanes, 0);
    step_axis(lanes, 1);
}

/* Where the sign turned, the kernel kept a gradient of 0. */
static void explain(const struct optimizer_trace *trace, struct explanation *out)
{
    const double *before = &trace->was[BEFORE], *taken = &trace->is[BEFORE];
    const double *size = &trace->is[SIZE], *g = trace->gradient;
    explain_gradient(out, trace, "", 0, 0);
    explain_pair(out, "∇₋₁", "gradient before", 0, before);
    explain_pair(out, "∇·∇₋₁", "below 0: it turned", 0,
                 (double[2]){g[0] * before[0], g[1] * before[1]});
    if (trace->step > 1)
        explain_pair(out, "Δ₋₁", "step size before", 0, &trace->was[SIZE]);
    explain_pair(out, "Δ", "step size", 0, size);
    explain_pair(out, "sign(∇)·Δ", "direction", PART_DIRECTION,
                 (double[2]){lane_sign(taken[0]) * size[0], lane_sign(taken[1]) * size[1]});
}

static const struct knob knobs[] = {
    [LR] = KNOB_SIZE(
        "lr", "first step", "η", 1e-5, 1, 0.01,
        "the size of the first step; later sizes adapt by themselves, and lr is not read"),
    [ETA_MINUS] = {.name = "eta_minus",
                   .label = "shrink factor",
                   .symbol = "η₋",
                   .low = 1e-9,
                   .high = OPTIMIZER_DECAY,
                   .shown_low = 0,
                   .shown_high = 1,
                   .initial = 0.5,
                   .help = "multiplies a coordinate's step size when its gradient turned round"},
    [ETA_PLUS] = {.name = "eta_plus",
                  .label = "growth factor",
                  .symbol = "η₊",
                  .low = 1 / OPTIMIZER_DECAY,
                  .high = HUGE_VAL,
                  .shown_low = 1,
                  .shown_high = 2,
                  .initial = 1.2,
                  .help = "multiplies a coordinate's step size while its gradient keeps its sign"},
    [STEP_MIN] =
        KNOB_SIZE("step_min", "smallest step", "Δ₋", 1e-9, 1, 1e-6, "no step size falls below it"),
    [STEP_MAX] =
        KNOB_SIZE("step_max", "largest step", "Δ₊", 1e-3, 100, 50, "no step size rises above it"),
};

static const char *const rule[] = {"∇·∇₋₁ > 0: Δ ← η₊Δ, at most Δ₊",
                                   "∇·∇₋₁ < 0: Δ ← η₋Δ, then ∇ ← 0", "θ ← θ − sign(∇)·Δ", NULL};

const struct optimizer optimizer_rprop = {
    .name = "rprop",
    .label = "Rprop",
    .summary = "heeds only the gradient's sign: strides out while it stays, halves when it turns",
    .source = "Riedmiller and Braun 1993; torch.optim.Rprop",
    .rule = rule,
    .knobs = knobs,
    .knob_count = ARRAY_LENGTH(knobs),
    .momentum_knob = -1,
    .slot_count = SLOTS,
    .step = step,
    .explain = explain,
};
