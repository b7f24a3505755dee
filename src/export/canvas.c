#include "export/canvas.h"

#include <string.h>

#include "base/text.h"
#include "base/array.h"
#include "export/canvas_kinds.h"

const struct canvas_format canvas_formats[] = {
    {.ending = ".svg", .open = canvas_svg_open},
    {.ending = ".png", .needs = "cairo", .has_pixels = true, .open = canvas_png_open},
    {.ending = ".pdf", .needs = "cairo", .open = canvas_pdf_open},
};
const size_t canvas_format_count = ARRAY_LENGTH(canvas_formats);

const struct canvas_format *canvas_format_of(const char *path)
{
    for (size_t i = 0; i < canvas_format_count; i++)
        if (text_ends_with(path, canvas_formats[i].ending))
            return &canvas_formats[i];
    return NULL;
}

bool bitmap_is_clear(const struct bitmap *bitmap)
{
    for (size_t i = 0; i < bitmap->columns * bitmap->rows; i++)
        if (bitmap->colors[i] >> 24 > 0)
            return true;
    return false;
}

struct canvas *canvas_open(const struct canvas_format *format, const struct canvas_page *page,
                           struct error *error)
{
    if (format->open != NULL)
        return format->open(page, error);
    error_set(
        error,
        "this downhill was built without %s: it cannot write .png, .pdf and .gif (.svg, .txt, "
        ".ans and .cast it can)",
        format->needs);
    return NULL;
}

bool canvas_close(struct canvas *canvas, struct buffer *out, struct error *error)
{
    if (!canvas->failed)
        return canvas->kind->close(canvas, out, error);
    canvas_abandon(canvas);
    return error_memory(error);
}

void canvas_abandon(struct canvas *canvas)
{
    struct error ignored = {0};
    if (canvas != NULL && !canvas->kind->close(canvas, NULL, &ignored))
        return;
}

void canvas_push_clip(struct canvas *canvas, struct box box)
{
    canvas->kind->push_clip(canvas, box);
}

void canvas_pop_clip(struct canvas *canvas)
{
    canvas->kind->pop_clip(canvas);
}

void canvas_stroke(struct canvas *canvas, const struct outline *outline,
                   const struct stroke *stroke)
{
    canvas->failed |= outline->failed;
    if (outline->piece_count > 0)
        canvas->kind->stroke(canvas, outline, stroke);
}

void canvas_fill(struct canvas *canvas, const struct outline *outline, color paint, double alpha)
{
    canvas->failed |= outline->failed;
    if (outline->piece_count > 0)
        canvas->kind->fill(canvas, outline, paint, alpha);
}

void canvas_fill_box(struct canvas *canvas, struct box box, color paint, double alpha)
{
    struct spot spots[] = {{box.x, box.y},
                           {box.x + box.width, box.y},
                           {box.x + box.width, box.y + box.height},
                           {box.x, box.y + box.height}};
    struct outline_piece piece = {.first = 0, .closed = true};
    const struct outline outline = {
        .spots = spots, .count = ARRAY_LENGTH(spots), .pieces = &piece, .piece_count = 1};
    canvas->kind->fill(canvas, &outline, paint, alpha);
}

void canvas_image(struct canvas *canvas, struct box box, const struct bitmap *bitmap)
{
    if (bitmap->columns > 0 && bitmap->rows > 0 && box.width > 0 && box.height > 0)
        canvas->kind->image(canvas, box, bitmap);
}

const char *canvas_words(struct canvas *canvas, const struct buffer *words)
{
    canvas->failed |= words->failed;
    return buffer_text(words);
}

void canvas_text(struct canvas *canvas, double x, double y, const char *text,
                 const struct text_style *style)
{
    struct buffer clean = {0};
    lettering_clean(&clean, text);
    if (clean.length > 0)
        canvas->kind->text(canvas, x, y, canvas_words(canvas, &clean), style);
    buffer_release(&clean);
}

void canvas_text_within(struct canvas *canvas, double x, double y, double width, const char *text,
                        const struct text_style *style)
{
    struct buffer fitting = {0};
    lettering_fit(&fitting, text, &style->font, width);
    canvas_text(canvas, x, y, canvas_words(canvas, &fitting), style);
    buffer_release(&fitting);
}

struct canvas *canvas_raster_open(const struct canvas_page *page, struct error *error)
{
    return canvas_open(canvas_format_of("raster.png"), page, error);
}
