/*
 * Evaluates formulas for tests/golden/formulas.py. The first line of standard input holds points,
 * two numbers each; every further line a formula of x and y, behind a `=` if its other paths are to
 * be held against it too. For each formula a line: its value at every point, strict; a `!` where it
 * is refused; and behind the values `! ` and the path that gave other bits. With an argument, the
 * names of the language's functions instead.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "surface/formula.h"
#include "surface/operation.h"
#include "surface/surface.h"

enum { POINTS = 64, LINE = 1 << 16 };

static const char *const names[] = {"x", "y"};
static double points[2][POINTS];
static size_t point_count;

static void read_points(char *line)
{
    for (char *word = strtok(line, " \n"); word; word = strtok(NULL, " \n")) {
        double *place = &points[point_count % 2][point_count / 2];
        if (point_count == (size_t)2 * POINTS || !number_parse(word, strlen(word), place))
            exit(2);
        point_count++;
    }
    point_count /= 2;
}

static bool is_same(double a, double b)
{
    return (a != a && b != b) || memcmp(&a, &b, sizeof a) == 0;
}

static struct surface *surface_of(const char *text)
{
    return surface_new(&(struct surface_source){.loss = text,
                                                .loss_length = strlen(text),
                                                .parameters = {"x", "y"}},
                       NULL);
}

static bool has_values(const struct surface *surface, const double *values)
{
    bool same = true;
    for (size_t i = 0; i < point_count; i++) {
        struct surface_point point;
        surface_at(surface, SURFACE_LOSS, (double[2]){points[0][i], points[1][i]}, &point);
        same = same && is_same(point.loss, values[i]);
    }
    return same;
}

static bool has_values_in_blocks(const struct surface *surface, const double *values)
{
    double loss[POINTS];
    bool same = true;
    surface_points(surface, SURFACE_LOSS, point_count, points[0], points[1],
                   &(struct surface_lanes){.loss = loss});
    for (size_t i = 0; i < point_count; i++)
        same = same && is_same(loss[i], values[i]);
    return same;
}

/* What is printed is read again, has the same values, and is printed the same. */
static bool is_printed_well(const struct surface *surface, const double *values)
{
    struct buffer first = {0}, second = {0};
    surface_print_loss(surface, false, &first);
    struct surface *again = surface_of(buffer_text(&first));
    bool good = again != NULL && has_values(again, values);
    if (again)
        surface_print_loss(again, false, &second);
    good = good && strcmp(buffer_text(&first), buffer_text(&second)) == 0;
    if (!good)
        printf(" (printed %s)", buffer_text(&first));
    buffer_release(&first);
    buffer_release(&second);
    surface_free(again);
    return good;
}

static void check_paths(const char *text, const double *values)
{
    struct surface *surface = surface_of(text);
    if (!surface)
        printf(" ! as a surface");
    else if (!has_values(surface, values))
        printf(" ! at a point of a surface");
    else if (!has_values_in_blocks(surface, values))
        printf(" ! in blocks");
    else if (!is_printed_well(surface, values))
        printf(" ! printed and read again");
    surface_free(surface);
}

static void evaluate(const char *text, bool is_whole)
{
    struct error error = {0};
    double values[POINTS];
    struct formula *formula = formula_new(text, strlen(text), names, 2, &error);
    if (!formula) {
        printf("! %s\n", error.message);
        return;
    }
    for (size_t i = 0; i < point_count; i++) {
        char number[NUMBER_TEXT];
        values[i] = formula_value(formula, (double[2]){points[0][i], points[1][i]});
        number_print(number, values[i]);
        printf("%s%s", i ? " " : "", number);
    }
    formula_free(formula);
    if (is_whole)
        check_paths(text, values);
    putchar('\n');
}

static int list_functions(void)
{
    for (int code = 0; code < OP_COUNT; code++)
        if (operations[code].form == FORM_CALL)
            puts(operations[code].name);
    return 0;
}

int main(int count, char **arguments)
{
    static char line[LINE];
    (void)arguments;
    if (count > 1)
        return list_functions();
    if (!fgets(line, sizeof line, stdin))
        return 2;
    read_points(line);
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = '\0';
        evaluate(line + (line[0] == '='), line[0] == '=');
    }
    return 0;
}
