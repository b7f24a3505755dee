/*
 * The update: the chosen optimizer's rule, line by line, the next step in its numbers, and, if it
 * is asked for, the table of what that step is made of.
 */
#ifndef VIEW_UPDATE_H
#define VIEW_UPDATE_H

#include "view/model.h"
#include "view/pen.h"

/* The rows of the step's table; 0: not asked for, or there is no step. */
int update_parts_rows(const struct model *model);

/* A rule that lacks room shows its end. */
void update_draw(const struct pen *pen, const struct model *model);

#endif
