/*
 * A measured surface: a grid of losses over a window, interpolated bicubically.
 *
 * Cubic convolution (Keys 1981, a = -1/2; Catmull and Rom's spline along each axis): it meets every
 * measured value and its gradient is continuous. Beyond the border one line of values is
 * extrapolated so that a plane stays a plane (Keys' boundary: 3 p0 - 3 p1 + p2). Outside the window
 * nothing was measured: NaN.
 */
#ifndef SURFACE_MEASURED_H
#define SURFACE_MEASURED_H

#include "surface/surface.h"

struct measured;

/* Copies rows * columns values, row by row, the row of the lowest y first. At least 2 by 2. */
struct measured *measured_new(size_t columns, size_t rows, const double *values,
                              const struct surface_window window[SURFACE_AXES],
                              struct error *error) NODISCARD;
void measured_free(struct measured *measured);

/* How many values were measured along x and y. */
void measured_size(const struct measured *measured, size_t *columns, size_t *rows);

/* Strict; as surface_at(). */
void measured_at(const struct measured *measured, enum surface_order order,
                 const double at[SURFACE_AXES], struct surface_point *out);

/* As surface_grid(), with the bits of measured_at(). */
void measured_grid(const struct measured *measured, enum surface_order order, size_t columns,
                   const double *x, size_t rows, const double *y, const struct surface_lanes *out);

#endif
