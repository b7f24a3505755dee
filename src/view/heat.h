/*
 * The heat: a surface's losses as colours, a cell wide and half a cell high each (a cell high where
 * there are no half blocks), contour lines and relief drawn in.
 *
 * The samples are kept until what they were made from changes: size, window, surface, its version,
 * scale, colour map or layers. Another surface may come to lie where a freed one lay: a few losses,
 * asked each time, tell them apart.
 */
#ifndef VIEW_HEAT_H
#define VIEW_HEAT_H

#include <stdbool.h>
#include <stddef.h>

#include "surface/surface.h"
#include "view/camera.h"
#include "view/colormap.h"
#include "view/scale.h"

enum {
    HEAT_CONTOURS = 9, /* at most: fewer on a small plot, a line for so many samples: */
    HEAT_CONTOUR_SAMPLES = 8,
    HEAT_SHADE = 192 /* of 256: how light a contour is */
};

struct heat_source {
    const struct surface *surface;
    unsigned long version; /* another number: the surface's values changed */
    struct camera camera;
    int halves; /* samples a cell, one above the other: 1 or 2 */
    enum scene_scale scale;
    const struct colormap *colormap;
    bool contours, relief;
    bool
        few_colors; /* relief by the map's own levels instead of lightness: palettes have no more */
    bool held;      /* the scale is fitted to another window: */
    struct surface_window hold[SURFACE_AXES];
};

enum { HEAT_PROBES = 4 };

struct heat {
    struct heat_source source; /* what the rest was made from */
    double probe[HEAT_PROBES]; /* losses of that surface */
    bool valid;
    unsigned long made; /* goes up whenever the rest is made again */
    struct scale scale;
    size_t contour_count;
    double contour[HEAT_CONTOURS]; /* losses of the lines, rising */
    bool
        contour_drawn[HEAT_CONTOURS]; /* false: left out, for it would be torn, or none is wanted */
    size_t columns, rows;             /* of samples */
    color *colors; /* row by row from the top; COLOR_DEFAULT: undefined or infinite */
    /* what they are made in */
    double *x, *y, *loss, *light;
    bool *line;
    size_t capacity;
};

/* A zeroed struct is an empty heat. */
bool heat_update(struct heat *heat, const struct heat_source *source) NODISCARD;
void heat_release(struct heat *heat);

/* The colours of a cell of the plot, counted from its upper left: equal where halves is 1. */
void heat_at(const struct heat *heat, int column, int row, color *upper, color *lower);

#endif
