/*
 * The chart: a quantity of the walk over its steps, such as the loss, every walker in one plot, in
 * the finest dots that the look has.
 *
 * Logarithmic (unless the kind is linear) while no value is negative: whole decades, so that the
 * scale rests while the curve grows; a value of exactly 0 stands on the lower edge. With negative
 * values linear, and the heading says so. A curve that rises far above every start leaves through
 * the upper edge: one walker that diverges does not flatten the others. The step axis ends at 50,
 * 100, 200, 500, ...: it grows rarely. A future that is kept, and one that was cut off, are dotted
 * and dim.
 *
 * Over data the curve of the loss is that over all examples; behind it lie, as faint dots, the
 * losses over the batches that the chosen walker's steps saw, and the heading tells the epoch.
 *
 * Each column of dots keeps its extremes, its first and its last value, so that a million points
 * draw as fast as a hundred, and exactly as if each had been drawn. What is kept is only a cache.
 */
#ifndef VIEW_CHART_H
#define VIEW_CHART_H

#include "descent/race.h"
#include "view/chart_kind.h"
#include "view/pen.h"

enum {
    CHART_COLUMNS = 240, /* cells of a plot, at most */
    CHART_ROWS = 48,
    CHART_DOTS = 2 * CHART_COLUMNS /* columns of dots, at most */
};

/* What a chart is drawn from. */
struct chart_source {
    enum chart_kind kind;
    const struct race *race;
    size_t chosen;                          /* walker: its curve lies on top */
    const struct critical_points *critical; /* NULL: not known */
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
void chart_draw(struct chart *chart, const struct pen *pen, const struct chart_source *source);

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

/* Decimation by itself: adds points to columns that span steps 0 to `end`. */
void chart_gather(struct chart_column *columns, int dots, size_t end,
                  const struct chart_points *points);

/* The same of the dots behind the curve; were there any? */
bool chart_gather_faint(struct chart_column *columns, int dots, size_t end,
                        const struct chart_points *points);

/* The column of a step. */
int chart_dot(size_t step, int dots, size_t end);

#endif
