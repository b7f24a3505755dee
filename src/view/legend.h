/*
 * The legend: the colours of the scale in a strip, and losses where on the strip they lie. The
 * strip is even in colour, so on a logarithmic or rank scale the numbers tell how uneven the losses
 * are; the losses named are those of the map's contour lines, and the two ends.
 */
#ifndef VIEW_LEGEND_H
#define VIEW_LEGEND_H

#include "view/heat.h"
#include "view/look.h"

struct legend {
    const struct heat *heat;
    const struct look *look;
    struct rectangle area;
    int gutter;    /* columns at its left, before the strip begins: they take the word `loss` */
    double lowest; /* the least loss known of what is seen: its darkest cell holds that too */
};

/* Draws into its area: a row of colours with the losses in it, or, with two rows, below it. */
void legend_draw(struct frame *frame, const struct legend *legend);

#endif
