#include "descent/verdict_words.h"

#include <stdio.h>

enum { DIGITS = 3 };

const char *words_number(char out[NUMBER_TEXT], double number)
{
    number_print_short(out, number, DIGITS);
    return out;
}

const char *words_point(char out[WORDS_POINT], const struct evidence *evidence,
                        const double at[SURFACE_AXES])
{
    char x[2][NUMBER_TEXT];
    for (int axis = 0; axis < SURFACE_AXES; axis++)
        number_print_place(x[axis], at[axis], evidence->span[axis], DIGITS);
    snprintf(out, WORDS_POINT, "(%s, %s)", x[0], x[1]);
    return out;
}
