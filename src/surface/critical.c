/*
 * Critical points by Newton's method from the cells of a lattice.
 *
 * A lattice node is a start if Newton's step from it is no longer than a few cells: around a
 * critical point of size above a cell there are always such nodes, and elsewhere there are few.
 * Several starts lead to the same point, which is kept once.
 */
#include "surface/critical.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/array.h"
#include "surface/eigen.h"

enum {
    LATTICE = 160, /* nodes along an axis at the first try, where the work pays for them */
    LATTICE_LEAST = 10,
    TRIES = 3, /* each with twice the nodes of the one before */
    NEWTON_STEPS =
        80,        /* quadratic convergence needs 6; degenerate points halve their error a step */
    BORDER = 1024, /* arcs of a side for the winding, at first */
    RING = 64,     /* and around a point */
    HALVINGS = 30, /* of each, where the gradient turns fast */
    COMPASS_STEPS = 200, /* each halves the reach or moves */
    STRICT_PRICE = 8,    /* of a strict evaluation, in those of the lattice */
    LATTICE_SHARE = 4    /* the first lattice may take that part of the work */
};

#define PI          3.14159265358979323846
#define LITTLE_TURN 1.0 /* radians */

static const double near_cells =
    2.5; /* a start's step, and how far from it its point may lie, in cells */

struct search {
    const struct surface *surface;
    const double *low, *high;
    double cell[2];  /* sides of a lattice cell */
    size_t nodes;    /* along an axis */
    double *axis[2]; /* coordinates of the nodes */
    double *loss, *gradient[2], *hessian[3];
    struct critical_points *out;
    size_t price; /* of an evaluation: examples */
    size_t *work; /* left */
};

static void spend(const struct search *search, size_t count)
{
    size_t most = *search->work / search->price;
    *search->work = count < most ? *search->work - count * search->price : 0;
}

static bool is_exhausted(const struct search *search)
{
    return *search->work == 0;
}

/* Strict. */
static void ask(const struct search *search, enum surface_order order, const double at[2],
                struct surface_point *point)
{
    spend(search, STRICT_PRICE);
    surface_at(search->surface, order, at, point);
}

static void search_release(struct search *search)
{
    free(search->axis[0]); /* one block holds all */
}

/* Allocates and fills the lattice. */
static bool search_init(struct search *search, size_t nodes)
{
    size_t plane = nodes * nodes;
    double *block = malloc((2 * nodes + 6 * plane) * sizeof *block);
    if (block == NULL)
        return false;
    search->nodes = nodes;
    for (int axis = 0; axis < 2; axis++) {
        search->axis[axis] = block + (size_t)axis * nodes;
        double span = search->high[axis] - search->low[axis];
        search->cell[axis] = span / (double)(nodes - 1);
        for (size_t i = 0; i < nodes; i++)
            search->axis[axis][i] = search->low[axis] + span * ((double)i / (double)(nodes - 1));
    }
    double *planes = block + 2 * nodes;
    search->loss = planes;
    for (int i = 0; i < 2; i++)
        search->gradient[i] = planes + (size_t)(1 + i) * plane;
    for (int i = 0; i < 3; i++)
        search->hessian[i] = planes + (size_t)(3 + i) * plane;
    const struct surface_lanes lanes = {
        search->loss,
        {search->gradient[0], search->gradient[1]},
        {search->hessian[0], search->hessian[1], search->hessian[2]}};
    spend(search, plane);
    surface_grid(search->surface, SURFACE_HESSIAN, nodes, search->axis[0], nodes, search->axis[1],
                 &lanes);
    return true;
}

void critical_newton_step(const double gradient[2], const double hessian[3], double step[2])
{
    double scale = fmax(fabs(hessian[0]), fmax(fabs(hessian[1]), fabs(hessian[2])));
    double determinant = hessian[0] * hessian[2] - hessian[1] * hessian[1];
    if (fabs(determinant) > 1e-14 * scale * scale) {
        step[0] = -(hessian[2] * gradient[0] - hessian[1] * gradient[1]) / determinant;
        step[1] = -(hessian[0] * gradient[1] - hessian[1] * gradient[0]) / determinant;
        return;
    }
    struct eigen eigen = eigen_of(hessian);
    const double *u = eigen.high_direction;
    double v[2] = {-u[1], u[0]};
    bool high_counts = fabs(eigen.high) >= fabs(eigen.low);
    const double *along = high_counts ? u : v;
    double lambda = high_counts ? eigen.high : eigen.low;
    double length = lambda == 0 ? 0 : -(along[0] * gradient[0] + along[1] * gradient[1]) / lambda;
    step[0] = length * along[0];
    step[1] = length * along[1];
}

/* A length in cells, the larger of the two axes'. */
static double in_cells(const struct search *search, const double step[2])
{
    return fmax(fabs(step[0] / search->cell[0]), fabs(step[1] / search->cell[1]));
}

/* Inside, or outside by no more than rounding. */
static bool in_window(const struct search *search, const double at[2])
{
    for (int axis = 0; axis < 2; axis++) {
        double slack = 1e-9 * (search->high[axis] - search->low[axis]);
        if (!(at[axis] >= search->low[axis] - slack && at[axis] <= search->high[axis] + slack))
            return false;
    }
    return true;
}

/* Refines a start until the step is rounding. False if it wanders off or settles nowhere. */
static bool refine(const struct search *search, double at[2], struct surface_point *point)
{
    double start[2] = {at[0], at[1]};
    double last = INFINITY;
    for (int i = 0; i < NEWTON_STEPS; i++) {
        double step[2];
        ask(search, SURFACE_HESSIAN, at, point);
        critical_newton_step(point->gradient, point->hessian, step);
        double length = in_cells(search, step);
        if (!isfinite(length))
            return false;
        double moved[2] = {at[0] + step[0] - start[0], at[1] + step[1] - start[1]};
        if (in_cells(search, moved) > 2 * near_cells)
            return false;
        if (length < 1e-9 && length >= last / 2) /* no longer shrinking: rounding */
            return true;
        if (length == 0)
            return true;
        at[0] += step[0];
        at[1] += step[1];
        last = length;
    }
    return last < 1e-9;
}

/* The point at t, 0 to 1, of the ring at a quarter cell around a point. */
static void ring_at(const struct search *search, const double middle[2], double t, double at[2])
{
    at[0] = middle[0] + search->cell[0] / 4 * cos(2 * PI * t);
    at[1] = middle[1] + search->cell[1] / 4 * sin(2 * PI * t);
}

/*
 * What the ring of points at a quarter cell says: the least gradient and the largest curvature on
 * it. A critical point is isolated if the gradient on the ring is well above what is left at the
 * point.
 */
static void look_around(const struct search *search, const double at[2], double *least_gradient,
                        double *most_curvature)
{
    enum { DIRECTIONS = 16 };
    *least_gradient = INFINITY;
    *most_curvature = 0;
    for (int i = 0; i < DIRECTIONS; i++) {
        double near[2];
        struct surface_point point;
        ring_at(search, at, (double)i / DIRECTIONS, near);
        ask(search, SURFACE_HESSIAN, near, &point);
        struct eigen eigen = eigen_of(point.hessian);
        double gradient = hypot(point.gradient[0], point.gradient[1]);
        double curvature = fmax(fabs(eigen.low), fabs(eigen.high));
        if (!(gradient >= *least_gradient)) /* a NaN counts as least */
            *least_gradient = gradient;
        if (curvature > *most_curvature)
            *most_curvature = curvature;
    }
}

static bool append(struct search *search, const struct critical_point *point)
{
    struct critical_points *out = search->out;
    if (out->count >= CRITICAL_MAX)
        return true;
    struct critical_point *grown =
        array_grow(out->points, &out->capacity, out->count + 1, sizeof *grown);
    if (grown == NULL)
        return false;
    out->points = grown;
    out->points[out->count++] = *point;
    return true;
}

static bool is_known(const struct search *search, const double at[2], double cells)
{
    for (size_t i = search->out->count; i-- > 0;) {
        const double *known = search->out->points[i].at;
        if (fabs(known[0] - at[0]) <= cells * search->cell[0] &&
            fabs(known[1] - at[1]) <= cells * search->cell[1])
            return true;
    }
    return false;
}

static enum critical_kind kind_of(struct eigen eigen, double curvature_around)
{
    double small = 1e-7 * fmax(curvature_around, fmax(fabs(eigen.low), fabs(eigen.high)));
    if (!(fabs(eigen.low) > small && fabs(eigen.high) > small))
        return CRITICAL_FLAT;
    return eigen.low > 0 ? CRITICAL_MINIMUM : eigen.high < 0 ? CRITICAL_MAXIMUM : CRITICAL_SADDLE;
}

/*
 * Is a point with a vanishing eigenvalue alone? On a valley's floor or a ring, Newton's method
 * leads from beside the point to its neighbours.
 */
static bool is_alone(const struct search *search, const double at[2])
{
    enum { DIRECTIONS = 8 };
    for (int i = 0; i < DIRECTIONS; i++) {
        double near[2];
        struct surface_point point;
        ring_at(search, at, (i + 0.3) / DIRECTIONS, near);
        if (!refine(search, near, &point))
            continue;
        double moved[2] = {near[0] - at[0], near[1] - at[1]};
        if (in_cells(search, moved) > 1e-3)
            return false;
    }
    return true;
}

/* Refines one start and keeps what it leads to, if that is new, inside and isolated. */
static bool try_start(struct search *search, const double start[2])
{
    double at[2] = {start[0], start[1]};
    struct surface_point point;
    if (!refine(search, at, &point) || !in_window(search, at) || is_known(search, at, 1e-4))
        return true;
    double least_gradient, curvature;
    look_around(search, at, &least_gradient, &curvature);
    double residue = hypot(point.gradient[0], point.gradient[1]);
    if (!(residue <= 1e-6 * least_gradient) || least_gradient == 0)
        return true;
    struct eigen eigen = eigen_of(point.hessian);
    enum critical_kind kind = kind_of(eigen, curvature);
    if (kind == CRITICAL_FLAT && !is_alone(search, at))
        return true;
    return append(search, &(struct critical_point){.kind = kind,
                                                   .at = {at[0], at[1]},
                                                   .loss = point.loss,
                                                   .lambda = {eigen.low, eigen.high}});
}

static bool try_lattice(struct search *search)
{
    size_t n = search->nodes;
    for (size_t j = 0; j < n; j++)
        for (size_t i = 0; i < n; i++) {
            size_t k = j * n + i;
            double gradient[2] = {search->gradient[0][k], search->gradient[1][k]};
            double hessian[3] = {search->hessian[0][k], search->hessian[1][k],
                                 search->hessian[2][k]};
            double step[2];
            critical_newton_step(gradient, hessian, step);
            double at[2] = {search->axis[0][i], search->axis[1][j]};
            double reached[2] = {at[0] + step[0], at[1] + step[1]};
            if (!(in_cells(search, step) <= near_cells) || is_known(search, reached, 1e-3))
                continue;
            if (is_exhausted(search))
                return true;
            if (!try_start(search, at))
                return false;
        }
    return true;
}

/* Is the node's loss, times `sign`, below that of its eight neighbours? */
static bool is_lattice_minimum(const struct search *search, size_t i, size_t j, double sign)
{
    size_t n = search->nodes;
    double here = sign * search->loss[j * n + i];
    for (size_t dj = 0; dj < 3; dj++)
        for (size_t di = 0; di < 3; di++)
            if ((di != 1 || dj != 1) &&
                !(here < sign * search->loss[(j + dj - 1) * n + (i + di - 1)]))
                return false;
    return true;
}

static double signed_loss(const struct search *search, const double at[2], double sign)
{
    struct surface_point point;
    ask(search, SURFACE_LOSS, at, &point);
    return sign * point.loss;
}

/* Compass search: descends sign * loss without derivatives, until the reach is rounding. */
static void descend(const struct search *search, double at[2], double sign)
{
    static const double compass[8][2] = {{1, 0}, {-1, 0}, {0, 1},  {0, -1},
                                         {1, 1}, {-1, 1}, {1, -1}, {-1, -1}};
    double reach = 0.5, best = signed_loss(search, at, sign);
    for (int i = 0; i < COMPASS_STEPS && reach > 1e-13; i++) {
        bool moved = false;
        for (int d = 0; d < 8; d++) {
            double next[2] = {at[0] + reach * compass[d][0] * search->cell[0],
                              at[1] + reach * compass[d][1] * search->cell[1]};
            double loss = signed_loss(search, next, sign);
            if (loss < best) {
                best = loss;
                at[0] = next[0];
                at[1] = next[1];
                moved = true;
            }
        }
        if (!moved)
            reach /= 2;
    }
}

/*
 * An extremum that the Newton starts did not reach is a kink if the gradient just beside it does
 * not vanish: there it jumps.
 */
static bool try_kink(struct search *search, size_t i, size_t j, double sign)
{
    double at[2] = {search->axis[0][i], search->axis[1][j]};
    double start[2] = {at[0], at[1]};
    descend(search, at, sign);
    double moved[2] = {at[0] - start[0], at[1] - start[1]};
    if (in_cells(search, moved) > near_cells || !in_window(search, at) || is_known(search, at, 1))
        return true;
    double beside[2] = {at[0] + 1e-6 * search->cell[0], at[1] + 1e-6 * search->cell[1]};
    double away[2] = {at[0] + 1e-1 * search->cell[0], at[1] + 1e-1 * search->cell[1]};
    struct surface_point near, far, here;
    ask(search, SURFACE_GRADIENT, beside, &near);
    ask(search, SURFACE_GRADIENT, away, &far);
    ask(search, SURFACE_LOSS, at, &here);
    double jump = hypot(near.gradient[0], near.gradient[1]);
    if (!(jump > 0.1 * hypot(far.gradient[0], far.gradient[1])) || !isfinite(here.loss))
        return true;
    return append(search,
                  &(struct critical_point){.kind = sign > 0 ? CRITICAL_MINIMUM : CRITICAL_MAXIMUM,
                                           .at = {at[0], at[1]},
                                           .loss = here.loss,
                                           .lambda = {NAN, NAN}});
}

static bool try_kinks(struct search *search)
{
    for (size_t j = 1; j + 1 < search->nodes; j++)
        for (size_t i = 1; i + 1 < search->nodes; i++)
            for (int sign = -1; sign <= 1; sign += 2)
                if (!is_exhausted(search) && is_lattice_minimum(search, i, j, sign) &&
                    !try_kink(search, i, j, sign))
                    return false;
    return true;
}

/* --- the index theorem */

struct loop {
    const struct search *search;
    const double *middle; /* of a ring; NULL: the window's border */
};

/* Where the loop is at t, 0 to 1. */
static void loop_at(const struct loop *loop, double t, double at[2])
{
    const struct search *search = loop->search;
    if (loop->middle != NULL) {
        ring_at(search, loop->middle, t, at);
        return;
    }
    int side = (int)(4 * t) % 4;
    double s = 4 * t - floor(4 * t);
    double u = side == 0 ? s : side == 1 ? 1 : side == 2 ? 1 - s : 0;
    double v = side == 0 ? 0 : side == 1 ? s : side == 2 ? 1 : 1 - s;
    at[0] = search->low[0] + u * (search->high[0] - search->low[0]);
    at[1] = search->low[1] + v * (search->high[1] - search->low[1]);
}

/*
 * The gradient's angle at t. The axes are measured in cells, which leaves the number of turns and
 * lets no axis drown the other. NaN where the gradient vanishes or is not finite.
 */
static double angle_at(const struct loop *loop, double t)
{
    const double *cell = loop->search->cell;
    double at[2];
    struct surface_point point;
    if (is_exhausted(loop->search))
        return (double)NAN;
    loop_at(loop, t, at);
    ask(loop->search, SURFACE_GRADIENT, at, &point);
    double g[2] = {point.gradient[0] * cell[0], point.gradient[1] * cell[1]};
    double length = hypot(g[0], g[1]);
    return length > 0 && isfinite(length) ? atan2(g[1], g[0]) : (double)NAN;
}

/* A part of a loop, with the angles at its ends. */
struct arc {
    double from, to, first, last;
};

/* How far the gradient turns along the arc, which is halved until it turns little; NaN: unknown. */
static double turn_along(const struct loop *loop, const struct arc *arc, int halvings)
{
    double turn = remainder(arc->last - arc->first, 2 * PI);
    double t = (arc->from + arc->to) / 2, middle = angle_at(loop, t);
    double parts =
        fabs(remainder(middle - arc->first, 2 * PI)) + fabs(remainder(arc->last - middle, 2 * PI));
    if (parts < LITTLE_TURN)
        return turn;
    if (halvings == 0 || isnan(parts))
        return (double)NAN;
    return turn_along(loop, &(struct arc){arc->from, t, arc->first, middle}, halvings - 1) +
           turn_along(loop, &(struct arc){t, arc->to, middle, arc->last}, halvings - 1);
}

/* How often the gradient turns while the loop is walked once. False where it cannot be told. */
static bool winding(const struct loop *loop, int arcs, long *turns)
{
    double total = 0, first = angle_at(loop, 0);
    for (int i = 0; i < arcs; i++) {
        double t = (double)(i + 1) / arcs, last = angle_at(loop, i + 1 == arcs ? 0 : t);
        const struct arc arc = {(double)i / arcs, t, first, last};
        total += turn_along(loop, &arc, HALVINGS);
        first = last;
    }
    if (isnan(total))
        return false;
    *turns = lround(total / (2 * PI));
    return true;
}

/* An extremum counts 1, a saddle -1, a flat point what the gradient turns around it. */
static bool index_of(const struct search *search, const struct critical_point *point, long *index)
{
    const struct loop ring = {search, point->at};
    if (point->kind == CRITICAL_FLAT)
        return winding(&ring, RING, index);
    *index = point->kind == CRITICAL_SADDLE ? -1 : 1;
    return true;
}

/* Do the points' indices add up to the winding around the window? */
static enum critical_completeness ask_index(const struct search *search)
{
    const struct loop border = {search, NULL};
    long turns, sum = 0, index;
    if (!winding(&border, 4 * BORDER, &turns))
        return CRITICAL_UNKNOWN;
    for (size_t i = 0; i < search->out->count; i++) {
        if (!index_of(search, &search->out->points[i], &index))
            return CRITICAL_UNKNOWN;
        sum += index;
    }
    return turns == sum ? CRITICAL_HOLDS : CRITICAL_MISSING;
}

static int compare(const void *a, const void *b)
{
    const struct critical_point *p = a, *q = b;
    if (p->kind != q->kind)
        return p->kind < q->kind ? -1 : 1;
    if (p->loss != q->loss)
        return p->loss < q->loss ? -1 : 1;
    for (int axis = 0; axis < 2; axis++)
        if (p->at[axis] != q->at[axis])
            return p->at[axis] < q->at[axis] ? -1 : 1;
    return 0;
}

/* One lattice. False without memory. */
static bool try_nodes(struct search *search, size_t nodes)
{
    search->out->count = 0;
    if (!search_init(search, nodes))
        return false;
    bool done = try_lattice(search) && try_kinks(search);
    search_release(search);
    if (done)
        search->out->completeness =
            search->out->count < CRITICAL_MAX ? ask_index(search) : CRITICAL_MISSING;
    return done;
}

/* The nodes along an axis of a lattice that the work pays for, odd, so that a window's middle is a
 * node; 0: none that is worth it. */
static size_t affordable(size_t work, size_t price)
{
    size_t nodes = LATTICE + 1;
    while (nodes > LATTICE_LEAST && nodes * nodes > work / LATTICE_SHARE / price)
        nodes = (nodes - 1) / 2 / 2 * 2 + 1;
    return nodes > LATTICE_LEAST ? nodes : 0;
}

bool critical_find_within(const struct surface *surface, const double low[SURFACE_AXES],
                          const double high[SURFACE_AXES], size_t work, struct critical_points *out,
                          struct error *error)
{
    size_t examples = surface_examples(surface), price = examples > 0 ? examples : 1;
    struct search search = {
        .surface = surface, .low = low, .high = high, .out = out, .price = price, .work = &work};
    size_t nodes = affordable(work, price);
    out->count = 0;
    out->completeness = CRITICAL_UNKNOWN;
    for (int i = 0; i < TRIES && nodes > 0; i++, nodes = 2 * nodes - 1) {
        if (i > 0 && nodes * nodes > work / price)
            break;
        if (!try_nodes(&search, nodes))
            return error_memory(error);
        if (out->completeness != CRITICAL_MISSING)
            break;
    }
    if (out->count > 0)
        qsort(out->points, out->count, sizeof *out->points, compare);
    return true;
}

bool critical_find(const struct surface *surface, const double low[SURFACE_AXES],
                   const double high[SURFACE_AXES], struct critical_points *out,
                   struct error *error)
{
    return critical_find_within(surface, low, high, SIZE_MAX, out, error);
}

void critical_release(struct critical_points *list)
{
    free(list->points);
    *list = (struct critical_points){0};
}

const char *critical_completeness(enum critical_completeness completeness)
{
    static const char *const words[] = {
        [CRITICAL_UNKNOWN] = "whether these are all cannot be told",
        [CRITICAL_MISSING] = "more are there: the index theorem fails",
        [CRITICAL_HOLDS] = "complete as far as the index theorem can tell",
    };
    return words[completeness];
}

const char *critical_kind_name(enum critical_kind kind)
{
    static const char *const names[] = {[CRITICAL_MINIMUM] = "minimum",
                                        [CRITICAL_SADDLE] = "saddle",
                                        [CRITICAL_MAXIMUM] = "maximum",
                                        [CRITICAL_FLAT] = "flat"};
    return names[kind];
}
