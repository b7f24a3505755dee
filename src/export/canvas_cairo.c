/*
 * PNG and PDF, and pixels in memory, by cairo. A PDF's date is fixed, so that the same drawing is
 * the same bytes.
 *
 * The font is cairo's own choice for the family; where it is another than the one that text was
 * laid out for, letters are drawn as they are and the layout stays. Text that runs from right to
 * left is turned around here: cairo's text interface draws in the order of the characters.
 */
#include "export/canvas_kinds.h"

#if HAVE_CAIRO
#include <cairo-pdf.h>
#include <cairo.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "export/png.h"
#include "export/reading.h"
#include "export/shaping.h"

#define UNIT_POINTS 0.75 /* 1/72 inch a unit */
#define ANY_DATE    "2000-01-01T00:00:00Z"

enum { RUN = 256 /* spots */ };

static const double degree = NUMBER_PI / 180;

struct drawing {
    struct canvas canvas;
    cairo_surface_t *surface;
    cairo_t *cairo;
    double dpi;
    char *title, *recipe;
    struct buffer bytes; /* of a PDF */
};

static const struct canvas_kind pixel_kind, pdf_kind;

static struct drawing *of(struct canvas *canvas)
{
    return (struct drawing *)canvas;
}

static void set_color(cairo_t *cairo, color paint, double alpha)
{
    cairo_set_source_rgba(cairo, (paint >> 16 & 255) / 255.0, (paint >> 8 & 255) / 255.0,
                          (paint & 255) / 255.0, alpha);
}

/* cairo holds places in 24.8 bits: what is far outside is drawn as far as that goes. */
static double within(double place)
{
    return fmin(fmax(place, -1e5), 1e5);
}

static void trace(cairo_t *cairo, const struct outline *outline)
{
    cairo_new_path(cairo);
    for (size_t i = 0; i < outline->piece_count; i++) {
        size_t count;
        const struct spot *spots = outline_spots(outline, i, &count);
        for (size_t j = 0; j < count; j++)
            (j == 0 ? cairo_move_to : cairo_line_to)(cairo, within(spots[j].x), within(spots[j].y));
        if (outline->pieces[i].closed)
            cairo_close_path(cairo);
    }
}

static void push_clip(struct canvas *canvas, struct box box)
{
    cairo_t *cairo = of(canvas)->cairo;
    cairo_save(cairo);
    cairo_rectangle(cairo, box.x, box.y, box.width, box.height);
    cairo_clip(cairo);
}

static void pop_clip(struct canvas *canvas)
{
    cairo_restore(of(canvas)->cairo);
}

/* A stroke that crosses itself often costs the square of its length: pixels are stroked in runs. */
static void stroke_in_runs(cairo_t *cairo, const struct outline *outline)
{
    size_t run = 0;
    cairo_new_path(cairo);
    for (size_t i = 0; i < outline->piece_count; i++) {
        size_t count;
        const struct spot *spots = outline_spots(outline, i, &count);
        for (size_t j = 0; j < count; j++) {
            double x = within(spots[j].x), y = within(spots[j].y);
            (j == 0 ? cairo_move_to : cairo_line_to)(cairo, x, y);
            if (++run < RUN)
                continue;
            cairo_stroke(cairo);
            cairo_move_to(cairo, x, y);
            run = 0;
        }
        if (outline->pieces[i].closed && count > 0)
            cairo_line_to(cairo, within(spots[0].x), within(spots[0].y));
    }
    cairo_stroke(cairo);
}

static void stroke(struct canvas *canvas, const struct outline *outline,
                   const struct stroke *stroke)
{
    cairo_t *cairo = of(canvas)->cairo;
    bool in_runs = canvas->kind == &pixel_kind && stroke->round && outline->count > 4 * RUN;
    if (!in_runs)
        trace(cairo, outline);
    set_color(cairo, stroke->color, stroke->alpha);
    cairo_set_line_width(cairo, stroke->width);
    cairo_set_line_join(cairo, stroke->round ? CAIRO_LINE_JOIN_ROUND : CAIRO_LINE_JOIN_MITER);
    cairo_set_line_cap(cairo, stroke->round ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
    cairo_set_dash(cairo, stroke->dash, (int)stroke->dash_count, 0);
    if (in_runs)
        stroke_in_runs(cairo, outline);
    else
        cairo_stroke(cairo);
}

static void fill(struct canvas *canvas, const struct outline *outline, color paint, double alpha)
{
    cairo_t *cairo = of(canvas)->cairo;
    trace(cairo, outline);
    set_color(cairo, paint, alpha);
    cairo_set_fill_rule(cairo, CAIRO_FILL_RULE_EVEN_ODD);
    cairo_fill(cairo);
}

/* --- pictures */

/* As cairo has it: each part by what there is of the colour. */
static uint32_t with_alpha(color c)
{
    uint32_t alpha = 255 - (c >> 24), out = alpha << 24;
    for (int shift = 0; shift < 24; shift += 8)
        out |= ((c >> shift & 255) * alpha + 127) / 255 << shift;
    return out;
}

static void copy_pixels(const struct bitmap *bitmap, cairo_surface_t *surface)
{
    unsigned char *bytes = cairo_image_surface_get_data(surface);
    size_t stride = (size_t)cairo_image_surface_get_stride(surface);
    cairo_surface_flush(surface);
    for (size_t row = 0; row < bitmap->rows; row++) {
        const color *from = bitmap->colors + row * bitmap->columns;
        uint32_t *to = (uint32_t *)(void *)(bytes + row * stride);
        for (size_t i = 0; i < bitmap->columns; i++)
            to[i] = with_alpha(from[i]);
    }
    cairo_surface_mark_dirty(surface);
}

/* Samples that fall on pixels are put there as they are. */
static bool is_exact(cairo_t *cairo, struct box box, const struct bitmap *bitmap)
{
    double x = box.x, y = box.y, width = box.width, height = box.height;
    cairo_user_to_device(cairo, &x, &y);
    cairo_user_to_device_distance(cairo, &width, &height);
    return fabs(width - (double)bitmap->columns) < 1e-6 &&
           fabs(height - (double)bitmap->rows) < 1e-6 && fabs(x - round(x)) < 1e-6 &&
           fabs(y - round(y)) < 1e-6;
}

/* Does nothing hide a part of the box? */
static bool is_open(cairo_t *cairo, struct box box)
{
    double left, top, right, bottom;
    cairo_clip_extents(cairo, &left, &top, &right, &bottom);
    return box.x >= left && box.y >= top && box.x + box.width <= right &&
           box.y + box.height <= bottom;
}

/* Straight into the pixels. */
static void put_pixels(struct drawing *drawing, struct box box, const struct bitmap *bitmap)
{
    size_t columns, rows;
    double x = box.x, y = box.y;
    uint32_t *pixels = canvas_raster_pixels(&drawing->canvas, &columns, &rows);
    if (pixels == NULL)
        return;
    cairo_user_to_device(drawing->cairo, &x, &y);
    pixels += (size_t)lround(y) * columns + (size_t)lround(x);
    for (size_t row = 0; row < bitmap->rows; row++, pixels += columns)
        memcpy(pixels, bitmap->colors + row * bitmap->columns, bitmap->columns * sizeof *pixels);
}

static void image(struct canvas *canvas, struct box box, const struct bitmap *bitmap)
{
    struct drawing *drawing = of(canvas);
    cairo_t *cairo = drawing->cairo;
    if (canvas->kind == &pixel_kind && is_exact(cairo, box, bitmap) && is_open(cairo, box) &&
        !bitmap_is_clear(bitmap)) {
        put_pixels(drawing, box, bitmap);
        return;
    }
    cairo_surface_t *surface = cairo_image_surface_create(
        bitmap_is_clear(bitmap) ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24, (int)bitmap->columns,
        (int)bitmap->rows);
    if (cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS) {
        copy_pixels(bitmap, surface);
        cairo_save(cairo);
        cairo_rectangle(cairo, box.x, box.y, box.width, box.height);
        cairo_clip(cairo);
        cairo_translate(cairo, box.x, box.y);
        cairo_scale(cairo, box.width / (double)bitmap->columns, box.height / (double)bitmap->rows);
        cairo_set_source_surface(cairo, surface, 0, 0);
        cairo_pattern_set_extend(cairo_get_source(cairo), CAIRO_EXTEND_PAD);
        bool smooth = bitmap->smooth && !is_exact(cairo, box, bitmap);
        cairo_pattern_set_filter(cairo_get_source(cairo),
                                 smooth ? CAIRO_FILTER_BILINEAR : CAIRO_FILTER_NEAREST);
        cairo_paint(cairo);
        cairo_restore(cairo);
    } else {
        drawing->canvas.failed = true;
    }
    cairo_surface_destroy(surface);
}

/* --- text */

static void choose_font(cairo_t *cairo, const struct font *font)
{
    cairo_select_font_face(cairo, font->mono ? "DejaVu Sans Mono" : "DejaVu Sans",
                           font->italic ? CAIRO_FONT_SLANT_OBLIQUE : CAIRO_FONT_SLANT_NORMAL,
                           font->bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(cairo, font->size);
}

/* Text that is ready to be drawn: shaped, or (NULL) by the plain font in the order seen. */
struct ready {
    struct shaped_line *shaped;
    struct buffer plain;
};

static void put_text(cairo_t *cairo, const struct ready *ready, bool outline)
{
    cairo_move_to(cairo, 0, 0);
    if (ready->shaped != NULL)
        shaped_line_draw(ready->shaped, cairo, outline);
    else
        (outline ? cairo_text_path : cairo_show_text)(cairo, buffer_text(&ready->plain));
}

/* To where the text begins. One that is wider than it was laid out is squeezed. */
static void move_to_start(cairo_t *cairo, const struct ready *ready, double room,
                          enum text_anchor anchor)
{
    double own = ready->shaped != NULL ? shaped_line_width(ready->shaped) : room;
    double width = fmin(own, room);
    cairo_translate(cairo, anchor == TEXT_END ? -width : anchor == TEXT_MIDDLE ? -width / 2 : 0, 0);
    if (own > room && room > 0)
        cairo_scale(cairo, room / own, 1);
}

static void text(struct canvas *canvas, double x, double y, const char *text,
                 const struct text_style *style)
{
    struct drawing *drawing = of(canvas);
    cairo_t *cairo = drawing->cairo;
    struct ready ready = {.shaped = shaped_line_new(cairo, text, &style->font)};
    reading_to_visual(&ready.plain, text);
    cairo_save(cairo);
    cairo_translate(cairo, within(x), within(y));
    cairo_rotate(cairo, style->turn * degree);
    choose_font(cairo, &style->font);
    move_to_start(cairo, &ready, lettering_width(text, &style->font), style->anchor);
    if (style->halo > 0) {
        put_text(cairo, &ready, true);
        set_color(cairo, style->halo_color, style->alpha);
        cairo_set_line_width(cairo, 2 * style->halo);
        cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
        cairo_stroke(cairo);
    }
    set_color(cairo, style->color, style->alpha);
    put_text(cairo, &ready, false);
    cairo_restore(cairo);
    drawing->canvas.failed |= ready.plain.failed;
    buffer_release(&ready.plain);
    shaped_line_free(ready.shaped);
}

/* --- files */

static void drawing_free(struct drawing *drawing)
{
    cairo_destroy(drawing->cairo);
    cairo_surface_destroy(drawing->surface);
    free(drawing->title);
    free(drawing->recipe);
    buffer_release(&drawing->bytes);
    free(drawing);
}

static cairo_status_t status_of(const struct drawing *drawing)
{
    cairo_status_t status = cairo_status(drawing->cairo);
    return status != CAIRO_STATUS_SUCCESS ? status : cairo_surface_status(drawing->surface);
}

/* Frees it, with the reason if it went wrong. */
static bool drawing_end(struct drawing *drawing, bool done, struct error *error)
{
    cairo_status_t status = status_of(drawing);
    if (!done && (status == CAIRO_STATUS_SUCCESS || status == CAIRO_STATUS_NO_MEMORY))
        error_memory(error);
    else if (!done)
        error_set(error, "cairo cannot draw this: %s", cairo_status_to_string(status));
    drawing_free(drawing);
    return done;
}

static bool close_pixels(struct canvas *canvas, struct buffer *out, struct error *error)
{
    struct drawing *drawing = of(canvas);
    struct png_picture picture = {
        .dpi = drawing->dpi, .title = drawing->title, .recipe = drawing->recipe};
    bool done = status_of(drawing) == CAIRO_STATUS_SUCCESS;
    if (done && out != NULL) {
        picture.pixels = canvas_raster_pixels(canvas, &picture.columns, &picture.rows);
        done = picture.pixels != NULL && png_print(&picture, out, error);
    }
    return drawing_end(drawing, done, error);
}

static bool close_pdf(struct canvas *canvas, struct buffer *out, struct error *error)
{
    struct drawing *drawing = of(canvas);
    cairo_show_page(drawing->cairo);
    cairo_surface_finish(drawing->surface);
    bool done = !drawing->bytes.failed && status_of(drawing) == CAIRO_STATUS_SUCCESS;
    if (done && out != NULL) {
        buffer_append(out, drawing->bytes.data, drawing->bytes.length);
        done = !out->failed;
    }
    return drawing_end(drawing, done, error);
}

#define DRAWING                                                                                    \
    .push_clip = push_clip, .pop_clip = pop_clip, .stroke = stroke, .fill = fill, .image = image,  \
    .text = text
static const struct canvas_kind pixel_kind = {DRAWING, .close = close_pixels};
static const struct canvas_kind pdf_kind = {DRAWING, .close = close_pdf};
#undef DRAWING

static char *copy_of(const char *text, bool *failed)
{
    char *copy = text != NULL ? strdup(text) : NULL;
    *failed |= text != NULL && copy == NULL;
    return copy;
}

static struct drawing *drawing_new(const struct canvas_kind *kind, const struct canvas_page *page)
{
    struct drawing *drawing = calloc(1, sizeof *drawing);
    if (drawing == NULL)
        return NULL;
    drawing->canvas = (struct canvas){.kind = kind, .width = page->width, .height = page->height};
    drawing->dpi = page->scale * CANVAS_INCH;
    drawing->title = copy_of(page->title, &drawing->canvas.failed);
    drawing->recipe = copy_of(page->recipe, &drawing->canvas.failed);
    return drawing;
}

/* Begins to draw on the surface; NULL, with the reason, if that does not go. */
static struct canvas *begin(struct drawing *drawing, double scale, struct error *error)
{
    drawing->cairo = cairo_create(drawing->surface);
    cairo_scale(drawing->cairo, scale, scale);
    if (!drawing->canvas.failed && status_of(drawing) == CAIRO_STATUS_SUCCESS)
        return &drawing->canvas;
    (void)!drawing_end(drawing, false, error);
    return NULL;
}

struct canvas *canvas_png_open(const struct canvas_page *page, struct error *error)
{
    struct drawing *drawing = drawing_new(&pixel_kind, page);
    if (drawing == NULL) {
        error_memory(error);
        return NULL;
    }
    drawing->surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)lround(page->width * page->scale),
                                   (int)lround(page->height * page->scale));
    return begin(drawing, page->scale, error);
}

static cairo_status_t take_bytes(void *context, const unsigned char *bytes, unsigned int length)
{
    struct buffer *out = context;
    buffer_append(out, bytes, length);
    return out->failed ? CAIRO_STATUS_NO_MEMORY : CAIRO_STATUS_SUCCESS;
}

static void set_words(cairo_surface_t *surface, const struct canvas_page *page)
{
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, ANY_DATE);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR,
                                   "downhill " DOWNHILL_VERSION);
    if (page->title != NULL)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, page->title);
    if (page->recipe != NULL)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, page->recipe);
}

struct canvas *canvas_pdf_open(const struct canvas_page *page, struct error *error)
{
    struct drawing *drawing = drawing_new(&pdf_kind, page);
    if (drawing == NULL) {
        error_memory(error);
        return NULL;
    }
    drawing->surface = cairo_pdf_surface_create_for_stream(
        take_bytes, &drawing->bytes, page->width * UNIT_POINTS, page->height * UNIT_POINTS);
    set_words(drawing->surface, page);
    return begin(drawing, UNIT_POINTS, error);
}

uint32_t *canvas_raster_pixels(struct canvas *canvas, size_t *columns, size_t *rows)
{
    cairo_surface_t *surface = of(canvas)->surface;
    if (canvas->kind != &pixel_kind || canvas->failed ||
        status_of(of(canvas)) != CAIRO_STATUS_SUCCESS)
        return NULL;
    cairo_surface_flush(surface);
    *columns = (size_t)cairo_image_surface_get_width(surface);
    *rows = (size_t)cairo_image_surface_get_height(surface);
    if ((size_t)cairo_image_surface_get_stride(surface) != *columns * sizeof(uint32_t))
        return NULL;
    cairo_surface_mark_dirty(surface);
    return (uint32_t *)(void *)cairo_image_surface_get_data(surface);
}

#else
uint32_t *canvas_raster_pixels(struct canvas *canvas, size_t *columns, size_t *rows)
{
    (void)canvas, (void)columns, (void)rows;
    return NULL;
}
#endif
