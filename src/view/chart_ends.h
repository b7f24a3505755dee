/*
 * Where the letters at the ends of curves stand, which are the only legend of a chart: the same
 * rule on the screen, in rows, and in a figure, in units.
 */
#ifndef VIEW_CHART_ENDS_H
#define VIEW_CHART_ENDS_H

#include <stdbool.h>
#include <stddef.h>

/* Lengths count to the right and downwards. */
struct chart_end {
    size_t walker;
    double value;  /* the curve's last, infinite where that is no number */
    bool gone;     /* it left through the top: not asked for here */
    double right;  /* where its letter stands */
    double down;   /* where the curve ends; higher values never lie lower */
    double letter; /* how far down its letter goes: chart_ends_spread() finds it */
};

/* The room of the letters' middles, and how near two of them may come. */
struct chart_ends_room {
    double top, bottom, apart, across;
};

/*
 * Letters that stand less than `across` beside each other are set `apart`, in the order of the
 * curves' last values, then of the walkers: all together as near to their curves' ends as that and
 * the room allow (in the sum of squares). Where the room is too low for all they share it evenly.
 * Sorts the ends: those of a column follow each other from the top down.
 */
void chart_ends_spread(struct chart_end *ends, size_t count, const struct chart_ends_room *room);

#endif
