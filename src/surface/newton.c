/* Quadratic convergence needs 6 steps; points of higher order are leapt to. */
#include "surface/newton.h"

#include <math.h>

#include "surface/eigen.h"
#include "surface/solve.h"

enum { STEPS = 80 };

static const double settled_cells = 1e-9; /* a step that short is the last */
static const double singular = 1e-14;     /* a determinant that small is rounding */

double newton_step(const double gradient[SURFACE_AXES], const double hessian[3],
                   double step[SURFACE_AXES])
{
    const double *g = gradient;
    double uphill[SURFACE_AXES];
    if (fabs(solve_symmetric(hessian, g, uphill)) > singular) {
        step[0] = -uphill[0];
        step[1] = -uphill[1];
    } else {
        struct eigen eigen = eigen_of(hessian);
        const double *u = eigen.high_direction;
        bool high_counts = fabs(eigen.high) >= fabs(eigen.low);
        const double along[2] = {high_counts ? u[0] : -u[1], high_counts ? u[1] : u[0]};
        double lambda = high_counts ? eigen.high : eigen.low;
        double length = lambda == 0 ? 0 : -(along[0] * g[0] + along[1] * g[1]) / lambda;
        step[0] = length * along[0];
        step[1] = length * along[1];
    }
    double length = fmax(fabs(step[0]), fabs(step[1]));
    return isnan(step[0]) || isnan(step[1]) ? (double)NAN : length;
}

/*
 * At a point of higher order the steps shrink by a constant ratio q: the rest of the way is
 * 1/(1 - q) steps (Aitken). Goes there if the slope is much less there.
 */
static bool leap(struct cells *cells, double at[2], const struct surface_point *here,
                 const double step[2], double ratio)
{
    double there[2] = {at[0], at[1]};
    struct surface_point point;
    cells_move(cells, there, step, 1 / (1 - ratio));
    cells_look(cells, there, &point);
    if (!(cells_slope(&point) < 1e-3 * cells_slope(here)))
        return false;
    at[0] = there[0];
    at[1] = there[1];
    return true;
}

bool newton_refine(struct cells *cells, double at[2], struct surface_point *point, double step[2])
{
    const double start[2] = {at[0], at[1]};
    double last = INFINITY, last_ratio = 0;
    for (int i = 0; i < STEPS; i++) {
        cells_look(cells, at, point);
        double length = newton_step(point->gradient, point->hessian, step);
        if (!isfinite(length) || cells_distance(cells, at, start) > 2 * NEWTON_REACH)
            return false;
        double ratio = length / last;
        if (length == 0 || (length < settled_cells && ratio >= 0.5)) /* no longer shrinking */
            return true;
        last = length;
        bool is_steady = ratio > 0.3 && ratio < 0.95 && fabs(ratio - last_ratio) < 0.01;
        last_ratio = ratio;
        if (!is_steady || !leap(cells, at, point, step, ratio))
            cells_move(cells, at, step, 1);
    }
    return last < settled_cells;
}
