/* ASCII alone: what else a formula may hold is an error, with a hint of its own. */
#include "surface/lexeme.h"

#include <string.h>

#include "base/number.h"

bool lexeme_is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_';
}

size_t lexeme_digits_end(const char *text, size_t length, size_t at)
{
    while (at < length && lexeme_is_digit(text[at]))
        at++;
    return at;
}

size_t lexeme_blanks_end(const char *text, size_t length, size_t at)
{
    while (at < length && text[at] != '\0' && strchr(" \t\r\n", text[at]) != NULL)
        at++;
    return at;
}

bool lexeme_opens(const char *text, size_t length, size_t at)
{
    size_t end = lexeme_blanks_end(text, length, at);
    return end < length && text[end] == '(';
}

size_t lexeme_name(const char *text, size_t length, size_t at)
{
    size_t end = at;
    while (end < length && (is_letter(text[end]) || (end > at && lexeme_is_digit(text[end]))))
        end++;
    return end - at;
}

size_t lexeme_number(const char *text, size_t length, size_t at)
{
    return number_length(text + at, length - at);
}

bool lexeme_is_decimal_comma(const char *text, size_t length, size_t at)
{
    return at > 0 && at + 1 < length && text[at] == ',' && lexeme_is_digit(text[at - 1]) &&
           lexeme_is_digit(text[at + 1]);
}
