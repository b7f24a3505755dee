/*
 * What a step is made of, as a table: a row for each part with its symbol, what it is where there
 * is room, and its numbers.
 */
#ifndef VIEW_PARTS_H
#define VIEW_PARTS_H

#include "descent/explain.h"
#include "view/model.h"
#include "view/pen.h"

/* The rows of the table with its heading. */
int parts_rows(const struct explanation *step);

/* From a row of the pen on. */
void parts_draw(const struct explanation *step, const struct pen *pen, int row,
                const struct model *model);

#endif
