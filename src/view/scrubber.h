/*
 * The scrubber: a thin bar over the walk's length with the present on it, to go to any step by a
 * click. What is walked, what is kept ahead, and what was never walked look different; a tick shows
 * where the last branch began.
 */
#ifndef VIEW_SCRUBBER_H
#define VIEW_SCRUBBER_H

#include "view/model.h"
#include "view/pen.h"

enum { SCRUBBER_LEAST = 20 /* columns that it needs */ };

/* Is there any step to go to? */
bool scrubber_is_wanted(const struct model *model);

/* In the pen's first row; on the bar of the message, or on the plain ground. */
void scrubber_draw(const struct pen *pen, const struct model *model, bool on_bar);

/* The step below a column of its rectangle; false beside its track. */
bool scrubber_pick(const struct model *model, struct rectangle area, int column, uint64_t *step);

#endif
