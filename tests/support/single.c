#include "support/single.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct single single_new(const char *name)
{
    struct single s = {.optimizer = optimizer_find(name), .at = {1.5, -0.75}};
    assert_non_null(s.optimizer);
    for (size_t i = 0; i < s.optimizer->knob_count; i++)
        s.knob[i] = s.optimizer->knobs[i].initial;
    return s;
}

void single_set(struct single *s, const char *knob, double value)
{
    int i = optimizer_knob(s->optimizer, knob);
    struct error error = {0};
    assert_true(i >= 0);
    if (!knob_check(&s->optimizer->knobs[i], value, &error))
        fail_msg("%s", error.message);
    s->knob[i] = value;
}

void single_step(struct single *s, double gx, double gy)
{
    s->gradient[0] = gx;
    s->gradient[1] = gy;
    struct optimizer_lanes lanes = {
        .count = 1,
        .step = ++s->step,
        .at = {&s->at[0], &s->at[1]},
        .gradient = {&s->gradient[0], &s->gradient[1]},
        .hessian = {&s->hessian[0], &s->hessian[1], &s->hessian[2]},
    };
    for (int i = 0; i < OPTIMIZER_KNOBS; i++)
        lanes.knob[i] = &s->knob[i];
    for (int i = 0; i < OPTIMIZER_SLOTS; i++)
        lanes.slot[i] = &s->slot[i];
    s->optimizer->step(&lanes);
}

double single_value(const struct single *s, const char *knob)
{
    int i = optimizer_knob(s->optimizer, knob);
    return i < 0 ? 0 : s->knob[i];
}

double single_slope(double at, uint64_t t)
{
    return t % 7 == 3 ? 0 : 2 * at + 3 * sin(5 * at + (double)t);
}
