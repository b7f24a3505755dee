/*
 * From a lowered graph to a field program: what is planned (field_plan.h) becomes instructions, run
 * by run.
 *
 * Registers are given out in one pass. A register is free after its last use, but those that a
 * later run reads are kept, as that run comes again and again. Where these are too many (a sum of
 * hundreds of bells), what varies with x alone is computed at every point after all.
 */
#include <stdlib.h>

#include "surface/field_plan.h"

struct compiler {
    struct field_plan plan;
    const struct kernels *kernels;
    struct field_program *program;
    uint16_t *free_registers;
    size_t free_count;
    bool full;
};

static void for_each(struct compiler *c,
                     void (*visit)(struct compiler *c, uint32_t node, size_t at))
{
    size_t at = 0;
    for (int part = 0; part < FIELD_PARTS; part++) {
        for (size_t k = 0; k < c->plan.flat->count; k++) {
            uint32_t i = c->plan.order[k];
            if (field_is_instruction(&c->plan, i) && (int)field_part_of(&c->plan, i) == part)
                visit(c, i, at++);
        }
        c->program->end[part] = at;
    }
}

static void note_uses(struct compiler *c, uint32_t index, size_t at)
{
    const struct node_plan *plan = &c->plan.nodes[index];
    for (int k = 0; k < plan->operands; k++) {
        struct node_plan *operand = &c->plan.nodes[plan->operand[k]];
        bool same_part =
            field_part_of(&c->plan, plan->operand[k]) == field_part_of(&c->plan, index);
        operand->kept = operand->kept || !same_part;
        operand->last = (uint32_t)at;
    }
}

/* --- registers and kernels */

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
    for (size_t i = 0; i < c->plan.flat->count; i++) {
        const struct node *node = &c->plan.flat->nodes[i];
        if (c->plan.nodes[i].reached && node->operation == OP_NAME &&
            node->argument[0] >= FIELD_INPUTS + count)
            count = node->argument[0] - FIELD_INPUTS + 1;
    }
    return count;
}

static bool place_numbers(struct compiler *c)
{
    struct field_program *program = c->program;
    size_t count = 1; /* place 0 stands for operands that are not there */
    for (size_t i = 0; i < c->plan.flat->count; i++)
        count += c->plan.nodes[i].reached && c->plan.flat->nodes[i].operation == OP_NUMBER;
    if (count + count_columns(c) > FIELD_NUMBERS)
        return !(c->full = true);
    program->numbers = malloc(count * sizeof *program->numbers);
    if (!program->numbers)
        return false;
    program->numbers[program->number_count++] = 0;
    for (size_t i = 0; i < c->plan.flat->count; i++)
        if (c->plan.nodes[i].reached && c->plan.flat->nodes[i].operation == OP_NUMBER) {
            c->plan.nodes[i].place = (uint16_t)program->number_count;
            program->numbers[program->number_count++] = c->plan.flat->nodes[i].value;
        }
    program->value_count = program->number_count + count_columns(c);
    for (size_t i = 0; i < c->plan.flat->count; i++)
        if (c->plan.flat->nodes[i].operation == OP_NAME)
            c->plan.nodes[i].place = place_of_name(program, c->plan.flat->nodes[i].argument[0]);
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

static void free_operands(struct compiler *c, const struct node_plan *plan, size_t at)
{
    for (int k = 0; k < plan->operands; k++) {
        struct node_plan *operand = &c->plan.nodes[plan->operand[k]];
        if (operand->last != at || operand->kept || operand->freed ||
            !field_is_instruction(&c->plan, plan->operand[k]))
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
    const struct node_plan *plan = &c->plan.nodes[index];
    bool both = field_part_of(&c->plan, index) == FIELD_OF_BOTH;
    for (int k = 0; k < plan->operands; k++) {
        bool single = field_is_single(&c->plan, plan->operand[k]);
        bool of_row = both && field_part_of(&c->plan, plan->operand[k]) == FIELD_OF_Y;
        if (single)
            instruction->points_mask |= (uint8_t)(1 << k);
        if (single || of_row)
            instruction->lattice_mask |= (uint8_t)(1 << k);
    }
}

static void choose_kernels(const struct compiler *c, uint32_t index,
                           struct field_instruction *instruction)
{
    const struct node_plan *plan = &c->plan.nodes[index];
    enum operation_code operation = graph_operation(c->plan.flat, index);
    unsigned points = instruction->points_mask, lattice = instruction->lattice_mask;
    if (field_is_arithmetic(&c->plan, index) && !field_is_single(&c->plan, index)) {
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
    bool exact = operations[graph_operation(c->plan.flat, index)].exact;
    return !instruction->lattice ? 15 : field_is_arithmetic(&c->plan, index) || exact ? 0.25 : 1.5;
}

static void emit(struct compiler *c, uint32_t index, size_t at)
{
    struct node_plan *plan = &c->plan.nodes[index];
    struct field_instruction *instruction = &c->program->code[at];
    *instruction = (struct field_instruction){.out = take_register(c, plan->kept)};
    for (int k = 0; k < plan->operands; k++)
        instruction->argument[k] = c->plan.nodes[plan->operand[k]].place;
    set_masks(c, index, instruction);
    choose_kernels(c, index, instruction);
    plan->place = (uint16_t)(c->program->value_count + instruction->out);
    if (field_part_of(&c->plan, index) == FIELD_OF_BOTH)
        c->program->cost += cost_of(c, index, instruction);
    free_operands(c, plan, at);
}

/* --- results */

static void set_results(struct compiler *c, const uint32_t *roots, int count)
{
    struct field_program *program = c->program;
    program->result_count = count;
    for (int i = 0; i < count; i++) {
        static const enum field_result_kind kinds[] = {[FIELD_OF_DATA] = RESULT_NUMBER,
                                                       [FIELD_OF_X] = RESULT_OF_X,
                                                       [FIELD_OF_Y] = RESULT_OF_Y,
                                                       [FIELD_OF_BOTH] = RESULT_OF_BOTH};
        struct field_result *result = &program->result[i];
        result->place = c->plan.nodes[roots[i]].place;
        result->kind = kinds[field_part_of(&c->plan, roots[i])];
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
    for (uint32_t i = 0; i < c->plan.flat->count; i++)
        if (field_part_of(&c->plan, i) == part && field_is_instruction(&c->plan, i) &&
            c->plan.nodes[i].kept)
            places[count++] = c->plan.nodes[i].place;
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
    if (!place_numbers(c))
        return false;
    for (int i = 0; i < count; i++)
        c->plan.nodes[roots[i]].kept = true;
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
    c->free_registers = malloc(c->plan.flat->count * sizeof *c->free_registers);
    bool good =
        field_plan_make(&c->plan, roots, count) && c->free_registers && compile(c, roots, count);
    field_plan_release(&c->plan);
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
    struct compiler c = {.plan = {.flat = flat}, .kernels = kernels, .program = program};
    *program = none;
    bool good = attempt(&c, roots, count);
    if (!good && c.full) {
        c = (struct compiler){
            .plan = {.flat = flat, .spares = true}, .kernels = kernels, .program = program};
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
