/*
 * PNG: which kind a picture becomes, the same bytes each time, and that a mistake amid the file is
 * said and leaves nothing behind (libpng jumps out of it). tests/terminal/figure.sh has the files
 * read by others.
 */
#include "support/test.h"

#include <string.h>

#include "base/array.h"
#include "export/png.h"
#include "export/png_rows.h"
#include "view/frame.h"

enum { COLUMNS = 300, ROWS = 2, KIND_AT = 25 /* in the header */ };

static uint32_t pixels[COLUMNS * ROWS];

/* Of so many colours. */
static struct png_picture picture_of(uint32_t colors, bool is_clear)
{
    for (uint32_t i = 0; i < COLUMNS * ROWS; i++)
        pixels[i] = i % colors * 101;
    if (is_clear)
        pixels[COLUMNS * ROWS - 1] = COLOR_DEFAULT;
    return (struct png_picture){
        .columns = COLUMNS, .rows = ROWS, .pixels = pixels, .is_clear = is_clear, .dpi = 96};
}

static void few_colors_are_numbers(void **state)
{
    (void)state;
    static const struct {
        uint32_t colors;
        bool is_clear;
        char kind; /* 2: RGB, 3: numbers, 6: RGBA */
    } cases[] = {{1, false, 3},  {256, false, 3}, {257, false, 2},
                 {255, true, 3}, {256, true, 6},  {300, true, 6}};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct png_picture picture = picture_of(cases[i].colors, cases[i].is_clear);
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

/* Would catch a fog that hides all or nothing: by the table of a few colours, or pixel by pixel. */
static void a_part_of_a_color_may_be_there(void **state)
{
    (void)state;
    static const char table[] = {0, 0, 0, 3, 't', 'R', 'N', 'S', 0, (char)255, 55};
    static const uint8_t whole[] = {0x12, 0x34, 0x56, 55};
    struct png_picture picture = picture_of(1, true);
    struct png_rows rows;
    struct buffer out = {0};
    struct error error = {0};
    uint8_t row[4 * COLUMNS];
    pixels[1] = 200u << 24 | 0x123456;
    assert_true(png_print(&picture, &out, &error));
    bool found = false;
    for (size_t i = 0; i + sizeof table <= out.length; i++)
        found |= memcmp(out.data + i, table, sizeof table) == 0;
    assert_true(found);
    for (uint32_t i = 2; i < COLUMNS; i++)
        pixels[i] = i;
    png_rows_init(&rows, &picture);
    assert_int_equal(rows.type, PNG_RGBA);
    png_rows_pack(&rows, 0, row);
    assert_memory_equal(row + 4, whole, sizeof whole);
    buffer_release(&out);
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
        cmocka_unit_test(a_part_of_a_color_may_be_there),
        cmocka_unit_test(no_room_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
