/*
 * Critical points by Newton's method from the nodes of a lattice, whose cells are the unit of all
 * lengths.
 *
 * A node is a start if Newton's step from it is no longer than a few cells: around a critical point
 * of size above a cell there are always such nodes, and elsewhere there are few. Several starts
 * lead to the same point, which is kept once.
 */
#include "surface/critical.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "surface/critical_kind.h"
#include "surface/critical_search.h"
#include "surface/eigen.h"
#include "surface/newton.h"
#include "surface/winding.h"

enum {
    LATTICE = 161, /* nodes along an axis at first: odd, so that a window's middle is one */
    LATTICE_LEAST = 10,
    LATTICE_SHARE = 4, /* the first lattice may take that part of the work */
    TRIES = 3          /* each with twice the nodes of the one before */
};

static const double same_cells = 1e-4; /* points nearer than that are one */
static const double usual_work = 4e8;  /* additions: half a second, at most about */

/* --- the lattice */

static void search_release(struct search *search)
{
    free(search->axis[0]); /* one block holds all numbers */
    free(search->first);
}

static bool allocate(struct search *search, size_t nodes)
{
    size_t plane = nodes * nodes;
    double *block = malloc((3 * nodes + 6 * plane) * sizeof *block);
    search->axis[0] = block;
    search->first = calloc(plane + CRITICAL_MAX, sizeof *search->first);
    if (block == NULL || search->first == NULL)
        return false;
    search->axis[1] = block + nodes;
    search->height = block + 2 * nodes;
    search->loss = block + 3 * nodes;
    for (int i = 0; i < 2; i++)
        search->gradient[i] = search->loss + (size_t)(1 + i) * plane;
    for (int i = 0; i < 3; i++)
        search->hessian[i] = search->loss + (size_t)(3 + i) * plane;
    search->next = search->first + plane;
    return true;
}

/* Strict: what is printed in the end must not depend on a processor's vector arithmetic. */
static void fill_row(struct search *search, size_t row)
{
    size_t n = search->nodes, at = row * n;
    const struct surface_lanes lanes = {
        search->loss + at,
        {search->gradient[0] + at, search->gradient[1] + at},
        {search->hessian[0] + at, search->hessian[1] + at, search->hessian[2] + at}};
    for (size_t i = 0; i < n; i++)
        search->height[i] = search->axis[1][row];
    surface_points(search->cells.surface, SURFACE_HESSIAN, n, search->axis[0], search->height,
                   &lanes);
}

static bool search_init(struct search *search, size_t nodes)
{
    if (!allocate(search, nodes))
        return false;
    search->nodes = nodes;
    for (int axis = 0; axis < 2; axis++) {
        const struct surface_window *window = &search->cells.window[axis];
        double span = window->high - window->low;
        search->cells.size[axis] = span / (double)(nodes - 1);
        for (size_t i = 0; i < nodes; i++)
            search->axis[axis][i] = window->low + span * ((double)i / (double)(nodes - 1));
    }
    for (size_t j = 0; j < nodes; j++)
        fill_row(search, j);
    search->cells.work += (double)(nodes * nodes) * search->cells.cost;
    return true;
}

bool search_is_spent(const struct search *search)
{
    return search->cells.work > search->most;
}

/* --- what was found */

/* The lattice cell that a place lies in, as an index of `first`. */
static void bucket_of(const struct search *search, const double at[2], long bucket[2])
{
    long most = (long)search->nodes - 1;
    for (int axis = 0; axis < 2; axis++) {
        double cells =
            floor((at[axis] - search->cells.window[axis].low) / search->cells.size[axis]);
        bucket[axis] = cells >= 0 ? cells <= (double)most ? (long)cells : most : 0;
    }
}

bool search_knows(const struct search *search, const double at[2], double cells)
{
    long bucket[2], most = (long)search->nodes - 1;
    bucket_of(search, at, bucket);
    for (long j = bucket[1] - 1; j <= bucket[1] + 1; j++)
        for (long i = bucket[0] - 1; i <= bucket[0] + 1; i++) {
            if (i < 0 || j < 0 || i > most || j > most)
                continue;
            uint32_t k = search->first[(size_t)j * search->nodes + (size_t)i];
            for (; k != 0; k = search->next[k - 1])
                if (cells_distance(&search->cells, search->out->points[k - 1].at, at) <= cells)
                    return true;
        }
    return false;
}

/* False without memory. Beyond CRITICAL_MAX nothing more is kept. */
static bool append(struct search *search, const struct critical_point *point)
{
    struct critical_points *out = search->out;
    long bucket[2];
    if (out->count >= CRITICAL_MAX)
        return true;
    struct critical_point *grown =
        array_grow(out->points, &out->capacity, out->count + 1, sizeof *grown);
    if (grown == NULL)
        return false;
    out->points = grown;
    bucket_of(search, point->at, bucket);
    uint32_t *first = &search->first[(size_t)bucket[1] * search->nodes + (size_t)bucket[0]];
    search->next[out->count] = *first;
    out->points[out->count++] = *point;
    *first = (uint32_t)out->count;
    return true;
}

/* Coordinates that are 0 but for so much of a cell are 0, if the slope is no larger there: both, or
 * either. */
static bool snap_to_zero(struct search *search, double at[2], double cells,
                         struct surface_point *point)
{
    enum { BOTH = 3 };
    for (int axes = BOTH; axes > 0; axes--) {
        double there[2] = {at[0], at[1]};
        struct surface_point snapped;
        for (int axis = 0; axis < 2; axis++)
            if ((axes & 1 << axis) && fabs(at[axis]) <= cells * search->cells.size[axis])
                there[axis] = 0;
        if (there[0] == at[0] && there[1] == at[1])
            continue;
        cells_look(&search->cells, there, &snapped);
        if (!(cells_slope(&snapped) <= cells_slope(point)))
            continue;
        memcpy(at, there, sizeof there);
        *point = snapped;
        return true;
    }
    return false;
}

bool search_add(struct search *search, const double at[2], const struct critical_judgement *judged)
{
    const double *cell = search->cells.size, *h = judged->hessian;
    const double hessian[3] = {h[0] / cell[0] / cell[0], h[1] / cell[0] / cell[1],
                               h[2] / cell[1] / cell[1]};
    struct eigen eigen = eigen_of(hessian);
    struct surface_point here;
    surface_at(search->cells.surface, SURFACE_LOSS, at, &here);
    return append(search, &(struct critical_point){.kind = judged->kind,
                                                   .at = {at[0], at[1]},
                                                   .loss = here.loss,
                                                   .lambda = {eigen.low, eigen.high}});
}

/* Refines one start and keeps what it leads to, if that is new, inside and isolated. */
static bool try_start(struct search *search, const double start[2])
{
    double at[2] = {start[0], start[1]}, step[2];
    struct surface_point point;
    struct critical_judgement judged;
    if (!newton_refine(&search->cells, at, &point, step) || !cells_hold(&search->cells, at) ||
        search_knows(search, at, same_cells))
        return true;
    snap_to_zero(search, at, 1e-12, &point);
    if (!critical_judge(&search->cells, at, &point, step, &judged))
        return true;
    /* One of higher order is found to half of the digits. */
    if (judged.kind == CRITICAL_FLAT && snap_to_zero(search, at, 1e-5, &point))
        memcpy(judged.hessian, point.hessian, sizeof judged.hessian);
    return search_add(search, at, &judged);
}

static void node_at(const struct search *search, size_t k, struct surface_point *point)
{
    *point = (struct surface_point){
        search->loss[k],
        {search->gradient[0][k], search->gradient[1][k]},
        {search->hessian[0][k], search->hessian[1][k], search->hessian[2][k]}};
    cells_measure(&search->cells, point);
}

static bool try_lattice(struct search *search)
{
    size_t n = search->nodes;
    double before = search->cells.work;
    for (size_t k = 0; k < n * n; k++) {
        if (search->cells.work > (before + search->most) / 2) { /* the rest is for the extrema */
            search->is_cut = true;
            break;
        }
        struct surface_point point;
        double step[2];
        node_at(search, k, &point);
        if (!(newton_step(point.gradient, point.hessian, step) <= NEWTON_REACH))
            continue;
        const double at[2] = {search->axis[0][k % n], search->axis[1][k / n]};
        double reached[2] = {at[0], at[1]};
        cells_move(&search->cells, reached, step, 1);
        if (!search_knows(search, reached, 1e-3) && !try_start(search, at))
            return false;
    }
    return true;
}

/* --- the index theorem */

/* An extremum counts 1, a saddle -1, a flat point what the gradient turns around it. */
static bool index_of(struct search *search, const struct critical_point *point, long *index)
{
    if (point->kind == CRITICAL_FLAT)
        return winding_of_ring(&search->cells, &(struct ring){point->at, CRITICAL_NEAR},
                               search->most, index);
    *index = point->kind == CRITICAL_SADDLE ? -1 : 1;
    return true;
}

/* Do the points' indices add up to the winding around the window? */
static enum critical_completeness ask_index(struct search *search)
{
    long turns, sum = 0, index;
    if (search->is_cut || search_is_spent(search) || search->out->count == CRITICAL_MAX)
        return CRITICAL_CUT;
    if (!winding_of_window(&search->cells, search->most, &turns))
        return CRITICAL_UNKNOWN;
    for (size_t i = 0; i < search->out->count; i++) {
        if (!index_of(search, &search->out->points[i], &index))
            return CRITICAL_UNKNOWN;
        sum += index;
    }
    return turns == sum ? CRITICAL_HOLDS : CRITICAL_MISSING;
}

/* --- all of it */

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

static bool try_once(struct search *search, size_t nodes, struct error *error)
{
    search->out->count = 0;
    search->is_cut = false;
    bool done = search_init(search, nodes) && try_lattice(search) && search_extrema(search);
    if (done)
        search->out->completeness = ask_index(search);
    search_release(search);
    return done || error_memory(error);
}

/* The nodes along an axis of a lattice that the work pays for; 0: none that is worth it. */
static size_t affordable(const struct search *search)
{
    size_t nodes = LATTICE;
    while (nodes > LATTICE_LEAST &&
           search->cells.cost * (double)(nodes * nodes) > search->most / LATTICE_SHARE)
        nodes = nodes / 4 * 2 + 1;
    return nodes > LATTICE_LEAST ? nodes : 0;
}

bool critical_find_within(const struct surface *surface,
                          const struct surface_window window[SURFACE_AXES], double work,
                          struct critical_points *out, struct error *error)
{
    struct search search = {.cells = {.surface = surface,
                                      .window = {window[0], window[1]},
                                      .cost = 2 * surface_cost(surface) + 20},
                            .most = work,
                            .out = out};
    size_t nodes = affordable(&search);
    out->count = 0;
    out->completeness = CRITICAL_CUT;
    for (int i = 0; i < TRIES && nodes > 0; i++, nodes = 2 * nodes - 1) {
        double before = search.cells.work;
        if (!try_once(&search, nodes, error))
            return false;
        /* A finer lattice costs four times as much: better none than half of one. */
        if (out->completeness != CRITICAL_MISSING ||
            search.cells.work + 4 * (search.cells.work - before) > work)
            break;
    }
    if (out->count > 0)
        qsort(out->points, out->count, sizeof *out->points, compare);
    return true;
}

bool critical_find(const struct surface *surface, const struct surface_window window[SURFACE_AXES],
                   struct critical_points *out, struct error *error)
{
    return critical_find_within(surface, window, usual_work, out, error);
}

double critical_lowest(const struct critical_points *points,
                       const struct surface_window window[SURFACE_AXES])
{
    double lowest = (double)INFINITY;
    for (size_t i = 0; i < points->count; i++) {
        const double *at = points->points[i].at;
        if (at[0] >= window[0].low && at[0] <= window[0].high && at[1] >= window[1].low &&
            at[1] <= window[1].high)
            lowest = fmin(lowest, points->points[i].loss);
    }
    return lowest;
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
        [CRITICAL_CUT] = "the search was cut short: there may be many more",
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
