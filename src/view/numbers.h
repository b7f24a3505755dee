/*
 * The numbers of a walk in a steady form: its point, and its step as the last line of the update
 * rule has it. The step shown, in the panel, on the map and in the cut, is always the next one;
 * only where a walk has diverged, the last.
 */
#ifndef VIEW_NUMBERS_H
#define VIEW_NUMBERS_H

#include "descent/explain.h"
#include "view/pen.h"
#include "view/view.h"

/* How coordinates are written, so that those inside the window all take the same room. */
struct coordinate_form {
    int decimals[SURFACE_AXES];
    int columns;
};

struct coordinate_form coordinate_form(const struct look *look, const struct scene_window *window,
                                       int most);

/* "(-3.78, -3.28)", each coordinate at the right of its columns. */
void spell_point(char *out, size_t size, const struct look *look, const double at[SURFACE_AXES],
                 const struct coordinate_form *form);

/* The step shown: whether it is ahead or behind, or why there is none (a walk that cannot leave its
 * start). */
enum step_shown { STEP_NONE, STEP_NEXT, STEP_LAST };
enum step_shown step_shown(const struct walk *walk, struct explanation *out);

/* What chance has to do with the next step: 0, or either, or both. */
enum step_chance { STEP_NOISE = 1 << 0, STEP_BATCH = 1 << 1 };
unsigned step_chance(const struct walk *walk);

/* "x  -3.78 ← -3.77 − 0.004·2.31": in a row from a column on, if it fits. */
void step_numbers_draw(const struct explanation *step, const struct pen *pen, int column, int row,
                       const struct model *model, int axis);

#endif
