/*
 * A program for one point: strict arithmetic, one number a register.
 *
 * Instructions stand in the order in which more is asked for, so that the loss alone, the loss with
 * its gradient, and all with the Hessian are three lengths of the one program.
 */
#ifndef SURFACE_POINT_H
#define SURFACE_POINT_H

#include "surface/graph.h"

enum {
    POINT_ROOTS = 6,
    POINT_LEVELS = 3,
    POINT_REGISTERS = 16384 /* on the stack; a program that needs more is refused */
};

struct point_instruction {
    uint16_t operation, out, argument[GRAPH_ARGUMENTS];
};

struct point_program {
    struct point_instruction *code;
    size_t length[POINT_LEVELS]; /* of the program up to each level */
    double *constants;
    size_t inputs, constant_count, registers; /* registers: inputs, constants, then the others */
    uint16_t result[POINT_ROOTS];
};

/*
 * Compiles roots of a lowered graph; root i belongs to level[i] (0 to POINT_LEVELS - 1). The names
 * of the graph are the inputs 0 to inputs - 1.
 */
bool point_compile(struct point_program *program, const struct graph *flat, size_t inputs,
                   const uint32_t *roots, const uint8_t *level, int count,
                   struct error *error) NODISCARD;
void point_release(struct point_program *program);

/* What the program up to `level` costs, in additions: a function of the maths library is many. */
double point_cost(const struct point_program *program, int level);

/* Evaluates the first `roots` roots into out[0 .. roots - 1]. None of them may lie above `level`:
 * what is computed for it is not there. `inputs` may be NULL where there are none. */
void point_run(const struct point_program *program, int level, const double *inputs, int roots,
               double *out);

#endif
