/*
 * Reading formulas. Would catch: a precedence or associativity that differs from the contract, a
 * formula that is accepted though it is wrong, an error that stands at another place or suggests
 * something else.
 */
#include "support/test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "surface/formula.h"

static const char *const names[] = {"x", "y", "a", "speed"};
static const double values[] = {3, -2, 0.5, 10};

static bool evaluate(const char *text, double *value, struct error *error)
{
    struct formula *formula = formula_new(text, strlen(text), names, ARRAY_LENGTH(names), error);
    if (!formula)
        return false;
    *value = formula_value(formula, values);
    formula_free(formula);
    return true;
}

static const struct accepted {
    const char *text;
    double value;
} accepted[] = {
    /* numbers */
    {"1", 1},
    {"1.", 1},
    {".5", 0.5},
    {"1e-3", 1e-3},
    {"1E3", 1e3},
    {"2.5e+2", 250},
    {"  7\t\n", 7},
    {"pi", 3.141592653589793},
    {"e", 2.718281828459045},
    {"e*1", 2.718281828459045},
    /* precedence and associativity */
    {"-x^2", -9},
    {"(-x)^2", 9},
    {"2^3^2", 512},
    {"(2^3)^2", 64},
    {"2^-1", 0.5},
    {"2^-x^2", 1.0 / 512},
    {"-2^-2", -0.25},
    {"10-4-3", 3},
    {"100/10/5", 2},
    {"2+3*4", 14},
    {"(2+3)*4", 20},
    {"2*-3", -6},
    {"2--3", 5},
    {"--x", 3},
    {"-+-x", 3},
    {"+x", 3},
    {"6/2*3", 9},
    {"-x*y", 6},
    {"2^2*3", 12},
    {"2*3^2", 18},
    /* truth */
    {"x < y", 0},
    {"x > y", 1},
    {"x <= 3", 1},
    {"x >= 3.5", 0},
    {"x == 3", 1},
    {"x != 3", 0},
    {"1 + 1 == 2", 1},
    {"x > 0 && y > 0", 0},
    {"x > 0 || y > 0", 1},
    {"1 || 0 && 0", 1},
    {"(1 || 0) && 0", 0},
    {"!x", 0},
    {"!0 + 1", 2},
    {"!(x > 5)", 1},
    {"!x == 0", 1},
    {"(1 < 2) < 3", 1},
    {"0.1 && -2", 1},
    {"if(x > 0, a, speed)", 0.5},
    {"if(x < 0, a, speed)", 10},
    /* arguments are separated by commas, blanks do not matter */
    {"max(0,9)", 9},
    {"max( 0 , 9 )", 9},
    {"pow(2,3)", 8},
    {"max (1, 2)", 2},
    {"clamp(5, 0, 1)", 1},
    {"min(max(1,2),max(3,4))", 2},
    {"((((x))))", 3},
    {"speed*a", 5},
};

static void test_accepted(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(accepted); i++) {
        struct error error = {0};
        double value = NAN;
        if (!evaluate(accepted[i].text, &value, &error))
            fail_msg("'%s': %s", accepted[i].text, error.message);
        if (value != accepted[i].value)
            fail_msg("'%s' is %.17g, not %.17g", accepted[i].text, value, accepted[i].value);
    }
}

static const struct refused {
    const char *text;
    size_t offset;
    const char *says; /* a part of the message */
} refused[] = {
    /* what is written on paper */
    {"2x", 1, "write 2*x"},
    {"3 + 2x", 5, "write 2*x"},
    {"2pi", 1, "write 2*pi"},
    {"2e", 1, "write 2*e"},
    {"2(x)", 1, "write 2*("},
    {"x(2)", 1, "write x*("},
    {"(x)(y)", 3, "write (x)*("},
    {"x y", 2, "write x*y"},
    {"x 2", 2, "write x*2"},
    {"x < 1 and y < 1", 6, "'and' is written &&"},
    {"not x < 1", 0, "'not' is written !"},
    {"x²", 1, "write x^2"},
    {"x³ + 1", 1, "write x^3"},
    {"(x+y)²", 5, "write (x+y)^2"},
    {"x⁻¹", 1, "write x^-1"},
    {"x¹²", 1, "write x^12"},
    {"x − 1", 2, "write -"},
    {"−x", 0, "write -"},
    {"x – 1", 2, "write -"},
    {"x × y", 2, "write *"},
    {"x·y", 1, "write *"},
    {"x÷y", 1, "write /"},
    {"x ≤ y", 2, "write <="},
    {"√(x)", 0, "sqrt"},
    {"π", 0, "write pi"},
    {"“x”", 0, "quotation mark"},
    {"‘x’", 0, "quotation mark"},
    {"'x'", 0, "quotation mark"},
    {"\"x\"", 0, "quotation mark"},
    {"x\xC2\xA0+ 1", 1, "blank"},
    {"|x|", 0, "abs("},
    {"[x]", 0, "write ("},
    {"x!", 1, "unexpected '!'"},
    /* other languages */
    {"x**2", 1, "write ^"},
    {"x ** 2", 2, "write ^"},
    {"x <> y", 2, "write !="},
    {"x => y", 2, "write >="},
    {"x & y", 2, "write &&"},
    {"x | y", 2, "||"},
    {"x = y", 2, "write =="},
    {"x % y", 2, "unexpected '%'"},
    {"0x1F", 1, "hexadecimal"},
    /* the decimal comma */
    {"0,9", 1, "write 0.9"},
    {"1 + 0,25*x", 5, "write 0.25"},
    {"(0,9)", 2, "write 0.9"},
    {"sin(0,9)", 5, "write 0.9"},
    {"sin(10,25)", 6, "write 10.25"},
    {"pow(0,9,2)", 5, "write 0.9"},
    {"x, y", 1, "commas separate"},
    /* numbers */
    {".", 0, "decimal point"},
    {"1.2.3", 3, "second decimal point"},
    {"1e999", 0, "too large"},
    {"1e", 1, "write 1*e"},
    /* names */
    {"foo", 0, "unknown name 'foo'"},
    {"x + sped", 4, "did you mean 'speed'?"},
    {"Sin(x)", 0, "did you mean 'sin'?"},
    {"sinn(x)", 0, "did you mean 'sin'?"},
    {"ln(x)", 0, "did you mean 'log'?"},
    {"arctan(x)", 0, "did you mean 'atan'?"},
    {"sin x", 0, "write sin(x)"},
    {"atan2 + 1", 0, "write atan2(y, x)"},
    {"PI", 0, "did you mean 'pi'?"},
    {"xy", 0, "write x*y"},
    {"x2", 0, "write x^2 or x*2"},
    {"guard(x, y)", 0, "unknown function 'guard'"},
    {"number", 0, "unknown name"},
    /* arguments */
    {"sin()", 4, "needs an argument"},
    {"max()", 4, "needs arguments"},
    {"max(1)", 0, "takes 2 arguments, not 1: max(a, b)"},
    {"sin(x, y)", 0, "takes 1 argument, not 2"},
    {"atan2(x)", 0, "atan2(y, x)"},
    {"if(x, y)", 0, "if(condition, then, else)"},
    {"clamp(x, 1, 2, a)", 0, "takes 3 arguments, not 4"},
    {"max(x,)", 6, "argument is missing"},
    {"max(,x)", 4, "needs arguments"},
    /* parentheses: the place of the one that has no partner */
    {"(x+1", 0, "never closed"},
    {"1+(x*(y+2)", 2, "never closed"},
    {"sin((x)", 0, "never closed"},
    {"sin(", 0, "never closed"},
    {"x)", 1, "never opened"},
    {"sin(x))", 6, "never opened"},
    {"()", 1, "nothing between"},
    /* ends and beginnings */
    {"", 0, "empty"},
    {" \n\t ", 0, "empty"},
    {"x +", 2, "missing after '+'"},
    {"x*-", 2, "missing after '-'"},
    {"*x", 0, "missing"},
    {"x*/y", 1, "missing after '*'"},
    {"(x+)", 2, "missing after '+'"},
    {"x < y < a", 6, "a < b && b < c"},
    {"x == y != a", 7, "a < b && b < c"},
    /* bytes that are no text */
    {"x + \xFF", 4, "UTF-8"},
    {"x + \xC2", 4, "UTF-8"},
    {"x + α", 4, "unexpected 'α'"},
    {"x \x1B[31m", 2, "unexpected"},
};

static void test_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(refused); i++) {
        struct error error = {0};
        double value;
        if (evaluate(refused[i].text, &value, &error))
            fail_msg("'%s' is accepted", refused[i].text);
        if (!strstr(error.message, refused[i].says))
            fail_msg("'%s': '%s' does not say '%s'", refused[i].text, error.message,
                     refused[i].says);
        if (error.offset != refused[i].offset)
            fail_msg("'%s': at %zu, not %zu: %s", refused[i].text, error.offset, refused[i].offset,
                     error.message);
    }
}

static void test_message_controls_no_terminal(void **state)
{
    (void)state;
    struct error error = {0};
    double value;
    assert_false(evaluate("x \x1B]0;title\x07", &value, &error));
    assert_null(strpbrk(error.message, "\x1B\x07"));
}

static void test_length_is_honoured(void **state)
{
    (void)state;
    struct error error = {0};
    double value = 0;
    assert_true(formula_number("12+34", 2, &value, &error));
    assert_true(value == 12);
    assert_false(formula_number("1\0002", 3, &value, &error));
    assert_int_equal(error.offset, 1);
}

static void test_names(void **state)
{
    (void)state;
    static const char *const good[] = {
        "x", "_", "w1", "learning_rate", "Pi", "E", "abcdefghijklmnopqrstuvwxyz012345"};
    static const char *const bad[] = {"",
                                      "1x",
                                      "a b",
                                      "é",
                                      "sin",
                                      "pi",
                                      "e",
                                      "if",
                                      "pow",
                                      "x-",
                                      "abcdefghijklmnopqrstuvwxyz0123456"};
    for (size_t i = 0; i < ARRAY_LENGTH(good); i++) {
        struct error error = {0};
        if (!formula_name_check(good[i], &error))
            fail_msg("'%s': %s", good[i], error.message);
    }
    for (size_t i = 0; i < ARRAY_LENGTH(bad); i++) {
        struct error error = {0};
        if (formula_name_check(bad[i], &error))
            fail_msg("'%s' is accepted", bad[i]);
        assert_true(error.set);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_accepted),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_message_controls_no_terminal),
        cmocka_unit_test(test_length_is_honoured),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
