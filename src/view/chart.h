/*
 * The loss curve: loss over steps, every walker in one plot, in the finest dots that the look has.
 *
 * Logarithmic while no loss is negative: whole decades, so that the scale rests while the curve
 * grows; a loss of exactly 0 stands on the lower edge. With negative losses linear, and the heading
 * says so. A curve that rises far above every start leaves through the upper edge: one walker that
 * diverges does not flatten the others. The step axis ends at 50, 100, 200, 500, ...: it grows
 * rarely.
 *
 * Each column of dots keeps its extremes, its first and its last loss, so that a million points
 * draw as fast as a hundred, and exactly as if each had been drawn. What is kept is only a cache.
 */
#ifndef VIEW_CHART_H
#define VIEW_CHART_H

#include "descent/race.h"
#include "view/pen.h"

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

struct chart;

/* NULL without memory. */
struct chart *chart_new(void) NODISCARD;
void chart_free(struct chart *chart);

/* Draws into the pen's area: heading, plot with its labels at the right, step axis. */
void chart_draw(struct chart *chart, const struct pen *pen, const struct race *race, size_t chosen);

/* The end of the step axis for a number of steps. */
size_t chart_step_end(size_t steps);

/*
 * Decimation by itself: adds points [from, to) of a walk to columns that span steps 0 to `end`.
 */
void chart_gather(struct chart_column *columns, int dots, size_t end,
                  const struct walk_point *points, size_t from, size_t to);

/* The column of a step. */
int chart_dot(size_t step, int dots, size_t end);

#endif
