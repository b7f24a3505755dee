/*
 * Evaluation. Would catch: a function that is not libm's, a simplification that changes IEEE's
 * meaning, a block or a lattice that differs from the single point, an edge that is not whole
 * vectors, a fused chain in the wrong order, vector maths beyond its stated error, a constant that
 * does not take effect.
 */
#include "support/test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/random.h"
#include "surface/field.h"
#include "surface/formula.h"
#include "surface/lower.h"
#include "surface/parse.h"
#include "support/ground.h"
#include "surface/surface.h"

enum { ROOTS = 6 };

/* The same bits; any NaN is as good as another. */
static bool is_same(double a, double b)
{
    return (a != a && b != b) || (a == b && signbit(a) == signbit(b));
}

/* --- functions against libm */

static const double values[] = {0.0,  -0.0,   1.0,   -1.0,     0.3,      -0.7,      2.5, -13.75,
                                1e-9, -1e300, 1e300, 4.9e-324, INFINITY, -INFINITY, NAN, 710.0};

static double positive(double a)
{
    return a > 0 || a != a ? a : 0;
}
static double sigmoid(double a)
{
    return 1 / (1 + exp(-a));
}
static double softplus(double a)
{
    return positive(a) + log1p(exp(-fabs(a)));
}
static double sign(double a)
{
    return a > 0 ? 1 : a < 0 ? -1 : a == 0 ? 0 : a;
}

static const struct {
    const char *name;
    double (*function)(double);
} unary[] = {
    {"sin", sin},     {"cos", cos},       {"tan", tan},         {"asin", asin},
    {"acos", acos},   {"atan", atan},     {"sinh", sinh},       {"cosh", cosh},
    {"tanh", tanh},   {"exp", exp},       {"log", log},         {"log2", log2},
    {"log10", log10}, {"log1p", log1p},   {"expm1", expm1},     {"sqrt", sqrt},
    {"cbrt", cbrt},   {"abs", fabs},      {"sign", sign},       {"floor", floor},
    {"ceil", ceil},   {"relu", positive}, {"sigmoid", sigmoid}, {"softplus", softplus},
};

static double larger(double a, double b)
{
    return a != a ? a : b != b ? b : a > b ? a : b;
}
static double smaller(double a, double b)
{
    return a != a ? a : b != b ? b : a < b ? a : b;
}
static const struct {
    const char *name;
    double (*function)(double, double);
} binary[] = {
    {"atan2", atan2}, {"pow", pow}, {"hypot", hypot}, {"max", larger}, {"min", smaller},
};

static void check_value(const char *text, double x, double y, double expected)
{
    struct surface *surface = ground_new(text);
    struct surface_point point;
    surface_at(surface, SURFACE_LOSS, (double[]){x, y}, &point);
    if (!is_same(point.loss, expected))
        fail_msg("%s at (%g, %g) is %.17g, not %.17g", text, x, y, point.loss, expected);
    surface_free(surface);
}

static void test_functions_are_libms(void **state)
{
    (void)state;
    char text[64];
    for (size_t i = 0; i < ARRAY_LENGTH(unary); i++)
        for (size_t k = 0; k < ARRAY_LENGTH(values); k++) {
            sprintf(text, "%s(x)", unary[i].name);
            check_value(text, values[k], 1, unary[i].function(values[k]));
        }
    for (size_t i = 0; i < ARRAY_LENGTH(binary); i++)
        for (size_t k = 0; k < ARRAY_LENGTH(values) * ARRAY_LENGTH(values); k++) {
            double a = values[k / ARRAY_LENGTH(values)], b = values[k % ARRAY_LENGTH(values)];
            if (a == 0 && b == 0 && (binary[i].function == larger || binary[i].function == smaller))
                continue; /* which zero is larger is nobody's business */
            sprintf(text, "%s(x, y)", binary[i].name);
            check_value(text, a, b, binary[i].function(a, b));
        }
}

/* Does a constant fold to the same bits as the same numbers give at run time? */
static void test_folding_is_evaluating(void **state)
{
    (void)state;
    static const char *const formulas[] = {
        "a^2",
        "a^3",
        "a^4",
        "a^0.5",
        "a^b",
        "-a",
        "a/b",
        "a/4",
        "a - b",
        "a*b",
        "a + b",
        "sin(a)",
        "exp(b)",
        "max(a, b)",
        "if(a, b, a)",
        "a < b",
        "clamp(a, b, 1)",
        "softplus(a)",
        "0*a",
        "a - a",
    };
    for (size_t i = 0; i < ARRAY_LENGTH(formulas); i++)
        for (size_t k = 0; k < ARRAY_LENGTH(values) * ARRAY_LENGTH(values); k++) {
            double at[] = {values[k / ARRAY_LENGTH(values)], values[k % ARRAY_LENGTH(values)]};
            const struct surface_constant constants[] = {{"a", at[0]}, {"b", at[1]}};
            struct surface *folded = ground_make(formulas[i], constants, 2, NULL);
            struct error error = {0};
            static const char *const names[] = {"a", "b"};
            struct formula *running =
                formula_new(formulas[i], strlen(formulas[i]), names, 2, &error);
            struct surface_point point;
            surface_at(folded, SURFACE_LOSS, (double[]){0, 0}, &point);
            if (!is_same(point.loss, formula_value(running, at)))
                fail_msg("%s of %g, %g: folded %.17g, evaluated %.17g", formulas[i], at[0], at[1],
                         point.loss, formula_value(running, at));
            surface_free(folded);
            formula_free(running);
        }
}

/* --- IEEE meaning survives */

static void test_ieee(void **state)
{
    (void)state;
    check_value("0*x", INFINITY, 0, NAN);
    check_value("0*x", NAN, 0, NAN);
    check_value("0*x", -1, 0, -0.0);
    check_value("x - x", INFINITY, 0, NAN);
    check_value("x/x", 0, 0, NAN);
    check_value("x + 0", -0.0, 0, 0.0);
    check_value("0 + x", -0.0, 0, 0.0);
    check_value("x - 0", -0.0, 0, -0.0);
    check_value("-x", 0.0, 0, -0.0);
    check_value("0 - x", 0.0, 0, 0.0);
    check_value("-(-x)", -0.0, 0, -0.0);
    check_value("x*1", -0.0, 0, -0.0);
    check_value("-1*x", 0.0, 0, -0.0);
    check_value("1/x", -0.0, 0, -INFINITY);
    check_value("x^0", NAN, 0, 1);
    check_value("1^x", NAN, 0, 1);
    check_value("(x + 1e16) - 1e16", 1, 0, 0);
    check_value("x*1e200*1e200", 1, 0, INFINITY);
    check_value("x*(1e200*1e-200)", 7, 0, 7 * (1e200 * 1e-200));
    check_value("0.1 + 0.2 + x", 0.3, 0, (0.1 + 0.2) + 0.3);
    check_value("x + (0.1 + 0.2)", 0.3, 0, 0.3 + (0.1 + 0.2));
    check_value("x/3", 1, 0, 1.0 / 3);
    check_value("x/0.1", 0.7, 0, 0.7 / 0.1);
    check_value("x^2", 1.1, 0, 1.1 * 1.1);
    check_value("x^3", 1.1, 0, 1.1 * 1.1 * 1.1);
    check_value("x^4", 1.1, 0, pow(1.1, 4));
    check_value("x^0.5", -INFINITY, 0, INFINITY);
    check_value("log(-1)", 0, 0, NAN);
    check_value("max(x, y)", NAN, 1, NAN);
    check_value("min(x, y)", 1, NAN, NAN);
    check_value("clamp(x, 0, 1)", NAN, 0, NAN);
    check_value("if(x, 1, 2)", NAN, 0, 1);
    check_value("x == x", NAN, 0, 0);
    check_value("x != x", NAN, 0, 1);
}

/* --- blocks and lattices against the single point */

static const char *const formulas[] = {
    "(1 - x)^2 + 100*(y - x^2)^2",
    "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
    "-20*exp(-0.2*sqrt(0.5*(x^2 + y^2))) - exp(0.5*(cos(2*pi*x) + cos(2*pi*y))) + e + 20",
    "20 + x^2 + y^2 - 10*(cos(2*pi*x) + cos(2*pi*y))",
    "(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2",
    "3*(1-x)^2*exp(-x^2-(y+1)^2) - 10*(x/5-x^3-y^5)*exp(-x^2-y^2) - 1/3*exp(-(x+1)^2-y^2)",
    "x",
    "y",
    "3",
    "x^2",
    "sin(y)",
    "x + y",
    "x*y",
    "y - x",
    "exp(x) + 0*y",
    "(y - x)^2*(x*y - 3)^2 - (2 - x*y)*(x - y)",
    "((x + y)*y - x)^2 + (3 - (x - y))*5 - (x*y)^2",
    "if(x < y, x*y, max(x, y)) + clamp(x*y, -1, x) + (x >= y && y != 0 || !x)",
    "min(x, 1)*abs(y) + sign(x*y) + floor(x*3) - ceil(y*3) + relu(x - y) + hypot(x, y)",
    "sigmoid(x*y) + softplus(x + y) + tanh(x)*atan2(y, x) + cbrt(x*y)",
    "x^y + x^4*y^-3 + 2^(x*y) + log1p(x^2) + expm1(-y^2)",
    "asin(x/9) + acos(y/9) + sinh(x/3) + cosh(y/3) + tan(x/9) + log(x^2 + 1)",
    "log2(y^2 + 1) + log10(x*y + 100) + sqrt(abs(x - y))",
    "x/y + 1/(x*y) + y/3 + 3/x",
};

static double *lanes_new(size_t count, struct surface_lanes *lanes)
{
    double *all = malloc(ROOTS * count * sizeof *all);
    assert_non_null(all);
    *lanes = (struct surface_lanes){
        all, {all + count, all + 2 * count}, {all + 3 * count, all + 4 * count, all + 5 * count}};
    return all;
}

static void values_of(const struct surface_point *point, double out[ROOTS])
{
    out[0] = point->loss;
    memcpy(out + 1, point->gradient, sizeof point->gradient);
    memcpy(out + 3, point->hessian, sizeof point->hessian);
}

static const int roots_of_order[] = {1, 3, 6};

static void check_points(const char *loss, enum surface_order order, size_t count)
{
    struct surface *surface = ground_new(loss);
    struct surface_lanes lanes;
    double *all = lanes_new(count, &lanes), *x = malloc(count * sizeof *x),
           *y = malloc(count * sizeof *y);
    for (size_t i = 0; i < count; i++) {
        double u[2];
        random_uniform(&(struct random_name){1, RANDOM_TEST, 0, i}, u);
        x[i] = 8 * u[0] - 4;
        y[i] = i % 17 == 3 ? x[i] : 8 * u[1] - 4;
    }
    memset(all, 0xFF, ROOTS * count * sizeof *all);
    surface_points(surface, order, count, x, y, &lanes);
    for (size_t i = 0; i < count; i++) {
        struct surface_point point;
        double expected[ROOTS];
        surface_at(surface, order, (double[]){x[i], y[i]}, &point);
        values_of(&point, expected);
        for (int k = 0; k < roots_of_order[order]; k++)
            if (!is_same(all[(size_t)k * count + i], expected[k]))
                fail_msg("%.200s, order %d, point %zu of %zu, result %d: %.17g, alone %.17g", loss,
                         (int)order, i, count, k, all[(size_t)k * count + i], expected[k]);
        for (int k = roots_of_order[order]; k < ROOTS; k++)
            assert_true(expected[k] == 0);
    }
    free(all);
    free(x);
    free(y);
    surface_free(surface);
}

static void test_a_block_is_its_points(void **state)
{
    (void)state;
    static const size_t counts[] = {1, 2, 7, 8, 9, 64, 511, 512, 513, 1100};
    for (size_t i = 0; i < ARRAY_LENGTH(formulas); i++)
        for (int order = SURFACE_LOSS; order <= SURFACE_HESSIAN; order++)
            for (size_t k = 0; k < ARRAY_LENGTH(counts); k++)
                check_points(formulas[i], (enum surface_order)order, counts[k]);
}

/* Picture against strict: rounding errors of a few ulp in the terms, cancellation allowed for. */
static double allowed(double value, double size)
{
    return 1e-13 * (fabs(value) + size);
}

static void check_grid(const char *loss, enum surface_order order, size_t columns, size_t rows)
{
    struct surface *surface = ground_new(loss);
    size_t count = columns * rows;
    struct surface_lanes lanes;
    double *all = lanes_new(count, &lanes), *x = malloc(columns * sizeof *x),
           *y = malloc(rows * sizeof *y);
    for (size_t i = 0; i < columns; i++)
        x[i] = 0.25 + 3.5 * (double)i / (double)columns;
    for (size_t i = 0; i < rows; i++)
        y[i] = 0.3 + 3.6 * (double)i / (double)rows;
    memset(all, 0xFF, ROOTS * count * sizeof *all);
    surface_grid(surface, order, columns, x, rows, y, &lanes);
    for (size_t i = 0; i < count; i++) {
        struct surface_point point;
        double expected[ROOTS];
        surface_at(surface, order, (double[]){x[i % columns], y[i / columns]}, &point);
        values_of(&point, expected);
        for (int k = 0; k < roots_of_order[order]; k++) {
            double value = all[(size_t)k * count + i];
            if (!is_same(value, expected[k]) &&
                !(fabs(value - expected[k]) <= allowed(expected[k], k < 3 ? 1e3 : 1e4)))
                fail_msg("%.200s on %zu x %zu, at (%g, %g), result %d: %.17g, strict %.17g", loss,
                         columns, rows, x[i % columns], y[i / columns], k, value, expected[k]);
        }
    }
    free(all);
    free(x);
    free(y);
    surface_free(surface);
}

static void test_a_lattice_is_its_points(void **state)
{
    (void)state;
    static const size_t sizes[][2] = {{1, 1},   {3, 2},    {8, 8},   {16, 1},   {1, 16},  {63, 21},
                                      {64, 64}, {200, 60}, {513, 9}, {9, 1030}, {1030, 3}};
    for (size_t i = 0; i < ARRAY_LENGTH(formulas); i++)
        for (int order = SURFACE_LOSS; order <= SURFACE_HESSIAN; order++)
            for (size_t k = 0; k < ARRAY_LENGTH(sizes); k++)
                check_grid(formulas[i], (enum surface_order)order, sizes[k][0], sizes[k][1]);
}

/* Each bell has several values of x alone and of y alone, more together than there is room to keep.
 */
static void test_many_bells(void **state)
{
    enum { BELLS = 250, BELL_TEXT = 80 };
    static char text[BELLS * BELL_TEXT] = "0.01*(x^2 + y^2)";
    (void)state;
    size_t length = strlen(text);
    for (int i = 0; i < BELLS; i++)
        length += (size_t)snprintf(text + length, BELL_TEXT, "-exp(-((x-%.3f)^2+(y-%.3f)^2)/%.3f)",
                                   sin(i), cos(1.7 * i), 0.1 + 0.001 * i);
    check_points(text, SURFACE_HESSIAN, 100);
    check_grid(text, SURFACE_HESSIAN, 37, 5);
}

static void test_missing_arrays_are_skipped(void **state)
{
    (void)state;
    struct surface *surface = ground_new(formulas[0]);
    double x[16], y[16], loss[16], slope[16];
    for (int i = 0; i < 16; i++)
        x[i] = y[i] = i;
    struct surface_lanes lanes = {.gradient = {NULL, slope}};
    surface_points(surface, SURFACE_GRADIENT, 16, x, y, &lanes);
    surface_points(surface, SURFACE_LOSS, 16, x, y, &(struct surface_lanes){.loss = loss});
    for (int i = 0; i < 16; i++) {
        struct surface_point point;
        surface_at(surface, SURFACE_GRADIENT, (double[]){x[i], y[i]}, &point);
        assert_true(point.loss == loss[i] && point.gradient[1] == slope[i]);
    }
    surface_grid(surface, SURFACE_GRADIENT, 4, x, 4, y, &lanes);
    surface_grid(surface, SURFACE_LOSS, 0, x, 0, y, &lanes);
    surface_points(surface, SURFACE_LOSS, 0, x, y, &lanes);
    surface_free(surface);
}

/* --- vector maths: every set of kernels, every function, within its error */

static double ulp_distance(double a, double b)
{
    if (is_same(a, b) || a == b)
        return 0;
    double size = fmax(fabs(a), fabs(b));
    int exponent;
    frexp(size, &exponent);
    return fabs(a - b) / ldexp(1, exponent - 53 < -1074 ? -1074 : exponent - 53);
}

/* Benign ranges for x and y. */
static const struct {
    const char *text;
    double low[2], high[2];
} maths[] = {
    {"sin(x)", {-100, 0}, {100, 1}},   {"cos(x)", {-100, 0}, {100, 1}},
    {"tan(x)", {-1.5, 0}, {1.5, 1}},   {"asin(x)", {-1, 0}, {1, 1}},
    {"acos(x)", {-1, 0}, {1, 1}},      {"atan(x)", {-50, 0}, {50, 1}},
    {"atan2(x, y)", {-5, -5}, {5, 5}}, {"sinh(x)", {-20, 0}, {20, 1}},
    {"cosh(x)", {-20, 0}, {20, 1}},    {"tanh(x)", {-20, 0}, {20, 1}},
    {"exp(x)", {-700, 0}, {700, 1}},   {"log(x)", {1e-9, 0}, {1e9, 1}},
    {"log2(x)", {1e-9, 0}, {1e9, 1}},  {"log10(x)", {1e-9, 0}, {1e9, 1}},
    {"log1p(x)", {-0.99, 0}, {50, 1}}, {"expm1(x)", {-30, 0}, {30, 1}},
    {"cbrt(x)", {-50, 0}, {50, 1}},    {"hypot(x, y)", {-50, -50}, {50, 50}},
    {"pow(x, y)", {0.1, -9}, {9, 9}},  {"x^4", {-9, 0}, {9, 1}},
    {"x^5", {-9, 0}, {9, 1}},          {"x^6", {-9, 0}, {9, 1}},
    {"x^7", {-9, 0}, {9, 1}},          {"x^8", {-9, 0}, {9, 1}},
    {"x^-1", {-9, 0}, {9, 1}},         {"x^-2", {-9, 0}, {9, 1}},
    {"x^-5", {-9, 0}, {9, 1}},         {"x^2.5", {0.1, 0}, {9, 1}},
    {"x^17", {-9, 0}, {9, 1}},         {"2.5^x", {-9, 0}, {9, 1}},
    {"sigmoid(x)", {-30, 0}, {30, 1}}, {"softplus(x)", {-30, 0}, {30, 1}},
};

static bool compile_field(const char *text, const struct kernels *kernels,
                          struct field_program *program)
{
    static const char *const names[] = {"x", "y"};
    static const uint8_t depends[] = {DEPENDS_X, DEPENDS_Y};
    struct error error = {0};
    struct graph graph, flat;
    uint32_t root, lowered;
    bool good = graph_init(&graph, PARSE_NODES, &error) && graph_init(&flat, PARSE_NODES, &error) &&
                parse_formula(&graph, text, strlen(text), &(struct names){names, depends, 2}, &root,
                              &error) &&
                lower(&graph, NULL, &root, 1, &flat, &lowered, &error) &&
                field_compile(program, &flat, kernels, &lowered, 1, &error);
    graph_release(&graph);
    graph_release(&flat);
    return good;
}

static void check_maths(const struct kernels *kernels, size_t which)
{
    enum { COUNT = 2000 };
    static double x[COUNT], strict[COUNT], picture[COUNT];
    struct field_program program;
    assert_true(compile_field(maths[which].text, kernels, &program));
    for (int row = 0; row < 8; row++) {
        double u[2], y[COUNT];
        random_uniform(&(struct random_name){3, RANDOM_TEST, 0, (uint64_t)row}, u);
        double y_row = maths[which].low[1] + u[0] * (maths[which].high[1] - maths[which].low[1]);
        for (size_t i = 0; i < COUNT; i++) {
            random_uniform(&(struct random_name){4, RANDOM_TEST, 0, i}, u);
            x[i] = maths[which].low[0] + u[0] * (maths[which].high[0] - maths[which].low[0]);
            y[i] = y_row;
        }
        field_points(&program, NULL, COUNT, x, y, (double *[]){strict});
        field_lattice(&program, NULL, COUNT, x, 1, &y_row, (double *[]){picture});
        for (size_t i = 0; i < COUNT; i++)
            if (ulp_distance(strict[i], picture[i]) > 4)
                fail_msg("%s, %s at (%.17g, %.17g): %.17g, strict %.17g", kernels->name,
                         maths[which].text, x[i], y_row, picture[i], strict[i]);
    }
    field_release(&program);
}

static void test_vector_maths_within_4_ulp(void **state)
{
    (void)state;
    const struct kernels *sets[KERNEL_SETS];
    int count = kernels_all(sets);
    for (int set = 0; set < count; set++)
        for (size_t i = 0; i < ARRAY_LENGTH(maths); i++)
            check_maths(sets[set], i);
}

/* NaN, infinities and zeros keep their meaning in pictures. */
static void test_special_values_in_pictures(void **state)
{
    (void)state;
    const struct kernels *sets[KERNEL_SETS];
    int count = kernels_all(sets);
    for (int set = 0; set < count; set++)
        for (size_t f = 0; f < ARRAY_LENGTH(unary) + ARRAY_LENGTH(binary); f++) {
            char text[64];
            if (f < ARRAY_LENGTH(unary))
                sprintf(text, "%s(x)", unary[f].name);
            else
                sprintf(text, "%s(x, y)", binary[f - ARRAY_LENGTH(unary)].name);
            struct field_program program;
            double picture[ARRAY_LENGTH(values) * ARRAY_LENGTH(values)];
            assert_true(compile_field(text, sets[set], &program));
            field_lattice(&program, NULL, ARRAY_LENGTH(values), values, ARRAY_LENGTH(values),
                          values, (double *[]){picture});
            for (size_t i = 0; i < ARRAY_LENGTH(picture); i++) {
                double x = values[i % ARRAY_LENGTH(values)], y = values[i / ARRAY_LENGTH(values)];
                double strict;
                field_points(&program, NULL, 1, &x, &y, (double *[]){&strict});
                bool same = isfinite(strict)
                                ? fabs(picture[i] - strict) <= 1e-14 * fabs(strict) + 1e-300
                                : is_same(picture[i], strict);
                if (!same)
                    fail_msg("%s, %s at (%g, %g): %.17g, strict %.17g", sets[set]->name, text, x, y,
                             picture[i], strict);
            }
            field_release(&program);
        }
}

/* Every set of kernels gives the strict bits. */
static void test_strict_blocks_on_every_processor(void **state)
{
    (void)state;
    enum { COUNT = 100 };
    const struct kernels *sets[KERNEL_SETS];
    int count = kernels_all(sets);
    double x[COUNT], y[COUNT], expected[COUNT], out[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        double u[2];
        random_uniform(&(struct random_name){5, RANDOM_TEST, 0, i}, u);
        x[i] = i < ARRAY_LENGTH(values) ? values[i] : 6 * u[0] - 3;
        y[i] = i % 7 ? 6 * u[1] - 3 : x[i];
    }
    for (size_t f = 0; f < ARRAY_LENGTH(formulas); f++) {
        struct error error = {0};
        static const char *const names[] = {"x", "y"};
        struct formula *formula = formula_new(formulas[f], strlen(formulas[f]), names, 2, &error);
        for (size_t i = 0; i < COUNT; i++)
            expected[i] = formula_value(formula, (double[]){x[i], y[i]});
        for (int set = 0; set < count; set++) {
            struct field_program program;
            assert_true(compile_field(formulas[f], sets[set], &program));
            field_points(&program, NULL, COUNT, x, y, (double *[]){out});
            for (size_t i = 0; i < COUNT; i++)
                if (!is_same(out[i], expected[i]))
                    fail_msg("%s, %s at (%g, %g): %.17g, scalar %.17g", sets[set]->name,
                             formulas[f], x[i], y[i], out[i], expected[i]);
            field_release(&program);
        }
        formula_free(formula);
    }
}

/* --- constants */

static void test_set_constant(void **state)
{
    (void)state;
    const struct surface_constant before[] = {{"a", 1}, {"b", 100}};
    const struct surface_constant after[] = {{"a", 1}, {"b", 7.5}};
    const char *loss = "(a - x)^2 + b*(y - x^2)^2 + x^b";
    struct surface *turned = ground_make(loss, before, 2, NULL),
                   *made = ground_make(loss, after, 2, NULL);
    struct error error = {0};
    double at[] = {0.7, 0.3}, grid[2][64];
    struct surface_point p, q;
    assert_true(surface_set_constant(turned, 1, 7.5, &error));
    surface_at(turned, SURFACE_HESSIAN, at, &p);
    surface_at(made, SURFACE_HESSIAN, at, &q);
    assert_memory_equal(&p, &q, sizeof p);
    static const double x[] = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8};
    surface_grid(turned, SURFACE_LOSS, 8, x, 8, x, &(struct surface_lanes){.loss = grid[0]});
    surface_grid(made, SURFACE_LOSS, 8, x, 8, x, &(struct surface_lanes){.loss = grid[1]});
    assert_memory_equal(grid[0], grid[1], sizeof grid[0]);
    assert_true(surface_set_constant(turned, 1, 0, &error));
    surface_at(turned, SURFACE_GRADIENT, (double[]){0, 0}, &p);
    assert_true(p.gradient[0] == -2 && p.gradient[1] == 0);
    surface_free(turned);
    surface_free(made);
}

static void test_names_are_checked(void **state)
{
    (void)state;
    static const struct {
        const char *x, *constant, *says;
    } cases[] = {
        {"sin", "a", "'sin'"}, {"x", "x", "twice"}, {"x", "pi", "'pi'"}, {"2x", "a", "no name"}};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct error error = {0};
        struct surface_constant constant = {cases[i].constant, 1};
        struct surface_source source = {.loss = "1",
                                        .loss_length = 1,
                                        .parameters = {cases[i].x, "y"},
                                        .constants = &constant,
                                        .constant_count = 1};
        assert_null(surface_new(&source, &error));
        assert_non_null(strstr(error.message, cases[i].says));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_functions_are_libms),
        cmocka_unit_test(test_folding_is_evaluating),
        cmocka_unit_test(test_ieee),
        cmocka_unit_test(test_a_block_is_its_points),
        cmocka_unit_test(test_a_lattice_is_its_points),
        cmocka_unit_test(test_many_bells),
        cmocka_unit_test(test_missing_arrays_are_skipped),
        cmocka_unit_test(test_vector_maths_within_4_ulp),
        cmocka_unit_test(test_special_values_in_pictures),
        cmocka_unit_test(test_strict_blocks_on_every_processor),
        cmocka_unit_test(test_set_constant),
        cmocka_unit_test(test_names_are_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
