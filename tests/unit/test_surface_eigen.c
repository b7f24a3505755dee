/*
 * Eigenvalues against the characteristic polynomial, λ² - (a + c)λ + (ac - b²) = 0, solved in long
 * double with the discriminant as (a - c)² + 4b², where nothing cancels.
 */
#include "support/test.h"

#include <float.h>
#include <math.h>

#include "base/random.h"
#include "surface/eigen.h"

static void draw(uint64_t step, double out[4])
{
    random_uniform(&(struct random_name){.seed = 7, .stream = RANDOM_TEST, .step = 2 * step}, out);
    random_uniform(&(struct random_name){.seed = 7, .stream = RANDOM_TEST, .step = 2 * step + 1},
                   out + 2);
}

/* Both roots; the one of smaller size by the determinant, formed in long double. */
static void roots_of(const double h[3], long double *low, long double *high)
{
    long double a = h[0], b = h[1], c = h[2];
    long double middle = (a + c) / 2, radius = hypotl((a - c) / 2, b);
    *low = middle - radius;
    *high = middle + radius;
    long double determinant = a * c - b * b;
    if (middle > 0)
        *low = determinant / *high;
    else if (middle < 0)
        *high = determinant / *low;
}

static double size_of(const double h[3])
{
    return fmax(fabs(h[0]), fmax(fabs(h[1]), fabs(h[2])));
}

/* Within a few roundings of the largest entry: what any method can promise for all matrices. */
static void check(const double h[3])
{
    long double low, high;
    struct eigen eigen = eigen_of(h);
    double scale = size_of(h), most = 8 * DBL_EPSILON * scale + 4 * DBL_TRUE_MIN;
    roots_of(h, &low, &high);
    assert_true(eigen.low <= eigen.high);
    if (!(fabsl(eigen.low - low) <= (long double)most &&
          fabsl(eigen.high - high) <= (long double)most))
        fail_msg("(%g, %g, %g): %.17g, %.17g instead of %.17g, %.17g", h[0], h[1], h[2], eigen.low,
                 eigen.high, (double)low, (double)high);
    const double *u = eigen.high_direction;
    assert_close(hypot(u[0], u[1]), 1, 1e-15, 0);
    /* H u = high u, in units of the largest entry. */
    if (scale == 0)
        return;
    double a = h[0] / scale, b = h[1] / scale, c = h[2] / scale, lambda = eigen.high / scale;
    assert_close(a * u[0] + b * u[1], lambda * u[0], 1e-14, 0);
    assert_close(b * u[0] + c * u[1], lambda * u[1], 1e-14, 0);
}

static void random_matrices(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < 20000; i++) {
        double u[4];
        draw(i, u);
        double scale = pow(10, 40 * u[3] - 20);
        check((double[3]){scale * (2 * u[0] - 1), scale * (2 * u[1] - 1), scale * (2 * u[2] - 1)});
    }
}

/* Entries of quite different sizes: each eigenvalue that the entries determine, to rounding. */
static void sizes_far_apart(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < 20000; i++) {
        double u[4];
        draw(100000 + i, u);
        check((double[3]){pow(10, 30 * u[0] - 15), (u[3] < 0.5 ? -1 : 1) * pow(10, 30 * u[1] - 15),
                          pow(10, 30 * u[2] - 15)});
    }
    /* a valley's floor: the small one is not lost in the large one's rounding */
    struct eigen eigen = eigen_of((double[3]){1e10, 1, 1e-10 + 1e-9});
    assert_close(eigen.low, 1e-9, 0, 1e-6);
}

/* Cassini: F(n+1) F(n-1) - F(n)^2 = (-1)^n. The product is ±1, though the entries' are 1e28. */
static void the_small_one_is_exact(void **state)
{
    (void)state;
    double before = 1, here = 1, after = 2; /* F(1), F(2), F(3) */
    for (int n = 2; n < 70; n++) {
        struct eigen eigen = eigen_of((double[3]){after, here, before});
        assert_close(eigen.low * eigen.high, n % 2 == 0 ? 1 : -1, 1e-15, 0);
        before = here;
        here = after;
        after = before + here;
    }
}

static void eigenvalues_that_nearly_meet(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < 20000; i++) {
        double u[4];
        draw(200000 + i, u);
        double gap = pow(10, -16 * u[3]);
        check((double[3]){1 + gap * (u[0] - 0.5), gap * (u[1] - 0.5), 1 + gap * (u[2] - 0.5)});
    }
    struct eigen same = eigen_of((double[3]){3, 0, 3});
    assert_same(same.low, 3);
    assert_same(same.high, 3);
}

/* Would catch a square that overflows or vanishes on the way to a number that does neither. */
static void huge_and_tiny_entries(void **state)
{
    (void)state;
    static const double scales[] = {1e300, 1e155, 1e-155, 1e-200, 1e-300, DBL_MIN, DBL_MAX / 4};
    for (size_t i = 0; i < sizeof scales / sizeof scales[0]; i++) {
        double s = scales[i];
        struct eigen eigen = eigen_of((double[3]){2 * s, s, 2 * s}); /* 1 and 3 */
        assert_close(eigen.low / s, 1, 1e-14, 0);
        assert_close(eigen.high / s, 3, 1e-14, 0);
        eigen = eigen_of((double[3]){-2 * s, s, -2 * s});
        assert_close(eigen.low / s, -3, 1e-14, 0);
        assert_close(eigen.high / s, -1, 1e-14, 0);
        eigen = eigen_of((double[3]){s, 0, -s});
        assert_close(eigen.low / s, -1, 1e-14, 0);
        assert_close(eigen.high / s, 1, 1e-14, 0);
    }
}

static void what_is_not_finite_has_none(void **state)
{
    (void)state;
    static const double bad[] = {(double)NAN, (double)INFINITY, -(double)INFINITY};
    for (int entry = 0; entry < 3; entry++)
        for (int i = 0; i < 3; i++) {
            double h[3] = {1, 0.5, 2};
            h[entry] = bad[i];
            assert_true(isnan(eigen_of(h).low) && isnan(eigen_of(h).high));
        }
    struct eigen zero = eigen_of((double[3]){0, 0, 0});
    assert_true(zero.low == 0 && zero.high == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_matrices),
        cmocka_unit_test(sizes_far_apart),
        cmocka_unit_test(the_small_one_is_exact),
        cmocka_unit_test(eigenvalues_that_nearly_meet),
        cmocka_unit_test(huge_and_tiny_entries),
        cmocka_unit_test(what_is_not_finite_has_none),
    };
    return cmocka_run_group_tests_name("surface/eigen", tests, NULL, NULL);
}
