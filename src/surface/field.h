/*
 * A program for many points: the same graph as a point's, over blocks that stay in the cache.
 *
 * Over a lattice, what varies with x alone is evaluated once a column and what varies with y alone
 * once a row; only the rest runs at every point, where arithmetic is fused into chains of up to
 * three operations a pass. Two arithmetics: strict (any points; the bits of point_run()) and
 * picture (a lattice; vector maths).
 *
 * Over examples the program runs once for each, and the results add up to their mean. What varies
 * with the example alone is one value then, in strict arithmetic; what varies with it and x alone
 * (or y alone) is evaluated once a column (a row) and example.
 *
 * Running allocates nothing: blocks lie on the stack, the narrower the more values live at once.
 */
#ifndef SURFACE_FIELD_H
#define SURFACE_FIELD_H

#include "surface/graph.h"
#include "surface/kernel.h"

enum {
    FIELD_ROOTS = 6,
    FIELD_SCRATCH = 16384, /* doubles on the stack */
    FIELD_WIDTH = 512,     /* points in a block, at most */
    FIELD_NARROW = 128,    /* a block gets no narrower to make room for whole rows */
    FIELD_REGISTERS = FIELD_SCRATCH / KERNEL_PAD, /* a program that needs more is refused */
    FIELD_NUMBERS = 4096,                         /* likewise */
    FIELD_STREAM = 1 << 20, /* doubles: results larger in all go past the caches */
    FIELD_TILE = 1 << 14,   /* points: a tile over examples, roughly */
    FIELD_BANDS = 16,       /* of rows, for threads to share */
    FIELD_SHARED = 1000000  /* nanoseconds of work: less is done by one thread */
};

enum { X_REGISTER, Y_REGISTER, FIELD_INPUTS }; /* the first registers of every program */

struct field_instruction {
    kernel_function *points, *lattice; /* by how it runs. NULL: apply, one by one */
    operation_function *apply;
    uint16_t out, argument[GRAPH_ARGUMENTS];
    uint8_t points_mask, lattice_mask; /* KERNEL_A...: operands that are one value for all */
};

/* Instructions come in runs: those of the example alone; of y, of x, of both, with it or without.
 */
enum field_part { FIELD_OF_DATA, FIELD_OF_Y, FIELD_OF_X, FIELD_OF_BOTH, FIELD_PARTS };

/* RESULT_COPY: of both, and the same as a result before it. */
enum field_result_kind { RESULT_NUMBER, RESULT_OF_X, RESULT_OF_Y, RESULT_OF_BOTH, RESULT_COPY };

struct field_result {
    uint16_t place;
    enum field_result_kind kind;
};

struct field_program {
    const struct kernels *kernels;
    struct field_instruction *code;
    size_t end[FIELD_PARTS]; /* of each run */
    double *numbers;         /* places: numbers, the example's values, registers; registers: x, y,
                                the others */
    size_t number_count, value_count,
        register_count; /* value_count: numbers and example's values */
    uint16_t *places; /* those of y alone that are read outside their run, then those of x alone */
    size_t row_place_count, column_place_count;
    struct field_result result[FIELD_ROOTS];
    int result_count;
    double cost; /* of the last run: nanoseconds a point, roughly */
};

/* Compiles the roots of a lowered graph over the names 0 (x), 1 (y) and, from 2 on, the columns of
 * the examples. */
bool field_compile(struct field_program *program, const struct graph *flat,
                   const struct kernels *kernels, const uint32_t *roots, int count,
                   struct error *error) NODISCARD;
void field_release(struct field_program *program);

/* What a mean is over: a row of values an example. */
struct field_examples {
    size_t count, columns;
    const double *values;
};

/*
 * Strict. out[i] is the array of root i, or NULL. The mean over the examples, added up in their
 * order and divided by their number; without any (NULL) the program has no columns and runs once.
 */
void field_points(const struct field_program *program, const struct field_examples *examples,
                  size_t count, const double *x, const double *y, double *const *out);

/* Picture. out[i] is the array of root i, row by row, or NULL. Bands of rows are shared out among
 * threads where that pays: the same bits with any number of them. */
void field_lattice(const struct field_program *program, const struct field_examples *examples,
                   size_t columns, const double *x, size_t rows, const double *y,
                   double *const *out);

#endif
