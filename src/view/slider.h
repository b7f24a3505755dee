/*
 * A slider: a track of cells with a knob on it, placed to half a cell where the glyphs allow.
 */
#ifndef VIEW_SLIDER_H
#define VIEW_SLIDER_H

#include "view/pen.h"

/* A part of the track, from a fraction on, that is better not entered. */
struct slider_limit {
    double fraction;
    const char *label; /* written on the track beside the limit, if it fits; NULL: none */
    bool exceeded;     /* the knob stands beyond it: as marked, even where a cell is too coarse */
};

/* Draws the track from a column on; fraction is 0 to 1, clamped. `limit` NULL: none. */
void slider_draw(const struct pen *pen, int column, int row, int columns, double fraction,
                 const struct slider_limit *limit);

/* The track's cell in which the knob's middle lies. */
int slider_cell(int columns, double fraction);

/* The fraction that the knob stands for with its middle in that cell. */
double slider_fraction(int columns, int cell);

#endif
