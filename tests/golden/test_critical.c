/*
 * Critical points against tests/golden/critical_points.csv, whose lists were completed by interval
 * bisection and checked by the index theorem: every listed point is found, none twice, none
 * invented.
 */
#include "support/ground.h"
#include "support/test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "surface/critical.h"

enum { LINE = 1024, LISTED = 512 };

struct listed {
    double x, y, value, small, large;
    char kind[32];
};

/* Field `index` of a comma-separated line whose cells may stand in quotes. */
static void field(const char *line, int index, char out[LINE])
{
    bool quoted = false;
    size_t length = 0;
    for (; *line != '\0' && *line != '\n' && index >= 0; line++) {
        if (*line == '"')
            quoted = !quoted;
        else if (*line == ',' && !quoted)
            index--;
        else if (index == 0)
            out[length++] = *line;
    }
    out[length] = '\0';
}

static size_t read_listed(const char *name, struct listed *listed)
{
    FILE *file = fopen("tests/golden/critical_points.csv", "r");
    assert_non_null(file);
    char line[LINE], cell[LINE];
    size_t count = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        field(line, 0, cell);
        if (strcmp(cell, name) != 0)
            continue;
        struct listed *row = &listed[count++];
        assert_true(count <= LISTED);
        double *numbers[] = {&row->x, &row->y, &row->value, NULL, &row->small, &row->large};
        for (int i = 0; i < 6; i++) {
            field(line, i + 1, cell);
            if (numbers[i] != NULL)
                *numbers[i] = strtod(cell, NULL);
            else
                snprintf(row->kind, sizeof row->kind, "%.31s", cell);
        }
    }
    fclose(file);
    return count;
}

static const char *our_kind(const char *kind)
{
    static const char *const pairs[][2] = {{"min", "minimum"},
                                           {"max", "maximum"},
                                           {"saddle", "saddle"},
                                           {"degenerate", "flat"},
                                           {"kink_min", "minimum"}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        if (strcmp(pairs[i][0], kind) == 0)
            return pairs[i][1];
    return "";
}

static const struct critical_point *find_near(const struct critical_points *found,
                                              const struct listed *row)
{
    const struct critical_point *near = NULL;
    double least = 1e-6;
    for (size_t i = 0; i < found->count; i++) {
        double distance = hypot(found->points[i].at[0] - row->x, found->points[i].at[1] - row->y);
        if (distance < least) {
            least = distance;
            near = &found->points[i];
        }
    }
    return near;
}

static void check_point(const char *name, const struct critical_points *found,
                        const struct listed *row)
{
    const struct critical_point *point = find_near(found, row);
    if (point == NULL)
        fail_msg("%s: %s at %g, %g was not found", name, row->kind, row->x, row->y);
    assert_string_equal(critical_kind_name(point->kind), our_kind(row->kind));
    assert_close(point->loss, row->value, 1e-9, 1e-9);
    if (strcmp(row->kind, "kink_min") == 0)
        return;
    assert_close(point->lambda[0], fmin(row->small, row->large), 1e-6, 1e-6);
    assert_close(point->lambda[1], fmax(row->small, row->large), 1e-6, 1e-6);
}

static void check_function(const char *name, const char *formula, const double box[4])
{
    static struct listed listed[LISTED];
    size_t count = read_listed(name, listed);
    struct surface *surface = ground_new(formula);
    struct critical_points found = {0};
    assert_true(critical_find(
        surface, (struct surface_window[2]){{box[0], box[1]}, {box[2], box[3]}}, &found, NULL));
    for (size_t i = 0; i < count; i++)
        check_point(name, &found, &listed[i]);
    if (found.count != count)
        fail_msg("%s: %zu found, %zu listed", name, found.count, count);
    assert_int_equal(found.completeness, CRITICAL_HOLDS);
    critical_release(&found);
    surface_free(surface);
}

static void every_complete_list(void **state)
{
    (void)state;
    FILE *file = fopen("tests/golden/surfaces.csv", "r");
    assert_non_null(file);
    char line[LINE], name[LINE], formula[LINE], cell[LINE];
    int checked = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        double box[4];
        field(line, 0, name);
        field(line, 1, formula);
        field(line, 9, cell);
        if (sscanf(cell, "%lf %lf %lf %lf", &box[0], &box[1], &box[2], &box[3]) != 4)
            continue;
        check_function(name, formula, box);
        checked++;
    }
    fclose(file);
    assert_int_equal(checked, 16);
}

static struct critical_points found_in(const char *formula, const double box[4])
{
    struct surface *surface = ground_new(formula);
    struct critical_points found = {0};
    assert_true(critical_find(
        surface, (struct surface_window[2]){{box[0], box[1]}, {box[2], box[3]}}, &found, NULL));
    surface_free(surface);
    return found;
}

static struct critical_points found_on(const char *formula, double low, double high)
{
    return found_in(formula, (double[4]){low, high, low, high});
}

/* Would catch points invented where the ground is flat, tilted, broken or a valley's floor. */
static void nothing_is_invented(void **state)
{
    (void)state;
    static const char *const formulas[] = {"1",
                                           "x + y",
                                           "x^2",
                                           "exp(-x^2-y^2-100)*0",
                                           "1/x",
                                           "x*exp(y)",
                                           "log(x)+y",
                                           "floor(3*x)+floor(y)",
                                           "sqrt(-1)*x",
                                           "x^2*y^2",
                                           "sin(x+y)",
                                           "(y-x^2)^2",
                                           "abs(y-x^2)",
                                           "abs(x)",
                                           "sqrt(abs(y-0.1*x^2))",
                                           "abs(y-sin(3*x))^0.25",
                                           "abs(y-0.31*x)^0.3",
                                           "(2.1*x+0.7*y-0.3)^2",
                                           "abs(y-0.3*x)",
                                           "(x+0.37*y)^2*(y-0.2*x)^2"};
    for (size_t i = 0; i < sizeof formulas / sizeof formulas[0]; i++) {
        struct critical_points found = found_on(formulas[i], -3, 3);
        if (found.count != 0)
            fail_msg("%s: %zu points, the first at %g, %g", formulas[i], found.count,
                     found.points[0].at[0], found.points[0].at[1]);
        critical_release(&found);
    }
}

/* A ring of minima is not a list of points; its middle is one. */
static void a_ring_is_not_listed(void **state)
{
    (void)state;
    struct critical_points found = found_on("(x^2+y^2-1)^2", -3, 3);
    assert_int_equal(found.count, 1);
    assert_int_equal(found.points[0].kind, CRITICAL_MAXIMUM);
    critical_release(&found);
}

/* Would catch: the points where a curve of critical points is crossed, listed as saddles. */
static void a_crossing_is_not_listed(void **state)
{
    (void)state;
    static const struct {
        const char *formula;
        size_t extrema;
    } cases[] = {
        {"(x^2+y^2-1)^2*(y-0.5)", 2}, {"(x^2+4*y^2-2)^2*(x+y)", 2},
        {"(x*y-0.3)^2*(x-y+0.1)", 0}, {"(x^2+y^2-1)^2*(x^2-0.2)", 3},
        {"(y-x^2)^2*(y-1)", 1},       {"(0.812*y^2+1.412*y)*x^2-1.805*x^3*y^4", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct critical_points found = found_on(cases[i].formula, -3, 3);
        for (size_t k = 0; k < found.count; k++)
            if (found.points[k].kind == CRITICAL_SADDLE || found.points[k].kind == CRITICAL_FLAT)
                fail_msg("%s: a %s at %g, %g", cases[i].formula,
                         critical_kind_name(found.points[k].kind), found.points[k].at[0],
                         found.points[k].at[1]);
        assert_int_equal(found.count, cases[i].extrema);
        assert_int_not_equal(found.completeness, CRITICAL_HOLDS);
        critical_release(&found);
    }
}

static void kinks_are_extrema(void **state)
{
    (void)state;
    struct critical_points found = found_on("abs(x-0.3) + 2*abs(y+0.7)", -3, 3);
    assert_int_equal(found.count, 1);
    assert_int_equal(found.points[0].kind, CRITICAL_MINIMUM);
    assert_close(found.points[0].at[0], 0.3, 1e-9, 0);
    assert_close(found.points[0].at[1], -0.7, 1e-9, 0);
    critical_release(&found);
}

static void minima_come_first_by_loss(void **state)
{
    (void)state;
    struct critical_points found = found_on("(x^2-1)^2 + y^2 + 0.3*x", -2, 2);
    assert_int_equal(found.count, 3);
    assert_int_equal(found.points[0].kind, CRITICAL_MINIMUM);
    assert_close(found.points[0].at[0], -1.03557871, 1e-8, 0);
    assert_int_equal(found.points[1].kind, CRITICAL_MINIMUM);
    assert_int_equal(found.points[2].kind, CRITICAL_SADDLE);
    critical_release(&found);
}

/* One expected point: kind, place; eigenvalues checked where they are numbers. */
struct one {
    const char *formula;
    double box[4];
    enum critical_kind kind;
    double x, y, low, high;
    enum critical_completeness completeness;
};

#define NONE (double)NAN
// clang-format off
static const struct one ones[] = {
    /* a window of 1e6 by 1e-6 */
    {"(x/1e6-0.5)^2 + (y/1e-6-0.3)^2", {0, 1e6, 0, 1e-6}, CRITICAL_MINIMUM, 5e5, 3e-7, 2e-12, 2e12, CRITICAL_HOLDS},
    {"1e200*(x^2+y^2)", {-5, 5, -5, 5}, CRITICAL_MINIMUM, 0, 0, 2e200, 2e200, CRITICAL_HOLDS},
    {"1e-200*((x-0.3)^2-(y+0.7)^2)", {-5, 5, -5, 5}, CRITICAL_SADDLE, 0.3, -0.7, -2e-200, 2e-200, CRITICAL_HOLDS},
    {"x^2 + 1e-6*y^2", {-3, 3, -3, 3}, CRITICAL_MINIMUM, 0, 0, 2e-6, 2, CRITICAL_HOLDS},
    /* where the Hessian cannot tell */
    {"(x-0.1)^4 + (y+0.3)^4", {-3, 3, -3, 3}, CRITICAL_FLAT, 0.1, -0.3, 0, 0, CRITICAL_HOLDS},
    {"(x-0.1)^6 + (y+0.3)^2", {-3, 3, -3, 3}, CRITICAL_FLAT, 0.1, -0.3, 0, 2, CRITICAL_HOLDS},
    {"x^3 + y^2", {-3, 3, -3, 3}, CRITICAL_FLAT, 0, 0, 0, 2, CRITICAL_HOLDS},
    {"x^3 - 3*x*y^2", {-3, 3, -2, 3}, CRITICAL_FLAT, 0, 0, 0, 0, CRITICAL_HOLDS},
    /* on the window's border, and in its corner: no index, but the point */
    {"x^2 + 2*y^2", {0, 3, -3, 3}, CRITICAL_MINIMUM, 0, 0, 2, 4, CRITICAL_UNKNOWN},
    {"(x-3)^2 + 2*(y-3)^2", {0, 3, 0, 3}, CRITICAL_MINIMUM, 3, 3, 2, 4, CRITICAL_UNKNOWN},
    /* beside where the loss does not exist */
    {"log(x)^2 + y^2", {-3, 3, -3, 3}, CRITICAL_MINIMUM, 1, 0, 2, 2, CRITICAL_UNKNOWN},
    /* without a gradient, or without a Hessian */
    {"max(abs(x-0.2), abs(y))", {-3, 3, -3, 3}, CRITICAL_MINIMUM, 0.2, 0, NONE, NONE, CRITICAL_HOLDS},
    {"-sqrt(sqrt((x-0.2)^2 + y^2))", {-3, 3, -3, 3}, CRITICAL_MAXIMUM, 0.2, 0, NONE, NONE, CRITICAL_HOLDS},
    {"abs(x-0.2)^1.5 + abs(y)^1.5", {-3, 3, -3, 3}, CRITICAL_MINIMUM, 0.2, 0, NONE, NONE, CRITICAL_HOLDS},
    /* the formula's Hessian is none, or another, where those beside agree; and where they do not */
    {"cos(sqrt(x^2+y^2))", {-2, 2, -2, 2}, CRITICAL_MAXIMUM, 0, 0, -1, -1, CRITICAL_HOLDS},
    {"abs(x)^2+y^2", {-2, 2, -2, 2}, CRITICAL_MINIMUM, 0, 0, 2, 2, CRITICAL_HOLDS},
    {"relu(x-0.1)^2+relu(0.1-x)^2+y^2", {-2, 2, -2, 2}, CRITICAL_MINIMUM, 0.1, 0, 2, 2, CRITICAL_HOLDS},
    {"max(x,y)^2+min(x,y)^2", {-2, 2, -2, 2}, CRITICAL_MINIMUM, 0, 0, 2, 2, CRITICAL_HOLDS},
    {"max(x,0)^2+min(x,0)^2+y^2", {-2, 2, -2, 2}, CRITICAL_MINIMUM, 0, 0, 2, 2, CRITICAL_HOLDS},
    {"hypot(x,y)^2", {-2, 2, -2, 2}, CRITICAL_MINIMUM, 0, 0, 2, 2, CRITICAL_HOLDS},
    {"max(x^2,y^2)", {-2, 2, -2, 2}, CRITICAL_MINIMUM, 0, 0, NONE, NONE, CRITICAL_HOLDS},
    {"-max(x^2,2*y^2)", {-2, 2, -2, 2}, CRITICAL_MAXIMUM, 0, 0, NONE, NONE, CRITICAL_HOLDS},
    {"relu(x)^2+2*relu(-x)^2-y^2", {-2, 2, -2, 2}, CRITICAL_SADDLE, 0, 0, NONE, NONE, CRITICAL_HOLDS},
    {"abs(x)*x^2-y^2", {-2, 2, -2, 2}, CRITICAL_FLAT, 0, 0, -2, 0, CRITICAL_HOLDS},
    /* a needle, which is smooth from near alone */
    {"log(1+1e10*(x-0.37)^2)+log(1+1e10*(y+0.21)^2)", {-2, 2, -2, 2}, CRITICAL_MINIMUM, 0.37, -0.21, 2e10, 2e10, CRITICAL_HOLDS},
    /* curvatures far apart, along the axes and not */
    {"x^2+1e9*y^2", {-2, 2, -2, 2}, CRITICAL_MINIMUM, 0, 0, 2, 2e9, CRITICAL_HOLDS},
    {"1e13*x^2-y^2", {-2, 2, -2, 2}, CRITICAL_SADDLE, 0, 0, -2, 2e13, CRITICAL_HOLDS},
    {"x^2+1e-9*y^2", {-2, 2, -2, 2}, CRITICAL_MINIMUM, 0, 0, 2e-9, 2, CRITICAL_HOLDS},
    {"((1e6*x+y-2)^2+(2e6*x+y-3)^2+(3e6*x+y-5)^2)/3", {-3, 3, -3, 3}, CRITICAL_MINIMUM, 1.5e-6, 1./3, 2./7, 28e12/3, CRITICAL_UNKNOWN},
    /* valleys whose floor is a kink, in any direction */
    {"10*abs(y-x)+(1-x)^2", {-2, 2, -2, 2}, CRITICAL_MINIMUM, 1, 1, NONE, NONE, CRITICAL_HOLDS},
    {"50*abs(y)+(0.7-x)^2", {-2, 2, -2, 2}, CRITICAL_MINIMUM, 0.7, 0, NONE, NONE, CRITICAL_HOLDS},
    {"20*abs(y-0.5*x)+(0.7-x)^2", {-2, 2, -2, 2}, CRITICAL_MINIMUM, 0.7, 0.35, NONE, NONE, CRITICAL_HOLDS},
    {"30*abs(y-(0.3*x+0.1))+(0.7-x)^2", {-2, 2, -2, 2}, CRITICAL_MINIMUM, 0.7, 0.31, NONE, NONE, CRITICAL_HOLDS},
    {"10*abs(y-x^2)+(1-x)^2", {-2, 2, -2, 2}, CRITICAL_MINIMUM, 1, 1, NONE, NONE, CRITICAL_UNKNOWN},
    {"abs(1-x)+10*abs(y-sin(x))", {-2, 2, -2, 2}, CRITICAL_MINIMUM, 1, 0.8414709848078965, NONE, NONE, CRITICAL_HOLDS},
    /* of higher order, on the origin to the last bit */
    {"(y-x^2)*(y-2*x^2)", {-2, 2, -2, 2}, CRITICAL_FLAT, 0, 0, 0, 2, CRITICAL_HOLDS},
};
// clang-format on

/* Would catch lengths that are not measured in cells, steps that do not leap, and NaN that spreads.
 */
static void single_points_of_every_sort(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ones / sizeof ones[0]; i++) {
        const struct one *one = &ones[i];
        struct critical_points found = found_in(one->formula, one->box);
        if (found.count != 1)
            fail_msg("%s: %zu points", one->formula, found.count);
        const struct critical_point *point = &found.points[0];
        double span = one->box[1] - one->box[0], rise = one->box[3] - one->box[2];
        if (point->kind != one->kind || found.completeness != one->completeness)
            fail_msg("%s: a %s; %s", one->formula, critical_kind_name(point->kind),
                     critical_completeness(found.completeness));
        assert_close(point->at[0], one->x, 1e-8 * span, 0);
        assert_close(point->at[1], one->y, 1e-8 * rise, 0);
        assert_close(point->lambda[0], one->low, one->low == 0 ? 1e-9 : 0, 1e-9);
        assert_close(point->lambda[1], one->high, one->high == 0 ? 1e-9 : 0, 1e-9);
        critical_release(&found);
    }
}

/* Would catch a determinant, a square or a threshold with a unit: the loss's scale is free. */
static void no_scale_of_the_loss_hides_a_point(void **state)
{
    (void)state;
    static const char *const factors[] = {"1", "1e-300", "1e-170", "1e160", "1e300"};
    struct critical_points plain = {0};
    for (size_t i = 0; i < sizeof factors / sizeof factors[0]; i++) {
        char formula[100];
        snprintf(formula, sizeof formula, "%s*((x^2-1)^2+2*(y-0.217)^2+x*y)", factors[i]);
        struct critical_points found = found_on(formula, -3, 3);
        assert_int_equal(found.count, 3);
        assert_int_equal(found.completeness, CRITICAL_HOLDS);
        for (size_t k = 0; k < found.count && i > 0; k++) {
            assert_int_equal(found.points[k].kind, plain.points[k].kind);
            assert_close(found.points[k].at[0], plain.points[k].at[0], 1e-9, 0);
            assert_close(found.points[k].at[1], plain.points[k].at[1], 1e-9, 0);
            assert_close(found.points[k].lambda[0],
                         strtod(factors[i], NULL) * plain.points[k].lambda[0], 0, 1e-9);
        }
        if (i == 0)
            plain = found;
        else
            critical_release(&found);
    }
    critical_release(&plain);
}

/* More points than there is time for: cut short, and it says so. */
static void a_search_ends(void **state)
{
    (void)state;
    struct critical_points found =
        found_on("0.5+(sin(x^2-y^2)^2-0.5)/(1+0.001*(x^2+y^2))^2", -100, 100);
    assert_int_equal(found.completeness, CRITICAL_CUT);
    assert_true(found.count > 100);
    assert_int_equal(found.points[0].kind, CRITICAL_MINIMUM);
    assert_true(found.points[0].loss == 0);
    critical_release(&found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_complete_list),
        cmocka_unit_test(nothing_is_invented),
        cmocka_unit_test(a_ring_is_not_listed),
        cmocka_unit_test(a_crossing_is_not_listed),
        cmocka_unit_test(kinks_are_extrema),
        cmocka_unit_test(minima_come_first_by_loss),
        cmocka_unit_test(single_points_of_every_sort),
        cmocka_unit_test(no_scale_of_the_loss_hides_a_point),
        cmocka_unit_test(a_search_ends),
    };
    return cmocka_run_group_tests_name("golden/critical", tests, NULL, NULL);
}
