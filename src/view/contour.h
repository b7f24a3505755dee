/*
 * Contour lines over samples of a surface, one sample wide.
 *
 * A sample is on the line of a loss if it lies at or above it and a neighbour lies below. Where
 * lines would come closer than a few samples they would be no lines but a stain: there they are
 * left out.
 */
#ifndef VIEW_CONTOUR_H
#define VIEW_CONTOUR_H

#include <stdbool.h>
#include <stddef.h>

#include "view/scale.h"

/*
 * Marks the samples on a line in `line` (columns * rows, row by row). `position` has the samples'
 * positions on the scale, NaN where the surface is undefined: no line runs along such places.
 * `levels` has the positions of the lines, rising.
 */
void contour_trace(size_t columns, size_t rows, const double *position, const double *levels,
                   size_t level_count, bool *line);

#endif
