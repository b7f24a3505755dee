/*
 * Symbolic differentiation by the two parameters.
 *
 * Forward over the graph, each node once, so that the result grows with the graph and never with
 * the size of the formula written out. A node whose only varying argument is one other node adds a
 * factor to a chain and the chain's product is built once for both axes: that gives the short
 * programs of reverse mode, while branches that are not taken stay behind a selection, where their
 * NaN cannot leak.
 *
 * Kinks are PyTorch's: abs'(0) = sign(0) = 0, relu'(0) = 0, clamp passes the derivative on at its
 * ends, equal arguments of max and min get half each, steps (floor, ceil, sign, comparisons) 0.
 */
#ifndef SURFACE_DERIVE_H
#define SURFACE_DERIVE_H

#include "surface/graph.h"

enum { DERIVE_NODES = 1 << 16 }; /* a graph that would grow beyond is refused */

/* The nodes of a loss and its derivatives. */
struct derivatives {
    uint32_t loss;
    uint32_t gradient[2];
    uint32_t hessian[3]; /* xx, xy, yy */
};

/*
 * Adds gradient and Hessian of derivatives->loss to the graph, by the names numbered `x` and `y`.
 */
bool derive(struct graph *graph, uint32_t x, uint32_t y, struct derivatives *derivatives,
            struct error *error) NODISCARD;

/* Does an operation have a derivative? One that has none would count as constant: a test holds that
 * none of the language is left out (pow() is read as ^, and no graph holds it). */
bool derive_knows(enum operation_code operation);

#endif
