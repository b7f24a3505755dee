/*
 * A frame as text: plain, with colours, or as what changes a terminal from one frame to the next.
 *
 * Colours are 24-bit SGR; a frame's default colours stay the terminal's own. No byte comes from a
 * cell that could control the terminal: what is hidden shows as U+FFFD.
 */
#ifndef EXPORT_SCREEN_TEXT_H
#define EXPORT_SCREEN_TEXT_H

#include "base/buffer.h"
#include "view/frame.h"

/* Appends a line a row, without the blanks at its end. */
void screen_text_plain(struct buffer *out, const struct frame *frame);

/* The same in colour. Every line leaves the terminal with its usual colours. */
void screen_text_ansi(struct buffer *out, const struct frame *frame);

/*
 * Appends what takes a terminal of the frame's size that shows `was` to `is`, from any place of the
 * cursor and with the usual colours before and after. NULL, or another size: whatever it shows.
 */
void screen_text_change(struct buffer *out, const struct frame *was, const struct frame *is);

#endif
