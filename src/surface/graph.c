/*
 * Hash-consing by open addressing with linear probing; the table is kept at most half full.
 */
#include "surface/graph.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

static uint64_t bits_of(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static uint64_t hash_node(const struct node *node)
{
    uint64_t hash = bits_of(node->value) ^ node->operation;
    for (int i = 0; i < GRAPH_ARGUMENTS; i++)
        hash = (hash ^ node->argument[i]) * 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 29;
}

/* Numbers are the same when their bits are: 0 and -0 are two nodes. */
static bool is_same(const struct node *a, const struct node *b)
{
    return a->operation == b->operation && bits_of(a->value) == bits_of(b->value) &&
           memcmp(a->argument, b->argument, sizeof a->argument) == 0;
}

static uint32_t *find_slot(const struct graph *graph, const struct node *node)
{
    size_t mask = graph->slot_count - 1;
    size_t at = (size_t)hash_node(node) & mask;
    while (graph->slots[at] && !is_same(&graph->nodes[graph->slots[at] - 1], node))
        at = (at + 1) & mask;
    return &graph->slots[at];
}

static bool grow_slots(struct graph *graph)
{
    size_t count = graph->slot_count ? 2 * graph->slot_count : 256;
    uint32_t *slots = calloc(count, sizeof *slots);
    if (!slots)
        return false;
    free(graph->slots);
    graph->slots = slots;
    graph->slot_count = count;
    for (size_t i = 0; i < graph->count; i++)
        *find_slot(graph, &graph->nodes[i]) = (uint32_t)i + 1;
    return true;
}

static bool make_room(struct graph *graph)
{
    if (graph->count == graph->limit) {
        graph->full = true;
        return false;
    }
    if (2 * (graph->count + 1) > graph->slot_count && !grow_slots(graph))
        return false;
    struct node *nodes =
        array_grow(graph->nodes, &graph->capacity, graph->count + 1, sizeof *nodes);
    if (!nodes)
        return false;
    graph->nodes = nodes;
    return true;
}

static uint32_t intern(struct graph *graph, const struct node *node)
{
    if (graph->failed)
        return GRAPH_ZERO;
    if (graph->slot_count) {
        uint32_t found = *find_slot(graph, node);
        if (found)
            return found - 1;
    }
    if (!make_room(graph)) {
        graph->failed = true;
        return GRAPH_ZERO;
    }
    graph->nodes[graph->count++] = *node;
    *find_slot(graph, node) = (uint32_t)graph->count;
    return (uint32_t)graph->count - 1;
}

bool graph_init(struct graph *graph, size_t limit, struct error *error)
{
    *graph = (struct graph){.limit = limit};
    graph_number(graph, 0); /* GRAPH_ZERO */
    graph_number(graph, 1); /* GRAPH_ONE */
    if (!graph->failed)
        return true;
    graph_release(graph);
    return error_memory(error);
}

void graph_release(struct graph *graph)
{
    free(graph->nodes);
    free(graph->slots);
    *graph = (struct graph){0};
}

uint32_t graph_number(struct graph *graph, double value)
{
    return intern(graph, &(struct node){.operation = OP_NUMBER, .value = value});
}

uint32_t graph_name(struct graph *graph, uint32_t name, unsigned depends)
{
    return intern(graph, &(struct node){.operation = OP_NAME,
                                        .argument = {name, 0, 0},
                                        .depends = (uint8_t)depends});
}

uint32_t graph_node(struct graph *graph, enum operation_code operation, uint32_t a, uint32_t b,
                    uint32_t c)
{
    struct node node = {.operation = (uint8_t)operation, .argument = {a, b, c}};
    for (int i = 0; i < operations[operation].arity; i++)
        node.depends |= graph->nodes[node.argument[i]].depends;
    return intern(graph, &node);
}

void graph_mark(const struct graph *graph, const uint32_t *roots, int count, uint8_t *mark)
{
    memset(mark, 0, graph->count);
    for (int i = 0; i < count; i++)
        mark[roots[i]] = (uint8_t)(mark[roots[i]] | 1 << i);
    for (size_t i = graph->count; i-- > 0;) {
        const struct node *node = &graph->nodes[i];
        for (int k = 0; mark[i] && k < operations[node->operation].arity; k++)
            mark[node->argument[k]] |= mark[i];
    }
}
