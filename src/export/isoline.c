/*
 * The grid is gone through once for all levels. A sample's band is the number of levels at or below
 * it; a cell whose corners are of one band holds no line, and most are such. A crossing of a level
 * with an edge is one vertex, found again by the second cell at that edge through a mark left by
 * the first; each cell links two vertices, so that a vertex has two links at most, and following
 * them gives the lines.
 */
#include "export/isoline.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"

enum { NO_BAND = UINT8_MAX };
#define NO_VERTEX UINT32_MAX

struct vertex {
    double at[2];
    uint32_t link[2]; /* neighbours, or NO_VERTEX */
    uint32_t level;
    bool taken;
};

/* The vertex of an edge, known by its place. */
struct mark {
    size_t place;
    uint32_t vertex;
};

struct tracer {
    const struct isoline_grid *grid;
    size_t level_count;
    double bound[ISOLINE_LEVELS + 2]; /* levels, between -inf and inf */
    uint8_t *upper, *lower;           /* bands of the cells' two rows of samples */
    struct mark *across;              /* of edges along rows: a level's columns in turn */
    struct mark beside[ISOLINE_LEVELS];
    struct vertex *vertices;
    size_t count, capacity;
    bool failed;
};

void isoline_release(struct isolines *set)
{
    free(set->lines);
    free(set->points);
    *set = (struct isolines){0};
}

/* --- the set */

bool isolines_add_point(struct isolines *set, const double at[2])
{
    if (set->point_count == set->point_capacity) {
        double(*points)[2] = array_grow(set->points, &set->point_capacity, set->point_count + 1,
                                        sizeof set->points[0]);
        if (points == NULL)
            return false;
        set->points = points;
    }
    memcpy(set->points[set->point_count++], at, sizeof set->points[0]);
    return true;
}

bool isolines_add_line(struct isolines *set, struct isoline line)
{
    if (set->count == set->capacity) {
        struct isoline *lines =
            array_grow(set->lines, &set->capacity, set->count + 1, sizeof *lines);
        if (lines == NULL)
            return false;
        set->lines = lines;
    }
    set->lines[set->count++] = line;
    return true;
}

static int by_level(const void *a, const void *b)
{
    const struct isoline *one = a, *other = b;
    if (one->level != other->level)
        return one->level < other->level ? -1 : 1;
    return (one->first > other->first) - (one->first < other->first);
}

/* --- cells to vertices */

static void find_bands(const struct tracer *tracer, const double *value, uint8_t *band)
{
    uint8_t here = 0;
    for (size_t i = 0; i < tracer->grid->columns; i++) {
        double v = value[i];
        if (!isfinite(v)) {
            band[i] = NO_BAND;
            continue;
        }
        while (v < tracer->bound[here])
            here--;
        while (v >= tracer->bound[here + 1])
            here++;
        band[i] = here;
    }
}

static uint32_t add_vertex(struct tracer *tracer, size_t level, double column, double row)
{
    const struct isoline_grid *grid = tracer->grid;
    if (tracer->count == tracer->capacity) {
        struct vertex *vertices = tracer->count + 1 < NO_VERTEX
                                      ? array_grow(tracer->vertices, &tracer->capacity,
                                                   tracer->count + 1, sizeof *vertices)
                                      : NULL;
        if (vertices == NULL) {
            tracer->failed = true;
            return NO_VERTEX;
        }
        tracer->vertices = vertices;
    }
    tracer->vertices[tracer->count] =
        (struct vertex){.at = {grid->x + column * grid->across, grid->y + row * grid->down},
                        .link = {NO_VERTEX, NO_VERTEX},
                        .level = (uint32_t)level};
    return (uint32_t)tracer->count++;
}

/* How far from a to b the level lies. Quarters: no difference of doubles overflows. */
static double part_of(double level, double a, double b)
{
    return (level / 4 - a / 4) / (b / 4 - a / 4);
}

/* The edges of a cell, clockwise; its corners likewise, from the upper left: edge i begins at
 * corner i. */
enum edge { EDGE_TOP, EDGE_RIGHT, EDGE_BOTTOM, EDGE_LEFT };

struct cell_at {
    size_t column, row;
    double corner[4];
};

static uint32_t make_crossing(struct tracer *tracer, const struct cell_at *cell, size_t level,
                              enum edge edge)
{
    const double *corner = cell->corner;
    double at = tracer->bound[level + 1], column = (double)cell->column, row = (double)cell->row;
    switch (edge) {
    case EDGE_TOP:
        return add_vertex(tracer, level, column + part_of(at, corner[0], corner[1]), row);
    case EDGE_RIGHT:
        return add_vertex(tracer, level, column + 1, row + part_of(at, corner[1], corner[2]));
    case EDGE_BOTTOM:
        return add_vertex(tracer, level, column + part_of(at, corner[3], corner[2]), row + 1);
    default:
        return add_vertex(tracer, level, column, row + part_of(at, corner[0], corner[3]));
    }
}

/* The one vertex of an edge: this cell's neighbour may have made it. */
static uint32_t crossing(struct tracer *tracer, const struct cell_at *cell, size_t level,
                         enum edge edge)
{
    size_t columns = tracer->grid->columns;
    bool along = edge == EDGE_TOP || edge == EDGE_BOTTOM;
    struct mark *mark =
        along ? &tracer->across[level * columns + cell->column] : &tracer->beside[level];
    size_t place = (cell->row + (edge == EDGE_BOTTOM)) * columns + cell->column +
                   (edge == EDGE_RIGHT) + 1; /* 0: never used */
    if ((edge == EDGE_TOP || edge == EDGE_LEFT) && mark->place == place)
        return mark->vertex;
    uint32_t vertex = make_crossing(tracer, cell, level, edge);
    if (edge == EDGE_BOTTOM || edge == EDGE_RIGHT)
        *mark = (struct mark){place, vertex};
    return vertex;
}

static void link_to(struct tracer *tracer, uint32_t from, uint32_t to)
{
    uint32_t *link = tracer->vertices[from].link;
    link[link[0] != NO_VERTEX] = to;
}

/* By the corners at or above the level, as bits. The two saddles, 5 and 10, stand as if their mean
 * were low: the high corners are apart; the other way round is the other saddle's row. */
static const struct {
    int count;
    uint8_t edge[2][2];
} joins[16] = {
    [1] = {1, {{EDGE_TOP, EDGE_LEFT}}},
    [2] = {1, {{EDGE_TOP, EDGE_RIGHT}}},
    [3] = {1, {{EDGE_LEFT, EDGE_RIGHT}}},
    [4] = {1, {{EDGE_RIGHT, EDGE_BOTTOM}}},
    [5] = {2, {{EDGE_TOP, EDGE_LEFT}, {EDGE_RIGHT, EDGE_BOTTOM}}},
    [6] = {1, {{EDGE_TOP, EDGE_BOTTOM}}},
    [7] = {1, {{EDGE_LEFT, EDGE_BOTTOM}}},
    [8] = {1, {{EDGE_LEFT, EDGE_BOTTOM}}},
    [9] = {1, {{EDGE_TOP, EDGE_BOTTOM}}},
    [10] = {2, {{EDGE_LEFT, EDGE_BOTTOM}, {EDGE_TOP, EDGE_RIGHT}}},
    [11] = {1, {{EDGE_RIGHT, EDGE_BOTTOM}}},
    [12] = {1, {{EDGE_LEFT, EDGE_RIGHT}}},
    [13] = {1, {{EDGE_TOP, EDGE_RIGHT}}},
    [14] = {1, {{EDGE_TOP, EDGE_LEFT}}},
};

/* The vertices of the edges that the level crosses. A mark is read before it is set anew: the
 * neighbours' edges, top and left, come first. */
static void find_crossings(struct tracer *tracer, const struct cell_at *cell, size_t level,
                           unsigned high, uint32_t vertex[4])
{
    static const enum edge order[4] = {EDGE_TOP, EDGE_LEFT, EDGE_RIGHT, EDGE_BOTTOM};
    for (int i = 0; i < 4; i++) {
        enum edge edge = order[i]; /* from corner `edge` to the next */
        if ((high >> edge & 1) != (high >> (edge + 1) % 4 & 1))
            vertex[edge] = crossing(tracer, cell, level, edge);
    }
}

static void cross_cell(struct tracer *tracer, const struct cell_at *cell, const uint8_t band[4],
                       size_t level)
{
    unsigned high = 0;
    uint32_t vertex[4];
    for (unsigned i = 0; i < 4; i++)
        high |= (unsigned)(band[i] > level) << i;
    find_crossings(tracer, cell, level, high, vertex);
    if (tracer->failed)
        return;
    if (high == 5 || high == 10) {
        const double *corner = cell->corner;
        double mean = corner[0] / 4 + corner[1] / 4 + corner[2] / 4 + corner[3] / 4;
        if (mean >= tracer->bound[level + 1])
            high = 15 - high;
    }
    for (int i = 0; i < joins[high].count; i++) {
        uint32_t from = vertex[joins[high].edge[i][0]], to = vertex[joins[high].edge[i][1]];
        link_to(tracer, from, to);
        link_to(tracer, to, from);
    }
}

static void cross_levels(struct tracer *tracer, size_t column, size_t row)
{
    const uint8_t band[4] = {tracer->upper[column], tracer->upper[column + 1],
                             tracer->lower[column + 1], tracer->lower[column]};
    uint8_t least = NO_BAND, most = 0;
    for (int i = 0; i < 4; i++) {
        least = band[i] < least ? band[i] : least;
        most = band[i] > most ? band[i] : most;
    }
    if (most == NO_BAND)
        return;
    const double *value = tracer->grid->value + row * tracer->grid->columns + column;
    const double *below = value + tracer->grid->columns;
    const struct cell_at cell = {column, row, {value[0], value[1], below[1], below[0]}};
    for (size_t level = least; level < most && !tracer->failed; level++)
        cross_cell(tracer, &cell, band, level);
}

static void trace_rows(struct tracer *tracer)
{
    const struct isoline_grid *grid = tracer->grid;
    find_bands(tracer, grid->value, tracer->upper);
    for (size_t row = 0; row + 1 < grid->rows && !tracer->failed; row++) {
        find_bands(tracer, grid->value + (row + 1) * grid->columns, tracer->lower);
        const uint8_t *upper = tracer->upper, *lower = tracer->lower;
        for (size_t i = 0; i + 1 < grid->columns; i++)
            if (upper[i] != upper[i + 1] || upper[i] != lower[i] || upper[i] != lower[i + 1])
                cross_levels(tracer, i, row);
        tracer->upper = tracer->lower;
        tracer->lower = (uint8_t *)upper;
    }
}

/* --- vertices to lines */

static bool same_point(const double a[2], const double b[2])
{
    return a[0] == b[0] && a[1] == b[1];
}

/* The line that a vertex begins, one way to its end. */
static bool follow(struct tracer *tracer, uint32_t vertex, bool closed, struct isolines *set)
{
    struct isoline line = {
        .level = tracer->vertices[vertex].level, .first = set->point_count, .closed = closed};
    while (vertex != NO_VERTEX && !tracer->vertices[vertex].taken) {
        struct vertex *here = &tracer->vertices[vertex];
        here->taken = true;
        if (set->point_count == line.first ||
            !same_point(set->points[set->point_count - 1], here->at))
            if (!isolines_add_point(set, here->at))
                return false;
        uint32_t next = here->link[0];
        vertex = next != NO_VERTEX && !tracer->vertices[next].taken ? next : here->link[1];
    }
    line.count = set->point_count - line.first;
    if (closed && line.count > 1 &&
        same_point(set->points[line.first], set->points[set->point_count - 1]))
        line.count = --set->point_count - line.first;
    if (line.count >= (closed ? 3 : 2))
        return isolines_add_line(set, line);
    set->point_count = line.first; /* a level that only touches a sample */
    return true;
}

static bool follow_all(struct tracer *tracer, struct isolines *set)
{
    for (uint32_t i = 0; i < tracer->count; i++)
        if (!tracer->vertices[i].taken && tracer->vertices[i].link[1] == NO_VERTEX &&
            !follow(tracer, i, false, set))
            return false;
    for (uint32_t i = 0; i < tracer->count; i++)
        if (!tracer->vertices[i].taken && !follow(tracer, i, true, set))
            return false;
    return true;
}

static void set_levels(struct tracer *tracer, const double *levels, size_t count)
{
    tracer->level_count = count < ISOLINE_LEVELS ? count : ISOLINE_LEVELS;
    tracer->bound[0] = -(double)INFINITY;
    if (tracer->level_count > 0)
        memcpy(tracer->bound + 1, levels, tracer->level_count * sizeof *levels);
    tracer->bound[tracer->level_count + 1] = (double)INFINITY;
}

bool isoline_trace(struct isolines *set, const struct isoline_grid *grid, const double *levels,
                   size_t level_count, struct error *error)
{
    set->count = set->point_count = 0;
    if (grid->columns < 2 || grid->rows < 2 || level_count == 0)
        return true;
    struct tracer tracer = {.grid = grid};
    set_levels(&tracer, levels, level_count);
    uint8_t *bands = malloc(2 * grid->columns);
    tracer.across = calloc(grid->columns, tracer.level_count * sizeof *tracer.across);
    tracer.upper = bands;
    tracer.failed = bands == NULL || tracer.across == NULL;
    if (!tracer.failed)
        tracer.lower = bands + grid->columns;
    if (!tracer.failed)
        trace_rows(&tracer);
    bool done = !tracer.failed && follow_all(&tracer, set);
    if (done && set->count > 0)
        qsort(set->lines, set->count, sizeof *set->lines, by_level);
    free(tracer.vertices);
    free(tracer.across);
    free(bands);
    return done || error_memory(error);
}
