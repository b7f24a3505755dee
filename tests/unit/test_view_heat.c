/* Heat: colours of a surface's samples, kept while they hold. */
#include "support/test.h"

#include <math.h>
#include <string.h>

#include "base/array.h"
#include "support/ground.h"
#include "view/heat.h"

static struct heat_source source_of(const struct surface *surface)
{
    return (struct heat_source){
        .surface = surface,
        .camera = {{4, 2, 40, 12}, {{-2, 2}, {-1, 1}}},
        .halves = 2,
        .scale = SCENE_LINEAR,
        .colormap = &colormaps[0],
        .contours = true,
    };
}

static int level_of(const struct heat *heat, int column, int row, int half)
{
    color c[2];
    heat_at(heat, column, row, &c[0], &c[1]);
    return c[half] == COLOR_DEFAULT ? -1 : (int)COLOR_TAG(c[half]) - 1;
}

static void colours_follow_the_loss(void **state)
{
    (void)state;
    struct surface *surface = ground_new("x + 10*y");
    struct heat heat = {0};
    struct heat_source source = source_of(surface);
    assert_true(heat_update(&heat, &source));
    assert_int_equal(level_of(&heat, 0, 11, 1), 0); /* lower left: lowest */
    assert_int_equal(level_of(&heat, 39, 0, 0), COLOR_LEVELS - 1);
    for (int row = 0; row < 12; row++)
        for (int column = 1; column < 40; column++) {
            assert_true(level_of(&heat, column, row, 0) >= level_of(&heat, column - 1, row, 0));
            assert_true(level_of(&heat, column, row, 0) >= level_of(&heat, column, row, 1));
        }
    assert_true(heat.contour_count > 0);
    heat_release(&heat);
    surface_free(surface);
}

static void the_undefined_has_no_colour_of_the_scale(void **state)
{
    (void)state;
    static const char *const losses[] = {"log(x)", "1/max(x,0)", "if(x < 0, 1/0, y)"};
    for (size_t i = 0; i < ARRAY_LENGTH(losses); i++) {
        struct surface *surface = ground_new(losses[i]);
        struct heat heat = {0};
        struct heat_source source = source_of(surface);
        assert_true(heat_update(&heat, &source));
        for (int row = 0; row < 12; row++)
            for (int column = 0; column < 40; column++)
                assert_int_equal(level_of(&heat, column, row, 0) == -1, column < 20);
        heat_release(&heat);
        surface_free(surface);
    }
}

static void surfaces_without_relief_are_one_colour(void **state)
{
    (void)state;
    static const struct {
        const char *loss;
        int level;
    } cases[] = {{"3 + 0*x", 0}, {"-1e308 + 0*x", 0}, {"sqrt(-1 - x^2)", -1}, {"1/(0*x)", -1}};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
        for (int scale = SCENE_LINEAR; scale <= SCENE_RANK; scale++) {
            struct surface *surface = ground_new(cases[i].loss);
            struct heat heat = {0};
            struct heat_source source = source_of(surface);
            source.scale = (enum scene_scale)scale;
            assert_true(heat_update(&heat, &source));
            for (int column = 0; column < 40; column++)
                assert_int_equal(level_of(&heat, column, 5, 1), cases[i].level);
            heat_release(&heat);
            surface_free(surface);
        }
}

static void the_largest_numbers_keep_their_order(void **state)
{
    (void)state;
    struct surface *surface = ground_new("8e307*x + 1e306*y");
    for (int scale = SCENE_LINEAR; scale <= SCENE_RANK; scale++) {
        struct heat heat = {0};
        struct heat_source source = source_of(surface);
        source.scale = (enum scene_scale)scale;
        assert_true(heat_update(&heat, &source));
        assert_int_equal(level_of(&heat, 0, 11, 1), 0);
        assert_int_equal(level_of(&heat, 39, 0, 0), COLOR_LEVELS - 1);
        for (int column = 1; column < 40; column++)
            assert_true(level_of(&heat, column, 6, 0) >= level_of(&heat, column - 1, 6, 0));
        heat_release(&heat);
    }
    surface_free(surface);
}

static void assert_same_heat(const struct heat *a, const struct heat *b)
{
    assert_int_equal(a->columns, b->columns);
    assert_int_equal(a->rows, b->rows);
    assert_memory_equal(a->colors, b->colors, a->columns * a->rows * sizeof(color));
}

/* Whatever changed, a kept heat gives what a new one gives; unchanged, it samples nothing. */
static void a_kept_heat_is_a_new_one(void **state)
{
    (void)state;
    struct surface *surfaces[2] = {ground_new("x^2 + y^4"), ground_new("sin(3*x) - y")};
    struct heat kept = {0};
    struct heat_source source = source_of(surfaces[0]);
    for (int change = 0; change < 9; change++) {
        switch (change) {
        case 1:
            source.surface = surfaces[1];
            break;
        case 2:
            source.camera.window[0].high = 3;
            break;
        case 3:
            source.camera.plot.columns = 1, source.camera.plot.rows = 70;
            break;
        case 4:
            source.camera.plot.columns = 33, source.camera.plot.rows = 3;
            break;
        case 5:
            source.scale = SCENE_RANK;
            break;
        case 6:
            source.halves = 1;
            break;
        case 7:
            source.colormap = &colormaps[1];
            break;
        case 8:
            source.version++;
            kept.colors[0] = 0; /* only a change of version brings it back */
            break;
        default:
            break;
        }
        struct heat fresh = {0};
        assert_true(heat_update(&kept, &source));
        assert_true(heat_update(&fresh, &source));
        assert_same_heat(&kept, &fresh);
        kept.colors[1] = 0x123456;
        source.camera.plot.column += 3; /* another place on the screen is the same picture */
        assert_true(heat_update(&kept, &source));
        assert_int_equal(kept.colors[1], 0x123456);
        heat_release(&fresh);
    }
    heat_release(&kept);
    surface_free(surfaces[0]);
    surface_free(surfaces[1]);
}

/* A surface that changed behind the same address and version, as a freed and a new one may. */
static void another_surface_at_the_same_place_is_seen(void **state)
{
    (void)state;
    struct error error = {0};
    struct surface_constant a = {"a", 1};
    struct surface_source text = {.loss = "x^2 + a*y",
                                  .loss_length = 9,
                                  .parameters = {"x", "y"},
                                  .constants = &a,
                                  .constant_count = 1};
    struct surface *surface = surface_new(&text, &error);
    struct heat kept = {0}, fresh = {0};
    struct heat_source source = source_of(surface);
    assert_true(heat_update(&kept, &source));
    assert_true(surface_set_constant(surface, 0, -3, &error));
    assert_true(heat_update(&kept, &source));
    assert_true(heat_update(&fresh, &source));
    assert_same_heat(&kept, &fresh);
    heat_release(&kept);
    heat_release(&fresh);
    surface_free(surface);
}

/* Would catch: a legend that loses its numbers with the contour lines. */
static void without_contours_the_legend_has_its_losses(void **state)
{
    (void)state;
    struct surface *surface = ground_new("x^2 + y^2");
    struct heat with = {0}, without = {0};
    struct heat_source source = source_of(surface);
    assert_true(heat_update(&with, &source));
    source.contours = false;
    assert_true(heat_update(&without, &source));
    assert_true(with.contour_count > 0);
    assert_int_equal(without.contour_count, with.contour_count);
    assert_memory_equal(with.contour, without.contour, with.contour_count * sizeof(double));
    for (size_t i = 0; i < with.contour_count; i++)
        assert_false(without.contour_drawn[i]);
    for (size_t i = 0; i < without.columns * without.rows; i++) {
        int level = (int)COLOR_TAG(without.colors[i]) - 1;
        assert_int_equal(without.colors[i] & 0xFFFFFF, colormaps[0].level[level]);
    }
    heat_release(&with);
    heat_release(&without);
    surface_free(surface);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(colours_follow_the_loss),
        cmocka_unit_test(the_undefined_has_no_colour_of_the_scale),
        cmocka_unit_test(surfaces_without_relief_are_one_colour),
        cmocka_unit_test(the_largest_numbers_keep_their_order),
        cmocka_unit_test(a_kept_heat_is_a_new_one),
        cmocka_unit_test(without_contours_the_legend_has_its_losses),
        cmocka_unit_test(another_surface_at_the_same_place_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
