/*
 * Dots finer than cells, as far as the glyphs allow: a set of them is a bit a dot, row by row from
 * 1 << 0 at the upper left.
 */
#ifndef VIEW_DOTS_H
#define VIEW_DOTS_H

#include <stdint.h>

#include "view/look.h"

/* Dots a cell. */
struct dots_grid {
    int across, down;
};

struct dots_grid dots_grid(enum glyphs glyphs);

/* The dot at a place, counted in dots from the upper left, in the set of its cell. */
uint8_t dots_bit(struct dots_grid grid, int x, int y);

/* A line of dots, both ends with it: one a column, or one a row where it is steep. The number of
 * its steps from dot to dot, and the dot after some of them. */
struct dot {
    int x, y;
};
int dots_line_steps(struct dot from, struct dot to);
struct dot dots_line_at(struct dot from, struct dot to, int step);

/* The character that shows those dots of a cell. */
uint32_t dots_glyph(enum glyphs glyphs, unsigned bits);

/* The same for plots, which take three heights of strokes where a cell has but one dot. */
struct dots_grid dots_plot_grid(enum glyphs glyphs);
uint32_t dots_plot_glyph(enum glyphs glyphs, unsigned bits);

#endif
