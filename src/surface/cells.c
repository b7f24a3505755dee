/* Each evaluation is counted as it is made. A ring is sampled; around each low sample, golden
 * section. */
#include "surface/cells.h"

#include <float.h>
#include <math.h>

#include "base/number.h"

enum {
    SAMPLES = 64, /* of a ring */
    CLOSE = 16    /* parts of what lies around one that is lower than those beside it */
};

void cells_measure(const struct cells *cells, struct surface_point *point)
{
    const double *size = cells->size;
    point->gradient[0] *= size[0];
    point->gradient[1] *= size[1];
    point->hessian[0] *= size[0] * size[0];
    point->hessian[1] *= size[0] * size[1];
    point->hessian[2] *= size[1] * size[1];
}

void cells_look(struct cells *cells, const double at[2], struct surface_point *point)
{
    surface_at(cells->surface, SURFACE_HESSIAN, at, point);
    cells_measure(cells, point);
    cells->work += cells->cost;
}

static double loss_at(struct cells *cells, const double at[2])
{
    struct surface_point point;
    surface_at(cells->surface, SURFACE_LOSS, at, &point);
    cells->work += cells->cost / 2;
    return point.loss;
}

double cells_slope(const struct surface_point *point)
{
    return hypot(point->gradient[0], point->gradient[1]);
}

void cells_move(const struct cells *cells, double at[2], const double step[2], double times)
{
    at[0] += times * step[0] * cells->size[0];
    at[1] += times * step[1] * cells->size[1];
}

double cells_distance(const struct cells *cells, const double a[2], const double b[2])
{
    return fmax(fabs((a[0] - b[0]) / cells->size[0]), fabs((a[1] - b[1]) / cells->size[1]));
}

bool cells_hold(const struct cells *cells, const double at[2])
{
    for (int axis = 0; axis < 2; axis++) {
        const struct surface_window *window = &cells->window[axis];
        double slack = 1e-9 * (window->high - window->low);
        if (!(at[axis] >= window->low - slack && at[axis] <= window->high + slack))
            return false;
    }
    return true;
}

double cells_unrest(struct cells *cells, const double at[2])
{
    enum { WAYS = 9 };
    double lowest = INFINITY, highest = -INFINITY;
    for (int i = 0; i < WAYS; i++) {
        double near[2];
        for (int axis = 0; axis < 2; axis++) {
            double step = DBL_EPSILON * fmax(fabs(at[axis]), cells->size[axis]);
            near[axis] = at[axis] + step * (axis == 0 ? i % 3 - 1 : i / 3 - 1);
        }
        double loss = loss_at(cells, near);
        lowest = fmin(lowest, loss);
        highest = fmax(highest, loss);
    }
    return highest - lowest;
}

/* --- rings */

void ring_at(const struct cells *cells, const struct ring *ring, double t, double at[2])
{
    at[0] = ring->middle[0] + ring->radius * cells->size[0] * cos(2 * NUMBER_PI * t);
    at[1] = ring->middle[1] + ring->radius * cells->size[1] * sin(2 * NUMBER_PI * t);
}

double ring_signed_loss(struct cells *cells, const double at[2], double sign)
{
    return sign * loss_at(cells, at);
}

double ring_slope(struct cells *cells, const double at[2], double sign)
{
    struct surface_point point;
    cells_look(cells, at, &point);
    return sign * cells_slope(&point);
}

/* A value as it goes round. */
struct round {
    struct cells *cells;
    const struct ring *ring;
    ring_value *value;
    double sign;
};

static double value_at(const struct round *round, double t)
{
    double at[2];
    ring_at(round->cells, round->ring, t, at);
    return round->value(round->cells, at, round->sign);
}

/* The lowest value between two places of a ring, to so much of its length, by golden section. */
static double lowest_between(const struct round *round, double from, double to, double part,
                             double *where)
{
    const double golden = 0.6180339887498949;
    double a = to - golden * (to - from), b = from + golden * (to - from);
    double at_a = value_at(round, a), at_b = value_at(round, b);
    while (a < b && to - from > part) {
        if (at_a < at_b) {
            to = b;
            b = a;
            at_b = at_a;
            a = to - golden * (to - from);
            at_a = value_at(round, a);
        } else {
            from = a;
            a = b;
            at_a = at_b;
            b = from + golden * (to - from);
            at_b = value_at(round, b);
        }
    }
    *where = at_a < at_b ? a : b;
    return fmin(at_a, at_b);
}

/* The lowest of some places. */
struct low {
    double value, where;
};

static void note_low(struct low *low, double value, double where)
{
    if (value < low->value)
        *low = (struct low){value, where};
}

/* The same where several floors may lie between: looked at closely first. */
static void look_closely(const struct round *round, double middle, double reach, struct low *low)
{
    double sample[CLOSE + 1], where;
    const double from = middle - reach, step = 2 * reach / CLOSE;
    for (int i = 0; i <= CLOSE; i++)
        sample[i] = value_at(round, from + i * step);
    for (int i = 1; i < CLOSE; i++) {
        if (!(sample[i] <= sample[i - 1] && sample[i] <= sample[i + 1]))
            continue;
        double value =
            lowest_between(round, from + (i - 1) * step, from + (i + 1) * step, 1e-16, &where);
        note_low(low, sample[i], from + i * step);
        note_low(low, value, where);
    }
}

bool ring_range(struct cells *cells, const struct ring *ring, ring_value *value, double sign,
                struct ring_range *out)
{
    const struct round round = {cells, ring, value, sign};
    struct low low = {INFINITY, 0};
    double sample[SAMPLES];
    out->highest = -INFINITY;
    for (int i = 0; i < SAMPLES; i++) {
        sample[i] = value_at(&round, (double)i / SAMPLES);
        if (!isfinite(sample[i]))
            return false;
        note_low(&low, sample[i], (double)i / SAMPLES);
        out->highest = fmax(out->highest, sample[i]);
    }
    for (int i = 0; i < SAMPLES; i++)
        if (sample[i] <= sample[(i + 1) % SAMPLES] &&
            sample[i] <= sample[(i + SAMPLES - 1) % SAMPLES])
            look_closely(&round, (double)i / SAMPLES, 1.0 / SAMPLES, &low);
    out->lowest = low.value;
    ring_at(cells, ring, low.where, out->at);
    return true;
}

double ring_lowest_at(struct cells *cells, const struct ring *ring, double sign, double at[2])
{
    enum { FEW = 16 };
    const struct round round = {cells, ring, ring_signed_loss, sign};
    double sample[FEW], lowest = INFINITY, best = 0;
    for (int i = 0; i < FEW; i++)
        sample[i] = value_at(&round, (double)i / FEW);
    for (int i = 0; i < FEW; i++) {
        double where;
        if (!(sample[i] <= sample[(i + 1) % FEW] && sample[i] <= sample[(i + FEW - 1) % FEW]))
            continue;
        double value = lowest_between(&round, (i - 1.0) / FEW, (i + 1.0) / FEW, 1e-11, &where);
        if (!(value < lowest))
            continue;
        lowest = value;
        best = where;
    }
    ring_at(cells, ring, best, at);
    return lowest;
}
