/*
 * The panel as a stack of parts: how many rows each gets of those that there are. What an optimizer
 * brings of its own (its rule, its summary) always gets the same, so that nothing moves when
 * another is chosen; nor do the parts down to the knobs when the walk begins.
 */
#ifndef VIEW_STACK_H
#define VIEW_STACK_H

#include "view/layout.h"

struct stack {
    const struct layout_wish *wish;
    int columns, left;                         /* rows that nobody has */
    int rows[LAYOUT_PARTS], gap[LAYOUT_PARTS]; /* the gap is above */
};

/* Of the panel's parts alone. */
struct stack stack_make(const struct layout_wish *wish, int columns, int rows);

/* The columns before the text about the scene, in a panel of that many. */
int stack_about_indent(int columns);

#endif
