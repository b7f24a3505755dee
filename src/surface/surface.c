/*
 * A surface made from a formula: names, graph, derivatives, programs.
 */
#include "surface/surface.h"

#include <stdlib.h>
#include <string.h>

#include "surface/derive.h"
#include "surface/field.h"
#include "surface/formula.h"
#include "surface/lower.h"
#include "surface/parse.h"
#include "surface/point.h"
#include "surface/print.h"

enum { ROOTS = 6 };

/* How many roots each order asks for. */
static const int roots_of_order[] = {
    [SURFACE_LOSS] = 1, [SURFACE_GRADIENT] = 3, [SURFACE_HESSIAN] = ROOTS};

enum { ORDERS = SURFACE_HESSIAN + 1 };

/* What the formula becomes with the constants' present values. */
struct programs {
    struct point_program point;
    struct field_program field[ORDERS];
};

struct surface {
    size_t name_count; /* the two parameters, then the constants */
    char **names;
    uint8_t *depends;
    double *values; /* by name; those of the parameters mean nothing */
    struct graph graph;
    struct derivatives derivatives;
    struct programs programs;
};

static struct names names_of(const struct surface *surface)
{
    return (struct names){(const char *const *)surface->names, surface->depends,
                          surface->name_count};
}

static bool add_name(struct surface *surface, const char *name, unsigned depends, double value,
                     struct error *error)
{
    if (!formula_name_check(name, error))
        return false;
    for (size_t i = 0; i < surface->name_count; i++)
        if (strcmp(surface->names[i], name) == 0)
            return error_set(error, "the name '%s' is given twice", name);
    size_t at = surface->name_count;
    surface->names[at] = strdup(name);
    if (!surface->names[at])
        return error_memory(error);
    surface->depends[at] = (uint8_t)depends;
    surface->values[at] = value;
    surface->name_count++;
    return true;
}

static bool take_names(struct surface *surface, const struct surface_source *source,
                       struct error *error)
{
    size_t count = SURFACE_AXES + source->constant_count;
    surface->names = calloc(count, sizeof *surface->names);
    surface->depends = calloc(count, sizeof *surface->depends);
    surface->values = calloc(count, sizeof *surface->values);
    if (!surface->names || !surface->depends || !surface->values)
        return error_memory(error);
    for (int axis = 0; axis < SURFACE_AXES; axis++)
        if (!add_name(surface, source->parameters[axis], 1u << axis, 0, error))
            return false;
    for (size_t i = 0; i < source->constant_count; i++)
        if (!add_name(surface, source->constants[i].name, 0, source->constants[i].value, error))
            return false;
    return true;
}

static void release_programs(struct programs *programs)
{
    point_release(&programs->point);
    for (int order = 0; order < ORDERS; order++)
        field_release(&programs->field[order]);
}

static bool compile_flat(const struct graph *flat, const uint32_t *roots, struct programs *programs,
                         struct error *error)
{
    static const uint8_t level[ROOTS] = {SURFACE_LOSS,    SURFACE_GRADIENT, SURFACE_GRADIENT,
                                         SURFACE_HESSIAN, SURFACE_HESSIAN,  SURFACE_HESSIAN};
    const struct kernels *kernels = kernels_best();
    bool good = point_compile(&programs->point, flat, SURFACE_AXES, roots, level, ROOTS, error);
    for (int order = 0; good && order < ORDERS; order++)
        good = field_compile(&programs->field[order], flat, kernels, roots, roots_of_order[order],
                             error);
    return good;
}

static bool compile(const struct surface *surface, struct programs *programs, struct error *error)
{
    const struct derivatives *d = &surface->derivatives;
    const uint32_t roots[ROOTS] = {d->loss,       d->gradient[0], d->gradient[1],
                                   d->hessian[0], d->hessian[1],  d->hessian[2]};
    uint32_t lowered[ROOTS];
    struct graph flat;
    *programs = (struct programs){0};
    if (!graph_init(&flat, SIZE_MAX, error))
        return false;
    bool good = lower(&surface->graph, surface->values, roots, ROOTS, &flat, lowered, error) &&
                compile_flat(&flat, lowered, programs, error);
    graph_release(&flat);
    if (!good)
        release_programs(programs);
    return good;
}

static bool build(struct surface *surface, const struct surface_source *source, struct error *error)
{
    if (!take_names(surface, source, error) || !graph_init(&surface->graph, DERIVE_NODES, error))
        return false;
    struct names names = names_of(surface);
    return parse_formula(&surface->graph, source->loss, source->loss_length, &names,
                         &surface->derivatives.loss, error) &&
           derive(&surface->graph, 0, 1, &surface->derivatives, error) &&
           compile(surface, &surface->programs, error);
}

struct surface *surface_new(const struct surface_source *source, struct error *error)
{
    struct surface *surface = calloc(1, sizeof *surface);
    if (!surface) {
        error_memory(error);
        return NULL;
    }
    if (build(surface, source, error))
        return surface;
    surface_free(surface);
    return NULL;
}

void surface_free(struct surface *surface)
{
    if (!surface)
        return;
    for (size_t i = 0; i < surface->name_count; i++)
        free(surface->names[i]);
    free(surface->names);
    free(surface->depends);
    free(surface->values);
    graph_release(&surface->graph);
    release_programs(&surface->programs);
    free(surface);
}

bool surface_set_constant(struct surface *surface, size_t index, double value, struct error *error)
{
    double *place = &surface->values[SURFACE_AXES + index];
    double before = *place;
    struct programs programs;
    *place = value;
    if (!compile(surface, &programs, error)) {
        *place = before;
        return false;
    }
    release_programs(&surface->programs);
    surface->programs = programs;
    return true;
}

/* A point's fields lie one behind the other, in the order of the roots. */
_Static_assert(sizeof(struct surface_point) == ROOTS * sizeof(double), "a point is its roots");

void surface_at(const struct surface *surface, enum surface_order order,
                const double at[SURFACE_AXES], struct surface_point *out)
{
    double *root = &out->loss;
    int count = roots_of_order[order];
    point_run(&surface->programs.point, (int)order, at, count, root);
    for (int i = count; i < ROOTS; i++)
        root[i] = 0;
}

/* The arrays by root; those beyond the order stay untouched. */
static void list_lanes(const struct surface_lanes *out, double *lanes[ROOTS])
{
    lanes[0] = out->loss;
    memcpy(lanes + 1, out->gradient, sizeof out->gradient);
    memcpy(lanes + 3, out->hessian, sizeof out->hessian);
}

void surface_points(const struct surface *surface, enum surface_order order, size_t count,
                    const double *x, const double *y, const struct surface_lanes *out)
{
    double *lanes[ROOTS];
    list_lanes(out, lanes);
    field_points(&surface->programs.field[order], count, x, y, lanes);
}

void surface_grid(const struct surface *surface, enum surface_order order, size_t columns,
                  const double *x, size_t rows, const double *y, const struct surface_lanes *out)
{
    double *lanes[ROOTS];
    list_lanes(out, lanes);
    field_lattice(&surface->programs.field[order], columns, x, rows, y, lanes);
}

void surface_print_loss(const struct surface *surface, bool pretty, struct buffer *out)
{
    struct names names = names_of(surface);
    print_formula(&surface->graph, surface->derivatives.loss, &names, pretty, out);
}

void surface_print_gradient(const struct surface *surface, int axis, bool pretty,
                            struct buffer *out)
{
    struct names names = names_of(surface);
    print_formula(&surface->graph, surface->derivatives.gradient[axis], &names, pretty, out);
}
