/*
 * 1. Uses are counted and arithmetic is gathered into chains, from the results downwards: a product
 * or sum takes in an argument that nobody else needs.
 * 2. The nodes that remain are put into order: each part of the loss, and right after it what of
 * the derivatives can be had by then, so that a sum of a thousand terms holds a few values at once
 * and not thousands.
 */
#include "surface/field_plan.h"

#include <stdlib.h>
#include <string.h>

static const struct node *node_at(const struct field_plan *p, uint32_t index)
{
    return &p->flat->nodes[index];
}

enum field_part field_part_of(const struct field_plan *p, uint32_t index)
{
    static const enum field_part parts[] = {[0] = FIELD_OF_DATA,
                                            [DEPENDS_X] = FIELD_OF_X,
                                            [DEPENDS_Y] = FIELD_OF_Y,
                                            [DEPENDS_BOTH] = FIELD_OF_BOTH};
    const struct node *node = node_at(p, index);
    enum field_part part = parts[node->depends & DEPENDS_BOTH];
    bool spared = p->spares && part == FIELD_OF_X && node->operation != OP_NAME;
    return spared ? FIELD_OF_BOTH : part;
}

bool field_is_single(const struct field_plan *p, uint32_t index)
{
    return field_part_of(p, index) == FIELD_OF_DATA;
}

bool field_is_arithmetic(const struct field_plan *p, uint32_t index)
{
    enum operation_code operation = graph_operation(p->flat, index);
    return operation == OP_ADD || operation == OP_SUB || operation == OP_MUL;
}

bool field_is_instruction(const struct field_plan *p, uint32_t index)
{
    const struct node_plan *plan = &p->nodes[index];
    enum operation_code operation = graph_operation(p->flat, index);
    return plan->reached && !plan->absorbed && operation != OP_NUMBER && operation != OP_NAME;
}

/* --- chains */

static void count_uses(struct field_plan *p, const uint32_t *roots, int count)
{
    for (int i = 0; i < count; i++)
        p->nodes[roots[i]].reached = p->nodes[roots[i]].root = true;
    for (size_t i = p->flat->count; i-- > 0;) {
        const struct node *node = &p->flat->nodes[i];
        for (int k = 0; p->nodes[i].reached && k < operations[node->operation].arity; k++) {
            p->nodes[node->argument[k]].reached = true;
            p->nodes[node->argument[k]].uses++;
        }
    }
}

/* Can `below`, used `uses` times by its only user, be computed inside it? */
static bool can_absorb(const struct field_plan *p, uint32_t user, uint32_t below, uint32_t uses)
{
    const struct node_plan *plan = &p->nodes[below];
    return field_is_arithmetic(p, below) && !plan->root && plan->uses == uses &&
           field_part_of(p, below) == field_part_of(p, user);
}

static bool is_square(const struct field_plan *p, uint32_t index)
{
    const struct node *node = node_at(p, index);
    return node->operation == OP_MUL && node->argument[0] == node->argument[1];
}

static void set_inner(struct field_plan *p, struct node_plan *plan, uint32_t index)
{
    static const enum kernel_inner inners[OP_COUNT] = {
        [OP_ADD] = INNER_ADD, [OP_SUB] = INNER_SUB, [OP_MUL] = INNER_MUL};
    const struct node *node = node_at(p, index);
    plan->operand[0] = node->argument[0];
    plan->operand[1] = node->argument[1];
    plan->operands = 2;
    plan->chain.inner = inners[node->operation];
    if (is_square(p, index)) {
        plan->chain.inner = INNER_SQUARE;
        plan->operands = 1;
    }
}

/* Takes argument `which` of `core` into the chain, with the other as its third operand. */
static void absorb(struct field_plan *p, struct node_plan *plan, uint32_t core, int which)
{
    const struct node *node = node_at(p, core);
    uint32_t inner = node->argument[which];
    p->nodes[inner].absorbed = true;
    set_inner(p, plan, inner);
    plan->operand[2] = node->argument[1 - which];
    plan->operands = 3;
    if (plan->chain.inner == INNER_SQUARE)
        plan->operand[1] = plan->operand[0];
    plan->chain.outer = node->operation == OP_ADD   ? OUTER_ADD
                        : node->operation == OP_MUL ? OUTER_MUL
                        : which == 0                ? OUTER_SUB
                                                    : OUTER_FROM;
}

static void plan_chain(struct field_plan *p, uint32_t index)
{
    struct node_plan *plan = &p->nodes[index];
    uint32_t core = index;
    if (is_square(p, index) && can_absorb(p, index, node_at(p, index)->argument[0], 2)) {
        core = node_at(p, index)->argument[0];
        p->nodes[core].absorbed = true;
        plan->chain.squared = true;
    }
    const struct node *node = node_at(p, core);
    for (int which = 0; which < 2 && !is_square(p, core); which++)
        if (can_absorb(p, core, node->argument[which], 1)) {
            absorb(p, plan, core, which);
            return;
        }
    set_inner(p, plan, core);
}

static void plan_node(struct field_plan *p, uint32_t index)
{
    struct node_plan *plan = &p->nodes[index];
    const struct node *node = node_at(p, index);
    if (!field_is_instruction(p, index))
        return;
    if (field_is_arithmetic(p, index) && !field_is_single(p, index)) {
        plan_chain(p, index);
        return;
    }
    plan->operands = (uint8_t)operations[node->operation].arity;
    memcpy(plan->operand, node->argument, sizeof plan->operand);
}

/* --- the order */

/* Marks what the loss, the first of the results, is made of. */
static void mark_loss(const struct field_plan *p, uint32_t loss, uint32_t *due)
{
    due[loss] = 1;
    for (uint32_t i = loss + 1; i-- > 0;)
        for (int k = 0; due[i] && k < operations[node_at(p, i)->operation].arity; k++)
            due[node_at(p, i)->argument[k]] = 1;
}

/* Sorts the nodes by when they are due: a part of the loss in its turn, another with its last
 * argument. */
static bool sort_nodes(struct field_plan *p, uint32_t loss)
{
    uint32_t count = (uint32_t)p->flat->count;
    uint32_t *due = calloc(count, sizeof *due), *start = calloc(count + 1, sizeof *start);
    bool good = due && start;
    if (good) {
        mark_loss(p, loss, due);
        for (uint32_t i = 0; i < count; i++) {
            uint32_t latest = due[i] ? i : 0;
            for (int k = 0; k < operations[node_at(p, i)->operation].arity; k++)
                if (due[node_at(p, i)->argument[k]] > latest)
                    latest = due[node_at(p, i)->argument[k]];
            due[i] = latest;
            start[latest + 1]++;
        }
        for (uint32_t i = 0; i < count; i++)
            start[i + 1] += start[i];
        for (uint32_t i = 0; i < count; i++)
            p->order[start[due[i]]++] = i;
    }
    free(due);
    free(start);
    return good;
}

bool field_plan_make(struct field_plan *p, const uint32_t *roots, int count)
{
    p->nodes = calloc(p->flat->count, sizeof *p->nodes);
    p->order = malloc(p->flat->count * sizeof *p->order);
    if (!p->nodes || !p->order)
        return false;
    count_uses(p, roots, count);
    for (uint32_t i = (uint32_t)p->flat->count; i-- > 0;)
        plan_node(p, i);
    return sort_nodes(p, roots[0]);
}

void field_plan_release(struct field_plan *p)
{
    free(p->nodes);
    free(p->order);
}
