/*
 * What a device can show, as far as drawing itself depends on it.
 */
#ifndef VIEW_LOOK_H
#define VIEW_LOOK_H

#include <stdbool.h>

#include "view/palette.h"

/* What characters the device can show; each level includes those before. */
enum glyphs {
    GLYPHS_ASCII,  /* the map by density of characters where there is no colour, blanks where there
                      is */
    GLYPHS_FULL,   /* a cell a sample: blanks with a background colour; box lines, Greek */
    GLYPHS_HALF,   /* half blocks: two samples a cell; the path by quadrants */
    GLYPHS_BRAILLE /* and the path in dots, 2 x 4 a cell */
};

struct look {
    enum glyphs glyphs;
    enum color_depth depth; /* only what changes the drawing itself: DEPTH_MONO draws by density */
    bool light;             /* the terminal's background is light */
};

#endif
