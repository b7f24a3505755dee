/* Names, graph, derivatives and programs of a formula. */
#include "surface/expression.h"

#include <stdlib.h>
#include <string.h>

#include "surface/formula.h"
#include "surface/lower.h"
#include "surface/print.h"

enum { ROOTS = EXPRESSION_ROOTS };
_Static_assert((int)ROOTS <= (int)POINT_ROOTS && (int)ROOTS <= (int)FIELD_ROOTS &&
                   (int)EXPRESSION_ORDERS <= (int)POINT_LEVELS,
               "both kinds of program hold all that is asked of a point");

int expression_roots(enum surface_order order)
{
    static const int roots[] = {
        [SURFACE_LOSS] = 1, [SURFACE_GRADIENT] = 3, [SURFACE_HESSIAN] = ROOTS};
    return roots[order];
}

static struct names names_of(const struct expression *expression)
{
    return (struct names){(const char *const *)expression->names, expression->depends,
                          expression->name_count};
}

static bool add_name(struct expression *expression, const char *name, unsigned depends,
                     double value, struct error *error)
{
    if (!formula_name_check(name, error))
        return false;
    for (size_t i = 0; i < expression->name_count; i++)
        if (strcmp(expression->names[i], name) == 0)
            return error_set(error, "the name '%s' is given twice", name);
    size_t at = expression->name_count;
    expression->names[at] = strdup(name);
    if (!expression->names[at])
        return error_memory(error);
    expression->depends[at] = (uint8_t)depends;
    expression->values[at] = value;
    expression->name_count++;
    return true;
}

static bool take_names(struct expression *expression, const struct surface_source *source,
                       struct error *error)
{
    size_t columns = source->data ? source->data->column_count : 0;
    size_t count = SURFACE_AXES + columns + source->constant_count;
    expression->names = calloc(count, sizeof *expression->names);
    expression->depends = calloc(count, sizeof *expression->depends);
    expression->values = calloc(count, sizeof *expression->values);
    if (!expression->names || !expression->depends || !expression->values)
        return error_memory(error);
    for (int axis = 0; axis < SURFACE_AXES; axis++)
        if (!add_name(expression, source->parameters[axis], 1u << axis, 0, error))
            return false;
    for (size_t i = 0; i < columns; i++)
        if (!add_name(expression, source->data->columns[i], DEPENDS_DATA, 0, error))
            return false;
    expression->input_count = expression->name_count;
    for (size_t i = 0; i < source->constant_count; i++)
        if (!add_name(expression, source->constants[i].name, 0, source->constants[i].value, error))
            return false;
    return true;
}

static void release_programs(struct programs *programs)
{
    point_release(&programs->point);
    for (int order = 0; order < EXPRESSION_ORDERS; order++)
        field_release(&programs->field[order]);
}

static bool compile_flat(const struct graph *flat, const uint32_t *roots, size_t inputs,
                         struct programs *programs, struct error *error)
{
    static const uint8_t level[ROOTS] = {SURFACE_LOSS,    SURFACE_GRADIENT, SURFACE_GRADIENT,
                                         SURFACE_HESSIAN, SURFACE_HESSIAN,  SURFACE_HESSIAN};
    const struct kernels *kernels = kernels_best();
    bool good = point_compile(&programs->point, flat, inputs, roots, level, ROOTS, error);
    for (int order = 0; good && order < EXPRESSION_ORDERS; order++)
        good = field_compile(&programs->field[order], flat, kernels, roots,
                             expression_roots((enum surface_order)order), error);
    return good;
}

static bool compile(const struct expression *expression, struct programs *programs,
                    struct error *error)
{
    const struct derivatives *d = &expression->derivatives;
    const uint32_t roots[ROOTS] = {d->loss,       d->gradient[0], d->gradient[1],
                                   d->hessian[0], d->hessian[1],  d->hessian[2]};
    uint32_t lowered[ROOTS];
    struct graph flat;
    *programs = (struct programs){0};
    if (!graph_init(&flat, SIZE_MAX, error))
        return false;
    bool good =
        lower(&expression->graph, expression->values, roots, ROOTS, &flat, lowered, error) &&
        compile_flat(&flat, lowered, expression->input_count, programs, error);
    graph_release(&flat);
    if (!good)
        release_programs(programs);
    return good;
}

static bool build(struct expression *expression, const struct surface_source *source,
                  struct error *error)
{
    if (!take_names(expression, source, error) ||
        !graph_init(&expression->graph, DERIVE_NODES, error))
        return false;
    struct names names = names_of(expression);
    return parse_formula(&expression->graph, source->loss, source->loss_length, &names,
                         &expression->derivatives.loss, error) &&
           derive(&expression->graph, 0, 1, &expression->derivatives, error) &&
           compile(expression, &expression->programs, error);
}

bool expression_init(struct expression *expression, const struct surface_source *source,
                     struct error *error)
{
    *expression = (struct expression){0};
    if (build(expression, source, error))
        return true;
    expression_release(expression);
    return false;
}

void expression_release(struct expression *expression)
{
    for (size_t i = 0; i < expression->name_count; i++)
        free(expression->names[i]);
    free(expression->names);
    free(expression->depends);
    free(expression->values);
    graph_release(&expression->graph);
    release_programs(&expression->programs);
    *expression = (struct expression){0};
}

bool expression_set_constant(struct expression *expression, size_t index, double value,
                             struct error *error)
{
    double *place = &expression->values[expression->input_count + index];
    double before = *place;
    struct programs programs;
    *place = value;
    if (!compile(expression, &programs, error)) {
        *place = before;
        return false;
    }
    release_programs(&expression->programs);
    expression->programs = programs;
    return true;
}

void expression_print(const struct expression *expression, int root, bool pretty,
                      struct buffer *out)
{
    const struct derivatives *d = &expression->derivatives;
    const uint32_t roots[] = {d->loss, d->gradient[0], d->gradient[1]};
    struct names names = names_of(expression);
    print_formula(&expression->graph, roots[root], &names, pretty, out);
}
