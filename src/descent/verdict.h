// clang-format off
/*
 * Verdicts: how a walk stands, in one word, with its reason in plain words and numbers.
 *
 * The words are those that `until` in scene files knows. The judge looks at the last steps of the
 * walk and at the Hessian below the walker, and asks the questions below in their order; the first
 * yes is the verdict. Lengths are in window units (each axis divided by the window's span), losses
 * in parts of R, the way down: the start's loss less the deepest known one, poles and holes aside.
 *
 *   diverged      The point, the loss or the slope is no longer finite.
 *   outside       The point is outside the window. It is said to be diverging, finite as it still
 *                 is, if each of the last GROWING steps is at least GROWTH times as long as the one
 *                 before, and this factor does not shrink.
 *   plateau       A floor: no slope here, nor in a quarter of the directions around, be it the
 *                 deepest ground and the walker still moving.
 *   at rest       The last 10 steps moved less than REST_MOVE in all, or the last one not at all,
 *                 or there is no slope but rounding and the next step will not move it; and a
 *                 critical point lies within REST_NEAR (a listed one, or where Newton's method
 *                 settles), and this loss, and this slope on the way there, make no more than
 *                 REST_LOSS of difference:
 *     converged   a minimum whose loss is the deepest known, within SAME_LOSS. It is called global
 *                 if it is listed, and the list complete as far as the index theorem can tell;
 *     local       a minimum, and deeper ground is known, in the window or at some places around it;
 *     saddle      the ground goes up one way and down another: never called converged. Where the
 *                 Hessian cannot tell, the lowest place on rings around it does (if that lies no
 *                 lower than the slope leads, this is an incline, and no critical point);
 *     plateau     a hilltop, or a floor above the deepest ground.
 *   settling      At rest where weight decay, and no critical point, holds the walker.
 *   bouncing      A cycle: over the last 20 steps the walker was back after every 2 (3, .. 10)
 *                 steps, within a twentieth of a step. Or: over the last 40 steps the loss rose, or
 *                 the step turned back, at a quarter of them, and neither the best nor the mean
 *                 loss of the newer half is lower than that of the older one. Lower is what gains
 *                 more than BOUNCE_GAIN of what there is to go.
 *   overshooting  The loss rose at this very step by more than OVERSHOOT; or, in a walk that is
 *                 neither on a plateau nor settling, by more than SAME_LOSS.
 *   plateau       The last 10 steps moved less than PLATEAU_MOVE, the slope is so small that
 *                 crossing the whole window on it would gain less than PLATEAU_GAIN, and the loss
 *                 is more than PLATEAU_HEIGHT above the deepest, and no minimum is near. Or the
 *                 walker stands still, and crossing the window would gain less than SAME_LOSS.
 *   settling      A minimum is within SETTLE_NEAR (a listed one; without a complete list, where
 *                 Newton's method settles), and the walk closes in on it. Straight: the loss fell
 *                 at each of the last 10 steps, and if the next ones shrink as these did, they add
 *                 up to the way that is left, within a factor of SETTLE_SURE (or to less, if what
 *                 is left of the loss is below REST_LOSS). So they do not if momentum carries the
 *                 walker past. Or swinging: of the last 40 steps the newer half stayed within
 *                 SETTLE_NEAR, came back from a swing, and rose by less than SETTLE_LOSS above the
 *                 minimum, and by a twentieth less than the older half.
 *                 Not so if the loss fell at each of the last 10, and yet the minimum is
 *                 CRAWL_TIMES the scene's steps away at this pace: that is crawling.
 *   crawling      The steps are shorter than CRAWL_STEP and do not grow, and at the pace of the
 *                 last 10 the walker needs CRAWL_TIMES the scene's steps to come within SAME_LOSS
 *                 of where this way leads (or the loss stands, and is still CRAWL_FAR above). How
 *                 many is told if it is no more than CRAWL_TOLD times the scene's steps, and the
 *                 power no more than PACE_LEADS.
 *   walking       All else.
 *
 * The pace of some steps: what is left of the loss, e, falls by a part of itself, and from the
 * older to the newer half of the steps the falls change like a power of e. The power is 1 where
 * the steps shrink as the minimum gets nearer; 1/2 where they stay as long; 0 where the falls are
 * all alike; negative where they grow; far above 1 where they end before e does. Crawling takes 1
 * for what is above 1, and what is below 0 only as far as the whole walk bears it out.
 *
 * With chance (noise, mini-batches) a single rise says little: a walk then overshoots only if the
 * loss rose above all of the last 20 steps by more than they differ among each other. It settles
 * near a minimum if of the last 40 steps the newer half is shorter than the older one by a
 * twentieth, or its highest loss that much nearer to the minimum's. It bounces if the mean loss of
 * the newer 20 steps is not below half of that of the older ones, or if it is within SETTLE_NEAR of
 * a minimum and turned back at a quarter of the last 10 steps; but not if its rate has fallen by a
 * tenth meanwhile: that calms it.
 *
 * Judging is cheap, allocates nothing, and is a pure function of what it is given.
 */
// clang-format on
#ifndef DESCENT_VERDICT_H
#define DESCENT_VERDICT_H

#include <stdbool.h>

#include "descent/stability.h"
#include "descent/walk.h"
#include "surface/critical.h"

#define VERDICT_REST_MOVE      1e-4
#define VERDICT_REST_NEAR      1e-3
#define VERDICT_REST_LOSS      1e-4
#define VERDICT_SAME_LOSS      1e-6
#define VERDICT_BOUNCE_GAIN    0.05
#define VERDICT_CHANCE_GAIN    0.5 /* the same with chance */
#define VERDICT_OVERSHOOT      1e-3
#define VERDICT_PLATEAU_MOVE   1e-2
#define VERDICT_PLATEAU_GAIN   1e-2
#define VERDICT_PLATEAU_HEIGHT 0.1
#define VERDICT_SETTLE_NEAR    0.05
#define VERDICT_SETTLE_LOSS    1e-2
#define VERDICT_SETTLE_SURE    2
#define VERDICT_PACE_LEADS     2
#define VERDICT_CRAWL_STEP     1e-2
#define VERDICT_CRAWL_FAR      1e-3
#define VERDICT_CRAWL_TIMES    2
#define VERDICT_CRAWL_TOLD     100
#define VERDICT_GROWTH         1.01

enum {
    VERDICT_LEAST = 3,       /* steps without which rest and plateau are not told */
    VERDICT_CRAWL_LEAST = 5, /* and without which no pace is */
    VERDICT_GROWING = 5,     /* in which the steps grow if it diverges */
    VERDICT_LOOK = 10,       /* steps back for rest and pace */
    VERDICT_CYCLE = 20,      /* for a cycle, and for what chance does */
    VERDICT_SWING = 40 /* for bouncing and settling; with fewer taken, settling looks at those */
};

enum verdict {
    VERDICT_WALKING,
    VERDICT_CRAWLING,
    VERDICT_SETTLING,
    VERDICT_CONVERGED,
    VERDICT_LOCAL,
    VERDICT_SADDLE,
    VERDICT_PLATEAU,
    VERDICT_BOUNCING,
    VERDICT_OVERSHOOTING,
    VERDICT_OUTSIDE,
    VERDICT_DIVERGED,
    VERDICTS
};

enum verdict_tone { VERDICT_NEUTRAL, VERDICT_GOOD, VERDICT_DOUBTFUL, VERDICT_BAD };

struct verdict_row {
    const char *name; /* the word, on the screen and in `until` */
    enum verdict_tone tone;
    const char *help; /* what it means, in one line for a student */
};

extern const struct verdict_row verdicts[VERDICTS];

/*
 * What a walk is judged on: its surface and window. Filled in up to `steps` by the caller; the
 * rest, what is known of the whole window, is made by verdict_survey() once, and again when one of
 * the first changes (the critical points become known; the surface's constant is turned).
 */
struct verdict_ground {
    const struct surface *surface;
    const char *parameters[SURFACE_AXES]; /* names */
    struct surface_window window[SURFACE_AXES];
    const struct critical_points *critical; /* borrowed; NULL: unknown. Then the Hessian tells what
                                               a walker rests on, and a lattice how deep it goes */
    uint64_t steps;                         /* of the scene */

    double deepest, highest; /* the finite losses known of the window; inf and -inf if none is */
    double deepest_at[SURFACE_AXES];
    size_t deepest_count; /* minima with that loss; 0: it is no minimum of a complete list */
    double pit;           /* the deepest loss of a pole or a hole, or of deeper ground outside the
                             window, that was met; inf: none */
    double pit_at[SURFACE_AXES];
    bool pit_is_outside;
};

/* Looks at a coarse lattice over the window, few nodes for a surface over much data, and at the
 * critical points: a fraction of a millisecond for a formula, some milliseconds over much data. */
void verdict_survey(struct verdict_ground *ground);

enum { VERDICT_REASON = 160 };

struct judgement {
    enum verdict verdict;
    char reason[VERDICT_REASON]; /* at most 60 columns or so; no full stop */
    struct stability stability;  /* at the walker */
};

/* How the walk stands at its present step. */
void verdict_judge(const struct walk *walk, const struct verdict_ground *ground,
                   struct judgement *out);

#endif
