/*
 * The lines of a walk, as its map and its charts draw them: what is not its past is dotted and dim.
 */
#ifndef VIEW_TRAIL_H
#define VIEW_TRAIL_H

#include "descent/race.h"

enum trail {
    TRAIL_GHOST, /* the future that its last branch cut off */
    TRAIL_AHEAD, /* all that is kept of it; the past, drawn over it, leaves the future to be seen */
    TRAIL_PAST,
    TRAILS
};

/* Without points where there is no such line. Valid until the walk changes. */
struct trail_line {
    const struct walk_point *points;
    size_t count;
    uint64_t first; /* the step of points[0] */
    uint64_t generation;
};
struct trail_line trail_of(const struct walk *walk, enum trail trail);

/* The last step of all lines. */
uint64_t trail_last_step(const struct race *race);

#endif
