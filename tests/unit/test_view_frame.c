/* Frames: text of every width is cut and never split, nothing is written outside. */
#include "support/test.h"

#include <limits.h>
#include <string.h>

#include "base/array.h"
#include "view/frame.h"

static struct frame make(int columns, int rows)
{
    struct frame frame = {0};
    assert_true(frame_resize(&frame, columns, rows));
    return frame;
}

static void assert_row(struct frame *frame, int row, const char *expected)
{
    for (int i = 0; i < frame->columns; i++)
        assert_int_equal(frame_at(frame, i, row)->codepoint, (unsigned char)expected[i]);
}

static void resizing_blanks_and_keeps_on_failure(void **state)
{
    (void)state;
    struct frame frame = make(3, 2);
    frame_put(&frame, 1, 1, 'a', STYLE_PLAIN);
    assert_false(frame_resize(&frame, INT_MAX, INT_MAX));
    assert_int_equal(frame.columns, 3);
    assert_int_equal(frame_at(&frame, 1, 1)->codepoint, 'a');
    assert_true(frame_resize(&frame, 2, 3));
    for (int row = 0; row < 3; row++)
        assert_row(&frame, row, "  ");
    assert_int_equal(frame_at(&frame, 0, 0)->back, COLOR_DEFAULT);
    assert_int_equal(frame.cursor_column, -1);
    assert_true(frame_resize(&frame, -5, 7));
    assert_null(frame_at(&frame, 0, 0));
    frame_release(&frame);
    assert_null(frame.cells);
}

static void outside_there_are_no_cells(void **state)
{
    (void)state;
    struct frame frame = make(3, 2);
    const int far[] = {-1, 3, INT_MIN, INT_MAX};
    for (size_t i = 0; i < ARRAY_LENGTH(far); i++) {
        assert_null(frame_at(&frame, far[i], 0));
        assert_null(frame_at(&frame, 0, far[i]));
        frame_put(&frame, far[i], 0, 'x', STYLE_PLAIN);
        frame_put(&frame, 0, far[i], 'x', STYLE_PLAIN);
    }
    assert_row(&frame, 0, "   ");
    frame_release(&frame);
}

static const struct text_case {
    const char *text;
    int column, width, taken;
    const char *row; /* of 8 cells; ? for U+FFFD, W for a wide character, 0 for its right half */
} text_cases[] = {
    {"abc", 1, 8, 3, " abc    "},
    {"abc", 6, 8, 2, "      ab"},
    {"abc", -1, 8, 3, "bc      "},
    {"abc", 9, 8, 0, "        "},
    {"abc", 0, 2, 2, "ab      "},
    {"abc", 0, 0, 0, "        "},
    {"abc", 0, -3, 0, "        "},
    {"\xE6\x97\xA5", 0, 8, 2, "W0      "},   /* a wide one */
    {"a\xE6\x97\xA5", 0, 2, 1, "a       "},  /* would be split by the width */
    {"\xE6\x97\xA5z", 7, 8, 0, "        "},  /* ... by the frame's edge */
    {"\xE6\x97\xA5z", -1, 8, 3, " z      "}, /* its right half alone inside: not shown */
    {"e\xCC\x81z", 0, 8, 2, "ez      "},     /* a combining accent */
    {"a\x1B[2J", 0, 8, 5, "a?[2J   "},       /* an escape sequence */
    {"a\nb\x7F", 0, 8, 4, "a?b?    "},
    {"\xFFz", 0, 8, 2, "?z      "},         /* not UTF-8 */
    {"\xE2\x80\xAEz", 0, 8, 2, "?z      "}, /* a bidirectional override */
};

static void text_is_cut_never_split(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(text_cases); i++) {
        const struct text_case *c = &text_cases[i];
        struct frame frame = make(8, 1);
        int taken = frame_text(&frame, c->column, 0, c->width, STYLE_PLAIN, c->text);
        assert_int_equal(taken, c->taken);
        for (int k = 0; k < 8; k++) {
            uint32_t expected = (unsigned char)c->row[k];
            expected = expected == '?' ? 0xFFFD : expected == 'W' ? 0x65E5 : expected;
            expected = expected == '0' ? 0 : expected;
            if (frame_at(&frame, k, 0)->codepoint != expected)
                fail_msg("case %zu, column %d: %#x", i, k, frame_at(&frame, k, 0)->codepoint);
        }
        frame_release(&frame);
    }
}

static void half_a_wide_character_is_never_left(void **state)
{
    (void)state;
    struct frame frame = make(6, 1);
    const char *wide = "\xE6\x97\xA5\xE6\x9C\xAC"; /* two wide ones, columns 1-2 and 3-4 */
    frame_text(&frame, 1, 0, 6, STYLE_PLAIN, wide);
    frame_put(&frame, 2, 0, 'x', STYLE_PLAIN); /* over a right half */
    assert_int_equal(frame_at(&frame, 1, 0)->codepoint, ' ');
    frame_put(&frame, 3, 0, 'y', STYLE_PLAIN); /* over a left half */
    assert_row(&frame, 0, "  xy  ");
    frame_text(&frame, 0, 0, 6, STYLE_PLAIN, wide);
    frame_text(&frame, 1, 0, 2, STYLE_PLAIN, wide); /* a wide one over two halves */
    assert_int_equal(frame_at(&frame, 0, 0)->codepoint, ' ');
    assert_int_equal(frame_at(&frame, 1, 0)->codepoint, 0x65E5);
    assert_int_equal(frame_at(&frame, 2, 0)->codepoint, 0);
    assert_int_equal(frame_at(&frame, 3, 0)->codepoint, ' ');
    frame_release(&frame);
}

static void filling_is_clipped(void **state)
{
    (void)state;
    struct frame frame = make(5, 3);
    struct style style = {1, 2, CELL_BOLD};
    frame_fill(&frame, -2, -2, 4, 4, '#', style);
    assert_row(&frame, 0, "##   ");
    assert_row(&frame, 1, "##   ");
    assert_row(&frame, 2, "     ");
    assert_int_equal(frame_at(&frame, 1, 1)->back, 2);
    frame_fill(&frame, 3, 1, INT_MAX, INT_MAX, '+', style);
    assert_row(&frame, 2, "   ++");
    frame_fill(&frame, 1, 1, -1, 5, '!', style);
    assert_row(&frame, 1, "## ++");
    frame_release(&frame);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(resizing_blanks_and_keeps_on_failure),
        cmocka_unit_test(outside_there_are_no_cells),
        cmocka_unit_test(text_is_cut_never_split),
        cmocka_unit_test(half_a_wide_character_is_never_left),
        cmocka_unit_test(filling_is_clipped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
