#include "export/shaping.h"

#ifdef HAVE_PANGO
#include <dlfcn.h>
#include <pango/pangocairo.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/*
 * Pango brings a dozen libraries, which would more than double the time that the program takes to
 * start: they are loaded when a line needs them, and stay.
 */
static const char library[] = "libpangocairo-1.0.so.0";

#define EACH_CALL(DO)                                                                              \
    DO(g_object_unref)                                                                             \
    DO(pango_cairo_create_layout)                                                                  \
    DO(pango_cairo_layout_line_path)                                                               \
    DO(pango_cairo_show_layout_line)                                                               \
    DO(pango_context_set_round_glyph_positions)                                                    \
    DO(pango_font_description_free)                                                                \
    DO(pango_font_description_new)                                                                 \
    DO(pango_font_description_set_absolute_size)                                                   \
    DO(pango_font_description_set_family_static)                                                   \
    DO(pango_font_description_set_style)                                                           \
    DO(pango_font_description_set_weight)                                                          \
    DO(pango_layout_get_context)                                                                   \
    DO(pango_layout_get_extents)                                                                   \
    DO(pango_layout_get_line_readonly)                                                             \
    DO(pango_layout_set_auto_dir)                                                                  \
    DO(pango_layout_set_font_description)                                                          \
    DO(pango_layout_set_single_paragraph_mode)                                                     \
    DO(pango_layout_set_text)

struct shaped_line {
    PangoLayout *layout;
#define DECLARE(name) __typeof__(name) *name;
    EACH_CALL(DECLARE)
#undef DECLARE
};

static bool find(void *loaded, const char *name, void *call)
{
    void *found = dlsym(loaded, name);
    memcpy(call, &found, sizeof found);
    return found != NULL;
}

/* False: the library is not there, or another. */
static bool find_calls(struct shaped_line *line)
{
    void *loaded = dlopen(library, RTLD_NOW | RTLD_LOCAL);
#define FIND(name) &&find(loaded, #name, &line->name)
    return loaded != NULL EACH_CALL(FIND);
#undef FIND
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

static PangoFontDescription *describe(const struct shaped_line *line, const struct font *font)
{
    PangoFontDescription *wanted = line->pango_font_description_new();
    line->pango_font_description_set_family_static(wanted,
                                                   font->mono ? "DejaVu Sans Mono" : "DejaVu Sans");
    line->pango_font_description_set_absolute_size(wanted, font->size * PANGO_SCALE);
    line->pango_font_description_set_weight(wanted,
                                            font->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    line->pango_font_description_set_style(wanted,
                                           font->italic ? PANGO_STYLE_OBLIQUE : PANGO_STYLE_NORMAL);
    return wanted;
}

static void set(const struct shaped_line *line, const char *text, const struct font *font)
{
    PangoFontDescription *wanted = describe(line, font);
    line->pango_context_set_round_glyph_positions(line->pango_layout_get_context(line->layout),
                                                  FALSE);
    line->pango_layout_set_font_description(line->layout, wanted);
    /* A line begins at the left, as everywhere here. */
    line->pango_layout_set_auto_dir(line->layout, FALSE);
    line->pango_layout_set_single_paragraph_mode(line->layout, TRUE);
    line->pango_layout_set_text(line->layout, text, -1);
    line->pango_font_description_free(wanted);
}

struct shaped_line *shaped_line_new(cairo_t *cairo, const char *text, const struct font *font)
{
    struct shaped_line *line = is_plain(text) ? NULL : calloc(1, sizeof *line);
    if (line == NULL || !find_calls(line)) {
        free(line);
        return NULL;
    }
    line->layout = line->pango_cairo_create_layout(cairo);
    set(line, text, font);
    return line;
}

void shaped_line_free(struct shaped_line *line)
{
    if (line != NULL)
        line->g_object_unref(line->layout);
    free(line);
}

double shaped_line_width(struct shaped_line *line)
{
    PangoRectangle extent;
    line->pango_layout_get_extents(line->layout, NULL, &extent);
    return (double)extent.width / PANGO_SCALE;
}

void shaped_line_draw(struct shaped_line *line, cairo_t *cairo, bool outline)
{
    PangoLayoutLine *first = line->pango_layout_get_line_readonly(line->layout, 0);
    (outline ? line->pango_cairo_layout_line_path : line->pango_cairo_show_layout_line)(cairo,
                                                                                        first);
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
