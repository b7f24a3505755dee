/*
 * The terms of a race: by what rule the walkers get their learning rates. Who wins is a matter of
 * the rates first of all, so a race says on what terms it is run.
 */
#ifndef DESCENT_TERMS_H
#define DESCENT_TERMS_H

#include "descent/goal.h"

enum race_terms {
    TERMS_GIVEN,     /* each its own, as the scene has it */
    TERMS_SAME_RATE, /* everyone the chosen walker's */
    TERMS_SAME_STEP, /* so that every first step is as long as the chosen walker's */
    TERMS_BEST_RATE, /* each the one that it scores best with: see below */
    RACE_TERMS
};

struct terms_row {
    const char *name;  /* for the command line: "same-step" */
    const char *label; /* over the walkers: "same step" */
    const char *help;  /* what it means */
};

extern const struct terms_row race_terms[RACE_TERMS];

/* By name; -1 if there is none. */
int race_terms_find(const char *name);

struct terms_question {
    enum race_terms terms;
    const struct surface *surface;
    const struct race *race; /* settings, starts and chance are those of its walks */
    const double *given;     /* the scene's rates */
    size_t chosen;           /* walker */
    uint64_t steps;          /* in which it is raced */
    struct goal goal;        /* that it is raced to */
    struct surface_window window[SURFACE_AXES];
};

struct terms_answer {
    double rates[RACE_WALKS];
    bool applies[RACE_WALKS]; /* false: the terms have no rate for this walker (its first step is 0,
                                 no rate leads downhill, a schedule sets its rate): it keeps its own
                               */
    double first_step;        /* of the chosen walker: its length; TERMS_SAME_STEP only */
    uint64_t steps; /* that each rate was tried for, TERMS_BEST_RATE only; 0: the surface is
                       too much work, and all keep their own */
};

/*
 * The chosen walker keeps its rate but for its best one. A rate is within its knob's range.
 *
 * The best rate is chosen by what the race is scored by, goal_compare(), of the given one and those
 * that the finder walks (descent/rate.h): at its best nobody scores worse than as given, if the
 * surface lets every step of the race be tried.
 */
void terms_rates(const struct terms_question *question, struct terms_answer *out);

#endif
