/*
 * Contour lines over samples of a surface, one sample wide.
 *
 * A sample is on the line of a loss if it lies at or above it and a neighbour lies below. Where
 * lines would come closer than a few samples they would be no lines but a stain: there they are
 * left out; a line of which that leaves less than half is left out whole.
 */
#ifndef VIEW_CONTOUR_H
#define VIEW_CONTOUR_H

#include <stdbool.h>
#include <stddef.h>

#include "view/scale.h"

enum { CONTOUR_LEVELS = 16 };

struct contour_samples {
    size_t columns, rows;
    const double *position; /* on the scale, row by row; NAN where the surface is undefined: no line
                               runs along such places */
    const double *level;    /* the positions of the lines, rising */
    size_t level_count;     /* at most CONTOUR_LEVELS */
};

/*
 * Marks the samples on a line in `line` (columns * rows), and in `whole` (level_count) the levels
 * whose lines are not left out whole.
 */
void contour_trace(const struct contour_samples *samples, bool *line, bool *whole);

#endif
