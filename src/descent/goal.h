/*
 * The goal of a race: within a hundredth of the way from the start's loss down to the deepest one
 * that is known of the window. One line for all: where walkers start apart, the lowest start
 * counts, so that nobody has less than ninety-nine hundredths of the own way to go.
 *
 * A walker is there at the first step from which on its loss stays at or below the line: one that
 * swings through has not arrived.
 */
#ifndef DESCENT_GOAL_H
#define DESCENT_GOAL_H

#include "descent/race.h"

#define GOAL_PART 0.01

struct goal {
    bool exists;                 /* false: no start has a finite loss above the deepest */
    double start, deepest, line; /* losses */
};

struct goal goal_of(const struct race *race, double deepest);

enum { GOAL_NEVER = -1 };

/* How far a walk was looked at, so that a step costs a step. A zeroed struct: nowhere. */
struct arrival {
    const struct walk *walk;
    uint64_t generation;
    double line;
    size_t count; /* points looked at */
    int64_t step; /* the arrival's, or GOAL_NEVER */
};

/* The step at which the walk arrived for good, as far as its present can tell, or GOAL_NEVER. */
int64_t goal_arrival(struct arrival *arrival, const struct walk *walk, const struct goal *goal);

/* Of the score: who arrived first; of those that did not, who is deepest; who has no loss any more
 * comes last. */
struct goal_place {
    size_t walker;
    int64_t arrival; /* step, or GOAL_NEVER */
    double loss;     /* at the present */
};

/* The places of the race's walks, the first first; returns their number. */
size_t goal_places(const struct race *race, const struct goal *goal,
                   struct goal_place places[RACE_WALKS]);

#endif
