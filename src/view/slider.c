/*
 * The knob's place counts half cells from the middle of the first cell to the middle of the last.
 * It is one cell wide: on a cell, or over the halves of two.
 */
#include "view/slider.h"

#include <math.h>
#include <stdio.h>

#include "base/text.h"
#include "view/spell.h"

struct slider_glyphs {
    uint32_t before, after, limit, beyond, knob, left_half, right_half; /* halves 0: whole cells */
};

static const struct slider_glyphs ascii = {'=', '-', '|', '~', 'O', 0, 0};
static const struct slider_glyphs lines = {0x2501, 0x2500, 0x2502, 0x2550, 0x2588, 0, 0};
static const struct slider_glyphs halves = {0x2501, 0x2500, 0x2502, 0x2550, 0x2588, 0x2590, 0x258C};

static const struct slider_glyphs *glyphs_of(const struct look *look)
{
    if (look->glyphs == GLYPHS_ASCII)
        return &ascii;
    return look->glyphs == GLYPHS_FULL ? &lines : &halves;
}

static double clamp(double fraction)
{
    return fraction > 0 ? fraction < 1 ? fraction : 1 : 0; /* NaN stands at the low end */
}

int slider_cell(int columns, double fraction)
{
    return columns > 1 ? (int)floor(clamp(fraction) * (columns - 1) + 0.5) : 0;
}

double slider_fraction(int columns, int cell)
{
    return columns > 1 ? clamp((double)cell / (columns - 1)) : 0;
}

/* The line: up to the knob, from it on, and beyond the limit. */
static void draw_track(const struct pen *pen, int column, int row, int columns, int knob, int limit)
{
    const struct slider_glyphs *glyphs = glyphs_of(pen->look);
    struct style filled = pen_style(pen->look, INK_GOOD), rest = pen_style(pen->look, INK_QUIET);
    struct style bad = pen_style(pen->look, INK_BAD);
    for (int i = 0; i < columns; i++) {
        uint32_t glyph = i < knob ? glyphs->before : glyphs->after;
        if (i >= limit)
            glyph = i == limit ? glyphs->limit : glyphs->beyond;
        pen_put(pen, column + i, row, glyph, i >= limit ? bad : i < knob ? filled : rest);
    }
}

/* Is the knob, which is up to two cells wide, clear of these cells? */
static bool is_clear(int knob, int at, int width)
{
    return knob + 1 < at || knob > at + width;
}

/* To the right of the limit, else to its left, else before the knob that stands there: then with an
 * arrow, or the limit would seem to lie before the knob. */
static void draw_label(const struct pen *pen, int column, int row, int columns, int knob, int limit,
                       const char *label)
{
    char words[SPELL_LINE], pointing[SPELL_LINE];
    spell_text(words, sizeof words, pen->look, label);
    int width = text_width(words), at = limit + 1;
    if (at + width >= columns || !is_clear(knob, at, width))
        at = limit - width;
    if (!is_clear(knob, at, width)) {
        snprintf(pointing, sizeof pointing, "%s→", label);
        spell_text(words, sizeof words, pen->look, pointing);
        width = text_width(words);
        at = knob - width;
    }
    if (at > 0)
        pen_text(pen, column + at, row, width, pen_style(pen->look, INK_BAD), words);
}

void slider_draw(const struct pen *pen, int column, int row, int columns, double fraction,
                 const struct slider_limit *limit)
{
    const struct slider_glyphs *glyphs = glyphs_of(pen->look);
    struct style knob = pen_style(pen->look, INK_STRONG);
    int place = (int)floor(clamp(fraction) * 2 * (columns - 1) + 0.5); /* in half cells */
    int cell = glyphs->left_half == 0 ? slider_cell(columns, fraction) : place / 2;
    int edge = limit != NULL ? slider_cell(columns, limit->fraction) : columns;
    draw_track(pen, column, row, columns, cell, edge);
    if (limit != NULL && limit->label != NULL)
        draw_label(pen, column, row, columns, cell, edge, limit->label);
    if (glyphs->left_half == 0 || place % 2 == 0) {
        pen_put(pen, column + cell, row, glyphs->knob, knob);
        return;
    }
    pen_put(pen, column + cell, row, glyphs->left_half, knob);
    pen_put(pen, column + cell + 1, row, glyphs->right_half, knob);
}
