/* Cubic convolution over a grid that carries one extrapolated line on every side. */
#include "surface/measured.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"

enum {
    MEASURED_BLOCK = 64,      /* columns at once */
    MEASURED_SHARED = 1 << 16 /* points: fewer are done by one thread, in a millisecond */
};

struct measured {
    size_t stride; /* columns + 2 */
    struct surface_window window[2];
    double cell[2];
    size_t cells[2];
    double values[];
};

/* One beyond the border, from the three inside (two where there are no more). */
static double beyond(double p0, double p1, double p2)
{
    return 3 * p0 - 3 * p1 + p2;
}

/* Fills the border lines, first along the rows, then along all columns. */
static void extend(struct measured *measured, size_t columns, size_t rows)
{
    size_t stride = measured->stride;
    for (size_t row = 1; row <= rows; row++) {
        double *p = measured->values + row * stride + 1;
        size_t n = columns;
        p[-1] = n > 2 ? beyond(p[0], p[1], p[2]) : 2 * p[0] - p[1];
        p[n] = n > 2 ? beyond(p[n - 1], p[n - 2], p[n - 3]) : 2 * p[n - 1] - p[n - 2];
    }
    for (size_t column = 0; column < stride; column++) {
        double *p = measured->values + stride + column;
        size_t n = rows;
        *(p - stride) = n > 2 ? beyond(p[0], p[stride], p[2 * stride]) : 2 * p[0] - p[stride];
        p[n * stride] = n > 2
                            ? beyond(p[(n - 1) * stride], p[(n - 2) * stride], p[(n - 3) * stride])
                            : 2 * p[(n - 1) * stride] - p[(n - 2) * stride];
    }
}

struct measured *measured_new(size_t columns, size_t rows, const double *values,
                              const struct surface_window window[SURFACE_AXES], struct error *error)
{
    if (columns < 2 || rows < 2) {
        error_set(error, "a grid needs at least 2 rows of 2 values, not %zu rows of %zu", rows,
                  columns);
        return NULL;
    }
    struct measured *measured =
        malloc(sizeof *measured + (columns + 2) * (rows + 2) * sizeof(double));
    if (measured == NULL) {
        error_memory(error);
        return NULL;
    }
    measured->stride = columns + 2;
    measured->cells[0] = columns - 1;
    measured->cells[1] = rows - 1;
    for (int axis = 0; axis < 2; axis++) {
        measured->window[axis] = window[axis];
        measured->cell[axis] =
            (window[axis].high - window[axis].low) / (double)measured->cells[axis];
    }
    for (size_t row = 0; row < rows; row++)
        memcpy(measured->values + (row + 1) * measured->stride + 1, values + row * columns,
               columns * sizeof *values);
    extend(measured, columns, rows);
    return measured;
}

void measured_free(struct measured *measured)
{
    free(measured);
}

void measured_size(const struct measured *measured, size_t *columns, size_t *rows)
{
    *columns = measured->cells[0] + 1;
    *rows = measured->cells[1] + 1;
}

/* The four weights at t in [0, 1] between the middle two nodes, and their derivatives by t. */
static void weights(double t, double w[3][4])
{
    double s = 1 - t;
    w[0][0] = -0.5 * t * s * s;
    w[0][1] = 1 + t * t * (1.5 * t - 2.5);
    w[0][2] = 1 + s * s * (1.5 * s - 2.5);
    w[0][3] = -0.5 * s * t * t;
    w[1][0] = -0.5 * s * (s - 2 * t);
    w[1][1] = t * (4.5 * t - 5);
    w[1][2] = -s * (4.5 * s - 5);
    w[1][3] = -0.5 * t * (2 * s - t);
    w[2][0] = 2 * s - t;
    w[2][1] = 9 * t - 5;
    w[2][2] = 9 * s - 5;
    w[2][3] = 2 * t - s;
}

/* A coordinate: which cell along its axis, and the weights of the four nodes around it. */
struct place {
    bool inside; /* the window; what follows means nothing otherwise */
    size_t cell;
    double weight[3][4];
};

static void locate(const struct measured *measured, int axis, double at, struct place *place)
{
    const struct surface_window *window = &measured->window[axis];
    place->inside = at >= window->low && at <= window->high;
    if (!place->inside)
        return;
    double nodes = (at - window->low) / measured->cell[axis];
    double whole = fmin(floor(nodes), (double)(measured->cells[axis] - 1));
    place->cell = (size_t)whole;
    weights(nodes - whole, place->weight);
}

/* The same of the nodes that have a weight alone: beside a node that was not measured, the values
 * of others are met all the same. */
static double blend_weighty(const double *node, size_t stride, const double wx[4],
                            const double wy[4])
{
    double sum = 0;
    for (size_t row = 0; row < 4; row++)
        for (size_t column = 0; column < 4; column++)
            if (wx[column] != 0 && wy[row] != 0)
                sum += wy[row] * (wx[column] * node[row * stride + column]);
    return sum;
}

/* The sum over the 4 x 4 nodes around the cell with the derivative of order (dx, dy). */
static double blend(const double *node, size_t stride, const double wx[4], const double wy[4])
{
    double sum = 0;
    for (int row = 0; row < 4; row++) {
        const double *p = node + (size_t)row * stride;
        sum += wy[row] * (wx[0] * p[0] + wx[1] * p[1] + wx[2] * p[2] + wx[3] * p[3]);
    }
    return isnan(sum) ? blend_weighty(node, stride, wx, wy) : sum;
}

static void interpolate(const struct measured *measured, enum surface_order order,
                        const struct place *x, const struct place *y, struct surface_point *out)
{
    *out = (struct surface_point){0};
    if (!x->inside || !y->inside) {
        out->loss = NAN;
        if (order >= SURFACE_GRADIENT)
            out->gradient[0] = out->gradient[1] = NAN;
        if (order >= SURFACE_HESSIAN)
            out->hessian[0] = out->hessian[1] = out->hessian[2] = NAN;
        return;
    }
    const double *node = measured->values + y->cell * measured->stride + x->cell;
    const double *h = measured->cell;
    size_t stride = measured->stride;
    out->loss = blend(node, stride, x->weight[0], y->weight[0]);
    if (order >= SURFACE_GRADIENT) {
        out->gradient[0] = blend(node, stride, x->weight[1], y->weight[0]) / h[0];
        out->gradient[1] = blend(node, stride, x->weight[0], y->weight[1]) / h[1];
    }
    if (order >= SURFACE_HESSIAN) {
        out->hessian[0] = blend(node, stride, x->weight[2], y->weight[0]) / (h[0] * h[0]);
        out->hessian[1] = blend(node, stride, x->weight[1], y->weight[1]) / (h[0] * h[1]);
        out->hessian[2] = blend(node, stride, x->weight[0], y->weight[2]) / (h[1] * h[1]);
    }
}

void measured_at(const struct measured *measured, enum surface_order order,
                 const double at[SURFACE_AXES], struct surface_point *out)
{
    struct place x, y;
    locate(measured, 0, at[0], &x);
    locate(measured, 1, at[1], &y);
    interpolate(measured, order, &x, &y, out);
}

/* --- a lattice */

struct lattice {
    const struct measured *measured;
    enum surface_order order;
    size_t columns, rows;
    const double *x, *y;
    double *out[sizeof(struct surface_point) / sizeof(double)]; /* by the fields of a point */
};

/* Some columns from `first` on: their weights are worked out once for all rows. */
static void fill_columns(const struct lattice *lattice, size_t first, size_t count)
{
    struct place x[MEASURED_BLOCK], y;
    for (size_t i = 0; i < count; i++)
        locate(lattice->measured, 0, lattice->x[first + i], &x[i]);
    for (size_t row = 0; row < lattice->rows; row++) {
        locate(lattice->measured, 1, lattice->y[row], &y);
        for (size_t i = 0; i < count; i++) {
            struct surface_point point;
            interpolate(lattice->measured, lattice->order, &x[i], &y, &point);
            for (size_t k = 0; k < ARRAY_LENGTH(lattice->out); k++)
                if (lattice->out[k])
                    lattice->out[k][row * lattice->columns + first + i] = (&point.loss)[k];
        }
    }
}

void measured_grid(const struct measured *measured, enum surface_order order, size_t columns,
                   const double *x, size_t rows, const double *y, const struct surface_lanes *out)
{
    struct lattice lattice = {measured, order, columns, rows, x, y, {out->loss}};
    if (order >= SURFACE_GRADIENT)
        memcpy(lattice.out + 1, out->gradient, sizeof out->gradient);
    if (order >= SURFACE_HESSIAN)
        memcpy(lattice.out + 3, out->hessian, sizeof out->hessian);
#pragma omp parallel for schedule(dynamic) if (columns * rows > MEASURED_SHARED)
    for (size_t first = 0; first < columns; first += MEASURED_BLOCK)
        fill_columns(&lattice, first,
                     columns - first < MEASURED_BLOCK ? columns - first : MEASURED_BLOCK);
}
