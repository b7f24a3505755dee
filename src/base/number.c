/*
 * Numbers and text. The program sets LC_CTYPE only, so the C library reads and prints with a point;
 * what it would accept beyond our numbers (blanks, hexadecimal, "infinity") is refused beforehand.
 */
#include "base/number.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"

static size_t digits_at(const char *text, size_t length, size_t from)
{
    size_t end = from;
    while (end < length && text[end] >= '0' && text[end] <= '9')
        end++;
    return end - from;
}

/* Is text[0..length) of the form [+-] digits [. digits] [e [+-] digits], with a digit in the
 * mantissa? */
static bool is_decimal(const char *text, size_t length)
{
    size_t at = 0;
    if (at < length && (text[at] == '+' || text[at] == '-'))
        at++;
    size_t mantissa = digits_at(text, length, at);
    at += mantissa;
    if (at < length && text[at] == '.') {
        size_t fraction = digits_at(text, length, at + 1);
        at += 1 + fraction;
        mantissa += fraction;
    }
    if (mantissa == 0)
        return false;
    if (at < length && (text[at] == 'e' || text[at] == 'E')) {
        at++;
        if (at < length && (text[at] == '+' || text[at] == '-'))
            at++;
        size_t exponent = digits_at(text, length, at);
        if (exponent == 0)
            return false;
        at += exponent;
    }
    return at == length;
}

static bool parse_special(const char *text, size_t length, double *number)
{
    static const struct {
        const char *name;
        double value;
    } specials[] = {{"inf", (double)INFINITY},
                    {"+inf", (double)INFINITY},
                    {"-inf", -(double)INFINITY},
                    {"nan", (double)NAN}};
    for (size_t i = 0; i < ARRAY_LENGTH(specials); i++)
        if (strlen(specials[i].name) == length && memcmp(specials[i].name, text, length) == 0) {
            *number = specials[i].value;
            return true;
        }
    return false;
}

bool number_parse(const char *text, size_t length, double *number)
{
    if (parse_special(text, length, number))
        return true;
    if (!is_decimal(text, length))
        return false;
    char copy[512];
    if (length < sizeof copy) {
        memcpy(copy, text, length);
        copy[length] = '\0';
        *number = strtod(copy, NULL);
        return true;
    }
    char *long_copy = malloc(length + 1);
    if (long_copy == NULL)
        return false;
    memcpy(long_copy, text, length);
    long_copy[length] = '\0';
    *number = strtod(long_copy, NULL);
    free(long_copy);
    return true;
}

static const char *special_name(double number)
{
    return isnan(number) ? "nan" : number > 0 ? "inf" : "-inf";
}

/*
 * Whole numbers are the common case in trajectories and cost a division or two; the rest tries 15,
 * 16 and 17 digits, one of which always reads back.
 */
size_t number_print(char out[NUMBER_TEXT], double number)
{
    if (!isfinite(number))
        return (size_t)snprintf(out, NUMBER_TEXT, "%s", special_name(number));
    if (fabs(number) < 1e15 && number == trunc(number) && !(number == 0 && signbit(number)))
        return (size_t)snprintf(out, NUMBER_TEXT, "%lld", (long long)number);
    int length = 0;
    for (int digits = DBL_DIG; digits <= DBL_DECIMAL_DIG; digits++) {
        length = snprintf(out, NUMBER_TEXT, "%.*g", digits, number);
        if (strtod(out, NULL) == number)
            break;
    }
    return (size_t)length;
}

/* Turns printf's e+07 and e-05 into e7 and e-5. */
static size_t shorten_exponent(char *out)
{
    char *exponent = strchr(out, 'e');
    if (exponent == NULL)
        return strlen(out);
    char *to = exponent + 1, *from = exponent + 1;
    if (*from == '-')
        *to++ = *from;
    from++;
    while (*from == '0' && from[1] != '\0')
        from++;
    memmove(to, from, strlen(from) + 1);
    return strlen(out);
}

/* Removes the zeros that end the mantissa's fraction, and a point left bare. */
static void drop_zeros(char *out)
{
    char *exponent = strchr(out, 'e');
    char *end = exponent != NULL ? exponent : out + strlen(out);
    if (memchr(out, '.', (size_t)(end - out)) == NULL)
        return;
    char *last = end;
    while (last[-1] == '0')
        last--;
    if (last[-1] == '.')
        last--;
    memmove(last, end, strlen(end) + 1);
}

size_t number_print_short(char out[NUMBER_TEXT], double number, int digits)
{
    if (!isfinite(number))
        return (size_t)snprintf(out, NUMBER_TEXT, "%s", special_name(number));
    if (number == 0)
        return (size_t)snprintf(out, NUMBER_TEXT, "0");
    if (digits < 1)
        digits = 1;
    if (digits > DBL_DECIMAL_DIG)
        digits = DBL_DECIMAL_DIG;
    /* The exponent after rounding decides the form: 999999.7 at 6 digits is 1e6. */
    snprintf(out, NUMBER_TEXT, "%.*e", digits - 1, number);
    int exponent = atoi(strchr(out, 'e') + 1);
    if (exponent >= -4 && exponent < 6) {
        int decimals = digits - 1 - exponent;
        double rounded = strtod(out, NULL);
        snprintf(out, NUMBER_TEXT, "%.*f", decimals > 0 ? decimals : 0, rounded);
    }
    drop_zeros(out);
    return shorten_exponent(out);
}
