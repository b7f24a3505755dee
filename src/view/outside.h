/*
 * Walkers outside of what is shown: an arrow at the border towards each, in its colour, and how far
 * beyond the border it is, in widths (or heights, what is more) of the shown window. Nothing is
 * clamped: where the arrow stands, no one stands.
 */
#ifndef VIEW_OUTSIDE_H
#define VIEW_OUTSIDE_H

#include "view/camera.h"
#include "view/model.h"

/* Windows of the scene: what is further away is too far to be shown on any map. */
#define OUTSIDE_FAR 1e12

/* How far a point is beyond a window, in windows; 0 inside, INFINITY where that is no double. */
double outside_distance(const struct surface_window window[SURFACE_AXES],
                        const double at[SURFACE_AXES]);

/* Draws an arrow for each walker outside, and tells whether there is one. Several at one place
 * stand in rows. */
bool outside_draw(struct frame *frame, const struct camera *camera, const struct model *model);

#endif
