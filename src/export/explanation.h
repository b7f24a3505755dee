/*
 * A step taken apart, as text: the optimizer's rule with its knobs; and in columns a line for each
 * quantity with its symbol, what it is, and its number for each coordinate.
 */
#ifndef EXPORT_EXPLANATION_H
#define EXPORT_EXPLANATION_H

#include "base/buffer.h"
#include "descent/explain.h"
#include "surface/surface.h"

struct explanation_form {
    const char *parameters[SURFACE_AXES];
    int digits;         /* significant ones; 0: every number reads back to the same double */
    const char *before; /* stands before a line of words */
    const char *after;  /* stands after a symbol; NULL: blanks up to the next column */
};

/* Each appends its lines. */
void explanation_print_rule(struct buffer *out, const struct explanation *explanation,
                            const struct explanation_form *form);
void explanation_print_numbers(struct buffer *out, const struct explanation *explanation,
                               const struct explanation_form *form);

#endif
