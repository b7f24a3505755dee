/*
 * The knob's place counts half cells from the middle of the first cell to the middle of the last.
 * It is one cell wide: on a cell, or over the halves of two.
 */
#include "view/slider.h"

#include <math.h>

struct slider_glyphs {
    uint32_t before, after, knob, left_half, right_half; /* halves 0: whole cells only */
};

static const struct slider_glyphs ascii = {'=', '-', 'O', 0, 0};
static const struct slider_glyphs lines = {0x2501, 0x2500, 0x2588, 0, 0};
static const struct slider_glyphs halves = {0x2501, 0x2500, 0x2588, 0x2590, 0x258C};

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

void slider_draw(const struct pen *pen, int column, int row, int columns, double fraction)
{
    const struct slider_glyphs *glyphs = glyphs_of(pen->look);
    struct style filled = pen_style(pen->look, INK_GOOD), rest = pen_style(pen->look, INK_QUIET);
    struct style knob = pen_style(pen->look, INK_STRONG);
    int place = (int)floor(clamp(fraction) * 2 * (columns - 1) + 0.5); /* in half cells */
    int cell = glyphs->left_half == 0 ? slider_cell(columns, fraction) : place / 2;
    for (int i = 0; i < columns; i++)
        pen_put(pen, column + i, row, i < cell ? glyphs->before : glyphs->after,
                i < cell ? filled : rest);
    if (glyphs->left_half == 0 || place % 2 == 0) {
        pen_put(pen, column + cell, row, glyphs->knob, knob);
        return;
    }
    pen_put(pen, column + cell, row, glyphs->left_half, knob);
    pen_put(pen, column + cell + 1, row, glyphs->right_half, knob);
}
