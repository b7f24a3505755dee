/*
 * Surfaces over data and measured ones, through the one surface: the mean is what its definition
 * says, to the last bit; pictures agree with it; every way of depending on the example is met.
 */
#include "support/test.h"

#include <math.h>
#include <string.h>

#ifdef _OPENMP
#include <omp.h>
#endif

#include "base/array.h"
#include "base/random.h"
#include "surface/formula.h"
#include "surface/measured.h"
#include "support/ground.h"
#include "surface/surface.h"

enum { EXAMPLES = 37, WIDE = 203, TALL = 307 };

static const char *const columns[] = {"u", "t", "idle"};
static double values[EXAMPLES * ARRAY_LENGTH(columns)];
static const struct surface_data data = {columns, ARRAY_LENGTH(columns), values, EXAMPLES};
static const struct surface_constant constants[] = {{"k", 0.3}};

/* Every kind of subexpression: of u and t alone, with x, with y, with both, of neither. */
static const char *const losses[] = {
    "(x*u + y - t)^2",
    "log(1 + exp(x*u + y*t)) - t*(x*u + y*t)",
    "(y*tanh(x*u) - t)^2",
    "softplus(-t*(x*u + y)) + k*(x^2 + y^2)",
    "sin(x*u)*cos(y*t) + exp(u - t)*x",
    "u^2 + t",
    "x*u - t/4",
    "y*t",
    "sin(x) + u",
    "x*y + k",
    "k",
    "if(u > 0, x, y)*max(x, t)",
    "abs(x - u) + relu(y*u) + hypot(x - u, y - t)",
    "u + x + y",
};

static struct surface *make(const char *loss)
{
    return ground_make(loss, constants, ARRAY_LENGTH(constants), &data);
}

static double draw(uint64_t which)
{
    double u[2];
    random_uniform(&(struct random_name){21, RANDOM_TEST, 0, which}, u);
    return 4 * u[0] - 2;
}

static int set_values(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(values); i++)
        values[i] = draw(i);
    return 0;
}

/* The sum in the order of `rows`, then the division: by a formula for one example. */
static double mean_of(const char *loss, double x, double y, const uint32_t *rows, size_t count)
{
    static const char *const names[] = {"x", "y", "u", "t", "idle", "k"};
    struct error error = {0};
    struct formula *formula = formula_new(loss, strlen(loss), names, ARRAY_LENGTH(names), &error);
    assert_non_null(formula);
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        const double *row = &values[ARRAY_LENGTH(columns) * rows[i]];
        double value =
            formula_value(formula, (double[]){x, y, row[0], row[1], row[2], constants[0].value});
        sum = i == 0 ? value : sum + value;
    }
    formula_free(formula);
    return sum / (double)count;
}

static void list_all(uint32_t rows[EXAMPLES])
{
    for (uint32_t i = 0; i < EXAMPLES; i++)
        rows[i] = i;
}

static void test_the_mean_is_its_definition(void **state)
{
    (void)state;
    static const uint32_t some[] = {9, 3, 36, 3, 0}; /* in this order, one twice */
    uint32_t all[EXAMPLES];
    list_all(all);
    for (size_t i = 0; i < ARRAY_LENGTH(losses); i++) {
        struct surface *surface = make(losses[i]);
        struct surface_point whole, listed;
        assert_int_equal(surface_examples(surface), EXAMPLES);
        for (uint64_t k = 0; k < 20; k++) {
            double at[2] = {draw(1000 + k), draw(2000 + k)};
            surface_at(surface, SURFACE_LOSS, at, &whole);
            assert_same(whole.loss, mean_of(losses[i], at[0], at[1], all, EXAMPLES));
            surface_at_rows(surface, SURFACE_LOSS, at, some, ARRAY_LENGTH(some), &listed);
            assert_same(listed.loss, mean_of(losses[i], at[0], at[1], some, ARRAY_LENGTH(some)));
            surface_at(surface, SURFACE_HESSIAN, at, &whole);
            surface_at_rows(surface, SURFACE_HESSIAN, at, all, EXAMPLES, &listed);
            assert_memory_equal(&whole, &listed, sizeof whole);
        }
        surface_free(surface);
    }
}

/* What is asked for alone is what it is among more. */
static void test_orders_agree(void **state)
{
    (void)state;
    static const uint32_t rows[] = {7, 2};
    for (size_t i = 0; i < ARRAY_LENGTH(losses); i++) {
        struct surface *surface = make(losses[i]);
        const double at[2] = {0.7, -0.4};
        struct surface_point all, loss, gradient;
        surface_at_rows(surface, SURFACE_HESSIAN, at, rows, 2, &all);
        surface_at_rows(surface, SURFACE_GRADIENT, at, rows, 2, &gradient);
        surface_at_rows(surface, SURFACE_LOSS, at, rows, 2, &loss);
        assert_same(all.loss, loss.loss);
        for (int axis = 0; axis < 2; axis++) {
            assert_same(all.gradient[axis], gradient.gradient[axis]);
            assert_true(loss.gradient[axis] == 0);
        }
        assert_true(gradient.hessian[0] == 0 && gradient.hessian[1] == 0);
        surface_free(surface);
    }
}

/* Symbolic derivatives of the mean against its differences, where it is smooth. */
static void test_derivatives_are_those_of_the_mean(void **state)
{
    (void)state;
    static const double h = 1e-5;
    for (size_t i = 0; i < 11; i++) {
        struct surface *surface = make(losses[i]);
        for (uint64_t k = 0; k < 5; k++) {
            struct surface_point here, side[2];
            double at[2] = {draw(3000 + k), draw(4000 + k)};
            surface_at(surface, SURFACE_HESSIAN, at, &here);
            for (int axis = 0; axis < 2; axis++) {
                for (int s = 0; s < 2; s++) {
                    double to[2] = {at[0], at[1]};
                    to[axis] += s ? h : -h;
                    surface_at(surface, SURFACE_GRADIENT, to, &side[s]);
                }
                assert_close(here.gradient[axis], (side[1].loss - side[0].loss) / (2 * h), 1e-6,
                             1e-6);
                assert_close(here.hessian[2 * axis],
                             (side[1].gradient[axis] - side[0].gradient[axis]) / (2 * h), 1e-6,
                             1e-6);
                assert_close(here.hessian[1],
                             (side[1].gradient[1 - axis] - side[0].gradient[1 - axis]) / (2 * h),
                             1e-6, 1e-6);
            }
        }
        surface_free(surface);
    }
}

/* All six quantities over all points. */
struct planes {
    double of[6][WIDE * TALL];
    struct surface_lanes lanes;
};

static void aim(struct planes *planes)
{
    planes->lanes = (struct surface_lanes){planes->of[0],
                                           {planes->of[1], planes->of[2]},
                                           {planes->of[3], planes->of[4], planes->of[5]}};
}

static double grid_x[WIDE], grid_y[TALL];

static void set_grid(void)
{
    for (int i = 0; i < WIDE; i++)
        grid_x[i] = -2 + 0.02 * i;
    for (int j = 0; j < TALL; j++)
        grid_y[j] = 1.5 - 0.01 * j;
}

static const int roots[] = {1, 3, 6}; /* of an order */

static void test_points_are_strict(void **state)
{
    (void)state;
    static struct planes planes;
    static const size_t counts[] = {1, 7, 8, 203, 1000};
    static double x[1000], y[1000];
    aim(&planes);
    for (size_t i = 0; i < 1000; i++)
        x[i] = draw(5000 + i), y[i] = draw(7000 + i);
    for (size_t i = 0; i < ARRAY_LENGTH(losses) * ARRAY_LENGTH(counts); i++) {
        struct surface *surface = make(losses[i / ARRAY_LENGTH(counts)]);
        size_t count = counts[i % ARRAY_LENGTH(counts)];
        for (int order = SURFACE_LOSS; order <= SURFACE_HESSIAN; order++) {
            surface_points(surface, (enum surface_order)order, count, x, y, &planes.lanes);
            for (size_t k = 0; k<count; k += count> 8 ? 41 : 1) {
                struct surface_point point;
                surface_at(surface, (enum surface_order)order, (double[2]){x[k], y[k]}, &point);
                for (int root = 0; root < roots[order]; root++)
                    assert_same(planes.of[root][k], (&point.loss)[root]);
            }
        }
        surface_free(surface);
    }
}

static void check_grid(struct surface *surface, const char *loss, size_t wide, size_t tall)
{
    static struct planes planes;
    aim(&planes);
    for (int order = SURFACE_LOSS; order <= SURFACE_HESSIAN; order++) {
        surface_grid(surface, (enum surface_order)order, wide, grid_x, tall, grid_y, &planes.lanes);
        for (size_t at = 0; at < wide * tall; at++) {
            struct surface_point point;
            const double place[2] = {grid_x[at % wide], grid_y[at / wide]};
            surface_at(surface, (enum surface_order)order, place, &point);
            for (int root = 0; root < roots[order]; root++)
                if (!(fabs(planes.of[root][at] - (&point.loss)[root]) <= 1e-12))
                    fail_msg("%s, %zu x %zu, root %d at %zu: %.17g, strict %.17g", loss, wide, tall,
                             root, at, planes.of[root][at], (&point.loss)[root]);
        }
    }
}

static void test_a_grid_agrees(void **state)
{
    (void)state;
    set_grid();
    for (size_t i = 0; i < ARRAY_LENGTH(losses); i++) {
        struct surface *surface = make(losses[i]);
        check_grid(surface, losses[i], 1, 1);
        check_grid(surface, losses[i], 8, 9);
        check_grid(surface, losses[i], 13, TALL);
        check_grid(surface, losses[i], WIDE, 5);
        surface_free(surface);
    }
}

static void test_a_turned_constant_counts(void **state)
{
    (void)state;
    struct surface *surface = make("k*(x*u + y - t)^2");
    struct error error = {0};
    struct surface_point before, after;
    const double at[2] = {1, 1};
    surface_at(surface, SURFACE_GRADIENT, at, &before);
    assert_true(surface_set_constant(surface, 0, 0.6, &error));
    surface_at(surface, SURFACE_GRADIENT, at, &after);
    assert_close(after.loss, 2 * before.loss, 0, 1e-14);
    assert_close(after.gradient[0], 2 * before.gradient[0], 0, 1e-14);
    surface_free(surface);
}

static void test_what_is_wrong_is_said(void **state)
{
    (void)state;
    static const char *const twice[] = {"u", "u"}, *const parameter[] = {"x"},
                             *const sine[] = {"sin"}, *const constant[] = {"k"},
                             *const fine[] = {"v"};
    const char *many[SURFACE_COLUMNS + 1];
    for (size_t i = 0; i < ARRAY_LENGTH(many); i++)
        many[i] = "c";
    const struct {
        struct surface_data data;
        const char *says;
    } cases[] = {
        {{twice, 2, values, 2}, "twice"},
        {{parameter, 1, values, 2}, "twice"},
        {{constant, 1, values, 2}, "twice"},
        {{sine, 1, values, 2}, "'sin'"},
        {{fine, 1, values, 0}, "0 rows"},
        {{fine, 0, values, 1}, "0 columns"},
        {{many, ARRAY_LENGTH(many), values, 1}, "33 columns"},
        {{fine, 1, values, 2}, "unknown name 'u'"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct error error = {0};
        assert_null(surface_new(&(struct surface_source){.loss = "x*u",
                                                         .loss_length = 3,
                                                         .parameters = {"x", "y"},
                                                         .constants = constants,
                                                         .constant_count = 1,
                                                         .data = &cases[i].data},
                                &error));
        if (strstr(error.message, cases[i].says) == NULL)
            fail_msg("%s, not %s", error.message, cases[i].says);
    }
}

static void prints(struct surface *surface, int axis, bool pretty, const char *text)
{
    struct buffer out = {0};
    if (axis < 0)
        surface_print_loss(surface, pretty, &out);
    else
        surface_print_gradient(surface, axis, pretty, &out);
    assert_string_equal(buffer_text(&out), text);
    buffer_release(&out);
}

static void test_words(void **state)
{
    (void)state;
    struct surface *surface = make("(x*u + y - t)^2");
    prints(surface, -1, false, "(x*u + y - t)^2");
    prints(surface, -1, true, "mean of (xu + y − t)²");
    prints(surface, 1, true, "mean of 2(xu + y − t)");
    surface_free(surface);
}

/* --- threads */

/* More than a thread's worth of work, in every kind of surface. */
static void grid_with(int threads, const struct surface *surface, struct planes *planes)
{
#ifdef _OPENMP
    omp_set_num_threads(threads);
#else
    (void)threads;
#endif
    aim(planes);
    memset(planes->of, 0, sizeof planes->of);
    surface_grid(surface, SURFACE_HESSIAN, WIDE, grid_x, TALL, grid_y, &planes->lanes);
}

static struct surface *make_measured(size_t wide, size_t tall, const double *losses_measured)
{
    struct error error = {0};
    const struct surface_measured measured = {wide, tall, losses_measured, {{-3, 3}, {-2, 2}}};
    struct surface *surface = surface_new(
        &(struct surface_source){.parameters = {"x", "y"}, .measured = &measured}, &error);
    if (surface == NULL)
        fail_msg("%s", error.message);
    return surface;
}

/* 1, 2 and 3 threads, and bands that do not divide the rows. */
static void test_any_number_of_threads_gives_the_same_bits(void **state)
{
    (void)state;
    static struct planes one, more;
    set_grid();
    for (size_t i = 0; i <= ARRAY_LENGTH(losses); i++) {
        struct surface *surface =
            i < ARRAY_LENGTH(losses) ? make(losses[i]) : make_measured(9, 7, values);
        grid_with(1, surface, &one);
        for (int threads = 2; threads <= 3; threads++) {
            grid_with(threads, surface, &more);
            assert_memory_equal(one.of, more.of, sizeof one.of);
        }
        surface_free(surface);
    }
}

/* --- measured */

static void test_a_measured_surface_is_a_surface(void **state)
{
    (void)state;
    static struct planes planes;
    struct error error = {0};
    struct surface *surface = make_measured(9, 7, values);
    struct measured *measured =
        measured_new(9, 7, values, (struct surface_window[2]){{-3, 3}, {-2, 2}}, &error);
    assert_non_null(measured);
    set_grid();
    grid_x[3] = 3.5; /* outside: nothing was measured there */
    grid_y[7] = NAN;
    aim(&planes);
    for (int order = SURFACE_LOSS; order <= SURFACE_HESSIAN; order++) {
        surface_grid(surface, (enum surface_order)order, WIDE, grid_x, TALL, grid_y, &planes.lanes);
        for (size_t at = 0; at < WIDE * TALL; at++) {
            struct surface_point want, got;
            const double place[2] = {grid_x[at % WIDE], grid_y[at / WIDE]};
            measured_at(measured, (enum surface_order)order, place, &want);
            surface_at(surface, (enum surface_order)order, place, &got);
            for (int root = 0; root < 6; root++)
                assert_same((&got.loss)[root], (&want.loss)[root]);
            for (int root = 0; root < roots[order]; root++)
                assert_same(planes.of[root][at], (&want.loss)[root]);
        }
        assert_true(isnan(planes.of[0][3]) && isnan(planes.of[0][7 * WIDE]));
        surface_points(surface, (enum surface_order)order, WIDE, grid_x, grid_y, &planes.lanes);
        for (size_t i = 0; i < WIDE; i++) {
            struct surface_point want;
            measured_at(measured, (enum surface_order)order, (double[2]){grid_x[i], grid_y[i]},
                        &want);
            for (int root = 0; root < roots[order]; root++)
                assert_same(planes.of[root][i], (&want.loss)[root]);
        }
    }
    measured_free(measured);
    surface_free(surface);
}

static void test_a_measured_surface_says_what_it_is(void **state)
{
    (void)state;
    struct error error = {0};
    struct surface *surface = make_measured(9, 7, values);
    assert_int_equal(surface_examples(surface), 0);
    assert_false(surface_set_constant(surface, 0, 1, &error));
    prints(surface, -1, true, "surface of 9 × 7 measured losses, bicubic");
    prints(surface, 0, false, "slope of 9 x 7 measured losses, bicubic");
    surface_free(surface);
    const struct surface_measured line = {5, 1, values, {{0, 1}, {0, 1}}};
    struct error refused = {0};
    assert_null(surface_new(&(struct surface_source){.parameters = {"x", "y"}, .measured = &line},
                            &refused));
    assert_non_null(strstr(refused.message, "at least 2 rows"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_mean_is_its_definition),
        cmocka_unit_test(test_orders_agree),
        cmocka_unit_test(test_derivatives_are_those_of_the_mean),
        cmocka_unit_test(test_points_are_strict),
        cmocka_unit_test(test_a_grid_agrees),
        cmocka_unit_test(test_a_turned_constant_counts),
        cmocka_unit_test(test_what_is_wrong_is_said),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_any_number_of_threads_gives_the_same_bits),
        cmocka_unit_test(test_a_measured_surface_is_a_surface),
        cmocka_unit_test(test_a_measured_surface_says_what_it_is),
    };
    return cmocka_run_group_tests(tests, set_values, NULL);
}
