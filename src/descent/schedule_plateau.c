/*
 * Reduce on plateau: the rate drops when the loss has not become better for a while.
 *
 * Source: torch.optim.lr_scheduler.ReduceLROnPlateau 1.13. NaN is never better. With a negative
 * best loss the relative threshold works the wrong way round, as it does there.
 */
#include <math.h>

#include "base/array.h"
#include "descent/schedule_rows.h"

enum { MODE, FACTOR, PATIENCE, THRESHOLD, THRESHOLD_MODE, COOLDOWN, MIN_LR, EPS };
enum { MIN, MAX };
enum { RELATIVE, ABSOLUTE };

static bool is_better(const double *knob, double loss, double best)
{
    double threshold = knob[THRESHOLD];
    if (knob[MODE] == MIN)
        return loss <
               (knob[THRESHOLD_MODE] == RELATIVE ? best * (1 - threshold) : best - threshold);
    return loss > (knob[THRESHOLD_MODE] == RELATIVE ? best * (threshold + 1) : best + threshold);
}

static void reduce(const double *knob, double base, struct schedule_state *state)
{
    double old = base * state->scale, reduced = fmax(old * knob[FACTOR], knob[MIN_LR]);
    if (old - reduced > knob[EPS])
        state->scale = reduced / base;
    state->pause = (uint64_t)knob[COOLDOWN];
    state->bad = 0;
}

static void observe(const struct schedule_settings *settings, double base, double loss,
                    struct schedule_state *state)
{
    const double *knob = settings->knob;
    if (!state->begun)
        *state = (struct schedule_state){
            .begun = true, .best = knob[MODE] == MIN ? HUGE_VAL : -HUGE_VAL, .scale = 1};
    if (is_better(knob, loss, state->best)) {
        state->best = loss;
        state->bad = 0;
    } else {
        state->bad++;
    }
    if (state->pause > 0) {
        state->pause--;
        state->bad = 0;
    }
    if ((double)state->bad > knob[PATIENCE])
        reduce(knob, base, state);
}

static struct schedule_say at(const struct schedule_settings *settings, uint64_t k, double base,
                              const struct schedule_state *state)
{
    (void)settings;
    (void)k;
    return (struct schedule_say){.rate = state->begun ? base * state->scale : base,
                                 .momentum = (double)NAN};
}

static const char *const modes[] = {[MIN] = "min", [MAX] = "max", NULL};
static const char *const threshold_modes[] = {[RELATIVE] = "rel", [ABSOLUTE] = "abs", NULL};

// clang-format off
static const struct schedule_knob knobs[] = {
    [MODE] = WORDS("mode", "better is", modes, 1, "min: a smaller loss is better; max: a larger one"),
    [FACTOR] = PART("factor", "factor", "f", 0, 0.9999999, 0.1, "the factor of each drop"),
    [PATIENCE] = STEPS("patience", "patience", "P", 0, 10, "steps without a better loss that are let pass"),
    [THRESHOLD] = SIZE("threshold", "threshold", "ε", 1e-6, 1, 1e-4, "how much better a loss must be to count"),
    [THRESHOLD_MODE] = WORDS("threshold_mode", "threshold is", threshold_modes, 1,
                             "rel: a part of the best loss; abs: a difference"),
    [COOLDOWN] = STEPS("cooldown", "cooldown", "C", 0, 0, "steps after a drop that do not count"),
    [MIN_LR] = SIZE("min_lr", "lowest rate", "η₀", 1e-6, 1, 0, "the rate drops no lower"),
    [EPS] = SIZE("eps", "smallest drop", "δ", 1e-9, 1, 1e-8, "a smaller drop is not made"),
};
// clang-format on

const struct schedule schedule_plateau = {
    .name = "plateau",
    .label = "On a plateau",
    .summary = "the rate drops when the loss has not become better for a while",
    .source = "torch ReduceLROnPlateau",
    .formula = "η·f^(times the loss stalled)",
    .knobs = knobs,
    .knob_count = ARRAY_LENGTH(knobs),
    .at = at,
    .observe = observe,
};
