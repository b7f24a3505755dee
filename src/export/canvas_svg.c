/*
 * SVG 1.1 by our own hand: text stays text, and nothing outside of the file is referred to. Numbers
 * have two decimals at most: a hundredth of a pixel.
 */
#include "export/canvas_kinds.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "export/png.h"
#include "export/recipe.h"
#include "export/xml.h"

#define FURTHEST 1e7 /* units: what is beyond is drawn no further */

struct svg {
    struct canvas canvas;
    struct buffer out;
    size_t clips;
    struct error error;
};

static struct svg *of(struct canvas *canvas)
{
    return (struct svg *)canvas;
}

/* --- words and numbers */

static void add_number(struct buffer *out, double number)
{
    char text[16], *digit = text + sizeof text;
    number = fmin(fmax(number, -FURTHEST), FURTHEST); /* NaN is the one, or the other */
    long hundredths = lround(number * 100);
    unsigned long rest = (unsigned long)labs(hundredths);
    int decimals = rest % 100 == 0 ? 0 : rest % 10 == 0 ? 1 : 2;
    rest /= decimals == 0 ? 100 : decimals == 1 ? 10 : 1;
    for (int i = 0; i < decimals; i++, rest /= 10)
        *--digit = (char)('0' + rest % 10);
    if (decimals > 0)
        *--digit = '.';
    do
        *--digit = (char)('0' + rest % 10);
    while (rest /= 10);
    if (hundredths < 0)
        *--digit = '-';
    buffer_append(out, digit, (size_t)(text + sizeof text - digit));
}

static void add_attribute(struct buffer *out, const char *name, double number)
{
    buffer_add_char(out, ' ');
    buffer_add_text(out, name);
    buffer_add_text(out, "=\"");
    add_number(out, number);
    buffer_add_char(out, '"');
}

static void add_color(struct buffer *out, const char *name, color paint, double alpha)
{
    buffer_printf(out, " %s=\"#%06x\"", name, (unsigned)paint & 0xFFFFFF);
    if (alpha < 1) {
        buffer_printf(out, " %s-opacity=\"", name);
        add_number(out, alpha);
        buffer_add_char(out, '"');
    }
}

static void add_box(struct buffer *out, struct box box)
{
    add_attribute(out, "x", box.x);
    add_attribute(out, "y", box.y);
    add_attribute(out, "width", box.width);
    add_attribute(out, "height", box.height);
}

static void add_outline(struct buffer *out, const struct outline *outline)
{
    buffer_add_text(out, " d=\"");
    for (size_t i = 0; i < outline->piece_count; i++) {
        size_t count;
        const struct spot *spots = outline_spots(outline, i, &count);
        for (size_t j = 0; j < count; j++) {
            buffer_add_char(out, j == 0 ? 'M' : j == 1 ? 'L' : ' ');
            add_number(out, spots[j].x);
            buffer_add_char(out, ' ');
            add_number(out, spots[j].y);
        }
        if (outline->pieces[i].closed)
            buffer_add_char(out, 'Z');
    }
    buffer_add_char(out, '"');
}

/* --- drawing */

static void push_clip(struct canvas *canvas, struct box box)
{
    struct svg *svg = of(canvas);
    size_t id = ++svg->clips;
    buffer_printf(&svg->out, "<clipPath id=\"clip%zu\"><rect", id);
    add_box(&svg->out, box);
    buffer_printf(&svg->out, "/></clipPath>\n<g clip-path=\"url(#clip%zu)\">\n", id);
}

static void pop_clip(struct canvas *canvas)
{
    buffer_add_text(&of(canvas)->out, "</g>\n");
}

static void stroke(struct canvas *canvas, const struct outline *outline,
                   const struct stroke *stroke)
{
    struct buffer *out = &of(canvas)->out;
    buffer_add_text(out, "<path fill=\"none\"");
    add_color(out, "stroke", stroke->color, stroke->alpha);
    add_attribute(out, "stroke-width", stroke->width);
    if (stroke->round)
        buffer_add_text(out, " stroke-linejoin=\"round\" stroke-linecap=\"round\"");
    for (size_t i = 0; i < stroke->dash_count; i++) {
        buffer_add_text(out, i == 0 ? " stroke-dasharray=\"" : " ");
        add_number(out, stroke->dash[i]);
    }
    buffer_add_text(out, stroke->dash_count > 0 ? "\"" : "");
    add_outline(out, outline);
    buffer_add_text(out, "/>\n");
}

static void fill(struct canvas *canvas, const struct outline *outline, color paint, double alpha)
{
    struct buffer *out = &of(canvas)->out;
    buffer_add_text(out, "<path fill-rule=\"evenodd\"");
    add_color(out, "fill", paint, alpha);
    add_outline(out, outline);
    buffer_add_text(out, "/>\n");
}

static void add_base64(struct buffer *out, const uint8_t *bytes, size_t length)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < length; i += 3) {
        size_t left = length - i;
        uint32_t three = (uint32_t)bytes[i] << 16 | (left > 1 ? (uint32_t)bytes[i + 1] << 8 : 0) |
                         (left > 2 ? bytes[i + 2] : 0);
        const char four[] = {digits[three >> 18], digits[three >> 12 & 63],
                             left > 1 ? digits[three >> 6 & 63] : '=',
                             left > 2 ? digits[three & 63] : '='};
        buffer_append(out, four, sizeof four);
    }
}

static void image(struct canvas *canvas, struct box box, const struct bitmap *bitmap)
{
    struct svg *svg = of(canvas);
    const struct png_picture picture = {.columns = bitmap->columns,
                                        .rows = bitmap->rows,
                                        .pixels = bitmap->colors,
                                        .is_clear = bitmap_is_clear(bitmap)};
    struct buffer png = {0};
    if (png_print(&picture, &png, &svg->error)) {
        buffer_add_text(&svg->out, "<image preserveAspectRatio=\"none\"");
        add_box(&svg->out, box);
        if (!bitmap->smooth)
            buffer_add_text(&svg->out, " image-rendering=\"optimizeSpeed\"");
        buffer_add_text(&svg->out, " xlink:href=\"data:image/png;base64,");
        add_base64(&svg->out, (const uint8_t *)png.data, png.length);
        buffer_add_text(&svg->out, "\"/>\n");
    }
    buffer_release(&png);
}

static void add_turn(struct buffer *out, double x, double y, double turn)
{
    buffer_add_text(out, " transform=\"rotate(");
    add_number(out, turn);
    buffer_add_char(out, ' ');
    add_number(out, x);
    buffer_add_char(out, ' ');
    add_number(out, y);
    buffer_add_text(out, ")\"");
}

static void text(struct canvas *canvas, double x, double y, const char *text,
                 const struct text_style *style)
{
    static const char *const anchors[] = {[TEXT_START] = "",
                                          [TEXT_MIDDLE] = " text-anchor=\"middle\"",
                                          [TEXT_END] = " text-anchor=\"end\""};
    struct buffer *out = &of(canvas)->out;
    buffer_add_text(out, "<text xml:space=\"preserve\"");
    add_attribute(out, "x", x);
    add_attribute(out, "y", y);
    add_attribute(out, "font-size", style->font.size);
    buffer_add_text(out, anchors[style->anchor]);
    if (style->font.mono)
        buffer_add_text(out, " font-family=\"" FONT_FAMILIES_MONO "\"");
    if (style->font.bold)
        buffer_add_text(out, " font-weight=\"bold\"");
    if (style->font.italic)
        buffer_add_text(out, " font-style=\"italic\"");
    add_color(out, "fill", style->color, style->alpha);
    if (style->halo > 0) {
        buffer_add_text(out, " paint-order=\"stroke\" stroke-linejoin=\"round\"");
        add_color(out, "stroke", style->halo_color, style->alpha);
        add_attribute(out, "stroke-width", 2 * style->halo);
    }
    if (style->turn != 0)
        add_turn(out, x, y, style->turn);
    buffer_add_char(out, '>');
    xml_escape(out, text, strlen(text));
    buffer_add_text(out, "</text>\n");
}

/* --- the file */

static bool close(struct canvas *canvas, struct buffer *out, struct error *error)
{
    struct svg *svg = of(canvas);
    buffer_add_text(&svg->out, "</svg>\n");
    bool done = !svg->error.set && !svg->out.failed;
    if (done && out != NULL) {
        buffer_append(out, svg->out.data, svg->out.length);
        done = !out->failed;
    }
    if (svg->error.set)
        error_set(error, "%s", svg->error.message);
    else if (!done)
        error_memory(error);
    buffer_release(&svg->out);
    free(svg);
    return done;
}

static const struct canvas_kind svg_kind = {
    .push_clip = push_clip,
    .pop_clip = pop_clip,
    .stroke = stroke,
    .fill = fill,
    .image = image,
    .text = text,
    .close = close,
};

/* The size in pixels of the screen; a viewer may scale it. */
static void add_head(struct buffer *out, const struct canvas_page *page)
{
    buffer_add_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                         "<svg xmlns=\"http://www.w3.org/2000/svg\" "
                         "xmlns:xlink=\"http://www.w3.org/1999/xlink\" version=\"1.1\"");
    add_attribute(out, "width", page->width);
    add_attribute(out, "height", page->height);
    buffer_add_text(out, " viewBox=\"0 0 ");
    add_number(out, page->width);
    buffer_add_char(out, ' ');
    add_number(out, page->height);
    buffer_add_text(out, "\" font-family=\"" FONT_FAMILIES "\">\n");
    if (page->title != NULL) {
        buffer_add_text(out, "<title>");
        xml_escape(out, page->title, strlen(page->title));
        buffer_add_text(out, "</title>\n");
    }
    if (page->recipe != NULL) {
        buffer_add_text(out, "<metadata>" RECIPE_XML_OPEN);
        xml_escape(out, page->recipe, strlen(page->recipe));
        buffer_add_text(out, RECIPE_XML_CLOSE "</metadata>\n");
    }
}

struct canvas *canvas_svg_open(const struct canvas_page *page, struct error *error)
{
    struct svg *svg = calloc(1, sizeof *svg);
    if (svg == NULL) {
        error_memory(error);
        return NULL;
    }
    svg->canvas = (struct canvas){.kind = &svg_kind, .width = page->width, .height = page->height};
    add_head(&svg->out, page);
    return &svg->canvas;
}
