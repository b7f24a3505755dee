/*
 * Newton's method with damping: the step solves (H + λI)d = ∇. It goes to the nearest stationary
 * point of whatever kind: where the surface bends down, that is a saddle or a maximum. Where H + λI
 * is singular there is no such step: the walk leaves the finite numbers, and says so.
 *
 * Source: Nocedal and Wright, "Numerical optimization", 2nd edition, 2006, section 3.3; damping:
 * Levenberg 1944.
 */
#include <math.h>

#include "base/array.h"
#include "descent/lanes.h"
#include "descent/optimizer_rows.h"

enum { LR, DAMPING };

/*
 * Cramer's rule, with the matrix scaled to a largest entry of 1, so that its determinant neither
 * overflows nor vanishes before its time. At a stationary point the step is 0, singular or not.
 */
static void step(const struct optimizer_lanes *lanes)
{
#pragma omp simd
    for (size_t i = 0; i < lanes->count; i++) {
        double damping = lanes->knob[DAMPING][i], lr = lanes->knob[LR][i];
        double gx = lanes->gradient[0][i], gy = lanes->gradient[1][i];
        double a = lanes->hessian[0][i] + damping, c = lanes->hessian[2][i] + damping;
        double b = lanes->hessian[1][i];
        double scale = lane_max(fabs(b), lane_max(fabs(a), fabs(c)));
        a /= scale, b /= scale, c /= scale;
        double determinant = a * c - b * b;
        double dx = (c * gx - b * gy) / determinant / scale;
        double dy = (a * gy - b * gx) / determinant / scale;
        bool still = gx == 0 && gy == 0;
        lanes->at[0][i] -= still ? 0 : lr * dx;
        lanes->at[1][i] -= still ? 0 : lr * dy;
    }
}

static const struct knob knobs[] = {
    [LR] = {.name = "lr",
            .label = "learning rate",
            .symbol = "η",
            .scale = KNOB_LOGARITHMIC,
            .low = 0,
            .high = HUGE_VAL,
            .shown_low = 1e-3,
            .shown_high = 2,
            .initial = 1,
            .help = "the part of Newton's step that is taken: 1 lands on a bowl's minimum at once"},
    [DAMPING] = {.name = "damping",
                 .label = "damping",
                 .symbol = "λ",
                 .scale = KNOB_LOGARITHMIC,
                 .low = 0,
                 .high = HUGE_VAL,
                 .shown_low = 1e-5,
                 .shown_high = 1e3,
                 .initial = 0,
                 .help = "adds λ to both curvatures: large, the step becomes plain descent by η/λ"},
};

static const char *const rule[] = {"H = ∇∇L, the curvature at θ", "θ ← θ − η(H + λI)⁻¹∇", NULL};

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
    .step = step,
};
