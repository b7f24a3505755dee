/*
 * From 24-bit colours to those that a device has: late, and here only. Used by the terminal and by
 * the exporters; knows frames and colour maps, nothing else.
 */
#ifndef VIEW_PALETTE_H
#define VIEW_PALETTE_H

#include "view/frame.h"

enum color_depth {
    DEPTH_MONO, /* none: attributes only; the map is drawn by density of characters */
    DEPTH_8,
    DEPTH_16,
    DEPTH_256,     /* the fixed xterm palette */
    DEPTH_PALETTE, /* 256 entries of which 16 to 255 are ours to redefine */
    DEPTH_TRUE
};

/*
 * The index of the fixed 256, 16 or 8 colour palette for a colour at a cell; -1 for COLOR_DEFAULT.
 * A level of a colour map goes by a hand-picked ramp that is monotone in lightness, with ordered
 * dithering between its neighbours by the cell's place (`column`, and `half_row` = 2 * row or + 1).
 */
int palette_index(enum color_depth depth, color c, int column, int half_row);

/* The colours of the xterm palette's entries 0 to 255 as RGB. */
color palette_rgb(int index);

#endif
