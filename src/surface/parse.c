/*
 * How it works: values go onto a stack of nodes; operators wait on a stack of their own until one
 * that binds no tighter follows. An opening parenthesis and a function's name wait there too, and
 * hold up the operators below them until they are closed.
 */
#include "surface/parse.h"

#include <string.h>

#include "base/array.h"
#include "base/number.h"
#include "surface/hint.h"

enum { WAITING = 1024 };

/* What waits on the operator stack. */
struct waiting {
    enum { WAITING_GROUP, WAITING_CALL, WAITING_PREFIX, WAITING_INFIX } kind;
    enum operation_code operation;
    int arguments;        /* of a call: complete ones */
    size_t offset;        /* of its first byte */
    size_t decimal_comma; /* of a call: offset of a comma that could be a decimal one, or 0 */
};

struct parser {
    const char *text;
    size_t length, at;
    const struct names *names;
    struct graph *graph;
    struct error *error;
    struct span last; /* the value that ended last */
    size_t groups;    /* open parentheses */
    size_t waiting_count, value_count;
    struct waiting waiting[WAITING];
    uint32_t values[WAITING + 8];
};

static bool fail_at(struct parser *parser, size_t offset, const char *message)
{
    return error_set_offset(parser->error, offset, "%s", message);
}

static struct hint_place here(const struct parser *parser)
{
    return (struct hint_place){parser->text, parser->length, parser->at, parser->last,
                               parser->error};
}

static struct waiting *top(struct parser *parser)
{
    return parser->waiting_count ? &parser->waiting[parser->waiting_count - 1] : NULL;
}

static bool is_open(const struct waiting *waiting)
{
    return waiting && (waiting->kind == WAITING_GROUP || waiting->kind == WAITING_CALL);
}

static bool push(struct parser *parser, struct waiting waiting)
{
    if (is_open(&waiting) && ++parser->groups > PARSE_GROUPS)
        return error_set_offset(parser->error, waiting.offset,
                                "the formula is nested deeper than %d levels", PARSE_GROUPS);
    if (parser->waiting_count == WAITING)
        return error_set_offset(parser->error, waiting.offset,
                                "more than %d operators wait for their operands", WAITING);
    parser->waiting[parser->waiting_count++] = waiting;
    return true;
}

static void push_value(struct parser *parser, uint32_t node, size_t start)
{
    parser->values[parser->value_count++] = node;
    parser->last = (struct span){start, parser->at};
}

/* Takes the operator on top off its stack and its operands off theirs. */
static void apply_top(struct parser *parser)
{
    struct waiting *waiting = &parser->waiting[--parser->waiting_count];
    int arity = operations[waiting->operation].arity;
    uint32_t *values = &parser->values[parser->value_count - (size_t)arity];
    uint32_t a = values[0], b = arity > 1 ? values[1] : 0, c = arity > 2 ? values[2] : 0;
    struct graph *graph = parser->graph;
    if (waiting->operation == OP_NEG && graph_is_number(graph, a)) /* -2 is a number */
        values[0] = graph_number(graph, -graph->nodes[a].value);
    else
        values[0] = graph_node(graph, waiting->operation, a, b, c);
    parser->value_count -= (size_t)arity - 1;
}

/* Applies what binds tighter than `precedence`, down to the innermost open parenthesis. */
static void apply_tighter(struct parser *parser, enum precedence precedence)
{
    while (parser->waiting_count && !is_open(top(parser)) &&
           operations[top(parser)->operation].precedence > precedence)
        apply_top(parser);
}

/* --- where a value is expected */

static bool read_number(struct parser *parser, bool *value_next)
{
    size_t start = parser->at;
    size_t length = lexeme_number(parser->text, parser->length, start);
    double number;
    if (!length || !number_parse(parser->text + start, length, &number))
        return fail_at(parser, start, "a decimal point without digits");
    if (number - number != 0)
        return fail_at(parser, start, "the number is too large (1.8e308 is the largest)");
    parser->at += length;
    push_value(parser, graph_number(parser->graph, number), start);
    *value_next = false;
    return true;
}

/* pi, e, a parameter, a constant. */
static bool find_value(struct parser *parser, const char *word, size_t length, uint32_t *node)
{
    const struct names *names = parser->names;
    for (size_t i = 0; i < names->count; i++)
        if (strlen(names->text[i]) == length && memcmp(names->text[i], word, length) == 0) {
            *node = graph_name(parser->graph, (uint32_t)i, names->depends[i]);
            return true;
        }
    for (int code = OP_PI; code <= OP_E; code++)
        if (strlen(operations[code].name) == length &&
            memcmp(operations[code].name, word, length) == 0) {
            *node = graph_node(parser->graph, (enum operation_code)code, 0, 0, 0);
            return true;
        }
    return false;
}

static bool open_call(struct parser *parser, enum operation_code function, size_t start,
                      size_t length)
{
    struct hint_place place = here(parser);
    size_t end = start + length;
    if (!lexeme_opens(parser->text, parser->length, end))
        return hint_call(&place, function);
    parser->at = lexeme_blanks_end(parser->text, parser->length, end) + 1;
    return push(parser, (struct waiting){WAITING_CALL, function, 0, start, 0});
}

static bool read_word(struct parser *parser, bool *value_next)
{
    size_t start = parser->at;
    size_t length = lexeme_name(parser->text, parser->length, start);
    const char *word = parser->text + start;
    uint32_t node;
    if (find_value(parser, word, length, &node)) {
        parser->at += length;
        push_value(parser, node, start);
        *value_next = false;
        return true;
    }
    enum operation_code function = operation_find(word, length);
    if (function != OP_COUNT)
        return open_call(parser, function, start, length);
    struct hint_place place = here(parser);
    return hint_unknown_name(&place, (struct span){start, start + length}, parser->names);
}

/* The formula, or a part of it, ends where a value should stand. */
static bool miss_value(struct parser *parser)
{
    const struct waiting *waiting = top(parser);
    if (!waiting)
        return fail_at(parser, parser->at, "a value is missing");
    if (waiting->kind == WAITING_CALL && waiting->arguments == 0 && parser->at < parser->length)
        return error_set_offset(parser->error, parser->at, "'%s' needs %s between its parentheses",
                                operations[waiting->operation].name,
                                operations[waiting->operation].arity > 1 ? "arguments"
                                                                         : "an argument");
    if (is_open(waiting) && parser->at < parser->length)
        return fail_at(parser, parser->at,
                       waiting->kind == WAITING_CALL ? "an argument is missing"
                                                     : "there is nothing between the parentheses");
    if (is_open(waiting))
        return error_set_offset(parser->error, waiting->offset, "this parenthesis is never closed");
    return error_set_offset(parser->error, waiting->offset, "a value is missing after '%s'",
                            operations[waiting->operation].name);
}

static bool read_prefix(struct parser *parser, char byte)
{
    size_t offset = parser->at++;
    if (byte == '+')
        return true; /* +x is x */
    enum operation_code operation = byte == '-' ? OP_NEG : OP_NOT;
    return push(parser, (struct waiting){WAITING_PREFIX, operation, 0, offset, 0});
}

static bool read_value(struct parser *parser, bool *value_next)
{
    char byte = parser->text[parser->at];
    if (lexeme_name(parser->text, parser->length, parser->at))
        return read_word(parser, value_next);
    if ((byte >= '0' && byte <= '9') || byte == '.')
        return read_number(parser, value_next);
    if (byte == '(')
        return push(parser, (struct waiting){WAITING_GROUP, OP_COUNT, 0, parser->at++, 0});
    if (byte == '-' || byte == '+' || byte == '!')
        return read_prefix(parser, byte);
    if (byte && strchr("),*/^<>&", byte))
        return miss_value(parser);
    struct hint_place place = here(parser);
    return hint_character(&place);
}

/* --- where an operator is expected */

/* The longer of two that begin alike comes first. */
static const struct token {
    const char *text;
    enum operation_code operation;
} tokens[] = {
    {"+", OP_ADD}, {"-", OP_SUB},  {"*", OP_MUL}, {"/", OP_DIV}, {"^", OP_POW},
    {"<=", OP_LE}, {">=", OP_GE},  {"==", OP_EQ}, {"!=", OP_NE}, {"<", OP_LT},
    {">", OP_GT},  {"&&", OP_AND}, {"||", OP_OR},
};

/* Operators of other languages. */
static const struct {
    const char *text, *write;
} foreign[] = {
    {"**", "^ for a power"}, {"<>", "!="}, {"=<", "<="}, {"=>", ">="}, {"===", "=="}, {":=", "=="},
};

static bool begins(const struct parser *parser, const char *token)
{
    size_t length = strlen(token);
    return parser->length - parser->at >= length &&
           memcmp(parser->text + parser->at, token, length) == 0;
}

/* How tightly the operators on the stack must bind to be applied before this one. */
static enum precedence holds_against(enum operation_code operation)
{
    enum precedence precedence = operations[operation].precedence;
    return operation == OP_POW ? precedence : precedence - 1;
}

static bool read_infix(struct parser *parser, const struct token *token, bool *value_next)
{
    enum precedence precedence = operations[token->operation].precedence;
    size_t offset = parser->at;
    apply_tighter(parser, precedence);
    struct waiting *below = top(parser);
    if (precedence == PRECEDENCE_COMPARISON && below && below->kind == WAITING_INFIX &&
        operations[below->operation].precedence == PRECEDENCE_COMPARISON)
        return fail_at(parser, offset, "comparisons cannot be chained: write a < b && b < c");
    apply_tighter(parser, holds_against(token->operation));
    parser->at += strlen(token->text);
    *value_next = true;
    return push(parser, (struct waiting){WAITING_INFIX, token->operation, 0, offset, 0});
}

static bool check_arguments(struct parser *parser, const struct waiting *call)
{
    if (call->arguments == operations[call->operation].arity)
        return true;
    struct hint_place place = here(parser);
    place.at = call->offset;
    return hint_arguments(&place, call->operation, call->arguments, call->decimal_comma);
}

static bool read_close(struct parser *parser)
{
    apply_tighter(parser, PRECEDENCE_NONE);
    struct waiting *open = top(parser);
    if (!open)
        return fail_at(parser, parser->at, "this parenthesis was never opened");
    size_t start = open->offset;
    parser->at++;
    parser->groups--;
    if (open->kind == WAITING_CALL) {
        open->arguments++;
        if (!check_arguments(parser, open))
            return false;
        if (open->operation == OP_POWER)
            open->operation = OP_POW;
        apply_top(parser);
    } else {
        parser->waiting_count--;
    }
    parser->last = (struct span){start, parser->at};
    return true;
}

static bool read_comma(struct parser *parser, bool *value_next)
{
    apply_tighter(parser, PRECEDENCE_NONE);
    struct waiting *open = top(parser);
    if (!open || open->kind != WAITING_CALL) {
        struct hint_place place = here(parser);
        return hint_comma(&place);
    }
    if (!open->decimal_comma && lexeme_is_decimal_comma(parser->text, parser->length, parser->at))
        open->decimal_comma = parser->at;
    /* Values pile up only as far as some function could take them. */
    if (++open->arguments >= GRAPH_ARGUMENTS) {
        open->arguments++;
        return check_arguments(parser, open);
    }
    parser->at++;
    *value_next = true;
    return true;
}

static bool read_operator(struct parser *parser, bool *value_next)
{
    char byte = parser->text[parser->at];
    for (size_t i = 0; i < ARRAY_LENGTH(foreign); i++)
        if (begins(parser, foreign[i].text))
            return error_set_offset(parser->error, parser->at, "'%s' is no operator: write %s",
                                    foreign[i].text, foreign[i].write);
    for (size_t i = 0; i < ARRAY_LENGTH(tokens); i++)
        if (begins(parser, tokens[i].text))
            return read_infix(parser, &tokens[i], value_next);
    if (byte == ')')
        return read_close(parser);
    if (byte == ',')
        return read_comma(parser, value_next);
    struct hint_place place = here(parser);
    if (byte == '(' || byte == '.' || (byte >= '0' && byte <= '9') ||
        lexeme_name(parser->text, parser->length, parser->at))
        return hint_missing_operator(&place);
    return hint_character(&place);
}

/* --- all of it */

static void skip_blanks(struct parser *parser)
{
    parser->at = lexeme_blanks_end(parser->text, parser->length, parser->at);
}

static bool read_all(struct parser *parser)
{
    bool value_next = true;
    skip_blanks(parser);
    if (parser->at == parser->length)
        return fail_at(parser, 0, "the formula is empty");
    while (parser->at < parser->length) {
        if (!(value_next ? read_value : read_operator)(parser, &value_next))
            return false;
        skip_blanks(parser);
    }
    if (value_next)
        return miss_value(parser);
    apply_tighter(parser, PRECEDENCE_NONE);
    if (parser->waiting_count)
        return error_set_offset(parser->error, top(parser)->offset,
                                "this parenthesis is never closed");
    return true;
}

bool parse_formula(struct graph *graph, const char *text, size_t length, const struct names *names,
                   uint32_t *root, struct error *error)
{
    if (length > PARSE_BYTES)
        return error_set_offset(error, 0, "a formula of %zu bytes is too long (%d at most)", length,
                                PARSE_BYTES);
    struct parser parser;
    parser.text = text, parser.length = length, parser.at = 0;
    parser.names = names, parser.graph = graph, parser.error = error;
    parser.last = (struct span){0, 0};
    parser.groups = parser.waiting_count = parser.value_count = 0;
    if (!read_all(&parser))
        return false;
    if (graph->full || graph->count > PARSE_NODES)
        return error_set_offset(error, 0, "the formula has too many parts (%d at most)",
                                PARSE_NODES);
    if (graph->failed)
        return error_memory(error);
    *root = parser.values[0];
    return true;
}
