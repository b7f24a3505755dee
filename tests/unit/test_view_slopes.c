/* Arrows downhill: where they point on the screen, and how strong they are. */
#include "support/test.h"

#include <string.h>

#include "base/array.h"
#include "support/ground.h"
#include "view/slopes.h"

/* Any arrow of the plot; NULL if there is none at all. */
static const struct slope_arrow *first_arrow(const struct slopes *slopes)
{
    for (int row = 0; row < slopes->camera.plot.rows; row++)
        for (int column = 0; column < slopes->camera.plot.columns; column++)
            if (slopes_at(slopes, column, row) != NULL)
                return slopes_at(slopes, column, row);
    return NULL;
}

/* Would catch: arrows uphill, upside down, or that forget that the screen stretches an axis: the
 * plot is 40 x 20 cells of 1 x 2, so a unit of both is as long; the last row's x is drawn tenfold.
 */
static void arrows_point_downhill_on_the_screen(void **state)
{
    (void)state;
    static const struct {
        const char *loss;
        double width;
        int right, down;
    } cases[] = {
        {"x", 1, -1, 0},
        {"-x", 1, 1, 0},
        {"y", 1, 0, 1},
        {"-y", 1, 0, -1},
        {"x + y", 1, -1, 1},
        {"x - y", 1, -1, -1},
        {"-x - y", 1, 1, -1},
        {"-x + y", 1, 1, 1},
        {"5*x + y", 1, -1, 0},
        {"x + 5*y", 1, 0, 1},
        {"x + y", 0.1, 0, 1},
        {"1e300*x + 1e300*y", 1, -1, 1},
        {"1e-300*(x+y)", 1, -1, 1},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct surface *surface = ground_new(cases[i].loss);
        struct slopes slopes = {0};
        const struct camera camera = {{5, 1, 40, 20}, {{0, cases[i].width}, {0, 1}}};
        assert_true(slopes_update(&slopes, surface, &camera, 1));
        const struct slope_arrow *arrow = first_arrow(&slopes);
        assert_non_null(arrow);
        if (arrow->right != cases[i].right || arrow->down != cases[i].down)
            fail_msg("%s: %d %d", cases[i].loss, arrow->right, arrow->down);
        assert_int_equal(arrow->strength, 255); /* all are the steepest */
        slopes_release(&slopes);
        surface_free(surface);
    }
}

static void level_and_undefined_ground_has_none(void **state)
{
    (void)state;
    static const char *const losses[] = {"3 + 0*x", "log(-1 - x^2)", "1/(0*x)"};
    for (size_t i = 0; i < ARRAY_LENGTH(losses); i++) {
        struct surface *surface = ground_new(losses[i]);
        struct slopes slopes = {0};
        const struct camera camera = {{0, 0, 40, 20}, {{-1, 1}, {-1, 1}}};
        assert_true(slopes_update(&slopes, surface, &camera, 1));
        assert_null(first_arrow(&slopes));
        slopes_release(&slopes);
        surface_free(surface);
    }
}

/* Powers of ten below the steepest: a parabola's arrows are weaker towards its valley. */
static void steeper_is_stronger(void **state)
{
    (void)state;
    struct surface *surface = ground_new("x^2");
    struct slopes slopes = {0};
    const struct camera camera = {{0, 0, 61, 10}, {{0, 1}, {0, 1}}};
    assert_true(slopes_update(&slopes, surface, &camera, 1));
    int last = -1, count = 0;
    for (int column = 0; column < 61; column++) {
        const struct slope_arrow *arrow = slopes_at(&slopes, column, 0);
        if (arrow == NULL)
            continue;
        assert_true(arrow->strength > last);
        last = arrow->strength;
        count++;
    }
    assert_int_equal(count, 11);
    assert_int_equal(last, 255);
    slopes_release(&slopes);
    surface_free(surface);
}

/* Kept as long as the picture is, and made again when it is another or of another size. */
static void another_picture_has_other_arrows(void **state)
{
    (void)state;
    struct surface *one = ground_new("x"), *other = ground_new("y");
    struct slopes slopes = {0};
    struct camera camera = {{0, 0, 40, 20}, {{-1, 1}, {-1, 1}}};
    assert_true(slopes_update(&slopes, one, &camera, 1));
    assert_true(slopes_update(&slopes, other, &camera, 1));
    assert_int_equal(first_arrow(&slopes)->down, 0);
    assert_true(slopes_update(&slopes, other, &camera, 2));
    assert_int_equal(first_arrow(&slopes)->down, 1);
    for (int size = 0; size < 30; size++) {
        camera.plot.columns = size * 3, camera.plot.rows = 30 - size;
        assert_true(slopes_update(&slopes, one, &camera, 3));
        assert_int_equal(first_arrow(&slopes) != NULL, size > 0);
    }
    slopes_release(&slopes);
    surface_free(one);
    surface_free(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arrows_point_downhill_on_the_screen),
        cmocka_unit_test(level_and_undefined_ground_has_none),
        cmocka_unit_test(steeper_is_stronger),
        cmocka_unit_test(another_picture_has_other_arrows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
