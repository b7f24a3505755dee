/*
 * A double is taken apart, its interval scaled by a power of ten out of the table, and the shortest
 * of the four candidates taken. Logarithms are products with a shift, exact for every exponent.
 */
#include "base/decimal.h"

#include <stdbool.h>
#include <string.h>

enum { FRACTION_BITS = 52, EXPONENT_BIAS = 1075 };

/* number = mantissa times 2^exponent, with all 53 bits where it is normal. */
struct binary {
    uint64_t mantissa;
    int exponent;
    bool is_lopsided; /* the double below is nearer than the one above */
};

static struct binary take_apart(double number)
{
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    uint64_t fraction = bits & ((UINT64_C(1) << FRACTION_BITS) - 1);
    int biased = (int)(bits >> FRACTION_BITS & 0x7FF);
    if (biased == 0)
        return (struct binary){fraction, 1 - EXPONENT_BIAS, false};
    return (struct binary){fraction | UINT64_C(1) << FRACTION_BITS, biased - EXPONENT_BIAS,
                           fraction == 0 && biased > 1};
}

/* --- logarithms, rounded down: right for every exponent of a double */

/* Of 2^e, or of 3/4 of it, to base ten. */
static int log10_of_power_of_2(int e, bool three_quarters)
{
    return (e * 1262611 - (three_quarters ? 524031 : 0)) >> 22;
}

static int log2_of_power_of_10(int e)
{
    return (e * 1741647) >> 19;
}

/* --- products */

struct wide {
    uint64_t high, low;
};

static struct wide multiply(uint64_t a, uint64_t b)
{
    uint64_t a0 = (uint32_t)a, a1 = a >> 32, b0 = (uint32_t)b, b1 = b >> 32;
    uint64_t low = a0 * b0, cross = a1 * b0 + (low >> 32), other = a0 * b1 + (uint32_t)cross;
    return (struct wide){a1 * b1 + (cross >> 32) + (other >> 32), other << 32 | (uint32_t)low};
}

/*
 * The upper 64 bits of a product with a power of ten; its last bit is set if anything follows, so
 * that it compares as the exact product would. (A power that was rounded up is less than one too
 * large, which can make nothing follow into 1.)
 */
static uint64_t scale(const uint64_t power[2], uint64_t factor)
{
    struct wide upper = multiply(power[0], factor), lower = multiply(power[1], factor);
    uint64_t follows = upper.low + lower.high;
    uint64_t whole = upper.high + (follows < upper.low);
    return whole | (follows > 1);
}

/* --- candidates */

static struct decimal without_zeros(struct decimal decimal)
{
    while (decimal.digits % 10 == 0) {
        decimal.digits /= 10;
        decimal.exponent++;
    }
    return decimal;
}

/* What reads back, and the number itself, in quarters of 10^exponent. */
struct interval {
    uint64_t low, high, middle;
    int exponent;
};

/* A multiple of the unit next to the number that reads back: the one below, or the one above, but
 * not both. */
static bool only_one(const struct interval *interval, uint64_t below, uint64_t unit, uint64_t *out)
{
    bool below_reads = interval->low <= 4 * below * unit;
    bool above_reads = 4 * (below + 1) * unit <= interval->high;
    *out = below + above_reads;
    return below_reads != above_reads;
}

static struct decimal choose(const struct interval *interval)
{
    uint64_t below = interval->middle / 4, tens = below / 10, digits;
    if (below >= 10 && only_one(interval, tens, 10, &digits))
        return (struct decimal){digits, interval->exponent + 1};
    if (only_one(interval, below, 1, &digits))
        return (struct decimal){digits, interval->exponent};
    uint64_t half = 4 * below + 2;
    bool up = interval->middle > half || (interval->middle == half && (below & 1));
    return (struct decimal){below + up, interval->exponent};
}

struct decimal decimal_shortest(double number)
{
    const struct binary binary = take_apart(number);
    int exponent = log10_of_power_of_2(binary.exponent, binary.is_lopsided);
    int shift = binary.exponent + log2_of_power_of_10(-exponent) + 1;
    const uint64_t *power = decimal_powers[-exponent - DECIMAL_POWER_LEAST];
    uint64_t quarters = 4 * binary.mantissa, below = binary.is_lopsided ? 1 : 2;
    /* The ends themselves read back only to an even mantissa. */
    uint64_t excluded = binary.mantissa & 1;
    const struct interval interval = {
        .low = scale(power, (quarters - below) << shift) + excluded,
        .high = scale(power, (quarters + 2) << shift) - excluded,
        .middle = scale(power, quarters << shift),
        .exponent = exponent,
    };
    return without_zeros(choose(&interval));
}
