/*
 * Points gathered into columns of dots: each keeps its extremes, its first and its last value, so
 * that a million points draw as fast as a hundred, and exactly as if each had been drawn.
 */
#ifndef VIEW_CHART_GATHER_H
#define VIEW_CHART_GATHER_H

#include "view/chart_kind.h"

enum {
    CHART_COLUMNS = 240, /* cells of a plot, at most */
    CHART_ROWS = 48,
    CHART_DOTS = 2 * CHART_COLUMNS /* columns of dots, at most */
};

/* What fell into one column of dots. */
struct chart_column {
    size_t count;       /* points; 0: nothing did */
    double first, last; /* finite ones only, as are the next; NAN if none */
    double low, high;
    double least; /* the smallest above 0, or INFINITY */
    bool leaves;  /* a point was not finite */
};

/* The end of the step axis for a number of steps. */
size_t chart_step_end(size_t steps);

/* Points [from, to) of a walk, and what of them is of interest. */
struct chart_points {
    enum chart_kind kind;
    const struct chart_minima *minima;
    const struct walk_point *points;
    size_t first; /* the step of points[0] */
    size_t from, to;
};

/* Adds points to columns that span steps 0 to `end`. */
void chart_gather(struct chart_column *columns, int dots, size_t end,
                  const struct chart_points *points);

/* The same of the dots behind the curve; were there any? */
bool chart_gather_faint(struct chart_column *columns, int dots, size_t end,
                        const struct chart_points *points);

/* The column of a step. */
int chart_dot(size_t step, int dots, size_t end);

#endif
