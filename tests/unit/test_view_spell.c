/* Would catch: numbers cut between their digits, a minus that differs, rules with ? in ASCII, lines
 * that overrun. */
#include "view/spell.h"

#include <math.h>
#include <string.h>

#include "base/array.h"
#include "base/number.h"
#include "base/text.h"
#include "descent/optimizer.h"
#include "support/test.h"

static const struct look braille = {GLYPHS_BRAILLE, DEPTH_TRUE, false};
static const struct look ascii = {GLYPHS_ASCII, DEPTH_MONO, false};

static void test_numbers(void **state)
{
    (void)state;
    static const struct {
        double number;
        int digits, columns;
        const char *plain, *steady;
    } cases[] = {
        {0.021, 3, 9, "0.021", "0.0210"},
        {-2, 3, 9, "−2", "−2.00"},
        {0, 3, 9, "0", "0.00"},
        {192, 3, 9, "192", "192"},
        {2e-5, 3, 9, "2e−5", "2.00e−5"},
        {-1.2345e-7, 3, 8, "−1.23e−7", "−1.23e−7"},
        {-1.2345e-7, 3, 7, "−1.2e−7", "−1.2e−7"},
        {-1.2345e-7, 3, 5, "−1e−7", "−1e−7"},
        {-1.2345e-7, 3, 4, "…", "…"},
        {1234567, 3, 9, "1.23e6", "1.23e6"},
        {0.000123456, 3, 5, "1e−4", "1e−4"},
        {-0.0002, 3, 6, "−2e−4", "−2e−4"},
        {123456, 3, 5, "1.2e5", "1.2e5"},
        {-2e-308, 3, SPELL_COLUMNS, "−2e−308", "−2e−308"},
        {(double)INFINITY, 3, 9, "inf", "inf"},
        {-(double)INFINITY, 3, 9, "−inf", "−inf"},
        {(double)NAN, 3, 9, "nan", "nan"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        char out[SPELL_NUMBER];
        spell_number(out, &braille, cases[i].number, cases[i].digits, cases[i].columns);
        assert_string_equal(out, cases[i].plain);
        spell_steady(out, &braille, cases[i].number, cases[i].digits, cases[i].columns);
        assert_string_equal(out, cases[i].steady);
    }
}

/* Whatever the number and the room: it fits, and what is shown is the number, shortened. */
static void test_numbers_fit(void **state)
{
    (void)state;
    for (int i = 0; i < 4000; i++) {
        double number =
            ldexp(1 + (i * 7919 % 1009) / 1009.0, i * 17 % 2000 - 1000) * (i % 2 ? 1 : -1);
        for (int columns = 0; columns < 12; columns++) {
            char out[SPELL_NUMBER];
            double read = 0;
            spell_steady(out, &ascii, number, 3, columns);
            assert_true(text_width(out) <= columns);
            bool shown = out[0] != '~' && out[0] != '\0';
            assert_true(shown || columns < SPELL_COLUMNS);
            if (!shown)
                continue;
            assert_true(number_parse(out, strlen(out), &read));
            assert_close(read, number, 0, 0.5);
            spell_fixed(out, &ascii, number, 3, columns);
            assert_true(text_width(out) <= columns);
        }
    }
}

static void test_fixed(void **state)
{
    (void)state;
    char out[SPELL_NUMBER];
    spell_fixed(out, &braille, -3.7793, 2, 9);
    assert_string_equal(out, "−3.78");
    spell_fixed(out, &braille, -0.001, 2, 9);
    assert_string_equal(out, "0.00");
    spell_fixed(out, &braille, -123.456, 3, 6);
    assert_string_equal(out, "−123.5");
    spell_fixed(out, &ascii, 3e9, 2, 9);
    assert_string_equal(out, "3e9");
    spell_fixed(out, &ascii, (double)NAN, 2, 9);
    assert_string_equal(out, "nan");
    spell_power(out, &braille, -12);
    assert_string_equal(out, "10⁻¹²");
    spell_power(out, &ascii, -12);
    assert_string_equal(out, "1e-12");
}

static void test_ascii(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"θ ← θ − ηb", "theta <- theta - eta b"},
        {"b ← μb + (1−τ)∇", "b <- mu b + (1-tau)grad"},
        {"v ← β₂v + (1−β₂)∇²", "v <- beta2 v + (1-beta2)grad^2"},
        {"m′ = m/(1−β₁ᵗ)", "m' = m/(1-beta1^t)"},
        {"θ ← θ − η·m′/(√v′ + ε)", "theta <- theta - eta*m'/(sqrt v' + eps)"},
        {"θ ← θ − ηλθ", "theta <- theta - eta lambda theta"},
        {"(H + δI)⁻¹∇", "(H + delta I)^-1grad"},
        {"Schrödinger’s “café”", "Schroedinger's \"cafe\""},
    };
    char out[SPELL_LINE];
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        spell_text(out, sizeof out, &ascii, cases[i][0]);
        assert_string_equal(out, cases[i][1]);
        spell_text(out, sizeof out, &braille, cases[i][0]);
        assert_string_equal(out, cases[i][0]);
    }
}

/* Every character that an optimizer's rule uses has a name in ASCII. */
static void test_rules(void **state)
{
    (void)state;
    for (size_t i = 0; i < optimizer_count; i++)
        for (const char *const *line = optimizers[i]->rule; *line != NULL; line++) {
            char out[SPELL_LINE];
            spell_text(out, sizeof out, &ascii, *line);
            if (strchr(out, '?') != NULL)
                print_error("%s: %s\n", *line, out);
            assert_null(strchr(out, '?'));
            assert_true(strlen(out) < 80);
        }
}

/* A rule's line is broken only where it must be, and no part of it is lost. */
static void test_rule_lines(void **state)
{
    (void)state;
    static const struct rule rule = {3,
                                     {"m ← βm", "m′ = m/(1−β₁ᵗ)  v′ = v/(1−β₂ᵗ)", "θ ← θ − ηm′"}};
    static const char *const wide[] = {"m ← βm", "m′ = m/(1−β₁ᵗ)  v′ = v/(1−β₂ᵗ)", "θ ← θ − ηm′"};
    static const char *const narrow[] = {"m ← βm", "m′ = m/(1−β₁ᵗ)", "v′ = v/(1−β₂ᵗ)",
                                         "θ ← θ − ηm′"};
    char out[SPELL_LINE];
    for (int i = 0; i < 3; i++) {
        assert_true(spell_rule(out, sizeof out, &braille, &rule, 40, i));
        assert_string_equal(out, wide[i]);
    }
    assert_false(spell_rule(out, sizeof out, &braille, &rule, 40, 3));
    for (int i = 0; i < 4; i++) {
        assert_true(spell_rule(out, sizeof out, &braille, &rule, 20, i));
        assert_string_equal(out, narrow[i]);
    }
    assert_false(spell_rule(out, sizeof out, &braille, &rule, 20, 4));
}

static void test_fitting(void **state)
{
    (void)state;
    char out[SPELL_LINE];
    spell_fitting(out, sizeof out, &braille, "a curved valley", 10);
    assert_string_equal(out, "a curved…");
    spell_fitting(out, sizeof out, &braille, "a curved valley", 15);
    assert_string_equal(out, "a curved valley");
    spell_fitting(out, sizeof out, &ascii, "a curved valley", 12);
    assert_string_equal(out, "a curved...");
    spell_fitting(out, sizeof out, &ascii, "a curved valley", 4);
    assert_string_equal(out, "a c~");
    spell_fitting(out, sizeof out, &braille, "漢字漢字", 5);
    assert_string_equal(out, "漢字…");
    spell_fitting(out, sizeof out, &braille, "word", 0);
    assert_string_equal(out, "");
}

/* No line too wide, no word lost or split that need not be, no blank at a line's ends. */
static void test_lines(void **state)
{
    (void)state;
    static const char text[] = "  A curved valley with a flat floor.\nGetting into it is easy; "
                               "gettingalongitissomewhatlessso.\n\nA second paragraph.\n";
    for (int columns = 1; columns < 80; columns++) {
        size_t letters = 0;
        int lines = 0;
        const char *at = text + 2;
        for (; *at != '\0'; lines++) {
            const char *line = at;
            size_t length = spell_line(&braille, line, columns, &at);
            assert_true(length > 0 && (int)length <= columns && at > line);
            assert_true(line[0] != ' ' && line[length - 1] != ' ');
            for (size_t i = 0; i < length; i++)
                letters += line[i] != ' ' && line[i] != '\n';
        }
        assert_int_equal(lines, spell_lines(&braille, text, columns));
        size_t all = 0;
        for (const char *c = text; *c != '\0'; c++)
            all += *c != ' ' && *c != '\n';
        assert_int_equal(letters, all);
    }
    assert_int_equal(spell_lines(&braille, NULL, 20), 0);
    assert_int_equal(spell_lines(&braille, "", 20), 0);
    assert_int_equal(spell_lines(&braille, "one two three", 7), 2);
    const char *rest; /* a point stays on one line */
    spell_line(&braille, "minimum (-1.04, 0), steps", 15, &rest);
    assert_string_equal(rest, "(-1.04, 0), steps");
    spell_line(&braille, "0.0736 beyond y = 2, outside", 17, &rest); /* an equation, too */
    assert_string_equal(rest, "y = 2, outside");
    spell_line(&braille, "t = 1   τ dampening = 0   ω weight_decay = 0", 30, &rest);
    assert_string_equal(rest, "ω weight_decay = 0"); /* and what is a term of a list */
    /* by what it takes once it is spelled: theta <- eta */
    assert_int_equal(spell_lines(&braille, "θ ← η", 5), 1);
    assert_int_equal(spell_lines(&ascii, "θ ← η", 5), 3);
}

/* Would catch: "-1.04" in a sentence beside "−1.04" in a panel; a hyphen that becomes a minus. */
static void test_signs(void **state)
{
    (void)state;
    static const struct {
        const char *text, *spelled;
    } cases[] = {
        {"-1", "−1"},
        {"(-1.04, -2e-7)", "(−1.04, −2e−7)"},
        {"beyond x = -.4", "beyond x = −.4"},
        {"the loss was -inf", "the loss was −inf"},
        {"start [-0.4, 2]", "start [−0.4, 2]"},
        {"mini-batch of 2026-11-22", "mini-batch of 2026-11-22"},
        {"walk-3.png, 2-3 steps", "walk-3.png, 2-3 steps"},
        {"-, -x, --set, a - b", "-, -x, --set, a - b"},
        {"one-e-3", "one-e-3"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        char out[64];
        spell_text(out, sizeof out, &braille, cases[i].text);
        assert_string_equal(out, cases[i].spelled);
        spell_text(out, sizeof out, &ascii, cases[i].text);
        assert_string_equal(out, cases[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),    cmocka_unit_test(test_numbers_fit),
        cmocka_unit_test(test_fixed),      cmocka_unit_test(test_ascii),
        cmocka_unit_test(test_rule_lines), cmocka_unit_test(test_rules),
        cmocka_unit_test(test_fitting),    cmocka_unit_test(test_lines),
        cmocka_unit_test(test_signs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
