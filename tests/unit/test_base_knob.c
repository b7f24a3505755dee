/* Knobs: what is accepted, where a key leads, and the slider. */
#include "support/test.h"

#include <math.h>
#include <string.h>

#include "base/knob.h"

static const struct knob rate = {
    "lr", "learning rate", "η", KNOB_REAL, KNOB_LOGARITHMIC, 0, INFINITY, 1e-5, 10,
    0.01, "step length"};
static const struct knob momentum = {"momentum", "momentum", "β", KNOB_REAL, KNOB_LINEAR, 0,
                                     1,          0,          1,   0,         "memory"};
static const struct knob memory = {"momentum", "momentum", "β", KNOB_REAL, KNOB_MEMORY, 0,
                                   1,          0,          1,   0,         "memory"};
static const struct knob count = {"t0", "t0", "t₀", KNOB_COUNT, KNOB_LINEAR, 0,
                                  1000, 0,    100,  5,          ""};
static const struct knob flag = {"nesterov", "Nesterov", "", KNOB_FLAG, KNOB_LINEAR, 0,
                                 1,          0,          1,  0,         ""};

/* Round decimals are met exactly, up and down: would catch drift by repeated multiplication. */
static void logarithmic_turns_meet_the_decades(void **state)
{
    (void)state;
    double value = 1e-5;
    for (int i = 0; i < 60; i++)
        value = knob_turn(&rate, value, +1);
    assert_same(value, 10);
    for (int i = 0; i < 40; i++)
        value = knob_turn(&rate, value, -1);
    assert_same(value, 0.001);
    assert_same(knob_turn(&rate, 0.001, +1), 0.00125);
    assert_same(knob_turn(&rate, 0.1, -1), 0.08);
    assert_same(knob_turn(&rate, 1.25e-6, +1), 1.6e-6); /* 1.6 / 10^6 is one ulp off */
    assert_same(knob_turn(&rate, 2.5e-6, +1), 3.2e-6);
    assert_same(knob_turn(&rate, 0.3, +1), 0.32); /* from between two marks to the next */
    assert_same(knob_turn(&rate, 0.3, -1), 0.25);
}

static void logarithmic_turns_reach_zero_and_back(void **state)
{
    (void)state;
    assert_same(knob_turn(&rate, 1e-5, -1), 0);
    assert_same(knob_turn(&rate, 0, -1), 0);
    assert_same(knob_turn(&rate, 0, +1), 1e-5);
}

/* Would catch: a held key that leads to infinity, which no knob accepts and from which no key leads
 * back (an index beyond all integers). */
static void turns_stay_finite(void **state)
{
    static const struct knob open_linear = {"a",      "a", "a", KNOB_REAL, KNOB_LINEAR, 0,
                                            INFINITY, 0,   1,   0,         ""};
    (void)state;
    assert_same(knob_turn(&rate, 1e308, +1), 1.25e308);
    assert_same(knob_turn(&rate, 1.7e308, +1), 1.7e308);
    assert_close(knob_turn(&rate, 1.7e308, -1), 1.6e308, 0, 1e-9);
    assert_same(knob_turn(&open_linear, 1.7e308, +1), 1.7e308);
    assert_true(knob_turn(&rate, 5e-324, +1) > 5e-324);
    assert_same(knob_turn(&rate, 5e-324, -1), 0);
}

static void linear_turns_stay_on_marks(void **state)
{
    (void)state;
    double value = 0;
    for (int i = 0; i < 45; i++)
        value = knob_turn(&momentum, value, +1);
    assert_same(value, 0.9);
    assert_same(knob_turn(&momentum, 0.99, +1), 1);
    assert_same(knob_turn(&momentum, 1, +1), 1);
    assert_same(knob_turn(&momentum, 0.005, -1), 0);
    assert_same(knob_turn(&count, 5, +1), 6);
    assert_same(knob_turn(&flag, 0, -1), 1);
    assert_same(knob_turn(&flag, 1, +1), 0);
}

/* A class watches: nine presses to 0.9, and every value that the scenes name is on a mark. */
static void memory_turns_go_finer_towards_one(void **state)
{
    (void)state;
    static const double marks[] = {0,    0.1,  0.2,  0.3,  0.4,  0.5,  0.6,  0.7,  0.8,  0.9,
                                   0.91, 0.92, 0.93, 0.94, 0.95, 0.96, 0.97, 0.98, 0.99, 0.991};
    enum { LAST = sizeof marks / sizeof marks[0] - 1 };
    for (int i = 0; i < LAST; i++) {
        assert_same(knob_turn(&memory, marks[i], +1), marks[i + 1]);
        assert_same(knob_turn(&memory, marks[i + 1], -1), marks[i]);
    }
    assert_same(knob_turn(&memory, 0.999, +1), 1);
    assert_same(knob_turn(&memory, 1, +1), 1);
    assert_same(knob_turn(&memory, 1, -1), 0.999);
    assert_same(knob_turn(&memory, 0, -1), 0);
    assert_same(knob_turn(&memory, 0.85, +1), 0.9);
    assert_same(knob_turn(&memory, 0.905, -1), 0.9);
}

/* Would catch: a batch of 12.5 examples, and a key press that does nothing. */
static void counts_turn_along_whole_marks(void **state)
{
    (void)state;
    static const struct knob batch = {"b", "b", "b", KNOB_COUNT, KNOB_LOGARITHMIC, 1, 40,
                                      1,   40,  40,  ""};
    static const double marks[] = {1, 2, 3, 4, 5, 6, 7, 8, 10, 13, 16, 20, 25, 32, 40};
    enum { LAST = sizeof marks / sizeof marks[0] - 1 };
    for (int i = 0; i < LAST; i++)
        assert_same(knob_turn(&batch, marks[i], +1), marks[i + 1]);
    assert_same(knob_turn(&batch, 40, +1), 40);
    assert_same(knob_turn(&batch, 1, -1), 1);
    for (double value = 40, next; value > 1; value = next) {
        next = knob_turn(&batch, value, -1);
        assert_true(next <= value - 1 && next == floor(next));
    }
}

static void the_slider_inverts(void **state)
{
    (void)state;
    for (int i = 0; i <= 100; i++) {
        double fraction = i / 100.0;
        assert_close(knob_fraction(&rate, knob_at(&rate, fraction)), fraction, 1e-3, 0);
        assert_close(knob_fraction(&momentum, knob_at(&momentum, fraction)), fraction, 1e-9, 0);
    }
    assert_same(knob_fraction(&rate, 0), 0);
    assert_same(knob_fraction(&rate, NAN), 0);
    assert_same(knob_fraction(&rate, 1e9), 1);
}

static void says_what_is_wrong(void **state)
{
    (void)state;
    static const struct {
        const struct knob *knob;
        double value;
        const char *message;
    } rows[] = {{&rate, -1, "lr must be a number of 0 or more"},
                {&rate, NAN, "lr must be a number of 0 or more"},
                {&rate, INFINITY, "lr must be a number of 0 or more"},
                {&momentum, 1.5, "momentum must lie between 0 and 1"},
                {&count, 2.5, "t0 must be a whole number"},
                {&flag, 0.5, "nesterov is true or false"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct error error = {0};
        assert_false(knob_check(rows[i].knob, rows[i].value, &error));
        assert_string_equal(error.message, rows[i].message);
    }
    assert_true(knob_check(&rate, 0, NULL) && knob_check(&flag, 1, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(logarithmic_turns_meet_the_decades),
        cmocka_unit_test(logarithmic_turns_reach_zero_and_back),
        cmocka_unit_test(turns_stay_finite),
        cmocka_unit_test(linear_turns_stay_on_marks),
        cmocka_unit_test(memory_turns_go_finer_towards_one),
        cmocka_unit_test(counts_turn_along_whole_marks),
        cmocka_unit_test(the_slider_inverts),
        cmocka_unit_test(says_what_is_wrong),
    };
    return cmocka_run_group_tests_name("base/knob", tests, NULL, NULL);
}
