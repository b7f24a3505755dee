/*
 * The shortest decimal that reads back to a double, and of those the nearest to it.
 *
 * R. Giulietti, "The Schubfach way to render doubles" (2020): what reads back is an interval around
 * the double; scaled by the power of ten that makes it 1 to 10 long it holds at least one whole
 * number and at most one multiple of ten, so that four candidates are enough. All is done in whole
 * numbers, with products of 64 by 128 bits.
 */
#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H

#include <stdint.h>

enum { DECIMAL_DIGITS = 17 };

struct decimal {
    uint64_t digits; /* at most DECIMAL_DIGITS of them, the last no zero */
    int exponent;    /* the value is digits times 10^exponent */
};

/* Of a finite number above zero. */
struct decimal decimal_shortest(double number);

/*
 * Powers of ten from 10^DECIMAL_POWER_LEAST on, to 128 bits, rounded up: the upper 64 bits, of
 * which the first is one, and the lower ones. The power of two that they are scaled by is left out.
 */
enum { DECIMAL_POWER_LEAST = -292, DECIMAL_POWERS = 617 };
extern const uint64_t decimal_powers[DECIMAL_POWERS][2];

#endif
