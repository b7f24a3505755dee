/*
 * A product is taken apart into a rational number and one factor for each way of varying, and put
 * together again. Gathering goes through a bounded number of nodes; what lies beyond is a factor
 * like any other, so that no formula makes it slow.
 */
#include "surface/simplify.h"

#include <math.h>

enum { GATHER_NODES = 24, FACTORS = DEPENDS_ALL + 1 };

struct product {
    double number, divisor;
    uint32_t factor[FACTORS]; /* by what they depend on; GRAPH_ONE: none */
    int gathered;             /* nodes looked at */
};

static bool is_number(const struct graph *graph, uint32_t node, double value)
{
    return graph_is_number(graph, node) && graph->nodes[node].value == value;
}

static bool is_whole(double value)
{
    return fabs(value) <= 0x1p53 && value == floor(value);
}

/* base^exponent with a whole exponent from 1 to 3: those that are evaluated as products. */
static uint32_t split_power(const struct graph *graph, uint32_t node, int *exponent)
{
    const struct node *power = &graph->nodes[node];
    *exponent = 1;
    if (power->operation != OP_POW || !graph_is_number(graph, power->argument[1]))
        return node;
    double value = graph->nodes[power->argument[1]].value;
    if (value != 2 && value != 3)
        return node;
    *exponent = (int)value;
    return power->argument[0];
}

/* a·b with neither a number: x·x² becomes x³. */
static uint32_t times(struct graph *graph, uint32_t a, uint32_t b)
{
    if (a == GRAPH_ONE)
        return b;
    int powers[2];
    uint32_t last = a, before = GRAPH_ONE;
    if (graph_operation(graph, a) == OP_MUL) {
        before = graph_argument(graph, a, 0);
        last = graph_argument(graph, a, 1);
    }
    uint32_t base = split_power(graph, last, &powers[0]);
    if (base == split_power(graph, b, &powers[1]) && powers[0] + powers[1] <= 3) {
        uint32_t power = graph_number(graph, powers[0] + powers[1]);
        uint32_t joined = graph_node(graph, OP_POW, base, power, 0);
        return before == GRAPH_ONE ? joined : graph_node(graph, OP_MUL, before, joined, 0);
    }
    return graph_node(graph, OP_MUL, a, b, 0);
}

static void gather_factor(struct graph *graph, uint32_t node, struct product *product)
{
    unsigned depends = graph->nodes[node].depends;
    product->factor[depends] = times(graph, product->factor[depends], node);
}

static void gather_number(struct product *product, double value, bool below)
{
    double *into = below ? &product->divisor : &product->number;
    *into *= value;
}

/* Numbers that would lose themselves in a rational (too large, too small, NaN) stay factors. */
static bool is_tame(double value)
{
    return value == 0 || (fabs(value) > 1e-30 && fabs(value) < 1e30);
}

/*
 * A product of two that vary with both parameters stays whole, as the derivative by the other axis
 * needs it too: taking it apart would make the derivatives of a deep formula grow quadratically.
 */
static bool is_shared(const struct graph *graph, const struct node *product)
{
    return (graph->nodes[product->argument[0]].depends & DEPENDS_BOTH) == DEPENDS_BOTH &&
           (graph->nodes[product->argument[1]].depends & DEPENDS_BOTH) == DEPENDS_BOTH;
}

static void gather(struct graph *graph, uint32_t index, struct product *product)
{
    const struct node node = graph->nodes[index];
    bool deep = ++product->gathered > GATHER_NODES || !is_tame(product->number) ||
                !is_tame(product->divisor);
    if (node.operation == OP_NUMBER && is_tame(node.value) && !deep) {
        gather_number(product, node.value, false);
    } else if (node.operation == OP_NEG && !deep) {
        product->number = -product->number;
        gather(graph, node.argument[0], product);
    } else if (node.operation == OP_MUL && !deep && !is_shared(graph, &node)) {
        gather(graph, node.argument[0], product);
        gather(graph, node.argument[1], product);
    } else if (node.operation == OP_DIV && !deep && graph_is_number(graph, node.argument[1]) &&
               is_tame(graph->nodes[node.argument[1]].value) &&
               graph->nodes[node.argument[1]].value != 0) {
        gather_number(product, graph->nodes[node.argument[1]].value, true);
        gather(graph, node.argument[0], product);
    } else if (index != GRAPH_ONE) {
        gather_factor(graph, index, product);
    }
}

static struct product take_apart(struct graph *graph, uint32_t node)
{
    struct product product = {.number = 1, .divisor = 1};
    for (int i = 0; i < FACTORS; i++)
        product.factor[i] = GRAPH_ONE;
    gather(graph, node, &product);
    return product;
}

static double greatest_divisor(double a, double b)
{
    while (b != 0) {
        double rest = fmod(a, b);
        a = b;
        b = rest;
    }
    return a;
}

/* Cancels: 6/6 is 1, 2/4 is 1/2, 1.5/0.5 is 3. */
static void reduce(struct product *product)
{
    double *number = &product->number, *divisor = &product->divisor;
    if (*divisor < 0) {
        *number = -*number;
        *divisor = -*divisor;
    }
    if (is_whole(*number) && is_whole(*divisor) && *number != 0) {
        double common = greatest_divisor(fabs(*number), *divisor);
        *number /= common;
        *divisor /= common;
    } else if (*divisor == 2 || *divisor == 4 || *divisor == 8 || fmod(*number, *divisor) == 0) {
        *number /= *divisor;
        *divisor = 1;
    }
}

static uint32_t coefficient(struct graph *graph, const struct product *product)
{
    uint32_t number = graph_number(graph, product->number);
    if (product->divisor == 1)
        return number;
    return graph_node(graph, OP_DIV, number, graph_number(graph, product->divisor), 0);
}

/* The sign stands at the innermost factor, where it costs least. */
static uint32_t put_together(struct graph *graph, struct product product)
{
    reduce(&product);
    if (product.number == 0)
        return GRAPH_ZERO;
    bool unit = product.divisor == 1 && fabs(product.number) == 1;
    uint32_t result = unit ? GRAPH_ONE : coefficient(graph, &product);
    bool negate = unit && product.number < 0;
    for (int i = 0; i < FACTORS; i++) {
        uint32_t factor = product.factor[i];
        if (factor == GRAPH_ONE)
            continue;
        if (negate)
            factor = graph_node(graph, OP_NEG, factor, 0, 0);
        negate = false;
        result = result == GRAPH_ONE ? factor : graph_node(graph, OP_MUL, result, factor, 0);
    }
    return negate ? graph_number(graph, -1) : result;
}

uint32_t simplify_mul(struct graph *graph, uint32_t a, uint32_t b)
{
    if (is_number(graph, a, 0) || is_number(graph, b, 0))
        return GRAPH_ZERO;
    if (a == GRAPH_ONE)
        return b;
    if (b == GRAPH_ONE)
        return a;
    struct product product = take_apart(graph, a);
    gather(graph, b, &product);
    return put_together(graph, product);
}

uint32_t simplify_neg(struct graph *graph, uint32_t a)
{
    const struct node *node = &graph->nodes[a];
    if (node->operation == OP_SUB)
        return graph_node(graph, OP_SUB, node->argument[1], node->argument[0], 0);
    struct product product = take_apart(graph, a);
    product.number = -product.number;
    return put_together(graph, product);
}

uint32_t simplify_reciprocal(struct graph *graph, uint32_t a)
{
    if (a == GRAPH_ONE)
        return GRAPH_ONE;
    return graph_node(graph, OP_DIV, GRAPH_ONE, a, 0);
}

static bool has_same_factors(const struct product *a, const struct product *b)
{
    for (int i = 0; i < FACTORS; i++)
        if (a->factor[i] != b->factor[i])
            return false;
    return true;
}

/* 2·x + 3·x is 5·x. False if the terms are not alike. */
static bool add_alike(struct graph *graph, uint32_t a, uint32_t b, uint32_t *sum)
{
    struct product first = take_apart(graph, a), second = take_apart(graph, b);
    if (!has_same_factors(&first, &second))
        return false;
    first.number = first.number * second.divisor + second.number * first.divisor;
    first.divisor *= second.divisor;
    *sum = put_together(graph, first);
    return true;
}

static bool is_negative(struct graph *graph, uint32_t node)
{
    struct product product = take_apart(graph, node);
    return product.number * product.divisor < 0;
}

static bool is_sum(const struct graph *graph, uint32_t node)
{
    enum operation_code operation = graph_operation(graph, node);
    return operation == OP_ADD || operation == OP_SUB;
}

/* a - (p - q) is a - p + q. One level only: that is what the rule of a difference gives. */
static uint32_t subtract(struct graph *graph, uint32_t a, uint32_t b)
{
    const struct node node = graph->nodes[b];
    if (node.operation != OP_SUB || is_sum(graph, node.argument[0]))
        return graph_node(graph, OP_SUB, a, b, 0);
    return graph_node(graph, OP_ADD, simplify_sub(graph, a, node.argument[0]), node.argument[1], 0);
}

uint32_t simplify_add(struct graph *graph, uint32_t a, uint32_t b)
{
    uint32_t sum;
    if (is_number(graph, a, 0))
        return b;
    if (is_number(graph, b, 0))
        return a;
    if (add_alike(graph, a, b, &sum))
        return sum;
    if (is_negative(graph, b))
        return subtract(graph, a, simplify_neg(graph, b));
    if (is_negative(graph, a))
        return subtract(graph, b, simplify_neg(graph, a));
    return graph_node(graph, OP_ADD, a, b, 0);
}

uint32_t simplify_sub(struct graph *graph, uint32_t a, uint32_t b)
{
    return simplify_add(graph, a, simplify_neg(graph, b));
}

uint32_t simplify_pow(struct graph *graph, uint32_t a, uint32_t b)
{
    if (is_number(graph, b, 0))
        return GRAPH_ONE;
    if (b == GRAPH_ONE)
        return a;
    return graph_node(graph, OP_POW, a, b, 0);
}

uint32_t simplify_if(struct graph *graph, uint32_t condition, uint32_t a, uint32_t b)
{
    if (a == b)
        return a;
    return graph_node(graph, OP_IF, condition, a, b);
}

uint32_t simplify_guard(struct graph *graph, uint32_t condition, uint32_t a)
{
    if (a == GRAPH_ZERO)
        return GRAPH_ZERO;
    return graph_node(graph, OP_GUARD, condition, a, 0);
}
