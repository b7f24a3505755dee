/* Relief: light from the upper left, on the map's own colours. */
#include "support/test.h"

#include <math.h>

#include "support/cielab.h"
#include "view/colormap.h"
#include "view/relief.h"

enum { COLUMNS = 24, ROWS = 16 };

/* The ground a*right + b*down + c*right^2, and its light in the middle. */
static double light_in_the_middle(double a, double b, double size, double light[COLUMNS * ROWS])
{
    double position[COLUMNS * ROWS];
    for (int row = 0; row < ROWS; row++)
        for (int column = 0; column < COLUMNS; column++)
            position[row * COLUMNS + column] = 0.5 + size * (a * column + b * row);
    const struct relief_samples samples = {COLUMNS, ROWS, 1, position};
    relief_light(&samples, light);
    return light[ROWS / 2 * COLUMNS + COLUMNS / 2];
}

/* Would catch: a light from the wrong side, which turns valleys into hills. */
static void what_faces_the_upper_left_is_light(void **state)
{
    (void)state;
    double light[COLUMNS * ROWS];
    double towards = light_in_the_middle(1, 1, 0.01, light); /* rises away from the light */
    double away = light_in_the_middle(-1, -1, 0.01, light);
    double across = light_in_the_middle(1, -1, 0.01, light);
    assert_true(light_in_the_middle(0, 0, 0.01, light) == 1);
    assert_true(towards > 1.1 && away < 0.9);
    assert_true(towards > across && across > away);
    assert_true(light_in_the_middle(1, 0, 0.01, light) > 1.05);
    assert_true(light_in_the_middle(0, 1, 0.01, light) > 1.05);
}

/* A flat valley has as much shape as a canyon. */
static void steepness_is_the_picture_s_own(void **state)
{
    (void)state;
    double light[COLUMNS * ROWS];
    for (double size = 1e-9; size < 0.02; size *= 100)
        assert_close(light_in_the_middle(-1, 0.3, size, light),
                     light_in_the_middle(-1, 0.3, 0.01, light), 1e-5, 0);
}

static void light_stays_in_bounds(void **state)
{
    (void)state;
    double position[COLUMNS * ROWS], light[COLUMNS * ROWS];
    for (int i = 0; i < COLUMNS * ROWS; i++)
        position[i] = i % 7 == 3 ? (double)NAN : (i * 7919 % 101) / 100.;
    const struct relief_samples samples = {COLUMNS, ROWS, 2, position};
    relief_light(&samples, light);
    for (int i = 0; i < COLUMNS * ROWS; i++)
        if (!isnan(position[i]))
            assert_true(light[i] >= RELIEF_DARKEST && light[i] <= RELIEF_LIGHTEST);
}

/* Would catch: a light under which a higher loss is darker than a lower one. */
static void colours_keep_their_order_under_any_light(void **state)
{
    (void)state;
    for (size_t m = 0; m < colormap_count; m++)
        for (double light = RELIEF_DARKEST; light <= RELIEF_LIGHTEST; light += 0.05)
            for (int level = 1; level < COLOR_LEVELS; level++) {
                color below = COLOR_LEVEL(colormaps[m].level[level - 1], level - 1);
                color here = COLOR_LEVEL(colormaps[m].level[level], level);
                color lit = color_light(here, light);
                assert_int_equal(COLOR_TAG(lit), level + 1);
                if (cielab_lightness(lit) < cielab_lightness(color_light(below, light)) - 0.35)
                    fail_msg("%s level %d under %.2f", colormaps[m].name, level, light);
            }
}

static void light_lightens_and_darkens(void **state)
{
    (void)state;
    for (size_t m = 0; m < colormap_count; m++)
        for (int level = 0; level < COLOR_LEVELS; level++) {
            color c = COLOR_LEVEL(colormaps[m].level[level], level);
            double own = cielab_lightness(c);
            assert_int_equal(color_light(c, 1), c);
            assert_true(cielab_lightness(color_light(c, RELIEF_LIGHTEST)) > own);
            assert_true(cielab_lightness(color_light(c, RELIEF_DARKEST)) < own || own < 1);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_faces_the_upper_left_is_light),
        cmocka_unit_test(steepness_is_the_picture_s_own),
        cmocka_unit_test(light_stays_in_bounds),
        cmocka_unit_test(colours_keep_their_order_under_any_light),
        cmocka_unit_test(light_lightens_and_darkens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
