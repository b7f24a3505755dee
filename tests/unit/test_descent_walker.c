/*
 * A walker's step: the order of gradient, noise, clipping, optimizer and schedule; noise by name;
 * handing over to another optimizer; divergence.
 */
#include "support/test.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "descent/walker.h"
#include "support/ground.h"

static const struct walker_chance chance = {.seed = 7, .index = 2};

static void set(struct walker_settings *settings, const char *knob, double value)
{
    int i = optimizer_knob(settings->optimizer, knob);
    assert_true(i >= 0);
    settings->knob[i] = value;
}

static struct walker at(const struct surface *surface, double x, double y)
{
    struct walker walker;
    walker_start(&walker, surface, (const double[2]){x, y});
    return walker;
}

static void starts_with_loss_and_gradient(void **state)
{
    struct walker walker = at(*state, 3, -2);
    assert_true(walker.step == 0 && walker.loss == 13);
    assert_true(walker.gradient[0] == 6 && walker.gradient[1] == -4);
}

static void steps_down_the_slope(void **state)
{
    struct walker_settings settings = ground_settings("sgd", 0.25);
    struct walker walker = at(*state, 3, -2);
    assert_true(walker_step(&walker, &settings, *state, &chance));
    assert_true(walker.step == 1 && walker.at[0] == 1.5 && walker.at[1] == -1);
    assert_true(walker.loss == 3.25 && walker.gradient[0] == 3 && walker.gradient[1] == -2);
}

/* Clipping sees the raw gradient, weight decay comes after: 20 is cut to 1, then 10 is added. */
static void clips_before_weight_decay(void **state)
{
    struct walker_settings settings = ground_settings("sgd", 1);
    struct walker walker = at(*state, 10, 0);
    set(&settings, "weight_decay", 1);
    settings.clip_value = 1;
    assert_true(walker_step(&walker, &settings, *state, &chance));
    assert_true(walker.at[0] == -1 && walker.at[1] == 0);
}

static void clips_by_each_norm(void **state)
{
    static const struct {
        double type, scale; /* (6, -8) shortened by that, but for PyTorch's 1e-6 */
    } norms[] = {{0, 0.1}, {2, 0.1}, {1, 1. / 14}, {HUGE_VAL, 1. / 8}, {3, 0.111161963}};
    for (size_t i = 0; i < sizeof norms / sizeof norms[0]; i++) {
        struct walker_settings settings = ground_settings("sgd", 1);
        struct walker walker = at(*state, 3, -4);
        settings.clip_norm = 1;
        settings.norm_type = norms[i].type;
        assert_true(walker_step(&walker, &settings, *state, &chance));
        assert_true(fabs(walker.at[0] - (3 - 6 * norms[i].scale)) < 1e-6);
        assert_true(fabs(walker.at[1] - (-4 + 8 * norms[i].scale)) < 1e-6);
    }
}

static void a_short_gradient_is_not_clipped(void **state)
{
    struct walker_settings settings = ground_settings("sgd", 0.5), clipped = settings;
    struct walker a = at(*state, 0.3, 0.4), b = a;
    clipped.clip_norm = 1.001, clipped.clip_value = 0.9;
    assert_true(walker_step(&a, &settings, *state, &chance));
    assert_true(walker_step(&b, &clipped, *state, &chance));
    assert_true(a.at[0] == b.at[0] && a.at[1] == b.at[1]);
}

/* Noise is clipped with the gradient, so no step is longer than the clip. */
static void clips_after_noise(void **state)
{
    struct walker_settings settings = ground_settings("sgd", 1);
    struct walker walker = at(*state, 0, 0);
    settings.noise = 100;
    settings.clip_norm = 0.5;
    for (int i = 0; i < 200; i++) {
        double x = walker.at[0], y = walker.at[1];
        assert_true(walker_step(&walker, &settings, *state, &chance));
        double length = hypot(walker.at[0] - x, walker.at[1] - y);
        assert_true(length < 0.5 && length > 0.4);
    }
}

/* The noise of one step, seen as where sgd with rate 1 goes from the bowl's bottom. */
static void noise_of(const struct surface *surface, uint64_t seed, uint32_t index, uint64_t step,
                     double noise[2])
{
    struct walker_settings settings = ground_settings("sgd", 1);
    struct walker walker = at(surface, 0, 0);
    struct walker_chance name = {.seed = seed, .index = index};
    settings.noise = 3;
    walker.step = step;
    assert_true(walker_step(&walker, &settings, surface, &name));
    noise[0] = -walker.at[0];
    noise[1] = -walker.at[1];
}

static void noise_is_named(void **state)
{
    double a[2], b[2];
    noise_of(*state, 1, 0, 5, a);
    noise_of(*state, 1, 0, 5, b);
    assert_memory_equal(a, b, sizeof a);
    noise_of(*state, 2, 0, 5, b);
    assert_true(a[0] != b[0] && a[1] != b[1]);
    noise_of(*state, 1, 1, 5, b);
    assert_true(a[0] != b[0] && a[1] != b[1]);
    noise_of(*state, 1, 0, 6, b);
    assert_true(a[0] != b[0] && a[1] != b[1] && a[0] != a[1]);
}

/* Mean 0, deviation 3, a normal's fourth moment, no correlation between axes, steps or walkers. */
static void noise_is_gaussian(void **state)
{
    enum { COUNT = 40000 };
    double mean = 0, square = 0, fourth = 0, axes = 0, steps = 0, walkers = 0;
    double last[2] = {0, 0};
    for (uint64_t i = 0; i < COUNT; i++) {
        double n[2], other[2];
        noise_of(*state, 1, 0, i, n);
        noise_of(*state, 1, 1, i, other);
        n[0] /= 3, n[1] /= 3;
        mean += (n[0] + n[1]) / (2 * COUNT);
        square += (n[0] * n[0] + n[1] * n[1]) / (2 * COUNT);
        fourth += (pow(n[0], 4) + pow(n[1], 4)) / (2 * COUNT);
        axes += n[0] * n[1] / COUNT;
        steps += n[0] * last[0] / COUNT;
        walkers += n[0] * other[0] / 3 / COUNT;
        memcpy(last, n, sizeof last);
    }
    assert_true(fabs(mean) < 0.015 && fabs(square - 1) < 0.03 && fabs(fourth - 3) < 0.2);
    assert_true(fabs(axes) < 0.02 && fabs(steps) < 0.02 && fabs(walkers) < 0.02);
}

static void no_noise_draws_nothing(void **state)
{
    struct walker_settings settings = ground_settings("sgd", 0.1);
    struct walker a = at(*state, 1, 1), b = a;
    struct walker_chance other = {.seed = 99, .index = 4};
    assert_true(walker_step(&a, &settings, *state, &chance));
    assert_true(walker_step(&b, &settings, *state, &other));
    assert_true(a.at[0] == b.at[0] && a.at[1] == b.at[1]);
}

static void diverges_and_stays(void **state)
{
    struct walker_settings settings = ground_settings("sgd", 10);
    struct walker walker = at(*state, 3, -2);
    while (walker_step(&walker, &settings, *state, &chance))
        assert_true(walker.step < 1000);
    assert_int_equal(walker.step, 121); /* as PyTorch: the loss overflows first */
    assert_false(walker_is_finite(&walker));
    struct walker before = walker;
    assert_false(walker_step(&walker, &settings, *state, &chance));
    assert_memory_equal(&before, &walker, sizeof walker);
}

static void a_start_off_the_numbers_has_diverged(void **state)
{
    struct walker_settings settings = ground_settings("sgd", 0.1);
    struct walker walker = at(*state, 1e200, 0);
    assert_true(isinf(walker.loss));
    assert_false(walker_step(&walker, &settings, *state, &chance));
    assert_true(walker.step == 0);
}

/* Each quantity by itself ends a walk. */
static void any_quantity_can_diverge(void **state)
{
    struct walker walker = at(*state, 1, 1), broken = walker;
    double *const quantities[] = {&broken.at[0], &broken.at[1], &broken.loss, &broken.gradient[0],
                                  &broken.gradient[1]};
    assert_true(walker_is_finite(&walker));
    for (size_t i = 0; i < sizeof quantities / sizeof quantities[0]; i++) {
        broken = walker;
        *quantities[i] = (double)NAN;
        assert_false(walker_is_finite(&broken));
        *quantities[i] = -HUGE_VAL;
        assert_false(walker_is_finite(&broken));
    }
}

/* Every optimizer starts fresh when it takes over: as a walker that starts where this one stands.
 */
static void a_new_optimizer_starts_fresh(void **state)
{
    for (size_t i = 0; i < optimizer_count; i++) {
        for (size_t j = 0; j < optimizer_count; j++) {
            struct walker_settings first = ground_settings(optimizers[i]->name, 0.01);
            struct walker_settings second = ground_settings(optimizers[j]->name, 0.02);
            struct walker walker = at(*state, 3, -2);
            for (int k = 0; i != j && k < 5; k++)
                assert_true(walker_step(&walker, &first, *state, &chance));
            struct walker fresh = at(*state, walker.at[0], walker.at[1]);
            for (int k = 0; k < 5; k++) {
                assert_true(walker_step(&walker, &second, *state, &chance));
                assert_true(walker_step(&fresh, &second, *state, &chance));
                assert_memory_equal(walker.at, fresh.at, sizeof fresh.at);
                assert_memory_equal(walker.slot, fresh.slot, sizeof fresh.slot);
            }
        }
    }
}

/* Turning a knob of the same optimizer leaves its memory. */
static void a_turned_knob_keeps_the_state(void **state)
{
    struct walker_settings settings = ground_settings("adam", 0.1);
    struct walker walker = at(*state, 3, -2);
    assert_true(walker_step(&walker, &settings, *state, &chance));
    struct walker turned = walker;
    assert_true(walker_step(&walker, &settings, *state, &chance));
    settings.knob[OPTIMIZER_LR] = 0.3;
    assert_true(walker_step(&turned, &settings, *state, &chance));
    assert_memory_equal(walker.slot, turned.slot, sizeof walker.slot);
    assert_true(walker.at[0] != turned.at[0]);
}

static void schedules_give_the_rate(void **state)
{
    struct walker_settings settings = ground_settings("sgd", 0.4);
    struct walker walker = at(*state, 1, 0);
    schedule_settings_init(&settings.schedule, schedule_find("exponential"), 10);
    settings.schedule.knob[0] = 0.5;
    settings.warmup = 2;
    static const double rates[] = {0.2, 0.4, 0.4, 0.2, 0.1};
    for (size_t i = 0; i < sizeof rates / sizeof rates[0]; i++) {
        double x = walker.at[0];
        assert_true(walker_rate(&walker, &settings) == rates[i]);
        assert_true(walker_step(&walker, &settings, *state, &chance));
        assert_true(walker.at[0] == x - rates[i] * 2 * x);
    }
}

/* A plateau that has dropped the rate forgets it when another schedule has been there. */
static void a_new_schedule_has_seen_nothing(void **state)
{
    struct walker_settings plateau = ground_settings("sgd", 0.4), none = plateau;
    schedule_settings_init(&plateau.schedule, schedule_find("plateau"), 10);
    plateau.schedule.knob[schedule_knob(plateau.schedule.schedule, "patience")] = 0;
    struct walker walker = at(*state, 0, 0); /* already at the minimum: the loss gets no better */
    for (int k = 0; k < 3; k++)
        assert_true(walker_step(&walker, &plateau, *state, &chance));
    assert_true(walker_rate(&walker, &plateau) < 0.01);
    assert_true(walker_rate(&walker, &none) == 0.4);
    assert_true(walker_step(&walker, &none, *state, &chance));
    assert_true(walker_rate(&walker, &plateau) == 0.4); /* before its first step too */
    assert_true(walker_step(&walker, &plateau, *state, &chance));
    assert_true(walker_rate(&walker, &plateau) == 0.4);
}

/* The momentum that a cycle gives goes to momentum or to beta1, and in the walk, not only on paper.
 */
static void cycles_move_the_momentum(void **state)
{
    static const char *const names[] = {"sgd", "adam"};
    for (size_t i = 0; i < 2; i++) {
        struct walker_settings settings = ground_settings(names[i], 0.4), plain = settings;
        schedule_settings_init(&settings.schedule, schedule_find("onecycle"), 10);
        settings.schedule.knob[schedule_knob(settings.schedule.schedule, "max_lr")] = 0.5;
        struct walker walker = at(*state, 3, -2), other = walker;
        assert_true(walker_momentum(&walker, &settings) == 0.95);
        plain.knob[OPTIMIZER_LR] = walker_rate(&walker, &settings);
        plain.knob[plain.optimizer->momentum_knob] = 0.95;
        assert_true(walker_step(&walker, &settings, *state, &chance));
        assert_true(walker_step(&other, &plain, *state, &chance));
        assert_memory_equal(walker.at, other.at, sizeof other.at);
        assert_memory_equal(walker.slot, other.slot, sizeof other.slot);
    }
    struct walker_settings rprop = ground_settings("rprop", 0.1);
    struct walker walker = at(*state, 1, 1);
    assert_true(isnan(walker_momentum(&walker, &rprop)));
}

static void newton_takes_the_surfaces_hessian(void **state)
{
    (void)state;
    struct surface *booth = ground_new(GROUND_BOOTH);
    struct walker_settings settings = ground_settings("newton", 1);
    struct walker walker = at(booth, -8, 9);
    assert_true(walker_step(&walker, &settings, booth, &chance));
    assert_true(fabs(walker.at[0] - 1) < 1e-12 && fabs(walker.at[1] - 3) < 1e-12);
    surface_free(booth);
}

/* Where the point, loss and gradient stay finite, no kernel makes a NaN: every optimizer,
 * everywhere. */
static void no_optimizer_makes_nan(void **state)
{
    (void)state;
    static const char *const grounds[] = {GROUND_BOWL,  GROUND_RAVINE, GROUND_ROSENBROCK,
                                          GROUND_BOOTH, GROUND_SADDLE, GROUND_RIPPLES};
    for (size_t g = 0; g < sizeof grounds / sizeof grounds[0]; g++) {
        struct surface *surface = ground_new(grounds[g]);
        for (size_t i = 0; i < optimizer_count; i++) {
            struct walker_settings settings = ground_settings(optimizers[i]->name, 1e-3);
            struct walker walker = at(surface, 1.2, -0.7);
            settings.noise = g % 2 == 0 ? 0 : 0.1;
            for (int k = 0; k < 500; k++)
                (void)walker_step(&walker, &settings, surface, &chance);
            if (!walker_is_finite(&walker) || walker.step != 500)
                fail_msg("%s on %s left the numbers at step %llu", optimizers[i]->name, grounds[g],
                         (unsigned long long)walker.step);
        }
        surface_free(surface);
    }
}

static void equal_settings_are_equal(void **state)
{
    (void)state;
    struct walker_settings a = ground_settings("adam", 0.1), b = ground_settings("adam", 0.1);
    assert_true(walker_settings_equal(&a, &b));
    double *const parts[] = {&b.knob[3], &b.noise, &b.clip_norm, &b.norm_type, &b.clip_value};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        b = a;
        *parts[i] += 1;
        assert_false(walker_settings_equal(&a, &b));
    }
    b = a, b.warmup = 1;
    assert_false(walker_settings_equal(&a, &b));
    b = a, schedule_settings_init(&b.schedule, schedule_find("cosine"), 10);
    assert_false(walker_settings_equal(&a, &b));
    a = b, b.schedule.knob[0] = 0.5;
    assert_false(walker_settings_equal(&a, &b));
    b = ground_settings("adamw", 0.1);
    assert_false(walker_settings_equal(&a, &b));
}

static int make_bowl(void **state)
{
    *state = ground_new(GROUND_BOWL);
    return 0;
}

static int free_bowl(void **state)
{
    surface_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(starts_with_loss_and_gradient),
        cmocka_unit_test(steps_down_the_slope),
        cmocka_unit_test(clips_before_weight_decay),
        cmocka_unit_test(clips_by_each_norm),
        cmocka_unit_test(a_short_gradient_is_not_clipped),
        cmocka_unit_test(clips_after_noise),
        cmocka_unit_test(noise_is_named),
        cmocka_unit_test(noise_is_gaussian),
        cmocka_unit_test(no_noise_draws_nothing),
        cmocka_unit_test(diverges_and_stays),
        cmocka_unit_test(a_start_off_the_numbers_has_diverged),
        cmocka_unit_test(any_quantity_can_diverge),
        cmocka_unit_test(a_new_optimizer_starts_fresh),
        cmocka_unit_test(a_turned_knob_keeps_the_state),
        cmocka_unit_test(schedules_give_the_rate),
        cmocka_unit_test(a_new_schedule_has_seen_nothing),
        cmocka_unit_test(cycles_move_the_momentum),
        cmocka_unit_test(newton_takes_the_surfaces_hessian),
        cmocka_unit_test(no_optimizer_makes_nan),
        cmocka_unit_test(equal_settings_are_equal),
    };
    return cmocka_run_group_tests(tests, make_bowl, free_bowl);
}
