/* Philox against its published vectors; the distributions against their moments. */
#include "support/test.h"

#include <math.h>
#include <string.h>

#include "base/random.h"

/* The known-answer vectors of the Random123 distribution (kat_vectors, philox4x32 10). */
static void known_answers(void **state)
{
    (void)state;
    static const struct {
        uint32_t counter[4], key[2], out[4];
    } rows[] = {
        {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
         {0xffffffff, 0xffffffff},
         {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
        {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
         {0xa4093822, 0x299f31d0},
         {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint32_t out[4];
        random_philox(rows[i].counter, rows[i].key, out);
        assert_memory_equal(out, rows[i].out, sizeof out);
    }
}

/* Would catch a part of the name that is not used. */
static void every_part_of_the_name_counts(void **state)
{
    (void)state;
    const struct random_name names[] = {{1, RANDOM_NOISE, 0, 0},
                                        {2, RANDOM_NOISE, 0, 0},
                                        {1 + (1ull << 32), RANDOM_NOISE, 0, 0},
                                        {1, RANDOM_BATCH, 0, 0},
                                        {1, RANDOM_NOISE, 1, 0},
                                        {1, RANDOM_NOISE, 0, 1},
                                        {1, RANDOM_NOISE, 0, 1ull << 32}};
    uint32_t words[sizeof names / sizeof names[0]][4];
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        random_words(&names[i], words[i]);
        for (size_t j = 0; j < i; j++)
            assert_memory_not_equal(words[i], words[j], sizeof words[i]);
    }
}

enum { DRAWS = 200000 };

static void uniform_moments(void **state)
{
    (void)state;
    double sum = 0, squares = 0, product = 0;
    for (uint64_t i = 0; i < DRAWS; i++) {
        double u[2];
        random_uniform(&(struct random_name){7, RANDOM_TEST, 3, i}, u);
        assert_true(u[0] > 0 && u[0] < 1 && u[1] > 0 && u[1] < 1);
        sum += u[0] + u[1];
        squares += u[0] * u[0] + u[1] * u[1];
        product += (u[0] - 0.5) * (u[1] - 0.5);
    }
    assert_close(sum / (2 * DRAWS), 0.5, 4 * sqrt(1.0 / 12 / (2 * DRAWS)), 0);
    assert_close(squares / (2 * DRAWS), 1.0 / 3, 0.002, 0);
    assert_close(product / DRAWS, 0, 4 * (1.0 / 12) / sqrt(DRAWS), 0);
}

static void normal_moments(void **state)
{
    (void)state;
    double sum = 0, squares = 0, fourth = 0, product = 0;
    for (uint64_t i = 0; i < DRAWS; i++) {
        double z[2];
        random_normal(&(struct random_name){7, RANDOM_TEST, 3, i}, z);
        for (int k = 0; k < 2; k++) {
            sum += z[k];
            squares += z[k] * z[k];
            fourth += z[k] * z[k] * z[k] * z[k];
        }
        product += z[0] * z[1];
    }
    double n = 2 * DRAWS;
    assert_close(sum / n, 0, 4 / sqrt(n), 0);
    assert_close(squares / n, 1, 4 * sqrt(2 / n), 0);
    assert_close(fourth / n, 3, 4 * sqrt(96 / n), 0);
    assert_close(product / DRAWS, 0, 4 / sqrt(DRAWS), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_answers),
        cmocka_unit_test(every_part_of_the_name_counts),
        cmocka_unit_test(uniform_moments),
        cmocka_unit_test(normal_moments),
    };
    return cmocka_run_group_tests_name("base/random", tests, NULL, NULL);
}
