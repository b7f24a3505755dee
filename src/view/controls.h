/*
 * What a person turns: a row or two for each live knob with its value, its keys and its slider, and
 * the rate in force where a schedule moves it.
 */
#ifndef VIEW_CONTROLS_H
#define VIEW_CONTROLS_H

#include "view/layout.h"
#include "view/model.h"
#include "view/pen.h"
#include "view/pick.h"

/* How many live knobs have a row: all of the scene's; in a lesson without momentum or noise that is
 * at 0, that no page sets and that nobody has chosen. */
int controls_shown(const struct model *model);

/* The pen is the whole screen's. */
void controls_draw(const struct pen *pen, const struct model *model, const struct layout *layout);

/* Over the whole pen. */
void controls_draw_course(const struct pen *pen, const struct model *model);

/* Where a knob's slider is on the screen; 0 x 0 if it has none. */
struct rectangle controls_track(const struct model *model, const struct layout *layout,
                                enum live_knob knob);

/* The slider at a cell, or nothing. */
struct pick controls_pick(const struct model *model, const struct layout *layout, int column,
                          int row);

#endif
