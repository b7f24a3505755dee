/* Colour maps and the walkers' colours: lightness rises, on every device; colours stay apart. */
#include "support/test.h"

#include <math.h>

#include "base/array.h"
#include "support/cielab.h"
#include "view/colormap.h"
#include "view/marks.h"
#include "view/pen.h"
#include "view/palette.h"

static const double least_apart = 7; /* CIE 1976: three just noticeable differences of 2.3 */

// clang-format off
static const color vga[16] = { /* the Linux console's colours */
    0x000000, 0xAA0000, 0x00AA00, 0xAA5500, 0x0000AA, 0xAA00AA, 0x00AAAA, 0xAAAAAA,
    0x555555, 0xFF5555, 0x55FF55, 0xFFFF55, 0x5555FF, 0xFF55FF, 0x55FFFF, 0xFFFFFF,
};
// clang-format on

static void maps_rise_in_lightness(void **state)
{
    (void)state;
    assert_int_equal(colormap_count, 4);
    for (size_t m = 0; m < colormap_count; m++) /* what a scene may name */
        assert_string_equal(colormaps[m].name, scene_colormaps[m]);
    assert_null(scene_colormaps[colormap_count]);
    assert_string_equal(colormaps[0].name, "viridis");
    for (size_t m = 0; m < colormap_count; m++) {
        const struct colormap *map = &colormaps[m];
        for (int i = 1; i < COLOR_LEVELS; i++)
            assert_true(cielab_lightness(map->level[i]) > cielab_lightness(map->level[i - 1]));
        assert_true(fabs(cielab_lightness(map->level[0]) - map->darkest) < 0.1);
        assert_true(fabs(cielab_lightness(map->level[COLOR_LEVELS - 1]) - map->lightest) < 0.1);
    }
}

static void ramps_rise_in_lightness_and_cover_all_levels(void **state)
{
    (void)state;
    const size_t least[RAMP_COUNT] = {12, 4, 2};
    const int limit[RAMP_COUNT] = {255, 15, 7};
    for (size_t m = 0; m < colormap_count; m++) {
        for (int r = 0; r < RAMP_COUNT; r++) {
            const struct ramp *ramp = &colormaps[m].ramp[r];
            assert_true(ramp->count >= least[r] && ramp->count <= RAMP_ENTRIES);
            assert_int_equal(ramp->entries[0].level, 0);
            assert_int_equal(ramp->entries[ramp->count - 1].level, COLOR_LEVELS - 1);
            for (size_t i = 0; i < ramp->count; i++)
                assert_true(ramp->entries[i].index <= limit[r]);
            for (size_t i = 1; i < ramp->count; i++) {
                int below = ramp->entries[i - 1].index, here = ramp->entries[i].index;
                assert_true(ramp->entries[i].level > ramp->entries[i - 1].level);
                assert_true(cielab_lightness(palette_rgb(here)) >
                            cielab_lightness(palette_rgb(below)));
                if (r != RAMP_256)
                    assert_true(cielab_lightness(vga[here]) > cielab_lightness(vga[below]));
            }
        }
    }
}

static double seen_distance(color a, color b, int kind)
{
    if (kind < 0)
        return cielab_distance(a, b);
    return cielab_distance(cielab_blind(a, (enum blindness)kind),
                           cielab_blind(b, (enum blindness)kind));
}

/*
 * Would catch: a map in which a colour-blind person takes one loss for another. Levels an eighth of
 * the map apart are told apart at a glance, and lightness rises for everybody.
 */
static void maps_are_told_by_everybody(void **state)
{
    (void)state;
    enum { APART = COLOR_LEVELS / 8, NOBODY = -1 };
    for (size_t m = 0; m < colormap_count; m++)
        for (int kind = NOBODY; kind <= (int)TRITANOPIA; kind++)
            for (int a = 0; a < COLOR_LEVELS; a++)
                for (int b = a + APART; b < COLOR_LEVELS; b++) {
                    color p = colormaps[m].level[a], q = colormaps[m].level[b];
                    if (seen_distance(p, q, kind) < least_apart)
                        fail_msg("%s levels %d and %d, kind %d: %.1f", colormaps[m].name, a, b,
                                 kind, seen_distance(p, q, kind));
                    if (kind != NOBODY)
                        assert_true(cielab_lightness(cielab_blind(q, (enum blindness)kind)) >
                                    cielab_lightness(cielab_blind(p, (enum blindness)kind)));
                }
}

/* The fine ramp shows each level at about its own lightness. */
static void the_fine_ramp_keeps_the_lightness(void **state)
{
    (void)state;
    for (size_t m = 0; m < colormap_count; m++) {
        const struct ramp *ramp = &colormaps[m].ramp[RAMP_256];
        for (size_t i = 0; i < ramp->count; i++) {
            double own = cielab_lightness(palette_rgb(ramp->entries[i].index));
            double level = cielab_lightness(colormaps[m].level[ramp->entries[i].level]);
            if (fabs(own - level) > 7)
                fail_msg("%s entry %zu: %.1f for %.1f", colormaps[m].name, i, own, level);
        }
    }
}

static void positions_become_levels(void **state)
{
    (void)state;
    assert_int_equal(colormap_level(-1), 0);
    assert_int_equal(colormap_level(0), 0);
    assert_int_equal(colormap_level(0.5), COLOR_LEVELS / 2);
    assert_int_equal(colormap_level(1), COLOR_LEVELS - 1);
    assert_int_equal(colormap_level(7), COLOR_LEVELS - 1);
    color c = colormap_color(&colormaps[0], 1);
    assert_int_equal(COLOR_TAG(c), COLOR_LEVELS);
    assert_int_equal(c & 0xFFFFFF, colormaps[0].level[COLOR_LEVELS - 1]);
}

static void shades_keep_the_tag(void **state)
{
    (void)state;
    color c = COLOR_LEVEL(0xFF8040, 17);
    assert_int_equal(color_shade(c, 128), COLOR_LEVEL(0x7F4020, 17));
    assert_int_equal(color_shade(c, 256), c);
    assert_int_equal(color_shade(c, 0), COLOR_LEVEL(0, 17));
}

/* Luminance contrast as WCAG 2 has it. */
static double contrast(color a, color b)
{
    double y[2];
    for (int i = 0; i < 2; i++) {
        double l = cielab_lightness(i ? b : a);
        y[i] = l > 8 ? pow((l + 16) / 116, 3) : l * 27 / 24389;
    }
    return (fmax(y[0], y[1]) + 0.05) / (fmin(y[0], y[1]) + 0.05);
}

static void walkers_read_on_every_colour_of_every_map(void **state)
{
    (void)state;
    for (size_t m = 0; m < colormap_count; m++)
        for (int level = 0; level < COLOR_LEVELS; level++)
            for (size_t w = 0; w < RACE_WALKS; w++) {
                color c = COLOR_LEVEL(colormaps[m].level[level], level);
                double mark = contrast(marks_color(w), marks_ground(c, c));
                double path = contrast(marks_path_color(w), marks_ground(c, c));
                if (mark < 4.5 || path < 3)
                    fail_msg("%s level %d walker %zu: mark %.2f, path %.2f", colormaps[m].name,
                             level, w, mark, path);
            }
    assert_int_equal(marks_ground(COLOR_DEFAULT, 0), COLOR_DEFAULT);
}

static void walkers_are_told_apart_by_everybody(void **state)
{
    (void)state;
    for (size_t a = 0; a < RACE_WALKS; a++)
        for (size_t b = 0; b < a; b++) {
            color p = marks_color(a), q = marks_color(b);
            assert_true(cielab_distance(p, q) > 25);
            assert_int_not_equal(race_letter(a), race_letter(b));
            if (a > 3) /* more than four cannot be kept apart by colour for all: letters do */
                continue;
            for (enum blindness kind = PROTANOPIA; kind <= TRITANOPIA; kind++)
                if (cielab_distance(cielab_blind(p, kind), cielab_blind(q, kind)) < 15)
                    fail_msg("walkers %zu and %zu, kind %d", a, b, kind);
        }
}

static void words_in_walkers_colours_read_on_the_terminal(void **state)
{
    (void)state;
    for (size_t w = 0; w < RACE_WALKS; w++) {
        color dark = marks_text_color(w, false), light = marks_text_color(w, true);
        assert_true(dark == COLOR_DEFAULT || contrast(dark, 0x000000) > 4.5);
        assert_true(dark == COLOR_DEFAULT || contrast(dark, 0xFFFFFF) > 3);
        assert_true(light == COLOR_DEFAULT || contrast(light, 0xFFFFFF) > 4.5);
    }
}

/* Would catch: a letter without a chip, white on white, or one that does not read on its chip. */
static void chips_are_seen_on_the_terminal(void **state)
{
    (void)state;
    for (int light = 0; light <= 1; light++)
        for (size_t w = 0; w < RACE_WALKS; w++) {
            const struct look look = {
                .glyphs = GLYPHS_BRAILLE, .depth = DEPTH_TRUE, .light = light};
            struct style chip = pen_chip_style(&look, w);
            if (chip.attributes & CELL_REVERSE) { /* of the terminal's own colours */
                assert_true(chip.fore == COLOR_DEFAULT && chip.back == COLOR_DEFAULT);
                continue;
            }
            assert_true(contrast(chip.back, 0xFFFFFF) > 3);
            assert_true(light || contrast(chip.back, 0x000000) > 3);
            assert_true(contrast(chip.fore, chip.back) > 4.5);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(maps_rise_in_lightness),
        cmocka_unit_test(ramps_rise_in_lightness_and_cover_all_levels),
        cmocka_unit_test(maps_are_told_by_everybody),
        cmocka_unit_test(the_fine_ramp_keeps_the_lightness),
        cmocka_unit_test(positions_become_levels),
        cmocka_unit_test(shades_keep_the_tag),
        cmocka_unit_test(walkers_read_on_every_colour_of_every_map),
        cmocka_unit_test(walkers_are_told_apart_by_everybody),
        cmocka_unit_test(words_in_walkers_colours_read_on_the_terminal),
        cmocka_unit_test(chips_are_seen_on_the_terminal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
