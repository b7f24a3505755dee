/*
 * Schedules: warm-up, defaults, words, what is refused, and what the golden rates do not show (the
 * end of a cycle, a base rate turned in mid-walk, jumps).
 */
#include "support/test.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "descent/schedule.h"

static struct schedule_settings settings_of(const char *name, uint64_t steps)
{
    struct schedule_settings settings;
    assert_non_null(schedule_find(name));
    schedule_settings_init(&settings, schedule_find(name), steps);
    return settings;
}

static void set(struct schedule_settings *settings, const char *knob, double value)
{
    int i = schedule_knob(settings->schedule, knob);
    assert_true(i >= 0);
    settings->knob[i] = value;
}

static double rate(const struct schedule_settings *settings, uint64_t warmup, uint64_t step,
                   double base)
{
    struct schedule_state state = {0};
    return schedule_at(settings, warmup, step, base, &state).rate;
}

static void near(double got, double want)
{
    if (!(fabs(got - want) <= 1e-14 * fabs(want)))
        fail_msg("%.17g, should be %.17g", got, want);
}

static void no_schedule_leaves_the_rate(void **state)
{
    (void)state;
    struct schedule_settings none = {0};
    struct schedule_state seen = {0};
    for (uint64_t k = 0; k < 100; k += 33) {
        assert_true(rate(&none, 0, k, 0.3) == 0.3);
        assert_true(isnan(schedule_at(&none, 0, k, 0.3, &seen).momentum));
    }
}

static void warmup_climbs_and_then_counts_from_zero(void **state)
{
    (void)state;
    struct schedule_settings none = {0}, exponential = settings_of("exponential", 100);
    set(&exponential, "gamma", 0.5);
    static const double climb[] = {0.25, 0.5, 0.75, 1};
    for (uint64_t k = 0; k < 4; k++) {
        near(rate(&none, 4, k, 2), 2 * climb[k]);
        near(rate(&exponential, 4, k, 2), 2 * climb[k]);
    }
    near(rate(&exponential, 4, 4, 2), 2);
    near(rate(&exponential, 4, 5, 2), 1);
    near(rate(&exponential, 4, 6, 2), 0.5);
}

/* PyTorch takes a factor above 1: the usual way to try rates that grow. */
static void rates_may_grow(void **state)
{
    (void)state;
    static const char *const names[] = {"exponential", "step", "multistep"};
    for (int i = 0; i < 3; i++) {
        struct schedule_settings settings = settings_of(names[i], 100);
        struct error error = {0};
        set(&settings, "gamma", 1.05);
        if (i == 1)
            set(&settings, "step_size", 1);
        for (uint64_t k = 0; i == 2 && k < SCHEDULE_MILESTONES; k++)
            settings.milestones[settings.milestone_count++] = k + 1;
        assert_true(schedule_check(&settings, &error));
        near(rate(&settings, 0, 2, 0.1), 0.1 * 1.05 * 1.05);
        set(&settings, "gamma", -0.1);
        assert_false(schedule_check(&settings, &error));
    }
}

static void totals_default_to_the_scenes_steps(void **state)
{
    (void)state;
    static const char *const names[][2] = {{"constant", "total_iters"},
                                           {"linear", "total_iters"},
                                           {"polynomial", "total_iters"},
                                           {"cosine", "t_max"},
                                           {"onecycle", "total_steps"}};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct schedule_settings settings = settings_of(names[i][0], 321);
        assert_true(settings.knob[schedule_knob(settings.schedule, names[i][1])] == 321);
    }
    struct schedule_settings cosine = settings_of("cosine", 200);
    near(rate(&cosine, 0, 100, 1), 0.5);
    assert_true(rate(&cosine, 0, 200, 1) == 0);
    near(rate(&cosine, 0, 400, 1), 1); /* it rises again */
}

/* The modes that the golden rates leave out. */
static void cyclic_modes_shrink(void **state)
{
    (void)state;
    struct schedule_settings cyclic = settings_of("cyclic", 100);
    enum { TRIANGULAR2 = 1, EXP_RANGE };
    set(&cyclic, "base_lr", 1), set(&cyclic, "max_lr", 2);
    set(&cyclic, "step_size_up", 4), set(&cyclic, "step_size_down", 6);
    near(rate(&cyclic, 0, 4, 9), 2);
    near(rate(&cyclic, 0, 7, 9), 1.5);
    near(rate(&cyclic, 0, 14, 9), 2);
    set(&cyclic, "mode", TRIANGULAR2);
    near(rate(&cyclic, 0, 4, 9), 2);
    near(rate(&cyclic, 0, 14, 9), 1.5);
    near(rate(&cyclic, 0, 24, 9), 1.25);
    set(&cyclic, "mode", EXP_RANGE), set(&cyclic, "gamma", 0.5);
    near(rate(&cyclic, 0, 4, 9), 1 + 1. / 16);
}

static void onecycle_ends_with_its_last_rate(void **state)
{
    (void)state;
    struct schedule_settings settings = settings_of("onecycle", 50);
    set(&settings, "max_lr", 0.5);
    double last = 0.5 / 25 / 1e4;
    near(rate(&settings, 0, 49, 1), last);
    assert_true(rate(&settings, 0, 50, 1) > last); /* one past the end PyTorch overshoots */
    near(rate(&settings, 0, 51, 1), last);
    near(rate(&settings, 0, 100000, 1), last);
}

/* Even where phases have no length nothing divides by zero. */
static void onecycle_is_finite_for_any_length(void **state)
{
    (void)state;
    for (double total = 1; total < 12; total++) {
        for (double part = 0; part <= 1; part += 0.125) {
            for (double three = 0; three <= 1; three++) {
                struct schedule_settings settings = settings_of("onecycle", 1);
                set(&settings, "max_lr", 1), set(&settings, "total_steps", total);
                set(&settings, "pct_start", part), set(&settings, "three_phase", three);
                for (uint64_t k = 0; k < (uint64_t)total; k++)
                    assert_true(isfinite(rate(&settings, 0, k, 1)));
            }
        }
    }
}

static void restarts_grow(void **state)
{
    (void)state;
    struct schedule_settings settings = settings_of("restarts", 100);
    set(&settings, "t_0", 3), set(&settings, "t_mult", 2);
    static const uint64_t restarts[] = {0, 3, 9, 21, 45, 93};
    for (size_t i = 0; i < sizeof restarts / sizeof restarts[0]; i++)
        assert_true(rate(&settings, 0, restarts[i], 0.5) == 0.5);
    near(rate(&settings, 0, 6, 0.5), 0.25); /* half way from 3 to 9 */
    set(&settings, "t_mult", 1);
    assert_true(rate(&settings, 0, 3000000000000, 0.5) == 0.5); /* at once, however far */
}

/* A live lr scales what a plateau has made of it. */
static void plateau_keeps_its_factor_of_a_turned_rate(void **state)
{
    (void)state;
    struct schedule_settings settings = settings_of("plateau", 100);
    struct schedule_state seen = {0};
    set(&settings, "patience", 1);
    for (uint64_t k = 0; k < 3; k++)
        schedule_observe(&settings, 0, k, 1, 5, &seen);
    near(schedule_at(&settings, 0, 3, 1, &seen).rate, 0.1);
    near(schedule_at(&settings, 0, 3, 20, &seen).rate, 2);
}

static void plateau_waits_for_the_warmup(void **state)
{
    (void)state;
    struct schedule_settings settings = settings_of("plateau", 100);
    struct schedule_state seen = {0};
    set(&settings, "patience", 0);
    for (uint64_t k = 0; k < 10; k++)
        schedule_observe(&settings, 10, k, 1, 5, &seen);
    assert_false(seen.begun);
    schedule_observe(&settings, 10, 10, 1, 5, &seen);
    schedule_observe(&settings, 10, 11, 1, (double)NAN, &seen); /* NaN is never better */
    near(schedule_at(&settings, 10, 12, 1, &seen).rate, 0.1);
}

static void plateau_can_look_for_the_largest(void **state)
{
    (void)state;
    struct schedule_settings settings = settings_of("plateau", 100);
    struct schedule_state seen = {0};
    set(&settings, "patience", 0), set(&settings, "mode", 1), set(&settings, "threshold_mode", 1);
    set(&settings, "threshold", 0.5);
    schedule_observe(&settings, 0, 0, 1, 5, &seen);
    schedule_observe(&settings, 0, 1, 1, 5.6, &seen);
    assert_true(seen.best == 5.6 && seen.scale == 1);
    schedule_observe(&settings, 0, 2, 1, 6, &seen); /* not by more than the threshold */
    assert_true(seen.best == 5.6 && seen.scale < 1);
}

static void refuses(const struct schedule_settings *settings, const char *word)
{
    struct error error = {0};
    assert_false(schedule_check(settings, &error));
    if (strstr(error.message, word) == NULL)
        fail_msg("no '%s' in: %s", word, error.message);
}

static void what_must_be_given_is_asked_for(void **state)
{
    (void)state;
    struct schedule_settings settings = settings_of("onecycle", 10);
    refuses(&settings, "max_lr");
    settings = settings_of("step", 10);
    refuses(&settings, "step_size");
    set(&settings, "step_size", 2.5);
    refuses(&settings, "step_size");
    settings = settings_of("multistep", 10);
    refuses(&settings, "milestones");
    settings.milestone_count = 2;
    settings.milestones[0] = 7, settings.milestones[1] = 3;
    refuses(&settings, "ascend");
    settings = settings_of("plateau", 10);
    set(&settings, "factor", 1);
    refuses(&settings, "factor");
}

/* Every row: found by its name, with defaults that it accepts once the required ones are given. */
static void table_is_complete(void **state)
{
    (void)state;
    assert_int_equal(schedule_count, 11);
    for (size_t i = 0; i < schedule_count; i++) {
        const struct schedule *row = schedules[i];
        struct schedule_settings settings = settings_of(row->name, 60);
        struct error error = {0};
        assert_ptr_equal(schedule_find(row->name), row);
        assert_true(row->knob_count <= SCHEDULE_KNOBS);
        assert_true(row->label && row->summary && row->source && row->formula);
        for (size_t k = 0; k < row->knob_count; k++) {
            assert_int_equal(schedule_knob(row, row->knobs[k].knob.name), k);
            if (isnan(settings.knob[k]))
                settings.knob[k] = 1;
        }
        settings.milestones[0] = 5, settings.milestone_count = 1;
        if (!schedule_check(&settings, &error))
            fail_msg("%s: %s", row->name, error.message);
        for (uint64_t k = 0; k < 200; k++)
            assert_true(isfinite(rate(&settings, 3, k, 0.1)));
    }
    assert_null(schedule_find("cos"));
    assert_string_equal(schedule_nearest("cosin"), "cosine");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_schedule_leaves_the_rate),
        cmocka_unit_test(warmup_climbs_and_then_counts_from_zero),
        cmocka_unit_test(rates_may_grow),
        cmocka_unit_test(totals_default_to_the_scenes_steps),
        cmocka_unit_test(cyclic_modes_shrink),
        cmocka_unit_test(onecycle_ends_with_its_last_rate),
        cmocka_unit_test(onecycle_is_finite_for_any_length),
        cmocka_unit_test(restarts_grow),
        cmocka_unit_test(plateau_keeps_its_factor_of_a_turned_rate),
        cmocka_unit_test(plateau_waits_for_the_warmup),
        cmocka_unit_test(plateau_can_look_for_the_largest),
        cmocka_unit_test(what_must_be_given_is_asked_for),
        cmocka_unit_test(table_is_complete),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
