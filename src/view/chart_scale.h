/*
 * The scale of a chart: how high a value stands, the same on the screen and in a figure.
 *
 * Logarithmic, in whole decades, while no value is negative, with room below for a fall to exactly
 * 0; else, and where its kind asks for it, linear, between round values. Its upper end follows the
 * start: a curve that rises far above it leaves; but of a kind that is shown whole all is seen,
 * over 0 where the curves lie near each other.
 */
#ifndef VIEW_CHART_SCALE_H
#define VIEW_CHART_SCALE_H

#include <math.h>
#include <stdbool.h>

#include "view/chart_gather.h"
#include "view/spell.h"

/* Of all curves. */
struct chart_extremes {
    double low, high; /* finite */
    double least;     /* the smallest above 0 */
    double start;     /* the highest first value */
    double peak;      /* the highest value of the lowest curve */
};
#define CHART_EXTREMES_NONE                                                                        \
    ((struct chart_extremes){(double)INFINITY, -(double)INFINITY, (double)INFINITY,                \
                             -(double)INFINITY, (double)INFINITY})

/* Adds those of a curve's columns, as of chart_gather(). */
void chart_extremes_add(struct chart_extremes *extremes, const struct chart_column *columns,
                        int dots);

struct chart_scale {
    bool linear;
    double low, high; /* decades, or values */
    bool below;       /* some values lie under the lower edge */
    bool zero;        /* none but an exact 0 does: the edge stands for it */
};

/* For a plot of so many rows of text. */
struct chart_scale chart_scale_fit(const struct chart_extremes *extremes, enum chart_kind kind,
                                   int rows);

/* Lowers the lower edge of a logarithmic scale until it is so many decades, times a whole number,
 * below the upper one. */
void chart_scale_even(struct chart_scale *scale, const struct chart_extremes *extremes,
                      double step);

/* "loss", "loss (linear)": a scale other than the kind's usual one is said. */
enum { CHART_HEADING = 64 };
void chart_scale_heading(const struct chart_scale *scale, enum chart_kind kind,
                         char out[CHART_HEADING]);

/* What a decade of a logarithmic scale is called: 10⁻³, or 0 at an edge that stands for it. */
void chart_scale_power(const struct chart_scale *scale, double decade, const struct look *look,
                       char out[SPELL_NUMBER]);

/* How far below the upper edge a value stands: 0 at that edge, 1 at the lower one; NAN for NAN. */
double chart_scale_part(const struct chart_scale *scale, double value);

/* A step of 1, 2 or 5 times a power of ten that goes at most `parts` times into the span. */
double chart_round_step(double span, int parts);

#endif
