/*
 * Formulas as text: plain, which parses back to the same values, or as on paper.
 */
#ifndef SURFACE_PRINT_H
#define SURFACE_PRINT_H

#include "base/buffer.h"
#include "surface/graph.h"
#include "surface/parse.h"

enum { PRINT_BYTES = 1 << 16 }; /* what is longer is cut, and ends with "..." */

void print_formula(const struct graph *graph, uint32_t root, const struct names *names, bool pretty,
                   struct buffer *out);

#endif
