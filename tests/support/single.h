/* An optimizer's kernel run for a walker by itself, as a block of one, on gradients that a test
 * makes up. */
#ifndef SUPPORT_SINGLE_H
#define SUPPORT_SINGLE_H

#include "descent/optimizer.h"

struct single {
    const struct optimizer *optimizer;
    uint64_t step;
    double at[2], gradient[2], hessian[3];
    double knob[OPTIMIZER_KNOBS], slot[OPTIMIZER_SLOTS];
};

/* At (1.5, -0.75), with the optimizer's defaults. */
struct single single_new(const char *name);

/* The knob must exist, and the value must be one that it takes. */
void single_set(struct single *s, const char *knob, double value);

/* The value of a knob by name; 0 for one that the optimizer does not have. */
double single_value(const struct single *s, const char *knob);

void single_step(struct single *s, double gx, double gy);

/* A gradient that depends on the point and on the step, changes its sign and is now and then 0. */
double single_slope(double at, uint64_t t);

#endif
