/*
 * The derivative of a node n is written  k(n) · D m(n) : m is the nearest node below where ways
 * part (or a parameter), k the product of the local derivatives on the way there. Only at a parting
 * D is built, once an axis.
 */
#include "surface/derive.h"

#include <stdlib.h>

#include "surface/simplify.h"

/* --- rules: the partial derivative of node `self` by its argument `which` */

typedef uint32_t partial_rule(struct graph *g, uint32_t self, const uint32_t *a, int which);

static uint32_t call(struct graph *g, enum operation_code operation, uint32_t a)
{
    return graph_node(g, operation, a, 0, 0);
}

static uint32_t square(struct graph *g, uint32_t a)
{
    return simplify_pow(g, a, graph_number(g, 2));
}

#define UNUSED __attribute__((unused))
#define RULE(name, ...)                                                                            \
    static uint32_t name(UNUSED struct graph *g, UNUSED uint32_t self, UNUSED const uint32_t *a,   \
                         UNUSED int which)                                                         \
    {                                                                                              \
        return __VA_ARGS__;                                                                        \
    }
#define NUMBER(value) graph_number(g, value)
#define ADD(p, q)     simplify_add(g, p, q)
#define SUB(p, q)     simplify_sub(g, p, q)
#define MUL(p, q)     simplify_mul(g, p, q)
#define NEG(p)        simplify_neg(g, p)
#define OVER(p)       simplify_reciprocal(g, p)
#define CALL(op, p)   call(g, op, p)
#define SQUARE(p)     square(g, p)

RULE(rule_add, GRAPH_ONE)
RULE(rule_sub, which ? NUMBER(-1) : GRAPH_ONE)
RULE(rule_mul, a[1 - which])
RULE(rule_div, which ? NEG(MUL(self, OVER(a[1]))) : OVER(a[1]))
RULE(rule_neg, NUMBER(-1))
RULE(rule_sin, CALL(OP_COS, a[0]))
RULE(rule_cos, NEG(CALL(OP_SIN, a[0])))
RULE(rule_tan, ADD(GRAPH_ONE, SQUARE(self)))
RULE(rule_asin, OVER(CALL(OP_SQRT, SUB(GRAPH_ONE, SQUARE(a[0])))))
RULE(rule_acos, NEG(OVER(CALL(OP_SQRT, SUB(GRAPH_ONE, SQUARE(a[0]))))))
RULE(rule_atan, OVER(ADD(GRAPH_ONE, SQUARE(a[0]))))
RULE(rule_sinh, CALL(OP_COSH, a[0]))
RULE(rule_cosh, CALL(OP_SINH, a[0]))
RULE(rule_tanh, SUB(GRAPH_ONE, SQUARE(self)))
RULE(rule_exp, self)
RULE(rule_log, OVER(a[0]))
RULE(rule_log2, OVER(MUL(CALL(OP_LOG, NUMBER(2)), a[0])))
RULE(rule_log10, OVER(MUL(CALL(OP_LOG, NUMBER(10)), a[0])))
RULE(rule_log1p, OVER(ADD(GRAPH_ONE, a[0])))
RULE(rule_expm1, CALL(OP_EXP, a[0]))
RULE(rule_sqrt, MUL(NUMBER(0.5), OVER(self)))
RULE(rule_cbrt, OVER(MUL(NUMBER(3), SQUARE(self))))
RULE(rule_abs, CALL(OP_SIGN, a[0]))
RULE(rule_hypot, MUL(a[which], OVER(self)))
RULE(rule_sigmoid, MUL(self, SUB(GRAPH_ONE, self)))
RULE(rule_softplus, CALL(OP_SIGMOID, a[0]))

static uint32_t rule_atan2(struct graph *g, UNUSED uint32_t self, const uint32_t *a, int which)
{
    uint32_t over = OVER(ADD(SQUARE(a[0]), SQUARE(a[1])));
    return MUL(which ? NEG(a[0]) : a[1], over);
}

/* b·a^(b-1), and 0 where b is 0, as 0·0^-1 would not be. */
static uint32_t power_by_base(struct graph *g, uint32_t a, uint32_t b)
{
    if (graph_is_number(g, b))
        return MUL(b, simplify_pow(g, a, NUMBER(g->nodes[b].value - 1)));
    uint32_t slope = MUL(b, simplify_pow(g, a, SUB(b, GRAPH_ONE)));
    return simplify_guard(g, graph_node(g, OP_NE, b, GRAPH_ZERO, 0), slope);
}

/* a^b·log a, and 0 where a = 0 and b >= 0, as 0·log 0 would not be. */
static uint32_t power_by_exponent(struct graph *g, uint32_t self, uint32_t a, uint32_t b)
{
    if (graph_operation(g, a) == OP_E)
        return self;
    uint32_t slope = MUL(self, CALL(OP_LOG, a));
    if (graph_is_number(g, a) && g->nodes[a].value != 0)
        return slope;
    uint32_t base = graph_node(g, OP_NE, a, GRAPH_ZERO, 0);
    uint32_t exponent = graph_node(g, OP_LT, b, GRAPH_ZERO, 0);
    return simplify_guard(g, graph_node(g, OP_OR, base, exponent, 0), slope);
}

static uint32_t rule_pow(struct graph *g, uint32_t self, const uint32_t *a, int which)
{
    return which ? power_by_exponent(g, self, a[0], a[1]) : power_by_base(g, a[0], a[1]);
}

/* --- rules of choice: the derivative of the node from those of its arguments */

typedef uint32_t choice_rule(struct graph *g, const uint32_t *a, const uint32_t *slope);

static uint32_t choose_if(struct graph *g, const uint32_t *a, const uint32_t *slope)
{
    return simplify_if(g, a[0], slope[1], slope[2]);
}

static uint32_t choose_guard(struct graph *g, const uint32_t *a, const uint32_t *slope)
{
    return simplify_guard(g, a[0], slope[1]);
}

static uint32_t choose_relu(struct graph *g, const uint32_t *a, const uint32_t *slope)
{
    return simplify_if(g, graph_node(g, OP_GT, a[0], GRAPH_ZERO, 0), slope[0], GRAPH_ZERO);
}

/* slope[0] where `first` holds between the arguments, slope[1] the other way, half each between. */
static uint32_t choose_extreme(struct graph *g, enum operation_code first, const uint32_t *a,
                               const uint32_t *slope)
{
    uint32_t half = MUL(NUMBER(0.5), ADD(slope[0], slope[1]));
    uint32_t other = simplify_if(g, graph_node(g, first, a[1], a[0], 0), slope[1], half);
    if (slope[0] == slope[1])
        return slope[0];
    return simplify_if(g, graph_node(g, first, a[0], a[1], 0), slope[0], other);
}

static uint32_t choose_max(struct graph *g, const uint32_t *a, const uint32_t *slope)
{
    return choose_extreme(g, OP_GT, a, slope);
}

static uint32_t choose_min(struct graph *g, const uint32_t *a, const uint32_t *slope)
{
    return choose_extreme(g, OP_LT, a, slope);
}

static uint32_t choose_clamp(struct graph *g, const uint32_t *a, const uint32_t *slope)
{
    uint32_t above = graph_node(g, OP_GE, a[0], a[1], 0);
    uint32_t below = graph_node(g, OP_LE, a[0], a[2], 0);
    uint32_t within = graph_node(g, OP_AND, above, below, 0);
    uint32_t under = graph_node(g, OP_AND, graph_node(g, OP_LT, a[0], a[1], 0),
                                graph_node(g, OP_LT, a[1], a[2], 0), 0);
    /* Below two bounds that are equal, neither is chosen. */
    uint32_t over = graph_node(g, OP_OR, graph_node(g, OP_GT, a[0], a[2], 0),
                               graph_node(g, OP_GT, a[1], a[2], 0), 0);
    uint32_t outside =
        simplify_if(g, under, slope[1], simplify_if(g, over, slope[2], graph_number(g, 0)));
    return simplify_if(g, within, slope[0], outside);
}

/* One of the three is there for each operation that a formula's graph may hold. */
static const struct rule {
    partial_rule *partial;
    choice_rule *choose;
    bool is_flat; /* constant almost everywhere */
} rules[OP_COUNT] = {
    // clang-format off
    [OP_ADD] = {.partial = rule_add},          [OP_SUB] = {.partial = rule_sub},
    [OP_MUL] = {.partial = rule_mul},          [OP_DIV] = {.partial = rule_div},
    [OP_POW] = {.partial = rule_pow},          [OP_NEG] = {.partial = rule_neg},
    [OP_IF] = {.choose = choose_if},           [OP_GUARD] = {.choose = choose_guard},
    [OP_SIN] = {.partial = rule_sin},          [OP_COS] = {.partial = rule_cos},
    [OP_TAN] = {.partial = rule_tan},          [OP_ASIN] = {.partial = rule_asin},
    [OP_ACOS] = {.partial = rule_acos},        [OP_ATAN] = {.partial = rule_atan},
    [OP_ATAN2] = {.partial = rule_atan2},      [OP_SINH] = {.partial = rule_sinh},
    [OP_COSH] = {.partial = rule_cosh},        [OP_TANH] = {.partial = rule_tanh},
    [OP_EXP] = {.partial = rule_exp},          [OP_LOG] = {.partial = rule_log},
    [OP_LOG2] = {.partial = rule_log2},        [OP_LOG10] = {.partial = rule_log10},
    [OP_LOG1P] = {.partial = rule_log1p},      [OP_EXPM1] = {.partial = rule_expm1},
    [OP_SQRT] = {.partial = rule_sqrt},        [OP_CBRT] = {.partial = rule_cbrt},
    [OP_ABS] = {.partial = rule_abs},          [OP_HYPOT] = {.partial = rule_hypot},
    [OP_MIN] = {.choose = choose_min},         [OP_MAX] = {.choose = choose_max},
    [OP_CLAMP] = {.choose = choose_clamp},     [OP_RELU] = {.choose = choose_relu},
    [OP_SIGMOID] = {.partial = rule_sigmoid},  [OP_SOFTPLUS] = {.partial = rule_softplus},
    [OP_NUMBER] = {.is_flat = true},           [OP_PI] = {.is_flat = true},
    [OP_E] = {.is_flat = true},                [OP_NOT] = {.is_flat = true},
    [OP_LT] = {.is_flat = true},               [OP_LE] = {.is_flat = true},
    [OP_GT] = {.is_flat = true},               [OP_GE] = {.is_flat = true},
    [OP_EQ] = {.is_flat = true},               [OP_NE] = {.is_flat = true},
    [OP_AND] = {.is_flat = true},              [OP_OR] = {.is_flat = true},
    [OP_SIGN] = {.is_flat = true},             [OP_FLOOR] = {.is_flat = true},
    [OP_CEIL] = {.is_flat = true},
    // clang-format on
};

bool derive_knows(enum operation_code operation)
{
    const struct rule *rule = &rules[operation];
    return operation == OP_NAME || rule->partial || rule->choose || rule->is_flat;
}

/* --- the walk over the graph */

struct link {
    uint32_t factor;   /* k */
    uint32_t fork;     /* m */
    uint32_t slope[2]; /* of a fork: D by each axis */
    bool varies;       /* is the derivative by some axis not 0? */
};

struct derivation {
    struct graph *graph;
    uint32_t parameter[2];
    uint8_t *mark; /* bit i: reached from root i */
    struct link *links;
};

/* The derivative of a node below, by an axis. */
static uint32_t slope_of(const struct derivation *d, uint32_t node, int axis)
{
    const struct link *link = &d->links[node];
    if (!link->varies)
        return GRAPH_ZERO;
    return simplify_mul(d->graph, link->factor, d->links[link->fork].slope[axis]);
}

static uint32_t slope_of_fork(const struct derivation *d, uint32_t index, const struct node *node,
                              int axis)
{
    const struct rule *rule = &rules[node->operation];
    int arity = operations[node->operation].arity;
    uint32_t slopes[GRAPH_ARGUMENTS] = {0}, sum = GRAPH_ZERO;
    for (int i = 0; i < arity; i++)
        slopes[i] = slope_of(d, node->argument[i], axis);
    if (rule->choose)
        return rule->choose(d->graph, node->argument, slopes);
    for (int i = 0; i < arity; i++)
        if (slopes[i] != GRAPH_ZERO) {
            uint32_t partial = rule->partial(d->graph, index, node->argument, i);
            sum = simplify_add(d->graph, sum, simplify_mul(d->graph, partial, slopes[i]));
        }
    return sum;
}

/* Which arguments vary: their number, and the last of them. */
static int count_varying(const struct derivation *d, const struct node *node, int *last)
{
    int count = 0;
    for (int i = 0; i < operations[node->operation].arity; i++)
        if (d->links[node->argument[i]].varies) {
            count++;
            *last = i;
        }
    return count;
}

static struct link link_node(const struct derivation *d, uint32_t index, unsigned axes)
{
    const struct node node = d->graph->nodes[index]; /* a copy: the array moves as it grows */
    const struct rule *rule = &rules[node.operation];
    struct link link = {GRAPH_ONE, index, {GRAPH_ZERO, GRAPH_ZERO}, false};
    if (node.operation == OP_NAME) {
        for (int axis = 0; axis < 2; axis++)
            if (index == d->parameter[axis]) {
                link.slope[axis] = GRAPH_ONE;
                link.varies = true;
            }
        return link;
    }
    int last = 0, varying = rule->partial || rule->choose ? count_varying(d, &node, &last) : 0;
    link.varies = varying > 0;
    if (varying == 1 && rule->partial) {
        const struct link *below = &d->links[node.argument[last]];
        uint32_t partial = rule->partial(d->graph, index, node.argument, last);
        link.factor = simplify_mul(d->graph, partial, below->factor);
        link.fork = below->fork;
        return link;
    }
    for (int axis = 0; axis < 2 && link.varies; axis++)
        if (axes >> axis & 1)
            link.slope[axis] = slope_of_fork(d, index, &node, axis);
    return link;
}

/*
 * Derives the roots: root i by the axes in axes[i] (bit 0: x, bit 1: y). out[i][axis] are the
 * results.
 */
static bool derive_roots(struct graph *graph, const uint32_t parameter[2], int count,
                         const uint32_t *roots, const unsigned *axes, uint32_t out[][2])
{
    size_t nodes = graph->count;
    struct derivation d = {graph, {parameter[0], parameter[1]}, malloc(nodes), NULL};
    d.links = malloc(nodes * sizeof *d.links);
    bool good = d.mark && d.links;
    if (good) {
        graph_mark(graph, roots, count, d.mark);
        for (size_t i = 0; i < nodes && !graph->failed; i++) {
            unsigned needed = 0;
            for (int r = 0; r < count; r++)
                if (d.mark[i] >> r & 1)
                    needed |= axes[r];
            if (needed)
                d.links[i] = link_node(&d, (uint32_t)i, needed);
        }
        for (int r = 0; r < count && !graph->failed; r++)
            for (int axis = 0; axis < 2; axis++)
                out[r][axis] = axes[r] >> axis & 1 ? slope_of(&d, roots[r], axis) : GRAPH_ZERO;
    }
    free(d.mark);
    free(d.links);
    return good && !graph->failed;
}

bool derive(struct graph *graph, uint32_t x, uint32_t y, struct derivatives *derivatives,
            struct error *error)
{
    static const unsigned both[] = {3, 2};
    uint32_t parameter[2] = {graph_name(graph, x, DEPENDS_X), graph_name(graph, y, DEPENDS_Y)};
    uint32_t first[1][2], second[2][2];
    if (derive_roots(graph, parameter, 1, &derivatives->loss, both, first) &&
        derive_roots(graph, parameter, 2, first[0], both, second)) {
        derivatives->gradient[0] = first[0][0];
        derivatives->gradient[1] = first[0][1];
        derivatives->hessian[0] = second[0][0];
        derivatives->hessian[1] = second[0][1];
        derivatives->hessian[2] = second[1][1];
        return true;
    }
    if (graph->full)
        return error_set_offset(error, 0,
                                "the derivatives of the formula have too many parts "
                                "(%d at most): make it shorter",
                                DERIVE_NODES);
    return error_memory(error);
}
