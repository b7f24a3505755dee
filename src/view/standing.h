/*
 * How a walk stands: its verdict in a word and with its reason, and a small mark for whether it
 * runs, is paused, or has ended. The words are the judge's (descent/verdict.h).
 */
#ifndef VIEW_STANDING_H
#define VIEW_STANDING_H

#include "view/model.h"
#include "view/pen.h"

enum { STANDING_WORD = 12 }; /* columns of the longest word */

/* Runs, paused or ended, in one column; nothing before the start. */
void standing_draw_mark(const struct pen *pen, const struct model *model, size_t walker, int column,
                        int row);

/* The verdict's word, ending at `end`, if it fits into `room` columns; returns where it begins. */
int standing_draw_word(const struct pen *pen, const struct model *model, size_t walker, int end,
                       int row, int room);

/* The verdict's reason, filled into the pen's rows. */
void standing_draw_reason(const struct pen *pen, const struct model *model, size_t walker);

#endif
