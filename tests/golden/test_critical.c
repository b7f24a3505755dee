/*
 * Critical points against tests/golden/critical_points.csv, whose lists were completed by interval
 * bisection and checked by the index theorem: every listed point is found, none twice, none
 * invented.
 */
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

static struct surface *surface_of(const char *formula)
{
    struct surface *surface = surface_new(&(struct surface_source){.loss = formula,
                                                                   .loss_length = strlen(formula),
                                                                   .parameters = {"x", "y"}},
                                          NULL);
    assert_non_null(surface);
    return surface;
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
    struct surface *surface = surface_of(formula);
    struct critical_points found = {0};
    assert_true(critical_find(surface, (double[2]){box[0], box[2]}, (double[2]){box[1], box[3]},
                              &found, NULL));
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

static struct critical_points found_on(const char *formula, double low, double high)
{
    struct surface *surface = surface_of(formula);
    struct critical_points found = {0};
    assert_true(
        critical_find(surface, (double[2]){low, low}, (double[2]){high, high}, &found, NULL));
    surface_free(surface);
    return found;
}

/* Would catch points invented where the ground is flat, tilted, broken or a valley's floor. */
static void nothing_is_invented(void **state)
{
    (void)state;
    static const char *const formulas[] = {
        "1",         "x + y",    "x^2",      "exp(-x^2-y^2-100)*0",
        "1/x",       "x*exp(y)", "log(x)+y", "floor(3*x)+floor(y)",
        "sqrt(-1)*x"};
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_complete_list),       cmocka_unit_test(nothing_is_invented),
        cmocka_unit_test(a_ring_is_not_listed),      cmocka_unit_test(kinks_are_extrema),
        cmocka_unit_test(minima_come_first_by_loss),
    };
    return cmocka_run_group_tests_name("golden/critical", tests, NULL, NULL);
}
