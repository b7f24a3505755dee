/* The canvas and its SVG, lettering, reading order, outlines: what a page of any text and shape
 * becomes. */
#include "support/test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "export/canvas.h"
#include "export/reading.h"
#include "export/xml.h"

/* --- lettering */

static double width(const char *text)
{
    return lettering_width(text, &(struct font){.size = 128});
}

static void widths_are_those_of_the_font(void **state)
{
    (void)state;
    assert_close(width("i"), 36, 0, 0);
    assert_close(width("W"), 127, 0, 0);
    assert_close(width("−∇η"), width("−") + width("∇") + width("η"), 1e-9, 0);
    assert_true(lettering_width("W", &(struct font){.size = 128, .bold = true}) > width("W"));
    assert_close(width("中"), 128, 0, 0); /* not in the font: as wide as its columns */
    assert_close(width("e\xCC\x81"), width("e"), 0, 0); /* combining: no room */
    assert_close(lettering_width("iW", &(struct font){.size = 100, .mono = true}), 120.4, 0.1, 0);
}

static void what_does_not_fit_ends_in_an_ellipsis(void **state)
{
    (void)state;
    const struct font font = {.size = 10};
    struct buffer out = {0};
    lettering_fit(&out, "Rosenbrock", &font, 1000);
    assert_string_equal(buffer_text(&out), "Rosenbrock");
    for (double room = 12; room < 70; room += 0.5) {
        lettering_fit(&out, "Rosenbrock é∇ valley", &font, room);
        assert_true(lettering_width(buffer_text(&out), &font) <= room);
        assert_non_null(strstr(buffer_text(&out), "…"));
    }
    lettering_fit(&out, "two words", &font, lettering_width("two …", &font) + 0.1);
    assert_string_equal(buffer_text(&out), "two…"); /* no blank before it */
    buffer_release(&out);
}

static void lines_break_between_words(void **state)
{
    (void)state;
    const struct font font = {.size = 10};
    const char *rest, *text = "one two threefourfivesix\nseven";
    size_t length = lettering_line(text, &font, lettering_width("one two th", &font), &rest);
    assert_int_equal(length, 7);
    assert_string_equal(rest, "threefourfivesix\nseven");
    length = lettering_line(rest, &font, lettering_width("threef", &font), &rest);
    assert_int_equal(length, 6);
    length = lettering_line(rest, &font, 1000, &rest);
    assert_int_equal(length, 10);
    assert_string_equal(rest, "seven");
    assert_int_equal(lettering_line("abc", &font, 0, &rest), 1); /* goes on, in no room at all */
}

static void hidden_text_is_shown_as_such(void **state)
{
    (void)state;
    struct buffer out = {0};
    lettering_clean(&out, "a\x1b[31m\xff\xe2\x80\xae\tb\n");
    assert_string_equal(buffer_text(&out), "a\xEF\xBF\xBD[31m\xEF\xBF\xBD\xEF\xBF\xBD b ");
    buffer_release(&out);
}

static void reading_turns_what_runs_from_the_right(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"plain (text) 12", "plain (text) 12"},
        {"a אבג b", "a גבא b"},
        {"אב גד", "דג בא"},
        {"אב 12.5 גד", "דג 12.5 בא"},
        {"אב (גד)", "(דג) בא"},
        {"אב (c)", "בא (c)"},
        {"אב, c", "בא, c"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct buffer out = {0};
        reading_to_visual(&out, cases[i][0]);
        assert_string_equal(buffer_text(&out), cases[i][1]);
        buffer_release(&out);
    }
}

/* --- outlines */

static void outlines_are_pieces(void **state)
{
    (void)state;
    struct outline outline = {0};
    size_t count;
    outline_segment(&outline, 0, 0, 1, 2);
    outline_box(&outline, 1, 1, 2, 3);
    outline_circle(&outline, 5, 5, 2);
    assert_int_equal(outline.piece_count, 3);
    assert_false(outline.pieces[0].closed);
    assert_true(outline.pieces[1].closed && outline.pieces[2].closed);
    outline_spots(&outline, 1, &count);
    assert_int_equal(count, 4);
    const struct spot *circle = outline_spots(&outline, 2, &count);
    for (size_t i = 0; i < count; i++)
        assert_close(hypot(circle[i].x - 5, circle[i].y - 5), 2, 1e-12, 0);
    for (size_t i = 0; i < 10000; i++)
        outline_line(&outline, (double)i, 0);
    assert_false(outline.failed);
    outline_clear(&outline);
    outline_line(&outline, 1, 1); /* nothing to go on from */
    outline_close(&outline);
    assert_int_equal(outline.count, 0);
    outline_release(&outline);
}

/* --- SVG */

static struct canvas *open_svg(const char *title, const char *recipe)
{
    struct error error = {0};
    const struct canvas_page page = {
        .width = 100, .height = 50, .scale = 2, .title = title, .recipe = recipe};
    struct canvas *canvas = canvas_open(canvas_format_of("a.SVG"), &page, &error);
    assert_non_null(canvas);
    return canvas;
}

static void close_into(struct canvas *canvas, struct buffer *out)
{
    struct error error = {0};
    assert_true(canvas_close(canvas, out, &error));
}

static void assert_has(const struct buffer *out, const char *text)
{
    if (strstr(buffer_text(out), text) == NULL)
        fail_msg("no %s in\n%s", text, buffer_text(out));
}

static void shapes_are_written_to_a_hundredth(void **state)
{
    (void)state;
    struct canvas *canvas = open_svg(NULL, NULL);
    struct outline outline = {0};
    struct buffer out = {0};
    outline_segment(&outline, 1.005, -0.004, -12.5, 1e30);
    outline_line(&outline, NAN, 3);
    outline_close(&outline);
    canvas_push_clip(canvas, (struct box){1, 2, 3, 4});
    canvas_stroke(canvas, &outline,
                  &(struct stroke){.color = 0x12ABCD,
                                   .alpha = 0.5,
                                   .width = 1.25,
                                   .round = true,
                                   .dash_count = 2,
                                   .dash = {4, 1.5}});
    canvas_pop_clip(canvas);
    canvas_fill(canvas, &outline, COLOR_LEVEL(0x123456, 3), 1);
    canvas_fill_box(canvas, (struct box){0, 0, 10, 5}, 0xFFFFFF, 1);
    close_into(canvas, &out);
    assert_has(&out, "<clipPath id=\"clip1\"><rect x=\"1\" y=\"2\" width=\"3\" height=\"4\"/>");
    assert_has(&out, "<path fill=\"none\" stroke=\"#12abcd\" stroke-opacity=\"0.5\" "
                     "stroke-width=\"1.25\" stroke-linejoin=\"round\" stroke-linecap=\"round\" "
                     "stroke-dasharray=\"4 1.5\" d=\"M1 0L-12.5 10000000 ");
    assert_has(&out, "Z\"/>\n</g>\n<path fill-rule=\"evenodd\" fill=\"#123456\" d=\"");
    assert_has(&out, "fill=\"#ffffff\" d=\"M0 0L10 0 10 5 0 5Z\"/>\n</svg>\n");
    outline_release(&outline);
    buffer_release(&out);
}

static void text_stays_text(void **state)
{
    (void)state;
    struct canvas *canvas = open_svg("A <b>", "a & b\nc");
    struct buffer out = {0};
    canvas_text(canvas, 10, 20.5, "x² < \"y\" & ]]>\x01",
                &(struct text_style){.font = {.size = 11, .bold = true, .italic = true},
                                     .color = 0x202020,
                                     .alpha = 1,
                                     .anchor = TEXT_MIDDLE,
                                     .turn = -90,
                                     .halo = 1.5,
                                     .halo_color = 0xFFFFFF});
    canvas_text(canvas, 0, 0, "", &(struct text_style){.font = {.size = 11}});
    close_into(canvas, &out);
    assert_has(&out, "<title>A &lt;b&gt;</title>\n");
    assert_has(&out, ">a &amp; b\nc</recipe></metadata>");
    assert_has(&out, "x=\"10\" y=\"20.5\" font-size=\"11\" text-anchor=\"middle\" "
                     "font-weight=\"bold\" font-style=\"italic\" fill=\"#202020\" "
                     "paint-order=\"stroke\"");
    assert_has(&out, "stroke-width=\"3\" transform=\"rotate(-90 10 20.5)\">"
                     "x² &lt; &quot;y&quot; &amp; ]]&gt;\xEF\xBF\xBD</text>\n</svg>\n");
    buffer_release(&out);
}

static void a_title_of_any_bytes_gives_xml(void **state)
{
    (void)state;
    enum { LONG = 10240 };
    char *title = malloc(LONG + 1);
    assert_non_null(title);
    for (size_t i = 0; i < LONG; i++)
        title[i] = (char)(1 + i * 7 % 255);
    title[LONG] = '\0';
    struct canvas *canvas = open_svg(title, title);
    struct buffer out = {0};
    canvas_text(canvas, 0, 0, title, &(struct text_style){.font = {.size = 11}, .alpha = 1});
    close_into(canvas, &out);
    for (size_t i = 0; i < out.length; i++) {
        unsigned char byte = (unsigned char)out.data[i];
        if (byte < ' ' && byte != '\n' && byte != '\t')
            fail_msg("byte %02x at %zu", byte, i);
    }
    assert_has(&out, "</text>\n</svg>\n");
    free(title);
    buffer_release(&out);
}

static void xml_comes_back(void **state)
{
    (void)state;
    static const char text[] = "a & b < c > \"d\" ]]> &amp; &lt;\n\té∇\xF0\x9F\x99\x82";
    struct buffer out = {0}, back = {0};
    xml_escape(&out, text, strlen(text));
    assert_null(strpbrk(buffer_text(&out), "<>\""));
    xml_unescape(&back, buffer_text(&out), out.length);
    assert_string_equal(buffer_text(&back), text);
    buffer_release(&out);
    buffer_release(&back);
}

/* A PNG inside: four pixels, of which one is a hole. */
static void pictures_are_within_the_file(void **state)
{
    (void)state;
    const color colors[] = {0xFF0000, 0x00FF00, COLOR_DEFAULT, 0x0000FF};
    struct canvas *canvas = open_svg(NULL, NULL);
    struct buffer out = {0};
    canvas_image(canvas, (struct box){1, 2, 30, 40}, &(struct bitmap){2, 2, colors, true});
    canvas_image(canvas, (struct box){1, 2, 30, 40}, &(struct bitmap){2, 1, colors, false});
    canvas_image(canvas, (struct box){1, 2, 0, 40}, &(struct bitmap){2, 1, colors, false});
    close_into(canvas, &out);
    assert_has(&out,
               "<image preserveAspectRatio=\"none\" x=\"1\" y=\"2\" width=\"30\" height=\"40\" "
               "xlink:href=\"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAMAAAB");
    assert_has(&out, "image-rendering=\"optimizeSpeed\"");
    size_t images = 0;
    for (const char *at = buffer_text(&out); (at = strstr(at, "<image")) != NULL; at++)
        images++;
    assert_int_equal(images, 2);
    buffer_release(&out);
}

#ifdef HAVE_PANGO
enum { PAGE = 200 };

static bool has_ink(const uint32_t *pixels, size_t column)
{
    for (size_t row = 0; row < PAGE; row++)
        if (pixels[row * PAGE + column] & 0xFFFFFF)
            return true;
    return false;
}

/* Columns without ink between those that have some. */
static size_t count_gaps(const char *text)
{
    struct error error = {0};
    const struct canvas_page page = {.width = PAGE, .height = PAGE, .scale = 1};
    struct canvas *canvas = canvas_raster_open(&page, &error);
    size_t columns, rows, first = 0, last = PAGE - 1, gaps = 0;
    assert_non_null(canvas);
    canvas_text(canvas, 20, 120, text,
                &(struct text_style){.font = {.size = 40}, .color = 0xFFFFFF, .alpha = 1});
    const uint32_t *pixels = canvas_raster_pixels(canvas, &columns, &rows);
    assert_non_null(pixels);
    while (first < PAGE - 1 && !has_ink(pixels, first))
        first++;
    while (last > first && !has_ink(pixels, last))
        last--;
    for (size_t i = first; i < last; i++)
        gaps += !has_ink(pixels, i);
    assert_true(last > first);
    assert_true((double)last < 21 + lettering_width(text, &(struct font){.size = 40}));
    canvas_abandon(canvas);
    return gaps;
}

/* Would catch: Arabic in letters apart; text of another script wider than it was laid out. */
static void letters_that_join_are_joined(void **state)
{
    (void)state;
    assert_int_equal(count_gaps("ببب"), 0);
    assert_true(count_gaps("iii") > 0);
    count_gaps("中文");
}
#endif

/* Would catch a picture that is told to be whole while memory left a part of it out. */
static void a_part_that_is_missing_is_told(void **state)
{
    (void)state;
    const struct outline torn = {.failed = true};
    const struct buffer cut = {.failed = true};
    const struct canvas_page page = {.width = 10, .height = 10, .scale = 1};
    for (size_t i = 0; i < 3 * canvas_format_count; i++) {
        const struct canvas_format *format = &canvas_formats[i / 3];
        struct error error = {0};
        struct buffer out = {0};
        struct canvas *canvas = format->open != NULL ? canvas_open(format, &page, &error) : NULL;
        if (canvas == NULL) /* built without */
            continue;
        if (i % 3 == 0)
            canvas_stroke(canvas, &torn, &(struct stroke){.width = 1});
        else if (i % 3 == 1)
            canvas_fill(canvas, &torn, 0, 1);
        else
            canvas_text(canvas, 0, 0, canvas_words(canvas, &cut), &(struct text_style){.alpha = 1});
        assert_false(canvas_close(canvas, &out, &error));
        assert_non_null(strstr(error.message, "memory"));
        assert_int_equal(out.length, 0);
        buffer_release(&out);
    }
}

static void formats_go_by_the_ending(void **state)
{
    (void)state;
    assert_string_equal(canvas_format_of("a/b.c.png")->ending, ".png");
    assert_string_equal(canvas_format_of("A.PDF")->ending, ".pdf");
    assert_null(canvas_format_of("png"));
    assert_null(canvas_format_of(".png"));
    assert_null(canvas_format_of("a.png.txt"));
    struct error error = {0};
    const struct canvas_page page = {.width = 10, .height = 10, .scale = 1};
    struct canvas *canvas = canvas_raster_open(&page, &error);
    if (canvas == NULL) { /* built without */
        assert_non_null(strstr(error.message, "built without cairo"));
        return;
    }
    size_t columns, rows;
    canvas_fill_box(canvas, (struct box){0, 0, 5, 10}, 0x123456, 1);
    const uint32_t *pixels = canvas_raster_pixels(canvas, &columns, &rows);
    assert_non_null(pixels);
    assert_int_equal(columns * rows, 100);
    assert_int_equal(pixels[0] & 0xFFFFFF, 0x123456);
    assert_int_equal(pixels[9] & 0xFFFFFF, 0);
    canvas_abandon(canvas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(widths_are_those_of_the_font),
        cmocka_unit_test(what_does_not_fit_ends_in_an_ellipsis),
        cmocka_unit_test(lines_break_between_words),
        cmocka_unit_test(hidden_text_is_shown_as_such),
        cmocka_unit_test(reading_turns_what_runs_from_the_right),
        cmocka_unit_test(outlines_are_pieces),
        cmocka_unit_test(shapes_are_written_to_a_hundredth),
        cmocka_unit_test(text_stays_text),
        cmocka_unit_test(a_title_of_any_bytes_gives_xml),
        cmocka_unit_test(xml_comes_back),
        cmocka_unit_test(pictures_are_within_the_file),
#ifdef HAVE_PANGO
        cmocka_unit_test(letters_that_join_are_joined),
#endif
        cmocka_unit_test(a_part_that_is_missing_is_told),
        cmocka_unit_test(formats_go_by_the_ending),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
