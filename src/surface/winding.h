/*
 * How often a gradient turns along a loop. By the index theorem (Poincaré and Hopf) that is the sum
 * over the critical points inside: 1 for an extremum, -1 for a saddle.
 */
#ifndef SURFACE_WINDING_H
#define SURFACE_WINDING_H

#include "surface/cells.h"

/*
 * Along the window's border, or a ring. False where it cannot be told: the gradient vanishes on the
 * loop, is not finite, jumps to its opposite, or costs more than the work that `most` allows in
 * all.
 */
bool winding_of_window(struct cells *cells, double most, long *turns);
bool winding_of_ring(struct cells *cells, const struct ring *ring, double most, long *turns);

#endif
