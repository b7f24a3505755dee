/*
 * Numbers and places as the reasons of verdicts say them. For src/descent/verdict*.c only.
 */
#ifndef DESCENT_VERDICT_WORDS_H
#define DESCENT_VERDICT_WORDS_H

#include "base/number.h"
#include "descent/verdict_evidence.h"

enum { WORDS_POINT = 2 * NUMBER_TEXT + 8 };

/* Each returns `out`. */
const char *words_number(char out[NUMBER_TEXT], double number);

/* "(1, -2.5)", to a thousandth of the window, in few digits far from it. */
const char *words_point(char out[WORDS_POINT], const struct evidence *evidence,
                        const double at[SURFACE_AXES]);

#endif
