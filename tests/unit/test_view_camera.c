/* Cells and points: there and back. */
#include "support/test.h"

#include <float.h>
#include <math.h>

#include "base/array.h"
#include "view/camera.h"

static const struct surface_window windows[] = {
    {-5, 5},        {0.1, 0.3},          {-1e-300, 1e-300}, {1e15, 1e15 + 64},
    {-3, 1e12},     {-DBL_MAX, DBL_MAX}, {1e308, 1.7e308},  {-1.7e308, -1e308},
    {1000, 1000.5}, {-0.001, 0},
};

static void cells_lead_to_points_and_back(void **state)
{
    (void)state;
    for (size_t w = 0; w < ARRAY_LENGTH(windows); w++) {
        struct camera camera = {{7, 3, 61, 40},
                                {windows[w], windows[ARRAY_LENGTH(windows) - 1 - w]}};
        for (int row = 0; row < 40; row++)
            for (int column = 0; column < 61; column++) {
                double at[2];
                int c, r;
                assert_true(camera_point(&camera, 7 + column, 3 + row, at));
                assert_true(at[0] >= camera.window[0].low && at[0] <= camera.window[0].high);
                assert_true(camera_cell(&camera, at, &c, &r));
                assert_int_equal(c, 7 + column);
                assert_int_equal(r, 3 + row);
            }
    }
}

static void outside_the_plot_is_no_point(void **state)
{
    (void)state;
    struct camera camera = {{7, 3, 4, 2}, {{-1, 1}, {-1, 1}}};
    double at[2];
    assert_false(camera_point(&camera, 6, 3, at));
    assert_false(camera_point(&camera, 11, 3, at));
    assert_false(camera_point(&camera, 7, 2, at));
    assert_false(camera_point(&camera, 7, 5, at));
    assert_true(camera_point(&camera, 10, 4, at));
}

static void y_goes_up(void **state)
{
    (void)state;
    struct camera camera = {{0, 0, 10, 10}, {{0, 10}, {0, 10}}};
    double at[2], x[10], y[20];
    assert_true(camera_point(&camera, 0, 0, at));
    assert_true(at[0] == 0.5 && at[1] == 9.5);
    camera_columns(&camera, 10, x);
    camera_rows(&camera, 20, y);
    assert_true(x[0] == 0.5 && x[9] == 9.5);
    assert_true(y[0] == 9.75 && y[19] == 0.25);
}

static void points_outside_go_to_the_border(void **state)
{
    (void)state;
    struct camera camera = {{2, 1, 10, 5}, {{0, 1}, {0, 1}}};
    static const struct {
        double at[2];
        int column, row;
        bool inside;
    } cases[] = {
        {{0, 0}, 2, 5, true},
        {{1, 1}, 11, 1, true},
        {{-0.01, 0.5}, 2, 3, false},
        {{1.01, 0.5}, 11, 3, false},
        {{1e308, -1e308}, 11, 5, false},
        {{0.5, HUGE_VAL}, 7, 1, false},
        {{-HUGE_VAL, 0}, 2, 5, false},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        int column = -1, row = -1;
        assert_int_equal(camera_cell(&camera, cases[i].at, &column, &row), cases[i].inside);
        assert_int_equal(column, cases[i].column);
        assert_int_equal(row, cases[i].row);
    }
    int column, row;
    assert_false(camera_cell(&camera, (double[]){(double)NAN, 0}, &column, &row));
    assert_false(camera_cell(&camera, (double[]){0, (double)NAN}, &column, &row));
}

/* Would catch: a walker in a minimum, but for its last digits, drawn in the cell beside it. */
static void a_line_between_cells_has_one_side(void **state)
{
    (void)state;
    struct camera camera = {{0, 0, 10, 6}, {{-1, 1}, {-1, 1}}};
    int column, row, same_column, same_row;
    assert_true(camera_cell(&camera, (double[]){0, 0}, &column, &row));
    for (int side = 0; side < 4; side++) {
        const double at[] = {side & 1 ? 1e-6 : -1e-6, side & 2 ? 1e-6 : -1e-6};
        assert_true(camera_cell(&camera, at, &same_column, &same_row));
        assert_true(same_column == column && same_row == row);
    }
}

/* Would catch: a path that ends in another cell than its walker stands in. */
static void a_dot_lies_in_its_cell(void **state)
{
    (void)state;
    const struct camera camera = {{3, 2, 10, 6}, {{-1, 1}, {-1, 1}}};
    for (int glyphs = GLYPHS_ASCII; glyphs <= GLYPHS_BRAILLE; glyphs++) {
        const struct dots_grid grid = dots_grid((enum glyphs)glyphs);
        for (int i = 0; i < 3000; i++) {
            double part = i / 1500.0 - 1;
            const double at[] = {part, i % 3 == 0 ? part * 1e-4 : -part};
            const struct dot dot = camera_dot(&camera, at, grid);
            int column, row;
            assert_true(camera_cell(&camera, at, &column, &row));
            assert_int_equal(3 + dot.x / grid.across, column);
            assert_int_equal(2 + dot.y / grid.down, row);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_lead_to_points_and_back),
        cmocka_unit_test(outside_the_plot_is_no_point),
        cmocka_unit_test(y_goes_up),
        cmocka_unit_test(points_outside_go_to_the_border),
        cmocka_unit_test(a_line_between_cells_has_one_side),
        cmocka_unit_test(a_dot_lies_in_its_cell),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
