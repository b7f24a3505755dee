/*
 * Mini-batches: which examples a step sees.
 *
 * By epochs, as PyTorch's shuffling loader has it: an epoch is a permutation of all examples, cut
 * into batches; the last one holds what is left over. The permutation is a function of (seed,
 * epoch), and of nothing else: every walker of a race sees the same batches, and no step needs the
 * one before it. It is never stored: an example's place is enciphered, round by round, into its
 * number (the swap-or-not shuffle: Hoang, Morris, Rogaway, CRYPTO 2012), which is a permutation of
 * exactly as many as there are.
 *
 * Or replayed from a list, over and over.
 */
#ifndef DESCENT_BATCH_H
#define DESCENT_BATCH_H

#include <stddef.h>
#include <stdint.h>

/* Step k sees rows[start[k]] to rows[start[k + 1] - 1], at least one; after the last it begins
 * again. */
struct batch_list {
    size_t steps;        /* at least 1 */
    const size_t *start; /* steps + 1 of them */
    const uint32_t *rows;
};

/* How a walk's batches come about. */
struct batch_order {
    uint64_t seed;
    uint64_t size;                 /* at least 1; more than there are examples is all of them */
    uint64_t examples;             /* 1 to UINT32_MAX */
    const struct batch_list *list; /* if not NULL, all that matters */
};

/* One step's batch. */
struct batch {
    size_t count;
    uint64_t seed, epoch;
    uint64_t first; /* of the batch's places in the epoch */
    uint32_t examples;
    const uint32_t *listed; /* NULL: by epochs */
};

/* The batch that step `step` (from 0) sees. It borrows the list. */
struct batch batch_of(const struct batch_order *order, uint64_t step);

/* How many examples the steps before this one have seen, those seen again counted again. By epochs:
 * not for a list. */
uint64_t batch_seen(const struct batch_order *order, uint64_t step);

/* The numbers of the batch's examples from its `from`-th on, `count` of them: from + count is at
 * most batch->count. Any part gives the same numbers as the whole. */
void batch_rows(const struct batch *batch, size_t from, size_t count, uint32_t *rows);

#endif
