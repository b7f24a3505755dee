/* The questions of how a walker moves that is neither gone nor at rest. */
#include <math.h>
#include <stdio.h>

#include "descent/verdict_question.h"
#include "descent/verdict_words.h"

enum { PERIOD_MOST = 10 };

static const double part_of_steps = 0.25; /* that rise or turn back in a bouncing walk */
static const double shorter = 0.95;       /* a settling walk's newer half, at most */
static const double calmer = 0.9;         /* the rate of a walk that chance moves less and less */

static bool gets_no_lower(const struct evidence *evidence, size_t back)
{
    double gain = evidence->chance ? VERDICT_CHANCE_GAIN : VERDICT_BOUNCE_GAIN;
    double least_new, least_old;
    double mean_new = evidence_mean_loss(evidence, 0, back / 2, &least_new);
    double mean_old = evidence_mean_loss(evidence, back / 2, back, &least_old);
    bool no_better = least_new >= least_old - gain * (least_old - evidence->aim);
    return mean_new >= mean_old - gain * (mean_old - evidence->aim) &&
           (evidence->chance || no_better);
}

/* The period of a cycle that gets no lower from its first round to its last; 0: none. */
static size_t find_period(const struct evidence *evidence)
{
    for (size_t period = 2; period <= PERIOD_MOST && evidence->steps >= VERDICT_CYCLE; period++) {
        double least;
        if (!evidence_has_period(evidence, period))
            continue;
        size_t first = (VERDICT_CYCLE + 1) / period * period;
        double before = evidence_mean_loss(evidence, first - period, first, &least) - evidence->aim;
        double after = evidence_mean_loss(evidence, 0, period, &least) - evidence->aim;
        return after >= (1 - VERDICT_BOUNCE_GAIN) * before ? period : 0;
    }
    return 0;
}

static bool is_in_cycle(const struct evidence *evidence, char *reason)
{
    size_t period = find_period(evidence);
    const struct walk_point *now = evidence->now;
    char wide[NUMBER_TEXT];
    if (period == 0 || !(evidence_path(evidence, 0, VERDICT_CYCLE) > 10 * VERDICT_REST_MOVE))
        return false;
    const struct walk_point *before = evidence_ago(evidence, 1);
    double step[] = {now->at[0] - before->at[0], now->at[1] - before->at[1]};
    snprintf(reason, VERDICT_REASON, "a cycle of %zu steps, each %s long", period,
             words_number(wide, hypot(step[0], step[1])));
    return true;
}

/* Chance moves a walker the less, the smaller the rates of the steps that led here became. */
static bool is_calmed(const struct evidence *evidence, size_t back)
{
    return evidence_ago(evidence, 1)->rate < calmer * evidence_ago(evidence, back)->rate;
}

/* Do chance and a rate that does not fall lead the last steps, and not the slope? */
static bool is_trembling(const struct evidence *evidence)
{
    size_t back = evidence_back(evidence, VERDICT_LOOK);
    return evidence->chance && !is_calmed(evidence, back) &&
           (double)evidence_turns(evidence, back) >= part_of_steps * (double)back;
}

static bool goes_back_and_forth(const struct evidence *evidence, size_t back)
{
    return gets_no_lower(evidence, back) && evidence_swings(evidence, back) >= 3 &&
           (double)evidence_turns(evidence, back) >= part_of_steps * (double)back;
}

static bool is_bouncing(const struct evidence *evidence, char *reason)
{
    const size_t back = VERDICT_SWING;
    char low[NUMBER_TEXT], at[WORDS_POINT];
    double least, minimum[SURFACE_AXES];
    if (evidence->steps < back || evidence_stands_still(evidence) ||
        (evidence->chance && is_calmed(evidence, back)))
        return false;
    bool is_near =
        evidence->chance && evidence_near_minimum(evidence, minimum) < VERDICT_SETTLE_NEAR;
    if (!(is_near && is_trembling(evidence)) && !goes_back_and_forth(evidence, back))
        return false;
    evidence_mean_loss(evidence, 0, back, &least);
    if (is_near)
        snprintf(reason, VERDICT_REASON, "chance keeps it moving about the minimum %s",
                 words_point(at, evidence, minimum));
    else
        snprintf(reason, VERDICT_REASON, "%s: no lower than %s in %zu steps",
                 evidence->chance ? "chance throws it about" : "back and forth",
                 words_number(low, least), back);
    return true;
}

/* With chance: did the loss leap above all of late, by more than they differ? */
static bool leaps(const struct evidence *evidence)
{
    size_t back = evidence_back(evidence, VERDICT_CYCLE);
    double least, most = evidence_highest_loss(evidence, 1, back + 1);
    evidence_mean_loss(evidence, 1, back + 1, &least);
    return back >= VERDICT_LEAST && evidence->now->loss > most + (most - least);
}

static bool is_overshooting(const struct evidence *evidence, char *reason)
{
    char rise[NUMBER_TEXT], limit[NUMBER_TEXT];
    if (evidence->steps == 0)
        return false;
    const struct walk_point *now = evidence->now, *before = evidence_ago(evidence, 1);
    if (!(now->loss - before->loss > VERDICT_OVERSHOOT * evidence->range) ||
        (evidence->chance && !leaps(evidence)))
        return false;
    struct surface_point there;
    struct stability stability;
    double uphill = 0;
    surface_at(evidence->ground->surface, SURFACE_HESSIAN, before->at, &there);
    stability_of(there.hessian, evidence->walker, evidence->settings, &stability);
    for (int axis = 0; axis < SURFACE_AXES; axis++)
        uphill += before->gradient[axis] * (now->at[axis] - before->at[axis]);
    words_number(rise, now->loss - before->loss);
    if (before->rate > stability.limit)
        snprintf(reason, VERDICT_REASON, "the loss rose by %s: rate beyond %s = %s there", rise,
                 stability.formula, words_number(limit, stability.limit));
    else
        snprintf(reason, VERDICT_REASON, "the loss rose by %s: %s", rise,
                 uphill <= 0        ? "the step went too far"
                 : evidence->chance ? "chance pushed it uphill"
                                    : "momentum carries it uphill");
    return true;
}

static bool is_on_plateau(const struct evidence *evidence, char *reason)
{
    const double *g = evidence->now->gradient;
    double gain = hypot(g[0] * evidence->span[0], g[1] * evidence->span[1]);
    double height = evidence->now->loss - evidence->ground->deepest, minimum[SURFACE_AXES];
    size_t back = evidence_back(evidence, VERDICT_LOOK);
    bool is_over = evidence_is_level(evidence, &evidence->here) && evidence_stands_still(evidence);
    double least = is_over ? VERDICT_SAME_LOSS : VERDICT_PLATEAU_HEIGHT;
    char slope[NUMBER_TEXT], left[NUMBER_TEXT], at[WORDS_POINT];
    if (back < VERDICT_LEAST || !(evidence_path(evidence, 0, back) < VERDICT_PLATEAU_MOVE) ||
        !(gain < VERDICT_PLATEAU_GAIN * evidence->range) || !(height > least * evidence->range) ||
        evidence_near_minimum(evidence, minimum) < VERDICT_SETTLE_NEAR)
        return false;
    words_number(slope, hypot(g[0], g[1]));
    const struct critical_point *saddle =
        evidence_listed_near(evidence, VERDICT_SETTLE_NEAR, CRITICAL_SADDLE);
    if (saddle != NULL)
        snprintf(reason, VERDICT_REASON, "nearly level (slope %s) beside a saddle at %s", slope,
                 words_point(at, evidence, saddle->at));
    else
        snprintf(reason, VERDICT_REASON, "nearly level: slope %s, and %s still to go down", slope,
                 words_number(left, height));
    return true;
}

/* Do the steps of the newer half get shorter, or their losses less? */
static bool shrinks(const struct evidence *evidence)
{
    size_t half = evidence_back(evidence, VERDICT_SWING) / 2;
    double before = evidence_highest_loss(evidence, half, 2 * half) - evidence->aim;
    return half >= 2 &&
           (evidence_path(evidence, 0, half) < shorter * evidence_path(evidence, half, 2 * half) ||
            evidence_highest_loss(evidence, 0, half) - evidence->aim < shorter * before);
}

/*
 * Steps that the rest of the way takes at the pace of the last ones, if what is left to go keeps
 * shrinking by the same factor; infinite if it does not shrink and is much.
 */
static double steps_to_go(const struct evidence *evidence, size_t back)
{
    double left = evidence->now->loss - evidence->aim;
    double before = evidence_ago(evidence, back)->loss - evidence->aim;
    double there = VERDICT_SAME_LOSS * evidence->range;
    if (!(left > there))
        return 0;
    if (left < before)
        return log(left / there) / (log(before / left) / (double)back);
    return left > VERDICT_CRAWL_FAR * evidence->range ? (double)INFINITY : 0;
}

/*
 * Steps that it takes to come within REST_NEAR of a minimum that is `away`, if it went down at
 * every step of late; else 0. (Near it the loss goes by the square of the distance.)
 */
static double steps_to_rest(const struct evidence *evidence, double away)
{
    size_t back = evidence_back(evidence, VERDICT_LOOK);
    for (size_t i = 0; i < back; i++)
        if (!(evidence_ago(evidence, i)->loss < evidence_ago(evidence, i + 1)->loss))
            return 0;
    double pace = log((evidence_ago(evidence, back)->loss - evidence->aim) /
                      (evidence->now->loss - evidence->aim)) /
                  (2 * (double)back);
    return log(away / VERDICT_REST_NEAR) / pace;
}

/* So slow that the scene would be over long before: that is no settling. */
static bool is_too_many(const struct evidence *evidence, double steps)
{
    return steps > VERDICT_CRAWL_TIMES * (double)evidence->ground->steps;
}

static bool is_settling(const struct evidence *evidence, char *reason)
{
    double at[SURFACE_AXES] = {0};
    char there[WORDS_POINT], away[NUMBER_TEXT];
    double near = evidence_near_minimum(evidence, at);
    if (!(near < VERDICT_SETTLE_NEAR) || !shrinks(evidence) ||
        is_too_many(evidence, steps_to_rest(evidence, near)))
        return false;
    double gap[] = {at[0] - evidence->now->at[0], at[1] - evidence->now->at[1]};
    snprintf(reason, VERDICT_REASON, "%s off the minimum %s, %s",
             words_number(away, hypot(gap[0], gap[1])), words_point(there, evidence, at),
             is_trembling(evidence) ? "moved by chance" : "steps shrinking");
    return true;
}

static bool is_crawling(const struct evidence *evidence, char *reason)
{
    size_t back = evidence_back(evidence, VERDICT_LOOK);
    double scene = (double)evidence->ground->steps;
    double minimum[SURFACE_AXES];
    char more[NUMBER_TEXT];
    if (back < VERDICT_CRAWL_LEAST ||
        !(evidence_path(evidence, 0, back) < VERDICT_CRAWL_STEP * (double)back))
        return false;
    double steps = steps_to_go(evidence, back), near = evidence_near_minimum(evidence, minimum);
    if (!is_too_many(evidence, steps) && near < VERDICT_SETTLE_NEAR)
        steps = steps_to_rest(evidence, near);
    if (!is_too_many(evidence, steps))
        return false;
    if (evidence->now->rate == 0)
        snprintf(reason, VERDICT_REASON, "far from done, and the learning rate is 0");
    else if (steps < 1e9)
        snprintf(reason, VERDICT_REASON, "at this pace %s more steps; the scene has %s",
                 words_number(more, ceil(steps)), words_number((char[NUMBER_TEXT]){0}, scene));
    else
        snprintf(reason, VERDICT_REASON, "in tiny steps, and the loss hardly falls");
    return true;
}

static bool is_walking(const struct evidence *evidence, char *reason)
{
    size_t back = evidence_back(evidence, VERDICT_LOOK);
    char number[NUMBER_TEXT];
    double fall = evidence_ago(evidence, back)->loss - evidence->now->loss;
    words_number(number, fall / (double)back);
    if (back == 0)
        snprintf(reason, VERDICT_REASON, "at its start");
    else if (fall > 0 && back == 1)
        snprintf(reason, VERDICT_REASON, "the loss fell by %s in this step", number);
    else if (fall > 0)
        snprintf(reason, VERDICT_REASON, "the loss falls by %s a step on average", number);
    else
        snprintf(reason, VERDICT_REASON, "the loss is no lower than %zu step%s ago", back,
                 back > 1 ? "s" : "");
    return true;
}

const struct question questions_of_motion[] = {
    {VERDICT_BOUNCING, is_in_cycle},         {VERDICT_BOUNCING, is_bouncing},
    {VERDICT_OVERSHOOTING, is_overshooting}, {VERDICT_PLATEAU, is_on_plateau},
    {VERDICT_SETTLING, is_settling},         {VERDICT_CRAWLING, is_crawling},
    {VERDICT_WALKING, is_walking},           {0, NULL},
};
