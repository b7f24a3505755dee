/*
 * One pass over the nodes in their order: the arguments of each are lowered already. Hash-consing
 * in the flat graph finds what has become equal.
 */
#include "surface/lower.h"

#include <math.h>
#include <stdlib.h>

static bool is_negation(const struct graph *flat, uint32_t node)
{
    const struct node *sub = &flat->nodes[node];
    const struct node *zero = &flat->nodes[sub->argument[0]];
    return sub->operation == OP_SUB && zero->operation == OP_NUMBER && zero->value == 0 &&
           signbit(zero->value);
}

static uint32_t negated(const struct graph *flat, uint32_t node)
{
    return flat->nodes[node].argument[1];
}

static bool is_value(const struct graph *flat, uint32_t node, double value)
{
    return graph_is_number(flat, node) && flat->nodes[node].value == value;
}

/* The order of a commutative operation's arguments does not matter: one order finds more equals. */
static uint32_t commutative(struct graph *flat, enum operation_code operation, uint32_t a,
                            uint32_t b)
{
    return a <= b ? graph_node(flat, operation, a, b, 0) : graph_node(flat, operation, b, a, 0);
}

static uint32_t lower_sub(struct graph *flat, uint32_t a, uint32_t b)
{
    if (is_value(flat, b, 0) && !signbit(flat->nodes[b].value))
        return a;
    if (is_negation(flat, b))
        return commutative(flat, OP_ADD, a, negated(flat, b));
    return graph_node(flat, OP_SUB, a, b, 0);
}

static uint32_t lower_neg(struct graph *flat, uint32_t a)
{
    return is_negation(flat, a) ? negated(flat, a)
                                : graph_node(flat, OP_SUB, graph_number(flat, -0.0), a, 0);
}

static uint32_t lower_add(struct graph *flat, uint32_t a, uint32_t b)
{
    if (is_negation(flat, b))
        return graph_node(flat, OP_SUB, a, negated(flat, b), 0);
    if (is_negation(flat, a))
        return graph_node(flat, OP_SUB, b, negated(flat, a), 0);
    return commutative(flat, OP_ADD, a, b);
}

static uint32_t lower_mul(struct graph *flat, uint32_t a, uint32_t b)
{
    if (is_value(flat, a, 1))
        return b;
    if (is_value(flat, b, 1))
        return a;
    if (is_value(flat, a, -1))
        return lower_neg(flat, b);
    if (is_value(flat, b, -1))
        return lower_neg(flat, a);
    if (graph_is_number(flat, a) && is_negation(flat, b))
        return commutative(flat, OP_MUL, graph_number(flat, -flat->nodes[a].value),
                           negated(flat, b));
    if (graph_is_number(flat, b) && is_negation(flat, a))
        return commutative(flat, OP_MUL, graph_number(flat, -flat->nodes[b].value),
                           negated(flat, a));
    return commutative(flat, OP_MUL, a, b);
}

/* Dividing by a power of two is multiplying by its reciprocal, to the last bit. */
static uint32_t lower_div(struct graph *flat, uint32_t a, uint32_t b)
{
    if (graph_is_number(flat, b)) {
        int exponent;
        double value = flat->nodes[b].value;
        if (fabs(frexp(value, &exponent)) == 0.5 && exponent > -1000 && exponent < 1000)
            return lower_mul(flat, a, graph_number(flat, 1 / value));
    }
    return graph_node(flat, OP_DIV, a, b, 0);
}

static uint32_t lower_pow(struct graph *flat, uint32_t a, uint32_t b)
{
    if (is_value(flat, b, 0))
        return GRAPH_ONE;
    if (is_value(flat, b, 1))
        return a;
    if (is_value(flat, b, 2))
        return graph_node(flat, OP_MUL, a, a, 0);
    if (is_value(flat, b, 3))
        return commutative(flat, OP_MUL, graph_node(flat, OP_MUL, a, a, 0), a);
    return graph_node(flat, OP_POW, a, b, 0);
}

static uint32_t lower_if(struct graph *flat, uint32_t condition, uint32_t a, uint32_t b)
{
    if (a == b)
        return a;
    if (graph_is_number(flat, condition))
        return flat->nodes[condition].value != 0 ? a : b;
    return graph_node(flat, OP_IF, condition, a, b);
}

static uint32_t lower_operation(struct graph *flat, enum operation_code operation,
                                const uint32_t a[3])
{
    switch (operation) {
    case OP_NEG:
        return lower_neg(flat, a[0]);
    case OP_ADD:
        return lower_add(flat, a[0], a[1]);
    case OP_SUB:
        return lower_sub(flat, a[0], a[1]);
    case OP_MUL:
        return lower_mul(flat, a[0], a[1]);
    case OP_DIV:
        return lower_div(flat, a[0], a[1]);
    case OP_POW:
        return lower_pow(flat, a[0], a[1]);
    case OP_IF:
        return lower_if(flat, a[0], a[1], a[2]);
    case OP_GUARD:
        return lower_if(flat, a[0], a[1], GRAPH_ZERO);
    default:
        return graph_node(flat, operation, a[0], a[1], a[2]);
    }
}

/* x^2 is x·x for numbers too: a constant's value must not hang on where it was folded. */
static bool is_small_power(const struct graph *flat, enum operation_code operation, uint32_t b)
{
    return operation == OP_POW && (is_value(flat, b, 2) || is_value(flat, b, 3));
}

static double fold(const struct graph *flat, enum operation_code operation, const uint32_t a[3])
{
    double value[3];
    for (int i = 0; i < 3; i++)
        value[i] = flat->nodes[a[i]].value;
    if (is_small_power(flat, operation, a[1])) {
        double square = value[0] * value[0];
        return value[1] == 2 ? square : square * value[0];
    }
    return operations[operation].apply(value[0], value[1], value[2]);
}

static uint32_t lower_node(struct graph *flat, const struct node *node, const double *values,
                           const uint32_t *map)
{
    enum operation_code operation = (enum operation_code)node->operation;
    if (operation == OP_NUMBER)
        return graph_number(flat, node->value);
    if (operation == OP_NAME)
        return node->depends ? graph_name(flat, node->argument[0], node->depends)
                             : graph_number(flat, values[node->argument[0]]);
    uint32_t a[3] = {0, 0, 0};
    bool constant = true;
    for (int i = 0; i < operations[operation].arity; i++) {
        a[i] = map[node->argument[i]];
        constant = constant && graph_is_number(flat, a[i]);
    }
    if (constant)
        return graph_number(flat, fold(flat, operation, a));
    return lower_operation(flat, operation, a);
}

bool lower(const struct graph *graph, const double *values, const uint32_t *roots, int count,
           struct graph *flat, uint32_t *out, struct error *error)
{
    uint8_t *mark = malloc(graph->count);
    uint32_t *map = malloc(graph->count * sizeof *map);
    bool good = mark && map;
    if (good) {
        graph_mark(graph, roots, count, mark);
        for (size_t i = 0; i < graph->count; i++)
            map[i] = mark[i] ? lower_node(flat, &graph->nodes[i], values, map) : GRAPH_ZERO;
        for (int i = 0; i < count; i++)
            out[i] = map[roots[i]];
    }
    free(mark);
    free(map);
    return good && !flat->failed ? true : error_memory(error);
}
