/*
 * Formula text to graph.
 *
 * A parser of two states, "a value is expected" and "an operator is expected", with its own stack
 * (operator precedence, Dijkstra 1961): no recursion, so no text can exhaust the machine's stack.
 * The first error ends it; error->offset is the byte where it stands.
 */
#ifndef SURFACE_PARSE_H
#define SURFACE_PARSE_H

#include <stddef.h>

#include "base/error.h"
#include "surface/graph.h"

enum {
    PARSE_BYTES = 1 << 16, /* a longer formula is refused */
    PARSE_GROUPS = 200,    /* and one that is nested deeper */
    PARSE_NODES = 1 << 13  /* and one of more different subexpressions */
};

/* What a formula may name. depends[i] as in struct node. */
struct names {
    const char *const *text;
    const uint8_t *depends;
    size_t count;
};

/*
 * Adds the formula to the graph; *root is its node, which may be one that was there before. On
 * failure *root is untouched and the graph keeps the nodes of what was read: it is of no further
 * use, but to be released. A graph without memory (graph->failed) is such a failure.
 */
bool parse_formula(struct graph *graph, const char *text, size_t length, const struct names *names,
                   uint32_t *root, struct error *error) NODISCARD;

#endif
