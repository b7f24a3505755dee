/* Frames as text: what a terminal shows that is told the changes is the frame, cell by cell; and
 * the lines of text are those of the frame. The terminal is libvterm's. */
#include "support/test.h"

#include <string.h>
#include <vterm.h>

#include "base/random.h"
#include "export/screen_text.h"

enum { COLUMNS = 30, ROWS = 8, FRAMES = 200 };

static uint32_t random_word(uint64_t index, unsigned below)
{
    uint32_t words[4];
    random_words(&(struct random_name){3, RANDOM_TEST, 0, index}, words);
    return words[0] % below;
}

static const color colors[] = {COLOR_DEFAULT, COLOR_RGB(255, 0, 0), COLOR_RGB(1, 2, 3),
                               COLOR_LEVEL(0x102030, 7), COLOR_LEVEL(0xFFFFFF, 60)};

/* Alters a few cells, now and then a row's end, which is where terminals wrap. */
static void alter(struct frame *frame, uint64_t number)
{
    static const char *const words[] = {"a", "xyz", "∇·", "日本", "é ", "▀▀▀▀", "\x1b\x07"};
    uint64_t index = number * 100;
    for (unsigned i = random_word(index++, 6); i > 0; i--) {
        color fore = colors[random_word(index++, 5)], back = colors[random_word(index++, 5)];
        uint8_t attributes = (uint8_t)random_word(index++, 16) & (uint8_t)~CELL_DIM;
        const struct style style = {fore, back, attributes};
        int column = (int)random_word(index++, COLUMNS + 2) - 1;
        int row = (int)random_word(index++, ROWS);
        frame_text(frame, column, row, 10, style, words[random_word(index++, 7)]);
    }
    if (random_word(index++, 10) == 0)
        frame_clear(frame);
}

static void assert_color(const VTermScreen *screen, VTermColor shown, color wanted)
{
    bool usual = COLOR_TAG(wanted) == COLOR_TAG(COLOR_DEFAULT);
    assert_int_equal(VTERM_COLOR_IS_DEFAULT_FG(&shown) || VTERM_COLOR_IS_DEFAULT_BG(&shown), usual);
    if (usual)
        return;
    vterm_screen_convert_color_to_rgb(screen, &shown);
    assert_int_equal(COLOR_RGB(shown.rgb.red, shown.rgb.green, shown.rgb.blue), wanted & 0xFFFFFF);
}

static void assert_cell(const VTermScreen *screen, const struct cell *cell, int column, int row)
{
    VTermScreenCell shown;
    assert_true(vterm_screen_get_cell(screen, (VTermPos){row, column}, &shown));
    uint32_t codepoint = shown.chars[0] ? shown.chars[0] : ' ';
    if (cell->codepoint == 0)
        return;
    assert_int_equal(codepoint, cell->codepoint);
    assert_color(screen, shown.bg, cell->back);
    assert_int_equal(shown.attrs.reverse, (cell->attributes & CELL_REVERSE) != 0);
    assert_int_equal(shown.attrs.underline, (cell->attributes & CELL_UNDERLINE) != 0);
    if (cell->codepoint == ' ')
        return;
    assert_color(screen, shown.fg, cell->fore);
    assert_int_equal(shown.attrs.bold, (cell->attributes & CELL_BOLD) != 0);
}

static void changes_lead_from_frame_to_frame(void **state)
{
    (void)state;
    struct frame was = {0}, is = {0};
    struct buffer text = {0};
    VTerm *terminal = vterm_new(ROWS, COLUMNS);
    VTermScreen *screen = vterm_obtain_screen(terminal);
    vterm_set_utf8(terminal, 1);
    vterm_screen_reset(screen, 1);
    assert_true(frame_resize(&was, COLUMNS, ROWS) && frame_resize(&is, COLUMNS, ROWS));
    vterm_input_write(terminal, "rubbish\r\n\x1b[5;5Hmore", 22);
    for (uint64_t i = 0; i < FRAMES; i++) {
        memcpy(was.cells, is.cells, sizeof *is.cells * COLUMNS * ROWS);
        alter(&is, i);
        buffer_clear(&text);
        screen_text_change(&text, i > 0 ? &was : NULL, &is);
        vterm_input_write(terminal, buffer_text(&text), text.length);
        for (int row = 0; row < ROWS; row++)
            for (int column = 0; column < COLUMNS; column++)
                assert_cell(screen, frame_at(&is, column, row), column, row);
    }
    buffer_clear(&text);
    screen_text_change(&text, &is, &is);
    assert_int_equal(text.length, 0);
    vterm_free(terminal);
    buffer_release(&text);
    frame_release(&was);
    frame_release(&is);
}

static struct frame make(void)
{
    struct frame frame = {0};
    assert_true(frame_resize(&frame, 12, 3));
    frame_text(&frame, 0, 0, 12, STYLE_PLAIN, "日本 é");
    frame_put(&frame, 3, 1, 'x',
              (struct style){COLOR_RGB(1, 2, 3), COLOR_DEFAULT, CELL_BOLD | CELL_UNDERLINE});
    frame_put(&frame, 4, 1, ' ', (struct style){COLOR_RGB(1, 2, 3), COLOR_RGB(9, 8, 7), 0});
    frame_put(&frame, 2, 2, 0x1B, STYLE_PLAIN);
    frame_put(&frame, 3, 2, 0x9B, STYLE_PLAIN);
    frame_put(&frame, 4, 2, 0x202E, STYLE_PLAIN);
    return frame;
}

static void prints_plain_text(void **state)
{
    (void)state;
    struct buffer text = {0};
    struct frame frame = make();
    screen_text_plain(&text, &frame);
    assert_string_equal(buffer_text(&text), "日本 é\n   x\n  \uFFFD\uFFFD\uFFFD\n");
    buffer_release(&text);
    frame_release(&frame);
}

static void prints_colors(void **state)
{
    (void)state;
    struct buffer text = {0};
    struct frame frame = make();
    screen_text_ansi(&text, &frame);
    assert_string_equal(buffer_text(&text), "日本 é\n   \x1b[0;1;4;38;2;1;2;3mx"
                                            "\x1b[0;38;2;1;2;3;48;2;9;8;7m \x1b[39;49m\n"
                                            "  \uFFFD\uFFFD\uFFFD\n");
    buffer_release(&text);
    frame_release(&frame);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_lead_from_frame_to_frame),
        cmocka_unit_test(prints_plain_text),
        cmocka_unit_test(prints_colors),
    };
    return cmocka_run_group_tests_name("export/screen_text", tests, NULL, NULL);
}
