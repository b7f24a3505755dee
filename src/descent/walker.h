/*
 * One walker: its settings, its state, and a step.
 *
 * The state is plain data of fixed size, so the past is a copy. The order of a step is PyTorch's:
 * gradient, noise, clipping, optimizer (with its weight decay), schedule. Noise is a function of
 * (seed, walker, step). Over data the gradient that is stepped by (and the Hessian) may be that of
 * a mini-batch, see descent/batch.h; a walker's own loss and gradient are those of all examples.
 *
 * A walker whose point, loss or gradient is no longer finite has diverged: it is never clamped, and
 * steps no more.
 */
#ifndef DESCENT_WALKER_H
#define DESCENT_WALKER_H

#include <stdbool.h>
#include <stdint.h>

#include "descent/batch.h"
#include "descent/optimizer.h"
#include "descent/schedule.h"
#include "surface/surface.h"

/*
 * What a person may turn while it walks. Turning one acts on the very next step.
 *
 * Clipping acts on the gradient with its noise, before weight decay. By norm: g ← g·min(1,
 * clip_norm / (‖g‖ + 1e-6)), with the norm of PyTorch's norm_type (2 the usual; 1; INFINITY: the
 * largest coordinate; any other power); then by value: each coordinate into ±clip_value.
 */
struct walker_settings {
    const struct optimizer *optimizer;
    double knob[OPTIMIZER_KNOBS]; /* in the order of the optimizer's row; [OPTIMIZER_LR] is the base
                                     rate, before the schedule */
    double noise; /* standard deviation of Gaussian noise, on each coordinate of the gradient */
    struct schedule_settings schedule;
    uint64_t warmup;   /* steps; 0: none */
    double clip_norm;  /* 0: none */
    double norm_type;  /* of clip_norm; 0 stands for 2 */
    double clip_value; /* 0: none */
    uint64_t batch; /* examples a step; 0, or as many as there are: all. Of no effect on a surface
                       that is not over data */
};

/* Of settings.batch. Its slider's upper end is for a usual data set, not this one's size. */
extern const struct knob walker_batch_knob;

/* The optimizer with its defaults; no noise, schedule, warm-up or clipping; the full batch. */
void walker_settings_init(struct walker_settings *settings, const struct optimizer *optimizer);

/* Would a walk go on the same, to the last bit? */
bool walker_settings_equal(const struct walker_settings *a, const struct walker_settings *b);

/*
 * An optimizer starts fresh when a walk is handed over to it: its slots are cleared, and its t
 * counts from 1 again. The walk's own step, by which noise and schedules go, runs on. A schedule
 * forgets what it has seen of the loss in the same way. The same one with other knobs keeps its
 * state.
 */
struct walker {
    uint64_t step; /* steps taken */
    double at[2];
    double loss;                       /* full and noise-free, at that point */
    double gradient[2];                /* the same */
    const struct optimizer *optimizer; /* whose state the slots hold; NULL before the first step */
    uint64_t since;                    /* the step at which that optimizer took over */
    double slot[OPTIMIZER_SLOTS];
    const struct schedule *schedule; /* whose memory the next is; NULL: none */
    struct schedule_state schedule_state;
};

/* What chance depends on. */
struct walker_chance {
    uint64_t seed;
    uint32_t index;                   /* of the walker, from 0 */
    const struct batch_list *batches; /* NULL: drawn from the seed. Else these, whatever the
                                         settings' batch; borrowed */
};

/* At the start, with no step taken. */
void walker_start(struct walker *walker, const struct surface *surface, const double at[2]);

/* Are point, loss and gradient finite? */
bool walker_is_finite(const struct walker *walker);

/* The rate of the step that leaves the walker's state (that the schedule gives to this step). */
double walker_rate(const struct walker *walker, const struct walker_settings *settings);

/* The momentum of that step, which a schedule may cycle; NAN for an optimizer without one. */
double walker_momentum(const struct walker *walker, const struct walker_settings *settings);

/*
 * Loss and gradient at the walker's point over the batch of its next step. False, and *out
 * untouched, where that is all examples or there are none.
 */
bool walker_batch(const struct walker *walker, const struct walker_settings *settings,
                  const struct surface *surface, const struct walker_chance *chance,
                  enum surface_order order, struct surface_point *out);

struct explanation;
struct rule;

/* The rule of the next step, with what a schedule gives it: see descent/rule.h. */
void walker_rule(const struct walker *walker, const struct walker_settings *settings,
                 const struct surface *surface, const struct walker_chance *chance,
                 struct rule *out);

/*
 * The step that walker_step() would take, taken apart (see descent/explain.h); the walker stays.
 * False if it has diverged.
 */
bool walker_explain(const struct walker *walker, const struct walker_settings *settings,
                    const struct surface *surface, const struct walker_chance *chance,
                    struct explanation *out);

/* Takes one step. False, and nothing happens, if the walker has diverged. */
bool walker_step(struct walker *walker, const struct walker_settings *settings,
                 const struct surface *surface, const struct walker_chance *chance);

#endif
