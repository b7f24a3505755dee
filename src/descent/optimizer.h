/*
 * The table of optimizers.
 *
 * A row is everything the program knows of an optimizer: adding one is a file with its row, and its
 * name in the list of optimizer_rows.h. Menus, keys, scene keys, --set, the help and the
 * documentation read the table.
 *
 * A kernel steps a block of walkers that share the optimizer and the step number, each with its own
 * knobs, kept as one array a quantity ("lanes"), so that one walker is a block of one and a swarm
 * of a million runs the same code, vectorised. (As yet src/ steps blocks of one, walker_step();
 * larger ones are stepped by tests/unit/test_descent_rules.c and the benchmark.) Both coordinates
 * are updated alike and apart, as in PyTorch. The rules and their traps are those of
 * torch.optim 1.13 in double precision; each file names its source.
 */
#ifndef DESCENT_OPTIMIZER_H
#define DESCENT_OPTIMIZER_H

#include <stddef.h>
#include <stdint.h>

#include "base/knob.h"

enum {
    OPTIMIZER_ROWS = 32,  /* of the table, at most */
    OPTIMIZER_KNOBS = 8,  /* at most, lr included */
    OPTIMIZER_SLOTS = 8,  /* doubles of state a walker, at most, both coordinates together */
    OPTIMIZER_LR = 0,     /* every optimizer's first knob is its learning rate */
    OPTIMIZER_BLOCK = 256 /* lanes of a block, at most: a larger swarm is stepped block by block */
};

/*
 * The largest value below 1 that a decay may take: at 1 an average never takes up its first
 * gradient, and its bias correction divides by 0.
 */
#define OPTIMIZER_DECAY 0.9999999

struct optimizer_lanes {
    size_t count;             /* at most OPTIMIZER_BLOCK */
    uint64_t step;            /* PyTorch's t: 1 at the first step */
    double *at[2];            /* the points, updated in place */
    double *gradient[2];      /* after noise and clipping; the kernel may use them as scratch */
    const double *hessian[3]; /* xx, xy, yy; not to be read unless the row needs it */
    const double *knob[OPTIMIZER_KNOBS]; /* one value a walker; knob[OPTIMIZER_LR] is the rate of
                                            this step, the schedule's say included */
    double *slot[OPTIMIZER_SLOTS];       /* state, 0 before the first step */
};

/* A step of one walker, as its kernel took it: what the explanation of it is read from. */
struct optimizer_trace {
    uint64_t step; /* as in the lanes */
    const double *knob;
    const double *at;       /* before the step */
    const double *gradient; /* as the kernel left it: with the weight decay that goes by it */
    const double *hessian;  /* as in the lanes */
    const double *was, *is; /* the slots before and after */
};

struct explanation;

/* The largest learning rate that theory calls stable, and its formula with λ for the curvature. */
struct optimizer_limit {
    double rate; /* NAN: none */
    const char *formula;
};

struct optimizer {
    const char *name;        /* "adam" */
    const char *label;       /* "Adam" */
    const char *summary;     /* what it does, in one line for a student */
    const char *source;      /* the paper */
    const char *const *rule; /* the update rule, a line each, NULL-terminated, with ∇ for the
                                gradient, θ for the parameters, and the knobs by their symbols; a
                                primed quantity is corrected for its start at 0. At most 5 lines of
                                36 columns, every character one column wide. Weight decay that goes
                                by the gradient (L2) is not in it: rule_make() adds it */
    /* The rule as these knobs leave it: without the terms that are off, with the variants that are
     * on; NULL: always `rule`. With any momentum as many lines, so that nothing on the screen
     * moves. Read both by optimizer_rule(). */
    const char *const *(*rule_with)(const double *knob);
    const struct knob *knobs;
    size_t knob_count;
    int momentum_knob; /* which knob the momentum key turns; -1: none */
    int decay_knob;    /* which adds its part of θ to the gradient (L2); 0: none */
    size_t slot_count;
    bool needs_hessian;
    /* The learning rate from which on a walk over a paraboloid whose largest curvature is this
     * (above 0) does not come to rest, with these knobs. NULL: theory gives none: the steps do not
     * grow with the slope (all that divide by the gradients' size, or go by their signs), or the
     * rate is not the knob's alone (asgd's falls by itself). */
    struct optimizer_limit (*limit)(const double *knob, double curvature);
    void (*step)(const struct optimizer_lanes *lanes);
    /* Adds the parts of that step, the gradient first: see descent/explain.h. */
    void (*explain)(const struct optimizer_trace *trace, struct explanation *out);
};

/* The optimizers, in the order of the menu. */
extern const struct optimizer *const optimizers[];
extern const size_t optimizer_count;

/* By name; NULL if there is none. */
const struct optimizer *optimizer_find(const char *name);

/* The name that was probably meant, or NULL. */
const char *optimizer_nearest(const char *name);

/* Stands for a first line in a rule that has one less than with momentum. */
extern const char optimizer_legend[];

/* The update rule with these knobs, as `rule` describes it. */
const char *const *optimizer_rule(const struct optimizer *optimizer, const double *knob);

/* The index of a knob by its name, or -1. */
int optimizer_knob(const struct optimizer *optimizer, const char *name);

#endif
