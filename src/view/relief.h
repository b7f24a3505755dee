/*
 * Relief: a surface lit from the upper left, so that its depth is seen.
 *
 * Light is a factor on a colour: 1 on level ground. What is a hill is the position on the colour
 * scale, and how steep the picture is follows from the picture: a slope of the usual size (the root
 * of the mean square) is drawn at RELIEF_SLOPE, so that a flat valley and a canyon both have
 * shape. The factor stays within bounds: the colour still tells the loss.
 */
#ifndef VIEW_RELIEF_H
#define VIEW_RELIEF_H

#include <stddef.h>

#define RELIEF_DARKEST  0.55
#define RELIEF_LIGHTEST 1.3

struct relief_samples {
    size_t columns, rows;
    double height;          /* of a sample, in widths of one */
    const double *position; /* on the scale, row by row from the top; NAN where there is none */
};

/* Fills light[] (columns * rows). */
void relief_light(const struct relief_samples *samples, double *light);

#endif
