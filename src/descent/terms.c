/* A first step is taken by the walker itself, noise, batch, clipping and schedule included. */
#include "descent/terms.h"

#include <math.h>
#include <string.h>

#include "descent/rate.h"

enum { TRIES = 20 }; /* for a first step of some length */

// clang-format off
const struct terms_row race_terms[RACE_TERMS] = {
    [TERMS_GIVEN]     = {"given",     "given lr",  "each its own, as the scene gives it"},
    [TERMS_SAME_RATE] = {"same-lr",   "same lr",   "one learning rate for all"},
    [TERMS_SAME_STEP] = {"same-step", "same step", "a first step of one length for all"},
    [TERMS_BEST_RATE] = {"best-lr",   "best lr",   "each the one that it scores best with"},
};
// clang-format on

int race_terms_find(const char *name)
{
    for (int i = 0; i < RACE_TERMS; i++)
        if (strcmp(race_terms[i].name, name) == 0)
            return i;
    return -1;
}

static double fit(const struct walker_settings *settings, double rate)
{
    const struct knob *knob = &settings->optimizer->knobs[OPTIMIZER_LR];
    return rate < knob->low ? knob->low : rate > knob->high ? knob->high : rate;
}

static double step_length(const struct terms_question *question, const struct walk *walk,
                          double rate)
{
    struct walker_settings settings = *walk_settings(walk);
    const double *start = walk_start_point(walk);
    struct walker walker;
    settings.knob[OPTIMIZER_LR] = rate;
    walker_start(&walker, question->surface, start);
    if (!walker_step(&walker, &settings, question->surface, walk_chance(walk)))
        return 0;
    return hypot(walker.at[0] - start[0], walker.at[1] - start[1]);
}

/*
 * Most first steps are as long as their rate is large, but for rounding; where something else has a
 * say too (weight decay, a smallest step), the proportion is taken again and again.
 */
static bool rate_of_step(const struct terms_question *question, const struct walk *walk,
                         double length, double *rate)
{
    const struct walker_settings *settings = walk_settings(walk);
    double best = *rate, error = INFINITY;
    for (int i = 0; i < TRIES && error > 0; i++) {
        double now = step_length(question, walk, *rate);
        if (!(now > 0 && isfinite(now)))
            break;
        if (fabs(now - length) < error) {
            error = fabs(now - length);
            best = *rate;
        }
        *rate = fit(settings, *rate * (length / now));
    }
    *rate = best;
    return error <= 1e-9 * length;
}

static struct goal_place place_of(const struct rate_trial *trial)
{
    bool arrived = trial->arrival != UINT64_MAX;
    return (struct goal_place){.arrival = arrived ? (int64_t)trial->arrival : GOAL_NEVER,
                               .loss = trial->loss};
}

/* False if none leads downhill. */
static bool best_rate(const struct terms_question *question, size_t i, uint64_t steps, double *rate)
{
    const struct walk *walk = question->race->walks[i];
    const double *start = walk_start_point(walk);
    const struct rate_question finder = {
        .surface = question->surface,
        .settings = walk_settings(walk),
        .start = {start[0], start[1]},
        .steps = steps,
        .line = question->goal.exists ? question->goal.line : (double)-INFINITY,
        .chance = *walk_chance(walk),
        .has_window = true,
        .window = {question->window[0], question->window[1]},
    };
    struct rate_sweep sweep;
    struct rate_trial given;
    if (steps == 0)
        return false;
    rate_sweep(&finder, &sweep);
    rate_try(&finder, question->given[i], &given);
    const struct rate_trial *best = &given;
    for (int k = 0; k < RATE_TRIALS; k++) {
        const struct goal_place place = place_of(&sweep.trials[k]), least = place_of(best);
        if (goal_compare(&place, &least) < 0 &&
            fit(finder.settings, sweep.trials[k].rate) == sweep.trials[k].rate)
            best = &sweep.trials[k];
    }
    *rate = best->rate;
    return best->loss < sweep.start_loss;
}

static bool find_rate(const struct terms_question *question, const struct terms_answer *answer,
                      size_t i, double *rate)
{
    const struct walk *walk = question->race->walks[i];
    const struct walker_settings *settings = walk_settings(walk);
    const struct walk *chosen = question->race->walks[question->chosen];
    switch (question->terms) {
    case TERMS_SAME_RATE:
        *rate = fit(settings, walk_settings(chosen)->knob[OPTIMIZER_LR]);
        return *rate == walk_settings(chosen)->knob[OPTIMIZER_LR];
    case TERMS_SAME_STEP:
        return walk == chosen ? answer->first_step > 0
                              : rate_of_step(question, walk, answer->first_step, rate);
    case TERMS_BEST_RATE:
        return best_rate(question, i, answer->steps, rate);
    default:
        *rate = question->given[i];
        return true;
    }
}

void terms_rates(const struct terms_question *question, struct terms_answer *out)
{
    const struct walk *chosen = question->race->walks[question->chosen];
    *out = (struct terms_answer){.steps = 0};
    if (question->terms == TERMS_SAME_STEP)
        out->first_step = step_length(question, chosen, walk_settings(chosen)->knob[OPTIMIZER_LR]);
    if (question->terms == TERMS_BEST_RATE)
        out->steps = rate_steps_at_once(question->surface, question->steps);
    for (size_t i = 0; i < question->race->count; i++) {
        const struct walker_settings *settings = walk_settings(question->race->walks[i]);
        const struct schedule *schedule = settings->schedule.schedule;
        bool ruled = schedule != NULL && schedule->ignores_rate;
        double own = settings->knob[OPTIMIZER_LR], rate = own;
        out->applies[i] = !ruled && find_rate(question, out, i, &rate);
        out->rates[i] = out->applies[i] ? rate : own;
    }
}
