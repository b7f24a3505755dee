/*
 * A formula made ready to run: its names, its graph, its derivatives, its programs.
 *
 * The names are the two parameters, the columns of the data, the constants, in this order. The
 * first two kinds are a program's inputs; constants are numbers in it, so that turning one compiles
 * again.
 */
#ifndef SURFACE_EXPRESSION_H
#define SURFACE_EXPRESSION_H

#include "surface/derive.h"
#include "surface/field.h"
#include "surface/graph.h"
#include "surface/parse.h"
#include "surface/point.h"
#include "surface/surface.h"

/* The loss, its gradient, its Hessian: a point's fields, in their order. */
enum { EXPRESSION_ROOTS = 6, EXPRESSION_ORDERS = SURFACE_HESSIAN + 1 };

/* What the formula becomes with the constants' present values. */
struct programs {
    struct point_program point;
    struct field_program field[EXPRESSION_ORDERS];
};

struct expression {
    size_t name_count, input_count;
    char **names;
    uint8_t *depends;
    double *values; /* by name; those of inputs mean nothing */
    struct graph graph;
    struct derivatives derivatives;
    struct programs programs;
};

/* How many roots an order asks for. */
int expression_roots(enum surface_order order);

/* On failure there is nothing to release. */
bool expression_init(struct expression *expression, const struct surface_source *source,
                     struct error *error) NODISCARD;
void expression_release(struct expression *expression);

/* On failure nothing changes. */
bool expression_set_constant(struct expression *expression, size_t index, double value,
                             struct error *error) NODISCARD;

/* Appends the loss (root 0) or a derivative as text. */
void expression_print(const struct expression *expression, int root, bool pretty,
                      struct buffer *out);

#endif
