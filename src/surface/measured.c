/* Cubic convolution over a grid that carries one extrapolated line on every side. */
#include "surface/measured.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct measured {
    size_t stride; /* columns + 2 */
    double low[2], high[2], cell[2];
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
                              const double low[SURFACE_AXES], const double high[SURFACE_AXES],
                              struct error *error)
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
        measured->low[axis] = low[axis];
        measured->high[axis] = high[axis];
        measured->cell[axis] = (high[axis] - low[axis]) / (double)measured->cells[axis];
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

/* Which cell along an axis, and where in it; false outside the window. */
static bool locate(const struct measured *measured, int axis, double at, size_t *cell, double *t)
{
    if (!(at >= measured->low[axis] && at <= measured->high[axis]))
        return false;
    double place = (at - measured->low[axis]) / measured->cell[axis];
    double whole = floor(place);
    double last = (double)(measured->cells[axis] - 1);
    if (whole > last)
        whole = last;
    *cell = (size_t)whole;
    *t = place - whole;
    return true;
}

/* The sum over the 4 x 4 nodes around the cell with the derivative of order (dx, dy). */
static double blend(const double *node, size_t stride, const double wx[4], const double wy[4])
{
    double sum = 0;
    for (int row = 0; row < 4; row++) {
        const double *p = node + (size_t)row * stride;
        sum += wy[row] * (wx[0] * p[0] + wx[1] * p[1] + wx[2] * p[2] + wx[3] * p[3]);
    }
    return sum;
}

void measured_at(const struct measured *measured, enum surface_order order,
                 const double at[SURFACE_AXES], struct surface_point *out)
{
    size_t cell[2];
    double t[2], w[2][3][4];
    *out = (struct surface_point){0};
    if (!locate(measured, 0, at[0], &cell[0], &t[0]) ||
        !locate(measured, 1, at[1], &cell[1], &t[1])) {
        out->loss = NAN;
        if (order >= SURFACE_GRADIENT)
            out->gradient[0] = out->gradient[1] = NAN;
        if (order >= SURFACE_HESSIAN)
            out->hessian[0] = out->hessian[1] = out->hessian[2] = NAN;
        return;
    }
    for (int axis = 0; axis < 2; axis++)
        weights(t[axis], w[axis]);
    const double *node = measured->values + cell[1] * measured->stride + cell[0];
    const double *h = measured->cell;
    size_t stride = measured->stride;
    out->loss = blend(node, stride, w[0][0], w[1][0]);
    if (order >= SURFACE_GRADIENT) {
        out->gradient[0] = blend(node, stride, w[0][1], w[1][0]) / h[0];
        out->gradient[1] = blend(node, stride, w[0][0], w[1][1]) / h[1];
    }
    if (order >= SURFACE_HESSIAN) {
        out->hessian[0] = blend(node, stride, w[0][2], w[1][0]) / (h[0] * h[0]);
        out->hessian[1] = blend(node, stride, w[0][1], w[1][1]) / (h[0] * h[1]);
        out->hessian[2] = blend(node, stride, w[0][0], w[1][2]) / (h[1] * h[1]);
    }
}
