/*
 * The legend: the colours of the scale in a strip, and losses where on the strip they lie. The
 * strip is even in colour, so on a logarithmic or rank scale the numbers tell how uneven the losses
 * are; the losses named are those of the map's contour lines, and the two ends.
 */
#ifndef VIEW_LEGEND_H
#define VIEW_LEGEND_H

#include "view/heat.h"
#include "view/look.h"

/*
 * Draws into `area`: a row of colours with the losses in it, or, with two rows, below it. `gutter`
 * columns at its left, before the strip begins, take the word `loss`.
 */
void legend_draw(struct frame *frame, const struct heat *heat, const struct look *look,
                 struct rectangle area, int gutter);

#endif
