/*
 * Slopes: arrows on a sparse lattice of the plot, each down the gradient at its place as the screen
 * shows it. How clear an arrow is tells how steep it is there, by powers of ten below the steepest.
 */
#ifndef VIEW_SLOPES_H
#define VIEW_SLOPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "surface/surface.h"
#include "view/camera.h"

enum { SLOPES_ACROSS = 6, SLOPES_DOWN = 3 /* cells from arrow to arrow */ };

struct slope_arrow {
    int8_t right, down; /* -1, 0, 1; both 0: no arrow */
    float x, y;         /* the same exactly: right, down, of length 1 */
    uint8_t strength;   /* 0 to 255 */
};

struct slopes {
    struct camera camera;  /* of what is held */
    unsigned long picture; /* heat's `made`: the surface that it was made from is the same */
    int columns, rows;     /* of the lattice */
    struct slope_arrow *arrows;
    double *numbers; /* what they are made in */
    size_t capacity;
};

/* A zeroed struct is empty. False without memory: there are no arrows then. */
bool slopes_update(struct slopes *slopes, const struct surface *surface,
                   const struct camera *camera, unsigned long picture) NODISCARD;
void slopes_release(struct slopes *slopes);

/* The arrow in a cell of the plot, counted from its upper left; NULL: none. */
const struct slope_arrow *slopes_at(const struct slopes *slopes, int column, int row);

#endif
