/*
 * The numbers of a walk in a steady form: its point, and the step that it took last (at the start:
 * the one that it will take) as the last line of the update rule has it.
 */
#ifndef VIEW_NUMBERS_H
#define VIEW_NUMBERS_H

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

/* after = before - rate * direction, as numbers. */
struct step_numbers {
    double before[SURFACE_AXES], after[SURFACE_AXES], direction[SURFACE_AXES];
    double rate; /* 1 where the optimizer's rule has no rate */
};

/* False if there is no such step (it diverged at the start), or the rate is 0. */
bool step_numbers(struct step_numbers *step, const struct model *model, size_t walker);

/* "x  -3.78 ← -3.77 − 0.004·2.31": in a row from a column on, if it fits. */
void step_numbers_draw(const struct step_numbers *step, const struct pen *pen, int column, int row,
                       const struct model *model, int axis);

#endif
