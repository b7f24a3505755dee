/*
 * Axes: ticks at round numbers (1, 2 or 5 times a power of ten apart) and their labels, below the
 * plot and at its left.
 */
#ifndef VIEW_AXIS_H
#define VIEW_AXIS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/number.h"
#include "view/camera.h"
#include "view/look.h"

enum { AXIS_TICKS = 32, AXIS_LABEL = NUMBER_TEXT + 4 };

struct axis_ticks {
    size_t count;
    double at[AXIS_TICKS]; /* rising */
    int digits;            /* significant ones that tell them apart */
};

/* The multiples of the smallest round step inside the window that are no more than `most` (at least
 * 1). */
void axis_find_ticks(struct surface_window window, size_t most, struct axis_ticks *ticks);

/* The roundest number from low to high, both included: fewest digits first, then 5 or 2 before
 * others. */
double axis_round(double low, double high);

/* A number for people; with a real minus sign (U+2212) where the glyphs allow. Returns its columns.
 */
int axis_label(char out[AXIS_LABEL], double number, int digits, enum glyphs glyphs);

/* The columns that the labels of the y axis need beside a plot so high, the blank included. */
int axis_gutter(struct surface_window window, int rows, enum glyphs glyphs);

/* Draws the labels of y into the gutter of `columns` at the plot's left, and the parameter's name.
 */
void axis_draw_y(struct frame *frame, const struct camera *camera, int columns, const char *name,
                 enum glyphs glyphs);

/* Draws the labels of x in the row below the plot, from column `from` up to `to` (exclusive), and
 * at its end the parameter's name. */
void axis_draw_x(struct frame *frame, const struct camera *camera, int from, int to,
                 const char *name, enum glyphs glyphs);

#endif
