/*
 * Contour lines as polylines: where a grid of values passes a level, joined from cell to cell, and
 * where numbers stand on them.
 *
 * By marching squares: in each cell of four samples a line goes straight between the places on the
 * cell's edges at which the level lies, linearly between two samples. Where two opposite corners
 * are high and two low, the mean of the four tells which are joined. A cell with a sample that is
 * not finite is no ground, and lines end at it. Points lie in whatever units the grid is given in.
 */
#ifndef EXPORT_ISOLINE_H
#define EXPORT_ISOLINE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

enum { ISOLINE_LEVELS = 32 };

struct isoline_grid {
    size_t columns, rows; /* below 2: no cells */
    const double *value;  /* row by row */
    double x, y;          /* where the first sample lies */
    double across, down;  /* from a sample to its neighbours */
};

/* One line: a run of points of its set. */
struct isoline {
    size_t level;        /* which */
    size_t first, count; /* points: 2 or more, neighbours differ */
    bool closed;         /* the last point is joined to the first, which is not repeated */
};

struct isolines {
    struct isoline *lines; /* by level */
    size_t count, capacity;
    double (*points)[2];
    size_t point_count, point_capacity;
};

/*
 * All lines of the levels, which rise and are ISOLINE_LEVELS at most. A zeroed struct is an empty
 * set, what it held before is forgotten. False without memory.
 */
bool isoline_trace(struct isolines *set, const struct isoline_grid *grid, const double *levels,
                   size_t level_count, struct error *error) NODISCARD;
void isoline_release(struct isolines *set);

/* Leaves points out, so that no point left out lies further than `tolerance` from its line (Douglas
 * and Peucker 1973). Ends stay. */
bool isoline_simplify(struct isolines *set, double tolerance, struct error *error) NODISCARD;

/* Building a set: a point at the end, a line of points that are there. False without memory. */
bool isolines_add_point(struct isolines *set, const double at[2]) NODISCARD;
bool isolines_add_line(struct isolines *set, struct isoline line) NODISCARD;

/* --- labels */

/* A place that is taken, such as a walker's mark. */
struct isoline_spot {
    double x, y, radius;
};

struct isoline_labelling {
    const struct isoline_grid *grid;
    const double *levels;
    const double *widths; /* of each level's text; 0: it gets none */
    size_t level_count;
    double height;                    /* of a line of text */
    double left, top, right, bottom;  /* labels stay inside */
    double apart;                     /* two labels of one level, at least */
    const struct isoline_spot *spots; /* NULL: none */
    size_t spot_count;
};

struct isoline_label {
    size_t level, line;
    double x, y;     /* its middle */
    double turn;     /* degrees clockwise (y goes down), -90 to 90: text stands upright */
    double from, to; /* the part of its line that it takes, by length along it */
};

/*
 * Places labels on straight parts of the lines, clear of other levels, of the border, of the spots
 * and of each other; level ones first. Returns their number, `most` at most; a line without a good
 * place has none.
 */
size_t isoline_label(const struct isolines *set, const struct isoline_labelling *labelling,
                     struct isoline_label *labels, size_t most);

/* The lines with gaps where the labels stand. */
bool isoline_cut(const struct isolines *set, const struct isoline_label *labels, size_t count,
                 struct isolines *out, struct error *error) NODISCARD;

#endif
