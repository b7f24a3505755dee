/*
 * Every trajectory that PyTorch walked is walked again, to each case's own tolerance: a wrong rule,
 * a term in the wrong place (eps, decay, clipping, the momentum's start), or a schedule off by one
 * step leaves it within a few rows. Over data a wrong mean or another batch does.
 */
#include "support/test.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "descent/walk.h"
#include "support/golden.h"
#include "support/ground.h"

static struct golden_case cases[GOLDEN_CASES];

/* A case on its surface, with its batches. */
struct ground {
    struct surface *surface;
    struct golden_batches batches;
    struct batch_list list;
    struct walk *walk;
};

/* The columns of a data file are named by its first line. */
static struct surface *surface_over(const struct golden_case *c)
{
    const char *columns[4];
    size_t count = 0;
    struct golden_rows rows = golden_rows_read(c->data);
    for (char *name = strtok(rows.names, ","); name != NULL; name = strtok(NULL, ","))
        columns[count++] = name;
    assert_int_equal(count, rows.columns);
    const struct surface_data data = {
        .columns = columns, .column_count = count, .values = rows.values, .row_count = rows.count};
    struct surface *surface = ground_over(c->loss, &data);
    golden_rows_release(&rows);
    return surface;
}

static void ground_init(struct ground *ground, const struct golden_case *c)
{
    struct walker_chance chance = {.seed = 1};
    *ground = (struct ground){.surface = c->data[0] ? surface_over(c) : ground_new(c->loss)};
    if (c->batches[0]) {
        ground->batches = golden_batches_read(c->batches);
        ground->list =
            (struct batch_list){ground->batches.steps, ground->batches.start, ground->batches.rows};
        chance.batches = &ground->list;
    }
    ground->walk = walk_new(ground->surface, &c->changes[0].settings, c->start, chance);
    assert_non_null(ground->walk);
}

static void ground_release(struct ground *ground)
{
    walk_free(ground->walk);
    golden_batches_release(&ground->batches);
    surface_free(ground->surface);
}

/* One walk through a case: settings change by the table. */
static void walk_to(struct walk *walk, const struct golden_case *c, uint64_t step)
{
    while (walk_now(walk)->step < step) {
        for (size_t i = 1; i < c->change_count; i++) {
            if (c->changes[i].from == walk_now(walk)->step)
                assert_true(walk_change(walk, &c->changes[i].settings));
        }
        if (!walk_step(walk))
            fail_msg("ended at step %llu, before %llu", (unsigned long long)walk_now(walk)->step,
                     (unsigned long long)step);
    }
    for (size_t i = 1; i < c->change_count; i++) {
        if (c->changes[i].from == step)
            assert_true(walk_change(walk, &c->changes[i].settings));
    }
}

static double larger(double a, double b)
{
    return fabs(a) > fabs(b) ? fabs(a) : fabs(b);
}

static void near(const char *what, const struct golden_rows *rows, size_t row, const char *column,
                 double got, double scale, double tolerance)
{
    const double *want = golden_value(rows, row, column);
    if (want == NULL)
        fail_msg("no column %s", column);
    else if (!(fabs(got - *want) <= tolerance * fmax(1, scale)))
        fail_msg("row %g: %s is %.17g, should be %.17g (off by %g, allowed %g)",
                 *golden_value(rows, row, "step"), what, got, *want, fabs(got - *want),
                 tolerance * fmax(1, scale));
}

/* What PyTorch recorded as the loss: with batches, that of the batch of the step to come. */
static struct surface_point felt(const struct golden_case *c, const struct ground *ground,
                                 const struct walk_point *point)
{
    struct surface_point here = {.loss = point->loss,
                                 .gradient = {point->gradient[0], point->gradient[1]}};
    bool batch = walker_batch(walk_now(ground->walk), walk_settings(ground->walk), ground->surface,
                              walk_chance(ground->walk), SURFACE_GRADIENT, &here);
    assert_int_equal(batch, c->batches[0] != '\0');
    assert_true(batch ? point->batch_loss == here.loss : isnan(point->batch_loss));
    return here;
}

static void compare_row(const struct golden_case *c, const struct ground *ground,
                        const struct golden_rows *rows, size_t row)
{
    size_t count;
    const struct walk *walk = ground->walk;
    const struct walk_point *point = &walk_points(walk, &count)[walk_now(walk)->step];
    const struct surface_point here = felt(c, ground, point);
    const double *x = golden_value(rows, row, "x"), *y = golden_value(rows, row, "y");
    const double *loss = golden_value(rows, row, "loss");
    const double *gx = golden_value(rows, row, "gx"), *gy = golden_value(rows, row, "gy");
    const double *rate = golden_value(rows, row, "lr");
    near("x", rows, row, "x", point->at[0], larger(*x, *y), c->tol);
    near("y", rows, row, "y", point->at[1], larger(*x, *y), c->tol);
    near("loss", rows, row, "loss", here.loss, fabs(*loss), c->tol_loss);
    near("gx", rows, row, "gx", here.gradient[0], larger(*gx, *gy), c->tol_grad);
    near("gy", rows, row, "gy", here.gradient[1], larger(*gx, *gy), c->tol_grad);
    if (c->batches[0])
        near("full loss", rows, row, "full_loss", point->loss, fabs(*loss), c->tol_loss);
    if (!(fabs(point->rate - *rate) <= 1e-12 * fabs(*rate)))
        fail_msg("row %zu: lr is %.17g, should be %.17g", row, point->rate, *rate);
    if (golden_value(rows, row, "momentum") != NULL)
        near("momentum", rows, row, "momentum",
             walker_momentum(walk_now(walk), walk_settings(walk)), 1, 1e-12);
    if (golden_value(rows, row, "ax") != NULL) { /* ASGD's average is its first two slots */
        near("ax", rows, row, "ax", walk_now(walk)->slot[0], larger(*x, *y), c->tol);
        near("ay", rows, row, "ay", walk_now(walk)->slot[1], larger(*x, *y), c->tol);
    }
}

static bool is_finite_row(const struct golden_rows *rows, size_t row)
{
    static const char *const columns[] = {"x", "y", "loss", "gx", "gy"};
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        if (!isfinite(*golden_value(rows, row, columns[i])))
            return false;
    }
    return true;
}

static void follows(void **state)
{
    const struct golden_case *c = *state;
    struct golden_rows rows = golden_rows_read(c->file);
    struct ground ground;
    ground_init(&ground, c);
    struct walk *walk = ground.walk;
    assert_true(rows.count > 1);
    for (size_t row = 0; row < rows.count; row++) {
        walk_to(walk, c, (uint64_t)*golden_value(&rows, row, "step"));
        if (is_finite_row(&rows, row))
            compare_row(c, &ground, &rows, row);
        assert_int_equal(walk_has_diverged(walk), !is_finite_row(&rows, row));
    }
    assert_int_equal(walk_now(walk)->step, c->last_step);
    assert_int_equal(walk_has_diverged(walk), strcmp(c->end, "nonfinite") == 0);
    ground_release(&ground);
    golden_rows_release(&rows);
}

/* PyTorch has no lion and no newton: their tests are tests/unit/test_descent_{rules,optimizer}.c.
 */
static void every_optimizer_has_a_case(void **state)
{
    const size_t *count = *state;
    for (size_t o = 0; o < optimizer_count; o++) {
        const char *name = optimizers[o]->name;
        bool found = strcmp(name, "lion") == 0 || strcmp(name, "newton") == 0;
        for (size_t i = 0; i < *count; i++)
            found = found || cases[i].changes[0].settings.optimizer == optimizers[o];
        if (!found)
            fail_msg("%s has no trajectory in " GOLDEN_FOLDER, name);
    }
}

int main(void)
{
    static struct CMUnitTest tests[GOLDEN_CASES + 1];
    size_t count = golden_read(GOLDEN_FOLDER "cases.txt", cases);
    for (size_t i = 0; i < count; i++)
        tests[i] = (struct CMUnitTest){cases[i].name, follows, NULL, NULL, &cases[i]};
    tests[count] = (struct CMUnitTest)cmocka_unit_test_prestate(every_optimizer_has_a_case, &count);
    return _cmocka_run_group_tests("trajectories", tests, count + 1, NULL, NULL);
}
