/*
 * What tells a kind is the Hessian, and three questions decide whether it may be asked.
 *
 * Does it exist? At a kink of the slope (abs(x)*x, a node of a measured grid) the formula has some
 * value, but the curvatures beside the point are others, however near. If they agree on all sides,
 * they are the Hessian; else the loss around decides.
 *
 * Is it singular to rounding? An entry is judged by what it is around on its own axes, so that a
 * parameter a million times as steep as the other is no reason.
 *
 * Is it what it is as far as the point may be off? At a point of higher order Newton's method comes
 * near by a constant ratio, and stops where the curvature, though not 0, is all due to the distance
 * that is left.
 */
#include "surface/critical_kind.h"

#include <math.h>

#include "base/array.h"
#include "surface/eigen.h"
#include "surface/newton.h"
#include "surface/winding.h"

static const double nothing = 1e-9;   /* of an entry's size around: as good as 0 */
static const double rounding = 1e-14; /* of a determinant */
static const double doubtful = 1e-9;  /* of the curvature around: an eigenvalue to be asked about */
static const double off_cells = 1e-5; /* so far Newton's method may be off along a level floor */

/* What lies on a ring around a point. */
struct around {
    double least_slope;
    double entry[3]; /* of the Hessian, the largest by size */
};

static double larger(double a, double b)
{
    return b > a ? b : a; /* a NaN is passed over */
}

static void look_around(struct cells *cells, const double at[2], double radius,
                        struct around *around)
{
    enum { DIRECTIONS = 16 };
    const struct ring ring = {at, radius};
    *around = (struct around){.least_slope = INFINITY};
    for (int i = 0; i < DIRECTIONS; i++) {
        double near[2];
        struct surface_point point;
        ring_at(cells, &ring, (double)i / DIRECTIONS, near);
        cells_look(cells, near, &point);
        double slope = cells_slope(&point);
        if (!(slope >= around->least_slope)) /* a NaN counts as least */
            around->least_slope = slope;
        for (int k = 0; k < 3; k++)
            around->entry[k] = larger(around->entry[k], fabs(point.hessian[k]));
    }
}

/*
 * Is the slope on a ring well above what is left at the point? A second ring is tried, since
 * another critical point may lie on the first.
 */
static bool stands_out(struct cells *cells, const double at[2], const struct surface_point *point,
                       struct around *around)
{
    static const double radii[] = {CRITICAL_NEAR, CRITICAL_NEAR / 4};
    for (size_t i = 0; i < ARRAY_LENGTH(radii); i++) {
        look_around(cells, at, radii[i], around);
        if (around->least_slope > 0 && cells_slope(point) <= 1e-6 * around->least_slope)
            return true;
    }
    return false;
}

static double slope_beside(struct cells *cells, const double at[2], double radius)
{
    double beside[2];
    ring_at(cells, &(struct ring){at, radius}, 0.1, beside);
    return ring_slope(cells, beside, 1);
}

/* Does the slope not vanish towards the point? In a needle it does, but not until near. */
static bool has_kink(struct cells *cells, const double at[2])
{
    double slope = slope_beside(cells, at, 1e-6);
    return slope > 0.1 * slope_beside(cells, at, 0.1) &&
           slope_beside(cells, at, 1e-7) > 0.5 * slope;
}

/* --- the Hessian */

enum { SIDES = 8 };

/* The Hessians on all sides, on no line that a formula is likely to have a kink along. */
static void look_beside(struct cells *cells, const double at[2], double radius,
                        double hessian[SIDES][3])
{
    const struct ring ring = {at, radius};
    for (int i = 0; i < SIDES; i++) {
        double near[2];
        struct surface_point point;
        ring_at(cells, &ring, (i + 0.3) / SIDES, near);
        cells_look(cells, near, &point);
        for (int k = 0; k < 3; k++)
            hessian[i][k] = point.hessian[k];
    }
}

/* How large entry k is about here; the mixed one by the other two. */
static double size_of(const struct around *around, int k)
{
    return k == 1 ? larger(around->entry[1], sqrt(around->entry[0]) * sqrt(around->entry[2]))
                  : around->entry[k];
}

/* The most that an entry differs from `from` on any side, by its size; NaN if one is none. */
static double jump_from(const double from[3], double beside[SIDES][3], const struct around *around)
{
    double most = 0;
    for (int i = 0; i < SIDES; i++)
        for (int k = 0; k < 3; k++) {
            double size = size_of(around, k), jump = fabs(beside[i][k] - from[k]);
            if (jump > 0 || isnan(jump))
                most = isnan(most) || isnan(jump) ? (double)NAN : larger(most, jump / size);
        }
    return most;
}

/* The formula's is the limit of those beside it; another is; there is none. */
enum limit { LIMIT_OWN, LIMIT_OTHER, LIMIT_NONE };

/* Puts the limit of the Hessians beside the point in the place of one that they do not approach;
 * NaN if there is none. */
static enum limit settle_hessian(struct cells *cells, const double at[2],
                                 const struct around *around, double hessian[3])
{
    double near[SIDES][3], nearer[SIDES][3], mean[3] = {0};
    look_beside(cells, at, 1e-6, near);
    look_beside(cells, at, 1e-7, nearer);
    double jump = jump_from(hessian, nearer, around);
    if (jump <= 1e-6 || jump <= 0.5 * jump_from(hessian, near, around))
        return LIMIT_OWN;
    for (int i = 0; i < SIDES; i++)
        for (int k = 0; k < 3; k++)
            mean[k] += nearer[i][k] / SIDES;
    bool agree = jump_from(mean, nearer, around) <= 1e-6;
    for (int k = 0; k < 3; k++)
        hessian[k] = agree ? mean[k] : (double)NAN;
    return agree ? LIMIT_OTHER : LIMIT_NONE;
}

/* An entry; 0 if it is next to nothing. */
static double without_noise(const double hessian[3], const struct around *around, int k)
{
    return fabs(hessian[k]) > nothing * size_of(around, k) ? hessian[k] : 0;
}

static bool is_singular(const double hessian[3], const struct around *around)
{
    double a = without_noise(hessian, around, 0), b = without_noise(hessian, around, 1);
    double c = without_noise(hessian, around, 2);
    double scale = larger(fabs(a), larger(fabs(b), fabs(c)));
    if (scale == 0)
        return true;
    /* Both axes are measured so that their own curvatures are 1, if they have one. */
    double p = a != 0 ? sqrt(fabs(a)) : fabs(b) / sqrt(larger(fabs(c), fabs(b)));
    double q = c != 0 ? sqrt(fabs(c)) : fabs(b) / sqrt(larger(fabs(a), fabs(b)));
    if (p == 0 || q == 0)
        return true;
    double straight = a / p / p * (c / q / q), mixed = b / p / q;
    return fabs(straight - mixed * mixed) <= rounding * (fabs(straight) + mixed * mixed);
}

/* Is the smaller eigenvalue at most so much of the largest curvature here and around? */
static bool is_weak(const struct eigen *eigen, double part, const struct around *around)
{
    double low = fabs(eigen->low), high = fabs(eigen->high), most = larger(low, high);
    for (int k = 0; k < 3; k++)
        most = larger(most, around->entry[k]);
    return !(fmin(low, high) > part * most);
}

static bool is_near(double value, double other)
{
    return fabs(value - other) <= 0.5 * fabs(value);
}

/* Are the curvatures the same on both sides, so many of these steps away? */
static bool is_same_beside(struct cells *cells, const double at[2], const double step[2],
                           double times, const struct eigen *here)
{
    for (int sign = -1; sign <= 1; sign += 2) {
        double there[2] = {at[0], at[1]};
        struct surface_point point;
        cells_move(cells, there, step, times * sign);
        cells_look(cells, there, &point);
        struct eigen eigen = eigen_of(point.hessian);
        if (!is_near(here->low, eigen.low) || !is_near(here->high, eigen.high))
            return false;
    }
    return true;
}

/* Are they the same as far as the point may be off: a few steps, and along a level floor? */
static bool is_settled(struct cells *cells, const double at[2], const double step[2],
                       const double hessian[3], const struct around *around)
{
    const struct eigen here = eigen_of(hessian);
    const double *u = here.high_direction;
    bool low_is_less = fabs(here.low) < fabs(here.high);
    const double floor[2] = {low_is_less ? -u[1] : u[0], low_is_less ? u[0] : u[1]};
    if (!is_same_beside(cells, at, step, 4, &here))
        return false;
    return !is_weak(&here, 1e-6, around) || is_same_beside(cells, at, floor, off_cells, &here);
}

static enum critical_kind kind_by(const struct eigen *eigen)
{
    return eigen->low > 0 ? CRITICAL_MINIMUM : eigen->high < 0 ? CRITICAL_MAXIMUM : CRITICAL_SADDLE;
}

/* --- is it alone */

/* Does Newton's method lead from beside the point to a neighbour? */
static bool has_neighbours(struct cells *cells, const double at[2])
{
    const struct ring ring = {at, CRITICAL_NEAR};
    for (int i = 0; i < SIDES; i++) {
        double near[2], step[2];
        struct surface_point point;
        ring_at(cells, &ring, (i + 0.3) / SIDES, near);
        if (newton_refine(cells, near, &point, step) && cells_distance(cells, near, at) > 1e-3)
            return true;
    }
    return false;
}

/*
 * Is a point with a vanishing eigenvalue alone? The floor of a valley, or a ring of critical
 * points, crosses the ring around it, and there the slope vanishes. What is cheaper is asked first.
 */
static bool is_alone(struct cells *cells, const double at[2])
{
    struct ring_range range;
    return !has_neighbours(cells, at) &&
           ring_range(cells, &(struct ring){at, CRITICAL_NEAR}, ring_slope, 1, &range) &&
           range.lowest > 1e-13 * range.highest;
}

/* The floor of a steep valley (sqrt(abs(y - sin(x)))) is level, but met to rounding only. */
bool critical_is_enclosed(struct cells *cells, const double at[2], double radius, double part,
                          double sign)
{
    struct ring_range range;
    double middle = ring_signed_loss(cells, at, sign);
    if (!ring_range(cells, &(struct ring){at, radius}, ring_signed_loss, sign, &range))
        return false;
    double rise = range.lowest - middle;
    return rise > part * (range.highest - middle) && rise > 4 * cells_unrest(cells, range.at);
}

/* --- the judgements */

/* The kind of a critical point that has no Hessian. */
static enum critical_kind kind_without_hessian(struct cells *cells, const double at[2])
{
    enum { WORTH = 10000 /* evaluations */ };
    const double radius = 1e-3;
    long turns;
    if (critical_is_enclosed(cells, at, radius, 1e-6, 1))
        return CRITICAL_MINIMUM;
    if (critical_is_enclosed(cells, at, radius, 1e-6, -1))
        return CRITICAL_MAXIMUM;
    double most = cells->work + WORTH * cells->cost;
    bool is_saddle =
        winding_of_ring(cells, &(struct ring){at, radius}, most, &turns) && turns == -1;
    return is_saddle ? CRITICAL_SADDLE : CRITICAL_FLAT;
}

bool critical_judge(struct cells *cells, const double at[2], const struct surface_point *point,
                    const double step[2], struct critical_judgement *out)
{
    struct around around;
    double *h = out->hessian;
    if (!stands_out(cells, at, point, &around) || has_kink(cells, at))
        return false;
    for (int k = 0; k < 3; k++)
        h[k] = point->hessian[k];
    enum limit limit = settle_hessian(cells, at, &around, h);
    if (limit == LIMIT_NONE) {
        out->kind = kind_without_hessian(cells, at);
        return is_alone(cells, at);
    }
    const struct eigen eigen = eigen_of(h);
    if (is_singular(h, &around) ||
        (limit == LIMIT_OWN && !is_settled(cells, at, step, h, &around))) {
        out->kind = CRITICAL_FLAT;
        return is_alone(cells, at);
    }
    out->kind = kind_by(&eigen);
    return !is_weak(&eigen, doubtful, &around) || !has_neighbours(cells, at);
}

void critical_judge_pit(struct cells *cells, const double at[2], double sign,
                        struct critical_judgement *out)
{
    struct surface_point point;
    struct around around;
    double *h = out->hessian;
    cells_look(cells, at, &point);
    look_around(cells, at, CRITICAL_NEAR, &around);
    enum limit limit = LIMIT_NONE;
    for (int k = 0; k < 3; k++)
        h[k] = point.hessian[k];
    if (!has_kink(cells, at))
        limit = settle_hessian(cells, at, &around, h);
    if (limit == LIMIT_NONE)
        h[0] = h[1] = h[2] = (double)NAN;
    const struct eigen eigen = eigen_of(h);
    out->kind = sign > 0 ? CRITICAL_MINIMUM : CRITICAL_MAXIMUM;
    if (limit != LIMIT_NONE && (is_singular(h, &around) || is_weak(&eigen, doubtful, &around)))
        out->kind = CRITICAL_FLAT;
}
