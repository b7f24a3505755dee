/*
 * A stack of pieces, text or nodes that still have to be written: no recursion, as a sum of ten
 * thousand terms is ten thousand levels deep. Writing a node puts its pieces onto the stack.
 */
#include "surface/print.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/number.h"

struct piece {
    const char *text; /* NULL: a node */
    uint32_t node;
    enum precedence least; /* what binds looser gets parentheses */
    bool superscript;      /* the node is a whole number, to be written small */
};

struct printer {
    const struct graph *graph;
    const struct names *names;
    struct buffer *out;
    struct piece *pieces;
    size_t count, capacity;
    bool pretty, failed;
};

static void add_piece(struct printer *p, struct piece piece)
{
    struct piece *pieces = array_grow(p->pieces, &p->capacity, p->count + 1, sizeof *pieces);
    if (!pieces) {
        p->failed = true;
        return;
    }
    p->pieces = pieces;
    p->pieces[p->count++] = piece;
}

static void add_text(struct printer *p, const char *text)
{
    add_piece(p, (struct piece){.text = text});
}

static void add_node(struct printer *p, uint32_t node, enum precedence least)
{
    add_piece(p, (struct piece){.node = node, .least = least});
}

static const struct node *node_at(const struct printer *p, uint32_t index)
{
    return &p->graph->nodes[index];
}

/* --- atoms */

static const char *greek(const char *name)
{
    static const char *const letters[][2] = {
        {"alpha", "α"}, {"beta", "β"}, {"gamma", "γ"}, {"delta", "δ"}, {"epsilon", "ε"},
        {"zeta", "ζ"},  {"eta", "η"},  {"theta", "θ"}, {"kappa", "κ"}, {"lambda", "λ"},
        {"lambd", "λ"}, {"mu", "μ"},   {"nu", "ν"},    {"xi", "ξ"},    {"rho", "ρ"},
        {"sigma", "σ"}, {"tau", "τ"},  {"phi", "φ"},   {"chi", "χ"},   {"psi", "ψ"},
        {"omega", "ω"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(letters); i++)
        if (strcmp(letters[i][0], name) == 0)
            return letters[i][1];
    return name;
}

static const char *name_text(const struct printer *p, const struct node *node)
{
    const char *name = p->names->text[node->argument[0]];
    return p->pretty ? greek(name) : name;
}

static void write_number(struct printer *p, double value)
{
    char text[NUMBER_TEXT];
    if (!p->pretty) {
        number_print(text, value);
        buffer_add_text(p->out, text);
        return;
    }
    number_print_short(text, fabs(value), 10);
    buffer_add_text(p->out, signbit(value) ? "−" : "");
    buffer_add_text(p->out, text);
}

static void write_superscript(struct buffer *out, long value)
{
    static const char *const digits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    long power = 1;
    if (value < 0)
        buffer_add_text(out, "⁻");
    value = labs(value);
    while (power <= value / 10)
        power *= 10;
    for (; power; power /= 10)
        buffer_add_text(out, digits[value / power % 10]);
}

/* --- products as fractions, for pretty */

enum { FACTORS = 32 };

/* A product of numerators over denominators with its sign. */
struct fraction {
    uint32_t above[FACTORS], below[FACTORS];
    int above_count, below_count;
    bool negative;
};

/* False when there are too many factors to be taken apart. */
static bool collect(const struct printer *p, uint32_t index, bool below, struct fraction *f)
{
    const struct node *node = node_at(p, index);
    if (node->operation == OP_GUARD)
        return collect(p, node->argument[1], below, f);
    bool room = f->above_count < FACTORS - 2 && f->below_count < FACTORS - 2;
    if (node->operation == OP_MUL && room)
        return collect(p, node->argument[0], below, f) && collect(p, node->argument[1], below, f);
    if (node->operation == OP_DIV && room)
        return collect(p, node->argument[0], below, f) && collect(p, node->argument[1], !below, f);
    if (node->operation == OP_NEG && room) {
        f->negative = !f->negative;
        return collect(p, node->argument[0], below, f);
    }
    if (index == GRAPH_ONE)
        return true;
    if (!room)
        return false;
    if (below)
        f->below[f->below_count++] = index;
    else
        f->above[f->above_count++] = index;
    return true;
}

static bool is_negative(const struct printer *p, const struct fraction *f)
{
    return f->negative || (f->above_count && node_at(p, f->above[0])->operation == OP_NUMBER &&
                           signbit(node_at(p, f->above[0])->value));
}

static bool is_product(const struct node *node)
{
    return node->operation == OP_MUL || node->operation == OP_DIV || node->operation == OP_NEG;
}

/* Does what is written for the node begin with a minus sign? */
static bool starts_negative(const struct printer *p, uint32_t index)
{
    const struct node *node = node_at(p, index);
    while (node->operation == OP_ADD || node->operation == OP_SUB || node->operation == OP_GUARD) {
        index = node->argument[node->operation == OP_GUARD];
        node = node_at(p, index);
    }
    struct fraction fraction = {.above_count = 0};
    return collect(p, index, false, &fraction) && is_negative(p, &fraction);
}

/* --- plain */

static enum precedence precedence_of(const struct node *node)
{
    if (node->operation == OP_NUMBER && signbit(node->value))
        return PRECEDENCE_PREFIX;
    return operations[node->operation].precedence;
}

static void spell_infix(struct printer *p, const struct node *node)
{
    const struct operation *operation = &operations[node->operation];
    enum precedence own = operation->precedence, left = own, right = own + 1;
    if (node->operation == OP_POW) {
        left = PRECEDENCE_ATOM;
        right = p->pretty ? PRECEDENCE_ATOM : PRECEDENCE_PREFIX;
    } else if (own == PRECEDENCE_COMPARISON) {
        left = right;
    } else if (p->pretty && node->operation == OP_ADD && !starts_negative(p, node->argument[1])) {
        right = own; /* on paper a sum of sums is one sum */
    }
    bool wide = own < PRECEDENCE_PRODUCT;
    add_node(p, node->argument[0], left);
    add_text(p, wide ? " " : "");
    add_text(p, p->pretty ? operation->pretty : operation->name);
    add_text(p, wide ? " " : "");
    add_node(p, node->argument[1], right);
}

static void spell_call(struct printer *p, const struct node *node)
{
    const struct operation *operation = &operations[node->operation];
    add_text(p, operation->name);
    for (int i = 0; i < operation->arity; i++) {
        add_text(p, i ? ", " : "(");
        add_node(p, node->argument[i], PRECEDENCE_NONE);
    }
    add_text(p, ")");
}

static void spell_guard(struct printer *p, const struct node *node)
{
    add_text(p, "if(");
    add_node(p, node->argument[0], PRECEDENCE_NONE);
    add_text(p, ", ");
    add_node(p, node->argument[1], PRECEDENCE_NONE);
    add_text(p, ", 0)");
}

static void spell_plain(struct printer *p, const struct node *node)
{
    const struct operation *operation = &operations[node->operation];
    if (node->operation == OP_GUARD) {
        spell_guard(p, node);
    } else if (operation->form == FORM_PREFIX) {
        add_text(p, p->pretty ? operation->pretty : operation->name);
        add_node(p, node->argument[0], PRECEDENCE_PREFIX);
    } else if (operation->form == FORM_INFIX) {
        spell_infix(p, node);
    } else if (operation->form == FORM_CALL) {
        spell_call(p, node);
    } else if (node->operation == OP_NAME) {
        add_text(p, name_text(p, node));
    } else {
        add_text(p, p->pretty ? operation->pretty : operation->name);
    }
}

/* --- pretty: products */

static bool superscript_of(const struct printer *p, uint32_t exponent, long *value)
{
    const struct node *node = node_at(p, exponent);
    if (node->operation != OP_NUMBER || fabs(node->value) > 999 ||
        node->value != floor(node->value))
        return false;
    *value = (long)node->value;
    return true;
}

/* How a factor looks to its neighbours. */
enum look { LOOK_NUMBER, LOOK_LETTER, LOOK_GROUP, LOOK_CALL, LOOK_NAME };

static enum look look_of(const struct printer *p, uint32_t index)
{
    const struct node *node = node_at(p, index);
    long power;
    if (node->operation == OP_NUMBER)
        return LOOK_NUMBER;
    if (node->operation == OP_PI)
        return LOOK_LETTER;
    if (node->operation == OP_E) /* 3e looks like the start of 3e5 */
        return LOOK_NAME;
    if (node->operation == OP_NAME) {
        const char *text = name_text(p, node);
        bool one = text[0] & 0x80 ? strlen(text) == 2 : strlen(text) == 1;
        return one ? LOOK_LETTER : LOOK_NAME;
    }
    if (node->operation == OP_POW && superscript_of(p, node->argument[1], &power)) {
        enum look base = look_of(p, node->argument[0]);
        return base == LOOK_NUMBER ? LOOK_CALL : base;
    }
    enum operation_form form = operations[node->operation].form;
    bool loose = operations[node->operation].precedence <= PRECEDENCE_PRODUCT;
    return form == FORM_INFIX && loose ? LOOK_GROUP : LOOK_CALL;
}

/* 2x, xy, 3(x + y), 2sin(x), but x·sin(y), 2·3, 2·rate. */
static bool needs_dot(enum look left, enum look right)
{
    if (left >= LOOK_CALL || right == LOOK_NUMBER || right == LOOK_NAME)
        return true;
    return right == LOOK_CALL && left != LOOK_NUMBER;
}

static void spell_factors(struct printer *p, const uint32_t *factors, int count)
{
    for (int i = 0; i < count; i++) {
        if (i && needs_dot(look_of(p, factors[i - 1]), look_of(p, factors[i])))
            add_text(p, "·");
        add_node(p, factors[i], i ? PRECEDENCE_POWER : PRECEDENCE_PREFIX);
    }
}

static void spell_fraction(struct printer *p, const struct fraction *f)
{
    if (f->negative)
        add_text(p, "−");
    if (f->above_count == 0)
        add_text(p, "1");
    spell_factors(p, f->above, f->above_count);
    if (f->below_count == 0)
        return;
    add_text(p, "/");
    if (f->below_count == 1) {
        add_node(p, f->below[0], PRECEDENCE_POWER);
        return;
    }
    add_text(p, "(");
    spell_factors(p, f->below, f->below_count);
    add_text(p, ")");
}

/* --- pretty: powers and functions */

static void spell_power(struct printer *p, const struct node *node)
{
    const struct node *base = node_at(p, node->argument[0]);
    long power;
    if (!superscript_of(p, node->argument[1], &power)) {
        spell_infix(p, node);
        return;
    }
    bool named = operations[base->operation].form == FORM_CALL && base->operation != OP_SQRT &&
                 base->operation != OP_CBRT && base->operation != OP_ABS && power > 0 &&
                 operations[base->operation].arity == 1;
    if (named) { /* sin²(x) */
        add_text(p, operations[base->operation].name);
        add_piece(p, (struct piece){.node = node->argument[1], .superscript = true});
        add_text(p, "(");
        add_node(p, base->argument[0], PRECEDENCE_NONE);
        add_text(p, ")");
        return;
    }
    add_node(p, node->argument[0], PRECEDENCE_ATOM);
    add_piece(p, (struct piece){.node = node->argument[1], .superscript = true});
}

static void spell_between(struct printer *p, const char *left, uint32_t inner, const char *right)
{
    add_text(p, left);
    add_node(p, inner, PRECEDENCE_NONE);
    add_text(p, right);
}

static void spell_pretty(struct printer *p, const struct node *node)
{
    switch (node->operation) {
    case OP_POW:
        spell_power(p, node);
        break;
    case OP_SQRT:
        add_text(p, "√");
        add_node(p, node->argument[0], PRECEDENCE_ATOM);
        break;
    case OP_CBRT:
        add_text(p, "∛");
        add_node(p, node->argument[0], PRECEDENCE_ATOM);
        break;
    case OP_ABS:
        spell_between(p, "|", node->argument[0], "|");
        break;
    case OP_FLOOR:
        spell_between(p, "⌊", node->argument[0], "⌋");
        break;
    case OP_CEIL:
        spell_between(p, "⌈", node->argument[0], "⌉");
        break;
    default:
        spell_plain(p, node);
    }
}

/* --- one node */

/* Roots and bars of roots: √x² would not say which. */
static enum precedence pretty_precedence(const struct node *node)
{
    if (node->operation == OP_SQRT || node->operation == OP_CBRT)
        return PRECEDENCE_POWER;
    return precedence_of(node);
}

static void spell(struct printer *p, uint32_t index, enum precedence least)
{
    while (p->pretty && node_at(p, index)->operation == OP_GUARD)
        index = node_at(p, index)->argument[1];
    const struct node *node = node_at(p, index);
    struct fraction fraction = {.above_count = 0};
    bool product = p->pretty && is_product(node) && collect(p, index, false, &fraction);
    enum precedence own = p->pretty ? pretty_precedence(node) : precedence_of(node);
    if (product)
        own = is_negative(p, &fraction) ? PRECEDENCE_SUM : PRECEDENCE_PRODUCT;
    bool group = own < least;
    if (group)
        add_text(p, "(");
    if (product)
        spell_fraction(p, &fraction);
    else if (p->pretty)
        spell_pretty(p, node);
    else
        spell_plain(p, node);
    if (group)
        add_text(p, ")");
}

static void reverse(struct piece *pieces, size_t count)
{
    for (size_t i = 0; i < count / 2; i++) {
        struct piece swap = pieces[i];
        pieces[i] = pieces[count - 1 - i];
        pieces[count - 1 - i] = swap;
    }
}

static void write_piece(struct printer *p, const struct piece *piece)
{
    const struct node *node = node_at(p, piece->node);
    if (piece->superscript) {
        write_superscript(p->out, (long)node->value);
    } else if (piece->text) {
        buffer_add_text(p->out, piece->text);
    } else if (node->operation == OP_NUMBER) {
        bool group = precedence_of(node) < piece->least;
        buffer_add_text(p->out, group ? "(" : "");
        write_number(p, node->value);
        buffer_add_text(p->out, group ? ")" : "");
    } else {
        size_t start = p->count;
        spell(p, piece->node, piece->least);
        reverse(p->pieces + start, p->count - start);
    }
}

void print_formula(const struct graph *graph, uint32_t root, const struct names *names, bool pretty,
                   struct buffer *out)
{
    struct printer p = {.graph = graph, .names = names, .out = out, .pretty = pretty};
    size_t start = out->length;
    add_node(&p, root, PRECEDENCE_NONE);
    while (p.count && !p.failed && out->length - start <= PRINT_BYTES) {
        struct piece piece = p.pieces[--p.count];
        write_piece(&p, &piece);
    }
    if (p.count || p.failed)
        buffer_add_text(out, pretty ? "…" : "...");
    free(p.pieces);
}
