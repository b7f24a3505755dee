/*
 * The swap-or-not shuffle: in each round every number x has a partner, K - x, and a coin that the
 * two share says whether they change places.
 */
#include "descent/batch.h"

#include "base/random.h"

/* What a round goes by. */
struct round {
    uint32_t partner; /* K, below the number of examples */
    uint32_t key;
};

/* A fair coin for a number: the finisher of MurmurHash3 (Appleby), keyed. */
static uint32_t coin(uint32_t number, uint32_t key)
{
    uint32_t hash = number ^ key;
    hash = (hash ^ hash >> 16) * 0x85EBCA6Bu;
    hash = (hash ^ hash >> 13) * 0xC2B2AE35u;
    return hash >> 31;
}

static void swap_or_not(const struct round *round, uint32_t examples, size_t count, uint32_t *x)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t other = round->partner - x[i];
        other += x[i] > round->partner ? examples : 0;
        uint32_t larger = x[i] > other ? x[i] : other;
        x[i] = coin(larger, round->key) ? other : x[i];
    }
}

/* Each draw serves two rounds. */
static void draw_rounds(const struct batch *batch, uint32_t pair, struct round rounds[2])
{
    uint32_t words[4];
    random_words(
        &(struct random_name){
            .seed = batch->seed, .stream = RANDOM_BATCH, .walker = pair, .step = batch->epoch},
        words);
    for (int i = 0; i < 2; i++) {
        rounds[i].partner = (uint32_t)((uint64_t)words[2 * i] * batch->examples >> 32);
        rounds[i].key = words[2 * i + 1];
    }
}

/* Pairs of rounds: six rounds a bit of the number of examples, and some for the smallest. */
static uint32_t pair_count(uint32_t examples)
{
    uint32_t bits = 0;
    while (bits < 32 && examples >> bits != 0)
        bits++;
    return 4 + 3 * bits;
}

static void shuffle(const struct batch *batch, size_t count, uint32_t *x)
{
    for (uint32_t pair = 0; pair < pair_count(batch->examples); pair++) {
        struct round rounds[2];
        draw_rounds(batch, pair, rounds);
        swap_or_not(&rounds[0], batch->examples, count, x);
        swap_or_not(&rounds[1], batch->examples, count, x);
    }
}

struct batch batch_of(const struct batch_order *order, uint64_t step)
{
    const struct batch_list *list = order->list;
    if (list != NULL) {
        size_t at = (size_t)(step % list->steps);
        return (struct batch){.count = list->start[at + 1] - list->start[at],
                              .listed = list->rows + list->start[at]};
    }
    uint64_t size = order->size < order->examples ? order->size : order->examples;
    uint64_t batches = (order->examples + size - 1) / size; /* in an epoch */
    struct batch batch = {.seed = order->seed,
                          .epoch = step / batches,
                          .first = step % batches * size,
                          .examples = (uint32_t)order->examples};
    uint64_t left = order->examples - batch.first;
    batch.count = (size_t)(size < left ? size : left);
    return batch;
}

uint64_t batch_seen(const struct batch_order *order, uint64_t step)
{
    const struct batch batch = batch_of(order, step);
    return batch.epoch * order->examples + batch.first;
}

void batch_rows(const struct batch *batch, size_t from, size_t count, uint32_t *rows)
{
    for (size_t i = 0; i < count; i++)
        rows[i] =
            batch->listed != NULL ? batch->listed[from + i] : (uint32_t)(batch->first + from + i);
    if (batch->listed == NULL)
        shuffle(batch, count, rows);
}
