/*
 * Signs: what is marked on the ground itself, and the row that tells what each mark means.
 *
 * Critical points are told by shape: a minimum, a saddle, a maximum, a point at which the Hessian
 * cannot tell. A kind that would cover the map with marks is left out, but for the deepest minimum.
 */
#ifndef VIEW_SIGNS_H
#define VIEW_SIGNS_H

#include <stdbool.h>

#include "surface/critical.h"
#include "view/camera.h"
#include "view/fog.h"
#include "view/look.h"

enum { SIGNS_CELLS = 40 /* of the plot for a mark of one kind, at least */ };

/* Marks the points on what the frame holds, and returns the kinds that were marked, as a set of
 * 1 << enum critical_kind. Nothing shows in the fog (NULL: there is none). */
unsigned signs_draw(struct frame *frame, const struct camera *camera, const struct look *look,
                    const struct critical_points *points, const struct fog *fog);

/* What is in the row. */
struct signs_row {
    unsigned kinds;  /* as signs_draw() returned */
    bool steps;      /* those of a path are marked */
    bool outside;    /* a walker is pointed at beyond the border */
    const char *key; /* that shows it; "": none */
    bool slopes;     /* the arrows downhill are there */
};

/* Writes the row from a column on; what does not fit is left out whole. */
void signs_draw_row(struct frame *frame, const struct look *look, struct rectangle area,
                    struct signs_row row);

#endif
