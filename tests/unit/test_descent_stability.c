/*
 * The limit on the learning rate. Would catch: a formula that is off for any momentum, dampening,
 * Nesterov or weight decay (the walk just below must come to rest, the one just above must not), a
 * limit claimed where theory gives none.
 */
#include "support/test.h"

#include <math.h>
#include <string.h>

#include "base/array.h"
#include "descent/stability.h"
#include "support/ground.h"

enum { STEPS = 20000 };

struct limit_case {
    const char *optimizer;
    struct {
        const char *knob;
        double value;
    } set[4];
    double limit; /* for λ = 20 */
    const char *formula;
};

// clang-format off
static const struct limit_case cases[] = {
    {"sgd", {{NULL, 0}},                                         0.1,              "2/λ"},
    {"sgd", {{"weight_decay", 5}},                               0.08,             "2/λ"},
    {"sgd", {{"dampening", 0.5}},                                0.1,              "2/λ"}, /* no velocity to damp */
    {"sgd", {{"momentum", 0.1}},                                 0.11,             "2(1+μ)/λ"},
    {"sgd", {{"momentum", 0.5}},                                 0.15,             "2(1+μ)/λ"},
    {"sgd", {{"momentum", 0.9}},                                 0.19,             "2(1+μ)/λ"},
    {"sgd", {{"momentum", 0.99}},                                0.199,            "2(1+μ)/λ"},
    {"sgd", {{"momentum", 0.9}, {"weight_decay", 5}},            0.152,            "2(1+μ)/λ"},
    {"sgd", {{"momentum", 0.5}, {"dampening", 0.5}},             0.3,              "2(1+μ)/(1−τ)λ"},
    {"sgd", {{"momentum", 0.9}, {"dampening", 0.9}},             1.9,              "2(1+μ)/(1−τ)λ"},
    {"sgd", {{"momentum", 0.5}, {"nesterov", 1}},                0.075,            "2(1+μ)/(1+2μ)λ"},
    {"sgd", {{"momentum", 0.9}, {"nesterov", 1}},                0.19 / 2.8,       "2(1+μ)/(1+2μ)λ"},
    {"sgd", {{"momentum", 0.9}, {"nesterov", 1}, {"dampening", 0.5}}, 0.19 / 2.35, "2(1+μ)/(1+2μ−μτ)λ"},
    {"newton", {{NULL, 0}},                                      2,                "2"},
    {"newton", {{"damping", 10}},                                3,                "2+2δ/λ"},
};
// clang-format on

static struct walker_settings settings_of(const struct limit_case *c)
{
    struct walker_settings settings;
    walker_settings_init(&settings, optimizer_find(c->optimizer));
    for (size_t i = 0; i < ARRAY_LENGTH(c->set) && c->set[i].knob != NULL; i++)
        settings.knob[optimizer_knob(settings.optimizer, c->set[i].knob)] = c->set[i].value;
    return settings;
}

/* How far from the bottom the walk is after many steps. */
static double ends_at(const struct surface *ground, struct walker_settings settings, double rate)
{
    const struct walker_chance chance = {.seed = 1};
    struct walker walker;
    settings.knob[OPTIMIZER_LR] = rate;
    walker_start(&walker, ground, (double[]){-2.8, 1});
    for (int i = 0; i < STEPS && walker_step(&walker, &settings, ground, &chance); i++)
        continue;
    return walker_is_finite(&walker) ? hypot(walker.at[0], walker.at[1]) : (double)INFINITY;
}

static void look(const struct surface *surface, const struct walker *walker,
                 const struct walker_settings *settings, struct stability *out)
{
    struct surface_point here;
    surface_at(surface, SURFACE_HESSIAN, walker->at, &here);
    stability_of(here.hessian, walker, settings, out);
}

static void a_walk_converges_just_below_and_diverges_just_above(void **state)
{
    const struct limit_case *c = *state;
    struct surface *ground = ground_new("0.5*(x^2+20*y^2)");
    struct walker_settings settings = settings_of(c);
    struct walker walker;
    struct stability stability;
    walker_start(&walker, ground, (double[]){-2.8, 1});
    look(ground, &walker, &settings, &stability);
    assert_close(stability.curvature.high, 20, 0, 1e-12);
    assert_close(stability.curvature.low, 1, 0, 1e-12);
    assert_close(stability.limit, c->limit, 0, 1e-12);
    assert_string_equal(stability.formula, c->formula);
    assert_true(ends_at(ground, settings, 0.995 * c->limit) < 1e-3);
    assert_true(ends_at(ground, settings, 1.005 * c->limit) > 1e3);
    surface_free(ground);
}

static void exceeding_is_told_by_the_rate_in_force(void **state)
{
    (void)state;
    struct surface *ground = ground_new("0.5*(x^2+20*y^2)");
    struct walker_settings settings = settings_of(&cases[0]);
    struct walker walker;
    struct stability stability;
    walker_start(&walker, ground, (double[]){1, 1});
    look(ground, &walker, &settings, &stability);
    settings.knob[OPTIMIZER_LR] = 0.0999;
    assert_false(stability_is_exceeded(&stability, &walker, &settings));
    settings.knob[OPTIMIZER_LR] = 0.1001;
    assert_true(stability_is_exceeded(&stability, &walker, &settings));
    settings.warmup = 10; /* its first step is a tenth */
    assert_false(stability_is_exceeded(&stability, &walker, &settings));
    surface_free(ground);
}

static void none_is_given_where_theory_gives_none(void **state)
{
    (void)state;
    struct surface *ground = ground_new("0.5*(x^2+20*y^2)"), *saddle = ground_new("-x^2-3*y^2");
    struct walker_settings settings;
    struct walker walker;
    struct stability stability;
    size_t without = 0;
    walker_start(&walker, ground, (double[]){1, 1});
    for (size_t i = 0; i < optimizer_count; i++) {
        walker_settings_init(&settings, optimizers[i]);
        look(ground, &walker, &settings, &stability);
        without += isnan(stability.limit) && stability.formula == NULL;
    }
    assert_int_equal(without, optimizer_count - 2); /* all but sgd and newton */
    walker_settings_init(&settings, optimizer_find("sgd"));
    settings.knob[optimizer_knob(settings.optimizer, "momentum")] = 1;
    look(ground, &walker, &settings, &stability);
    assert_true(isnan(stability.limit)); /* swings for ever */
    settings.knob[optimizer_knob(settings.optimizer, "momentum")] = 0.9;
    settings.knob[optimizer_knob(settings.optimizer, "dampening")] = 1;
    look(ground, &walker, &settings, &stability);
    assert_true(isnan(stability.limit)); /* no gradient but the first enters */
    settings.knob[optimizer_knob(settings.optimizer, "momentum")] = 0;
    look(saddle, &walker, &settings, &stability);
    assert_close(stability.curvature.high, -2, 0, 1e-12);
    assert_true(isnan(stability.limit));
    assert_false(stability_is_exceeded(&stability, &walker, &settings));
    surface_free(ground);
    surface_free(saddle);
}

/* Over a real surface: at the minimum of Himmelblau's function that the theory's 2/λ decides. */
static void the_limit_holds_at_a_real_minimum(void **state)
{
    (void)state;
    struct surface *ground = ground_new(GROUND_HIMMELBLAU);
    const struct walker_chance chance = {.seed = 1};
    struct walker_settings settings;
    struct stability stability;
    walker_settings_init(&settings, optimizer_find("sgd"));
    for (int above = 0; above <= 1; above++) {
        struct walker walker;
        walker_start(&walker, ground, (double[]){3, 2});
        look(ground, &walker, &settings, &stability);
        settings.knob[OPTIMIZER_LR] = stability.limit * (above ? 1.02 : 0.98);
        walker_start(&walker, ground, (double[]){3.001, 2.001});
        for (int i = 0; i < 500; i++)
            assert_true(walker_step(&walker, &settings, ground, &chance));
        double away = hypot(walker.at[0] - 3, walker.at[1] - 2);
        assert_true(above ? away > 0.01 : away < 1e-6);
    }
    surface_free(ground);
}

int main(void)
{
    enum { CASES = ARRAY_LENGTH(cases) };
    struct CMUnitTest tests[CASES + 3] = {
        cmocka_unit_test(exceeding_is_told_by_the_rate_in_force),
        cmocka_unit_test(none_is_given_where_theory_gives_none),
        cmocka_unit_test(the_limit_holds_at_a_real_minimum),
    };
    for (size_t i = 0; i < CASES; i++)
        tests[3 + i] =
            (struct CMUnitTest){.name = "a_walk_converges_just_below_and_diverges_just_above",
                                .test_func = a_walk_converges_just_below_and_diverges_just_above,
                                .initial_state = (void *)&cases[i]};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
