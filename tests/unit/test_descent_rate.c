/* The learning-rate finder, on ground whose answers are known. */
#include "support/test.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "descent/rate.h"
#include "support/ground.h"

/* A sweep of an optimizer with its defaults, in a window from -size to size (0: none). */
static struct rate_sweep sweep_in(double size, const char *loss, const char *optimizer, double x,
                                  double y, uint64_t steps)
{
    struct surface *surface = ground_new(loss);
    struct walker_settings settings;
    struct rate_sweep sweep;
    walker_settings_init(&settings, optimizer_find(optimizer));
    const struct rate_question question = {.surface = surface,
                                           .settings = &settings,
                                           .start = {x, y},
                                           .steps = steps,
                                           .has_window = size > 0,
                                           .window = {{-size, size}, {-size, size}}};
    rate_sweep(&question, &sweep);
    surface_free(surface);
    return sweep;
}

static struct rate_sweep sweep_of(const char *loss, const char *optimizer, double x, double y,
                                  uint64_t steps)
{
    return sweep_in(0, loss, optimizer, x, y, steps);
}

static const struct rate_trial *trial_at(const struct rate_sweep *sweep, double rate)
{
    for (int i = 0; i < RATE_TRIALS; i++)
        if (sweep->trials[i].rate == rate)
            return &sweep->trials[i];
    fail_msg("no trial at %g", rate);
    return NULL;
}

static double recommended(const struct rate_sweep *sweep)
{
    assert_true(sweep->recommended >= 0 && sweep->recommended < RATE_TRIALS);
    return sweep->trials[sweep->recommended].rate;
}

static void assert_outcome(const struct rate_sweep *sweep, double rate, enum rate_outcome outcome)
{
    const struct rate_trial *trial = trial_at(sweep, rate);
    if (trial->outcome != outcome)
        fail_msg("at %g it %s, and not %s", rate, rate_outcome_name(trial->outcome),
                 rate_outcome_name(outcome));
}

/* A step multiplies the point by 1 - 2 lr: what each rate does is known. */
static void the_bowl_is_as_in_the_book(void **state)
{
    (void)state;
    struct rate_sweep sweep = sweep_of(GROUND_BOWL, "sgd", 2.5, 2, 100);
    assert_same(recommended(&sweep), 0.5);
    assert_true(sweep.is_sheltered);
    assert_int_equal(trial_at(&sweep, 0.5)->near, 1);
    assert_outcome(&sweep, 0.001, RATE_FALLING);
    assert_outcome(&sweep, 0.1, RATE_SETTLED);
    assert_outcome(&sweep, 0.8, RATE_SETTLED);
    assert_outcome(&sweep, 1, RATE_BOUNCING);
    assert_outcome(&sweep, 1.25, RATE_CLIMBED);
    sweep = sweep_of(GROUND_BOWL, "sgd", 2.5, 2, 2000);
    assert_outcome(&sweep, 1, RATE_BOUNCING);
    assert_outcome(&sweep, 1.25, RATE_DIVERGED);
    assert_true(trial_at(&sweep, 1.25)->steps < 2000);
}

/* The bowl does not say from which side, and a loss of another size takes another rate. */
static void rates_follow_the_scale_of_the_ground(void **state)
{
    (void)state;
    struct rate_sweep sweep = sweep_of("1e12*(x^2+y^2)", "sgd", 2.5, 2, 60);
    assert_same(recommended(&sweep), 5e-13);
    sweep = sweep_of("1e-6*(x^2+y^2)", "sgd", 2.5, 2, 60);
    assert_same(recommended(&sweep), 5e5);
    sweep = sweep_of("(x/1e6)^2 + (y/1e6)^2", "adam", 2.5e6, 2e6, 200);
    assert_true(recommended(&sweep) > 1e3 && recommended(&sweep) < 1e6);
}

/* Along the steep direction a rate of 2/100 bounces for ever, though the loss no longer changes. */
static void a_bounce_is_one_where_the_loss_stands(void **state)
{
    (void)state;
    struct rate_sweep sweep = sweep_of(GROUND_RAVINE, "sgd", -4, 1, 2000);
    assert_outcome(&sweep, 0.02, RATE_BOUNCING);
    assert_outcome(&sweep, 0.01, RATE_SETTLED);
    assert_true(recommended(&sweep) >= 0.01 && recommended(&sweep) < 0.02);
}

/* The steep way down is soon done, and the flat one hardly begun: the loss changes by less than a
 * hundredth of the way, and yet is far from its end. Would catch: small change taken for rest. */
static void a_crawl_is_no_rest(void **state)
{
    (void)state;
    struct rate_sweep sweep = sweep_of("1000*x^2 + y^2", "sgd", 1, 3, 200);
    for (int i = 0; i < RATE_TRIALS && sweep.trials[i].rate < 1e-3; i++)
        if (sweep.trials[i].outcome != RATE_FALLING)
            fail_msg("at %g it %s", sweep.trials[i].rate,
                     rate_outcome_name(sweep.trials[i].outcome));
    sweep = sweep_of(GROUND_RAVINE, "sgd", -4, 1, 150); /* at 0.001 it ends at 6 of 8 */
    assert_outcome(&sweep, 0.001, RATE_FALLING);
    assert_outcome(&sweep, 0.016, RATE_FALLING); /* 0.06 */
}

/* The walls of the valley are soon left behind, and along it the paraboloid has no bottom. At a
 * kink it has none either, but there the walk is at its end. */
static void the_floor_of_a_valley_is_no_rest(void **state)
{
    (void)state;
    struct rate_sweep sweep = sweep_of(GROUND_ROSENBROCK, "sgd", -1.2, 1, 1000);
    for (int i = 0; i < RATE_TRIALS; i++)
        assert_true(sweep.trials[i].outcome != RATE_SETTLED);
    sweep = sweep_of("abs(x) + y^2", "sgd", 1, 1, 500);
    assert_outcome(&sweep, 0.01, RATE_SETTLED);
}

/* Noise keeps it trembling at the bottom: it is not on its way down any more. */
static void trembling_is_no_crawl(void **state)
{
    (void)state;
    struct surface *surface = ground_new(GROUND_BOWL);
    struct walker_settings settings;
    struct rate_sweep sweep;
    walker_settings_init(&settings, optimizer_find("sgd"));
    settings.noise = 1;
    const struct rate_question question = {
        .surface = surface, .settings = &settings, .start = {3, 2}, .steps = 400};
    rate_sweep(&question, &sweep);
    assert_outcome(&sweep, 1e-4, RATE_FALLING);
    assert_outcome(&sweep, 1e-3, RATE_FALLING);
    assert_outcome(&sweep, 0.05, RATE_SETTLED);
    surface_free(surface);
}

static void newton_takes_the_whole_step(void **state)
{
    (void)state;
    struct rate_sweep sweep = sweep_of(GROUND_RAVINE, "newton", -4, 1, 100);
    assert_same(recommended(&sweep), 1);
    assert_int_equal(trial_at(&sweep, 1)->near, 1);
}

/* Where the slope is exactly 0 nothing moves, and there is nothing to recommend. */
static void level_ground_has_no_rate(void **state)
{
    (void)state;
    static const char *const losses[] = {"7", GROUND_SADDLE, "x^3 + y^3", "log(x-1)"};
    for (size_t i = 0; i < sizeof losses / sizeof losses[0]; i++) {
        struct rate_sweep sweep = sweep_of(losses[i], "sgd", 0, 0, 50);
        assert_int_equal(sweep.recommended, -1);
        for (int k = 0; k < RATE_TRIALS; k++)
            if (i < 3)
                assert_int_equal(sweep.trials[k].outcome, RATE_STAYED);
            else
                assert_int_equal(sweep.trials[k].outcome, RATE_DIVERGED);
    }
}

static void a_plateau_is_crawled_over(void **state)
{
    (void)state;
    struct rate_sweep sweep = sweep_of("1-exp(-(x^2+y^2)/2)", "sgd", -3.5, 3, 200);
    assert_true(recommended(&sweep) > 1);
    assert_outcome(&sweep, 0.1, RATE_FALLING);
}

/* Newton goes to the top of a hill, or flies over it and out. */
static void no_rate_leads_uphill(void **state)
{
    (void)state;
    struct rate_sweep sweep = sweep_in(3, "4 - x^2 - y^2", "newton", 0.2, 0.1, 50);
    assert_int_equal(sweep.recommended, -1);
    assert_outcome(&sweep, 1, RATE_CLIMBED);
}

/* Everything that moves at all overflows: each rate climbs or diverges. */
static void where_all_diverge_none_is_recommended(void **state)
{
    (void)state;
    struct rate_sweep sweep = sweep_of("-exp(exp(x^2+y^2))", "sgd", 2, 2, 2000);
    assert_int_equal(sweep.recommended, -1);
}

/* A fall without end is not to be won by the rate that falls out of the picture. */
static void a_walk_stays_in_the_window(void **state)
{
    (void)state;
    struct rate_sweep sweep = sweep_in(3, "x + y^2", "sgd", 2, 1, 100);
    assert_outcome(&sweep, 0.064, RATE_OUTSIDE); /* 6.4 to the left */
    assert_same(recommended(&sweep), 0.04); /* 0.05 ends on the border, beside one that leaves */
}

/* One lucky rate that jumps into a deep, narrow hole is not recommended: those beside it miss. */
static void no_lucky_rate_is_recommended(void **state)
{
    (void)state;
    struct rate_sweep sweep =
        sweep_of("x^2 + y^2 - 100*exp(-1e6*((x+1.5)^2+y^2))", "sgd", 2.5, 0, 1);
    assert_true(trial_at(&sweep, 0.8)->loss < -90); /* 2.5 - 0.8 * 5 = -1.5 */
    assert_same(recommended(&sweep), 0.5);
}

/* Would catch an outcome that depends on what was on the stack. */
static void a_sweep_is_a_pure_function(void **state)
{
    (void)state;
    for (size_t i = 0; i < optimizer_count; i++) {
        struct rate_sweep a = sweep_of(GROUND_HIMMELBLAU, optimizers[i]->name, 0, 0, 80);
        struct rate_sweep b = sweep_of(GROUND_HIMMELBLAU, optimizers[i]->name, 0, 0, 80);
        assert_int_equal(a.recommended, b.recommended);
        for (int k = 0; k < RATE_TRIALS; k++) {
            assert_same(a.trials[k].loss, b.trials[k].loss);
            assert_int_equal(a.trials[k].outcome, b.trials[k].outcome);
        }
    }
}

/* Would catch: "no rate leads downhill" where the first step alone misleads. Beside a saddle it is
 * tiny; a schedule begins low; the ground is steep beyond measure. */
static void a_first_step_may_mislead(void **state)
{
    (void)state;
    struct rate_sweep sweep = sweep_of("(x*y-1)^2", "sgd", 1e-9, 1e-9, 200);
    assert_true(recommended(&sweep) >= 0.1 && recommended(&sweep) <= 0.5);
    sweep = sweep_of("1e13*(x^2+y^2)", "sgd", 2.5, 2, 60);
    assert_same(recommended(&sweep), 5e-14);
    sweep = sweep_of("1e150*(x^2+y^2)", "sgd", 2.5, 2, 60);
    assert_close(recommended(&sweep), 5e-151, 0, 1e-12);
    struct surface *surface = ground_new("x^2 + 4*y^2");
    struct walker_settings settings;
    walker_settings_init(&settings, optimizer_find("sgd"));
    schedule_settings_init(&settings.schedule, schedule_find("linear"), 20);
    settings.schedule.knob[schedule_knob(settings.schedule.schedule, "start_factor")] = 1e-9;
    const struct rate_question question = {
        .surface = surface, .settings = &settings, .start = {1.5, 1}, .steps = 200};
    rate_sweep(&question, &sweep);
    assert_true(recommended(&sweep) >= 0.05 && recommended(&sweep) < 0.25);
    assert_true(rate_serves(&question, 0.1));
    assert_false(rate_serves(&question, 0.3));
    surface_free(surface);
}

/* A large surface gets fewer steps, and a giant one none. */
static void work_is_bounded(void **state)
{
    (void)state;
    enum { ROWS = 4000 };
    static char heavy[6000];
    static double values[ROWS];
    strcpy(heavy, "sin(x)");
    for (int i = 0; i < 40; i++)
        sprintf(heavy + strlen(heavy), "+sin(x+%d)*cos(y*%d)", i, i + 2);
    const struct surface_data data = {
        .columns = (const char *[]){"t"}, .column_count = 1, .values = values, .row_count = ROWS};
    struct surface *light = ground_new(GROUND_BOWL), *large = ground_new(heavy);
    struct surface *giant = ground_over("(x*t-y)^2", &data);
    assert_int_equal(rate_steps_at_once(light, 60), 60);
    assert_true(rate_steps_at_once(light, 1000000) < 10000);
    assert_in_range(rate_steps_at_once(large, 1000), RATE_FEWEST, 99);
    assert_int_equal(rate_steps_at_once(giant, 1000), 0);
    assert_true(rate_trial_steps_at_once(giant, 1000) >= RATE_FEWEST);
    assert_int_equal(rate_trial_steps_at_once(giant, 3), 3);
    surface_free(light);
    surface_free(large);
    surface_free(giant);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_bowl_is_as_in_the_book),
        cmocka_unit_test(rates_follow_the_scale_of_the_ground),
        cmocka_unit_test(a_bounce_is_one_where_the_loss_stands),
        cmocka_unit_test(a_crawl_is_no_rest),
        cmocka_unit_test(the_floor_of_a_valley_is_no_rest),
        cmocka_unit_test(trembling_is_no_crawl),
        cmocka_unit_test(newton_takes_the_whole_step),
        cmocka_unit_test(level_ground_has_no_rate),
        cmocka_unit_test(a_plateau_is_crawled_over),
        cmocka_unit_test(no_rate_leads_uphill),
        cmocka_unit_test(where_all_diverge_none_is_recommended),
        cmocka_unit_test(a_walk_stays_in_the_window),
        cmocka_unit_test(no_lucky_rate_is_recommended),
        cmocka_unit_test(a_sweep_is_a_pure_function),
        cmocka_unit_test(a_first_step_may_mislead),
        cmocka_unit_test(work_is_bounded),
    };
    return cmocka_run_group_tests_name("descent/rate", tests, NULL, NULL);
}
