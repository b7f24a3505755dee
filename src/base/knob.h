/*
 * A knob: a quantity that a person may turn, described once.
 *
 * Scene keys, --set, live keys, sliders, the help and the manual all read such rows. A flag is a
 * knob whose value is 0 or 1; a count is one whose value is whole. Every value is a double.
 */
#ifndef BASE_KNOB_H
#define BASE_KNOB_H

#include "base/error.h"

/* 2^53: every whole number up to it is a double, so a count goes no further. */
#define KNOB_WHOLE 9007199254740992.0

enum knob_kind { KNOB_REAL, KNOB_COUNT, KNOB_FLAG };
enum knob_scale { KNOB_LINEAR, KNOB_LOGARITHMIC, KNOB_MEMORY };

struct knob {
    const char *name;   /* in scene files and --set: "weight_decay" */
    const char *label;  /* on the screen: "weight decay" */
    const char *symbol; /* in formulas: "η", "β₁" */
    enum knob_kind kind;
    enum knob_scale scale;        /* how the slider and the keys divide the range */
    double low, high;             /* what is accepted, both ends included */
    double shown_low, shown_high; /* the ends of the slider */
    double initial;               /* PyTorch's default; NAN: must be given */
    const char *help;             /* one line */
};

/* Is the value allowed (finite, in range, whole where it must be)? The message names the knob. */
bool knob_check(const struct knob *knob, double value, struct error *error) NODISCARD;

/*
 * The value one key press further (direction +1 or -1), clamped to the accepted range. Logarithmic
 * knobs go along 1, 1.25, 1.6, 2, 2.5, 3.2, 4, 5, 6.4, 8, 10 (ten to a decade, so that 0.001, 0.01
 * and 0.1 are met exactly), linear ones by a fiftieth of the slider, on its marks; counts by 1 at
 * least; flags flip. A memory (momentum, the betas) keeps about 1/(1 - value) steps, so its keys go
 * by tenths to 0.9, by hundredths to 0.99, and then by thousandths; its slider is linear.
 * Finite always: where no double is left, the value stays.
 */
double knob_turn(const struct knob *knob, double value, int direction);

/* Where on the slider the value stands, 0 to 1; clamped. knob_at() is the value there: to three
 * digits, or whole, within the accepted range. */
double knob_fraction(const struct knob *knob, double value);
double knob_at(const struct knob *knob, double fraction);

#endif
