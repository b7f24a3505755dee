/*
 * A pen writes into one rectangle of a frame: places count from its corner, nothing goes outside,
 * text is spelled as the look can (view/spell.h).
 *
 * Inks are the few looks that words have: text in the terminal's own colours, told apart by weight,
 * and accents that read on dark and light backgrounds and are never the only sign of a thing.
 */
#ifndef VIEW_PEN_H
#define VIEW_PEN_H

#include "view/frame.h"
#include "view/look.h"

struct pen {
    struct frame *frame;
    const struct look *look;
    struct rectangle area;
};

enum ink {
    INK_TEXT,
    INK_STRONG, /* values, names */
    INK_QUIET,  /* labels */
    INK_GOOD,
    INK_WARN,
    INK_BAD,
    INK_BAR, /* on the bars at top and bottom */
    INK_BAR_STRONG,
    INK_BAR_QUIET,
    INK_BAR_WARN,
    INK_BAR_BAD,
    INK_CHOSEN, /* the chosen line of a list */
    INKS
};

struct style pen_style(const struct look *look, enum ink ink);

/* An ink in the colour of a walker. */
struct style pen_walker_style(const struct look *look, size_t walker);

/* For a walker's letter beside the map: on a chip of its colour, which is seen on the terminal's
 * background. */
struct style pen_chip_style(const struct look *look, size_t walker);

/* The pen of a part of the same frame; the rectangle is the frame's. */
struct pen pen_on(const struct pen *pen, struct rectangle area);

/* One character, if it is inside. */
void pen_put(const struct pen *pen, int column, int row, uint32_t codepoint, struct style style);

/* Text in at most `width` columns; an ellipsis ends what does not fit. Returns the columns taken.
 */
int pen_text(const struct pen *pen, int column, int row, int width, struct style style,
             const char *text);

/* The same up to the right edge of the pen. */
int pen_line(const struct pen *pen, int column, int row, struct style style, const char *text);

/* Text that ends before a column; left out whole if it does not fit. Returns where it begins, or
 * `end`. */
int pen_right(const struct pen *pen, int end, int row, int width, struct style style,
              const char *text);

/* Text filled into rows of `width` columns, the last one with an ellipsis if there is more. Returns
 * the rows taken. */
int pen_fill(const struct pen *pen, int column, int row, int width, int rows, struct style style,
             const char *text);

/* Arrows at the right edge of the pen: there is more above, and below. */
void pen_more(const struct pen *pen, struct style style, bool above, bool below);

/* A row from edge to edge. */
void pen_bar(const struct pen *pen, int row, struct style style);

#endif
