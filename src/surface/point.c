/*
 * Registers are given out in one pass over the code: a value's register is free again after its
 * last use. Results are kept to the end.
 */
#include "surface/point.h"

#include <stdlib.h>
#include <string.h>

/* Copied in groups whose size the compiler knows; the array has room for the last one. */
enum { CONSTANTS_AT_ONCE = 4 };

struct compiler {
    const struct graph *flat;
    struct point_program *program;
    uint8_t *level; /* of each node: 1 + the lowest that needs it; 0: none */
    uint32_t *last; /* the place in the code of its last use */
    uint16_t *home; /* its register */
    uint16_t *free_list;
    size_t free_count;
    bool full;
};

static void find_levels(struct compiler *c, const uint32_t *roots, const uint8_t *level, int count)
{
    const struct graph *flat = c->flat;
    memset(c->level, 0, flat->count);
    for (int i = 0; i < count; i++)
        if (!c->level[roots[i]] || c->level[roots[i]] > level[i] + 1)
            c->level[roots[i]] = (uint8_t)(level[i] + 1);
    for (size_t i = flat->count; i-- > 0;) {
        const struct node *node = &flat->nodes[i];
        for (int k = 0; c->level[i] && k < operations[node->operation].arity; k++) {
            uint8_t *below = &c->level[node->argument[k]];
            if (!*below || *below > c->level[i])
                *below = c->level[i];
        }
    }
}

static bool is_instruction(const struct compiler *c, size_t node)
{
    return c->level[node] && c->flat->nodes[node].operation != OP_NUMBER &&
           c->flat->nodes[node].operation != OP_NAME;
}

/* Calls visit for every instruction in the order of the code. */
static void for_each(struct compiler *c,
                     void (*visit)(struct compiler *c, uint32_t node, size_t place))
{
    size_t place = 0;
    for (int level = 0; level < POINT_LEVELS; level++) {
        for (size_t i = 0; i < c->flat->count; i++)
            if (c->level[i] == level + 1 && is_instruction(c, i))
                visit(c, (uint32_t)i, place++);
        c->program->length[level] = place;
    }
}

static void note_uses(struct compiler *c, uint32_t index, size_t place)
{
    const struct node *node = &c->flat->nodes[index];
    for (int k = 0; k < operations[node->operation].arity; k++)
        if (c->last[node->argument[k]] != UINT32_MAX)
            c->last[node->argument[k]] = (uint32_t)place;
}

static uint16_t take_register(struct compiler *c)
{
    if (c->free_count)
        return c->free_list[--c->free_count];
    if (c->program->registers == POINT_REGISTERS) {
        c->full = true;
        return 0;
    }
    return (uint16_t)c->program->registers++;
}

static void emit(struct compiler *c, uint32_t index, size_t place)
{
    const struct node *node = &c->flat->nodes[index];
    struct point_instruction *instruction = &c->program->code[place];
    *instruction = (struct point_instruction){.operation = node->operation};
    for (int k = 0; k < operations[node->operation].arity; k++) {
        uint32_t argument = node->argument[k];
        instruction->argument[k] = c->home[argument];
        if (c->last[argument] == place && is_instruction(c, argument)) {
            c->free_list[c->free_count++] = c->home[argument];
            c->last[argument] = UINT32_MAX; /* an argument used twice is freed once */
        }
    }
    c->home[index] = instruction->out = take_register(c);
}

static bool place_constants(struct compiler *c)
{
    struct point_program *program = c->program;
    size_t count = 0;
    for (size_t i = 0; i < c->flat->count; i++)
        count += c->level[i] && c->flat->nodes[i].operation == OP_NUMBER;
    if (program->inputs + count > POINT_REGISTERS)
        return !(c->full = true);
    program->constants = calloc(count + CONSTANTS_AT_ONCE, sizeof *program->constants);
    if (!program->constants)
        return false;
    for (size_t i = 0; i < c->flat->count; i++) {
        const struct node *node = &c->flat->nodes[i];
        if (!c->level[i])
            continue;
        if (node->operation == OP_NUMBER) {
            c->home[i] = (uint16_t)(program->inputs + program->constant_count);
            program->constants[program->constant_count++] = node->value;
        } else if (node->operation == OP_NAME) {
            c->home[i] = (uint16_t)node->argument[0];
        }
    }
    program->registers = program->inputs + program->constant_count;
    return true;
}

static bool compile(struct compiler *c, const uint32_t *roots, const uint8_t *level, int count)
{
    struct point_program *program = c->program;
    size_t nodes = c->flat->count;
    find_levels(c, roots, level, count);
    if (!place_constants(c))
        return false;
    memset(c->last, 0, nodes * sizeof *c->last);
    for (int i = 0; i < count; i++)
        c->last[roots[i]] = UINT32_MAX;
    for_each(c, note_uses);
    program->code = malloc((program->length[POINT_LEVELS - 1] + 1) * sizeof *program->code);
    if (!program->code)
        return false;
    for_each(c, emit);
    for (int i = 0; i < count; i++)
        program->result[i] = c->home[roots[i]];
    return !c->full;
}

bool point_compile(struct point_program *program, const struct graph *flat, size_t inputs,
                   const uint32_t *roots, const uint8_t *level, int count, struct error *error)
{
    size_t nodes = flat->count;
    *program = (struct point_program){.inputs = inputs};
    struct compiler c = {.flat = flat, .program = program};
    c.level = malloc(nodes);
    c.last = malloc(nodes * sizeof *c.last);
    c.home = malloc(nodes * sizeof *c.home);
    c.free_list = malloc(nodes * sizeof *c.free_list);
    bool good = c.level && c.last && c.home && c.free_list && compile(&c, roots, level, count);
    free(c.level);
    free(c.last);
    free(c.home);
    free(c.free_list);
    if (good)
        return true;
    point_release(program);
    if (c.full)
        return error_set_offset(error, 0, "the formula needs more than %d values at once",
                                POINT_REGISTERS);
    return error_memory(error);
}

void point_release(struct point_program *program)
{
    free(program->code);
    free(program->constants);
    *program = (struct point_program){0};
}

double point_cost(const struct point_program *program, int level)
{
    static const double call = 15;
    double cost = 0;
    for (size_t i = 0; i < program->length[level]; i++)
        cost += operations[program->code[i].operation].exact ? 1 : call;
    return cost;
}

/* Those that make up most programs are spared the call. */
void point_run(const struct point_program *program, int level, const double *inputs, int roots,
               double *out)
{
    double r[POINT_REGISTERS + CONSTANTS_AT_ONCE];
    if (program->inputs == 2) { /* a surface: no call for two numbers */
        r[0] = inputs[0];
        r[1] = inputs[1];
    } else if (program->inputs > 0) { /* without any, `inputs` may be NULL */
        memcpy(r, inputs, program->inputs * sizeof *r);
    }
    for (size_t i = 0; i < program->constant_count; i += CONSTANTS_AT_ONCE)
        memcpy(r + program->inputs + i, program->constants + i,
               CONSTANTS_AT_ONCE * sizeof *program->constants);
    const struct point_instruction *end = program->code + program->length[level];
    for (const struct point_instruction *i = program->code; i < end; i++) {
        double a = r[i->argument[0]], b = r[i->argument[1]];
        switch (i->operation) {
        case OP_ADD:
            r[i->out] = a + b;
            break;
        case OP_SUB:
            r[i->out] = a - b;
            break;
        case OP_MUL:
            r[i->out] = a * b;
            break;
        case OP_DIV:
            r[i->out] = a / b;
            break;
        case OP_NEG:
            r[i->out] = -a;
            break;
        default:
            r[i->out] = operations[i->operation].apply(a, b, r[i->argument[2]]);
        }
    }
    for (int i = 0; i < roots; i++)
        out[i] = r[program->result[i]];
}
