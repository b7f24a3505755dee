/*
 * What a field program is made of, before registers are given out: which nodes of the graph become
 * instructions, what each takes in, and in which order they come.
 */
#ifndef SURFACE_FIELD_PLAN_H
#define SURFACE_FIELD_PLAN_H

#include "surface/field.h"

/* What becomes of a node. */
struct node_plan {
    uint32_t operand[GRAPH_ARGUMENTS]; /* of the instruction, after fusing */
    uint32_t uses;                     /* by other nodes */
    uint32_t last;                     /* instruction of the last use */
    uint16_t place;
    uint8_t operands;
    bool reached, absorbed, root;
    bool kept;  /* its register is never given to another */
    bool freed; /* it has been */
    struct kernel_chain chain;
};

struct field_plan {
    const struct graph *flat;
    bool spares;             /* nothing is kept for a column */
    struct node_plan *nodes; /* of each of the graph's */
    uint32_t *order;         /* all nodes, as they come in the program */
};

/* Plans for these results, the loss first; `flat` and `spares` are set. False without memory; to be
 * released in either case. */
bool field_plan_make(struct field_plan *plan, const uint32_t *roots, int count) NODISCARD;
void field_plan_release(struct field_plan *plan);

/* Which run; numbers are as what depends on the example alone. x itself is there in any case. */
enum field_part field_part_of(const struct field_plan *plan, uint32_t node);

/* Is it one value for all points? */
bool field_is_single(const struct field_plan *plan, uint32_t node);

bool field_is_arithmetic(const struct field_plan *plan, uint32_t node);
bool field_is_instruction(const struct field_plan *plan, uint32_t node);

#endif
