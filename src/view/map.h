/*
 * The map: the surface in colours with contour lines, its axes and legend, the walkers' paths and
 * marks, composed into a rectangle of a frame.
 *
 * `struct map` holds nothing but what is expensive to make again (the samples, the drawn paths).
 * Each part knows what it was made from and is made again when that changed: the same model gives
 * the same cells, with or without a past.
 */
#ifndef VIEW_MAP_H
#define VIEW_MAP_H

#include <stdbool.h>

#include "view/frame.h"
#include "view/model.h"

struct map;

/* NULL without memory. */
struct map *map_new(void) NODISCARD;
void map_free(struct map *map);

/*
 * Draws everything of the map: y labels at the left of the rectangle, x labels and the legend in
 * its last rows, the plot in the rest. What does not fit is left out, down to a plot of one cell.
 * Cells outside the rectangle are not touched. False without memory: then the plot's part may be
 * blank.
 */
bool map_draw(struct map *map, const struct model *model, struct rectangle area,
              struct frame *frame) NODISCARD;

/*
 * Only the surface of a scene and its contours, filling the rectangle; the start of its walkers is
 * marked; look and colours are the model's. For menus. Use a map of its own, or every frame samples
 * both surfaces anew.
 */
bool map_draw_preview(struct map *map, const struct model *model, const struct scene *scene,
                      struct rectangle area, struct frame *frame) NODISCARD;

/* The plot's rectangle inside `area`, as map_draw() lays it out. */
struct rectangle map_plot(const struct model *model, struct rectangle area);

/* The point of the surface at the middle of a cell; false if the cell is not of the plot. */
bool map_pick(const struct model *model, struct rectangle area, int column, int row,
              double at[SURFACE_AXES]);

#endif
