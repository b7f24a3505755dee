/*
 * The camera: which part of the surface lies below which cells.
 *
 * The window fills the plot's rectangle to its edges; x goes right, y goes up. A cell, a sample or
 * a dot stands for the point at its middle. Windows may be as large as double allows: nothing
 * overflows.
 */
#ifndef VIEW_CAMERA_H
#define VIEW_CAMERA_H

#include <stdbool.h>

#include "scene/scene.h"
#include "view/dots.h"
#include "view/frame.h"

struct camera {
    struct rectangle plot;
    struct surface_window window[SURFACE_AXES];
};

/* The point at fraction `part` (0 to 1) of a window. */
double camera_between(struct surface_window window, double part);

/* Where in a window a value lies, 0 to 1 inside; beyond double it may be infinite, never NaN for a
 * finite value. */
double camera_fraction(struct surface_window window, double value);

/* The middles of `count` columns from left to right, or of `count` rows from top to bottom. */
void camera_columns(const struct camera *camera, size_t count, double *x);
void camera_rows(const struct camera *camera, size_t count, double *y);

/* The point below the middle of a cell of the frame. False outside the plot. */
bool camera_point(const struct camera *camera, int column, int row, double at[SURFACE_AXES]);

/*
 * The cell of the frame in which a point lies. A point outside the window gives the cell at the
 * border nearest to it, and false; one with a NaN false alone.
 */
bool camera_cell(const struct camera *camera, const double at[SURFACE_AXES], int *column, int *row);

/* The dot in which a point of the window lies, counted from the plot's upper left: one of those of
 * its cell. */
struct dot camera_dot(const struct camera *camera, const double at[SURFACE_AXES],
                      struct dots_grid grid);

/* Do both show the same part at the same size? (The place on the screen does not matter.) */
bool camera_same(const struct camera *a, const struct camera *b);

#endif
