/*
 * The words of the formula language: where a name or a number ends. (How a number is written is
 * number_length()'s to say.)
 */
#ifndef SURFACE_LEXEME_H
#define SURFACE_LEXEME_H

#include <stdbool.h>
#include <stddef.h>

/* A run of bytes of the formula. */
struct span {
    size_t start, end;
};

bool lexeme_is_digit(char byte);

/* Where the digits that begin at `at` end; `at` itself if none does. */
size_t lexeme_digits_end(const char *text, size_t length, size_t at);

/* The length of the name at `at`: a letter or _, then letters, digits, _. 0: none starts there. */
size_t lexeme_name(const char *text, size_t length, size_t at);

/* The length of the number there. 0: none starts there. */
size_t lexeme_number(const char *text, size_t length, size_t at);

/* Where the blanks that begin at `at` end; `at` itself if none does. */
size_t lexeme_blanks_end(const char *text, size_t length, size_t at);

/* Does an opening parenthesis follow there, but for blanks? */
bool lexeme_opens(const char *text, size_t length, size_t at);

/* Is the comma at `at` between two digits? */
bool lexeme_is_decimal_comma(const char *text, size_t length, size_t at);

#endif
