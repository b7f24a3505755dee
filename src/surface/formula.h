/*
 * Formulas for other uses than a surface: `until` in lessons, numbers in scene files (`pi/2`).
 *
 * The language: numbers, names, `pi`, `e`; + - * / ^ (right-associative, above unary minus);
 * < <= > >= == != && || !; if(c, a, b); the functions of surface/operation.h. Truth is any number
 * but 0; comparisons give 0 or 1.
 */
#ifndef SURFACE_FORMULA_H
#define SURFACE_FORMULA_H

#include <stddef.h>

#include "base/error.h"

struct formula;

/* Parses and compiles over `count` named variables. NULL on failure, with the offset. */
struct formula *formula_new(const char *text, size_t length, const char *const *names, size_t count,
                            struct error *error) NODISCARD;
void formula_free(struct formula *formula);

/*
 * The errors of a formula end with the first, but for words that are no names: this finds the next
 * of them, beyond the offset of `error`, and puts what it tells in its place. False: there is none.
 */
bool formula_next_unknown(const char *text, size_t length, const char *const *names, size_t count,
                          struct error *error);

/* Strict value for the variables' values, in the order of the names. */
double formula_value(const struct formula *formula, const double *values);

/* The value of a formula without variables, such as `2*pi` or `-1.5`. */
bool formula_number(const char *text, size_t length, double *number, struct error *error) NODISCARD;

/* Is the word a name that a scene may give to a parameter, constant or column? (A letter or _, then
 * letters, digits, _; not a function, not pi or e; at most 32 bytes.) */
bool formula_name_check(const char *name, struct error *error) NODISCARD;

#endif
