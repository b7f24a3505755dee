/*
 * Derivatives. Would catch: a wrong rule, a wrong sign or factor in simplification, a derivative at
 * a kink that is not PyTorch's, a NaN that leaks out of a branch not taken, a derivative that grows
 * out of proportion.
 */
#include "support/test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/random.h"
#include "surface/derive.h"
#include "surface/parse.h"
#include "support/ground.h"
#include "surface/surface.h"

static const struct surface_constant constants[] = {{"a", 1.7}, {"b", -0.6}, {"n", 0}};

static struct surface *make(const char *loss)
{
    return ground_make(loss, constants, ARRAY_LENGTH(constants), NULL);
}

static struct surface_point at(const struct surface *surface, double x, double y)
{
    struct surface_point point;
    surface_at(surface, SURFACE_HESSIAN, (double[]){x, y}, &point);
    return point;
}

/* --- against differences */

struct window {
    double low[2], high[2];
};

static double pick(uint64_t number, int axis, const struct window *window)
{
    struct random_name name = {7, RANDOM_TEST, 0, number};
    double u[2];
    random_uniform(&name, u);
    return window->low[axis] + u[axis] * (window->high[axis] - window->low[axis]);
}

/* What is differentiated: 0 the loss, 1 and 2 the gradient. */
static double quantity(const struct surface *surface, int which, const double *place)
{
    struct surface_point point = at(surface, place[0], place[1]);
    return which == 0 ? point.loss : point.gradient[which - 1];
}

/* The five-point rule: its error is of the order h^4. */
static double difference(const struct surface *surface, int which, const double *place, int axis,
                         double h)
{
    double value[4];
    static const double steps[] = {-2, -1, 1, 2};
    for (int i = 0; i < 4; i++) {
        double moved[] = {place[0], place[1]};
        moved[axis] += steps[i] * h;
        value[i] = quantity(surface, which, moved);
    }
    return (8 * (value[2] - value[1]) - (value[3] - value[0])) / (12 * h);
}

static void compare(const char *loss, const double *place, const char *name, double symbolic,
                    double numeric, double size)
{
    if (!(fabs(symbolic - numeric) <= 2e-6 * (1 + fabs(symbolic) + size)))
        fail_msg("%s at (%.17g, %.17g): %s is %.12g, by differences %.12g", loss, place[0],
                 place[1], name, symbolic, numeric);
}

static void check_point(const struct surface *surface, const char *loss, const double *place,
                        const struct window *window)
{
    struct surface_point p = at(surface, place[0], place[1]);
    double h[2], size = 1e-3 * fabs(p.loss);
    for (int axis = 0; axis < 2; axis++)
        h[axis] = 2e-4 * fmin(1, window->high[axis] - window->low[axis]);
    compare(loss, place, "d/dx", p.gradient[0], difference(surface, 0, place, 0, h[0]), size);
    compare(loss, place, "d/dy", p.gradient[1], difference(surface, 0, place, 1, h[1]), size);
    size = 1e-3 * (fabs(p.gradient[0]) + fabs(p.gradient[1]));
    compare(loss, place, "d2/dx2", p.hessian[0], difference(surface, 1, place, 0, h[0]), size);
    compare(loss, place, "d2/dxdy", p.hessian[1], difference(surface, 1, place, 1, h[1]), size);
    compare(loss, place, "d2/dydx", p.hessian[1], difference(surface, 2, place, 0, h[0]), size);
    compare(loss, place, "d2/dy2", p.hessian[2], difference(surface, 2, place, 1, h[1]), size);
}

static void check_formula(const char *loss, const struct window *window, int points)
{
    struct surface *surface = make(loss);
    for (int i = 0; i < points; i++) {
        double place[] = {pick((uint64_t)i, 0, window), pick((uint64_t)i, 1, window)};
        check_point(surface, loss, place, window);
    }
    surface_free(surface);
}

static const struct smooth {
    const char *loss;
    struct window window;
} smooth[] = {
    {"x + 2*y - 3", {{-2, -2}, {2, 2}}},
    {"x*y*x/(2 + y^2)", {{-2, -2}, {2, 2}}},
    {"x/y", {{-2, 1}, {2, 3}}},
    {"-(x - y)/(x + y)", {{1, 1}, {3, 3}}},
    {"x*x*x*y*y", {{-2, -2}, {2, 2}}},
    {"(x - y)^2*(x + y)^3", {{-2, -2}, {2, 2}}},
    {"x^4*y^5 - x^-2", {{0.5, -2}, {2, 2}}},
    {"(x^2 + y^2)^1.5", {{0.5, 0.5}, {2, 2}}},
    {"x^a*y^b", {{0.5, 0.5}, {2, 2}}},
    {"x^n + y", {{0.5, 0.5}, {2, 2}}},
    {"x^y + pow(y, x)", {{0.5, 0.5}, {2, 2}}},
    {"2^x*e^(-y^2)*a^(x*y)", {{-1, -1}, {1, 1}}},
    {"sin(x*y + x)*cos(y - a*x)", {{-3, -3}, {3, 3}}},
    {"tan(x*y)", {{-0.9, -0.9}, {0.9, 0.9}}},
    {"asin(x*y) + acos(x - y)", {{-0.4, -0.4}, {0.4, 0.4}}},
    {"atan(x*y^2)", {{-2, -2}, {2, 2}}},
    {"atan2(y + x^2, x)", {{0.5, 0.5}, {2, 2}}},
    {"sinh(x*y) + cosh(x - y)*tanh(x*y)", {{-1, -1}, {1, 1}}},
    {"exp(-(x^2 + y^2)/a)", {{-2, -2}, {2, 2}}},
    {"log(x*y) + log2(x + y) + log10(x^2*y) + log1p(x*y)", {{0.5, 0.5}, {3, 3}}},
    {"expm1(x*y)", {{-1, -1}, {1, 1}}},
    {"sqrt(x*y + 1) + cbrt(x + y^2)", {{0.5, 0.5}, {2, 2}}},
    {"abs(x*y)*sign(x)", {{0.5, 0.5}, {2, 2}}},
    {"abs(x*y)*x", {{-2, -2}, {-0.5, -0.5}}},
    {"floor(x)*x*y + ceil(y)", {{0.1, 0.1}, {0.9, 0.9}}},
    {"min(x*y, x + y) + max(x*x, y)", {{3, 0.2}, {5, 0.9}}},
    {"hypot(x, y*x)", {{0.5, 0.5}, {2, 2}}},
    {"clamp(x*y, -1, 1)*x + clamp(x*y, 5, 6)*y + clamp(x*y, y - 20, x*x*y + 9)",
     {{-0.9, -0.9}, {0.9, 0.9}}},
    {"relu(x*y)*y + relu(-x)", {{0.5, 0.5}, {2, 2}}},
    {"sigmoid(x*y) + softplus(x - y)*x", {{-3, -3}, {3, 3}}},
    {"if(x < y, x*y^2, x^2)", {{-2, 1}, {0, 3}}},
    {"if(x < y && !(x > 5) || y == 3, sin(x)*y, 1)", {{-2, 1}, {0, 3}}},
    {"(x < y)*x^2*y", {{-2, 1}, {0, 3}}},
    {"1/(1 + exp(-x*y)) - x/3 + y/0.7", {{-2, -2}, {2, 2}}},
    {"(x + y)*(x + y)*(x + y)/7*2", {{-2, -2}, {2, 2}}},
    {"2*x + 3*x - 5*x + x*y - y*x", {{-2, -2}, {2, 2}}},
    {"sqrt(exp(sin(cos(x*y)^2)^2))", {{-2, -2}, {2, 2}}},
};

static void test_every_rule_against_differences(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(smooth); i++)
        check_formula(smooth[i].loss, &smooth[i].window, 25);
}

/* --- the standard test functions */

/* Cuts a line of CSV in place; returns the number of fields. */
static int cut_fields(char *line, char **field, int most)
{
    int count = 0;
    for (char *at = line; *at && count < most; count++) {
        char end = *at == '"' ? '"' : ',';
        if (end == '"')
            at++;
        field[count] = at;
        at += strcspn(at, end == '"' ? "\"" : ",\n");
        if (!*at)
            continue;
        *at++ = 0;
        if (end == '"' && *at)
            at++;
    }
    return count;
}

static void check_minima(const struct surface *surface, const char *name, const char *value,
                         char *minima, bool smooth_there)
{
    double least = strtod(value, NULL);
    for (char *place = strtok(minima, " "); place; place = strtok(NULL, " ")) {
        char *end;
        double x = strtod(place, &end), y = strtod(end + 1, NULL);
        struct surface_point p = at(surface, x, y);
        if (fabs(p.loss - least) > 1e-9 * (1 + fabs(least)))
            fail_msg("%s at its minimum (%g, %g) is %.17g, not %.17g", name, x, y, p.loss, least);
        if (smooth_there && hypot(p.gradient[0], p.gradient[1]) > 1e-6 * (1 + fabs(least)))
            fail_msg("%s has a gradient at its minimum (%g, %g)", name, x, y);
    }
}

static void test_standard_functions(void **state)
{
    (void)state;
    FILE *file = fopen("tests/golden/surfaces.csv", "r");
    char line[4096];
    int functions = 0;
    assert_non_null(file);
    assert_non_null(fgets(line, sizeof line, file));
    while (fgets(line, sizeof line, file)) {
        char *field[12] = {0};
        assert_int_equal(cut_fields(line, field, 11) >= 9, 1);
        const char *name = field[0], *loss = field[1];
        struct window window = {{strtod(field[2], NULL), strtod(field[4], NULL)},
                                {strtod(field[3], NULL), strtod(field[5], NULL)}};
        struct surface *surface = make(loss);
        bool edge = strcmp(name, "eggholder") == 0 || strcmp(name, "adjiman") == 0;
        bool kink = strcmp(name, "ackley") == 0 || strcmp(name, "bukin6") == 0 ||
                    strcmp(name, "drop_wave") == 0;
        check_minima(surface, name, field[6], field[8], !edge && !kink);
        /* Fast waves and cusps are no matter for differences. */
        if (strcmp(name, "eggholder") != 0 && strcmp(name, "bukin6") != 0)
            for (int i = 0; i < 10; i++) {
                double place[] = {pick((uint64_t)i, 0, &window), pick((uint64_t)i, 1, &window)};
                check_point(surface, name, place, &window);
            }
        surface_free(surface);
        functions++;
    }
    fclose(file);
    assert_int_equal(functions, 21);
}

/* --- kinks and edges, as PyTorch's autograd has them */

static const struct kink {
    const char *loss;
    double x, y, gradient[2];
} kinks[] = {
    {"abs(x)", 0, 0, {0, 0}},
    {"abs(x)", -3, 0, {-1, 0}},
    {"sign(x)*y", 0, 2, {0, 0}},
    {"relu(x)", 0, 0, {0, 0}},
    {"relu(x) + relu(y)", 1e-300, -1, {1, 0}},
    {"max(x, y)", 2, 2, {0.5, 0.5}},
    {"min(x, y)", 2, 2, {0.5, 0.5}},
    {"max(x, y)", 2, 3, {0, 1}},
    {"min(x, y)", 2, 3, {1, 0}},
    {"max(x, 0)", 0, 0, {0.5, 0}},
    {"max(2*x, 2*x)", 1, 0, {2, 0}},
    {"clamp(x, -1, 1)", -1, 0, {1, 0}},
    {"clamp(x, -1, 1)", 1, 0, {1, 0}},
    {"clamp(x, -1, 1)", 1.5, 0, {0, 0}},
    {"clamp(x, y, 5)", 1, 2, {0, 1}},
    {"clamp(x, 0, y)", 3, 2, {0, 1}},
    {"clamp(x, 9, y)", 3, 2, {0, 1}},
    {"clamp(x, y, y)", 1, 2, {0, 0}}, /* below equal bounds, but not above */
    {"clamp(x, y, y)", 3, 2, {0, 1}},
    {"clamp(x, 2, y)", 1, 2, {0, 0}},
    {"floor(x) + ceil(y)", 1, 2, {0, 0}},
    {"(x > 0)*3 + (x == y)", 0, 0, {0, 0}},
    {"x^2 + y^3", 0, 0, {0, 0}},
    {"x^1 + y^0", 0, 0, {1, 0}},
    {"x^1.5", 0, 0, {0, 0}},
    {"x^0.5", 0, 0, {INFINITY, 0}},
    {"x^n + y", 0, 0, {0, 1}},
    {"x^y", 0, 0, {0, 0}},
    {"x^y", 0, 2, {0, 0}},
    {"x^y", -2, 3, {12, NAN}},
    {"(x^2)^0.5", 0, 0, {NAN, 0}},
    {"sqrt(x)", 0, 0, {INFINITY, 0}},
    {"cbrt(x)", 0, 0, {INFINITY, 0}},
    {"hypot(x, y)", 0, 0, {NAN, NAN}},
    {"atan2(y, x)", 0, 0, {NAN, NAN}},
    {"sqrt(x^2 + y^2)", 0, 0, {NAN, NAN}},
    {"log(x)", 0, 0, {INFINITY, 0}},
    {"softplus(x)", 800, 0, {1, 0}},
    {"softplus(x)", -800, 0, {0, 0}},
    {"sigmoid(x)", -800, 0, {0, 0}},
    {"tanh(x)", 400, 0, {0, 0}},
    /* a branch not taken, however broken, leaves no trace */
    {"if(x > 0, sqrt(x), 0)", 0, 0, {0, 0}},
    {"if(x > 0, log(x), x)", -2, 0, {1, 0}},
    {"if(y > 0, 1/x, x^2)", 0, -1, {0, 0}},
    {"if(x >= 0, x, sqrt(-x))*y", 0, 3, {3, 0}},
    {"max(x, log(y))", 2, 1, {1, 0}},
    {"relu(x - 1)*2 + relu(log(y))", 0.5, 1e-9, {0, 0}},
    {"if(x == 0, 1, sin(x)/x)", 0, 0, {0, 0}},
};

static bool is_same_number(double a, double b)
{
    return a == b || (a != a && b != b);
}

static void test_kinks(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(kinks); i++) {
        const struct kink *kink = &kinks[i];
        struct surface *surface = make(kink->loss);
        struct surface_point p = at(surface, kink->x, kink->y);
        for (int axis = 0; axis < 2; axis++)
            if (!is_same_number(p.gradient[axis], kink->gradient[axis]))
                fail_msg("%s at (%g, %g): derivative %d is %g, not %g", kink->loss, kink->x,
                         kink->y, axis, p.gradient[axis], kink->gradient[axis]);
        surface_free(surface);
    }
}

static void test_second_derivatives_where_they_exist(void **state)
{
    (void)state;
    static const struct {
        const char *loss;
        double x, y, hessian[3];
    } cases[] = {
        {"x^2 + y^2", 0, 0, {2, 0, 2}},
        {"x^3 + x*y", 0, 0, {0, 1, 0}},
        {"x^4 + y^2.5", 0, 0, {0, 0, 0}},
        {"(x*y)^2", 0, 0, {0, 0, 0}},
        {"x^n", 0, 0, {0, 0, 0}},
        {"abs(x)*y", 0, 1, {0, 0, 0}},
        {"relu(x)*x*y", 2, 3, {6, 4, 0}},
        {"max(x^2, y)", 3, 0, {2, 0, 0}},
        {"if(x > 0, sqrt(x), y^2)", 0, 0, {0, 0, 2}},
        {"exp(x*y)", 0, 0, {0, 1, 0}},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct surface *surface = make(cases[i].loss);
        struct surface_point p = at(surface, cases[i].x, cases[i].y);
        for (int k = 0; k < 3; k++)
            if (p.hessian[k] != cases[i].hessian[k])
                fail_msg("%s: second derivative %d is %g, not %g", cases[i].loss, k, p.hessian[k],
                         cases[i].hessian[k]);
        surface_free(surface);
    }
}

/* --- every operation has a derivative, and is tried */

static bool is_tried(const char *name)
{
    char call[32];
    snprintf(call, sizeof call, "%s(", name);
    bool found = false;
    for (size_t i = 0; i < ARRAY_LENGTH(smooth); i++)
        found = found || strstr(smooth[i].loss, call);
    for (size_t i = 0; i < ARRAY_LENGTH(kinks); i++)
        found = found || strstr(kinks[i].loss, call);
    return found;
}

/* An operation without a rule would count as constant. */
static void test_no_operation_is_left_out(void **state)
{
    (void)state;
    for (int code = 0; code < OP_COUNT; code++) {
        const struct operation *operation = &operations[code];
        assert_non_null(operation->name);
        assert_non_null(operation->apply);
        if (code != OP_POWER && !derive_knows((enum operation_code)code))
            fail_msg("%s has no derivative", operation->name);
        if (operation->form == FORM_CALL && !is_tried(operation->name))
            fail_msg("the derivative of %s is not tried", operation->name);
    }
}

/* --- size */

/* f(f(f(...x*y...))) many levels deep: derivatives of a tree grow exponentially, of a graph they do
 * not. */
static void test_growth_is_linear(void **state)
{
    (void)state;
    size_t nodes[2];
    for (int i = 0; i < 2; i++) {
        int levels = i ? 60 : 30;
        char text[4096] = "";
        for (int k = 0; k < levels; k++)
            strcat(text, "sin(x*");
        strcat(text, "y");
        for (int k = 0; k < levels; k++)
            strcat(text, ")");
        static const char *const names[] = {"x", "y"};
        static const uint8_t depends[] = {DEPENDS_X, DEPENDS_Y};
        struct error error = {0};
        struct graph graph;
        struct derivatives derivatives;
        assert_true(graph_init(&graph, DERIVE_NODES, &error));
        assert_true(parse_formula(&graph, text, strlen(text), &(struct names){names, depends, 2},
                                  &derivatives.loss, &error));
        assert_true(derive(&graph, 0, 1, &derivatives, &error));
        nodes[i] = graph.count;
        graph_release(&graph);
    }
    assert_in_range(nodes[0], 1, 40 * 30);
    assert_in_range(nodes[1], nodes[0], 5 * nodes[0] / 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_rule_against_differences),
        cmocka_unit_test(test_standard_functions),
        cmocka_unit_test(test_kinks),
        cmocka_unit_test(test_second_derivatives_where_they_exist),
        cmocka_unit_test(test_no_operation_is_left_out),
        cmocka_unit_test(test_growth_is_linear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
