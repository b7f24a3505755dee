/* The colour scale: positions rise with losses and lead back to them, on every kind of surface. */
#include "support/test.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "view/contour.h"
#include "view/scale.h"

enum { SAMPLES = 5000 };

static double even(size_t i)
{
    return (double)i;
}
static double negative(size_t i)
{
    return -1e-3 * (double)(i * i);
}
static double steep(size_t i)
{
    return exp((double)i * 0.01) - 1;
}
static double immense(size_t i)
{
    return -DBL_MAX + DBL_MAX / SAMPLES * 2 * (double)i;
}
static double tiny(size_t i)
{
    return 1e-310 * (double)i;
}
static double holes(size_t i)
{
    return i % 3 == 0    ? (double)NAN
           : i % 7 == 0  ? HUGE_VAL
           : i % 11 == 0 ? -HUGE_VAL
                         : (double)(i % 100);
}
static double two_values(size_t i)
{
    return i % 10 == 0 ? 1 : 0;
}

static double (*const surfaces[])(size_t) = {even, negative, steep,     immense,
                                             tiny, holes,    two_values};

static struct scale make(enum scene_scale kind, double (*surface)(size_t), double *losses)
{
    struct scale scale;
    for (size_t i = 0; i < SAMPLES; i++)
        losses[i] = surface(i);
    scale_fit(&scale, kind, losses, SAMPLES);
    return scale;
}

static void positions_rise_from_0_to_1(void **state)
{
    (void)state;
    static double losses[SAMPLES];
    for (size_t s = 0; s < ARRAY_LENGTH(surfaces); s++)
        for (int kind = SCENE_LINEAR; kind <= SCENE_RANK; kind++) {
            struct scale scale = make((enum scene_scale)kind, surfaces[s], losses);
            double before = 0;
            assert_false(scale.empty);
            assert_same(scale_position(&scale, scale.low), 0);
            assert_same(scale_position(&scale, scale.high), 1);
            for (int i = 0; i <= 1000; i++) {
                double part = i / 1000.0;
                double loss = scale.low * (1 - part) + scale.high * part;
                double position = scale_position(&scale, loss);
                if (!(position >= before && position <= 1))
                    fail_msg("surface %zu kind %d: %g at %g", s, kind, position, loss);
                before = position;
            }
        }
}

static void losses_lead_back_to_positions(void **state)
{
    (void)state;
    static double losses[SAMPLES];
    for (size_t s = 0; s < 4; s++)
        for (int kind = SCENE_LINEAR; kind <= SCENE_RANK; kind++) {
            struct scale scale = make((enum scene_scale)kind, surfaces[s], losses);
            for (int i = 0; i <= 100; i++)
                assert_close(scale_position(&scale, scale_loss(&scale, i / 100.0)), i / 100.0, 1e-9,
                             0);
        }
}

static void what_is_not_finite_has_no_position(void **state)
{
    (void)state;
    static double losses[SAMPLES];
    struct scale scale = make(SCENE_LOG, holes, losses);
    assert_true(isnan(scale_position(&scale, (double)NAN)));
    assert_true(isnan(scale_position(&scale, HUGE_VAL)));
    assert_true(isnan(scale_position(&scale, -HUGE_VAL)));
    assert_same(scale.low, 0);
    assert_same(scale.high, 99);
}

static void rank_gives_every_colour_the_same_area(void **state)
{
    (void)state;
    static double losses[SAMPLES];
    struct scale scale = make(SCENE_RANK, steep, losses);
    int tenth[10] = {0};
    for (size_t i = 0; i < SAMPLES; i++) {
        int t = (int)(scale_position(&scale, losses[i]) * 10);
        tenth[t > 9 ? 9 : t]++;
    }
    for (int i = 0; i < 10; i++)
        assert_in_range(tenth[i], SAMPLES / 10 - 40, SAMPLES / 10 + 40);
}

static void logarithmic_spreads_what_is_low(void **state)
{
    (void)state;
    static double losses[SAMPLES];
    struct scale linear = make(SCENE_LINEAR, steep, losses);
    struct scale log = make(SCENE_LOG, steep, losses);
    assert_true(scale_position(&linear, losses[SAMPLES / 2]) < 1e-6);
    assert_true(scale_position(&log, losses[SAMPLES / 2]) > 0.05);
}

static void a_constant_or_no_surface_is_no_trouble(void **state)
{
    (void)state;
    const double same[3] = {-2.5, -2.5, -2.5}, none[2] = {(double)NAN, HUGE_VAL};
    for (int kind = SCENE_LINEAR; kind <= SCENE_RANK; kind++) {
        struct scale scale;
        double ticks[4];
        scale_fit(&scale, (enum scene_scale)kind, same, 3);
        assert_same(scale_position(&scale, -2.5), 0);
        assert_same(scale_loss(&scale, 0.5), -2.5);
        assert_int_equal(scale_ticks(&scale, 4, ticks), 0);
        scale_fit(&scale, (enum scene_scale)kind, none, 2);
        assert_true(scale.empty);
        assert_int_equal(scale_ticks(&scale, 4, ticks), 0);
        scale_fit(&scale, (enum scene_scale)kind, NULL, 0);
        assert_true(scale.empty);
    }
}

/* Round, rising, inside, and about evenly spread in colour. */
static void ticks_are_spread_over_the_scale(void **state)
{
    (void)state;
    static double losses[SAMPLES];
    for (size_t s = 0; s < 4; s++)
        for (int kind = SCENE_LINEAR; kind <= SCENE_RANK; kind++) {
            struct scale scale = make((enum scene_scale)kind, surfaces[s], losses);
            double ticks[9], before = 0;
            size_t count = scale_ticks(&scale, 9, ticks);
            assert_in_range(count, 7, 9);
            for (size_t i = 0; i < count; i++) {
                double position = scale_position(&scale, ticks[i]);
                assert_true(position > before && position - before < 0.25);
                before = position;
            }
            assert_true(1 - before < 0.25);
        }
}

/* A ramp of 3 positions a column: lines stand at the crossings, one sample wide, whole. */
static void contours_stand_where_the_level_is_crossed(void **state)
{
    (void)state;
    enum { COLUMNS = 40, ROWS = 12 };
    static double position[ROWS * COLUMNS];
    static bool line[ROWS * COLUMNS];
    bool whole[3];
    const double levels[] = {0.25, 0.5, 0.75};
    const struct contour_samples samples = {COLUMNS, ROWS, position, levels, 3};
    for (size_t i = 0; i < ROWS * COLUMNS; i++)
        position[i] = ((double)(i % COLUMNS) + 0.5) / COLUMNS;
    contour_trace(&samples, line, whole);
    for (size_t i = 0; i < ROWS * COLUMNS; i++)
        assert_int_equal(line[i], i % COLUMNS == 10 || i % COLUMNS == 20 || i % COLUMNS == 30);
    assert_true(whole[0] && whole[1] && whole[2]);
    for (size_t i = 0; i < ROWS * COLUMNS; i++) /* lines two samples apart are none */
        position[i] = ((double)(i % 6) + 0.5) / 6;
    contour_trace(&samples, line, whole);
    for (size_t i = 0; i < ROWS * COLUMNS; i++)
        assert_false(line[i]);
    /* A line that is crowded along half its way is not drawn along the other either. */
    for (size_t i = 0; i < ROWS * COLUMNS; i++) {
        double column = (double)(i % COLUMNS), steep = i / COLUMNS < ROWS / 2 ? 0.5 : 0.02;
        position[i] = fmin(fmax(0.61 + steep * (column - 19.5), 0), 1);
    }
    contour_trace(&samples, line, whole);
    for (size_t i = 0; i < ROWS * COLUMNS; i++)
        assert_false(line[i]);
    assert_false(whole[1]);
    for (size_t i = 0; i < ROWS * COLUMNS; i++) /* nor do they run along a hole */
        position[i] = i % COLUMNS < 20 ? 0.6 : (double)NAN;
    contour_trace(&samples, line, whole);
    for (size_t i = 0; i < ROWS * COLUMNS; i++)
        assert_false(line[i]);
}

/* Of every kind of surface, also by the vectorised maths, in place, and of an odd number. */
static void many_have_the_positions_of_each(void **state)
{
    (void)state;
    for (size_t f = 0; f < ARRAY_LENGTH(surfaces); f++)
        for (int kind = SCENE_LINEAR; kind <= SCENE_RANK; kind++) {
            static double losses[SAMPLES], positions[SAMPLES];
            struct scale scale;
            for (size_t i = 0; i < SAMPLES; i++)
                losses[i] = positions[i] = surfaces[f](i);
            scale_fit(&scale, (enum scene_scale)kind, losses, SAMPLES);
            scale_positions(&scale, positions, SAMPLES - 3, positions);
            for (size_t i = 0; i < SAMPLES - 3; i++)
                assert_close(positions[i], scale_position(&scale, losses[i]), 1e-13, 0);
            assert_same(positions[SAMPLES - 1], losses[SAMPLES - 1]); /* left alone */
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(positions_rise_from_0_to_1),
        cmocka_unit_test(losses_lead_back_to_positions),
        cmocka_unit_test(what_is_not_finite_has_no_position),
        cmocka_unit_test(rank_gives_every_colour_the_same_area),
        cmocka_unit_test(logarithmic_spreads_what_is_low),
        cmocka_unit_test(a_constant_or_no_surface_is_no_trouble),
        cmocka_unit_test(ticks_are_spread_over_the_scale),
        cmocka_unit_test(contours_stand_where_the_level_is_crossed),
        cmocka_unit_test(many_have_the_positions_of_each),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
