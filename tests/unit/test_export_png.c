/*
 * PNG: which kind a picture becomes, the same bytes each time, and that a mistake amid the file is
 * said and leaves nothing behind (libpng jumps out of it). tests/terminal/figure.sh has the files
 * read by others.
 */
#include "support/test.h"

#include "base/array.h"
#include "export/png.h"
#include "view/frame.h"

enum { COLUMNS = 300, ROWS = 2, KIND_AT = 25 /* in the header */ };

static uint32_t pixels[COLUMNS * ROWS];

/* Of so many colours. */
static struct png_picture picture_of(uint32_t colors, bool has_hole)
{
    for (uint32_t i = 0; i < COLUMNS * ROWS; i++)
        pixels[i] = i % colors * 101;
    if (has_hole)
        pixels[COLUMNS * ROWS - 1] = COLOR_DEFAULT;
    return (struct png_picture){
        .columns = COLUMNS, .rows = ROWS, .pixels = pixels, .has_holes = has_hole, .dpi = 96};
}

static void few_colors_are_numbers(void **state)
{
    (void)state;
    static const struct {
        uint32_t colors;
        bool has_hole;
        char kind; /* 2: RGB, 3: numbers, 6: RGBA */
    } cases[] = {{1, false, 3},  {256, false, 3}, {257, false, 2},
                 {255, true, 3}, {256, true, 6},  {300, true, 6}};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct png_picture picture = picture_of(cases[i].colors, cases[i].has_hole);
        struct buffer out = {0}, again = {0};
        struct error error = {0};
        assert_true(png_print(&picture, &out, &error));
        assert_true(png_print(&picture, &again, &error));
        assert_true(out.length > KIND_AT);
        assert_int_equal(out.data[KIND_AT], cases[i].kind);
        assert_int_equal(out.length, again.length);
        assert_memory_equal(out.data, again.data, out.length);
        buffer_release(&out);
        buffer_release(&again);
    }
}

static void no_room_is_said(void **state)
{
    (void)state;
    struct png_picture picture = picture_of(10, true);
    struct buffer out = {.failed = true};
    struct error error = {0};
    picture.title = "a title";
    assert_false(png_print(&picture, &out, &error));
    assert_string_equal(error.message, "out of memory");
    buffer_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_colors_are_numbers),
        cmocka_unit_test(no_room_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
