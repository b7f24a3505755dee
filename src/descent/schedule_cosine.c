/*
 * Cosine annealing, without and with restarts.
 *
 * Source: Loshchilov and Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017,
 * as torch.optim.lr_scheduler.CosineAnnealingLR and CosineAnnealingWarmRestarts 1.13. Beyond t_max
 * the first rises again, with period 2 t_max.
 */
#include <math.h>

#include "base/array.h"
#include "descent/schedule_rows.h"

static struct schedule_say anneal(double base, double low, double q)
{
    double rate = low + (base - low) * (1 + cos(NUMBER_PI * q)) / 2;
    return (struct schedule_say){.rate = rate, .momentum = (double)NAN};
}

enum { COSINE_LOW, COSINE_TOTAL };

static struct schedule_say cosine_at(const struct schedule_settings *settings, uint64_t k,
                                     double base, const struct schedule_state *state)
{
    (void)state;
    return anneal(base, settings->knob[COSINE_LOW], (double)k / settings->knob[COSINE_TOTAL]);
}

enum { RESTARTS_FIRST, RESTARTS_TIMES, RESTARTS_LOW };

static struct schedule_say restarts_at(const struct schedule_settings *settings, uint64_t k,
                                       double base, const struct schedule_state *state)
{
    (void)state;
    double left = (double)k, period = settings->knob[RESTARTS_FIRST];
    double grow = settings->knob[RESTARTS_TIMES];
    if (grow == 1)
        left = fmod(left, period);
    for (; left >= period; period *= grow)
        left -= period;
    return anneal(base, settings->knob[RESTARTS_LOW], left / period);
}

// clang-format off
static const struct schedule_knob cosine_knobs[] = {
    [COSINE_LOW] = SIZE("eta_min", "lowest rate", "η₀", 1e-6, 1, 0, "the rate at t_max"),
    [COSINE_TOTAL] = ALL_STEPS("t_max", "until", "T", "steps from the base rate to the lowest"),
};

static const struct schedule_knob restarts_knobs[] = {
    [RESTARTS_FIRST] = STEPS("t_0", "first period", "T₀", 1, (double)NAN, "steps before the first restart"),
    [RESTARTS_TIMES] = STEPS("t_mult", "growth", "c", 1, 1, "how much longer each period is than the last"),
    [RESTARTS_LOW] = SIZE("eta_min", "lowest rate", "η₀", 1e-6, 1, 0, "the rate before a restart"),
};
// clang-format on

const struct schedule schedule_cosine = {
    .name = "cosine",
    .label = "Cosine",
    .summary = "the rate swings down along half a cosine, and up again after t_max",
    .source = "torch CosineAnnealingLR",
    .formula = "η₀ + (η−η₀)(1 + cos πk/T)/2",
    .knobs = cosine_knobs,
    .knob_count = ARRAY_LENGTH(cosine_knobs),
    .at = cosine_at,
};

const struct schedule schedule_restarts = {
    .name = "restarts",
    .label = "Cosine with restarts",
    .summary = "the rate swings down along a cosine and jumps back up, again and again",
    .source = "torch CosineAnnealingWarmRestarts",
    .formula = "η₀ + (η−η₀)(1 + cos πk′/T′)/2",
    .knobs = restarts_knobs,
    .knob_count = ARRAY_LENGTH(restarts_knobs),
    .at = restarts_at,
};
