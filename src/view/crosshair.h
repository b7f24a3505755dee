/*
 * The crosshair: a place on the map that is asked about, and its loss beside it.
 */
#ifndef VIEW_CROSSHAIR_H
#define VIEW_CROSSHAIR_H

#include "view/camera.h"
#include "view/fog.h"
#include "view/model.h"

/* Draws it if it lies inside. In the fog (NULL: there is none) nothing is told. */
void crosshair_draw(struct frame *frame, const struct camera *camera, const struct model *model,
                    const struct fog *fog);

#endif
