/*
 * Terrain: heights over a square, seen in perspective; what of it hides what, and its picture.
 *
 * Nodes span the box of a perspective from edge to edge: columns along x, rows along y from low to
 * high, heights 0 to 1. Where a height is NAN there is a hole.
 */
#ifndef EXPORT_TERRAIN_H
#define EXPORT_TERRAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "export/perspective.h"

struct terrain {
    size_t columns, rows; /* of nodes, at least 2 */
    const double *height;
};

/* Between the nodes, for x and y from 0 to 1; NAN in a hole. */
double terrain_height(const struct terrain *terrain, double x, double y);

/* Does ground lie between a place and the eye? By a walk along the line of sight, so that no depth
 * of a picture is needed. A place on the ground itself is not hidden by the ground around it. */
bool terrain_hides(const struct terrain *terrain, const struct perspective *perspective,
                   const double at[3]);

struct terrain_look {
    const color *colors;  /* a node */
    const color *side;    /* of the walls below the edges that face the eye, by height: */
    size_t side_count;    /* evenly from 0 to 1; 0: there are no walls */
    double side_light[2]; /* on walls along x, along y: parts of 1 */
    color behind;         /* what half covered pixels are mixed with */
};

/*
 * Paints the part of the canvas in `frame` as columns x rows colours, COLOR_DEFAULT where no ground
 * is. False without memory.
 */
bool terrain_paint(const struct terrain *terrain, const struct perspective *perspective,
                   const struct terrain_look *look, struct box frame, size_t columns, size_t rows,
                   color *out) NODISCARD;

#endif
