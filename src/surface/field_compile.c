/*
 * From a lowered graph to a field program.
 *
 * 1. Uses are counted and arithmetic is gathered into chains, from the results downwards: a product
 * or sum takes in an argument that nobody else needs.
 * 2. The nodes that remain become instructions, run by run: each part of the loss, and right after
 * it what of the derivatives can be had by then, so that a sum of a thousand terms holds a few
 * values at once and not thousands.
 * 3. Registers are given out in one pass. A register is free after its last use, but those that a
 * later run reads are kept, as that run comes again and again. Where these are too many (a sum of
 * hundreds of bells), what varies with x alone is computed at every point after all.
 */
#include <stdlib.h>
#include <string.h>

#include "surface/field.h"

/* What becomes of a node. */
struct plan {
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

struct compiler {
    const struct graph *flat;
    const struct kernels *kernels;
    struct field_program *program;
    struct plan *plans;
    uint32_t *order; /* all nodes, as they come in the program */
    uint16_t *free_registers;
    size_t free_count;
    bool spares; /* nothing is kept for a column */
    bool full;
};

static const struct node *node_at(const struct compiler *c, uint32_t index)
{
    return &c->flat->nodes[index];
}

/* Which run; numbers are as what depends on the example alone. x itself is there in any case. */
static enum field_part part_of(const struct compiler *c, uint32_t index)
{
    static const enum field_part parts[] = {[0] = FIELD_OF_DATA,
                                            [DEPENDS_X] = FIELD_OF_X,
                                            [DEPENDS_Y] = FIELD_OF_Y,
                                            [DEPENDS_BOTH] = FIELD_OF_BOTH};
    const struct node *node = node_at(c, index);
    enum field_part part = parts[node->depends & DEPENDS_BOTH];
    bool spared = c->spares && part == FIELD_OF_X && node->operation != OP_NAME;
    return spared ? FIELD_OF_BOTH : part;
}

/* Is it one value for all points? */
static bool is_single(const struct compiler *c, uint32_t index)
{
    return part_of(c, index) == FIELD_OF_DATA;
}

static bool is_arithmetic(const struct compiler *c, uint32_t index)
{
    enum operation_code operation = graph_operation(c->flat, index);
    return operation == OP_ADD || operation == OP_SUB || operation == OP_MUL;
}

static bool is_instruction(const struct compiler *c, uint32_t index)
{
    const struct plan *plan = &c->plans[index];
    enum operation_code operation = graph_operation(c->flat, index);
    return plan->reached && !plan->absorbed && operation != OP_NUMBER && operation != OP_NAME;
}

/* --- 1. chains */

static void count_uses(struct compiler *c, const uint32_t *roots, int count)
{
    for (int i = 0; i < count; i++)
        c->plans[roots[i]].reached = c->plans[roots[i]].root = true;
    for (size_t i = c->flat->count; i-- > 0;) {
        const struct node *node = &c->flat->nodes[i];
        for (int k = 0; c->plans[i].reached && k < operations[node->operation].arity; k++) {
            c->plans[node->argument[k]].reached = true;
            c->plans[node->argument[k]].uses++;
        }
    }
}

/* Can `below`, used `uses` times by its only user, be computed inside it? */
static bool can_absorb(const struct compiler *c, uint32_t user, uint32_t below, uint32_t uses)
{
    const struct plan *plan = &c->plans[below];
    return is_arithmetic(c, below) && !plan->root && plan->uses == uses &&
           part_of(c, below) == part_of(c, user);
}

static bool is_square(const struct compiler *c, uint32_t index)
{
    const struct node *node = node_at(c, index);
    return node->operation == OP_MUL && node->argument[0] == node->argument[1];
}

static void set_inner(struct compiler *c, struct plan *plan, uint32_t index)
{
    static const enum kernel_inner inners[OP_COUNT] = {
        [OP_ADD] = INNER_ADD, [OP_SUB] = INNER_SUB, [OP_MUL] = INNER_MUL};
    const struct node *node = node_at(c, index);
    plan->operand[0] = node->argument[0];
    plan->operand[1] = node->argument[1];
    plan->operands = 2;
    plan->chain.inner = inners[node->operation];
    if (is_square(c, index)) {
        plan->chain.inner = INNER_SQUARE;
        plan->operands = 1;
    }
}

/* Takes argument `which` of `core` into the chain, with the other as its third operand. */
static void absorb(struct compiler *c, struct plan *plan, uint32_t core, int which)
{
    const struct node *node = node_at(c, core);
    uint32_t inner = node->argument[which];
    c->plans[inner].absorbed = true;
    set_inner(c, plan, inner);
    plan->operand[2] = node->argument[1 - which];
    plan->operands = 3;
    if (plan->chain.inner == INNER_SQUARE)
        plan->operand[1] = plan->operand[0];
    plan->chain.outer = node->operation == OP_ADD   ? OUTER_ADD
                        : node->operation == OP_MUL ? OUTER_MUL
                        : which == 0                ? OUTER_SUB
                                                    : OUTER_FROM;
}

static void plan_chain(struct compiler *c, uint32_t index)
{
    struct plan *plan = &c->plans[index];
    uint32_t core = index;
    if (is_square(c, index) && can_absorb(c, index, node_at(c, index)->argument[0], 2)) {
        core = node_at(c, index)->argument[0];
        c->plans[core].absorbed = true;
        plan->chain.squared = true;
    }
    const struct node *node = node_at(c, core);
    for (int which = 0; which < 2 && !is_square(c, core); which++)
        if (can_absorb(c, core, node->argument[which], 1)) {
            absorb(c, plan, core, which);
            return;
        }
    set_inner(c, plan, core);
}

static void plan_node(struct compiler *c, uint32_t index)
{
    struct plan *plan = &c->plans[index];
    const struct node *node = node_at(c, index);
    if (!is_instruction(c, index))
        return;
    if (is_arithmetic(c, index) && !is_single(c, index)) {
        plan_chain(c, index);
        return;
    }
    plan->operands = (uint8_t)operations[node->operation].arity;
    memcpy(plan->operand, node->argument, sizeof plan->operand);
}

/* --- 2. the order */

/* Marks what the loss, the first of the results, is made of. */
static void mark_loss(const struct compiler *c, uint32_t loss, uint32_t *due)
{
    due[loss] = 1;
    for (uint32_t i = loss + 1; i-- > 0;)
        for (int k = 0; due[i] && k < operations[node_at(c, i)->operation].arity; k++)
            due[node_at(c, i)->argument[k]] = 1;
}

/* Sorts the nodes by when they are due: a part of the loss in its turn, another with its last
 * argument. */
static bool sort_nodes(struct compiler *c, uint32_t loss)
{
    uint32_t count = (uint32_t)c->flat->count;
    uint32_t *due = calloc(count, sizeof *due), *start = calloc(count + 1, sizeof *start);
    bool good = due && start;
    if (good) {
        mark_loss(c, loss, due);
        for (uint32_t i = 0; i < count; i++) {
            uint32_t latest = due[i] ? i : 0;
            for (int k = 0; k < operations[node_at(c, i)->operation].arity; k++)
                if (due[node_at(c, i)->argument[k]] > latest)
                    latest = due[node_at(c, i)->argument[k]];
            due[i] = latest;
            start[latest + 1]++;
        }
        for (uint32_t i = 0; i < count; i++)
            start[i + 1] += start[i];
        for (uint32_t i = 0; i < count; i++)
            c->order[start[due[i]]++] = i;
    }
    free(due);
    free(start);
    return good;
}

static void for_each(struct compiler *c,
                     void (*visit)(struct compiler *c, uint32_t node, size_t at))
{
    size_t at = 0;
    for (int part = 0; part < FIELD_PARTS; part++) {
        for (size_t k = 0; k < c->flat->count; k++) {
            uint32_t i = c->order[k];
            if (is_instruction(c, i) && (int)part_of(c, i) == part)
                visit(c, i, at++);
        }
        c->program->end[part] = at;
    }
}

static void note_uses(struct compiler *c, uint32_t index, size_t at)
{
    const struct plan *plan = &c->plans[index];
    for (int k = 0; k < plan->operands; k++) {
        struct plan *operand = &c->plans[plan->operand[k]];
        bool same_part = part_of(c, plan->operand[k]) == part_of(c, index);
        operand->kept = operand->kept || !same_part;
        operand->last = (uint32_t)at;
    }
}

/* --- 3. registers and kernels */

/* The place of a parameter or a column; the columns of the examples follow the numbers. */
static uint16_t place_of_name(const struct field_program *program, uint32_t name)
{
    return (uint16_t)(name < FIELD_INPUTS ? program->value_count + name
                                          : program->number_count + name - FIELD_INPUTS);
}

/* How many columns the formula reaches into. */
static size_t count_columns(const struct compiler *c)
{
    size_t count = 0;
    for (size_t i = 0; i < c->flat->count; i++) {
        const struct node *node = &c->flat->nodes[i];
        if (c->plans[i].reached && node->operation == OP_NAME &&
            node->argument[0] >= FIELD_INPUTS + count)
            count = node->argument[0] - FIELD_INPUTS + 1;
    }
    return count;
}

static bool place_numbers(struct compiler *c)
{
    struct field_program *program = c->program;
    size_t count = 1; /* place 0 stands for operands that are not there */
    for (size_t i = 0; i < c->flat->count; i++)
        count += c->plans[i].reached && c->flat->nodes[i].operation == OP_NUMBER;
    if (count + count_columns(c) > FIELD_NUMBERS)
        return !(c->full = true);
    program->numbers = malloc(count * sizeof *program->numbers);
    if (!program->numbers)
        return false;
    program->numbers[program->number_count++] = 0;
    for (size_t i = 0; i < c->flat->count; i++)
        if (c->plans[i].reached && c->flat->nodes[i].operation == OP_NUMBER) {
            c->plans[i].place = (uint16_t)program->number_count;
            program->numbers[program->number_count++] = c->flat->nodes[i].value;
        }
    program->value_count = program->number_count + count_columns(c);
    for (size_t i = 0; i < c->flat->count; i++)
        if (c->flat->nodes[i].operation == OP_NAME)
            c->plans[i].place = place_of_name(program, c->flat->nodes[i].argument[0]);
    program->register_count = FIELD_INPUTS;
    return true;
}

/*
 * A kept value's register was and will be nobody else's, as the lane may lie elsewhere: in the
 * store of a lattice, in the caller's array.
 */
static uint16_t take_register(struct compiler *c, bool own)
{
    if (c->free_count && !own)
        return c->free_registers[--c->free_count];
    if (c->program->register_count == FIELD_REGISTERS) {
        c->full = true;
        return 0;
    }
    return (uint16_t)c->program->register_count++;
}

static void free_operands(struct compiler *c, const struct plan *plan, size_t at)
{
    for (int k = 0; k < plan->operands; k++) {
        struct plan *operand = &c->plans[plan->operand[k]];
        if (operand->last != at || operand->kept || operand->freed ||
            !is_instruction(c, plan->operand[k]))
            continue;
        operand->freed = true; /* an operand may be used twice */
        c->free_registers[c->free_count++] = (uint16_t)(operand->place - c->program->value_count);
    }
}

/* Which operands are one value for all: numbers, what is of the example alone; over a lattice, what
 * is of y alone too. */
static void set_masks(const struct compiler *c, uint32_t index,
                      struct field_instruction *instruction)
{
    const struct plan *plan = &c->plans[index];
    bool both = part_of(c, index) == FIELD_OF_BOTH;
    for (int k = 0; k < plan->operands; k++) {
        bool single = is_single(c, plan->operand[k]);
        bool of_row = both && part_of(c, plan->operand[k]) == FIELD_OF_Y;
        if (single)
            instruction->points_mask |= (uint8_t)(1 << k);
        if (single || of_row)
            instruction->lattice_mask |= (uint8_t)(1 << k);
    }
}

static void choose_kernels(const struct compiler *c, uint32_t index,
                           struct field_instruction *instruction)
{
    const struct plan *plan = &c->plans[index];
    enum operation_code operation = graph_operation(c->flat, index);
    unsigned points = instruction->points_mask, lattice = instruction->lattice_mask;
    if (is_arithmetic(c, index) && !is_single(c, index)) {
        const struct kernel_chain *chain = &plan->chain;
        kernel_function *const *row = c->kernels->chain[chain->inner][chain->outer][chain->squared];
        if (chain->inner == INNER_SQUARE) {
            points &= ~(unsigned)KERNEL_B;
            lattice &= ~(unsigned)KERNEL_B;
        }
        instruction->points = row[points];
        instruction->lattice = row[lattice];
        return;
    }
    instruction->apply = operations[operation].apply;
    instruction->lattice = c->kernels->function[operation][lattice];
    if (operations[operation].exact)
        instruction->points = c->kernels->function[operation][points];
}

/* Nanoseconds a point: arithmetic, a function of the vector maths library, one of libm. */
static double cost_of(const struct compiler *c, uint32_t index,
                      const struct field_instruction *instruction)
{
    bool exact = operations[graph_operation(c->flat, index)].exact;
    return !instruction->lattice ? 15 : is_arithmetic(c, index) || exact ? 0.25 : 1.5;
}

static void emit(struct compiler *c, uint32_t index, size_t at)
{
    struct plan *plan = &c->plans[index];
    struct field_instruction *instruction = &c->program->code[at];
    *instruction = (struct field_instruction){.out = take_register(c, plan->kept)};
    for (int k = 0; k < plan->operands; k++)
        instruction->argument[k] = c->plans[plan->operand[k]].place;
    set_masks(c, index, instruction);
    choose_kernels(c, index, instruction);
    plan->place = (uint16_t)(c->program->value_count + instruction->out);
    if (part_of(c, index) == FIELD_OF_BOTH)
        c->program->cost += cost_of(c, index, instruction);
    free_operands(c, plan, at);
}

/* --- results */

static void set_results(struct compiler *c, const uint32_t *roots, int count)
{
    struct field_program *program = c->program;
    program->result_count = count;
    for (int i = 0; i < count; i++) {
        static const int kinds[] = {[FIELD_OF_DATA] = RESULT_NUMBER,
                                    [FIELD_OF_X] = RESULT_OF_X,
                                    [FIELD_OF_Y] = RESULT_OF_Y,
                                    [FIELD_OF_BOTH] = RESULT_OF_BOTH};
        struct field_result *result = &program->result[i];
        result->place = c->plans[roots[i]].place;
        result->kind = kinds[part_of(c, roots[i])];
        for (int k = 0; k < i && result->kind == RESULT_OF_BOTH; k++)
            if (program->result[k].place == result->place)
                result->kind = RESULT_COPY;
    }
}

/* What varies with one parameter alone and is read outside its own run: by the last run or as a
 * result. */
static size_t list_places(struct compiler *c, enum field_part part, uint16_t *places)
{
    size_t count = 0;
    for (uint32_t i = 0; i < c->flat->count; i++)
        if (part_of(c, i) == part && is_instruction(c, i) && c->plans[i].kept)
            places[count++] = c->plans[i].place;
    return count;
}

static bool list_kept(struct compiler *c)
{
    struct field_program *program = c->program;
    program->places = malloc(program->register_count * sizeof *program->places);
    if (!program->places)
        return false;
    program->places[0] = (uint16_t)(program->value_count + Y_REGISTER);
    program->row_place_count = 1 + list_places(c, FIELD_OF_Y, program->places + 1);
    program->column_place_count =
        list_places(c, FIELD_OF_X, program->places + program->row_place_count);
    c->full = program->register_count + program->column_place_count > FIELD_REGISTERS;
    return !c->full;
}

static bool compile(struct compiler *c, const uint32_t *roots, int count)
{
    struct field_program *program = c->program;
    count_uses(c, roots, count);
    for (uint32_t i = (uint32_t)c->flat->count; i-- > 0;)
        plan_node(c, i);
    if (!sort_nodes(c, roots[0]) || !place_numbers(c))
        return false;
    for (int i = 0; i < count; i++)
        c->plans[roots[i]].kept = true;
    for_each(c, note_uses);
    program->code = malloc((program->end[FIELD_OF_BOTH] + 1) * sizeof *program->code);
    if (!program->code)
        return false;
    for_each(c, emit);
    set_results(c, roots, count);
    return !c->full && list_kept(c);
}

/* What it makes in vain is released, and `full` says whether it was too much. */
static bool attempt(struct compiler *c, const uint32_t *roots, int count)
{
    c->plans = calloc(c->flat->count, sizeof *c->plans);
    c->free_registers = malloc(c->flat->count * sizeof *c->free_registers);
    c->order = malloc(c->flat->count * sizeof *c->order);
    bool good = c->plans && c->free_registers && c->order && compile(c, roots, count);
    free(c->plans);
    free(c->order);
    free(c->free_registers);
    if (!good)
        field_release(c->program);
    return good;
}

bool field_compile(struct field_program *program, const struct graph *flat,
                   const struct kernels *kernels, const uint32_t *roots, int count,
                   struct error *error)
{
    const struct field_program none = {.kernels = kernels};
    struct compiler c = {.flat = flat, .kernels = kernels, .program = program};
    *program = none;
    bool good = attempt(&c, roots, count);
    if (!good && c.full) {
        c = (struct compiler){.flat = flat, .kernels = kernels, .program = program, .spares = true};
        *program = none;
        good = attempt(&c, roots, count);
    }
    if (good)
        return true;
    if (c.full)
        return error_set_offset(error, 0, "the formula needs more than %d values at once",
                                FIELD_REGISTERS);
    return error_memory(error);
}

void field_release(struct field_program *program)
{
    free(program->code);
    free(program->numbers);
    free(program->places);
    *program = (struct field_program){0};
}
