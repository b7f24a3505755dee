/*
 * A frame: what a screen shows, as cells. Drawing writes frames; devices and exporters show them.
 *
 * A colour is one word: 24 bits of RGB and a tag. A colour from a colour map carries its level in
 * the tag, so that a device with few colours can use a ramp chosen for it instead of the nearest
 * colour. COLOR_DEFAULT is the terminal's own foreground or background: what is not the map uses
 * it, so that light and dark terminals both look right.
 */
#ifndef VIEW_FRAME_H
#define VIEW_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

typedef uint32_t color; /* the one typedef: a word with a meaning */

#define COLOR_DEFAULT      ((color)0xFF000000u)
#define COLOR_RGB(r, g, b) (((color)(r) << 16) | ((color)(g) << 8) | (color)(b))
#define COLOR_LEVEL(rgb, level)                                                                    \
    ((color)(rgb) | ((color)((level) + 1) << 24)) /* level 0..COLOR_LEVELS-1 */
#define COLOR_TAG(c) ((c) >> 24)                  /* 0: plain; 255: default; else level + 1 */
enum { COLOR_LEVELS = 64 };

enum cell_attribute {
    CELL_BOLD = 1 << 0,
    CELL_DIM = 1 << 1,
    CELL_REVERSE = 1 << 2,
    CELL_UNDERLINE = 1 << 3
};

struct cell {
    uint32_t codepoint; /* width 1; 0: the right half of the wide character to its left */
    color fore, back;
    uint8_t attributes;
};

/* A part of a frame; it may be empty or reach beyond the frame's edges. */
struct rectangle {
    int column, row, columns, rows;
};

/* Is the cell inside? */
bool rectangle_has(struct rectangle rectangle, int column, int row);

struct frame {
    int columns, rows;
    struct cell *cells; /* row by row */
    size_t capacity;
    int cursor_column, cursor_row; /* -1: hidden */
};

/* A zeroed struct is a frame of 0 x 0. Resizing blanks it; on failure the old frame stays. */
bool frame_resize(struct frame *frame, int columns, int rows) NODISCARD;
void frame_release(struct frame *frame);
void frame_clear(struct frame *frame);

/* The cell, or NULL outside. */
struct cell *frame_at(struct frame *frame, int column, int row);

/* The look of text. A zeroed style is not the default: use STYLE_PLAIN. */
struct style {
    color fore, back;
    uint8_t attributes;
};
#define STYLE_PLAIN ((struct style){COLOR_DEFAULT, COLOR_DEFAULT, 0})

/* Puts one character; outside the frame nothing happens. */
void frame_put(struct frame *frame, int column, int row, uint32_t codepoint, struct style style);

/*
 * Writes UTF-8 text from a cell on, cut at `width` columns (and at the frame's edge); a wide
 * character is never split, a combining one is dropped, a hidden one shows as U+FFFD. Returns the
 * columns taken.
 */
int frame_text(struct frame *frame, int column, int row, int width, struct style style,
               const char *text);

void frame_fill(struct frame *frame, int column, int row, int width, int height, uint32_t codepoint,
                struct style style);

#endif
