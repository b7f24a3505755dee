/* Batches: an epoch shows every example once, whatever the sizes; a name gives the same batch
 * always; the shuffle is fair; a list is replayed. */
#include "support/test.h"

#include <stdio.h>
#include <string.h>

#include "descent/batch.h"

enum { MOST = 10007 };

static void check_epoch(const struct batch_order *order, uint64_t first_step, uint64_t batches)
{
    static uint8_t seen[MOST];
    static uint32_t rows[MOST];
    uint64_t total = 0;
    memset(seen, 0, sizeof seen);
    for (uint64_t step = first_step; step < first_step + batches; step++) {
        struct batch batch = batch_of(order, step);
        uint64_t left = order->examples - total;
        assert_int_equal(batch.count, order->size < left ? order->size : left);
        batch_rows(&batch, 0, batch.count, rows);
        for (size_t i = 0; i < batch.count; i++) {
            assert_true(rows[i] < order->examples);
            assert_int_equal(seen[rows[i]]++, 0);
        }
        total += batch.count;
    }
    assert_int_equal(total, order->examples);
}

static void test_an_epoch_shows_every_example_once(void **state)
{
    (void)state;
    static const struct {
        uint64_t examples, size;
    } cases[] = {{1, 1},    {2, 1},      {3, 2},   {5, 7},   {40, 8},   {40, 7},
                 {40, 1},   {40, 40},    {40, 41}, {64, 10}, {65, 64},  {1000, 999},
                 {4096, 1}, {MOST, 100}, {41, 40}, {7, 3},   {255, 16}, {MOST, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct batch_order order = {
            .seed = i, .size = cases[i].size, .examples = cases[i].examples};
        uint64_t batches = (order.examples + order.size - 1) / order.size;
        for (uint64_t epoch = 0; epoch < 3; epoch++)
            check_epoch(&order, epoch * batches, batches);
        check_epoch(&order, batches << 40, batches); /* a late one */
    }
}

static void rows_of(uint64_t seed, uint64_t step, uint32_t rows[8])
{
    struct batch_order order = {.seed = seed, .size = 8, .examples = 64};
    struct batch batch = batch_of(&order, step);
    batch_rows(&batch, 0, 8, rows);
}

static void test_seed_and_step_name_a_batch(void **state)
{
    (void)state;
    uint32_t a[8], b[8];
    rows_of(1, 5, a);
    rows_of(9, 77, b); /* nothing is remembered */
    rows_of(1, 5, b);
    assert_memory_equal(a, b, sizeof a);
    rows_of(2, 5, b);
    assert_memory_not_equal(a, b, sizeof a);
    rows_of(1, 6, b);
    assert_memory_not_equal(a, b, sizeof a);
    rows_of(1, 5 + 8, b); /* the same place of the next epoch */
    assert_memory_not_equal(a, b, sizeof a);
}

static void test_parts_of_a_batch_are_its_own(void **state)
{
    (void)state;
    struct batch_order order = {.seed = 3, .size = 100, .examples = 250};
    struct batch batch = batch_of(&order, 4);
    uint32_t whole[100], part[100];
    batch_rows(&batch, 0, 100, whole);
    batch_rows(&batch, 0, 37, part);
    batch_rows(&batch, 37, 63, part + 37);
    assert_memory_equal(whole, part, sizeof whole);
}

/* Which of the k! orders of k examples. */
static uint32_t index_of_order(const uint32_t *rows, uint32_t count)
{
    uint32_t index = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t smaller = 0;
        for (uint32_t k = i + 1; k < count; k++)
            smaller += rows[k] < rows[i];
        index = index * (count - i) + smaller;
    }
    return index;
}

/* All orders of a few examples come up equally often: chi-squared, at six deviations. */
static void test_small_shuffles_are_fair(void **state)
{
    (void)state;
    for (uint32_t examples = 2; examples <= 5; examples++) {
        uint32_t counts[120] = {0}, orders = 1, rows[5];
        enum { EPOCHS = 60000 };
        for (uint32_t i = 2; i <= examples; i++)
            orders *= i;
        struct batch_order order = {.seed = 7, .size = examples, .examples = examples};
        for (uint64_t epoch = 0; epoch < EPOCHS; epoch++) {
            struct batch batch = batch_of(&order, epoch);
            batch_rows(&batch, 0, examples, rows);
            counts[index_of_order(rows, examples)]++;
        }
        double expected = (double)EPOCHS / orders, sum = 0, freedom = orders - 1;
        for (uint32_t i = 0; i < orders; i++)
            sum += (counts[i] - expected) * (counts[i] - expected) / expected;
        double off = (sum - freedom) * (sum - freedom) / (2 * freedom); /* in squared deviations */
        if (off > 36 && sum > freedom)
            fail_msg("%u examples: chi-squared %g with %g degrees of freedom", examples, sum,
                     freedom);
    }
}

/* Two neighbours in the order of a larger set are as any other pair. */
static void test_neighbours_are_fair(void **state)
{
    (void)state;
    enum { EXAMPLES = 40, EPOCHS = 80000 };
    static uint32_t counts[EXAMPLES][EXAMPLES];
    struct batch_order order = {.seed = 11, .size = 20, .examples = EXAMPLES};
    memset(counts, 0, sizeof counts);
    for (uint64_t epoch = 0; epoch < EPOCHS; epoch++) {
        uint32_t rows[2];
        struct batch batch = batch_of(&order, 2 * epoch + 1);
        batch_rows(&batch, 3, 2, rows);
        counts[rows[0]][rows[1]]++;
    }
    double pairs = EXAMPLES * (EXAMPLES - 1), expected = EPOCHS / pairs, sum = 0;
    for (int i = 0; i < EXAMPLES; i++) {
        for (int k = 0; k < EXAMPLES; k++)
            sum += i == k ? 0 : (counts[i][k] - expected) * (counts[i][k] - expected) / expected;
        assert_int_equal(counts[i][i], 0);
    }
    double off = (sum - (pairs - 1)) * (sum - (pairs - 1)) / (2 * (pairs - 1));
    if (off > 36)
        fail_msg("chi-squared %g with %g degrees of freedom", sum, pairs - 1);
}

static void test_a_list_is_replayed_over_and_over(void **state)
{
    (void)state;
    static const size_t start[] = {0, 2, 3, 6};
    static const uint32_t rows[] = {4, 4, 0, 9, 8, 7};
    const struct batch_list list = {.steps = 3, .start = start, .rows = rows};
    const struct batch_order order = {.seed = 1, .size = 5, .examples = 10, .list = &list};
    for (uint64_t step = 0; step < 9; step++) {
        size_t at = (size_t)(step % 3);
        uint32_t got[3];
        struct batch batch = batch_of(&order, step);
        assert_int_equal(batch.count, start[at + 1] - start[at]);
        batch_rows(&batch, 0, batch.count, got);
        assert_memory_equal(got, rows + start[at], batch.count * sizeof *got);
    }
    uint32_t last;
    struct batch batch = batch_of(&order, 2);
    batch_rows(&batch, 2, 1, &last);
    assert_int_equal(last, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_epoch_shows_every_example_once),
        cmocka_unit_test(test_seed_and_step_name_a_batch),
        cmocka_unit_test(test_parts_of_a_batch_are_its_own),
        cmocka_unit_test(test_small_shuffles_are_fair),
        cmocka_unit_test(test_neighbours_are_fair),
        cmocka_unit_test(test_a_list_is_replayed_over_and_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
