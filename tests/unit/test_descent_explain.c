/*
 * A step taken apart: the parts are those of the kernel, put together they give the point where the
 * kernel lands, and each follows from those before it as the rule says. Would catch: a part of
 * another step (before for after), a bias correction of the wrong step, a part that was left out, a
 * rule shown that is not the rule walked.
 */
#include "support/test.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/text.h"
#include "descent/explain.h"
#include "descent/walk.h"
#include "support/ground.h"

enum { STEPS = 90, MOST_KNOBS = 5 };

/* --- every optimizer, as it is and with what is off by default */

struct setting {
    const char *knob;
    double value;
};

struct entry {
    const char *name, *optimizer;
    bool exact; /* before - rate * direction is the new point to the last bit */
    struct setting set[MOST_KNOBS];
    double noise, clip_norm, warmup;
};

// clang-format off
static const struct entry entries[] = {
    {"sgd",             "sgd",      true,  {{"lr", 0.003}}, 0, 0, 0},
    {"sgd, momentum",   "sgd",      true,  {{"lr", 0.003}, {"momentum", 0.9}}, 0, 0, 0},
    {"sgd, all",        "sgd",      true,  {{"lr", 0.003}, {"momentum", 0.9}, {"dampening", 0.3}, {"weight_decay", 0.1}}, 2, 30, 5},
    {"sgd, nesterov",   "sgd",      true,  {{"lr", 0.003}, {"momentum", 0.9}, {"nesterov", 1}}, 0, 0, 0},
    {"sgd, ahead",      "sgd",      true,  {{"lr", 0.003}, {"momentum", 0.9}, {"nesterov", 1}, {"dampening", 0.2}}, 0, 0, 0},
    {"rmsprop, centered", "rmsprop", false, {{"lr", 0.02}, {"centered", 1}}, 0, 0, 0},
    {"rmsprop, rolls",  "rmsprop",  true,  {{"lr", 0.02}, {"momentum", 0.8}}, 0, 0, 0},
    {"adamw, amsgrad",  "adamw",    false, {{"lr", 0.1}, {"amsgrad", 1}, {"weight_decay", 0}}, 0, 0, 0},
    {"asgd, decay",     "asgd",     false, {{"lr", 0.003}, {"weight_decay", 0.1}}, 0, 3, 0},
    {"rmsprop",         "rmsprop",  false, {{"lr", 0.02}}, 0, 0, 0},
    {"rmsprop, all",    "rmsprop",  true,  {{"lr", 0.02}, {"momentum", 0.8}, {"centered", 1}, {"weight_decay", 0.1}}, 2, 0, 0},
    {"adam",            "adam",     false, {{"lr", 0.1}}, 0, 0, 0},
    {"adam, all",       "adam",     false, {{"lr", 0.1}, {"amsgrad", 1}, {"weight_decay", 0.1}}, 2, 30, 5},
    {"adamw",           "adamw",    false, {{"lr", 0.1}}, 0, 0, 0},
    {"adamw, none",     "adamw",    false, {{"lr", 0.1}, {"weight_decay", 0}}, 0, 0, 0},
    {"nadam",           "nadam",    false, {{"lr", 0.1}}, 0, 0, 0},
    {"radam",           "radam",    false, {{"lr", 0.1}, {"weight_decay", 0.1}}, 0, 0, 0},
    {"adamax",          "adamax",   false, {{"lr", 0.1}}, 0, 0, 0},
    {"adagrad",         "adagrad",  false, {{"lr", 0.5}, {"lr_decay", 0.01}, {"initial_accumulator_value", 0.5}}, 0, 0, 0},
    {"adadelta",        "adadelta", true,  {{"lr", 1}}, 0, 0, 0},
    {"lion",            "lion",     true,  {{"lr", 0.05}}, 0, 0, 0},
    {"lion, decay",     "lion",     false, {{"lr", 0.05}, {"weight_decay", 0.1}}, 0, 0, 0},
    {"rprop",           "rprop",    true,  {{"lr", 0.05}}, 0, 0, 0},
    {"asgd",            "asgd",     false, {{"lr", 0.003}, {"lambd", 0.1}, {"t0", 5}}, 0, 0, 0},
    {"newton",          "newton",   true,  {{"lr", 0.5}, {"damping", 30}}, 0, 0, 0},
};
// clang-format on

/* --- what the rules say of the parts: RESULT = A op B; an absent A or B: nothing is said */

struct relation {
    const char *optimizer, *result, *a;
    char op;
    const char *b;
};

// clang-format off
static const struct relation relations[] = {
    {"sgd", "b", "μb", '+', "∇"}, /* where τ is 0 */
    {"sgd", "b", "μb", '+', "(1−τ)∇"},
    {"rmsprop", "∇/(√v + ε)", "∇", '/', "√v + ε"},
    {"rmsprop", "b", "μb", '+', "∇/(√v + ε)"},
    {"adam", "m′", "m", '/', "1−β₁ᵗ"},
    {"adam", "m′/(√v′ + ε)", "m′", '/', "√v′ + ε"},
    {"adamw", "m′", "m", '/', "1−β₁ᵗ"},
    {"adamw", "v′", "v", '/', "1−β₂ᵗ"},
    {"adamw", "ωθ + m′/(√v′ + ε)", "m′/(√v′ + ε)", '+', "ωθ"},
    {"nadam", "v′", "v", '/', "1−β₂ᵗ"},
    {"nadam", "d/(√v′ + ε)", "d", '/', "√v′ + ε"},
    {"radam", "m′", "m", '/', "1−β₁ᵗ"},
    {"adamax", "m′/u", "m′", '/', "u"},
    {"adagrad", "∇/(√s + ε)", "∇", '/', "√s + ε"},
    {"lion", "sign(c) + ωθ", "sign(c)", '+', "ωθ"},
    {"asgd", "∇ + κθ", "∇", '+', "κθ"},
    {"rprop", "∇·∇₋₁", "∇", '*', "∇₋₁"},
};
// clang-format on

static const struct part *named(const struct explanation *e, const char *symbol)
{
    for (size_t i = 0; i < e->count; i++)
        if (strcmp(e->parts[i].symbol, symbol) == 0)
            return &e->parts[i];
    return NULL;
}

static double apply(char op, double a, double b)
{
    return op == '+' ? a + b : op == '/' ? a / b : a * b;
}

static void expect_close(const char *what, double is, double wanted, double scale, double tolerance)
{
    if (!(fabs(is - wanted) <= tolerance * scale))
        fail_msg("%s: %.17g, not %.17g", what, is, wanted);
}

static void check_relations(const struct entry *entry, const struct explanation *e)
{
    for (size_t i = 0; i < ARRAY_LENGTH(relations); i++) {
        const struct relation *r = &relations[i];
        const struct part *result = named(e, r->result), *a = named(e, r->a), *b = named(e, r->b);
        bool dampened = named(e, "(1−τ)∇") != NULL && strcmp(r->b, "∇") == 0;
        bool largest = strcmp(r->a, "v") == 0 && named(e, "w") != NULL; /* takes v's place */
        if (strcmp(r->optimizer, entry->optimizer) != 0 || !result || !a || !b || dampened ||
            largest)
            continue;
        for (int axis = 0; axis < 2; axis++) {
            double x = a->value[axis], y = b->value[axis];
            expect_close(r->result, result->value[axis], apply(r->op, x, y),
                         r->op == '+' ? fabs(x) + fabs(y) : fabs(result->value[axis]), 1e-15);
        }
    }
}

/* Bit for bit where the kernel's last line is that of the rule. */
static void check_landing(const struct entry *entry, const struct explanation *e)
{
    const struct part *direction = explanation_find(e, PART_DIRECTION);
    assert_non_null(direction);
    for (int axis = 0; axis < 2; axis++) {
        double landed = e->before[axis] + -explanation_rate(e) * direction->value[axis];
        if (entry->exact && landed != e->after[axis])
            fail_msg("%s, step %d: lands at %.17g, the kernel at %.17g", entry->name, (int)e->step,
                     landed, e->after[axis]);
        expect_close(entry->name, landed, e->after[axis],
                     fabs(e->before[axis]) + fabs(e->after[axis]), 1e-15);
    }
}

static bool rule_has(const struct rule *rule, const char *text)
{
    for (size_t i = 0; i < rule->count; i++)
        if (strstr(rule->line[i], text) != NULL)
            return true;
    return false;
}

/* Does a line of it, "θ ← θ − η...", end with the text, or with the text in brackets? */
static bool rule_ends(const struct rule *rule, const char *text)
{
    char bracketed[64];
    snprintf(bracketed, sizeof bracketed, "(%s)", text);
    const char *const ends[] = {text, bracketed};
    for (size_t i = 0; i < rule->count; i++)
        for (size_t k = 0; k < ARRAY_LENGTH(ends); k++) {
            size_t line = strlen(rule->line[i]), end = strlen(ends[k]);
            if (strncmp(rule->line[i], "θ ← θ − ", strlen("θ ← θ − ")) == 0 && line >= end &&
                strcmp(rule->line[i] + line - end, ends[k]) == 0)
                return true;
        }
    return false;
}

/* The rule steps along what the step went along, and forms what the step was made of. RAdam's and
 * AdamW's last lines put it in other words. */
static void check_rule(const struct entry *entry, const struct explanation *e)
{
    static const char *const formed[] = {"ωθ", "m′", "v′", "w", "∇B", "clip(∇L)", "clip(∇L + ξ)"};
    const struct rule *rule = &e->rule;
    assert_in_range(rule->count, 2, RULE_LINES);
    const char *along = explanation_find(e, PART_DIRECTION)->symbol;
    if (strcmp(entry->optimizer, "radam") != 0 && named(e, "ωθ + m′/(√v′ + ε)") == NULL &&
        !rule_ends(rule, along))
        fail_msg("%s: no line goes along %s", entry->name, along);
    for (size_t i = 0; i < ARRAY_LENGTH(formed); i++)
        if (named(e, formed[i]) != NULL && !rule_has(rule, formed[i]))
            fail_msg("%s: no line forms %s", entry->name, formed[i]);
    assert_int_equal(rule_has(rule, "ωθ"), named(e, "ωθ") != NULL);
    assert_int_equal(rule_has(rule, "clip("), entry->clip_norm > 0);
    assert_int_equal(rule_has(rule, "ξ"), entry->noise > 0);
}

static void check_words(const struct explanation *e)
{
    assert_in_range(e->count, 2, EXPLANATION_PARTS - 1); /* none was left out for lack of room */
    assert_non_null(explanation_find(e, PART_GRADIENT));
    for (size_t i = 0; i < e->count; i++) {
        assert_in_range(text_width(e->parts[i].symbol), 1, 17);
        assert_in_range(text_width(e->parts[i].label), 1, 26);
        assert_ptr_equal(named(e, e->parts[i].symbol), &e->parts[i]); /* no symbol twice */
    }
}

static struct walker_settings settings_of(const struct entry *entry)
{
    struct walker_settings settings;
    walker_settings_init(&settings, optimizer_find(entry->optimizer));
    for (size_t i = 0; i < MOST_KNOBS && entry->set[i].knob; i++)
        settings.knob[optimizer_knob(settings.optimizer, entry->set[i].knob)] = entry->set[i].value;
    settings.noise = entry->noise;
    settings.clip_norm = entry->clip_norm;
    settings.warmup = (uint64_t)entry->warmup;
    return settings;
}

static void parts_make_the_step(void **state)
{
    const struct entry *entry = *state;
    struct surface *surface = ground_new(GROUND_HIMMELBLAU);
    const struct walker_settings settings = settings_of(entry);
    const struct walker_chance chance = {.seed = 3, .index = 1};
    struct walker walker;
    struct explanation e;
    walker_start(&walker, surface, (const double[2]){-0.3, 1.7});
    for (int i = 0; i < STEPS; i++) {
        const struct walker before = walker;
        assert_true(walker_explain(&walker, &settings, surface, &chance, &e));
        assert_memory_equal(&walker, &before, sizeof walker);
        assert_true(walker_step(&walker, &settings, surface, &chance));
        assert_memory_equal(e.after, walker.at, sizeof e.after);
        assert_true(e.loss[0] == before.loss && e.loss[1] == walker.loss);
        assert_true(e.step == walker.step && e.t == walker.step);
        check_landing(entry, &e);
        check_relations(entry, &e);
        check_words(&e);
        check_rule(entry, &e);
    }
    surface_free(surface);
}

/* Every row has its explanation, and it is tested above. */
static void every_optimizer_explains(void **state)
{
    (void)state;
    for (size_t i = 0; i < optimizer_count; i++) {
        bool tested = false;
        for (size_t k = 0; k < ARRAY_LENGTH(entries); k++)
            tested = tested || strcmp(entries[k].optimizer, optimizers[i]->name) == 0;
        if (optimizers[i]->explain == NULL || !tested)
            fail_msg("%s is not explained, or not tested", optimizers[i]->name);
    }
}

/* --- numbers worked out by hand */

static struct explanation explain_at(const char *loss, const struct entry *entry, double x,
                                     double y, int steps)
{
    struct surface *surface = ground_new(loss);
    const struct walker_settings settings = settings_of(entry);
    const struct walker_chance chance = {.seed = 1};
    struct walker walker;
    struct explanation e = {.count = 0};
    walker_start(&walker, surface, (const double[2]){x, y});
    for (int i = 0; i < steps; i++)
        assert_true(walker_step(&walker, &settings, surface, &chance));
    assert_true(walker_explain(&walker, &settings, surface, &chance, &e));
    surface_free(surface);
    return e;
}

static void expect(const struct explanation *e, const char *symbol, double x, double y)
{
    const struct part *part = named(e, symbol);
    if (part == NULL)
        fail_msg("no '%s'", symbol);
    expect_close(symbol, part->value[0], x, fabs(x), 1e-14);
    expect_close(symbol, part->value[1], y, fabs(y), 1e-14);
}

/* At (3, -2) the slope of x² + y² is (6, -4). Adam's corrections give back g and g² at the first
 * step: it goes by the rate in each coordinate. */
static void adam_by_hand(void **state)
{
    (void)state;
    const struct entry adam = {.optimizer = "adam", .set = {{"lr", 0.5}, {"eps", 0}}};
    struct explanation e = explain_at(GROUND_BOWL, &adam, 3, -2, 0);
    expect(&e, "∇", 6, -4);
    expect(&e, "β₁m", 0, 0);
    expect(&e, "m", 0.6, -0.4);
    expect(&e, "v", 0.036, 0.016);
    expect(&e, "1−β₁ᵗ", 0.1, 0.1);
    expect(&e, "1−β₂ᵗ", 0.001, 0.001);
    expect(&e, "m′", 6, -4);
    expect(&e, "v′", 36, 16);
    expect(&e, "√v′ + ε", 6, 4);
    expect(&e, "m′/(√v′ + ε)", 1, -1);
    expect_close("after", e.after[0], 2.5, 2.5, 1e-15);
    assert_true(e.loss[0] == 13);
}

/* From (3, -2) with η = 1/4 and μ = 1/2: b₁ = (6, -4), θ₁ = (1.5, -1), ∇ = (3, -2), b₂ = (6, -4).
 */
static void heavy_ball_by_hand(void **state)
{
    (void)state;
    const struct entry ball = {.optimizer = "sgd", .set = {{"lr", 0.25}, {"momentum", 0.5}}};
    struct explanation e = explain_at(GROUND_BOWL, &ball, 3, -2, 0);
    assert_null(named(&e, "μb"));
    expect(&e, "b", 6, -4);
    e = explain_at(GROUND_BOWL, &ball, 3, -2, 1);
    assert_int_equal(e.step, 2);
    expect(&e, "∇", 3, -2);
    expect(&e, "μb", 3, -2);
    expect(&e, "b", 6, -4);
    assert_ptr_equal(explanation_find(&e, PART_MOMENTUM), named(&e, "μb"));
    assert_ptr_equal(explanation_find(&e, PART_DIRECTION), named(&e, "b"));
    assert_true(e.after[0] == 0 && e.after[1] == 0);
}

/* On a paraboloid (H + δI)⁻¹∇ leads to its bottom: H = diag(1, 100), ∇ = (3, -200). */
static void newton_by_hand(void **state)
{
    (void)state;
    const struct entry newton = {.optimizer = "newton"};
    struct explanation e = explain_at(GROUND_RAVINE, &newton, 3, -2, 0);
    expect(&e, "H₁", 1, 0);
    expect(&e, "H₂", 0, 100);
    expect(&e, "(H + δI)⁻¹∇", 3, -2);
    assert_true(e.after[0] == 0 && e.after[1] == 0);
}

/* A schedule that cycles the momentum of a walk without one: it is there, and in the rule. */
static void rules_follow_the_schedule(void **state)
{
    (void)state;
    struct surface *surface = ground_new(GROUND_BOWL);
    struct walker_settings settings;
    struct walker walker;
    struct rule rule;
    const struct walker_chance chance = {.seed = 1};
    walker_settings_init(&settings, optimizer_find("sgd"));
    walker_start(&walker, surface, (const double[2]){3, -2});
    walker_rule(&walker, &settings, surface, &chance, &rule);
    assert_string_equal(rule.line[rule.count - 1], "θ ← θ − η∇");
    schedule_settings_init(&settings.schedule, schedule_find("onecycle"), 100);
    walker_rule(&walker, &settings, surface, &chance, &rule);
    assert_string_equal(rule.line[rule.count - 2], "b ← μb + ∇");
    assert_string_equal(rule.line[rule.count - 1], "θ ← θ − ηb");
    surface_free(surface);
}

/* What clips it is said, and how far; what only stands for a first line makes room for it. */
static void rules_say_how_the_gradient_comes(void **state)
{
    (void)state;
    static const struct {
        double noise, norm, value, decay;
        bool batch;
        const char *line;
    } cases[] = {
        {0, 0, 0, 0, false, "∇ slope, η learning rate"},
        {0, 0, 0, 0, true, "∇ = ∇B, of this batch"},
        {0.5, 0, 0, 0, false, "∇ = ∇L + ξ"},
        {0, 1, 0, 0, false, "∇ = clip(∇L)  norm ≤ 1"},
        {0, 0, 0.25, 0, true, "∇ = clip(∇B)  each ≤ 0.25"},
        {0.5, 1e-4, 2, 0.1, true, "∇ = clip(∇B + ξ) + ωθ  norm ≤ 0.0001, each ≤ 2"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct walker_settings settings;
        struct rule rule;
        walker_settings_init(&settings, optimizer_find("sgd"));
        settings.noise = cases[i].noise;
        settings.clip_norm = cases[i].norm;
        settings.clip_value = cases[i].value;
        settings.knob[settings.optimizer->decay_knob] = cases[i].decay;
        rule_make(&rule, &settings, settings.knob, cases[i].batch);
        assert_int_equal(rule.count, 2);
        assert_string_equal(rule.line[0], cases[i].line);
        assert_string_equal(rule.line[1], "θ ← θ − η∇");
    }
}

/* Noise, then clipping to a length of 1, then decay: each with its number. */
static void stages_of_the_gradient(void **state)
{
    (void)state;
    struct entry entry = {
        .optimizer = "sgd", .set = {{"lr", 0.1}, {"weight_decay", 10}}, .clip_norm = 1};
    struct explanation e = explain_at(GROUND_BOWL, &entry, 3, -4, 0);
    expect(&e, "∇L", 6, -8);
    assert_null(named(&e, "∇L + ξ"));
    double length = 10. / (10 + 1e-6);
    expect(&e, "clip(∇L)", 0.6 * length, -0.8 * length);
    expect(&e, "ωθ", 30, -40);
    expect(&e, "∇", 30 + 0.6 * length, -40 - 0.8 * length);
    entry.noise = 0.5;
    e = explain_at(GROUND_BOWL, &entry, 3, -4, 0);
    assert_true(named(&e, "∇L + ξ")->value[0] != 6);
    assert_true(e.slope[0] == 6 && e.slope[1] == -8);
}

/* --- a walk explains its past, its next step and the future that it keeps */

static void a_walk_explains_its_past(void **state)
{
    (void)state;
    struct surface *surface = ground_new(GROUND_BOWL);
    struct walker_settings settings;
    struct explanation e;
    walker_settings_init(&settings, optimizer_find("sgd"));
    settings.knob[OPTIMIZER_LR] = 0.01;
    struct walk *walk =
        walk_new(surface, &settings, (const double[2]){3, -2}, (struct walker_chance){.seed = 1});
    assert_non_null(walk);
    walk_seek(walk, 100);
    settings.knob[OPTIMIZER_LR] = 0.02;
    assert_true(walk_change(walk, &settings));
    walk_seek(walk, 150);
    walk_seek(walk, 130);
    size_t count;
    for (uint64_t step = 0; step < 150; step++) {
        assert_true(walk_explain(walk, step, &e));
        assert_int_equal(walk_now(walk)->step, 130);
        assert_true(explanation_rate(&e) == (step < 100 ? 0.01 : 0.02));
        const struct walk_point *points = walk_points(walk, &count);
        assert_memory_equal(e.before, points[step].at, sizeof e.before); /* the future is kept */
        assert_memory_equal(e.after, points[step + 1].at, sizeof e.after);
    }
    assert_true(walk_explain(walk, 150, &e));
    assert_false(walk_explain(walk, 151, &e));
    walk_free(walk);
    surface_free(surface);
}

static void nothing_leaves_the_end(void **state)
{
    (void)state;
    struct surface *surface = ground_new(GROUND_BOWL);
    struct walker_settings settings;
    struct explanation e;
    walker_settings_init(&settings, optimizer_find("sgd"));
    settings.knob[OPTIMIZER_LR] = 1e200;
    struct walk *walk =
        walk_new(surface, &settings, (const double[2]){3, -2}, (struct walker_chance){.seed = 1});
    assert_non_null(walk);
    walk_seek(walk, 10);
    assert_true(walk_has_diverged(walk));
    uint64_t step = walk_now(walk)->step;
    assert_false(walk_explain(walk, step, &e));
    assert_true(walk_explain(walk, step - 1, &e));
    assert_true(e.loss[1] > 1e300);
    walk_free(walk);
    surface_free(surface);
}

int main(void)
{
    enum { COUNT = ARRAY_LENGTH(entries) };
    const struct CMUnitTest others[] = {
        cmocka_unit_test(every_optimizer_explains),
        cmocka_unit_test(adam_by_hand),
        cmocka_unit_test(heavy_ball_by_hand),
        cmocka_unit_test(newton_by_hand),
        cmocka_unit_test(stages_of_the_gradient),
        cmocka_unit_test(a_walk_explains_its_past),
        cmocka_unit_test(nothing_leaves_the_end),
        cmocka_unit_test(rules_follow_the_schedule),
        cmocka_unit_test(rules_say_how_the_gradient_comes),
    };
    struct CMUnitTest tests[ARRAY_LENGTH(entries) + ARRAY_LENGTH(others)];
    for (size_t i = 0; i < COUNT; i++)
        tests[i] = (struct CMUnitTest){.name = entries[i].name,
                                       .test_func = parts_make_the_step,
                                       .initial_state = (void *)&entries[i]};
    memcpy(&tests[COUNT], others, sizeof others);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
