/*
 * The backends of the canvas. Those of a library that this program is built without are NULL.
 */
#ifndef EXPORT_CANVAS_KINDS_H
#define EXPORT_CANVAS_KINDS_H

#include "export/canvas.h"

#ifndef HAVE_CAIRO
#define HAVE_CAIRO 0
#endif

/* Does what lies below show anywhere? */
bool bitmap_is_clear(const struct bitmap *bitmap);

struct canvas *canvas_svg_open(const struct canvas_page *page, struct error *error);

#if HAVE_CAIRO
struct canvas *canvas_png_open(const struct canvas_page *page, struct error *error);
struct canvas *canvas_pdf_open(const struct canvas_page *page, struct error *error);
#else
#define canvas_png_open NULL
#define canvas_pdf_open NULL
#endif

#endif
