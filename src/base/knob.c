/* Knobs: what is accepted, and where a key press leads. */
#include "base/knob.h"

#include <math.h>

#include "base/array.h"
#include "base/number.h"

bool knob_check(const struct knob *knob, double value, struct error *error)
{
    char low[NUMBER_TEXT], high[NUMBER_TEXT];
    if (knob->kind == KNOB_FLAG)
        return value == 0 || value == 1 || error_set(error, "%s is true or false", knob->name);
    if (!isfinite(value) || value < knob->low || value > knob->high) {
        number_print_short(low, knob->low, 6);
        number_print_short(high, knob->high, 6);
        if (isinf(knob->high))
            return error_set(error, "%s must be a number of %s or more", knob->name, low);
        return error_set(error, "%s must lie between %s and %s", knob->name, low, high);
    }
    if (knob->kind == KNOB_COUNT && value != trunc(value))
        return error_set(error, "%s must be a whole number", knob->name);
    return true;
}

static double clamp(double value, double low, double high)
{
    return value < low ? low : value > high ? high : value;
}

/* Renard's R10 series in hundredths: ten steps to a decade, each about 1.26 times the one before.
 */
static const double series[] = {100, 125, 160, 200, 250, 320, 400, 500, 640, 800};
enum { SERIES = ARRAY_LENGTH(series) };

/* The series' value at an index that counts from 1: the double nearest to the decimal. */
static double series_value(long index)
{
    long decade = index >= 0 ? index / SERIES : -((-index + SERIES - 1) / SERIES);
    double whole = series[index - decade * SERIES];
    double exponent = (double)decade - 2;
    /* A whole number and an exact power of ten round once, so 1e-3 comes out as the literal does.
     */
    return exponent >= 0 ? whole * pow(10, exponent) : whole / pow(10, -exponent);
}

/* From a value to the next of the series in a direction; a value between two goes to the nearer
 * end. */
static double turn_logarithmic(double value, int direction)
{
    static const double same = 1e-9; /* relative: closer than this is on the mark */
    long index = lround(SERIES * log10(value));
    for (index -= 2; series_value(index) <= value * (1 + same) && direction > 0; index++)
        continue;
    if (direction > 0)
        return series_value(index);
    for (index += 4; series_value(index) >= value * (1 - same); index--)
        continue;
    return series_value(index);
}

/* To the next multiple of a step, counted from `low`. */
static double turn_by(double step, double low, double value, int direction)
{
    double mark = (value - low) / step;
    double nearest = round(mark);
    double next = fabs(mark - nearest) < 1e-6 ? nearest + direction
                  : direction > 0             ? ceil(mark)
                                              : floor(mark);
    /* The decimal nearest to the mark, so that 0.9 is the literal 0.9. */
    return round((low + next * step) * 1e9) / 1e9;
}

static double turn_linear(const struct knob *knob, double value, int direction)
{
    double step = (knob->shown_high - knob->shown_low) / 50;
    if (knob->kind == KNOB_COUNT)
        step = step < 1 ? 1 : round(step);
    return turn_by(step, knob->shown_low, value, direction);
}

static double turn_memory(double value, int direction)
{
    double just_on = value + direction * 1e-9; /* a mark belongs to where the key leads */
    double step = just_on > 0.99 ? 0.001 : just_on > 0.9 ? 0.01 : 0.1;
    return turn_by(step, 0, value, direction);
}

/* The mark's whole number, or the next one where that is the value itself. */
static double whole(double mark, double value, int direction)
{
    double next = round(mark);
    return direction * (next - value) >= 1 ? next : value + direction;
}

double knob_turn(const struct knob *knob, double value, int direction)
{
    if (knob->kind == KNOB_FLAG)
        return value == 0;
    double next;
    if (knob->scale == KNOB_LINEAR)
        next = turn_linear(knob, value, direction);
    else if (knob->scale == KNOB_MEMORY)
        next = turn_memory(value, direction);
    else if (value > 0)
        next = turn_logarithmic(value, direction);
    else
        next = direction > 0 ? knob->shown_low : value;
    /* A logarithmic knob that may be 0 reaches it below the slider's lower end. */
    if (knob->scale == KNOB_LOGARITHMIC && knob->low <= 0 && direction < 0 &&
        next < knob->shown_low * (1 - 1e-9))
        next = 0;
    if (knob->kind == KNOB_COUNT && knob->scale == KNOB_LOGARITHMIC)
        next = whole(next, value, direction);
    /* A range may be open at the top; the next mark of the largest doubles is none. */
    return isfinite(next) ? clamp(next, knob->low, knob->high) : value;
}

double knob_fraction(const struct knob *knob, double value)
{
    double low = knob->shown_low, high = knob->shown_high;
    if (knob->scale == KNOB_LOGARITHMIC) {
        if (!(value > low))
            return 0;
        return clamp(log(value / low) / log(high / low), 0, 1);
    }
    return clamp((value - low) / (high - low), 0, 1);
}

double knob_at(const struct knob *knob, double fraction)
{
    double low = knob->shown_low, high = knob->shown_high;
    double value = knob->scale == KNOB_LOGARITHMIC ? low * pow(high / low, fraction)
                                                   : low + fraction * (high - low);
    if (knob->kind != KNOB_REAL)
        value = round(value);
    else { /* three digits are what a hand can aim at */
        char text[NUMBER_TEXT];
        double rounded;
        size_t length = number_print_short(text, value, 3);
        if (number_parse(text, length, &rounded))
            value = rounded;
    }
    return clamp(value, knob->low, knob->high);
}
