/* The measured surface: it meets its values, is exact for what its degree can hold, and is smooth.
 */
#include "support/test.h"

#include <math.h>

#include "base/random.h"
#include "surface/measured.h"

enum { COLUMNS = 9, ROWS = 7 };
static const struct surface_window window[2] = {{-2, 2}, {1, 4}};

static double x_of(int column)
{
    return window[0].low + (window[0].high - window[0].low) * column / (COLUMNS - 1);
}

static double y_of(int row)
{
    return window[1].low + (window[1].high - window[1].low) * row / (ROWS - 1);
}

static struct measured *make(double (*f)(double, double))
{
    double values[COLUMNS * ROWS];
    for (int row = 0; row < ROWS; row++)
        for (int column = 0; column < COLUMNS; column++)
            values[row * COLUMNS + column] = f(x_of(column), y_of(row));
    struct measured *measured = measured_new(COLUMNS, ROWS, values, window, NULL);
    assert_non_null(measured);
    return measured;
}

static double wavy(double x, double y)
{
    return sin(3 * x) * cos(2 * y) + x * y;
}

/* Convolution of this kind reproduces polynomials of degree 2 in each variable, the border too. */
static double quadratic(double x, double y)
{
    return 1 + 2 * x - y + 0.5 * x * x - 0.25 * x * y + y * y;
}

static void meets_its_values(void **state)
{
    (void)state;
    struct measured *measured = make(wavy);
    for (int row = 0; row < ROWS; row++)
        for (int column = 0; column < COLUMNS; column++) {
            struct surface_point point;
            measured_at(measured, SURFACE_LOSS, (double[2]){x_of(column), y_of(row)}, &point);
            assert_close(point.loss, wavy(x_of(column), y_of(row)), 1e-14, 1e-14);
        }
    measured_free(measured);
}

static double with_a_hole(double x, double y)
{
    return x == x_of(6) && y == y_of(4) ? (double)NAN : wavy(x, y);
}

/* Would catch: a node's own value lost to one beside it that was not measured, and one that has no
 * weight in the slope; and a hole that is made up. */
static void a_hole_stays_in_its_cells(void **state)
{
    (void)state;
    struct measured *whole = make(wavy), *holed = make(with_a_hole);
    struct surface_point point, wanted;
    for (int row = 0; row < ROWS; row++)
        for (int column = 0; column < COLUMNS; column++) {
            const double at[2] = {x_of(column), y_of(row)};
            measured_at(whole, SURFACE_GRADIENT, at, &wanted);
            measured_at(holed, SURFACE_GRADIENT, at, &point);
            bool is_hole = column == 6 && row == 4;
            assert_close(point.loss, is_hole ? (double)NAN : wanted.loss, 1e-14, 1e-14);
            if ((column < 5 || column > 7) && row != 4)
                assert_close(point.gradient[0], wanted.gradient[0], 1e-12, 1e-12);
        }
    const double beside[2] = {x_of(6) + 0.01, y_of(4)};
    measured_at(holed, SURFACE_LOSS, beside, &point);
    assert_true(isnan(point.loss));
    measured_free(whole);
    measured_free(holed);
}

static void a_random_point(uint64_t i, double at[2])
{
    double u[2];
    random_uniform(&(struct random_name){5, RANDOM_TEST, 0, i}, u);
    for (int axis = 0; axis < 2; axis++)
        at[axis] = window[axis].low + u[axis] * (window[axis].high - window[axis].low);
}

static void is_exact_for_a_quadratic(void **state)
{
    (void)state;
    struct measured *measured = make(quadratic);
    for (uint64_t i = 0; i < 500; i++) {
        double at[2];
        struct surface_point p;
        a_random_point(i, at);
        measured_at(measured, SURFACE_HESSIAN, at, &p);
        assert_close(p.loss, quadratic(at[0], at[1]), 1e-12, 0);
        assert_close(p.gradient[0], 2 + at[0] - 0.25 * at[1], 1e-11, 0);
        assert_close(p.gradient[1], -1 - 0.25 * at[0] + 2 * at[1], 1e-11, 0);
        assert_close(p.hessian[1], -0.25, 1e-10, 0);
    }
    measured_free(measured);
}

static void gradients_are_the_slopes(void **state)
{
    (void)state;
    struct measured *measured = make(wavy);
    for (uint64_t i = 0; i < 500; i++) {
        double at[2], h = 1e-6;
        struct surface_point p, more, less;
        a_random_point(i, at);
        measured_at(measured, SURFACE_HESSIAN, at, &p);
        for (int axis = 0; axis < 2; axis++) {
            double up[2] = {at[0], at[1]}, down[2] = {at[0], at[1]};
            up[axis] += h;
            down[axis] -= h;
            measured_at(measured, SURFACE_GRADIENT, up, &more);
            measured_at(measured, SURFACE_GRADIENT, down, &less);
            if (isnan(more.loss) || isnan(less.loss))
                continue;
            assert_close(p.gradient[axis], (more.loss - less.loss) / (2 * h), 1e-7, 1e-7);
        }
    }
    measured_free(measured);
}

/* Would catch a jump of the gradient from one cell to the next. */
static void the_gradient_is_continuous(void **state)
{
    (void)state;
    struct measured *measured = make(wavy);
    for (int column = 1; column < COLUMNS - 1; column++) {
        struct surface_point left, right;
        measured_at(measured, SURFACE_GRADIENT, (double[2]){x_of(column) - 1e-9, 2.2}, &left);
        measured_at(measured, SURFACE_GRADIENT, (double[2]){x_of(column) + 1e-9, 2.2}, &right);
        for (int axis = 0; axis < 2; axis++)
            assert_close(left.gradient[axis], right.gradient[axis], 1e-6, 0);
    }
    measured_free(measured);
}

static void nothing_is_measured_outside(void **state)
{
    (void)state;
    struct measured *measured = make(wavy);
    static const double outside[][2] = {{-2.001, 2}, {2.001, 2}, {0, 0.9}, {0, 4.1}, {NAN, 2}};
    for (size_t i = 0; i < sizeof outside / sizeof outside[0]; i++) {
        struct surface_point p;
        measured_at(measured, SURFACE_GRADIENT, outside[i], &p);
        assert_true(isnan(p.loss) && isnan(p.gradient[0]) && isnan(p.gradient[1]));
    }
    struct surface_point corner;
    const double high[2] = {window[0].high, window[1].high};
    measured_at(measured, SURFACE_LOSS, high, &corner);
    assert_close(corner.loss, wavy(high[0], high[1]), 1e-14, 0);
    measured_free(measured);
}

static void two_by_two_is_bilinear(void **state)
{
    (void)state;
    static const double values[] = {0, 1, 2, 5};
    struct measured *measured =
        measured_new(2, 2, values, (struct surface_window[2]){{0, 1}, {0, 1}}, NULL);
    struct surface_point p;
    measured_at(measured, SURFACE_LOSS, (double[2]){0.5, 0.5}, &p);
    assert_close(p.loss, 2, 1e-15, 0);
    measured_free(measured);
    struct error error = {0};
    assert_null(measured_new(1, 5, values, window, &error));
    assert_true(error.set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(meets_its_values),           cmocka_unit_test(a_hole_stays_in_its_cells),
        cmocka_unit_test(is_exact_for_a_quadratic),   cmocka_unit_test(gradients_are_the_slopes),
        cmocka_unit_test(the_gradient_is_continuous), cmocka_unit_test(nothing_is_measured_outside),
        cmocka_unit_test(two_by_two_is_bilinear),
    };
    return cmocka_run_group_tests_name("surface/measured", tests, NULL, NULL);
}
