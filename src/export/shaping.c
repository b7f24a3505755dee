#include "export/shaping.h"

#ifdef HAVE_PANGO
#include <pango/pangocairo.h>
#include <string.h>

#include "base/text.h"

/* A layout in the guise of a line. */
static PangoLayout *of(struct shaped_line *line)
{
    return (PangoLayout *)line;
}

static bool is_plain(const char *text)
{
    for (size_t used; *text != '\0'; text += used) {
        uint32_t c = text_decode(text, strnlen(text, 4), &used);
        if ((c >= 0x590 && c < 0x2000) || (c >= 0x2C00 && c != 0xFFFD))
            return false;
    }
    return true;
}

struct shaped_line *shaped_line_new(cairo_t *cairo, const char *text, const struct font *font)
{
    if (is_plain(text))
        return NULL;
    PangoLayout *layout = pango_cairo_create_layout(cairo);
    PangoFontDescription *wanted = pango_font_description_new();
    pango_font_description_set_family_static(wanted,
                                             font->mono ? "DejaVu Sans Mono" : "DejaVu Sans");
    pango_font_description_set_absolute_size(wanted, font->size * PANGO_SCALE);
    pango_font_description_set_weight(wanted, font->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_style(wanted,
                                     font->italic ? PANGO_STYLE_OBLIQUE : PANGO_STYLE_NORMAL);
    pango_context_set_round_glyph_positions(pango_layout_get_context(layout), FALSE);
    pango_layout_set_font_description(layout, wanted);
    pango_layout_set_auto_dir(layout, FALSE); /* a line begins at the left, as everywhere here */
    pango_layout_set_single_paragraph_mode(layout, TRUE);
    pango_layout_set_text(layout, text, -1);
    pango_font_description_free(wanted);
    return (struct shaped_line *)layout;
}

void shaped_line_free(struct shaped_line *line)
{
    if (line != NULL)
        g_object_unref(of(line));
}

double shaped_line_width(struct shaped_line *line)
{
    PangoRectangle extent;
    pango_layout_get_extents(of(line), NULL, &extent);
    return (double)extent.width / PANGO_SCALE;
}

void shaped_line_draw(struct shaped_line *line, cairo_t *cairo, bool outline)
{
    PangoLayoutLine *set = pango_layout_get_line_readonly(of(line), 0);
    (outline ? pango_cairo_layout_line_path : pango_cairo_show_layout_line)(cairo, set);
}

#else
struct shaped_line *shaped_line_new(cairo_t *cairo, const char *text, const struct font *font)
{
    (void)cairo, (void)text, (void)font;
    return NULL;
}

void shaped_line_free(struct shaped_line *line)
{
    (void)line;
}

double shaped_line_width(struct shaped_line *line)
{
    (void)line;
    return 0;
}

void shaped_line_draw(struct shaped_line *line, cairo_t *cairo, bool outline)
{
    (void)line, (void)cairo, (void)outline;
}
#endif
