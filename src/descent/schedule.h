/*
 * The table of learning-rate schedules: how the rate changes from step to step.
 *
 * A schedule is a function of the step k (0 for the first), the base rate that a person turns, and,
 * for `plateau` alone, of what it has seen of the loss. It is evaluated afresh at every step from
 * the base rate of the moment, not by recursion: a knob may be turned in mid-walk, and any step may
 * be jumped to. Two of them, onecycle and cyclic, ignore the base rate, and cycle the optimizer's
 * momentum too. The rules are those of torch.optim.lr_scheduler 1.13; each file names its source.
 */
#ifndef DESCENT_SCHEDULE_H
#define DESCENT_SCHEDULE_H

#include <stddef.h>
#include <stdint.h>

#include "base/knob.h"

enum { SCHEDULE_KNOBS = 12, SCHEDULE_MILESTONES = 64 };

struct schedule_knob {
    struct knob knob;         /* initial: PyTorch's default; NAN: must be given */
    const char *const *words; /* NULL: a number. Else the value is one of these words, kept as its
                                 index; NULL-terminated */
    bool defaults_to_steps;   /* left out, it is the scene's number of steps */
};

struct schedule;

/* A schedule with its parameters. Zeroed, it is none: the rate stays. */
struct schedule_settings {
    const struct schedule *schedule; /* NULL: none */
    double knob[SCHEDULE_KNOBS];     /* in the order of the row */
    size_t milestone_count;
    uint64_t milestones[SCHEDULE_MILESTONES]; /* ascending; one given twice counts twice */
};

/* What a schedule remembers. Zeroed, it has seen nothing. */
struct schedule_state {
    bool begun;
    double best;    /* the best loss so far */
    double scale;   /* the rate so far, as a multiple of the base rate */
    uint64_t bad;   /* steps without a better one */
    uint64_t pause; /* steps before bad ones count again */
};

/* What a schedule says of a step. */
struct schedule_say {
    double rate;
    double momentum; /* NAN: left as it is set */
};

struct schedule {
    const char *name;    /* "cosine" */
    const char *label;   /* "Cosine" */
    const char *summary; /* in one line, for a student */
    const char *source;  /* PyTorch's name */
    const char *formula; /* the rate of step k, by the knobs' symbols, in one short line */
    const struct schedule_knob *knobs;
    size_t knob_count;
    bool takes_milestones; /* needs a list `milestones` too */
    bool ignores_rate;     /* the base rate has no say */
    struct schedule_say (*at)(const struct schedule_settings *settings, uint64_t k, double base,
                              const struct schedule_state *state);
    /* Takes note of the loss of the row that step k left; NULL: the schedule does not look. */
    void (*observe)(const struct schedule_settings *settings, double base, double loss,
                    struct schedule_state *state);
};

/* The schedules, in the order of the manual. */
extern const struct schedule *const schedules[];
extern const size_t schedule_count;

/* By name; NULL if there is none. */
const struct schedule *schedule_find(const char *name);

/* The name that was probably meant, or NULL. */
const char *schedule_nearest(const char *name);

/* The index of a parameter by its name, or -1. */
int schedule_knob(const struct schedule *schedule, const char *name);

/* Has it a parameter of that name, or the list `milestones`? */
bool schedule_takes(const struct schedule *schedule, const char *name);

/* The schedule with its defaults, in a scene of `steps` steps. What must be given is NAN. */
void schedule_settings_init(struct schedule_settings *settings, const struct schedule *schedule,
                            uint64_t steps);

/* Must this parameter be given, and is not? Then true, and the error says so. */
bool schedule_lacks(const struct schedule_settings *settings, size_t knob, struct error *error);

/* Is everything given, in its range, and the milestones in order? */
bool schedule_check(const struct schedule_settings *settings, struct error *error) NODISCARD;

bool schedule_settings_equal(const struct schedule_settings *a, const struct schedule_settings *b);

/*
 * The rate and momentum of step `step`. The first `warmup` steps climb to the schedule's first
 * rate: step k < warmup takes (k+1)/warmup of it; then the schedule counts from 0. The state is
 * that of the walk at that step.
 */
struct schedule_say schedule_at(const struct schedule_settings *settings, uint64_t warmup,
                                uint64_t step, double base, const struct schedule_state *state);

/* Takes note of the loss of the row that step `step` left, for the steps after it. */
void schedule_observe(const struct schedule_settings *settings, uint64_t warmup, uint64_t step,
                      double base, double loss, struct schedule_state *state);

#endif
