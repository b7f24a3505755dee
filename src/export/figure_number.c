/*
 * Numbers as a book sets them: with a real minus sign, and 1.5e-9 as 1.5·10⁻⁹.
 */
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "export/figure_parts.h"

/* As base/number.h wrote it. */
static void add_number(struct buffer *out, const char *text, size_t length)
{
    static const char *const raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    const char *end = text + length;
    if (*text == '-') {
        buffer_add_text(out, "−");
        text++;
    }
    const char *exponent = memchr(text, 'e', (size_t)(end - text));
    const char *mantissa_end = exponent != NULL ? exponent : end;
    bool bare = exponent == text + 1 && *text == '1';
    if (!bare)
        buffer_append(out, text, (size_t)(mantissa_end - text));
    if (exponent == NULL)
        return;
    buffer_add_text(out, bare ? "10" : "·10");
    for (const char *digit = exponent + 1; digit < end; digit++)
        buffer_add_text(out, *digit == '-' ? "⁻" : *digit == '+' ? "" : raised[*digit - '0']);
}

void figure_number(char out[FIGURE_NUMBER], double number, int digits)
{
    char text[NUMBER_TEXT];
    struct buffer shown = {0};
    add_number(&shown, text, number_print_short(text, number, digits));
    snprintf(out, FIGURE_NUMBER, "%s", buffer_text(&shown));
    buffer_release(&shown);
}

/* Of the number with its sign that the text begins with; 0: it begins with none. */
static size_t signed_length(const char *text)
{
    size_t sign = *text == '-', length = number_length(text + sign, strlen(text + sign));
    return length > 0 ? sign + length : 0;
}

static bool is_of_word(char letter)
{
    return ((unsigned char)letter | 32) >= 'a' || strchr("_0123456789", letter) != NULL;
}

void figure_words(struct buffer *out, const char *text)
{
    bool in_word = false; /* the 2 of x2 is none */
    int depth = 0;
    buffer_clear(out);
    while (*text != '\0') {
        size_t length = in_word ? 0 : signed_length(text);
        depth += (*text == '(') - (*text == ')');
        if (length > 0)
            add_number(out, text, length);
        else if (*text == ' ' && depth > 0)
            buffer_add_text(out, NO_BREAK);
        else
            buffer_add_char(out, *text);
        text += length > 0 ? length : 1;
        in_word = is_of_word(text[-1]);
    }
}
