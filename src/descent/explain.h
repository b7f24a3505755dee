/*
 * A step, taken apart: the quantities that it is made of, in the order in which the optimizer's
 * rule forms them, by the symbols of that rule.
 *
 * Nothing here is a rule of its own. What an optimizer keeps (its means, its velocity) is read from
 * the state that its kernel left; what it forms on the way it hands over from the functions that
 * its kernel calls. So before - rate * direction is the point after the step.
 */
#ifndef DESCENT_EXPLAIN_H
#define DESCENT_EXPLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "descent/optimizer.h"
#include "descent/rule.h"

enum { EXPLANATION_PARTS = 24 };

/* What a part is to the step, whatever the optimizer calls it. */
enum part_role {
    PART_GRADIENT = 1 << 0, /* what the rule takes for ∇ */
    PART_MOMENTUM = 1 << 1, /* what is kept of the steps before, in the direction it pushes against:
                               a step follows its negative */
    PART_RATE = 1 << 2,     /* what the direction is multiplied with; without it, 1 */
    PART_DIRECTION = 1 << 3
};

struct part {
    const char *symbol; /* as in the rule: "m′" */
    const char *label;  /* "mean, corrected" */
    unsigned roles;
    bool is_scalar;  /* the same for both coordinates */
    double value[2]; /* of each coordinate */
};

struct explanation {
    const struct optimizer *optimizer;
    double knob[OPTIMIZER_KNOBS]; /* of this step, the schedule's say included */
    struct rule rule;
    uint64_t step; /* from 1: the step that leads to row `step` */
    uint64_t t;    /* the rule's t: from 1 where the optimizer took over */
    double before[2], after[2];
    double loss[2];  /* before and after: full and noise-free, as is the next */
    double slope[2]; /* the gradient at `before` */
    size_t count;
    struct part parts[EXPLANATION_PARTS];
};

/* The first part with a role, or NULL. */
const struct part *explanation_find(const struct explanation *explanation, enum part_role role);

/* The rate of the step; 1 where its rule has none. */
double explanation_rate(const struct explanation *explanation);

/* --- for the optimizers' files and for the walker */

void explain_pair(struct explanation *out, const char *symbol, const char *label, unsigned roles,
                  const double value[2]);
void explain_scalar(struct explanation *out, const char *symbol, const char *label, unsigned roles,
                    double value);

/* Weight decay's part of the gradient, if there is any, and the gradient with it; the slope first,
 * where the two differ. */
void explain_gradient(struct explanation *out, const struct optimizer_trace *trace,
                      const char *decay_symbol, double decay, unsigned roles);

/* A mean of the gradient in two slots: what is kept of it, and what it became. */
void explain_mean(struct explanation *out, const struct optimizer_trace *trace, double keep,
                  int slot);

#endif
