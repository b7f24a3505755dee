/*
 * Formulas as text: plain, which parses back to the same values, or as on paper.
 */
#ifndef SURFACE_PRINT_H
#define SURFACE_PRINT_H

#include "base/buffer.h"
#include "surface/graph.h"
#include "surface/parse.h"

enum { PRINT_BYTES = 1 << 16 }; /* what is longer is cut, and ends with "..." */

/*
 * Appends the formula at `root`. Plain text is the language's own, with the parentheses that it
 * needs and no more, and its numbers read back; pretty text has superscripts, Greek letters and
 * fractions, and leaves out the conditions that only derivatives have (OP_GUARD). Without memory it
 * is cut as what is too long is; out->failed says the rest.
 */
void print_formula(const struct graph *graph, uint32_t root, const struct names *names, bool pretty,
                   struct buffer *out);

#endif
