/* The questions of how a walker moves that is neither gone nor at rest. */
#include <float.h>
#include <math.h>
#include <stdio.h>

#include "descent/verdict_question.h"
#include "descent/verdict_words.h"

enum { PERIOD_MOST = 10 };

static const double part_of_steps = 0.25; /* that rise or turn back in a bouncing walk */
static const double shorter = 0.95;       /* a settling walk's newer half, at most */
static const double longer = 1.1;         /* than the last ones on average is a step that grows */
static const double standing = 0.01; /* of what is left is how much a loss that stands changes */
static const double calmer = 0.9;    /* the rate of a walk that chance moves less and less */

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
    struct rest minimum;
    double least;
    if (evidence->steps < back || evidence_stands_still(evidence) ||
        (evidence->chance && is_calmed(evidence, back)))
        return false;
    bool is_near =
        evidence->chance && evidence_near_minimum(evidence, &minimum) < VERDICT_SETTLE_NEAR;
    if (!(is_near && is_trembling(evidence)) && !goes_back_and_forth(evidence, back))
        return false;
    evidence_mean_loss(evidence, 0, back, &least);
    if (is_near)
        snprintf(reason, VERDICT_REASON, "chance keeps it moving about the minimum %s",
                 words_point(at, evidence, minimum.at));
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

/* Did this step make the loss rise by more than a part of the way down, and than rounding does? */
static bool rose_by(const struct evidence *evidence, double part, char *reason)
{
    char rise[NUMBER_TEXT], limit[NUMBER_TEXT];
    if (evidence->steps == 0)
        return false;
    const struct walk_point *now = evidence->now, *before = evidence_ago(evidence, 1);
    double rounding = 4 * DBL_EPSILON * fabs(before->loss);
    if (!(now->loss - before->loss > part * evidence->range + rounding))
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

static bool is_overshooting(const struct evidence *evidence, char *reason)
{
    return (!evidence->chance || leaps(evidence)) && rose_by(evidence, VERDICT_OVERSHOOT, reason);
}

/* Where a settling walk would settle all the same. */
static bool is_rising(const struct evidence *evidence, char *reason)
{
    return !evidence->chance && rose_by(evidence, VERDICT_SAME_LOSS, reason);
}

/* At rest, and nowhere in the window is there a slope like this one's way down. */
static bool is_stranded(const struct evidence *evidence, double gain)
{
    return gain <= VERDICT_SAME_LOSS * evidence->range && evidence_stands_still(evidence);
}

static bool is_on_plateau(const struct evidence *evidence, char *reason)
{
    const double *g = evidence->now->gradient;
    double gain = hypot(g[0] * evidence->span[0], g[1] * evidence->span[1]);
    double height = evidence->now->loss - evidence->ground->deepest;
    bool is_low = !(height > VERDICT_SAME_LOSS * evidence->range);
    struct rest minimum;
    size_t back = evidence_back(evidence, VERDICT_LOOK);
    char slope[NUMBER_TEXT], left[NUMBER_TEXT], at[WORDS_POINT];
    if (back < VERDICT_LEAST || !(evidence_path(evidence, 0, back) < VERDICT_PLATEAU_MOVE) ||
        !(gain < VERDICT_PLATEAU_GAIN * evidence->range) ||
        !(height > VERDICT_PLATEAU_HEIGHT * evidence->range || is_stranded(evidence, gain)) ||
        evidence_near_minimum(evidence, &minimum) < VERDICT_SETTLE_NEAR)
        return false;
    words_number(slope, hypot(g[0], g[1]));
    const struct critical_point *saddle =
        evidence_listed_near(evidence, VERDICT_SETTLE_NEAR, CRITICAL_SADDLE);
    if (saddle != NULL)
        snprintf(reason, VERDICT_REASON, "nearly level (slope %s) beside a saddle at %s", slope,
                 words_point(at, evidence, saddle->at));
    else if (is_low)
        snprintf(reason, VERDICT_REASON, "nearly level: slope %s; nothing deeper is known", slope);
    else
        snprintf(reason, VERDICT_REASON, "nearly level: slope %s, and %s still to go down", slope,
                 words_number(left, height));
    return true;
}

/* Do the steps of the newer half get shorter, or their losses less? */
static bool shrinks(const struct evidence *evidence, double bottom)
{
    size_t half = evidence_back(evidence, VERDICT_SWING) / 2;
    double before = evidence_highest_loss(evidence, half, 2 * half) - bottom;
    return half >= 2 &&
           (evidence_path(evidence, 0, half) < shorter * evidence_path(evidence, half, 2 * half) ||
            evidence_highest_loss(evidence, 0, half) - bottom < shorter * before);
}

/* At every step of late. */
static bool goes_down(const struct evidence *evidence)
{
    size_t back = evidence_back(evidence, VERDICT_LOOK);
    for (size_t i = 0; i < back; i++)
        if (!(evidence_ago(evidence, i)->loss < evidence_ago(evidence, i + 1)->loss))
            return false;
    return back >= VERDICT_CRAWL_LEAST;
}

/* Straight down, in steps that add up to the way that is left; or so little is left that it may
 * stop short, as the rate of a schedule lets it. */
static bool closes_in(const struct evidence *evidence, const struct rest *minimum, double away)
{
    double travel = evidence_travel(evidence);
    double left = evidence->now->loss - minimum->loss;
    return goes_down(evidence) && travel <= away * VERDICT_SETTLE_SURE &&
           (travel >= away / VERDICT_SETTLE_SURE || left < VERDICT_REST_LOSS * evidence->range);
}

/* Did it come back from a swing within the last steps? */
static bool has_peak(const struct evidence *evidence, size_t back)
{
    for (size_t i = 1; i + 1 < back; i++) {
        double loss = evidence_ago(evidence, i)->loss;
        if (loss > evidence_ago(evidence, i - 1)->loss &&
            loss > evidence_ago(evidence, i + 1)->loss)
            return true;
    }
    return false;
}

/* Up and down about the minimum for long, by little and by less than before. */
static bool swings_less(const struct evidence *evidence, const struct rest *minimum)
{
    size_t half = evidence_back(evidence, VERDICT_SWING) / 2;
    double before = evidence_highest_loss(evidence, half, 2 * half) - minimum->loss;
    double height = evidence_highest_loss(evidence, 0, half) - minimum->loss;
    return half >= VERDICT_LOOK && has_peak(evidence, half) &&
           evidence_farthest(evidence, minimum->at, half, evidence->span) < VERDICT_SETTLE_NEAR &&
           height < VERDICT_SETTLE_LOSS * evidence->range && height < shorter * before;
}

/* So slow that the scene would be over long before: that is no settling. */
static bool is_too_many(const struct evidence *evidence, double steps)
{
    return steps > VERDICT_CRAWL_TIMES * (double)evidence->ground->steps;
}

/* Steps that it takes to come within REST_NEAR of a minimum that is `away`; 0 if it does not go
 * down at every one. (Near it the loss goes by the square of the distance.) */
static double steps_to_rest(const struct evidence *evidence, const struct rest *minimum,
                            double away, struct pace *pace)
{
    double part = VERDICT_REST_NEAR / away;
    return goes_down(evidence) && evidence_pace(evidence, VERDICT_LOOK, minimum->loss, pace)
               ? evidence_steps_at(pace, part * part)
               : 0;
}

static bool is_settling(const struct evidence *evidence, char *reason)
{
    struct rest minimum;
    struct pace pace;
    char there[WORDS_POINT], away[NUMBER_TEXT];
    double near = evidence_near_minimum(evidence, &minimum);
    if (!(near < VERDICT_SETTLE_NEAR) ||
        is_too_many(evidence, steps_to_rest(evidence, &minimum, near, &pace)))
        return false;
    bool straight =
        evidence->chance ? shrinks(evidence, minimum.loss) : closes_in(evidence, &minimum, near);
    if (!straight && (evidence->chance || !swings_less(evidence, &minimum)))
        return false;
    size_t back = straight ? 1 : evidence_back(evidence, VERDICT_SWING) / 2;
    words_number(away, evidence_farthest(evidence, minimum.at, back, (double[]){1, 1}));
    words_point(there, evidence, minimum.at);
    if (straight)
        snprintf(reason, VERDICT_REASON, "%s off the minimum %s, %s", away, there,
                 is_trembling(evidence) ? "moved by chance" : "steps shrinking");
    else
        snprintf(reason, VERDICT_REASON, "swings by %s about the minimum %s, ever less", away,
                 there);
    return true;
}

/* Falls that grow are believed to go on so if they did in the whole walk. */
static bool find_pace(const struct evidence *evidence, double bottom, struct pace *pace)
{
    struct pace whole;
    double least = 0;
    if (!evidence_pace(evidence, VERDICT_LOOK, bottom, pace))
        return false;
    if (evidence_pace(evidence, evidence->steps, bottom, &whole))
        least = fmin(whole.power, 0);
    pace->power = fmax(pace->power, least);
    return true;
}

/* By how much the loss differs within the last steps. */
static double sway(const struct evidence *evidence)
{
    size_t back = evidence_back(evidence, VERDICT_LOOK);
    double least;
    evidence_mean_loss(evidence, 0, back + 1, &least);
    return evidence_highest_loss(evidence, 0, back + 1) - least;
}

/*
 * Steps that the rest of the way takes at this pace; infinite if the loss stands, and much is left;
 * 0 if it goes up and down.
 */
static double steps_to_go(const struct evidence *evidence, struct pace *pace)
{
    double bottom = evidence_end_of_way(evidence), left = evidence->now->loss - bottom;
    double there = VERDICT_SAME_LOSS * evidence->range;
    if (!(left > there))
        return 0;
    bool is_steady = find_pace(evidence, bottom, pace);
    if (!is_steady && sway(evidence) > standing * left)
        return 0;
    if (is_steady || evidence_pace(evidence, VERDICT_SWING, bottom, pace))
        return evidence_steps_at(pace, there / left);
    return left > VERDICT_CRAWL_FAR * evidence->range ? (double)INFINITY : 0;
}

static bool takes_tiny_steps(const struct evidence *evidence)
{
    size_t back = evidence_back(evidence, VERDICT_LOOK), half = back / 2;
    return back >= VERDICT_CRAWL_LEAST &&
           evidence_path(evidence, 0, back) < VERDICT_CRAWL_STEP * (double)back &&
           !(evidence_path(evidence, 0, 1) >
             longer * evidence_path(evidence, 0, half) / (double)half);
}

static bool is_crawling(const struct evidence *evidence, char *reason)
{
    double scene = (double)evidence->ground->steps;
    struct rest minimum;
    struct pace pace = {0};
    char more[NUMBER_TEXT];
    if (!takes_tiny_steps(evidence))
        return false;
    double steps = steps_to_go(evidence, &pace), near = evidence_near_minimum(evidence, &minimum);
    if (!is_too_many(evidence, steps) && near < VERDICT_SETTLE_NEAR)
        steps = steps_to_rest(evidence, &minimum, near, &pace);
    if (!is_too_many(evidence, steps))
        return false;
    words_number(more, ceil(steps));
    if (evidence->now->rate == 0)
        snprintf(reason, VERDICT_REASON, "far from done, and the learning rate is 0");
    else if (steps < VERDICT_CRAWL_TOLD * scene && pace.power <= VERDICT_PACE_LEADS)
        snprintf(reason, VERDICT_REASON, "at this pace %s more steps; the scene has %s", more,
                 words_number((char[NUMBER_TEXT]){0}, scene));
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
        snprintf(reason, VERDICT_REASON, "the loss %s no lower than %zu step%s ago",
                 evidence->now->loss < evidence_ago(evidence, 1)->loss ? "falls again, but is"
                                                                       : "is",
                 back, back > 1 ? "s" : "");
    return true;
}

// clang-format off
const struct question questions_of_motion[] = {
    {VERDICT_BOUNCING, is_in_cycle},
    {VERDICT_BOUNCING, is_bouncing},
    {VERDICT_OVERSHOOTING, is_overshooting},
    {VERDICT_PLATEAU, is_on_plateau},
    {VERDICT_SETTLING, is_settling},
    {VERDICT_OVERSHOOTING, is_rising},
    {VERDICT_CRAWLING, is_crawling},
    {VERDICT_WALKING, is_walking},
    {0, NULL},
};
// clang-format on
