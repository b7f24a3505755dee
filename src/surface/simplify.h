/*
 * Building derivatives in the form that a mathematician would write, and that is cheap to evaluate.
 *
 * Only derivatives are built with these: what the user wrote keeps its own IEEE meaning, operation
 * by operation. Symbolic zeros vanish, like terms meet, and a product is ordered
 *
 *     number · constants · (what varies with x alone) · (y alone) · (both)
 *
 * so that over a lattice all but the last multiplication or two are made once a column or row, and
 * so that derivatives by the two axes share their last factor.
 */
#ifndef SURFACE_SIMPLIFY_H
#define SURFACE_SIMPLIFY_H

#include "surface/graph.h"

uint32_t simplify_add(struct graph *graph, uint32_t a, uint32_t b);
uint32_t simplify_sub(struct graph *graph, uint32_t a, uint32_t b);
uint32_t simplify_mul(struct graph *graph, uint32_t a, uint32_t b);
uint32_t simplify_neg(struct graph *graph, uint32_t a);
uint32_t simplify_reciprocal(struct graph *graph, uint32_t a);
uint32_t simplify_pow(struct graph *graph, uint32_t a, uint32_t b);

/* a where the condition holds, else b. */
uint32_t simplify_if(struct graph *graph, uint32_t condition, uint32_t a, uint32_t b);

/* a where the condition holds, else 0: keeps a product like 0·∞ from arising. */
uint32_t simplify_guard(struct graph *graph, uint32_t condition, uint32_t a);

#endif
