/*
 * A colour of a map goes by the map's ramp: the two entries around its level, chosen between by an
 * ordered dither, so that a small palette shows a smooth and rising map. Which map it is shows in
 * the colour itself: at its level, the map's colour that it is a multiple of. A colour darker than
 * the map's own is a shade (a contour, the ground below a path): a line or a patch, which dithering
 * would fray, so it goes to the one entry nearest to its lightness.
 */
#include "view/palette.h"

#include <limits.h>
#include <stdlib.h>

#include "view/colormap.h"

enum { CUBE = 16, GREYS = 232, BLACK_256 = 16 };

// clang-format off
static const color basic[16] = { /* as xterm has them */
    0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
    0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
};

static const uint8_t cube[6] = {0, 95, 135, 175, 215, 255};

static const uint8_t bayer[4][4] = { /* Bayer 1973: ranks 0 to 15 */
    { 0,  8,  2, 10},
    {12,  4, 14,  6},
    { 3, 11,  1,  9},
    {15,  7, 13,  5},
};
// clang-format on

static int red(color c)
{
    return (int)(c >> 16 & 255);
}

static int green(color c)
{
    return (int)(c >> 8 & 255);
}

static int blue(color c)
{
    return (int)(c & 255);
}

static int light(color c)
{
    return red(c) + green(c) + blue(c);
}

color palette_rgb(int index)
{
    if (index < CUBE)
        return basic[index < 0 ? 0 : index];
    if (index < GREYS) {
        int i = index - CUBE;
        return COLOR_RGB(cube[i / 36], cube[i / 6 % 6], cube[i % 6]);
    }
    int grey = 8 + 10 * ((index > 255 ? 255 : index) - GREYS);
    return COLOR_RGB(grey, grey, grey);
}

/* "Redmean": squared distance weighted as the eye does (Thiadmer Riemersma, www.compuphase.com). */
static int distance(color a, color b)
{
    int mean = (red(a) + red(b)) / 2;
    int r = red(a) - red(b), g = green(a) - green(b), bl = blue(a) - blue(b);
    return ((512 + mean) * r * r >> 8) + 4 * g * g + ((767 - mean) * bl * bl >> 8);
}

static int nearest_basic(color c, int count)
{
    int best = 0;
    for (int i = 1; i < count; i++)
        if (distance(c, basic[i]) < distance(c, basic[best]))
            best = i;
    return best;
}

/* Of eight, orange is red: it could not be told from yellow. */
static int nearest_8(color c)
{
    enum { RED = 1, YELLOW = 3 };
    int nearest = nearest_basic(c, 8);
    return nearest == YELLOW && green(c) * 100 < red(c) * 65 ? RED : nearest;
}

/* The step of the cube at or below a value, at most the last but one. */
static int cube_step(int value)
{
    int step = 0;
    while (step < 4 && cube[step + 1] <= value)
        step++;
    return step;
}

static void consider(color c, int candidate, int *best)
{
    if (distance(c, palette_rgb(candidate)) < distance(c, palette_rgb(*best)))
        *best = candidate;
}

/* The nearest is a corner of the cube's cell around the colour, or one of the greys about as light.
 */
static int nearest_256(color c)
{
    int r = cube_step(red(c)), g = cube_step(green(c)), b = cube_step(blue(c));
    int best = BLACK_256;
    for (int corner = 0; corner < 8; corner++)
        consider(c,
                 CUBE + 36 * (r + (corner >> 2)) + 6 * (g + (corner >> 1 & 1)) + b + (corner & 1),
                 &best);
    int weighted = (2 * red(c) + 4 * green(c) + 3 * blue(c)) / 9;
    int grey = (weighted - 8) / 10;
    for (int i = grey - 3; i <= grey + 4; i++)
        if (i >= 0 && GREYS + i < 256)
            consider(c, GREYS + i, &best);
    return best;
}

/* How far a colour is from being a multiple of a map's colour. */
static long apart(color c, color map)
{
    long rg = (long)red(c) * green(map) - (long)green(c) * red(map);
    long gb = (long)green(c) * blue(map) - (long)blue(c) * green(map);
    long br = (long)blue(c) * red(map) - (long)red(c) * blue(map);
    long scale = light(map) + 1;
    return (labs(rg) + labs(gb) + labs(br)) / scale;
}

static const struct colormap *map_of(color c, int level)
{
    const struct colormap *best = NULL;
    long smallest = LONG_MAX;
    for (size_t i = 0; i < colormap_count; i++) {
        const struct colormap *map = &colormaps[i];
        if ((c & 0xFFFFFF) == map->level[level])
            return map;
        long other = apart(c, map->level[level]);
        if (other < smallest) {
            smallest = other;
            best = map;
        }
    }
    return best;
}

/* The entry at or below a level, with a threshold between 0 and 1 for taking the next. */
static int ramp_index(const struct ramp *ramp, double level, double threshold)
{
    size_t i = 0;
    while (i + 2 < ramp->count && ramp->entries[i + 1].level <= level)
        i++;
    const struct ramp_entry *low = &ramp->entries[i], *high = low + 1;
    double part = (level - low->level) / (high->level - low->level);
    return part > threshold ? high->index : low->index;
}

/*
 * Where a threshold stands, 0 to 1. Both halves of a cell take the same row of the matrix, one
 * column apart, so that the halves, and whole cells alone, see all of its thresholds.
 */
static double threshold_at(int column, int half_row)
{
    return (bayer[half_row >> 1 & 3][(column + (half_row & 1)) & 3] + 0.5) / 16;
}

static int level_index(enum colormap_ramp which, color c, int column, int half_row)
{
    int level = (int)COLOR_TAG(c) - 1;
    const struct colormap *map = map_of(c, level);
    const struct ramp *ramp = &map->ramp[which];
    color own = map->level[level];
    if ((c & 0xFFFFFF) == own)
        return ramp_index(ramp, level, threshold_at(column, half_row));

    /* L* is nearly proportional to coded RGB, and nearly even along the map. */
    double slope = (map->lightest - map->darkest) / (COLOR_LEVELS - 1);
    double part = (double)light(c) / (light(own) > 0 ? light(own) : 1);
    double lightness = (map->darkest + slope * level) * part;
    double shaded = (lightness - map->darkest) / slope;
    if (shaded < 0)
        return which == RAMP_256 ? BLACK_256 : 0;
    return ramp_index(ramp, shaded, 0.5);
}

int palette_index(enum color_depth depth, color c, int column, int half_row)
{
    unsigned tag = COLOR_TAG(c);
    if (c == COLOR_DEFAULT || depth == DEPTH_MONO)
        return -1;
    bool of_map = tag >= 1 && tag <= COLOR_LEVELS;
    switch (depth) {
    case DEPTH_8:
        return of_map ? level_index(RAMP_8, c, column, half_row) : nearest_8(c);
    case DEPTH_16:
        return of_map ? level_index(RAMP_16, c, column, half_row) : nearest_basic(c, 16);
    default:
        return of_map ? level_index(RAMP_256, c, column, half_row) : nearest_256(c);
    }
}
