#include "view/dots.h"

#include <math.h>
#include <stdlib.h>

// clang-format off
static const struct dots_grid grids[] = {
    [GLYPHS_ASCII]   = {1, 1},
    [GLYPHS_FULL]    = {1, 1},
    [GLYPHS_HALF]    = {2, 2},
    [GLYPHS_BRAILLE] = {2, 4},
};

static const uint32_t quadrants[16] = {
    ' ',    0x2598, 0x259D, 0x2580, 0x2596, 0x258C, 0x259E, 0x259B,
    0x2597, 0x259A, 0x2590, 0x259C, 0x2584, 0x2599, 0x259F, 0x2588,
};

/* Three dots one over the other, as characters. */
static const uint32_t strokes[8] = {' ', '\'', '-', '\'', '.', ':', '.', '|'};

/* Braille dots are numbered down the columns, the lowest row last. */
static const uint8_t braille[8] = {0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80};
// clang-format on

struct dots_grid dots_grid(enum glyphs glyphs)
{
    return grids[glyphs];
}

uint8_t dots_bit(struct dots_grid grid, int x, int y)
{
    return (uint8_t)(1u << (y % grid.down * grid.across + x % grid.across));
}

int dots_line_steps(struct dot from, struct dot to)
{
    int wide = abs(to.x - from.x), high = abs(to.y - from.y);
    return wide > high ? wide : high;
}

struct dot dots_line_at(struct dot from, struct dot to, int step)
{
    int steps = dots_line_steps(from, to);
    double part = steps > 0 ? (double)step / steps : 0;
    return (struct dot){from.x + (int)lround(part * (to.x - from.x)),
                        from.y + (int)lround(part * (to.y - from.y))};
}

uint32_t dots_glyph(enum glyphs glyphs, unsigned bits)
{
    if (glyphs == GLYPHS_HALF)
        return quadrants[bits & 15];
    if (glyphs == GLYPHS_FULL)
        return 0xB7;
    if (glyphs == GLYPHS_ASCII)
        return '.';
    uint32_t dots = 0;
    for (int i = 0; i < 8; i++)
        if (bits >> i & 1)
            dots |= braille[i];
    return 0x2800 + dots;
}

struct dots_grid dots_plot_grid(enum glyphs glyphs)
{
    return glyphs < GLYPHS_HALF ? (struct dots_grid){1, 3} : grids[glyphs];
}

uint32_t dots_plot_glyph(enum glyphs glyphs, unsigned bits)
{
    return glyphs < GLYPHS_HALF ? strokes[bits & 7] : dots_glyph(glyphs, bits);
}
