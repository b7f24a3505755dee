/* The loop is walked in arcs, and each is halved until the gradient turns little along it. */
#include "surface/winding.h"

#include <math.h>

#include "base/number.h"

enum {
    WINDOW_ARCS = 4096, /* at first: a quarter of them on each side */
    RING_ARCS = 64,
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

/* The gradient's angle at t; NaN where it vanishes, is not finite, or the work is spent. */
static double angle_at(const struct loop *loop, double t)
{
    struct cells *cells = loop->cells;
    double at[2];
    struct surface_point point;
    loop_at(loop, t, at);
    surface_at(cells->surface, SURFACE_GRADIENT, at, &point);
    cells_measure(cells, &point);
    cells->work += cells->cost / 2;
    double slope = cells_slope(&point);
    bool can_tell = slope > 0 && isfinite(slope) && cells->work <= loop->most;
    return can_tell ? atan2(point.gradient[1], point.gradient[0]) : (double)NAN;
}

/* A part of a loop, with the angles at its ends. */
struct arc {
    double from, to, first, last;
};

/* How far the gradient turns along the arc; NaN: unknown. */
static double turn_along(const struct loop *loop, const struct arc *arc, int halvings)
{
    double turn = remainder(arc->last - arc->first, 2 * NUMBER_PI);
    double t = (arc->from + arc->to) / 2, middle = angle_at(loop, t);
    double parts = fabs(remainder(middle - arc->first, 2 * NUMBER_PI)) +
                   fabs(remainder(arc->last - middle, 2 * NUMBER_PI));
    if (parts < little_turn)
        return turn;
    if (isnan(parts))
        return (double)NAN;
    if (halvings == 0)
        return fabs(turn) < largest_jump ? turn : (double)NAN;
    double first_half =
        turn_along(loop, &(struct arc){arc->from, t, arc->first, middle}, halvings - 1);
    if (isnan(first_half))
        return (double)NAN;
    return first_half +
           turn_along(loop, &(struct arc){t, arc->to, middle, arc->last}, halvings - 1);
}

static bool winding(const struct loop *loop, int arcs, long *turns)
{
    double total = 0, first = angle_at(loop, 0);
    for (int i = 0; i < arcs && !isnan(total); i++) {
        double t = (double)(i + 1) / arcs, last = angle_at(loop, i + 1 == arcs ? 0 : t);
        total += turn_along(loop, &(struct arc){(double)i / arcs, t, first, last}, HALVINGS);
        first = last;
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
