/*
 * The knob's place counts half cells from the middle of the first cell to the middle of the last.
 * It is one cell wide: on a cell, or over the halves of two.
 */
#include "view/slider.h"

#include <math.h>

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

/* The cells that the knob covers; the last of them is the first, unless it stands over two. */
struct knob_cells {
    int first, last;
};

static struct knob_cells cells_of(const struct slider_glyphs *glyphs, int columns, double fraction)
{
    int place = (int)floor(clamp(fraction) * 2 * (columns - 1) + 0.5); /* in half cells */
    int cell = slider_cell(columns, fraction);
    if (glyphs->left_half == 0)
        return (struct knob_cells){cell, cell};
    return (struct knob_cells){place / 2, place / 2 + place % 2};
}

/*
 * The cell of the limit's mark. The knob may cover it on a short track: on which side of the knob
 * it stands says whether the limit is exceeded, so it gives way to that side; -1 or `columns` where
 * that is off the track.
 */
static int limit_cell(const struct slider_limit *limit, struct knob_cells knob, int columns)
{
    int cell = slider_cell(columns, limit->fraction);
    if (limit->exceeded)
        return cell < knob.first ? cell : knob.first - 1;
    return cell > knob.last ? cell : knob.last + 1;
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

/* Beside the mark, and on its side of the knob, apart from it: the words are read as the mark is.
 * Nowhere else. */
static void draw_label(const struct pen *pen, int column, int row, int columns,
                       struct knob_cells knob, int mark, const char *label)
{
    char words[SPELL_LINE];
    spell_text(words, sizeof words, pen->look, label);
    int width = text_width(words);
    int low = mark > knob.last ? knob.last + 2 : 1; /* a cell of the track stays free */
    int high = mark > knob.last ? columns - 1 : knob.first - 1;
    int at = mark + 1 + width <= high ? mark + 1 : mark - width;
    if (at >= low)
        pen_text(pen, column + at, row, width, pen_style(pen->look, INK_BAD), words);
}

void slider_draw(const struct pen *pen, int column, int row, int columns, double fraction,
                 const struct slider_limit *limit)
{
    const struct slider_glyphs *glyphs = glyphs_of(pen->look);
    bool exceeded = limit != NULL && limit->exceeded;
    struct style style = pen_style(pen->look, exceeded ? INK_BAD : INK_STRONG);
    struct knob_cells knob = cells_of(glyphs, columns, fraction);
    int mark = limit != NULL ? limit_cell(limit, knob, columns) : columns;
    draw_track(pen, column, row, columns, knob.first, mark);
    if (limit != NULL && limit->label != NULL && mark >= 0 && mark < columns)
        draw_label(pen, column, row, columns, knob, mark, limit->label);
    if (knob.first == knob.last) {
        pen_put(pen, column + knob.first, row, glyphs->knob, style);
        return;
    }
    pen_put(pen, column + knob.first, row, glyphs->left_half, style);
    pen_put(pen, column + knob.last, row, glyphs->right_half, style);
}
