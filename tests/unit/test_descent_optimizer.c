/* What is easily got wrong in the optimizers' kernels, and the table that describes them. */
#include "support/test.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/text.h"
#include "support/single.h"

/* --- what is easily got wrong */

static void first_momentum_step_is_undampened(void **state)
{
    (void)state;
    struct single s = single_new("sgd");
    single_set(&s, "lr", 1), single_set(&s, "momentum", 0.5), single_set(&s, "dampening", 0.75);
    s.at[0] = s.at[1] = 0;
    single_step(&s, 8, -4);
    assert_true(s.at[0] == -8 && s.at[1] == 4);
    single_step(&s, 8, -4); /* b = 0.5 * 8 + 0.25 * 8 = 6 */
    assert_true(s.at[0] == -14 && s.at[1] == 7);
}

/* Turned on in mid-walk, the velocity starts as the gradient, as it does at the start. */
static void momentum_turned_on_starts_afresh(void **state)
{
    (void)state;
    struct single s = single_new("sgd");
    single_set(&s, "lr", 1);
    s.at[0] = 0;
    single_step(&s, 4, 0);
    single_set(&s, "momentum", 0.5), single_set(&s, "dampening", 0.5);
    single_step(&s, 8, 0);
    assert_true(s.at[0] == -12);
}

/* Turned off and on again, it finds the velocity that it left, as PyTorch's buffer does. */
static void momentum_turned_off_keeps_its_velocity(void **state)
{
    (void)state;
    struct single s = single_new("sgd");
    single_set(&s, "lr", 1), single_set(&s, "momentum", 0.5);
    s.at[0] = 0;
    single_step(&s, 4, 0);
    single_set(&s, "momentum", 0);
    single_step(&s, 1, 0);
    assert_true(s.at[0] == -5);
    single_set(&s, "momentum", 0.5);
    single_step(&s, 1, 0); /* 0.5 * 4 + 1 */
    assert_true(s.at[0] == -8);
}

/* AMSGrad turned off in mid-walk is Adam again, whatever was the largest. */
static void amsgrad_turned_off_is_adam(void **state)
{
    (void)state;
    struct single s = single_new("adam"), plain = single_new("adam");
    single_set(&s, "amsgrad", 1), single_set(&s, "beta2", 0.5), single_set(&plain, "beta2", 0.5);
    single_step(&s, 100, 1);
    single_step(&plain, 100, 1);
    single_set(&s, "amsgrad", 0);
    double before = s.at[0], plain_before = plain.at[0];
    single_step(&s, 1, 1);
    single_step(&plain, 1, 1);
    assert_true(before == plain_before && s.at[0] == plain.at[0]);
}

static void rprop_reads_the_rate_once(void **state)
{
    (void)state;
    struct single s = single_new("rprop"), other = single_new("rprop");
    for (uint64_t t = 1; t <= 40; t++) {
        single_step(&s, single_slope(s.at[0], t), 1);
        single_step(&other, single_slope(other.at[0], t), 1);
        single_set(&other, "lr", 0.5);
        assert_true(s.at[0] == other.at[0] && s.at[1] == other.at[1]);
    }
}

static void asgd_takes_a_new_rate_one_step_late(void **state)
{
    (void)state;
    struct single s = single_new("asgd");
    single_set(&s, "lr", 1), single_set(&s, "lambd", 0);
    s.at[0] = 0;
    single_step(&s, 1, 0);
    assert_true(s.at[0] == -1);
    single_set(&s, "lr", 0.5);
    single_step(&s, 1, 0);
    assert_true(s.at[0] == -2); /* still the old one */
    single_step(&s, 1, 0);
    assert_true(s.at[0] == -2.5);
}

/* One step of Adam goes lr, whatever the size of the gradient. */
static void adam_first_step_is_the_rate(void **state)
{
    (void)state;
    static const double sizes[] = {1e-3, 1, 1e6};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct single s = single_new("adam");
        single_set(&s, "lr", 0.25), single_set(&s, "eps", 0);
        s.at[0] = s.at[1] = 0;
        single_step(&s, sizes[i], -sizes[i]);
        assert_true(fabs(s.at[0] + 0.25) < 1e-15 && fabs(s.at[1] - 0.25) < 1e-15);
    }
}

/* PyTorch: with eps = 0 a coordinate without gradient is 0/0; with eps it stays where it is. */
static void a_flat_coordinate_is_finite_with_eps(void **state)
{
    (void)state;
    static const char *const names[] = {"adam", "adamax", "adagrad"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct single s = single_new(names[i]), bare = single_new(names[i]);
        single_set(&bare, "eps", 0);
        single_step(&s, 0, 1);
        single_step(&bare, 0, 1);
        assert_true(s.at[0] == 1.5 && isfinite(s.at[1]));
        assert_true(isnan(bare.at[0]) && isfinite(bare.at[1]));
    }
}

/* RAdam rectifies from step 6 on with the default beta2, and never for beta2 up to 2/3. */
static void radam_waits(void **state)
{
    (void)state;
    struct single s = single_new("radam");
    single_set(&s, "lr", 1), single_set(&s, "beta1", 0);
    for (int t = 1; t <= 8; t++) {
        s.at[0] = 0;
        single_step(&s, 100, 1);
        assert_int_equal(s.at[0] == -100, t < 6);
    }
    single_set(&s, "beta2", 0.6);
    s.at[0] = 0;
    single_step(&s, 100, 1);
    assert_true(s.at[0] == -100);
}

static void newton_solves_a_bowl(void **state)
{
    (void)state;
    struct single s = single_new("newton");
    double a = 3, b = 1.25, c = 7, x = 5, y = -2; /* the minimum at 0 */
    s.at[0] = x, s.at[1] = y;
    s.hessian[0] = a, s.hessian[1] = b, s.hessian[2] = c;
    single_step(&s, a * x + b * y, b * x + c * y);
    assert_true(fabs(s.at[0]) < 1e-14 && fabs(s.at[1]) < 1e-14);
}

/* Where the surface bends down it is drawn to the saddle, as it is. */
static void newton_goes_to_saddles(void **state)
{
    (void)state;
    struct single s = single_new("newton");
    s.at[0] = 3, s.at[1] = 4;
    s.hessian[0] = 2, s.hessian[2] = -2;
    single_step(&s, 2 * 3, -2 * 4);
    assert_true(s.at[0] == 0 && s.at[1] == 0);
}

static void newton_damping_shortens(void **state)
{
    (void)state;
    struct single s = single_new("newton");
    single_set(&s, "damping", 6);
    s.at[0] = 4, s.at[1] = 0;
    s.hessian[0] = 2, s.hessian[2] = 2;
    single_step(&s, 8, 0);
    assert_true(fabs(s.at[0] - 3) < 1e-15 && s.at[1] == 0);
}

static void newton_keeps_its_scale(void **state)
{
    (void)state;
    static const double scales[] = {1e-200, 1e200};
    for (size_t i = 0; i < sizeof scales / sizeof scales[0]; i++) {
        struct single s = single_new("newton");
        s.at[0] = 1, s.at[1] = 1;
        s.hessian[0] = 2 * scales[i], s.hessian[2] = 4 * scales[i];
        single_step(&s, 2 * scales[i], 4 * scales[i]);
        assert_true(fabs(s.at[0]) < 1e-15 && fabs(s.at[1]) < 1e-15);
    }
}

static void newton_cannot_step_without_curvature(void **state)
{
    (void)state;
    struct single s = single_new("newton");
    single_step(&s, 1, 1);
    assert_true(!isfinite(s.at[0]));
    s = single_new("newton");
    single_step(&s, 0, 0); /* a stationary point: nowhere to go */
    assert_true(s.at[0] == 1.5 && s.at[1] == -0.75);
}

/* --- the table */

static size_t check_rule(const struct optimizer *row, const char *const *rule)
{
    size_t lines = 0;
    for (; rule[lines] != NULL; lines++) {
        const char *text = rule[lines];
        if (text_width(text) > 36)
            fail_msg("%s: wider than the panel: %s", row->name, text);
        for (size_t used, i = 0; text[i] != '\0'; i += used) {
            uint32_t codepoint = text_decode(text + i, strlen(text + i), &used);
            if (codepoint == TEXT_INVALID || text_columns(codepoint) != 1)
                fail_msg("%s: a character that is not one column wide: %s", row->name, text);
        }
    }
    assert_in_range(lines, 1, 5);
    return lines;
}

/* What is off is left out, and no line with it: the panel below must not move. */
static void rules_name_only_what_acts(void **state)
{
    (void)state;
    static const struct {
        double momentum, dampening, nesterov;
        const char *first, *last;
    } cases[] = {{0, 0, 0, "∇ slope, η learning rate", "θ ← θ − η∇"},
                 {0, 0.5, 1, "∇ slope, η learning rate", "θ ← θ − η∇"},
                 {0.9, 0, 0, "b ← μb + ∇", "θ ← θ − ηb"},
                 {0.9, 0.5, 0, "b ← μb + (1−τ)∇", "θ ← θ − ηb"},
                 {0.9, 0, 1, "b ← μb + ∇", "θ ← θ − η(∇ + μb)"},
                 {0.9, 0.5, 1, "b ← μb + (1−τ)∇", "θ ← θ − η(∇ + μb)"}};
    const struct optimizer *sgd = optimizer_find("sgd");
    size_t lines = check_rule(sgd, sgd->rule);
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        double knob[OPTIMIZER_KNOBS] = {0.1};
        knob[optimizer_knob(sgd, "momentum")] = cases[i].momentum;
        knob[optimizer_knob(sgd, "dampening")] = cases[i].dampening;
        knob[optimizer_knob(sgd, "nesterov")] = cases[i].nesterov;
        const char *const *rule = optimizer_rule(sgd, knob);
        assert_int_equal(check_rule(sgd, rule), lines);
        assert_string_equal(rule[0], cases[i].first);
        assert_string_equal(rule[lines - 1], cases[i].last);
    }
}

/* Whatever its knobs, a rule fits the panel, and momentum adds no line to it. */
static void every_variant_fits(void **state)
{
    (void)state;
    for (size_t o = 0; o < optimizer_count; o++) {
        const struct optimizer *row = optimizers[o];
        for (unsigned on = 0; on < 1u << row->knob_count; on++) {
            double knob[OPTIMIZER_KNOBS] = {0};
            for (size_t i = 0; i < row->knob_count; i++)
                knob[i] = on >> i & 1 ? 0.5 : 0;
            size_t lines = check_rule(row, optimizer_rule(row, knob));
            if (row->momentum_knob >= 0)
                knob[row->momentum_knob] = 0.5;
            assert_int_equal(check_rule(row, optimizer_rule(row, knob)), lines);
        }
    }
}

static void check_knobs(const struct optimizer *row)
{
    assert_in_range(row->knob_count, 1, OPTIMIZER_KNOBS);
    assert_string_equal(row->knobs[OPTIMIZER_LR].name, "lr");
    for (size_t i = 0; i < row->knob_count; i++) {
        const struct knob *knob = &row->knobs[i];
        struct error error = {0};
        if (!knob_check(knob, knob->initial, &error))
            fail_msg("%s: %s", row->name, error.message);
        assert_true(knob->shown_low < knob->shown_high);
        assert_true(knob->scale != KNOB_LOGARITHMIC || knob->shown_low > 0);
        assert_true(knob->help != NULL && knob->label != NULL && knob->symbol != NULL);
        assert_int_equal(optimizer_knob(row, knob->name), i);
    }
}

static void table_is_complete(void **state)
{
    (void)state;
    for (size_t i = 0; i < optimizer_count; i++) {
        const struct optimizer *row = optimizers[i];
        assert_ptr_equal(optimizer_find(row->name), row);
        assert_true(row->label != NULL && row->summary != NULL && row->source != NULL);
        assert_true(text_width(row->summary) <= 90);
        assert_true(row->slot_count <= OPTIMIZER_SLOTS);
        assert_true(row->momentum_knob >= -1 && row->momentum_knob < (int)row->knob_count);
        check_rule(row, row->rule);
        check_knobs(row);
    }
}

static void names_are_found(void **state)
{
    (void)state;
    assert_null(optimizer_find("adan"));
    assert_string_equal(optimizer_nearest("adamm"), "adam");
    assert_null(optimizer_nearest("gradient"));
    assert_int_equal(optimizer_knob(optimizer_find("sgd"), "beta1"), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(first_momentum_step_is_undampened),
        cmocka_unit_test(momentum_turned_on_starts_afresh),
        cmocka_unit_test(momentum_turned_off_keeps_its_velocity),
        cmocka_unit_test(amsgrad_turned_off_is_adam),
        cmocka_unit_test(rprop_reads_the_rate_once),
        cmocka_unit_test(asgd_takes_a_new_rate_one_step_late),
        cmocka_unit_test(adam_first_step_is_the_rate),
        cmocka_unit_test(a_flat_coordinate_is_finite_with_eps),
        cmocka_unit_test(radam_waits),
        cmocka_unit_test(newton_solves_a_bowl),
        cmocka_unit_test(newton_goes_to_saddles),
        cmocka_unit_test(newton_damping_shortens),
        cmocka_unit_test(newton_keeps_its_scale),
        cmocka_unit_test(newton_cannot_step_without_curvature),
        cmocka_unit_test(table_is_complete),
        cmocka_unit_test(rules_name_only_what_acts),
        cmocka_unit_test(every_variant_fits),
        cmocka_unit_test(names_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
