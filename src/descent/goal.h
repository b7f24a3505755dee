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

#include "base/buffer.h"
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

/* Of the score: who arrived first; of those that arrived together, or did not, who is deepest; who
 * has no loss any more comes last. */
struct goal_place {
    size_t walker;
    int64_t arrival; /* step, or GOAL_NEVER */
    double loss;     /* at the present */
    size_t rank;     /* from 1; those that tie share it */
};

/* By the rule: negative if p comes before q, 0 if they tie. */
int goal_compare(const struct goal_place *p, const struct goal_place *q);

/* The places of the race's walks, the first first; returns their number. */
size_t goal_places(const struct race *race, const struct goal *goal,
                   struct goal_place places[RACE_WALKS]);

/* The rule by which a race is won, in words; who wins by it: "A wins", "A and B tie", "nobody
 * wins"; and why, after that: "A wins: at the goal after 34 steps". */
extern const char goal_rule[];
void goal_print_winner(const struct goal_place *places, size_t count, struct buffer *out);
void goal_print_result(const struct goal_place *places, size_t count, struct buffer *out);

#endif
