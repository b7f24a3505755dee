/*
 * Perspective: where a place in a box of three dimensions stands on the canvas.
 *
 * Places count in parts of the box: 0 to 1 along x, along y, and upwards. The eye looks at the
 * box's middle from `turn` degrees around the vertical (0: from where x is high, 90: from where y
 * is) and `tilt` degrees above the horizon, as azimuth and elevation are counted elsewhere.
 */
#ifndef EXPORT_PERSPECTIVE_H
#define EXPORT_PERSPECTIVE_H

#include "export/canvas.h"

struct perspective {
    double size[3];                  /* of the box */
    double right[3], up[3], away[3]; /* of the picture, and towards the eye, in the box's lengths */
    double distance;                 /* of the eye from the middle */
    double eye[3];                   /* a place */
    double scale;                    /* canvas units for a unit in the picture's plane */
    struct spot origin;              /* where the middle would stand */
};

/* Of a box of such a size, so that all its corners fit into `frame`, as large as it can be. tilt is
 * held in 0 to 90. */
void perspective_fit(struct perspective *perspective, const double size[3], double turn,
                     double tilt, struct box frame);

struct spot perspective_spot(const struct perspective *perspective, const double at[3]);

#endif
