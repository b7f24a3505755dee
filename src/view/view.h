/*
 * The screen as a function: const state in, frame out. No terminal, no clock, no keys.
 *
 * `struct model` (view/model.h) is what is to be shown. `struct view` holds nothing but caches (the
 * map's samples, the drawn path) that are made again from the model where they are out of date: two
 * views drawn from the same model give the same cells.
 */
#ifndef VIEW_VIEW_H
#define VIEW_VIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "view/frame.h"
#include "view/model.h"
#include "view/pick.h"

struct view;

struct view *view_new(void) NODISCARD;
void view_free(struct view *view);

/*
 * Draws the model into the frame, whose size says how: everything at 80 x 24 and above, less and
 * less below, at least a word down to 1 x 1. False without memory: the frame then holds what could
 * be drawn.
 */
bool view_draw(struct view *view, const struct model *model, struct frame *frame) NODISCARD;

/* What lies at a cell of a screen drawn from this model. */
struct pick view_pick(const struct model *model, int columns, int rows, int column, int row);

/* What `first` of the lesson's board is to be, turned by screenfuls down or (negative) up; at an
 * end of the words, and without a board on the screen, as it is. */
int view_turn_lesson(const struct model *model, int columns, int rows, int screenfuls);

/* How far apart neighbouring cells of the map are, in x and y. False if the screen has no map. */
bool view_cell_size(const struct model *model, int columns, int rows, double size[SURFACE_AXES]);

/* Has a screen of this size room for the model's chart? */
bool view_has_chart(const struct model *model, int columns, int rows);

#endif
