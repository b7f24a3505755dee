/*
 * Numbers and text, independent of the locale: the decimal sign is a point, always.
 */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

#define NUMBER_PI 3.14159265358979323846

enum { NUMBER_TEXT = 32 }; /* room for any number that this module prints, with the NUL */

/*
 * Reads the whole of text[0..length) as a decimal number: sign, digits with an optional point, an
 * optional exponent; also inf, -inf and nan. No hexadecimal, no blanks, no digit separators.
 * Returns false, and leaves *number alone, when it is anything else. A number too large for a
 * double reads as inf; the caller judges whether it may.
 */
bool number_parse(const char *text, size_t length, double *number) NODISCARD;

/* The same of a string, if it is a whole number from `least` to `most`, which is at most 2^53. */
bool number_parse_whole(const char *text, uint64_t least, uint64_t most,
                        uint64_t *number) NODISCARD;

/* The length of the number that the text begins with: digits with an optional point, an optional
 * exponent; no sign. 0: there is none. */
size_t number_length(const char *text, size_t length);

/* The shortest decimal that reads back to the same double; `inf`, `-inf`, `nan`. Returns length. */
size_t number_print(char out[NUMBER_TEXT], double number);

/*
 * For people: `digits` significant digits (1 to 17), no trailing zeros, exponents as e5 and e-5
 * only below 1e-4 and from 1e6 on. `-0` prints as 0. Returns length.
 */
size_t number_print_short(char out[NUMBER_TEXT], double number, int digits);

/* The same with an exponent whatever the number: 2e-4, 1.2e3. */
size_t number_print_exponent(char out[NUMBER_TEXT], double number, int digits);

/* The same of a coordinate in a window that is `span` wide: rounded to a thousandth of it, or a
 * little finer, so that what is nearly 0 there prints as 0. */
size_t number_print_place(char out[NUMBER_TEXT], double at, double span, int digits);

#endif
