/*
 * Learning rates that PyTorch's schedulers gave, row by row, to 1e-12. Catches a schedule that is
 * off by one step, forgets a restart, or rounds a phase that PyTorch does not round.
 */
#include "support/test.h"

#include <math.h>
#include <stdio.h>

#include "support/golden.h"

static struct golden_case cases[GOLDEN_CASES];

static const struct walker_settings *settings_at(const struct golden_case *c, uint64_t step)
{
    size_t i = c->change_count - 1;
    while (c->changes[i].from > step)
        i--;
    return &c->changes[i].settings;
}

static void near(double step, const char *what, double got, double want)
{
    if (!(fabs(got - want) <= 1e-12 * fabs(want)))
        fail_msg("step %g: %s is %.17g, should be %.17g", step, what, got, want);
}

static void follows(void **state)
{
    const struct golden_case *c = *state;
    struct golden_rows rows = golden_rows_read(c->file);
    struct schedule_state seen = {0};
    assert_int_equal(rows.count, c->steps + 1);
    for (size_t row = 0; row < rows.count; row++) {
        double step = *golden_value(&rows, row, "step");
        const struct walker_settings *settings = settings_at(c, (uint64_t)step);
        double base = settings->knob[OPTIMIZER_LR];
        struct schedule_say say =
            schedule_at(&settings->schedule, settings->warmup, (uint64_t)step, base, &seen);
        near(step, "lr", say.rate, *golden_value(&rows, row, "lr"));
        const double *momentum = golden_value(&rows, row, "momentum");
        if (momentum != NULL)
            near(step, "momentum", say.momentum, *momentum);
        const double *metric = golden_value(&rows, row, "metric");
        if (metric != NULL)
            schedule_observe(&settings->schedule, settings->warmup, (uint64_t)step, base, *metric,
                             &seen);
    }
    golden_rows_release(&rows);
}

int main(void)
{
    static struct CMUnitTest tests[GOLDEN_CASES];
    size_t count = golden_read(GOLDEN_FOLDER "schedules.txt", cases);
    for (size_t i = 0; i < count; i++)
        tests[i] = (struct CMUnitTest){cases[i].name, follows, NULL, NULL, &cases[i]};
    return _cmocka_run_group_tests("schedules", tests, count, NULL, NULL);
}
