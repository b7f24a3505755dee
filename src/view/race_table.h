/*
 * The table of a race: a row for each walker with its name, loss and verdict, and more where there
 * is room; on too few rows those around the chosen one.
 */
#ifndef VIEW_RACE_TABLE_H
#define VIEW_RACE_TABLE_H

#include "view/model.h"
#include "view/pen.h"

void race_table_draw(const struct pen *pen, const struct model *model);

/* The walker at a row of a table of so many, or -1. */
int race_table_pick(const struct model *model, int rows, int row);

#endif
