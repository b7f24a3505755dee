/* Everything works on code points, a column at a time; the one table is that of the ASCII names. */
#include "view/spell.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/number.h"
#include "base/text.h"

enum {
    LAST_ASCII = 0x7E,
    GREEK_FIRST = 0x370,
    GREEK_LAST = 0x3FF,
    SUBSCRIPT_FIRST = 0x2080,
    SUBSCRIPT_LAST = 0x2089,
    LAST_LATIN = 0x24F,
    NABLA = 0x2207,
    ROOT = 0x221A
};

/* What a character is called where there is only ASCII. A name parts itself from a letter before.
 */
// clang-format off
static const struct {
    uint32_t codepoint;
    const char *ascii;
} names[] = {
    {0x3B1, "alpha"}, {0x3B2, "beta"},  {0x3B3, "gamma"}, {0x3B4, "delta"}, {0x3B5, "eps"},
    {0x3B7, "eta"},   {0x3B8, "theta"}, {0x3BA, "kappa"}, {0x3BB, "lambda"},{0x3BC, "mu"},
    {0x3BD, "nu"},    {0x3BE, "xi"},    {0x3C0, "pi"},    {0x3C1, "rho"},   {0x3C3, "sigma"},
    {0x3C4, "tau"},   {0x3C6, "phi"},   {0x3C8, "psi"},   {0x3C9, "omega"}, {0x394, "Delta"},
    {0x3A3, "sum"},   {0x2211, "sum"},  {0x2207, "grad"}, {0x221A, "sqrt"}, {0x221E, "inf"},
    {0x2190, "<-"},   {0x2192, "->"},   {0x2191, "up"},   {0x2193, "down"}, {0x2194, "<->"},
    {0x2264, "<="},   {0x2265, ">="},   {0x2260, "!="},   {0x2248, "~"},    {0x2208, "in"},
    {0x2212, "-"},    {0x2013, "-"},    {0x2014, "-"},    {0x2010, "-"},    {0x2011, "-"},
    {0xB7, "*"},      {0xD7, "*"},      {0x22C5, "*"},    {0x2299, "*"},    {0xF7, "/"},
    {0xB2, "^2"},     {0xB3, "^3"},     {0xB9, "^1"},     {0xB1, "+-"},     {0xB0, "deg"},
    {0x2070, "^0"},   {0x2074, "^4"},   {0x2075, "^5"},   {0x2076, "^6"},   {0x2077, "^7"},
    {0x2078, "^8"},   {0x2079, "^9"},   {0x207B, "^-"},   {0x1D57, "^t"},   {0x207F, "^n"},
    {0x2080, "0"},    {0x2081, "1"},    {0x2082, "2"},    {0x2083, "3"},    {0x2084, "4"},
    {0x2026, "..."},  {0x22EE, ":"},    {0x201C, "\""},   {0x201D, "\""},   {0x2018, "'"},
    {0x2019, "'"},    {0x2032, "'"},    {0x2022, "*"},    {0x25CF, "@"},    {0x25CB, "o"},
    {0x25C6, "+"},    {0x25BA, ">"},    {0x2551, "|"},    {0x25A0, "#"},    {0x25B8, ">"},
    {0x25B6, ">"},    {0x2016, "||"},   {0xBD, "1/2"},    {0x2113, "l"},
    {0x209C, "t"},    {0x208A, "+"},    {0x208B, "-"},    {0x1D60, "^phi"}, {0x3A0, "Pi"},
    {0xE4, "ae"},     {0xF6, "oe"},     {0xFC, "ue"},     {0xDF, "ss"},     {0xE9, "e"},
    {0xE8, "e"},      {0x23CE, "Enter"},{0x21B5, "Enter"},
    {0x2713, "*"},
};
// clang-format on

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Greek, subscripts, roots: what stands in formulas with letters right behind. */
static bool is_sign(uint32_t codepoint)
{
    return (codepoint >= GREEK_FIRST && codepoint <= GREEK_LAST) ||
           (codepoint >= SUBSCRIPT_FIRST && codepoint <= SUBSCRIPT_LAST) || codepoint == ROOT ||
           codepoint == NABLA;
}

static const char *ascii_name(uint32_t codepoint)
{
    for (size_t i = 0; i < ARRAY_LENGTH(names); i++)
        if (names[i].codepoint == codepoint)
            return names[i].ascii;
    return text_columns(codepoint) == 0 ? "" : "?";
}

/* Appends if it fits; *length counts without the NUL. */
static bool append(char *out, size_t size, size_t *length, const char *bytes, size_t count)
{
    if (count >= size - *length)
        return false;
    memcpy(out + *length, bytes, count);
    *length += count;
    out[*length] = '\0';
    return true;
}

static void spell_ascii(char *out, size_t size, const char *text)
{
    size_t length = 0, left = strlen(text), used;
    bool sign = false, raised = false; /* what the last one was */
    for (; left > 0; text += used, left -= used) {
        uint32_t codepoint = text_decode(text, left, &used);
        bool plain = codepoint <= LAST_ASCII;
        const char *name = plain ? text : ascii_name(codepoint);
        bool up = !plain && name[0] == '^', word = codepoint > LAST_LATIN && !up;
        if (up && raised) /* one ^ for a run of exponents */
            name++;
        bool beside =
            length > 0 && is_letter(name[0]) && (plain ? sign : word && is_letter(out[length - 1]));
        if (beside && !append(out, size, &length, " ", 1))
            return;
        if (!append(out, size, &length, name, plain ? 1 : strlen(name)))
            return;
        sign = is_sign(codepoint);
        raised = up;
    }
}

/* Is the '-' there the sign of a number or of its exponent, and not a hyphen? */
static bool is_minus(const char *text, size_t at)
{
    const char *next = text + at + 1;
    char before = at > 0 ? text[at - 1] : ' ';
    bool exponent = before == 'e' && at > 1 && is_digit(text[at - 2]);
    bool begins = strchr(" ([,=", before) != NULL;
    return text[at] == '-' && (begins || exponent) &&
           (is_digit(next[0]) || (next[0] == '.' && is_digit(next[1])) ||
            strncmp(next, "inf", strlen("inf")) == 0);
}

void spell_text(char *out, size_t size, const struct look *look, const char *text)
{
    size_t length = 0, used;
    out[0] = '\0';
    if (look->glyphs == GLYPHS_ASCII) {
        spell_ascii(out, size, text);
        return;
    }
    for (size_t at = 0, end = strlen(text); at < end; at += used) {
        text_decode(text + at, end - at, &used);
        bool fits = is_minus(text, at) ? append(out, size, &length, "−", strlen("−"))
                                       : append(out, size, &length, text + at, used);
        if (!fits)
            return;
    }
}

/* The bytes of the first `columns` columns. */
static size_t bytes_of(const char *text, int columns)
{
    size_t total = 0, left = strlen(text), used;
    for (int taken = 0; left > 0; total += used, left -= used) {
        uint32_t codepoint = text_decode(text + total, left, &used);
        int wide = codepoint == TEXT_INVALID ? 1 : text_columns(codepoint);
        taken += wide > 0 ? wide : 0;
        if (taken > columns)
            break;
    }
    return total;
}

/* The end of the text before the numbers that an ellipsis there would make others of. */
static size_t end_before_numbers(const char *text, size_t end)
{
    while (end > 0) {
        size_t begin = end;
        while (begin > 0 && text[begin - 1] != ' ')
            begin--;
        size_t length = strcspn(text + begin, " "), digit = strcspn(text + begin, "0123456789");
        if (digit >= length || (begin == 0 && is_letter(text[0])))
            break;
        end = begin;
        while (end > 0 && text[end - 1] == ' ')
            end--;
    }
    return end;
}

static const char *ellipsis_of(const struct look *look, int columns)
{
    return look->glyphs != GLYPHS_ASCII ? "…" : columns < 8 ? "~" : "...";
}

void spell_fitting(char *out, size_t size, const struct look *look, const char *text, int columns)
{
    spell_text(out, size, look, text);
    if (columns <= 0)
        out[0] = '\0';
    if (text_width(out) <= columns)
        return;
    const char *ellipsis = ellipsis_of(look, columns);
    size_t end = bytes_of(out, columns - text_width(ellipsis));
    while (end > 0 && out[end - 1] == ' ')
        end--;
    end = end_before_numbers(out, end);
    if (end + strlen(ellipsis) < size)
        strcpy(out + end, ellipsis);
}

/* A paragraph ends at an empty line or at the text's end. */
static bool paragraph_ends(const char *text)
{
    return text[0] == '\0' || (text[0] == '\n' && (text[1] == '\n' || text[1] == '\0'));
}

static const char *skip_blanks(const char *text)
{
    while (*text == ' ' || *text == '\n')
        text++;
    return text;
}

/* Is the blank there between the two numbers of a point, "(-1.04, 0)"? */
static bool is_in_point(const char *text, size_t at)
{
    if (at < 2 || text[at - 1] != ',')
        return false;
    size_t start = at - 1;
    while (start > 0 && strchr("0123456789.-e", text[start - 1]) != NULL)
        start--;
    return start < at - 1 && start > 0 && text[start - 1] == '(';
}

/* Nor does a line end or begin at "x = 2". */
static bool is_break(const char *text, size_t at)
{
    bool beside_equals = at > 0 && (text[at - 1] == '=' || text[at + 1] == '=');
    return text[at] == '\n' || (text[at] == ' ' && !beside_equals && !is_in_point(text, at));
}

/* A name may need a blank before it, too. */
static int columns_of(const struct look *look, uint32_t codepoint)
{
    if (codepoint == TEXT_INVALID || codepoint == '\n')
        return 1;
    if (look->glyphs == GLYPHS_ASCII && codepoint > LAST_ASCII)
        return (int)strlen(ascii_name(codepoint)) + (codepoint > LAST_LATIN);
    int columns = text_columns(codepoint);
    return columns > 0 ? columns : 0;
}

size_t spell_line(const struct look *look, const char *text, int columns, const char **rest)
{
    size_t best = 0, gap = 0, at = 0, left = strlen(text), used;
    for (int taken = 0;; at += used, left -= used) {
        bool ends = paragraph_ends(text + at);
        if (ends || is_break(text, at))
            best = at;
        if (ends)
            break;
        if (strncmp(text + at, "   ", 3) == 0)
            gap = at;
        uint32_t codepoint = text_decode(text + at, left, &used);
        taken += columns_of(look, codepoint);
        if (taken > columns && text[at] != ' ' && text[at] != '\n') {
            best = gap > 0 ? gap : best;
            break;
        }
    }
    if (best == 0) /* one word longer than the line */
        best = at > 0 ? at : 1;
    *rest = skip_blanks(text + best);
    while (best > 0 && text[best - 1] == ' ')
        best--;
    return best;
}

int spell_lines(const struct look *look, const char *text, int columns)
{
    int lines = 0;
    if (text == NULL || columns <= 0)
        return 0;
    for (text = skip_blanks(text); *text != '\0'; lines++)
        spell_line(look, text, columns, &text);
    return lines;
}

bool spell_rule(char *out, size_t size, const struct look *look, const struct rule *rule,
                int columns, int index)
{
    for (size_t i = 0; i < rule->count; i++) {
        spell_text(out, size, look, rule->line[i]);
        char *part = text_width(out) > columns ? strstr(out, "  ") : NULL;
        if (index > (part != NULL)) {
            index -= 1 + (part != NULL);
            continue;
        }
        if (part != NULL && index == 1)
            memmove(out, part + 2, strlen(part + 2) + 1);
        else if (part != NULL)
            *part = '\0';
        return true;
    }
    return false;
}

/* Puts the zeros back that number_print_short() dropped; what has no digits has no zeros. */
static void pad_zeros(char text[SPELL_NUMBER], int digits)
{
    if (strpbrk(text, "in") != NULL)
        return;
    size_t mantissa = strcspn(text, "e");
    int shown = 0;
    bool begun = false;
    for (size_t i = 0; i < mantissa; i++) {
        begun = begun || (text[i] >= '1' && text[i] <= '9');
        shown += begun && text[i] != '.';
    }
    if (shown == 0)
        shown = 1; /* 0 counts as a digit: 0.00 beside 1.23 */
    bool point = memchr(text, '.', mantissa) != NULL;
    char zeros[SPELL_NUMBER] = "";
    int missing = digits - shown;
    if (missing <= 0 || mantissa + (size_t)missing + 2 > NUMBER_TEXT)
        return;
    snprintf(zeros, sizeof zeros, "%s%.*s%s", point ? "" : ".", missing, "00000000000000000",
             text + mantissa);
    memcpy(text + mantissa, zeros, strlen(zeros) + 1);
}

static bool fits(const char *text, int columns)
{
    return (int)strlen(text) <= columns;
}

/* False: it does not fit, however few the digits. */
static bool print_fitting(char text[SPELL_NUMBER], double number, int digits, int columns,
                          bool steady, size_t (*print)(char *, double, int))
{
    for (; digits > 0; digits--) {
        print(text, number, digits);
        if (steady)
            pad_zeros(text, digits);
        if (fits(text, columns))
            return true;
    }
    return false;
}

static bool spell_digits(char out[SPELL_NUMBER], const struct look *look, double number, int digits,
                         int columns, bool steady)
{
    char text[SPELL_NUMBER];
    bool fitting = print_fitting(text, number, digits, columns, steady, number_print_short) ||
                   print_fitting(text, number, digits, columns, steady, number_print_exponent);
    if (fitting)
        spell_text(out, SPELL_NUMBER, look, text);
    else
        strcpy(out, columns > 0 ? ellipsis_of(look, columns) : "");
    return fitting;
}

bool spell_number(char out[SPELL_NUMBER], const struct look *look, double number, int digits,
                  int columns)
{
    return spell_digits(out, look, number, digits, columns, false);
}

bool spell_steady(char out[SPELL_NUMBER], const struct look *look, double number, int digits,
                  int columns)
{
    return spell_digits(out, look, number, digits, columns, true);
}

bool spell_fixed(char out[SPELL_NUMBER], const struct look *look, double number, int decimals,
                 int columns)
{
    char text[SPELL_NUMBER];
    bool plain = isfinite(number) && fabs(number) < 1e6;
    for (; plain && decimals >= 0; decimals--) {
        snprintf(text, sizeof text, "%.*f", decimals, number);
        if (strspn(text, "-0.") == strlen(text)) /* -0.00 is 0.00 */
            memmove(text, text + (text[0] == '-'), strlen(text) + (text[0] != '-'));
        if (fits(text, columns)) {
            spell_text(out, SPELL_NUMBER, look, text);
            return true;
        }
    }
    return spell_number(out, look, number, 4, columns);
}

void spell_power(char out[SPELL_NUMBER], const struct look *look, int exponent)
{
    static const char *const raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    char digits[NUMBER_TEXT];
    if (look->glyphs == GLYPHS_ASCII) {
        snprintf(out, SPELL_NUMBER, "1e%d", exponent);
        return;
    }
    size_t length = 0;
    snprintf(digits, sizeof digits, "%d", abs(exponent));
    append(out, SPELL_NUMBER, &length, "10", 2);
    if (exponent < 0)
        append(out, SPELL_NUMBER, &length, "⁻", strlen("⁻"));
    for (const char *digit = digits; *digit != '\0'; digit++)
        append(out, SPELL_NUMBER, &length, raised[*digit - '0'], strlen(raised[*digit - '0']));
}

int spell_decimals(double span)
{
    int decimals = 4 - (int)ceil(log10(span > 0 && isfinite(span) ? span : 1));
    return decimals < 0 ? 0 : decimals > 6 ? 6 : decimals;
}
