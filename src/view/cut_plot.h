/*
 * The cut as a plot: the curve with the walker on it, its step as a straight line to the landing,
 * the tangent dotted; a heading that says what comes of the step, the losses of both ends at the
 * right, and a row below that names them and shows where the bottom lies.
 */
#ifndef VIEW_CUT_PLOT_H
#define VIEW_CUT_PLOT_H

#include "view/cut.h"
#include "view/model.h"
#include "view/pen.h"

/* Of the chosen walker's next step; of the last, where it has diverged. */
void cut_plot_draw(const struct pen *pen, const struct model *model);

/* What comes of the step, in words: "rises 392: overshoots", or (not whole) only one half of it. */
void cut_plot_outcome(char *out, size_t size, const struct look *look, const struct cut *cut,
                      bool whole);

#endif
