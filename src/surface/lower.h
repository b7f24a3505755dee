/*
 * From a graph with names to one with numbers: what a program is made from.
 *
 * Constants get their present values and everything that depends on nothing else becomes a number;
 * operations are reduced to fewer and cheaper ones of the same bits: -x is (-0) - x; x/4 is x·0.25.
 * Small powers are products by definition, as PyTorch has them: x^2 is x·x and x^3 is x·x·x, which
 * pow() may round otherwise.
 */
#ifndef SURFACE_LOWER_H
#define SURFACE_LOWER_H

#include "surface/graph.h"

/*
 * Appends to `flat` what the roots need; out[i] is the node of roots[i] there. values[i] is the
 * value of name i, where the graph says that it depends on nothing.
 */
bool lower(const struct graph *graph, const double *values, const uint32_t *roots, int count,
           struct graph *flat, uint32_t *out, struct error *error) NODISCARD;

#endif
