/*
 * The ground that is walked on: a loss over two parameters, with its exact derivatives.
 *
 * A surface hides where the loss comes from:
 * - a formula;
 * - data: the formula is the loss of one example, and loss, gradient and Hessian are the means over
 *   the examples, summed one after the other in their order and divided by their number;
 * - a measured grid.
 *
 * Two kinds of arithmetic run the same program:
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

/* What is shown, searched or measured of an axis; a window has two. */
struct surface_window {
    double low, high; /* finite, low < high */
};

struct surface_constant {
    const char *name;
    double value;
};

enum { SURFACE_COLUMNS = 32 }; /* of data, at most */

/* Examples: a value a column, and the columns' names are names of the formula. */
struct surface_data {
    const char *const *columns;
    size_t column_count;
    const double *values; /* row by row */
    size_t row_count;     /* 1 to UINT32_MAX */
};

/* Losses measured over a window; see surface/measured.h. */
struct surface_measured {
    size_t columns, rows;
    const double *values; /* row by row, the row of the lowest y first */
    struct surface_window window[SURFACE_AXES];
};

/* What a surface is made from. Borrowed during surface_new() only. */
struct surface_source {
    const char *loss; /* the formula */
    size_t loss_length;
    const char *parameters[SURFACE_AXES]; /* names, "x" and "y" by default */
    const struct surface_constant *constants;
    size_t constant_count;
    const struct surface_data *data;         /* NULL: the formula itself is the loss */
    const struct surface_measured *measured; /* if not NULL, all that matters beside the names of
                                                the parameters: there is no formula then */
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
 * under a millisecond. Not while another thread evaluates. On failure nothing changes. (A measured
 * surface has no constants.)
 */
bool surface_set_constant(struct surface *surface, size_t index, double value,
                          struct error *error) NODISCARD;

/* Strict. Fields beyond the order asked for are set to 0. */
void surface_at(const struct surface *surface, enum surface_order order,
                const double at[SURFACE_AXES], struct surface_point *out);

/* The number of examples; 0 where the loss is none over data. */
size_t surface_examples(const struct surface *surface);

/*
 * Strict: the mean over `count` examples (1 or more) of a surface over data, by their numbers from
 * 0, summed in the order given. All of them in their order give the bits of surface_at().
 */
void surface_at_rows(const struct surface *surface, enum surface_order order,
                     const double at[SURFACE_AXES], const uint32_t *rows, size_t count,
                     struct surface_point *out);

/*
 * What loss and gradient cost at one point, in additions, roughly: to decide how much is worth
 * computing without asking a clock.
 */
double surface_cost(const struct surface *surface);

/* Strict, for `count` points; the same bits as surface_at() for each. */
void surface_points(const struct surface *surface, enum surface_order order, size_t count,
                    const double *x, const double *y, const struct surface_lanes *out);

/*
 * Picture arithmetic over a lattice: out arrays hold columns * rows values, row by row, the row of
 * y[0] first; the value at x[i], y[j] is at j * columns + i. What depends on x alone or y alone is
 * computed once a column or row. The same bits with any number of threads. Over data the cost grows
 * with the number of examples: 0.2 to 2 ns a point and example for the loss, so that 24,000 points
 * take 1 ms for 40 of them and some 100 to 400 ms for 10,000.
 */
void surface_grid(const struct surface *surface, enum surface_order order, size_t columns,
                  const double *x, size_t rows, const double *y, const struct surface_lanes *out);

/*
 * Appends the loss as text, with superscripts and Greek as on paper if `pretty`. Over data plain
 * text is the loss of one example, as it is written in a scene, and pretty text says that the mean
 * is meant; the same with its derivatives. A measured surface says what it is in words.
 */
void surface_print_loss(const struct surface *surface, bool pretty, struct buffer *out);

/* Appends the derivative by an axis (0, 1), simplified, as text. */
void surface_print_gradient(const struct surface *surface, int axis, bool pretty,
                            struct buffer *out);

#endif
