/*
 * Newton's method with damping: the step solves (H + δI)d = ∇. It goes to the nearest stationary
 * point of whatever kind: where the surface bends down, that is a saddle or a maximum. Where H + δI
 * is singular there is no such step: the walk leaves the finite numbers, and says so.
 *
 * Source: Nocedal and Wright, "Numerical optimization", 2nd edition, 2006, section 3.3; damping:
 * Levenberg 1944.
 */

#include "base/array.h"
#include "descent/explain.h"
#include "descent/lanes.h"
#include "descent/optimizer_rows.h"
#include "surface/solve.h"

enum { LR, DAMPING };

/* At a stationary point the step is 0, singular or not. */
static inline void solve(double damping, const double hessian[3], const double g[2], double d[2])
{
    const double damped[3] = {hessian[0] + damping, hessian[1], hessian[2] + damping};
    bool still = g[0] == 0 && g[1] == 0;
    solve_symmetric(damped, g, d);
    d[0] = still ? 0 : d[0];
    d[1] = still ? 0 : d[1];
}

static void step(const struct optimizer_lanes *lanes)
{
#pragma omp simd
    for (size_t i = 0; i < lanes->count; i++) {
        double lr = lanes->knob[LR][i], d[2];
        solve(lanes->knob[DAMPING][i],
              (double[3]){lanes->hessian[0][i], lanes->hessian[1][i], lanes->hessian[2][i]},
              (double[2]){lanes->gradient[0][i], lanes->gradient[1][i]}, d);
        lanes->at[0][i] -= lr * d[0];
        lanes->at[1][i] -= lr * d[1];
    }
}

static void explain(const struct optimizer_trace *trace, struct explanation *out)
{
    const double *hessian = trace->hessian;
    double d[2];
    solve(trace->knob[DAMPING], hessian, trace->gradient, d);
    explain_gradient(out, trace, "", 0, 0);
    explain_pair(out, "H₁", "curvature, first row", 0, (double[2]){hessian[0], hessian[1]});
    explain_pair(out, "H₂", "curvature, second row", 0, (double[2]){hessian[1], hessian[2]});
    explain_pair(out, "(H + δI)⁻¹∇", "direction", PART_DIRECTION, d);
    explain_scalar(out, "η", "learning rate", PART_RATE, trace->knob[LR]);
}

static const struct knob knobs[] = {
    [LR] =
        KNOB_SIZE("lr", "learning rate", "η", 1e-3, 2, 1,
                  "the part of Newton's step that is taken: 1 lands on a bowl's minimum at once"),
    [DAMPING] =
        KNOB_SIZE("damping", "damping", "δ", 1e-5, 1e3, 0,
                  "adds δ to both curvatures: large, the step becomes plain descent by η/δ"),
};

static const char *const rule[] = {"H = ∇∇L, the curvature at θ", "θ ← θ − η(H + δI)⁻¹∇", NULL};

/* A step multiplies the distance by 1 − ηλ/(λ + damping), the most where λ is largest. */
static struct optimizer_limit limit(const double *knob, double curvature)
{
    bool plain = knob[DAMPING] == 0;
    return (struct optimizer_limit){2 + 2 * knob[DAMPING] / curvature, plain ? "2" : "2+2δ/λ"};
}

const struct optimizer optimizer_newton = {
    .name = "newton",
    .label = "Newton",
    .summary = "steps to where a paraboloid fitted here is level: a minimum, or a saddle",
    .source = "Nocedal and Wright 2006, section 3.3; Levenberg 1944",
    .rule = rule,
    .knobs = knobs,
    .knob_count = ARRAY_LENGTH(knobs),
    .momentum_knob = -1,
    .needs_hessian = true,
    .limit = limit,
    .step = step,
    .explain = explain,
};
