/*
 * The chart: a quantity of the walk over its steps, such as the loss, every walker in one plot, in
 * the finest dots that the look has.
 *
 * Logarithmic (unless the kind is linear) while no value is negative: whole decades, so that the
 * scale rests while the curve grows; a value of exactly 0 stands on the lower edge, below them all.
 * With negative values linear, and the heading says so. A curve that rises far above every start
 * leaves through the upper edge: one walker that diverges does not flatten the others. The step
 * axis ends at 50, 100, 200, 500, ...: it grows rarely. A future that is kept, and one that was cut
 * off, are dotted and dim.
 *
 * Over data the curve of the loss is that over all examples; behind it lie, as faint dots, the
 * losses over the batches that the chosen walker's steps saw, and the heading tells the epoch.
 */
#ifndef VIEW_CHART_H
#define VIEW_CHART_H

#include "descent/race.h"
#include "view/chart_gather.h"
#include "view/pen.h"

/* What a chart is drawn from. */
struct chart_source {
    enum chart_kind kind;
    const struct race *race;
    size_t chosen;                          /* walker: its curve lies on top */
    const struct critical_points *critical; /* NULL: not known */
};

struct chart;

/* NULL without memory. */
struct chart *chart_new(void) NODISCARD;
void chart_free(struct chart *chart);

/* Draws into the pen's area: heading, plot with its labels at the right, step axis. */
void chart_draw(struct chart *chart, const struct pen *pen, const struct chart_source *source);

#endif
