/*
 * Lettering: how wide text is, so that it can be laid out.
 *
 * Widths are those of DejaVu Sans, for which the fonts named in FONT_FAMILIES stand in where it is
 * missing (Verdana has the same proportions); characters that it lacks are taken to be as wide as
 * their columns on a terminal.
 */
#ifndef EXPORT_LETTERING_H
#define EXPORT_LETTERING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

#define FONT_FAMILIES      "DejaVu Sans, Verdana, sans-serif"
#define FONT_FAMILIES_MONO "DejaVu Sans Mono, Menlo, Consolas, monospace"

struct font {
    double size; /* in units: of an em */
    bool bold, italic, mono;
};

/* How wide the text is, in units. */
double lettering_width(const char *text, const struct font *font);

/* As much of the text as fits; an ellipsis ends what does not. Replaces what is in *out. */
void lettering_fit(struct buffer *out, const char *text, const struct font *font, double width);

/*
 * The longest line of text that fits, broken between words (inside one only if it alone is too
 * long): the number of its bytes. *rest is where the next line begins.
 */
size_t lettering_line(const char *text, const struct font *font, double width, const char **rest);

/* The text with U+FFFD for every byte that is no UTF-8 and every character that hides or controls
 * text; a newline or tab as a blank. Replaces what is in *out. */
void lettering_clean(struct buffer *out, const char *text);

#endif
