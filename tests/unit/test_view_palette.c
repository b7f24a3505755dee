/* From RGB to small palettes. */
#include "support/test.h"

#include <stdlib.h>

#include "base/array.h"
#include "support/cielab.h"
#include "view/colormap.h"
#include "view/marks.h"
#include "view/palette.h"

static void the_palette_is_xterms(void **state)
{
    (void)state;
    assert_int_equal(palette_rgb(9), 0xFF0000);
    assert_int_equal(palette_rgb(16), 0x000000);
    assert_int_equal(palette_rgb(67), 0x5F87AF);
    assert_int_equal(palette_rgb(231), 0xFFFFFF);
    assert_int_equal(palette_rgb(232), 0x080808);
    assert_int_equal(palette_rgb(255), 0xEEEEEE);
}

static void default_and_mono_have_no_index(void **state)
{
    (void)state;
    assert_int_equal(palette_index(DEPTH_256, COLOR_DEFAULT, 0, 0), -1);
    assert_int_equal(palette_index(DEPTH_8, COLOR_DEFAULT, 0, 0), -1);
    assert_int_equal(palette_index(DEPTH_MONO, 0xFF0000, 0, 0), -1);
}

static void plain_colours_of_the_palette_are_kept(void **state)
{
    (void)state;
    for (int i = 16; i < 256; i++)
        assert_int_equal(palette_rgb(palette_index(DEPTH_256, palette_rgb(i), i, i)),
                         palette_rgb(i));
    for (int i = 0; i < 16; i++)
        assert_int_equal(palette_index(DEPTH_16, palette_rgb(i), 0, 0), i);
    for (int i = 0; i < 8; i++)
        assert_int_equal(palette_index(DEPTH_8, palette_rgb(i), 0, 0), i);
}

/* The shortcut must find nearly what a search of the whole palette would, judged in CIELAB. */
static void plain_colours_go_to_a_near_one(void **state)
{
    (void)state;
    double worst = 0, sum = 0;
    int count = 0;
    for (unsigned r = 0; r < 256; r += 15)
        for (unsigned g = 0; g < 256; g += 15)
            for (unsigned b = 0; b < 256; b += 15, count++) {
                color c = COLOR_RGB(r, g, b);
                double best = 1e9;
                for (int i = 16; i < 256; i++) {
                    double d = cielab_distance(c, palette_rgb(i));
                    best = d < best ? d : best;
                }
                int index = palette_index(DEPTH_256, c, 0, 0);
                double excess = cielab_distance(c, palette_rgb(index)) - best;
                worst = excess > worst ? excess : worst;
                sum += excess;
            }
    assert_true(sum / count < 4);
    assert_true(worst < 45);
}

/* The mean lightness of a patch of one level, dithered. */
static double patch(enum color_depth depth, color c, int step, int first)
{
    double sum = 0;
    int count = 0;
    for (int half = first; half < 16; half += step)
        for (int column = 0; column < 8; column++, count++)
            sum += cielab_lightness(palette_rgb(palette_index(depth, c, column, half)));
    return sum / count;
}

static void levels_rise_when_dithered(void **state)
{
    (void)state;
    const enum color_depth depths[] = {DEPTH_8, DEPTH_16, DEPTH_256, DEPTH_TRUE};
    for (size_t d = 0; d < ARRAY_LENGTH(depths); d++)
        for (size_t m = 0; m < colormap_count; m++) {
            double before[3] = {-1, -1, -1};
            for (int level = 0; level < COLOR_LEVELS; level++) {
                color c = COLOR_LEVEL(colormaps[m].level[level], level);
                double all = patch(depths[d], c, 1, 0);
                double upper = patch(depths[d], c, 2, 0), lower = patch(depths[d], c, 2, 1);
                assert_true(all >= before[0] - 1e-9);
                assert_true(upper >= before[1] - 1e-9 && lower >= before[2] - 1e-9);
                /* whole cells see one half of the places only: as light as all of them */
                assert_true(upper - lower < 0.01 && lower - upper < 0.01);
                before[0] = all, before[1] = upper, before[2] = lower;
            }
        }
}

static void a_level_uses_its_own_maps_ramp(void **state)
{
    (void)state;
    for (size_t m = 0; m < colormap_count; m++)
        for (int level = 0; level < COLOR_LEVELS; level++) {
            const struct ramp *ramp = &colormaps[m].ramp[RAMP_256];
            int index = palette_index(DEPTH_256, COLOR_LEVEL(colormaps[m].level[level], level),
                                      level, level / 3);
            bool found = false;
            for (size_t i = 0; i < ramp->count; i++)
                found |= ramp->entries[i].index == index;
            assert_true(found);
        }
}

static void shades_are_flat_and_darker(void **state)
{
    (void)state;
    for (size_t m = 0; m < colormap_count; m++)
        for (int level = 0; level < COLOR_LEVELS; level++) {
            color own = COLOR_LEVEL(colormaps[m].level[level], level);
            color shade = color_shade(own, 128);
            if ((shade & 0xFFFFFF) == (own & 0xFFFFFF))
                continue;
            int index = palette_index(DEPTH_256, shade, 0, 0);
            for (int place = 1; place < 16; place++)
                assert_int_equal(palette_index(DEPTH_256, shade, place & 3, place >> 2), index);
            assert_true(cielab_lightness(palette_rgb(index)) <=
                        0.75 * cielab_lightness(colormaps[m].level[level]) + 3);
        }
}

/* Would catch: B and D on the same ground where there are eight colours. */
static void the_first_walkers_differ_in_eight_colours(void **state)
{
    (void)state;
    for (size_t i = 0; i < 4; i++)
        for (size_t j = 0; j < i; j++)
            assert_int_not_equal(palette_index(DEPTH_8, marks_color(i), 0, 0),
                                 palette_index(DEPTH_8, marks_color(j), 0, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_palette_is_xterms),
        cmocka_unit_test(default_and_mono_have_no_index),
        cmocka_unit_test(plain_colours_of_the_palette_are_kept),
        cmocka_unit_test(plain_colours_go_to_a_near_one),
        cmocka_unit_test(levels_rise_when_dithered),
        cmocka_unit_test(a_level_uses_its_own_maps_ramp),
        cmocka_unit_test(shades_are_flat_and_darker),
        cmocka_unit_test(the_first_walkers_differ_in_eight_colours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
