/*
 * The learning-rate finder: one walk for each rate of a range, and the rate that serves best.
 *
 * A sweep over whole walks, not a ramp within one (Smith 2017): in two dimensions walks are cheap,
 * and what each rate leads to is then a fact and not an estimate. The rates go ten to a decade
 * (knob_turn()'s series).
 */
#ifndef DESCENT_RATE_H
#define DESCENT_RATE_H

#include "descent/walker.h"

enum { RATE_TRIALS = 71, RATE_STEPS = 2000 }; /* 1e-6 to 10; steps of a trial, at most */

enum rate_outcome {
    RATE_CRAWLED, /* still well on its way down when the steps were over */
    RATE_SETTLED, /* the loss no longer changes much */
    RATE_BOUNCED, /* the loss goes up and down and gets no lower */
    RATE_CLIMBED, /* it ended higher than it began */
    RATE_DIVERGED /* it left the finite numbers */
};

struct rate_trial {
    double rate;
    double loss;    /* after the last step taken */
    uint64_t steps; /* taken; fewer than asked for only if it diverged */
    uint64_t near;  /* the first step from which on the loss stayed near the best of all trials (see
                       rate_sweep()); UINT64_MAX: never */
    enum rate_outcome outcome;
};

struct rate_sweep {
    struct rate_trial trials[RATE_TRIALS];
    double start_loss, best_loss;
    int recommended; /* index; -1: no rate led downhill */
};

/*
 * Walks each rate `steps` steps (RATE_STEPS at most) from the start with the settings but their
 * rate. Recommended is, of the rates that end within a hundredth of the way from the start's loss
 * to the best found, the one that came there first; of equals the smallest.
 */
void rate_sweep(const struct surface *surface, const struct walker_settings *settings,
                const double start[2], uint64_t steps, const struct walker_chance *chance,
                struct rate_sweep *out);

/* "crawled", "settled", ... */
const char *rate_outcome_name(enum rate_outcome outcome);

#endif
