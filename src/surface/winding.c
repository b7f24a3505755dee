/*
 * The loop is walked in arcs, and each is halved until the gradient turns little along it. The ends
 * and middles of some arcs are looked at together: over data, that costs a fraction.
 */
#include "surface/winding.h"

#include <math.h>

#include "base/number.h"

enum {
    WINDOW_ARCS = 4096, /* at first: a quarter of them on each side */
    RING_ARCS = 64,
    TOGETHER = 64, /* arcs, a part of both */
    HALVINGS = 30
};

static const double little_turn = 1; /* radians */

/*
 * Over a kink the gradient jumps. Clarke's generalised gradient is then all that lies between, and
 * turns as the shorter way goes, as long as 0 does not lie between: less than half a turn.
 */
static const double largest_jump = 3;

struct loop {
    struct cells *cells;
    const struct ring *ring; /* NULL: the window's border */
    double most;
};

/* Where the loop is at t, 0 to 1. */
static void loop_at(const struct loop *loop, double t, double at[2])
{
    const struct cells *cells = loop->cells;
    if (loop->ring != NULL) {
        ring_at(cells, loop->ring, t, at);
        return;
    }
    int side = (int)(4 * t) % 4;
    double s = 4 * t - floor(4 * t);
    double u = side == 0 ? s : side == 1 ? 1 : side == 2 ? 1 - s : 0;
    double v = side == 0 ? 0 : side == 1 ? s : side == 2 ? 1 : 1 - s;
    const struct surface_window *x = &cells->window[0], *y = &cells->window[1];
    at[0] = x->low + u * (x->high - x->low);
    at[1] = y->low + v * (y->high - y->low);
}

/* The gradient's angle; NaN where it vanishes, is not finite, or the work is spent. */
static double angle_of(const struct loop *loop, const double gradient[SURFACE_AXES])
{
    const struct cells *cells = loop->cells;
    struct surface_point point = {.gradient = {gradient[0], gradient[1]}};
    cells_measure(cells, &point);
    double slope = cells_slope(&point);
    bool can_tell = slope > 0 && isfinite(slope) && cells->work <= loop->most;
    return can_tell ? atan2(point.gradient[1], point.gradient[0]) : (double)NAN;
}

static double angle_at(const struct loop *loop, double t)
{
    struct cells *cells = loop->cells;
    double at[2];
    struct surface_point point;
    loop_at(loop, t, at);
    surface_at(cells->surface, SURFACE_GRADIENT, at, &point);
    cells->work += cells->cost / 2;
    return angle_of(loop, point.gradient);
}

/* The angles at the ends of 2 * TOGETHER half arcs, the first of which ends at `from` of them. */
static void find_angles(const struct loop *loop, int from, int half_arcs, double angles[])
{
    struct cells *cells = loop->cells;
    double at[2], x[2 * TOGETHER], y[2 * TOGETHER], right[2 * TOGETHER], up[2 * TOGETHER];
    const struct surface_lanes lanes = {.gradient = {right, up}};
    for (int i = 0; i < 2 * TOGETHER; i++) {
        loop_at(loop, (double)((from + i) % half_arcs) / half_arcs, at);
        x[i] = at[0];
        y[i] = at[1];
    }
    surface_points(cells->surface, SURFACE_GRADIENT, 2 * TOGETHER, x, y, &lanes);
    cells->work += TOGETHER * cells->cost;
    for (int i = 0; i < 2 * TOGETHER; i++)
        angles[i] = angle_of(loop, (const double[]){right[i], up[i]});
}

/* A part of a loop, with the angles at its ends and its middle. */
struct arc {
    double from, to, first, middle, last;
};

static double turn_along(const struct loop *loop, const struct arc *arc, int halvings);

/* The same of a half whose middle is not known yet. */
static double turn_of_half(const struct loop *loop, const struct arc *half, int halvings)
{
    struct arc arc = *half;
    arc.middle = angle_at(loop, (arc.from + arc.to) / 2);
    return turn_along(loop, &arc, halvings);
}

/* How far the gradient turns along the arc; NaN: unknown. */
static double turn_along(const struct loop *loop, const struct arc *arc, int halvings)
{
    double turn = remainder(arc->last - arc->first, 2 * NUMBER_PI);
    double parts = fabs(remainder(arc->middle - arc->first, 2 * NUMBER_PI)) +
                   fabs(remainder(arc->last - arc->middle, 2 * NUMBER_PI));
    if (parts < little_turn)
        return turn;
    if (isnan(parts))
        return (double)NAN;
    if (halvings == 0)
        return fabs(turn) < largest_jump ? turn : (double)NAN;
    const double t = (arc->from + arc->to) / 2;
    const struct arc halves[] = {
        {.from = arc->from, .to = t, .first = arc->first, .last = arc->middle},
        {.from = t, .to = arc->to, .first = arc->middle, .last = arc->last}};
    double first_half = turn_of_half(loop, &halves[0], halvings - 1);
    if (isnan(first_half))
        return (double)NAN;
    return first_half + turn_of_half(loop, &halves[1], halvings - 1);
}

static bool winding(const struct loop *loop, int arcs, long *turns)
{
    double total = 0, first = angle_at(loop, 0), angles[2 * TOGETHER];
    for (int i = 0; i < arcs && !isnan(total); i++) {
        const double *found = &angles[2 * (i % TOGETHER)];
        if (i % TOGETHER == 0)
            find_angles(loop, 2 * i + 1, 2 * arcs, angles);
        total += turn_along(
            loop,
            &(struct arc){(double)i / arcs, (double)(i + 1) / arcs, first, found[0], found[1]},
            HALVINGS);
        first = found[1];
    }
    if (isnan(total))
        return false;
    *turns = lround(total / (2 * NUMBER_PI));
    return true;
}

bool winding_of_window(struct cells *cells, double most, long *turns)
{
    return winding(&(struct loop){cells, NULL, most}, WINDOW_ARCS, turns);
}

bool winding_of_ring(struct cells *cells, const struct ring *ring, double most, long *turns)
{
    return winding(&(struct loop){cells, ring, most}, RING_ARCS, turns);
}
