/*
 * Shaping: text in scripts that the plain font lacks, or whose letters join, set by Pango in
 * whatever font the system has for it. What no font has shows as a box with its number. Latin,
 * Greek, Cyrillic and signs are never set so: their pictures do not depend on other fonts.
 */
#ifndef EXPORT_SHAPING_H
#define EXPORT_SHAPING_H

#include "export/lettering.h"

typedef struct _cairo cairo_t;

struct shaped_line;

/* NULL: the plain font does, or Pango is not there, or no memory. */
struct shaped_line *shaped_line_new(cairo_t *cairo, const char *text, const struct font *font);
void shaped_line_free(struct shaped_line *line);

double shaped_line_width(struct shaped_line *line);

/* With its base line at the current point: painted, or (outline) added to the path. */
void shaped_line_draw(struct shaped_line *line, cairo_t *cairo, bool outline);

#endif
