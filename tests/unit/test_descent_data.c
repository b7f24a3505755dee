/*
 * Walks over data: a step goes by its batch and by nothing else, the walker's own loss is the full
 * one, all walkers see the same batches, and going back finds the same bits.
 */
#include "support/test.h"

#include <math.h>
#include <string.h>

#include "base/random.h"
#include "descent/race.h"
#include "support/ground.h"

enum { EXAMPLES = 13, MANY = 3000, STEPS = 200 };

static const double origin[2] = {0.5, -1};
static const struct walker_chance chance = {.seed = 17, .index = 2};

static struct surface *make(size_t examples)
{
    static const char *const columns[] = {"u", "t"};
    static double values[2 * MANY];
    for (uint64_t i = 0; i < 2 * examples; i++) {
        double draw[2];
        random_normal(&(struct random_name){31, RANDOM_TEST, 0, i}, draw);
        values[i] = draw[0];
    }
    const struct surface_data data = {columns, 2, values, examples};
    return ground_over("(x*u + y - t)^2", &data);
}

static struct walker_settings settings_of(const char *optimizer, double rate, uint64_t batch)
{
    struct walker_settings settings = ground_settings(optimizer, rate);
    settings.batch = batch;
    return settings;
}

/* The mean over the batch that descent/batch.h names for a step. */
static struct surface_point over_batch(const struct surface *surface, const double at[2],
                                       uint64_t size, uint64_t step)
{
    static uint32_t rows[MANY];
    struct surface_point point;
    const struct batch_order order = {
        .seed = chance.seed, .size = size, .examples = surface_examples(surface)};
    struct batch batch = batch_of(&order, step);
    batch_rows(&batch, 0, batch.count, rows);
    surface_at_rows(surface, SURFACE_HESSIAN, at, rows, batch.count, &point);
    return point;
}

static void test_a_step_goes_by_its_batch(void **state)
{
    (void)state;
    struct surface *surface = make(EXAMPLES);
    struct walker_settings settings = settings_of("sgd", 0.05, 4);
    struct walker walker;
    walker_start(&walker, surface, origin);
    for (uint64_t step = 0; step < 50; step++) {
        struct surface_point batch = over_batch(surface, walker.at, 4, step), full, felt;
        double before[2] = {walker.at[0], walker.at[1]};
        assert_true(walker_batch(&walker, &settings, surface, &chance, SURFACE_GRADIENT, &felt));
        assert_same(felt.loss, batch.loss);
        assert_true(walker_step(&walker, &settings, surface, &chance));
        surface_at(surface, SURFACE_GRADIENT, walker.at, &full);
        assert_same(walker.loss, full.loss);
        for (int axis = 0; axis < 2; axis++) {
            assert_same(walker.at[axis], before[axis] - 0.05 * batch.gradient[axis]);
            assert_same(walker.gradient[axis], full.gradient[axis]);
        }
    }
    surface_free(surface);
}

/* Newton's method jumps to the minimum of what it sees: two examples, met exactly. */
static void test_curvature_is_of_the_batch(void **state)
{
    (void)state;
    struct surface *surface = make(EXAMPLES);
    struct walker_settings settings = settings_of("newton", 1, 2);
    settings.knob[optimizer_knob(settings.optimizer, "damping")] = 0;
    struct walker walker;
    walker_start(&walker, surface, origin);
    assert_true(walker_step(&walker, &settings, surface, &chance));
    assert_close(over_batch(surface, walker.at, 2, 0).loss, 0, 1e-20, 0);
    assert_true(walker.loss > 0.1);
    surface_free(surface);
}

static void test_clipping_is_of_the_batch(void **state)
{
    (void)state;
    struct surface *surface = make(EXAMPLES);
    struct walker_settings settings = settings_of("sgd", 1, 1);
    settings.clip_value = 1e-3;
    struct walker walker;
    walker_start(&walker, surface, origin);
    struct surface_point batch = over_batch(surface, origin, 1, 0);
    assert_true(walker_step(&walker, &settings, surface, &chance));
    for (int axis = 0; axis < 2; axis++) {
        assert_true(fabs(batch.gradient[axis]) > 1e-3);
        assert_close(walker.at[axis], origin[axis] - copysign(1e-3, batch.gradient[axis]), 1e-15,
                     0);
    }
    surface_free(surface);
}

static struct walker walk_of(const struct surface *surface, const struct walker_settings *settings,
                             const struct walker_chance *by)
{
    struct walker walker;
    walker_start(&walker, surface, origin);
    while (walker.step < STEPS && walker_step(&walker, settings, surface, by))
        continue;
    return walker;
}

static void is_same_walk(const struct surface *surface, const struct walker_settings *a,
                         const struct walker_chance *chance_a, const struct walker_settings *b,
                         const struct walker_chance *chance_b, bool same)
{
    struct walker one = walk_of(surface, a, chance_a), other = walk_of(surface, b, chance_b);
    assert_int_equal(one.step, STEPS);
    assert_int_equal(memcmp(one.at, other.at, sizeof one.at) == 0, same);
}

static void test_all_examples_are_no_batch(void **state)
{
    (void)state;
    struct surface *surface = make(EXAMPLES), *bowl = ground_new(GROUND_BOWL);
    struct walker_settings full = settings_of("adam", 0.05, 0);
    static const uint64_t whole[] = {EXAMPLES, EXAMPLES + 1, UINT64_MAX};
    for (size_t i = 0; i < 3; i++) {
        struct walker_settings batch = settings_of("adam", 0.05, whole[i]);
        is_same_walk(surface, &full, &chance, &batch, &chance, true);
    }
    struct walker_settings some = settings_of("adam", 0.05, EXAMPLES - 1);
    is_same_walk(surface, &full, &chance, &some, &chance, false);
    is_same_walk(bowl, &full, &chance, &some, &chance, true); /* no data, no batch */
    surface_free(surface);
    surface_free(bowl);
}

static void test_walkers_see_the_same_batches(void **state)
{
    (void)state;
    struct surface *surface = make(EXAMPLES);
    struct walker_settings settings = settings_of("sgd", 0.05, 3);
    const struct walker_chance other = {.seed = chance.seed, .index = 7}, seed = {.seed = 18};
    is_same_walk(surface, &settings, &chance, &settings, &other, true);
    is_same_walk(surface, &settings, &chance, &settings, &seed, false);
    struct race_entry entries[2] = {{settings, {1, 1}}, {settings, {1, 1}}};
    struct race race;
    assert_true(race_init(&race, surface, entries, 2, chance));
    race_seek(&race, STEPS);
    assert_int_equal(race_step_count(&race), STEPS);
    assert_memory_equal(walk_now(race.walks[0])->at, walk_now(race.walks[1])->at,
                        2 * sizeof(double));
    assert_int_equal(walk_chance(race.walks[1])->index, 1);
    race_release(&race);
    surface_free(surface);
}

static void test_a_list_is_what_steps_see(void **state)
{
    (void)state;
    static const size_t start[] = {0, 1, 4};
    static const uint32_t rows[] = {12, 0, 0, 5};
    const struct batch_list list = {2, start, rows};
    const struct walker_chance replay = {.seed = 1, .batches = &list};
    struct surface *surface = make(EXAMPLES);
    for (uint64_t batch = 0; batch < 20; batch += 5) { /* whatever the size that is set */
        struct walker_settings settings = settings_of("sgd", 0.05, batch);
        struct walker walker;
        walker_start(&walker, surface, origin);
        for (uint64_t step = 0; step < 6; step++) {
            struct surface_point want;
            double before = walker.at[0];
            size_t at = step % 2;
            surface_at_rows(surface, SURFACE_GRADIENT, walker.at, rows + start[at],
                            start[at + 1] - start[at], &want);
            assert_true(walker_step(&walker, &settings, surface, &replay));
            assert_same(walker.at[0], before - 0.05 * want.gradient[0]);
        }
    }
    surface_free(surface);
}

/* A batch too large to be listed at once is the mean of its parts. */
static void test_large_batches(void **state)
{
    (void)state;
    struct surface *surface = make(MANY);
    struct walker_settings settings = settings_of("sgd", 0.05, MANY - 1);
    struct walker walker;
    struct surface_point felt;
    walker_start(&walker, surface, origin);
    for (uint64_t step = 0; step < 2; step++) {
        struct surface_point want = over_batch(surface, walker.at, MANY - 1, step);
        assert_true(walker_batch(&walker, &settings, surface, &chance, SURFACE_HESSIAN, &felt));
        assert_close(felt.loss, want.loss, 0, 1e-13);
        assert_close(felt.gradient[0], want.gradient[0], 0, 1e-12);
        assert_close(felt.gradient[1], want.gradient[1], 0, 1e-12);
        assert_close(felt.hessian[0], want.hessian[0], 0, 1e-13);
        assert_true(walker_step(&walker, &settings, surface, &chance));
    }
    surface_free(surface);
}

static void is_row(const struct surface *surface, const struct walk_point *point, uint64_t step,
                   uint64_t batch)
{
    struct surface_point full;
    surface_at(surface, SURFACE_LOSS, point->at, &full);
    assert_same(point->loss, full.loss);
    if (batch == 0)
        assert_true(isnan(point->batch_loss));
    else
        assert_same(point->batch_loss, over_batch(surface, point->at, batch, step).loss);
}

/* The batch is turned in mid-walk; rows tell both losses; the past comes back as it was. */
static void test_time_travel(void **state)
{
    (void)state;
    static struct walk_point there[STEPS + 1];
    struct surface *surface = make(EXAMPLES);
    struct walker_settings settings = settings_of("rmsprop", 0.02, 4);
    struct walk *walk = walk_new(surface, &settings, origin, chance);
    size_t count;
    assert_non_null(walk);
    walk_seek(walk, 90);
    settings.batch = 1;
    assert_true(walk_change(walk, &settings));
    walk_seek(walk, 150);
    settings.batch = 0;
    assert_true(walk_change(walk, &settings));
    walk_seek(walk, STEPS);
    memcpy(there, walk_points(walk, &count), sizeof there);
    assert_int_equal(count, STEPS + 1);
    for (uint64_t step = 0; step <= STEPS; step++)
        is_row(surface, &there[step], step, step < 90 ? 4 : step < 150 ? 1 : 0);
    for (uint64_t step = STEPS; step > 0; step -= 17 < step ? 17 : step) {
        walk_seek(walk, step);
        assert_memory_equal(walk_now(walk)->at, there[step].at, sizeof there[step].at);
    }
    walk_seek(walk, 80); /* from here walked again, with other batches for a while */
    settings.batch = 2;
    assert_true(walk_change(walk, &settings));
    walk_seek(walk, STEPS);
    const struct walk_point *points = walk_points(walk, &count);
    assert_memory_equal(points, there, 80 * sizeof *points);
    for (uint64_t step = 80; step <= STEPS; step++)
        is_row(surface, &points[step], step, 2);
    walk_free(walk);
    surface_free(surface);
}

static uint64_t epoch_of(const struct walk *walk)
{
    uint64_t epoch = UINT64_MAX;
    assert_true(walk_epoch(walk, &epoch));
    return epoch;
}

static void turn_batch(struct walk *walk, uint64_t batch)
{
    struct walker_settings settings = *walk_settings(walk);
    settings.batch = batch;
    assert_true(walk_change(walk, &settings));
}

/* Epochs are counted by the examples that were seen. Would catch: steps of the past counted at the
 * batch of the present. */
static void test_epochs_outlive_a_change(void **state)
{
    (void)state;
    struct surface *surface = make(EXAMPLES);
    struct walker_settings settings = settings_of("sgd", 0.01, 5);
    struct walk *walk = walk_new(surface, &settings, origin, chance);
    assert_non_null(walk);
    walk_seek(walk, 29); /* three batches an epoch: 5 + 5 + 3 */
    assert_int_equal(epoch_of(walk), 9);
    walk_seek(walk, 30);
    assert_int_equal(epoch_of(walk), 10);
    turn_batch(walk, 0);
    assert_int_equal(epoch_of(walk), 10);
    walk_seek(walk, 130);
    assert_int_equal(epoch_of(walk), 110);
    turn_batch(walk, 1);
    walk_seek(walk, 130 + 2 * EXAMPLES);
    assert_int_equal(epoch_of(walk), 112);
    walk_seek(walk, 31);
    assert_int_equal(epoch_of(walk), 11);
    walk_seek(walk, 29);
    assert_int_equal(epoch_of(walk), 9);
    walk_free(walk);
    surface_free(surface);
}

static void test_the_knob(void **state)
{
    (void)state;
    struct error error = {0};
    const struct knob *knob = &walker_batch_knob;
    assert_true(knob_check(knob, 0, &error) && knob_check(knob, 1e6, &error));
    assert_false(knob_check(knob, 1.5, &(struct error){0}));
    assert_true(knob_turn(knob, 1, -1) == 0 && knob_turn(knob, 0, +1) == 1);
    struct walker_settings a = settings_of("sgd", 0.1, 3), b = settings_of("sgd", 0.1, 4);
    assert_false(walker_settings_equal(&a, &b));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_step_goes_by_its_batch),
        cmocka_unit_test(test_curvature_is_of_the_batch),
        cmocka_unit_test(test_clipping_is_of_the_batch),
        cmocka_unit_test(test_all_examples_are_no_batch),
        cmocka_unit_test(test_walkers_see_the_same_batches),
        cmocka_unit_test(test_a_list_is_what_steps_see),
        cmocka_unit_test(test_large_batches),
        cmocka_unit_test(test_time_travel),
        cmocka_unit_test(test_epochs_outlive_a_change),
        cmocka_unit_test(test_the_knob),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
