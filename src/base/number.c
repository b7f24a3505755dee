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
#include "base/decimal.h"

static size_t digits_at(const char *text, size_t length, size_t from)
{
    size_t end = from;
    while (end < length && text[end] >= '0' && text[end] <= '9')
        end++;
    return end - from;
}

size_t number_length(const char *text, size_t length)
{
    size_t at = digits_at(text, length, 0), digits = at;
    if (at < length && text[at] == '.') {
        size_t fraction = digits_at(text, length, at + 1);
        at += 1 + fraction;
        digits += fraction;
    }
    if (digits == 0)
        return 0;
    size_t exponent = at + 1;
    if (at >= length || (text[at] != 'e' && text[at] != 'E'))
        return at;
    if (exponent < length && (text[exponent] == '+' || text[exponent] == '-'))
        exponent++;
    size_t power = digits_at(text, length, exponent);
    return power > 0 ? exponent + power : at;
}

static bool is_decimal(const char *text, size_t length)
{
    size_t sign = length > 0 && (text[0] == '+' || text[0] == '-');
    size_t number = number_length(text + sign, length - sign);
    return number > 0 && sign + number == length;
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

bool number_parse_whole(const char *text, uint64_t least, uint64_t most, uint64_t *number)
{
    double value;
    if (!number_parse(text, strlen(text), &value) ||
        !(value >= (double)least && value <= (double)most) || value != floor(value))
        return false;
    *number = (uint64_t)value;
    return true;
}

static const char *special_name(double number)
{
    return isnan(number) ? "nan" : number > 0 ? "inf" : "-inf";
}

/* Returns how many. */
static size_t print_digits(char out[NUMBER_TEXT], uint64_t number)
{
    char reversed[NUMBER_TEXT];
    size_t count = 0;
    do {
        reversed[count++] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    for (size_t i = 0; i < count; i++)
        out[i] = reversed[count - 1 - i];
    return count;
}

static size_t put(char *out, const char *text, size_t length)
{
    memcpy(out, text, length);
    return length;
}

static size_t put_zeros(char *out, int count)
{
    memset(out, '0', count > 0 ? (size_t)count : 0);
    return count > 0 ? (size_t)count : 0;
}

/* d.ddde-07 */
static size_t print_scientific(char *out, const char *digits, size_t count, int exponent)
{
    size_t length = put(out, digits, 1);
    if (count > 1) {
        out[length++] = '.';
        length += put(out + length, digits + 1, count - 1);
    }
    out[length++] = 'e';
    out[length++] = exponent < 0 ? '-' : '+';
    uint64_t size = (uint64_t)abs(exponent);
    length += put_zeros(out + length, size < 10);
    return length + print_digits(out + length, size);
}

static size_t print_fixed(char *out, const char *digits, size_t count, int exponent)
{
    size_t whole = exponent >= 0 ? (size_t)exponent + 1 : 0, length = 0;
    if (whole >= count) {
        length += put(out, digits, count);
        return length + put_zeros(out + length, (int)(whole - count));
    }
    length += whole > 0 ? put(out, digits, whole) : put(out, "0", 1);
    out[length++] = '.';
    length += put_zeros(out + length, -exponent - 1);
    return length + put(out + length, digits + whole, count - whole);
}

/* The form is that of printf's %g with 15 digits, or with as many as there are. */
size_t number_print(char out[NUMBER_TEXT], double number)
{
    char digits[NUMBER_TEXT];
    size_t length = 0;
    if (!isfinite(number))
        return (size_t)snprintf(out, NUMBER_TEXT, "%s", special_name(number));
    if (signbit(number))
        out[length++] = '-';
    if (fabs(number) < 1e15 && number == trunc(number)) {
        length += print_digits(out + length, (uint64_t)fabs(number));
    } else {
        const struct decimal decimal = decimal_shortest(fabs(number));
        size_t count = print_digits(digits, decimal.digits);
        int exponent = decimal.exponent + (int)count - 1;
        bool is_plain = exponent >= -4 && exponent < (count > DBL_DIG ? (int)count : DBL_DIG);
        length +=
            (is_plain ? print_fixed : print_scientific)(out + length, digits, count, exponent);
    }
    out[length] = '\0';
    return length;
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

/* Without an exponent from `plain_from` up to, not including, `plain_to`: as it is after rounding,
 * since 999999.7 at 6 digits is 1e6. */
static size_t print_rounded(char out[NUMBER_TEXT], double number, int digits, int plain_from,
                            int plain_to)
{
    if (!isfinite(number))
        return (size_t)snprintf(out, NUMBER_TEXT, "%s", special_name(number));
    if (number == 0)
        return (size_t)snprintf(out, NUMBER_TEXT, "0");
    if (digits < 1)
        digits = 1;
    if (digits > DBL_DECIMAL_DIG)
        digits = DBL_DECIMAL_DIG;
    snprintf(out, NUMBER_TEXT, "%.*e", digits - 1, number);
    int exponent = atoi(strchr(out, 'e') + 1);
    if (exponent >= plain_from && exponent < plain_to) {
        int decimals = digits - 1 - exponent;
        double rounded = strtod(out, NULL);
        snprintf(out, NUMBER_TEXT, "%.*f", decimals > 0 ? decimals : 0, rounded);
    }
    drop_zeros(out);
    return shorten_exponent(out);
}

size_t number_print_short(char out[NUMBER_TEXT], double number, int digits)
{
    return print_rounded(out, number, digits, -4, 6);
}

size_t number_print_exponent(char out[NUMBER_TEXT], double number, int digits)
{
    return print_rounded(out, number, digits, 0, 0);
}

size_t number_print_place(char out[NUMBER_TEXT], double at, double span, int digits)
{
    double unit = pow(10, floor(log10(span)) - 3);
    double rounded = round(at / unit) * unit;
    return number_print_short(out, isfinite(rounded) ? rounded : at, digits);
}
