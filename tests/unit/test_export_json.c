/* JSON strings: what comes in reads back, and nothing that controls a terminal goes out raw. */
#include "support/test.h"

#include <math.h>
#include <string.h>

#include "export/json.h"

static void writes_strings(void **state)
{
    (void)state;
    static const struct {
        const char *text, *json;
    } rows[] = {
        {"", "\"\""},
        {"a \"b\" \\ c", "\"a \\\"b\\\" \\\\ c\""},
        {"\x1b[31m\n\t", "\"\\u001b[31m\\u000a\\u0009\""},
        {"\x7f\xc2\x9b", "\"\\u007f\\u009b\""},
        {"\xe2\x80\xae", "\"\\u202e\""},
        {"\xf3\xa0\x81\x81", "\"\\udb40\\udc41\""},
        {"∇ → שלום", "\"∇ → שלום\""},
        {"a\xff\xc3", "\"a\xef\xbf\xbd\xef\xbf\xbd\""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct buffer out = {0};
        json_add_string(&out, rows[i].text, strlen(rows[i].text));
        assert_string_equal(buffer_text(&out), rows[i].json);
        buffer_release(&out);
    }
}

static void writes_numbers(void **state)
{
    (void)state;
    struct buffer out = {0};
    json_add_number(&out, -0.1);
    buffer_add_char(&out, ' ');
    json_add_number(&out, (double)INFINITY);
    buffer_add_char(&out, ' ');
    json_add_number(&out, (double)NAN);
    assert_string_equal(buffer_text(&out), "-0.1 null null");
    buffer_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_strings),
        cmocka_unit_test(writes_numbers),
    };
    return cmocka_run_group_tests_name("export/json", tests, NULL, NULL);
}
