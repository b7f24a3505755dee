/* UTF-8, hidden characters, widths, escapes, near names, buffers, errors and reports. */
#include "support/test.h"

#include <string.h>

#include "base/array.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/report.h"
#include "base/text.h"

static void decodes(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        uint32_t codepoint;
        size_t used;
    } rows[] = {{"a", 'a', 1},
                {"\xC3\xA9", 0xE9, 2},
                {"\xE2\x88\x87", 0x2207, 3},
                {"\xF0\x9F\x98\x80", 0x1F600, 4},
                {"\xC0\x80", TEXT_INVALID, 1},         /* overlong */
                {"\xE0\x80\x80", TEXT_INVALID, 1},     /* overlong */
                {"\xED\xA0\x80", TEXT_INVALID, 1},     /* surrogate */
                {"\xF4\x90\x80\x80", TEXT_INVALID, 1}, /* above U+10FFFF */
                {"\xE2\x88", TEXT_INVALID, 1},         /* cut short */
                {"\x80", TEXT_INVALID, 1},
                {"\xFF", TEXT_INVALID, 1}};
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        size_t used;
        assert_int_equal(text_decode(rows[i].bytes, strlen(rows[i].bytes), &used),
                         rows[i].codepoint);
        assert_int_equal(used, rows[i].used);
    }
}

static void encodes_what_it_decodes(void **state)
{
    (void)state;
    for (uint32_t codepoint = 1; codepoint <= 0x10FFFF; codepoint += 37) {
        if (codepoint >= 0xD800 && codepoint <= 0xDFFF)
            continue;
        char bytes[4];
        size_t size = text_encode(bytes, codepoint), used;
        assert_int_equal(text_decode(bytes, size, &used), codepoint);
        assert_int_equal(used, size);
    }
}

static void knows_what_hides(void **state)
{
    (void)state;
    static const uint32_t hidden[] = {0,       7,      '\n',   0x1B,   0x7F,   0x9B,
                                      0xAD,    0x200B, 0x200E, 0x202E, 0x2066, 0xFEFF,
                                      0xE0041, 0xFFFF, 0xFE0F, 0x2028, 0x1FFFE};
    static const uint32_t plain[] = {' ', 'a', 0xA0, 0xE9, 0x5D0, 0x627, 0x2207, 0x4E2D, 0x1F600};
    for (size_t i = 0; i < ARRAY_LENGTH(hidden); i++)
        assert_true(text_is_hidden(hidden[i]));
    for (size_t i = 0; i < ARRAY_LENGTH(plain); i++)
        assert_false(text_is_hidden(plain[i]));
}

static void measures(void **state)
{
    (void)state;
    assert_int_equal(text_width("abc"), 3);
    assert_int_equal(text_width("∇θ ← η"), 6);
    assert_int_equal(text_width("中文"), 4);
    assert_int_equal(text_width("e\xCC\x81"), 1); /* combining acute */
    assert_int_equal(text_width("▀⣿●"), 3);
}

static void escapes(void **state)
{
    (void)state;
    struct buffer out = {0};
    const char hostile[] = "a\x1b[31m\xE2\x80\xAE\xFF\nθ";
    text_escape(&out, hostile, sizeof hostile - 1);
    assert_string_equal(buffer_text(&out), "a\\x1b[31m\\u{202e}\\xff\\x0aθ");
    buffer_release(&out);
}

static void finds_the_nearest(void **state)
{
    (void)state;
    static const char *const names[] = {"sgd", "adam", "adamw", "rmsprop"};
    assert_string_equal(text_nearest("adan", names, 4, sizeof names[0]), "adam");
    assert_string_equal(text_nearest("RMSporp", names, 4, sizeof names[0]), "rmsprop");
    assert_string_equal(text_nearest("rm", names, 4, sizeof names[0]), "rmsprop"); /* cut short */
    assert_null(text_nearest("banana", names, 4, sizeof names[0]));
    assert_null(text_nearest("x", names, 4, sizeof names[0]));
    static const char *const letters[] = {"x", "y", "lr"};
    assert_null(
        text_nearest("q", letters, 3, sizeof letters[0])); /* one letter is like any other */
    assert_string_equal(text_nearest("X", letters, 3, sizeof letters[0]), "x");
    assert_string_equal(text_nearest("lt", letters, 3, sizeof letters[0]), "lr");
    assert_int_equal(text_distance("ab", "ba"), 1);
    assert_int_equal(text_distance("", "abc"), 3);
}

/* As a column of a table too, and cut where there is no more room. */
static void lists_what_there_is(void **state)
{
    (void)state;
    static const struct {
        int number;
        const char *name;
    } rows[] = {{1, "csv"}, {2, "jsonl"}, {3, "table"}};
    char out[TEXT_LIST];
    const char *const *names = &rows[0].name;
    assert_string_equal(text_list(names, 0, sizeof rows[0], out), "");
    assert_string_equal(text_list(names, 1, sizeof rows[0], out), "csv");
    assert_string_equal(text_list(names, 2, sizeof rows[0], out), "csv or jsonl");
    assert_string_equal(text_list(names, 3, sizeof rows[0], out), "csv, jsonl or table");
    static const char *const one[] = {"a word of many letters"};
    assert_int_equal(strlen(text_list(one, 100, 0, out)), TEXT_LIST - 1);
}

static void errors_are_harmless_and_first(void **state)
{
    (void)state;
    struct error error = {0};
    assert_false(error_set(&error, "unknown name '%s'", "\x1b]0;x\x07"));
    assert_false(error_set(&error, "second"));
    assert_string_equal(error.message, "unknown name '\\x1b]0;x\\x07'");
    assert_false(error_set(NULL, "nobody listens"));
    char long_text[4 * ERROR_TEXT];
    memset(long_text, 'x', sizeof long_text - 1);
    long_text[sizeof long_text - 1] = '\0';
    struct error cut = {0};
    error_set(&cut, "%s", long_text);
    assert_int_equal(strlen(cut.message), ERROR_TEXT - 1);
}

/* Would catch a message cut in the middle of a character. */
static void errors_are_cut_between_characters(void **state)
{
    (void)state;
    char text[3 * ERROR_TEXT];
    for (size_t at = 0; at + 2 < sizeof text; at += 2)
        memcpy(text + at, "θ", 3);
    struct error error = {0};
    error_set(&error, "%s", text);
    size_t length = strlen(error.message);
    assert_true(length >= ERROR_TEXT - 4);
    for (size_t at = 0, used = 0; at < length; at += used)
        assert_int_not_equal(text_decode(error.message + at, length - at, &used), TEXT_INVALID);
}

static void reports_by_place(void **state)
{
    (void)state;
    static const char text[] = "title: a\noptimizer: adan\nθθ: \x1b!\n";
    static struct report report;
    report_init(&report, "a\x1b.yaml", text, sizeof text - 1);
    report_add(&report, 3, 1, "third");
    report_add(&report, 2, 12, "unknown optimizer '%s'", "adan");
    report_add(&report, 3, 5, "hidden");
    report_add(&report, 0, 0, "no place");
    struct buffer out = {0};
    report_print(&report, &out);
    assert_string_equal(buffer_text(&out), "a\\x1b.yaml: no place\n"
                                           "a\\x1b.yaml:2:12: unknown optimizer 'adan'\n"
                                           "    optimizer: adan\n"
                                           "               ^\n"
                                           "a\\x1b.yaml:3:1: third\n"
                                           "    θθ: \\x1b!\n"
                                           "    ^\n"
                                           "a\\x1b.yaml:3:5: hidden\n"
                                           "    θθ: \\x1b!\n"
                                           "        ^\n");
    buffer_release(&out);
}

/* Would catch a line that is cut by characters where what is shown of them is wider. */
static void a_caret_stands_below_its_place(void **state)
{
    (void)state;
    static const char *const fillers[] = {"a", "θ", "語", "\x1b", "\t"};
    for (size_t i = 0; i < sizeof fillers / sizeof fillers[0]; i++)
        for (int before = 0; before < 400; before += 7) {
            struct buffer text = {0}, out = {0};
            static struct report report;
            for (int k = 0; k < before; k++)
                buffer_add_text(&text, fillers[i]);
            buffer_add_text(&text, "! and so on");
            report_init(&report, "a", buffer_text(&text), text.length);
            report_add(&report, 1, before + 1, "here");
            report_print(&report, &out);
            char *quoted = strchr(buffer_text(&out), '\n') + 1, *end = strchr(quoted, '\n');
            char *place = strchr(quoted, '!');
            assert_true(place != NULL && place < end);
            *place = *end = '\0';
            assert_int_equal(text_width(quoted), strcspn(end + 1, "^"));
            buffer_release(&text);
            buffer_release(&out);
        }
}

static void buffers_grow_and_fail_once(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    assert_string_equal(buffer_text(&buffer), "");
    for (int i = 0; i < 1000; i++)
        buffer_printf(&buffer, "%d,", i % 10);
    assert_int_equal(buffer.length, 2000);
    assert_int_equal(strlen(buffer_text(&buffer)), 2000);
    size_t capacity = 0;
    assert_null(array_grow(NULL, &capacity, SIZE_MAX / 4, 8)); /* would overflow */
    assert_int_equal(capacity, 0);
    buffer_append(&buffer, "x", SIZE_MAX - 10);
    assert_true(buffer.failed);
    buffer_add_text(&buffer, "more");
    assert_int_equal(buffer.length, 2000);
    buffer_release(&buffer);
}

static void an_ending_is_one_in_capitals_too(void **state)
{
    (void)state;
    assert_true(text_ends_with("a.png", ".png"));
    assert_true(text_ends_with("A.PNG", ".png"));
    assert_true(text_ends_with("dir/a.yaml.Yaml", ".yaml"));
    assert_false(text_ends_with(".png", ".png")); /* a name, not an ending */
    assert_false(text_ends_with("png", ".png"));
    assert_false(text_ends_with("a.pngs", ".png"));
    assert_false(text_ends_with("", ".png"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes),
        cmocka_unit_test(encodes_what_it_decodes),
        cmocka_unit_test(knows_what_hides),
        cmocka_unit_test(measures),
        cmocka_unit_test(escapes),
        cmocka_unit_test(finds_the_nearest),
        cmocka_unit_test(lists_what_there_is),
        cmocka_unit_test(errors_are_harmless_and_first),
        cmocka_unit_test(errors_are_cut_between_characters),
        cmocka_unit_test(an_ending_is_one_in_capitals_too),
        cmocka_unit_test(reports_by_place),
        cmocka_unit_test(a_caret_stands_below_its_place),
        cmocka_unit_test(buffers_grow_and_fail_once),
    };
    return cmocka_run_group_tests_name("base/text", tests, NULL, NULL);
}
