/*
 * A trajectory as dots: a raster of sub-cells over the plot, several to a cell where the glyphs
 * allow.
 *
 * The raster is kept, and as long as the walk's past stays what it was only the new segments are
 * drawn into it, so a frame costs what is new, whatever the length of the walk.
 */
#ifndef VIEW_PATH_H
#define VIEW_PATH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "descent/walk.h"
#include "view/camera.h"
#include "view/dots.h"
#include "view/look.h"

struct path_source {
    struct camera camera;
    enum glyphs glyphs;
    uint64_t generation; /* walk_generation() */
    const struct walk_point *points;
    size_t count;
    bool dotted; /* two dots of three are left out */
};

struct path {
    struct camera camera; /* what the raster was made for */
    enum glyphs glyphs;
    bool dotted;
    unsigned passed; /* dots of the line up to here, those left out too */
    int x, y;        /* the last of them */
    uint64_t generation;
    double first[2], last[2]; /* the points drawn first and last: another walk has others */
    size_t drawn;             /* points */
    bool stepped;             /* there is a PATH_STEP */
    struct dots_grid grid;
    uint16_t *bits; /* of a cell of the plot: a bit a sub-cell, row by row from 1 << 0; PATH_STEP */
    size_t capacity;
};

/* A zeroed struct is an empty path. False without memory: the path is empty then. */
bool path_update(struct path *path, const struct path_source *source) NODISCARD;
void path_release(struct path *path);

/* Where a step ended that is so long that it is told from its neighbours, unless such a mark is in
 * one of the cells around; not in a dotted path. */
enum { PATH_STEP = 1 << 8 };

/* The dots of a cell of the plot, counted from its upper left, and PATH_STEP; 0: none. dots_glyph()
 * shows the dots. */
unsigned path_bits(const struct path *path, int column, int row);

/*
 * Cuts the segment from a to b to a window, exactly, whatever the size of the numbers. False if
 * nothing of it lies inside or a coordinate is not finite.
 */
bool path_clip(const struct surface_window window[2], double a[2], double b[2]);

#endif
