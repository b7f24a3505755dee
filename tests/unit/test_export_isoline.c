/* Contour lines: on their level, joined, closed where they close, and with numbers on them. */
#include "support/test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "export/isoline.h"

enum { COLUMNS = 61, ROWS = 41 };

static double values[ROWS * COLUMNS];

static struct isoline_grid grid_of(double (*loss)(double x, double y))
{
    for (int row = 0; row < ROWS; row++)
        for (int column = 0; column < COLUMNS; column++)
            values[row * COLUMNS + column] = loss((column - 30) / 10., (row - 20) / 10.);
    return (struct isoline_grid){COLUMNS, ROWS, values, -3, -2, 0.1, 0.1};
}

static double bowl(double x, double y)
{
    return x * x + y * y;
}

static double saddle(double x, double y)
{
    return x * y;
}

static double slope(double x, double y)
{
    return x + 0 * y;
}

static double waves(double x, double y)
{
    return sin(3 * x) * cos(4 * y) + 0.1 * x;
}

static double holed(double x, double y)
{
    return hypot(x - 1, y) < 0.55  ? (double)NAN
           : hypot(x + 1, y) < 0.5 ? (double)INFINITY
                                   : x * x + y * y;
}

static struct isolines trace(double (*loss)(double, double), const double *levels, size_t count)
{
    struct isolines set = {0};
    struct error error = {0};
    const struct isoline_grid grid = grid_of(loss);
    assert_true(isoline_trace(&set, &grid, levels, count, &error));
    return set;
}

static double length_of(const struct isolines *set, const struct isoline *line)
{
    double length = 0;
    for (size_t i = 1; i < line->count + line->closed; i++) {
        const double *a = set->points[line->first + i - 1];
        const double *b = set->points[line->first + i % line->count];
        length += hypot(b[0] - a[0], b[1] - a[1]);
    }
    return length;
}

/* Would catch: a line in pieces, a loop with its first point twice, a level mixed with another. */
static void a_bowl_has_rings(void **state)
{
    (void)state;
    const double levels[] = {0.25, 1, 2.25};
    struct isolines set = trace(bowl, levels, ARRAY_LENGTH(levels));
    assert_int_equal(set.count, 3);
    for (size_t i = 0; i < set.count; i++) {
        const struct isoline *line = &set.lines[i];
        double radius = sqrt(levels[i]);
        assert_int_equal(line->level, i);
        assert_true(line->closed);
        assert_close(length_of(&set, line), 6.283185307 * radius, 0, 0.01);
        for (size_t j = 0; j < line->count; j++) {
            const double *at = set.points[line->first + j];
            assert_close(hypot(at[0], at[1]), radius, 0.006, 0);
        }
    }
    isoline_release(&set);
}

/* Each point lies on an edge of the grid, where the straight way between two samples passes the
 * level; neighbours share a cell. */
static void points_lie_on_the_level(void **state)
{
    (void)state;
    const double levels[] = {-0.7, -0.2, 0, 0.3, 0.9};
    struct isolines set = trace(waves, levels, ARRAY_LENGTH(levels));
    assert_true(set.count > 10);
    for (size_t i = 0; i < set.count; i++)
        for (size_t j = 0; j < set.lines[i].count; j++) {
            const double *at = set.points[set.lines[i].first + j];
            double column = (at[0] + 3) / 0.1, row = (at[1] + 2) / 0.1;
            size_t left = (size_t)(column + 1e-9), top = (size_t)(row + 1e-9);
            size_t right = fabs(column - (double)left) > 1e-6 ? left + 1 : left;
            size_t below = fabs(row - (double)top) > 1e-6 ? top + 1 : top;
            assert_true(right == left || below == top);
            double part = column - (double)left + row - (double)top;
            double a = values[top * COLUMNS + left], b = values[below * COLUMNS + right];
            assert_close(a + part * (b - a), levels[set.lines[i].level], 1e-6, 0);
            if (j > 0) {
                const double *before = at - 2;
                assert_true(fabs(at[0] - before[0]) < 0.1001 && fabs(at[1] - before[1]) < 0.1001);
                assert_true(at[0] != before[0] || at[1] != before[1]);
            }
        }
    isoline_release(&set);
}

/* Lines that leave end at the border, and nowhere else. */
static void open_lines_end_at_the_border(void **state)
{
    (void)state;
    const double levels[] = {-1, 0.5};
    struct isolines set = trace(saddle, levels, ARRAY_LENGTH(levels));
    assert_int_equal(set.count, 4);
    for (size_t i = 0; i < set.count; i++) {
        const struct isoline *line = &set.lines[i];
        assert_false(line->closed);
        const double *ends[] = {set.points[line->first], set.points[line->first + line->count - 1]};
        for (int j = 0; j < 2; j++)
            assert_true(fabs(fabs(ends[j][0]) - 3) < 1e-9 || fabs(fabs(ends[j][1]) - 2) < 1e-9);
    }
    isoline_release(&set);
}

/* The mean of the four corners tells how a cell with two high corners is joined. */
static void a_saddle_cell_is_settled_by_its_middle(void **state)
{
    (void)state;
    static const struct {
        double corner[4];     /* row by row */
        double level, end[2]; /* the line from the upper edge ends here */
    } cases[] = {
        {{1, 0, 0, 1}, 0.6, {0, 0.4}}, /* the middle is low: the high corners are apart */
        {{1, 0, 0, 1}, 0.4, {1, 0.4}}, /* high: the low ones are */
        {{0, 1, 1, 0}, 0.6, {1, 0.4}},
        {{0, 1, 1, 0}, 0.4, {0, 0.4}},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        const struct isoline_grid grid = {2, 2, cases[i].corner, 0, 0, 1, 1};
        struct isolines set = {0};
        assert_true(isoline_trace(&set, &grid, &cases[i].level, 1, NULL));
        assert_int_equal(set.count, 2);
        bool found = false;
        for (size_t j = 0; j < 4; j++)
            if (set.points[j][1] == 0) {
                const double *end = set.points[j ^ 1];
                assert_close(end[0], cases[i].end[0], 1e-12, 0);
                assert_close(end[1], cases[i].end[1], 1e-12, 0);
                found = true;
            }
        assert_true(found);
        isoline_release(&set);
    }
}

static double scatter(double x, double y)
{
    double number = (x * 10 + 30) * 7919 + (y * 10 + 20) * 104729;
    return fmod(round(number) * 0.6180339887, 1);
}

/* Would catch: a vertex that two neighbouring cells make twice, so that a line is torn there. Here
 * every third cell is a saddle. */
static void no_line_is_torn(void **state)
{
    (void)state;
    const double levels[] = {0.2, 0.4, 0.5, 0.7};
    struct isolines set = trace(scatter, levels, ARRAY_LENGTH(levels));
    size_t closed = 0;
    for (size_t i = 0; i < set.count; i++) {
        const struct isoline *line = &set.lines[i];
        closed += line->closed;
        for (size_t j = 0; !line->closed && j < 2; j++) {
            const double *end = set.points[line->first + j * (line->count - 1)];
            assert_true(fabs(fabs(end[0]) - 3) < 1e-9 || fabs(fabs(end[1]) - 2) < 1e-9);
        }
    }
    assert_true(closed > 100);
    isoline_release(&set);
}

/* Lines stop before what is undefined or infinite, and every point stays finite. */
static void holes_have_no_lines(void **state)
{
    (void)state;
    const double levels[] = {0.5, 1, 2};
    struct isolines set = trace(holed, levels, ARRAY_LENGTH(levels));
    size_t open = 0;
    for (size_t i = 0; i < set.count; i++) {
        open += !set.lines[i].closed;
        for (size_t j = 0; j < set.lines[i].count; j++) {
            const double *at = set.points[set.lines[i].first + j];
            assert_true(isfinite(at[0]) && isfinite(at[1]));
            assert_true(hypot(at[0] - 1, at[1]) >= 0.5 && hypot(at[0] + 1, at[1]) >= 0.45);
        }
    }
    assert_true(open >= 4);
    isoline_release(&set);
}

static void odd_grids_have_no_lines(void **state)
{
    (void)state;
    const double level = 0, flat[4] = {1, 1, 1, 1}, nothing[4] = {NAN, NAN, NAN, NAN};
    const struct isoline_grid grids[] = {
        {0, 0, NULL, 0, 0, 1, 1}, {1, 4, flat, 0, 0, 1, 1},    {4, 1, flat, 0, 0, 1, 1},
        {2, 2, flat, 0, 0, 1, 1}, {2, 2, nothing, 0, 0, 1, 1},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(grids); i++) {
        struct isolines set = {0};
        assert_true(isoline_trace(&set, &grids[i], &level, 1, NULL));
        assert_int_equal(set.count, 0);
        isoline_release(&set);
    }
}

/* Samples that are exactly on the level, and values at the ends of double. */
static void samples_on_the_level_do_no_harm(void **state)
{
    (void)state;
    const double touching[9] = {0, 0, 0, 0, 1, 0, 0, 0, 0}, level = 1;
    const double huge[4] = {-1e308, 1e308, -1.7e308, 1.7e308}, zero = 0;
    struct isolines set = {0};
    const struct isoline_grid peak = {3, 3, touching, 0, 0, 1, 1}, cliff = {2, 2, huge, 0, 0, 1, 1};
    assert_true(isoline_trace(&set, &peak, &level, 1, NULL));
    assert_int_equal(set.count, 0);
    assert_true(isoline_trace(&set, &cliff, &zero, 1, NULL));
    assert_int_equal(set.count, 1);
    for (size_t i = 0; i < set.point_count; i++)
        assert_close(set.points[i][0], 0.5, 1e-12, 0);
    const double levels[] = {-1, 0, 1};
    isoline_release(&set);
    set = trace(slope, levels, ARRAY_LENGTH(levels));
    assert_int_equal(set.count, 3);
    isoline_release(&set);
}

/* No point that was left out lies further away than was allowed; a straight line keeps its ends. */
static void simpler_lines_stay_near(void **state)
{
    (void)state;
    const double levels[] = {-0.5, 0, 0.5}, tolerance = 0.02;
    struct isolines all = trace(waves, levels, ARRAY_LENGTH(levels));
    struct isolines few = trace(waves, levels, ARRAY_LENGTH(levels));
    assert_true(isoline_simplify(&few, tolerance, NULL));
    assert_int_equal(few.count, all.count);
    assert_true(few.point_count * 2 < all.point_count);
    for (size_t i = 0; i < all.count; i++)
        for (size_t j = 0; j < all.lines[i].count; j++) {
            const double *at = all.points[all.lines[i].first + j];
            const struct isoline *line = &few.lines[i];
            double nearest = HUGE_VAL;
            for (size_t k = 1; k < line->count + line->closed; k++) {
                const double *a = few.points[line->first + k - 1];
                const double *b = few.points[line->first + k % line->count];
                double right = b[0] - a[0], down = b[1] - a[1];
                double part = ((at[0] - a[0]) * right + (at[1] - a[1]) * down) /
                              (right * right + down * down);
                part = fmin(fmax(part, 0), 1);
                nearest =
                    fmin(nearest, hypot(at[0] - a[0] - part * right, at[1] - a[1] - part * down));
            }
            assert_true(nearest <= tolerance + 1e-12);
        }
    isoline_release(&all);
    isoline_release(&few);
    const double zero = 0;
    all = trace(slope, &zero, 1);
    assert_true(isoline_simplify(&all, 0.001, NULL));
    assert_int_equal(all.point_count, 2);
    isoline_release(&all);
}

/* --- labels */

enum { WIDE = 400, HIGH = 260, MOST = 64 };
static double picture[WIDE * HIGH];

static struct isoline_grid picture_of(double (*loss)(double, double))
{
    for (int row = 0; row < HIGH; row++)
        for (int column = 0; column < WIDE; column++)
            picture[row * WIDE + column] = loss((column - WIDE / 2) / 60., (row - HIGH / 2) / 60.);
    return (struct isoline_grid){WIDE, HIGH, picture, 0, 0, 1, 1};
}

static const double levels[] = {0.5, 1, 2, 3, 4, 6};
static const double widths[] = {20, 10, 10, 10, 10, 10};
static const struct isoline_spot spot = {200, 70, 12}; /* on a ring's upper part */

static struct isoline_labelling labelling_of(const struct isoline_grid *grid)
{
    return (struct isoline_labelling){.grid = grid,
                                      .levels = levels,
                                      .widths = widths,
                                      .level_count = ARRAY_LENGTH(levels),
                                      .height = 10,
                                      .right = WIDE,
                                      .bottom = HIGH,
                                      .apart = 150,
                                      .spots = &spot,
                                      .spot_count = 1};
}

/* Every level with a line long enough has a number: on its line, along it, inside, upright. */
static void labels_stand_well(void **state)
{
    (void)state;
    const struct isoline_grid grid = picture_of(bowl);
    const struct isoline_labelling labelling = labelling_of(&grid);
    struct isolines set = {0};
    struct isoline_label labels[MOST];
    bool named[ARRAY_LENGTH(levels)] = {false};
    assert_true(isoline_trace(&set, &grid, levels, ARRAY_LENGTH(levels), NULL));
    size_t count = isoline_label(&set, &labelling, labels, MOST);
    for (size_t i = 0; i < count; i++) {
        const struct isoline_label *label = &labels[i];
        double x = (label->x - WIDE / 2) / 60, y = (label->y - HIGH / 2) / 60;
        named[label->level] = true;
        assert_int_equal(set.lines[label->line].level, label->level);
        assert_close(hypot(x, y), sqrt(levels[label->level]), 3. / 60, 0);
        double across = atan2(x, -y) * 180 / 3.14159265358979; /* the ring's own way */
        double turn = fmod(fmod(across - label->turn, 180) + 180, 180);
        assert_true(turn < 8 || turn > 172);
        assert_true(label->turn > -90 && label->turn <= 90);
        assert_true(label->x > 5 && label->x < WIDE - 5 && label->y > 5 && label->y < HIGH - 5);
        assert_true(hypot(label->x - spot.x, label->y - spot.y) > spot.radius + 4);
        for (size_t j = 0; j < i; j++)
            assert_true(hypot(label->x - labels[j].x, label->y - labels[j].y) > 12);
    }
    for (size_t i = 0; i < ARRAY_LENGTH(levels); i++)
        assert_true(named[i]);
    isoline_release(&set);
}

/* As many as asked for, and none at a width of 0. */
static void labels_are_limited(void **state)
{
    (void)state;
    const double none[ARRAY_LENGTH(levels)] = {0};
    const struct isoline_grid grid = picture_of(bowl);
    struct isoline_labelling labelling = labelling_of(&grid);
    struct isolines set = {0};
    struct isoline_label labels[MOST];
    assert_true(isoline_trace(&set, &grid, levels, ARRAY_LENGTH(levels), NULL));
    assert_int_equal(isoline_label(&set, &labelling, labels, 2), 2);
    labelling.widths = none;
    assert_int_equal(isoline_label(&set, &labelling, labels, MOST), 0);
    isoline_release(&set);
}

/* The lines lose the length that the labels take, at their places, and nothing else. */
static void lines_part_around_labels(void **state)
{
    (void)state;
    const struct isoline_grid grid = picture_of(bowl);
    struct isoline_labelling labelling = labelling_of(&grid);
    labelling.apart = 60; /* several on one ring */
    struct isolines set = {0}, cut = {0};
    struct isoline_label labels[MOST];
    double before = 0, after = 0, taken = 0;
    assert_true(isoline_trace(&set, &grid, levels, ARRAY_LENGTH(levels), NULL));
    size_t count = isoline_label(&set, &labelling, labels, MOST);
    assert_true(count > 8);
    assert_true(isoline_cut(&set, labels, count, &cut, NULL));
    for (size_t i = 0; i < set.count; i++)
        before += length_of(&set, &set.lines[i]);
    for (size_t i = 0; i < cut.count; i++)
        after += length_of(&cut, &cut.lines[i]);
    for (size_t i = 0; i < count; i++)
        taken += labels[i].to - labels[i].from;
    assert_close(after, before - taken, 0.01, 0);
    for (size_t i = 0; i < cut.point_count; i++)
        for (size_t j = 0; j < count; j++)
            assert_true(hypot(cut.points[i][0] - labels[j].x, cut.points[i][1] - labels[j].y) >
                        widths[labels[j].level] / 2);
    isoline_release(&set);
    isoline_release(&cut);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bowl_has_rings),
        cmocka_unit_test(points_lie_on_the_level),
        cmocka_unit_test(open_lines_end_at_the_border),
        cmocka_unit_test(a_saddle_cell_is_settled_by_its_middle),
        cmocka_unit_test(no_line_is_torn),
        cmocka_unit_test(holes_have_no_lines),
        cmocka_unit_test(odd_grids_have_no_lines),
        cmocka_unit_test(samples_on_the_level_do_no_harm),
        cmocka_unit_test(simpler_lines_stay_near),
        cmocka_unit_test(labels_stand_well),
        cmocka_unit_test(labels_are_limited),
        cmocka_unit_test(lines_part_around_labels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
