/*
 * Colour maps: how a loss becomes a colour.
 *
 * A map is COLOR_LEVELS colours from dark (low loss) to light (high loss), lightness (CIELAB's L*)
 * rising from each to the next, so that it reads in grey print, on a bad projector and for the
 * colour-blind. For devices with few colours each map has ramps of palette entries, hand-picked
 * along it and rising in lightness too: nearest colours would not rise.
 *
 * Sources: viridis and magma by Stéfan van der Walt, Nathaniel Smith and Eric Firing (2015, CC0);
 * cividis by Jamie Nuñez, Christopher Anderton and Ryan Renslow, "Optimizing colormaps with
 * consideration for color vision deficiency", PLoS ONE 13(7), 2018; each read at 64 of its 256
 * published entries. The grey map is even in L*.
 */
#ifndef VIEW_COLORMAP_H
#define VIEW_COLORMAP_H

#include <stddef.h>
#include <stdint.h>

#include "view/frame.h"

enum colormap_ramp { RAMP_256, RAMP_16, RAMP_8, RAMP_COUNT };

enum { RAMP_ENTRIES = 24 };

/* A palette entry and the level that it stands for. Levels between two entries are dithered. */
struct ramp_entry {
    uint8_t index, level;
};

struct ramp {
    size_t count;
    struct ramp_entry entries[RAMP_ENTRIES]; /* the first at level 0, the last at the highest */
};

struct colormap {
    const char *name;
    double darkest, lightest;  /* L* of the first and the last level */
    color level[COLOR_LEVELS]; /* RGB */
    struct ramp ramp[RAMP_COUNT];
};

/* The first is the default. */
extern const struct colormap colormaps[];
extern const size_t colormap_count;

/* The colour, tagged with its level, of a position on the map: 0 to 1, clamped. NaN is not allowed.
 */
color colormap_color(const struct colormap *colormap, double position);

/* The level of a position, 0 to COLOR_LEVELS - 1. */
int colormap_level(double position);

/* The colour at `part` of 256 of its light, the tag kept: contours and what lies below a path. */
color color_shade(color c, unsigned part);

/* `part` of 255 of a colour over another; the tag is the upper one's. */
color color_mix(color under, color over, unsigned part);

/* Black or white, whichever is further from a ground. */
color color_ink(color ground);

/* The colour under light: 1 leaves it, less darkens it, more lightens it, at last to white. */
color color_light(color c, double light);

#endif
