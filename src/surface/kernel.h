/*
 * Kernels: one operation, or a few in a row, over a block of values.
 *
 * The same source (kernel_template.h) is compiled for several processors; kernels_best() picks at
 * run time. Arithmetic rounds once an operation and is never contracted, so the kernels of every
 * processor give the bits of the strict scalar arithmetic; only those that call the vector maths
 * library (4 ulp) differ from it, and stand in a column of their own.
 *
 * A kernel reads whole vectors: lanes are padded to a multiple of KERNEL_PAD values.
 */
#ifndef SURFACE_KERNEL_H
#define SURFACE_KERNEL_H

#include <stddef.h>

#include "surface/operation.h"

enum { KERNEL_PAD = 8 };

/*
 * out[i] = f(a[i], b[i], c[i]) for i below count, a multiple of KERNEL_PAD. An operand may instead
 * be one value for all i: which ones is part of the kernel's choice. out is none of the operands;
 * every pointer can be read.
 */
typedef void kernel_function(double *restrict out, const double *a, const double *b,
                             const double *c, size_t count);

/* Bits of a set of operands: which of them are one value for all. */
enum { KERNEL_A = 1, KERNEL_B = 2, KERNEL_C = 4, KERNEL_MASKS = 8 };

/*
 * Arithmetic in one pass: ((a inner b) outer c), squared or not. Roundings are those of the
 * operations one by one.
 */
enum kernel_inner { INNER_ADD, INNER_SUB, INNER_MUL, INNER_SQUARE, INNERS };
enum kernel_outer { OUTER_NONE, OUTER_ADD, OUTER_SUB, OUTER_FROM, OUTER_MUL, OUTERS };

struct kernel_chain {
    enum kernel_inner inner;
    enum kernel_outer outer; /* OUTER_FROM: c - (a inner b) */
    bool squared;
};

struct kernels {
    const char *name;
    /* Copies past the caches, for results that are larger than they are; ends with fence(). */
    void (*stream)(double *restrict out, const double *restrict from, size_t count);
    void (*fence)(void);
    void (*add)(double *restrict sum, const double *restrict from, size_t count); /* sum += from */
    kernel_function *chain[INNERS][OUTERS][2][KERNEL_MASKS];
    kernel_function *function[OP_COUNT][KERNEL_MASKS];
};

/* Without a name: not built for this machine. */
extern const struct kernels kernels_base, kernels_avx2, kernels_avx512;

/* The fastest set that this processor runs. */
const struct kernels *kernels_best(void);

/* All sets that this processor runs, the fastest last; returns their number. For tests. */
enum { KERNEL_SETS = 3 };
int kernels_all(const struct kernels *sets[KERNEL_SETS]);

#endif
