/* The questions of where a walker is: is it gone, or at rest, and on what? */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "descent/verdict_question.h"
#include "descent/verdict_words.h"

static const double keeps_growing = 0.95; /* of the first step's growth has the last one */

static bool has_diverged(const struct evidence *evidence, char *reason)
{
    char loss[NUMBER_TEXT];
    unsigned long long step = (unsigned long long)evidence->walker->step;
    if (walker_is_finite(evidence->walker))
        return false;
    if (step == 0)
        snprintf(reason, VERDICT_REASON, "at its start already: the %s there is not finite",
                 isfinite(evidence->now->loss) ? "slope" : "loss");
    else
        snprintf(reason, VERDICT_REASON, "at step %llu; the loss was %s one step before", step,
                 words_number(loss, evidence_ago(evidence, 1)->loss));
    return true;
}

/* How many times as long as the one before it is the last step, if each of late has grown so: by
 * VERDICT_GROWTH at least, and no less and less. Else 0. */
static double growth_of_steps(const struct evidence *evidence)
{
    double first = 0, last = 0, least = INFINITY;
    if (evidence->steps <= VERDICT_GROWING)
        return 0;
    for (size_t i = 0; i < VERDICT_GROWING; i++) {
        double growth = evidence_path(evidence, i, i + 1) / evidence_path(evidence, i + 1, i + 2);
        last = i == 0 ? growth : last;
        least = fmin(least, growth);
        first = growth;
    }
    return least >= VERDICT_GROWTH && last >= keeps_growing * first ? last : 0;
}

static bool is_outside(const struct evidence *evidence, char *reason)
{
    const struct verdict_ground *ground = evidence->ground;
    char beyond[NUMBER_TEXT], edge[NUMBER_TEXT], times[NUMBER_TEXT];
    double worst = 0, growth = growth_of_steps(evidence);
    for (int axis = 0; axis < SURFACE_AXES; axis++) {
        const struct surface_window *window = &ground->window[axis];
        double at = evidence->now->at[axis], excess = fmax(window->low - at, at - window->high);
        if (!(excess / evidence->span[axis] > worst))
            continue;
        worst = excess / evidence->span[axis];
        snprintf(reason, VERDICT_REASON, "%s%s beyond %s = %s",
                 growth > 0 ? "" : "left the window: ", words_number(beyond, excess),
                 ground->parameters[axis],
                 words_number(edge, at < window->low ? window->low : window->high));
    }
    if (worst > 0 && growth > 0) {
        size_t length = strlen(reason);
        snprintf(reason + length, VERDICT_REASON - length, ", diverging: steps grow %s-fold",
                 words_number(times, growth));
    }
    return worst > 0;
}

static bool is_on_floor(const struct evidence *evidence, char *reason)
{
    const struct rest *rest = &evidence->rest;
    double height = evidence->now->loss - evidence->ground->deepest;
    char left[NUMBER_TEXT];
    if (!rest->found || rest->kind != CRITICAL_FLAT)
        return false;
    if (height > VERDICT_SAME_LOSS * evidence->range)
        snprintf(reason, VERDICT_REASON, "exactly level ground: no slope, and %s still to go down",
                 words_number(left, height));
    else
        snprintf(reason, VERDICT_REASON, "exactly level ground: no slope; nothing deeper is known");
    return true;
}

static bool has_converged(const struct evidence *evidence, char *reason)
{
    const struct rest *rest = &evidence->rest;
    const struct verdict_ground *ground = evidence->ground;
    char at[WORDS_POINT];
    if (!rest->found || rest->kind != CRITICAL_MINIMUM || !evidence_is_deepest(evidence))
        return false;
    words_point(at, evidence, rest->at);
    if (!evidence_is_listed(evidence))
        snprintf(reason, VERDICT_REASON, "at the minimum %s; none deeper is known", at);
    else if (ground->deepest_count > 1)
        snprintf(reason, VERDICT_REASON, "at %s, one of %zu global minima", at,
                 ground->deepest_count);
    else
        snprintf(reason, VERDICT_REASON, "at the global minimum %s", at);
    return true;
}

static bool is_stuck(const struct evidence *evidence, char *reason)
{
    const struct rest *rest = &evidence->rest;
    const struct verdict_ground *ground = evidence->ground;
    char gap[NUMBER_TEXT], at[WORDS_POINT];
    if (!rest->found || rest->kind != CRITICAL_MINIMUM)
        return false;
    bool is_pit = ground->pit < ground->deepest;
    words_number(gap, rest->loss - fmin(ground->deepest, ground->pit));
    words_point(at, evidence, is_pit ? ground->pit_at : ground->deepest_at);
    snprintf(reason, VERDICT_REASON, "%s %s deeper lies at %s%s",
             is_pit && !ground->pit_is_outside      ? "a pole or a hole"
             : !is_pit && ground->deepest_count > 0 ? "a minimum"
                                                    : "ground",
             gap, at, is_pit && ground->pit_is_outside ? ", outside the window" : "");
    return true;
}

static bool rests_on_saddle(const struct evidence *evidence, char *reason)
{
    const struct rest *rest = &evidence->rest;
    char low[NUMBER_TEXT], high[NUMBER_TEXT];
    if (!rest->found || rest->kind != CRITICAL_SADDLE)
        return false;
    if (rest->flat)
        snprintf(reason, VERDICT_REASON, "level%s, yet it goes down from here",
                 rest->lambda[0] == 0 && rest->lambda[1] == 0 ? " and without curvature"
                                                              : "; curvature cannot tell");
    else
        snprintf(reason, VERDICT_REASON, "level, but curves up %s one way, down %s the other",
                 words_number(high, rest->lambda[1]), words_number(low, rest->lambda[0]));
    return true;
}

static bool rests_on_top(const struct evidence *evidence, char *reason)
{
    const struct rest *rest = &evidence->rest;
    char low[NUMBER_TEXT], high[NUMBER_TEXT];
    if (!rest->found || rest->kind != CRITICAL_MAXIMUM)
        return false;
    snprintf(reason, VERDICT_REASON, "level on a hilltop: curves down %s and %s",
             words_number(high, rest->lambda[1]), words_number(low, rest->lambda[0]));
    return true;
}

static bool is_held_by_decay(const struct evidence *evidence, char *reason)
{
    int decay = optimizer_knob(evidence->settings->optimizer, "weight_decay");
    const double *g = evidence->now->gradient;
    char slope[NUMBER_TEXT];
    if (decay < 0 || evidence->settings->knob[decay] == 0 || !evidence_stands_still(evidence) ||
        evidence_ago(evidence, 1)->rate == 0 || !(evidence->newton_length < EVIDENCE_NEAR_NEWTON))
        return false;
    snprintf(reason, VERDICT_REASON, "at rest: weight decay holds it against a slope of %s",
             words_number(slope, hypot(g[0], g[1])));
    return true;
}

const struct question questions_of_rest[] = {
    {VERDICT_DIVERGED, has_diverged},
    {VERDICT_OUTSIDE, is_outside},
    {VERDICT_PLATEAU, is_on_floor},
    {VERDICT_CONVERGED, has_converged},
    {VERDICT_LOCAL, is_stuck},
    {VERDICT_SADDLE, rests_on_saddle},
    {VERDICT_PLATEAU, rests_on_top},
    {VERDICT_SETTLING, is_held_by_decay},
    {0, NULL},
};
