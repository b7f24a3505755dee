/*
 * A frame as text that a person can read and compare: its characters, then the look of each cell as
 * a letter that the legend explains.
 */
#ifndef SCREEN_DUMP_H
#define SCREEN_DUMP_H

#include "base/buffer.h"
#include "view/frame.h"

/* Appends the dump. `levels`: also the colour levels of the map's backgrounds, a character each. */
void dump_frame(struct buffer *out, const struct frame *frame, bool levels);

/* The characters of one row, blanks at the end cut off. */
void dump_row(struct buffer *out, const struct frame *frame, int row);

#endif
