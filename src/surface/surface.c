/*
 * The three kinds of surface behind the one: a formula's programs, their mean over examples, a
 * measured grid.
 */
#include "surface/surface.h"

#include <stdlib.h>
#include <string.h>

#include "surface/expression.h"
#include "surface/measured.h"

struct surface {
    struct measured *measured; /* not NULL: all there is */
    struct expression expression;
    struct field_examples examples; /* count 0: none */
};

/* --- making */

static bool copy_examples(struct surface *surface, const struct surface_data *data,
                          struct error *error)
{
    if (data->column_count == 0 || data->column_count > SURFACE_COLUMNS)
        return error_set(error, "data of %zu columns: 1 to %d are possible", data->column_count,
                         SURFACE_COLUMNS);
    if (data->row_count == 0 || data->row_count > UINT32_MAX)
        return error_set(error, "data of %zu rows: 1 to %lu are possible", data->row_count,
                         (unsigned long)UINT32_MAX);
    size_t row = data->column_count * sizeof *data->values;
    double *values = data->row_count <= SIZE_MAX / row ? malloc(data->row_count * row) : NULL;
    if (!values)
        return error_memory(error);
    memcpy(values, data->values, data->row_count * row);
    surface->examples = (struct field_examples){data->row_count, data->column_count, values};
    return true;
}

static bool build(struct surface *surface, const struct surface_source *source, struct error *error)
{
    const struct surface_measured *grid = source->measured;
    if (grid) {
        surface->measured =
            measured_new(grid->columns, grid->rows, grid->values, grid->window, error);
        return surface->measured != NULL;
    }
    if (source->data && !copy_examples(surface, source->data, error))
        return false;
    return expression_init(&surface->expression, source, error);
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
    measured_free(surface->measured);
    expression_release(&surface->expression);
    free((double *)surface->examples.values);
    free(surface);
}

bool surface_set_constant(struct surface *surface, size_t index, double value, struct error *error)
{
    if (surface->measured)
        return error_set(error, "a measured surface has no constants");
    return expression_set_constant(&surface->expression, index, value, error);
}

/* --- one point */

/* A point's fields lie one behind the other, in the order of the roots. */
_Static_assert(sizeof(struct surface_point) == EXPRESSION_ROOTS * sizeof(double),
               "a point is its roots");

/* Sums the roots over `count` examples, those of `rows` or (NULL) the first, and divides. */
static void mean_at(const struct surface *surface, enum surface_order order,
                    const double at[SURFACE_AXES], const uint32_t *rows, size_t count, double *mean)
{
    const struct field_examples *examples = &surface->examples;
    double inputs[SURFACE_AXES + SURFACE_COLUMNS] = {at[0], at[1]}, root[EXPRESSION_ROOTS];
    int roots = expression_roots(order);
    for (size_t i = 0; i < count; i++) {
        size_t row = rows ? rows[i] : i;
        memcpy(inputs + SURFACE_AXES, examples->values + row * examples->columns,
               examples->columns * sizeof *inputs);
        point_run(&surface->expression.programs.point, (int)order, inputs, roots,
                  i == 0 ? mean : root);
        for (int k = 0; i > 0 && k < roots; k++)
            mean[k] += root[k];
    }
    for (int k = 0; k < roots; k++)
        mean[k] /= (double)count;
}

void surface_at(const struct surface *surface, enum surface_order order,
                const double at[SURFACE_AXES], struct surface_point *out)
{
    double *root = &out->loss;
    int count = expression_roots(order);
    if (surface->measured) {
        measured_at(surface->measured, order, at, out);
        return;
    }
    if (surface->examples.count)
        mean_at(surface, order, at, NULL, surface->examples.count, root);
    else
        point_run(&surface->expression.programs.point, (int)order, at, count, root);
    for (int i = count; i < EXPRESSION_ROOTS; i++)
        root[i] = 0;
}

size_t surface_examples(const struct surface *surface)
{
    return surface->examples.count;
}

void surface_at_rows(const struct surface *surface, enum surface_order order,
                     const double at[SURFACE_AXES], const uint32_t *rows, size_t count,
                     struct surface_point *out)
{
    *out = (struct surface_point){0};
    mean_at(surface, order, at, rows, count, &out->loss);
}

double surface_cost(const struct surface *surface)
{
    static const double measured_cost = 60;
    double one = surface->measured
                     ? measured_cost
                     : point_cost(&surface->expression.programs.point, SURFACE_GRADIENT);
    return surface->examples.count > 0 ? one * (double)surface->examples.count : one;
}

/* --- many points */

/* The arrays by root; those beyond the order stay untouched. */
static void list_lanes(const struct surface_lanes *out, double *lanes[EXPRESSION_ROOTS])
{
    lanes[0] = out->loss;
    memcpy(lanes + 1, out->gradient, sizeof out->gradient);
    memcpy(lanes + 3, out->hessian, sizeof out->hessian);
}

static const struct field_examples *over(const struct surface *surface)
{
    return surface->examples.count ? &surface->examples : NULL;
}

void surface_points(const struct surface *surface, enum surface_order order, size_t count,
                    const double *x, const double *y, const struct surface_lanes *out)
{
    double *lanes[EXPRESSION_ROOTS];
    list_lanes(out, lanes);
    if (!surface->measured) {
        field_points(&surface->expression.programs.field[order], over(surface), count, x, y, lanes);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        struct surface_point point;
        measured_at(surface->measured, order, (double[SURFACE_AXES]){x[i], y[i]}, &point);
        for (int root = 0; root < expression_roots(order); root++)
            if (lanes[root])
                lanes[root][i] = (&point.loss)[root];
    }
}

void surface_grid(const struct surface *surface, enum surface_order order, size_t columns,
                  const double *x, size_t rows, const double *y, const struct surface_lanes *out)
{
    double *lanes[EXPRESSION_ROOTS];
    list_lanes(out, lanes);
    if (surface->measured)
        measured_grid(surface->measured, order, columns, x, rows, y, out);
    else
        field_lattice(&surface->expression.programs.field[order], over(surface), columns, x, rows,
                      y, lanes);
}

/* --- words */

static void print(const struct surface *surface, int root, bool pretty, struct buffer *out)
{
    if (surface->measured) {
        size_t columns, rows;
        measured_size(surface->measured, &columns, &rows);
        buffer_printf(out, "%s of %zu %s %zu measured losses, bicubic", root ? "slope" : "surface",
                      columns, pretty ? "×" : "x", rows);
        return;
    }
    if (surface->examples.count && pretty)
        buffer_add_text(out, "mean of ");
    expression_print(&surface->expression, root, pretty, out);
}

void surface_print_loss(const struct surface *surface, bool pretty, struct buffer *out)
{
    print(surface, 0, pretty, out);
}

void surface_print_gradient(const struct surface *surface, int axis, bool pretty,
                            struct buffer *out)
{
    print(surface, 1 + axis, pretty, out);
}
