/*
 * Formulas over named variables, evaluated one at a time.
 */
#include "surface/formula.h"

#include <stdlib.h>
#include <string.h>

#include "surface/graph.h"
#include "surface/hint.h"
#include "surface/lexeme.h"
#include "surface/lower.h"
#include "surface/parse.h"
#include "surface/point.h"

enum { NAME_BYTES = 32 };

struct formula {
    struct point_program program;
};

static bool compile(struct formula *formula, const char *text, size_t length,
                    const struct names *names, struct error *error)
{
    struct graph graph, flat = {0};
    uint32_t root, lowered;
    if (!graph_init(&graph, (size_t)PARSE_NODES + 1, error))
        return false;
    bool good =
        parse_formula(&graph, text, length, names, &root, error) &&
        graph_init(&flat, SIZE_MAX, error) &&
        lower(&graph, NULL, &root, 1, &flat, &lowered, error) &&
        point_compile(&formula->program, &flat, names->count, &lowered, (uint8_t[]){0}, 1, error);
    graph_release(&graph);
    graph_release(&flat);
    return good;
}

struct formula *formula_new(const char *text, size_t length, const char *const *names, size_t count,
                            struct error *error)
{
    struct formula *formula = calloc(1, sizeof *formula);
    uint8_t *depends = malloc(count + 1);
    bool good = formula && depends;
    if (good) {
        memset(depends, DEPENDS_BOTH, count);
        good = compile(formula, text, length, &(struct names){names, depends, count}, error);
    } else {
        error_memory(error);
    }
    free(depends);
    if (good)
        return formula;
    formula_free(formula);
    return NULL;
}

void formula_free(struct formula *formula)
{
    if (formula)
        point_release(&formula->program);
    free(formula);
}

bool formula_next_unknown(const char *text, size_t length, const char *const *names, size_t count,
                          struct error *error)
{
    struct error next = {0};
    const struct hint_place place = {
        .text = text, .length = length, .at = error->offset, .error = &next};
    if (!hint_next_unknown(&place, &(struct names){.text = names, .count = count}))
        return false;
    *error = next;
    return true;
}

double formula_value(const struct formula *formula, const double *values)
{
    double value;
    point_run(&formula->program, 0, values, 1, &value);
    return value;
}

bool formula_number(const char *text, size_t length, double *number, struct error *error)
{
    struct formula *formula = formula_new(text, length, NULL, 0, error);
    if (!formula)
        return false;
    *number = formula_value(formula, NULL);
    formula_free(formula);
    return true;
}

bool formula_name_check(const char *name, struct error *error)
{
    size_t length = strlen(name);
    if (length == 0)
        return error_set(error, "a name is empty");
    if (lexeme_name(name, length, 0) != length)
        return error_set(
            error, "'%.40s' is no name: a letter or _, then letters, digits and _ make one", name);
    if (length > NAME_BYTES)
        return error_set(error, "the name '%.40s' is longer than %d bytes", name, NAME_BYTES);
    for (int code = OP_PI; code < OP_COUNT; code++)
        if (strcmp(operations[code].name, name) == 0 && code != OP_GUARD)
            return error_set(error, "'%s' is a name of the formula language: choose another", name);
    return true;
}
