/*
 * The learning-rate finder: one walk for each rate of a range, and the rate that serves best.
 *
 * A sweep over whole walks, not a ramp within one (Smith 2017): in two dimensions walks are cheap,
 * and what each rate leads to is then a fact and not an estimate. The rates go ten to a decade
 * (knob_turn()'s series) over seven decades. Where those lie is found by single steps: the last one
 * begins at the largest power of ten whose first step neither raises the loss nor leaves the
 * window. A first step may mislead (a start beside a saddle, a schedule that begins low): where the
 * lowest of those rates fails, and no three beside each other serve, the decades below are tried.
 */
#ifndef DESCENT_RATE_H
#define DESCENT_RATE_H

#include "descent/walker.h"

enum {
    RATE_TRIALS = 71,
    RATE_FEWEST = 10 /* steps of a trial: fewer tell nothing */
};

enum rate_outcome {
    RATE_FALLING,  /* still well on its way down when the steps were over */
    RATE_SETTLED,  /* the loss no longer changes much, and at its pace will not either */
    RATE_BOUNCING, /* its steps lead up and down the slope, and little lower */
    RATE_CLIMBED,  /* it ended higher than it began */
    RATE_OUTSIDE,  /* its path left the window, be it for a while */
    RATE_DIVERGED, /* it left the finite numbers */
    RATE_STAYED    /* it never moved: the ground is level, or the rate too small for double */
};

struct rate_trial {
    double rate;
    double loss;      /* after the last step taken */
    uint64_t steps;   /* taken; fewer than asked for only if it diverged */
    uint64_t near;    /* the first step from which on the loss stayed near the lowest (see
                         rate_sweep()); UINT64_MAX: never */
    uint64_t arrival; /* the same of the question's line */
    enum rate_outcome outcome;
};

struct rate_question {
    const struct surface *surface;
    const struct walker_settings *settings; /* all but the rate */
    double start[2];
    uint64_t steps;
    double line; /* a loss: whoever asks may know a goal */
    struct walker_chance chance;
    bool has_window; /* a start outside it has none either */
    struct surface_window window[SURFACE_AXES];
};

struct rate_sweep {
    struct rate_trial trials[RATE_TRIALS];
    double start_loss;
    int recommended;   /* index; -1: no rate led downhill */
    bool is_sheltered; /* its neighbours serve as well */
};

/*
 * Walks each rate from the start. A rate serves if its walk settled, or is falling, below the
 * start's loss. It is judged together with its two neighbours, by the worst of the three, so that
 * no lucky rate is recommended beside others that fail (if there is no such trio: by itself). The
 * choice falls in three sieves: the rates whose loss ends within a thousandth of the way from the
 * start's to the lowest; of these, those that come there at most a quarter later than the soonest;
 * of these, the one nearest to the optimizer's usual rate.
 */
void rate_sweep(const struct rate_question *question, struct rate_sweep *out);

/* A single walk, at this rate; its `near` is not looked for. */
void rate_try(const struct rate_question *question, double rate, struct rate_trial *trial);

/* Does a walk at this rate, judged by itself, serve? */
bool rate_serves(const struct rate_question *question, double rate);

/*
 * As many steps of a trial, `wanted` at most, as let a whole sweep on this surface take about a
 * hundredth of a second; 0 if those are too few to tell anything. By the surface's program and not
 * by a clock: always the same. (It counts loss and gradient; an optimizer that needs the Hessian
 * takes a few times as long.)
 */
uint64_t rate_steps_at_once(const struct surface *surface, uint64_t wanted);

/* The same for a single trial, and never fewer than RATE_FEWEST if as many are wanted. */
uint64_t rate_trial_steps_at_once(const struct surface *surface, uint64_t wanted);

/* How many of a surface's examples, at least 1, are few enough for a sweep of some fifty steps. */
size_t rate_examples_at_once(const struct surface *surface);

/* "falling", "settled", ... */
const char *rate_outcome_name(enum rate_outcome outcome);

#endif
