/*
 * The ground that is walked on: a loss over two parameters, with its exact derivatives.
 *
 * A surface hides where the loss comes from (a formula; a mean over data; a measured grid). Two
 * kinds of arithmetic run the same program:
 *   strict   scalar libm in double, the same bits everywhere: every walk, every printed number;
 *   picture  vectorised maths (4 ulp at most): heatmaps and the like, never printed or compared.
 * All evaluation is const and needs no allocation: threads may share a surface.
 *
 * A value that does not exist (log of -1, 0/0) is NaN, an overflow is infinite, as IEEE 754 has it;
 * nothing is clamped. At a kink the derivative is the one that PyTorch takes.
 */
#ifndef SURFACE_SURFACE_H
#define SURFACE_SURFACE_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/error.h"

enum { SURFACE_AXES = 2 };

/* How much is asked for; each includes those before. */
enum surface_order { SURFACE_LOSS, SURFACE_GRADIENT, SURFACE_HESSIAN };

struct surface_point {
    double loss;
    double gradient[SURFACE_AXES];
    double hessian[3]; /* d2/dx2, d2/dxdy, d2/dy2 */
};

/* One array a quantity, as the kernels want it; those beyond the order asked for may be NULL. */
struct surface_lanes {
    double *loss;
    double *gradient[SURFACE_AXES];
    double *hessian[3];
};

struct surface_constant {
    const char *name;
    double value;
};

/* What a surface is made from. Borrowed during surface_new() only. */
struct surface_source {
    const char *loss; /* the formula */
    size_t loss_length;
    const char *parameters[SURFACE_AXES]; /* names, "x" and "y" by default */
    const struct surface_constant *constants;
    size_t constant_count;
};

struct surface;

/*
 * Parses, differentiates and compiles. NULL on failure; error->offset is then the byte of the
 * formula at which it went wrong.
 */
struct surface *surface_new(const struct surface_source *source, struct error *error) NODISCARD;
void surface_free(struct surface *surface);

/*
 * Gives constant `index` (in the order of the source) another value and compiles again, in well
 * under a millisecond. Not while another thread evaluates. On failure nothing changes.
 */
bool surface_set_constant(struct surface *surface, size_t index, double value,
                          struct error *error) NODISCARD;

/* Strict. Fields beyond the order asked for are set to 0. */
void surface_at(const struct surface *surface, enum surface_order order,
                const double at[SURFACE_AXES], struct surface_point *out);

/* Strict, for `count` points; the same bits as surface_at() for each. */
void surface_points(const struct surface *surface, enum surface_order order, size_t count,
                    const double *x, const double *y, const struct surface_lanes *out);

/*
 * Picture arithmetic over a lattice: out arrays hold columns * rows values, row by row, the row of
 * y[0] first; the value at x[i], y[j] is at j * columns + i. What depends on x alone or y alone is
 * computed once a column or row. The same bits with any number of threads.
 */
void surface_grid(const struct surface *surface, enum surface_order order, size_t columns,
                  const double *x, size_t rows, const double *y, const struct surface_lanes *out);

/* Appends the loss as text, with superscripts and Greek as on paper if `pretty`. */
void surface_print_loss(const struct surface *surface, bool pretty, struct buffer *out);

/* Appends the derivative by an axis (0, 1), simplified, as text. */
void surface_print_gradient(const struct surface *surface, int axis, bool pretty,
                            struct buffer *out);

#endif
