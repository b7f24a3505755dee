/*
 * What was probably meant: messages for a formula that cannot be read.
 *
 * Each sets the error at its place with a suggestion that can be typed as it stands, and returns
 * false.
 */
#ifndef SURFACE_HINT_H
#define SURFACE_HINT_H

#include <stddef.h>

#include "base/error.h"
#include "surface/lexeme.h"
#include "surface/parse.h"

struct hint_place {
    const char *text;
    size_t length;
    size_t at;         /* where the error stands */
    struct span value; /* the value just before, empty if there is none */
    struct error *error;
};

/* A character that begins neither a value nor an operator: x², −, ×, “, =, [, ... */
bool hint_character(const struct hint_place *place);

/* Two values side by side: 2x, x(1 + y), (a)(b). */
bool hint_missing_operator(const struct hint_place *place);

/* A word that is no name, or before an opening parenthesis no function. */
bool hint_unknown_name(const struct hint_place *place, struct span word, const struct names *names);

/* The same of the first such word beyond `place->at`, whether or not the formula can be read as
 * far. False: there is none. */
bool hint_next_unknown(const struct hint_place *place, const struct names *names);

/* A comma that separates no arguments. */
bool hint_comma(const struct hint_place *place);

/* `function` takes other than `count` arguments. `comma`: one that could be a decimal comma, or 0.
 */
bool hint_arguments(const struct hint_place *place, enum operation_code function, int count,
                    size_t comma);

/* A function without its parentheses: `sin x`. */
bool hint_call(const struct hint_place *place, enum operation_code function);

#endif
