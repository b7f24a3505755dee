/*
 * A formula as a graph: every different subexpression is one node, once.
 *
 * Nodes are hash-consed: asking twice for the same operation on the same arguments gives the same
 * index, so that a loss and its derivatives share what they have in common. The arguments of a node
 * have lower indices than the node itself: a walk over a graph is a loop over an array, and no
 * depth of nesting can exhaust the stack.
 *
 * When memory or the limit of nodes runs out, `failed` is set and every later request gives
 * GRAPH_ZERO: a builder checks once, at the end.
 */
#ifndef SURFACE_GRAPH_H
#define SURFACE_GRAPH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "surface/operation.h"

enum { GRAPH_ARGUMENTS = 3 };

/* Nodes of every graph. */
enum { GRAPH_ZERO, GRAPH_ONE };

/* What a value varies with: the parameters, the example. */
enum { DEPENDS_X = 1, DEPENDS_Y = 2, DEPENDS_BOTH = 3, DEPENDS_DATA = 4, DEPENDS_ALL = 7 };

struct node {
    double value;                       /* of OP_NUMBER */
    uint32_t argument[GRAPH_ARGUMENTS]; /* nodes; of OP_NAME: which name */
    uint8_t operation;
    uint8_t depends;
};

struct graph {
    struct node *nodes;
    size_t count, capacity, limit;
    uint32_t *slots; /* open addressing: index + 1, 0 is free */
    size_t slot_count;
    bool failed, full; /* full: it was the limit, not memory */
};

bool graph_init(struct graph *graph, size_t limit, struct error *error) NODISCARD;
void graph_release(struct graph *graph);

uint32_t graph_number(struct graph *graph, double value);
uint32_t graph_name(struct graph *graph, uint32_t name, unsigned depends);
uint32_t graph_node(struct graph *graph, enum operation_code operation, uint32_t a, uint32_t b,
                    uint32_t c);

static inline enum operation_code graph_operation(const struct graph *graph, uint32_t node)
{
    return (enum operation_code)graph->nodes[node].operation;
}

static inline uint32_t graph_argument(const struct graph *graph, uint32_t node, int which)
{
    return graph->nodes[node].argument[which];
}

static inline bool graph_is_number(const struct graph *graph, uint32_t node)
{
    return graph->nodes[node].operation == OP_NUMBER;
}

/*
 * For every node up to the highest root: from which of the roots is it reached? Bit i of mark[n]
 * stands for roots[i]. `mark` has room for `graph->count` bytes.
 */
void graph_mark(const struct graph *graph, const uint32_t *roots, int count, uint8_t *mark);

#endif
