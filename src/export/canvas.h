/*
 * The canvas: one drawing, several outputs.
 *
 * Lengths are in units of 1/96 inch (a CSS pixel), y goes down, the origin is the upper left
 * corner. A backend is a const table of functions; whoever draws calls the canvas_...() below and
 * knows no backend. What goes wrong while drawing is kept, an outline or a text that lacks a part
 * too, and told once, by canvas_close().
 *
 * Text is laid out by one table of advance widths (export/lettering.h), never by a backend's own
 * fonts, so that every output has the same layout. Nothing depends on the time: the same drawing
 * gives the same bytes.
 */
#ifndef EXPORT_CANVAS_H
#define EXPORT_CANVAS_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/error.h"
#include "export/lettering.h"
#include "export/outline.h"
#include "view/frame.h"

enum { CANVAS_INCH = 96 /* units */ };

struct box {
    double x, y, width, height;
};

enum { STROKE_DASHES = 4 };

/* Joins and ends are round, or mitred and flat. Colours are RGB; what a colour map's tag says is
 * not looked at. */
struct stroke {
    color color;
    double alpha; /* 0 to 1 */
    double width;
    size_t dash_count; /* 0: a whole line */
    double dash[STROKE_DASHES];
    bool round;
};

/* A picture: RGB, row by row from the top. The upper eight bits of a colour say how much of what
 * lies below shows, of 255; COLOR_DEFAULT: all of it. */
struct bitmap {
    size_t columns, rows;
    const color *colors;
    bool smooth; /* between samples, instead of a rectangle each */
};

enum text_anchor { TEXT_START, TEXT_MIDDLE, TEXT_END };

struct text_style {
    struct font font;
    color color;
    double alpha;
    enum text_anchor anchor;
    double turn; /* degrees clockwise, around the place given */
    double halo; /* width of a rim around the letters; 0: none */
    color halo_color;
};

/* What a canvas is opened with. Borrowed by canvas_open() only. */
struct canvas_page {
    double width, height; /* in units */
    double scale;         /* pixels a unit; of no effect where there are none */
    const char *title;    /* for the file's metadata; NULL: none */
    const char *recipe;   /* how the picture was made (export/recipe.h), for the same; NULL: none */
};

struct canvas;

struct canvas_kind {
    void (*push_clip)(struct canvas *canvas, struct box box);
    void (*pop_clip)(struct canvas *canvas);
    void (*stroke)(struct canvas *canvas, const struct outline *outline,
                   const struct stroke *stroke);
    void (*fill)(struct canvas *canvas, const struct outline *outline, color paint, double alpha);
    void (*image)(struct canvas *canvas, struct box box, const struct bitmap *bitmap);
    /* The string is valid UTF-8 without hidden characters. */
    void (*text)(struct canvas *canvas, double x, double y, const char *text,
                 const struct text_style *style);
    /* Ends the drawing, appends the file to `out` (NULL: gives it up), and frees the canvas. */
    bool (*close)(struct canvas *canvas, struct buffer *out, struct error *error);
};

/* What every backend's own struct begins with. */
struct canvas {
    const struct canvas_kind *kind;
    double width, height; /* in units */
    bool failed;          /* for memory: a part is missing. Whoever draws may note it, too */
};

/* --- files */

struct canvas_format {
    const char *ending; /* ".png" */
    const char *needs;  /* the library that it is written with; NULL: none */
    bool has_pixels;    /* its size is counted in pixels, by the resolution */
    struct canvas *(*open)(const struct canvas_page *page,
                           struct error *error); /* NULL: built without */
};

extern const struct canvas_format canvas_formats[];
extern const size_t canvas_format_count;

/* By the ending of a file's name, ASCII case ignored; NULL if it is none of these. */
const struct canvas_format *canvas_format_of(const char *path);

/* NULL, with the reason, without memory or if this program was built without its library. */
struct canvas *canvas_open(const struct canvas_format *format, const struct canvas_page *page,
                           struct error *error) NODISCARD;

/* Ends the drawing, and appends the whole file to *out. The canvas is freed in either case. */
bool canvas_close(struct canvas *canvas, struct buffer *out, struct error *error) NODISCARD;

/* Gives the drawing up. */
void canvas_abandon(struct canvas *canvas);

/* --- pixels: a canvas in memory, to be looked at between two drawings */

/* NULL, with the reason, as canvas_open(). */
struct canvas *canvas_raster_open(const struct canvas_page *page, struct error *error) NODISCARD;

/* Its pixels, 0x00RRGGBB in the low 24 bits, row by row without gaps; valid, and what was drawn is
 * in them, until the next drawing. They may be written to: the next drawing lies on top. NULL after
 * an error. */
uint32_t *canvas_raster_pixels(struct canvas *canvas, size_t *columns, size_t *rows);

/* --- drawing */

/* What is drawn until the pop shows inside the box only. Pairs, nested. */
void canvas_push_clip(struct canvas *canvas, struct box box);
void canvas_pop_clip(struct canvas *canvas);

void canvas_stroke(struct canvas *canvas, const struct outline *outline,
                   const struct stroke *stroke);

/* By the even-odd rule; open pieces are closed. */
void canvas_fill(struct canvas *canvas, const struct outline *outline, color paint, double alpha);
void canvas_fill_box(struct canvas *canvas, struct box box, color paint, double alpha);

/* The picture fills the box. */
void canvas_image(struct canvas *canvas, struct box box, const struct bitmap *bitmap);

/*
 * Text with its base line at a place. Bytes that are no UTF-8 and characters that hide or control
 * text show as U+FFFD; a character that the font lacks shows as the font has it: a box.
 */
void canvas_text(struct canvas *canvas, double x, double y, const char *text,
                 const struct text_style *style);

/* The same, with an ellipsis where it is wider than this. */
void canvas_text_within(struct canvas *canvas, double x, double y, double width, const char *text,
                        const struct text_style *style);

/* The text of a buffer to be drawn; the canvas notes if it lacks a part. */
const char *canvas_words(struct canvas *canvas, const struct buffer *words);

#endif
