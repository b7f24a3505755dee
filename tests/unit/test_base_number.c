/* Numbers and text: what is accepted, that all that is printed reads back, and the forms for
 * people. */
#include "support/test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/number.h"
#include "base/random.h"

static void parses(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double value;
    } good[] = {{"0", 0},           {"-0.5", -0.5}, {".5", 0.5},         {"1.", 1},
                {"1e-3", 1e-3},     {"+2E+2", 200}, {"1e999", INFINITY}, {"inf", INFINITY},
                {"-inf", -INFINITY}};
    double value;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        assert_true(number_parse(good[i].text, strlen(good[i].text), &value));
        assert_same(value, good[i].value);
    }
    assert_true(number_parse("nan", 3, &value) && isnan(value));
}

/* Would catch strtod's own tastes coming through: blanks, hexadecimal, a comma, words. */
static void refuses(void **state)
{
    (void)state;
    static const char *bad[] = {"",   ".",   "-",     "e5",       "1e",  "1e+",   "0x10", " 1",
                                "1 ", "0,9", "1_000", "infinity", "NaN", "1.2.3", "--1",  "1e5.0"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        double value = 42;
        assert_false(number_parse(bad[i], strlen(bad[i]), &value));
        assert_same(value, 42);
    }
}

static void parses_what_is_not_terminated(void **state)
{
    (void)state;
    double value;
    assert_true(number_parse("12345", 2, &value));
    assert_same(value, 12);
    char long_text[2000];
    memset(long_text, '0', sizeof long_text);
    long_text[sizeof long_text - 1] = '7';
    assert_true(number_parse(long_text, sizeof long_text, &value));
    assert_same(value, 7);
}

/* Would catch a count of steps that is cut to a whole one, or wraps around. */
static void whole_numbers_are_whole(void **state)
{
    (void)state;
    static const char *const wrong[] = {"", "x", "0", "2.5", "-1", "11", "nan", "inf", "1e300"};
    uint64_t number = 7;
    for (size_t i = 0; i < ARRAY_LENGTH(wrong); i++)
        assert_false(number_parse_whole(wrong[i], 1, 10, &number));
    assert_int_equal(number, 7);
    assert_true(number_parse_whole("1e1", 1, 10, &number));
    assert_int_equal(number, 10);
    assert_true(number_parse_whole("9007199254740992", 0, (uint64_t)1 << 53, &number));
    assert_true(number == (uint64_t)1 << 53);
}

/* Would catch an exponent without digits that is taken for part of the number. */
static void finds_where_a_number_ends(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t length;
    } rows[] = {{"", 0},      {"x", 0},    {".", 0},       {".e5", 0}, {"-1", 0},  {"1", 1},
                {"1.", 2},    {".5*x", 2}, {"12.5.3", 4},  {"1e", 1},  {"1e+", 1}, {"1e5x", 3},
                {"1e-5.", 4}, {"2exp", 1}, {"1.5E+3)", 6}, {"0x10", 1}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(number_length(rows[i].text, strlen(rows[i].text)), rows[i].length);
    assert_int_equal(number_length("12345", 2), 2);
}

static void reads_back(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < 20000; i++) {
        uint32_t words[4];
        random_words(&(struct random_name){1, RANDOM_TEST, 0, i}, words);
        uint64_t bits = (uint64_t)words[0] << 32 | words[1];
        double number, again;
        memcpy(&number, &bits, sizeof number);
        if (isnan(number))
            continue;
        char text[NUMBER_TEXT];
        size_t length = number_print(text, number);
        assert_int_equal(length, strlen(text));
        assert_true(number_parse(text, length, &again));
        assert_same(again, number);
    }
}

static void prints_shortest(void **state)
{
    (void)state;
    static const struct {
        double number;
        const char *text;
    } rows[] = {{0.1, "0.1"},
                {0.30000000000000004, "0.30000000000000004"},
                {3, "3"},
                {-0.0, "-0"},
                {1e300, "1e+300"},
                {NAN, "nan"},
                {-INFINITY, "-inf"},
                {123456789012, "123456789012"},
                {5e-324, "5e-324"},
                {1.7976931348623157e308, "1.7976931348623157e+308"},
                {2.2250738585072014e-308, "2.2250738585072014e-308"},
                {9007199254740993.0, "9007199254740992"},
                {2e15, "2e+15"},
                {1234567890123456.0, "1234567890123456"},
                {9.5367431640625e-07, "9.5367431640625e-07"},
                {1e-5, "1e-05"},
                {0.0001, "0.0001"},
                {2e-44, "2e-44"},
                {1e23, "1e+23"},
                {9.0608011534336e15, "9.0608011534336e+15"},
                {4.708356024711512e18, "4.708356024711512e+18"},
                {9.409340012568248e18, "9.409340012568248e+18"},
                {5.684341886080802e-14, "5.684341886080802e-14"},
                {-1.5e-300, "-1.5e-300"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[NUMBER_TEXT];
        number_print(text, rows[i].number);
        assert_string_equal(text, rows[i].text);
    }
}

/* As printf forms it with as many digits as are needed, and never more of them. */
static void prints_as_printf_does(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < 50000; i++) {
        uint32_t words[4];
        char text[NUMBER_TEXT], formed[NUMBER_TEXT];
        random_words(&(struct random_name){2, RANDOM_TEST, 0, i}, words);
        double number = ((double)words[0] + (double)words[1] / 4294967296.0) *
                        pow(10, (double)(words[2] % 40) - 25);
        int digits = 15;
        do
            snprintf(formed, sizeof formed, "%.*g", digits, number);
        while (strtod(formed, NULL) != number && digits++ < 17);
        number_print(text, number);
        if (strlen(text) >= strlen(formed))
            assert_string_equal(text, formed);
    }
}

static void prints_for_people(void **state)
{
    (void)state;
    static const struct {
        double number;
        int digits;
        const char *text;
    } rows[] = {{0, 4, "0"},
                {-0.0, 4, "0"},
                {3.14159, 3, "3.14"},
                {0.001, 4, "0.001"},
                {0.00012345, 3, "0.000123"},
                {0.000012345, 3, "1.23e-5"},
                {1234567, 3, "1.23e6"},
                {999999.7, 6, "1e6"},
                {99999.96, 6, "100000"},
                {2500, 3, "2500"},
                {12345, 3, "12300"},
                {-1.50, 4, "-1.5"},
                {1e-300, 2, "1e-300"},
                {INFINITY, 3, "inf"},
                {0.9999, 3, "1"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[NUMBER_TEXT];
        number_print_short(text, rows[i].number, rows[i].digits);
        assert_string_equal(text, rows[i].text);
    }
}

/* What is noise beside the window prints as 0, and what is small in a small window does not. */
static void prints_places(void **state)
{
    (void)state;
    static const struct {
        double at, span;
        const char *text;
    } rows[] = {{1e-9, 4, "0"},           {-1e-9, 4, "0"},          {1.23456, 4, "1.235"},
                {0.0036, 4, "0.004"},     {0.0035, 0.4, "0.0035"},  {1234.4, 4000, "1234"},
                {12345678, 4, "1.235e7"}, {1e300, 1e-300, "1e300"}, {NAN, 4, "nan"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[NUMBER_TEXT];
        number_print_place(text, rows[i].at, rows[i].span, 4);
        assert_string_equal(text, rows[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parses),
        cmocka_unit_test(refuses),
        cmocka_unit_test(parses_what_is_not_terminated),
        cmocka_unit_test(whole_numbers_are_whole),
        cmocka_unit_test(finds_where_a_number_ends),
        cmocka_unit_test(reads_back),
        cmocka_unit_test(prints_shortest),
        cmocka_unit_test(prints_as_printf_does),
        cmocka_unit_test(prints_for_people),
        cmocka_unit_test(prints_places),
    };
    return cmocka_run_group_tests_name("base/number", tests, NULL, NULL);
}
