/*
 * A step, as the panel, the map and the cut show it: always the next one; only where a walk has
 * diverged, the last.
 */
#ifndef VIEW_STEP_H
#define VIEW_STEP_H

#include "descent/explain.h"
#include "view/model.h"
#include "view/pen.h"

/* The step shown: whether it is ahead or behind, or why there is none (a walk that cannot leave its
 * start). */
enum step_shown { STEP_NONE, STEP_NEXT, STEP_LAST };
enum step_shown step_shown(const struct walk *walk, struct explanation *out);

/* What chance has to do with the next step: 0, or either, or both. */
enum step_chance { STEP_NOISE = 1 << 0, STEP_BATCH = 1 << 1 };
unsigned step_chance(const struct walk *walk);

/* The last line of the update rule, in numbers: "x  -3.78 ← -3.77 − 0.004·2.31": in a row from a
 * column on, if it fits. */
void step_draw(const struct explanation *step, const struct pen *pen, int column, int row,
               const struct model *model, int axis);

#endif
