/* Ticks and labels: round, inside, few enough, never on top of each other. */
#include "support/test.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "base/array.h"
#include "view/axis.h"

// clang-format off
static const struct {
    struct surface_window window;
    size_t most, count;
    double first, last;
    const char *second; /* the label of the second tick */
} tick_cases[] = {
    {{-5, 5},            5,  5, -4,      4,      "-2"},
    {{-5, 5},           11, 11, -5,      5,      "-4"},
    {{-2, 2},            9,  9, -2,      2,      "-1.5"},
    {{0.1, 0.3},         5,  5,  0.1,    0.3,    "0.15"},
    {{-0.003, 0.0011},   5,  5, -0.003,  0.001,  "-0.002"},
    {{0, 1e6},           3,  3,  0,      1e6,    "500000"},
    {{1000, 1001},       3,  3,  1000,   1001,   "1000.5"},
    {{-1e300, 3e300},    5,  5, -1e300,  3e300,  "0"},
    {{1, 2},             1,  1,  2,      2,      NULL},
};
// clang-format on

static void ticks_are_the_round_numbers(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(tick_cases); i++) {
        struct axis_ticks ticks;
        char label[AXIS_LABEL];
        axis_find_ticks(tick_cases[i].window, tick_cases[i].most, &ticks);
        if (ticks.count != tick_cases[i].count)
            fail_msg("case %zu: %zu ticks from %g", i, ticks.count, ticks.at[0]);
        assert_same(ticks.at[0], tick_cases[i].first);
        assert_same(ticks.at[ticks.count - 1], tick_cases[i].last);
        if (tick_cases[i].second != NULL) {
            axis_label(label, ticks.at[1], ticks.digits, GLYPHS_ASCII);
            assert_string_equal(label, tick_cases[i].second);
        }
    }
}

static void ticks_of_any_window_rise_inside_it(void **state)
{
    (void)state;
    static const double ends[] = {-DBL_MAX, -1e300, -7e15, -123.4, -1,  -1e-9, -1e-300, 0,
                                  1e-300,   3e-7,   0.1,   0.99,   1e3, 1e15,  1.7e308};
    for (size_t a = 0; a < ARRAY_LENGTH(ends); a++)
        for (size_t b = a + 1; b < ARRAY_LENGTH(ends); b++)
            for (size_t most = 1; most <= 40; most++) {
                struct axis_ticks ticks;
                struct surface_window window = {ends[a], ends[b]};
                axis_find_ticks(window, most, &ticks);
                assert_true(ticks.count <= most && ticks.count <= AXIS_TICKS);
                assert_true(most < 3 || ticks.count >= 1);
                for (size_t i = 0; i < ticks.count; i++) {
                    assert_true(ticks.at[i] >= window.low && ticks.at[i] <= window.high);
                    assert_true(i == 0 || ticks.at[i] > ticks.at[i - 1]);
                    assert_false(ticks.at[i] == 0 && signbit(ticks.at[i]));
                }
            }
}

/* Labels tell the ticks apart and read back as the tick. */
static void labels_have_the_digits_they_need(void **state)
{
    (void)state;
    for (double low = 1e-3; low < 1e5; low *= 3.7)
        for (double span = low / 1e4; span < low * 1e3; span *= 2.3) {
            struct axis_ticks ticks;
            axis_find_ticks((struct surface_window){-low, span - low}, 7, &ticks);
            for (size_t i = 0; i < ticks.count; i++) {
                char label[AXIS_LABEL];
                double read;
                axis_label(label, ticks.at[i], ticks.digits, GLYPHS_ASCII);
                assert_true(number_parse(label, strlen(label), &read));
                assert_close(read, ticks.at[i], span * 1e-9, 0);
            }
        }
}

// clang-format off
static const struct { double low, high, round; } round_cases[] = {
    {0.7, 1.3, 1},      {11, 19, 20 - 5},    {4.4, 5.6, 5},        {3.2, 3.9, 3.5},
    {-1.3, 2, 0},       {-19, -11, -15},     {0.0031, 0.0049, 0.004}, {95, 260, 100},
    {1.1e-300, 3e-300, 2e-300}, {1e307, 1.7e308, 1e308}, {0.123, 0.124, 0.124}, {7, 7, 7},
};
// clang-format on

static void round_numbers_are_found_in_any_stretch(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(round_cases); i++) {
        double found = axis_round(round_cases[i].low, round_cases[i].high);
        assert_true(found >= round_cases[i].low && found <= round_cases[i].high);
        assert_close(found, round_cases[i].round, 0, 1e-12);
    }
}

static void the_minus_sign_is_the_best_there_is(void **state)
{
    (void)state;
    char label[AXIS_LABEL];
    assert_int_equal(axis_label(label, -2.5, 3, GLYPHS_HALF), 4);
    assert_string_equal(label, "\xE2\x88\x92"
                               "2.5");
    assert_int_equal(axis_label(label, -2.5, 3, GLYPHS_FULL), 4);
    assert_string_equal(label, "-2.5");
    assert_int_equal(axis_label(label, -2.5e-17, 3, GLYPHS_BRAILLE), 8);
}

/* In every size: labels inside their row and apart from each other, and as tall as the gutter says.
 */
static void labels_never_touch(void **state)
{
    (void)state;
    struct frame frame = {0};
    for (int columns = 1; columns < 90; columns++) {
        assert_true(frame_resize(&frame, columns + 8, 12));
        struct camera camera = {{6, 1, columns, 9}, {{-1234.5, 1234.5}, {-0.001, 0.002}}};
        axis_draw_x(&frame, &camera, 6, 6 + columns, "width", GLYPHS_ASCII);
        axis_draw_y(&frame, &camera, 6, "b", GLYPHS_ASCII);
        for (int i = 0; i < columns + 8; i++) {
            assert_int_equal(frame_at(&frame, i, 0)->codepoint, ' ');
            assert_int_equal(frame_at(&frame, i, 11)->codepoint, ' ');
            if (i < 6 || i >= 6 + columns)
                assert_int_equal(frame_at(&frame, i, 10)->codepoint, ' ');
            for (int row = 1; i >= 6 && row < 10; row++)
                assert_int_equal(frame_at(&frame, i, row)->codepoint, ' ');
        }
        for (int i = 0; i < 5 && columns >= 15; i++) /* the name is never left out */
            assert_int_equal(frame_at(&frame, 1 + columns + i, 10)->codepoint, "width"[i]);
        for (int i = 7; i < 6 + columns; i++) /* a sign begins a word */
            if (frame_at(&frame, i, 10)->codepoint == '-')
                assert_int_equal(frame_at(&frame, i - 1, 10)->codepoint, ' ');
    }
    frame_release(&frame);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ticks_are_the_round_numbers),
        cmocka_unit_test(ticks_of_any_window_rise_inside_it),
        cmocka_unit_test(labels_have_the_digits_they_need),
        cmocka_unit_test(round_numbers_are_found_in_any_stretch),
        cmocka_unit_test(the_minus_sign_is_the_best_there_is),
        cmocka_unit_test(labels_never_touch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
