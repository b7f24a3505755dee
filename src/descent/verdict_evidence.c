/* Everything is asked afresh of the last points: nothing is kept from one judgement to the next. */
#include "descent/verdict_evidence.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "base/array.h"
#include "base/number.h"
#include "surface/cells.h"
#include "surface/newton.h"

enum { DIRECTIONS = 24 }; /* that are looked in */

static const double same_place = 0.05; /* of a step: a cycle has come back */
static const double flat_ring = 1e-2;  /* around a flat point: how is it there? */
static const double near_ring = 1e-3;  /* and closer by: the first that tells decides */
static const double enclosed = 1e-9;   /* of its largest rise is a ring's least one */
static const double cell = 0.02;       /* of Newton's method, which goes some cells */

/* In window units. */
static double length_of(const struct evidence *evidence, const double step[SURFACE_AXES])
{
    return hypot(step[0] / evidence->span[0], step[1] / evidence->span[1]);
}

static double distance(const struct evidence *evidence, const double a[SURFACE_AXES],
                       const double b[SURFACE_AXES])
{
    return length_of(evidence, (double[]){a[0] - b[0], a[1] - b[1]});
}

size_t evidence_back(const struct evidence *evidence, size_t most)
{
    return evidence->steps < most ? evidence->steps : most;
}

const struct walk_point *evidence_ago(const struct evidence *evidence, size_t back)
{
    return evidence->now - back;
}

double evidence_path(const struct evidence *evidence, size_t from, size_t to)
{
    double length = 0;
    for (size_t i = from; i < to; i++)
        length +=
            distance(evidence, evidence_ago(evidence, i)->at, evidence_ago(evidence, i + 1)->at);
    return length;
}

/* Where Newton's step leads, and how deep it is there if the ground is a hollow. */
static void look_ahead(struct evidence *evidence)
{
    const struct surface_point *here = &evidence->here;
    const double *g = here->gradient, *step = evidence->newton;
    newton_step(g, here->hessian, evidence->newton);
    evidence->newton_length = length_of(evidence, step);
    evidence->aim = fmin(evidence->ground->deepest, here->loss);
    if (evidence->stability->curvature.low > 0 && evidence->newton_length < EVIDENCE_NEAR_NEWTON)
        evidence->aim = here->loss + (g[0] * step[0] + g[1] * step[1]) / 2;
}

bool evidence_is_level(const struct evidence *evidence, const struct surface_point *point)
{
    const double *g = point->gradient, *span = evidence->span;
    return hypot(g[0] * span[0], g[1] * span[1]) <= DBL_EPSILON * evidence->range;
}

/* Directions in which the ground has no slope but rounding, a part of the window away. */
static int level_around(const struct evidence *evidence, const double at[SURFACE_AXES], double away)
{
    const double *span = evidence->span, turn = 2 * NUMBER_PI / DIRECTIONS;
    int level = 0;
    for (int i = 0; i < DIRECTIONS; i++) {
        struct surface_point near;
        const double there[] = {at[0] + away * span[0] * cos(i * turn),
                                at[1] + away * span[1] * sin(i * turn)};
        surface_at(evidence->ground->surface, SURFACE_GRADIENT, there, &near);
        level += evidence_is_level(evidence, &near);
    }
    return level;
}

/* A floor is level here and in many directions, however it ends in the others; a hollow or a valley
 * is not, however shallow. */
static bool lies_on_floor(const struct evidence *evidence)
{
    const struct eigen *curvature = &evidence->stability->curvature;
    double bend = fmax(fabs(curvature->low), fabs(curvature->high));
    double span = fmax(evidence->span[0], evidence->span[1]);
    return evidence_is_level(evidence, &evidence->here) &&
           !(bend * span * span > 1e-6 * evidence->range) &&
           level_around(evidence, evidence->now->at, flat_ring) >= DIRECTIONS / 4;
}

/* By a wider margin than the list of critical points has: this Hessian is the one below a walker
 * that rests somewhere near the point, where a curvature that vanishes does not vanish quite. */
static enum critical_kind kind_of(const struct eigen *curvature)
{
    double small = 1e-6 * fmax(fabs(curvature->low), fabs(curvature->high));
    if (!(fabs(curvature->low) > small && fabs(curvature->high) > small))
        return CRITICAL_FLAT;
    return curvature->low > 0    ? CRITICAL_MINIMUM
           : curvature->high < 0 ? CRITICAL_MAXIMUM
                                 : CRITICAL_SADDLE;
}

const struct critical_point *evidence_listed_near(const struct evidence *evidence, double within,
                                                  enum critical_kind kind)
{
    const struct critical_points *list = evidence->ground->critical;
    const struct critical_point *best = NULL;
    for (size_t i = 0; list != NULL && i < list->count; i++) {
        const struct critical_point *point = &list->points[i];
        double away = distance(evidence, point->at, evidence->now->at);
        if (away < within && (kind == CRITICAL_FLAT || kind == point->kind)) {
            within = away;
            best = point;
        }
    }
    return best;
}

bool evidence_stands_still(const struct evidence *evidence)
{
    size_t back = evidence_back(evidence, VERDICT_LOOK);
    return back > 0 &&
           (evidence_path(evidence, 0, 1) == 0 ||
            (back >= VERDICT_LEAST && evidence_path(evidence, 0, back) < VERDICT_REST_MOVE));
}

static struct rest listed_rest(const struct critical_point *point)
{
    return (struct rest){.found = true,
                         .kind = point->kind,
                         .at = {point->at[0], point->at[1]},
                         .loss = point->loss,
                         .lambda = {point->lambda[0], point->lambda[1]}};
}

/* The window in cells of so great a part of it. */
static struct cells cells_of(const struct evidence *evidence)
{
    const struct verdict_ground *ground = evidence->ground;
    return (struct cells){.surface = ground->surface,
                          .window = {ground->window[0], ground->window[1]},
                          .size = {cell * evidence->span[0], cell * evidence->span[1]}};
}

enum way_out { GOES_UP, STAYS_LEVEL, GOES_DOWN, SLOPES_DOWN };

/*
 * Of a point whose Hessian cannot tell: is there a way down from it, by more than rounding? A floor
 * has none, nor has a minimum, from which all ways go up. On an incline, however gentle, the slope
 * here tells how far it goes down: that is no critical point.
 */
static enum way_out way_out_of(const struct evidence *evidence, const struct rest *rest)
{
    struct cells cells = cells_of(evidence);
    const double radii[] = {near_ring / cell, flat_ring / cell};
    for (size_t i = 0; i < ARRAY_LENGTH(radii); i++) {
        struct ring_range range;
        struct surface_point here;
        if (!ring_range(&cells, &(struct ring){rest->at, radii[i]}, ring_signed_loss, 1, &range))
            continue;
        double rise = range.lowest - rest->loss, slope = 0;
        double rounding = cells_unrest(&cells, range.at) + DBL_EPSILON * fabs(rest->loss);
        if (rise >= -4 * rounding && rise <= enclosed * (range.highest - rest->loss))
            continue;
        surface_at(evidence->ground->surface, SURFACE_GRADIENT, rest->at, &here);
        for (int axis = 0; axis < SURFACE_AXES; axis++)
            slope += here.gradient[axis] * (range.at[axis] - rest->at[axis]);
        return rise >= 0 ? GOES_UP : rise >= 4 * slope ? SLOPES_DOWN : GOES_DOWN;
    }
    return STAYS_LEVEL;
}

static void settle_flat(const struct evidence *evidence, struct rest *rest)
{
    rest->flat = rest->kind == CRITICAL_FLAT;
    if (!rest->flat)
        return;
    enum way_out way = way_out_of(evidence, rest);
    double height = rest->loss - evidence->ground->deepest;
    bool is_floor = way == STAYS_LEVEL && height > VERDICT_SAME_LOSS * evidence->range;
    rest->found = way != SLOPES_DOWN;
    rest->kind = way == GOES_DOWN ? CRITICAL_SADDLE : is_floor ? CRITICAL_FLAT : CRITICAL_MINIMUM;
}

/* Where Newton's method settles: a minimum by the Hessian here may yet be a bend on the way down.
 */
static struct rest newton_rest(const struct evidence *evidence)
{
    struct cells cells = cells_of(evidence);
    struct rest rest = {.at = {evidence->now->at[0], evidence->now->at[1]}};
    struct surface_point there;
    double next[SURFACE_AXES];
    if (!(evidence->newton_length < VERDICT_SETTLE_NEAR) ||
        !newton_refine(&cells, rest.at, &there, next))
        return rest;
    surface_at(evidence->ground->surface, SURFACE_HESSIAN, rest.at, &there);
    const struct eigen curvature = eigen_of(there.hessian);
    rest.found = true;
    rest.kind = kind_of(&curvature);
    rest.loss = there.loss;
    rest.lambda[0] = curvature.low;
    rest.lambda[1] = curvature.high;
    settle_flat(evidence, &rest);
    return rest;
}

/* Is the walker there: by its place, and by its loss and slope, as a needle is narrower? */
static bool is_reached(const struct evidence *evidence, const struct rest *rest)
{
    const struct walk_point *now = evidence->now;
    double most = VERDICT_REST_LOSS * evidence->range, rise = 0;
    for (int axis = 0; axis < SURFACE_AXES; axis++)
        rise += fabs(now->gradient[axis] * (now->at[axis] - rest->at[axis]));
    return rest->found && distance(evidence, rest->at, now->at) < VERDICT_REST_NEAR &&
           fabs(now->loss - rest->loss) <= most && rise <= most;
}

/* On a point without a slope, and no momentum or chance carries it on. */
static bool has_landed(const struct evidence *evidence)
{
    struct walker next = *evidence->walker;
    return evidence->steps > 0 && evidence_is_level(evidence, &evidence->here) &&
           walker_step(&next, evidence->settings, evidence->ground->surface,
                       walk_chance(evidence->walk)) &&
           distance(evidence, next.at, evidence->now->at) <= DBL_EPSILON;
}

/* A floor, moving or not; else, standing still, the critical point that was reached: a listed one,
 * or where Newton's method settles. */
static struct rest find_rest(const struct evidence *evidence)
{
    const struct critical_point *point =
        evidence_listed_near(evidence, VERDICT_REST_NEAR, CRITICAL_FLAT);
    if (lies_on_floor(evidence))
        return (struct rest){.found = true, .kind = CRITICAL_FLAT};
    if (!evidence_stands_still(evidence) && !has_landed(evidence))
        return (struct rest){.found = false};
    struct rest rest = point != NULL ? listed_rest(point) : evidence->ahead;
    rest.found = is_reached(evidence, &rest);
    if (point != NULL && rest.found)
        settle_flat(evidence, &rest);
    return rest;
}

bool evidence_is_deepest(const struct evidence *evidence)
{
    const struct verdict_ground *ground = evidence->ground;
    return evidence->rest.loss - fmin(ground->deepest, ground->pit) <=
           VERDICT_SAME_LOSS * evidence->range;
}

bool evidence_is_listed(const struct evidence *evidence)
{
    const struct verdict_ground *ground = evidence->ground;
    return ground->deepest_count > 0 &&
           ground->deepest - evidence->rest.loss <= VERDICT_SAME_LOSS * evidence->range;
}

static bool list_is_complete(const struct evidence *evidence)
{
    const struct critical_points *list = evidence->ground->critical;
    return list != NULL && list->completeness == CRITICAL_HOLDS;
}

double evidence_end_of_way(const struct evidence *evidence)
{
    double within = evidence->newton_length + VERDICT_SETTLE_NEAR;
    const struct critical_point *minimum = evidence_listed_near(evidence, within, CRITICAL_MINIMUM);
    if (!list_is_complete(evidence))
        return evidence->aim;
    return fmin(minimum != NULL && evidence->newton_length < EVIDENCE_NEAR_NEWTON
                    ? minimum->loss
                    : evidence->ground->deepest,
                evidence->now->loss);
}

double evidence_near_minimum(const struct evidence *evidence, struct rest *minimum)
{
    const struct critical_point *point =
        evidence_listed_near(evidence, VERDICT_SETTLE_NEAR, CRITICAL_MINIMUM);
    const struct rest *ahead = &evidence->ahead;
    if (point == NULL &&
        (list_is_complete(evidence) || !ahead->found || ahead->kind != CRITICAL_MINIMUM))
        return INFINITY;
    *minimum = point != NULL ? listed_rest(point) : *ahead;
    return distance(evidence, minimum->at, evidence->now->at);
}

double evidence_mean_loss(const struct evidence *evidence, size_t from, size_t to, double *least)
{
    double sum = 0;
    *least = INFINITY;
    for (size_t i = from; i < to; i++) {
        sum += evidence_ago(evidence, i)->loss;
        *least = fmin(*least, evidence_ago(evidence, i)->loss);
    }
    return sum / (double)(to - from);
}

double evidence_highest_loss(const struct evidence *evidence, size_t from, size_t to)
{
    double most = -INFINITY;
    for (size_t i = from; i < to; i++)
        most = fmax(most, evidence_ago(evidence, i)->loss);
    return most;
}

double evidence_farthest(const struct evidence *evidence, const double at[SURFACE_AXES],
                         size_t back, const double unit[SURFACE_AXES])
{
    double most = 0;
    for (size_t i = 0; i < back; i++) {
        const double *there = evidence_ago(evidence, i)->at;
        most = fmax(most, hypot((there[0] - at[0]) / unit[0], (there[1] - at[1]) / unit[1]));
    }
    return most;
}

double evidence_travel(const struct evidence *evidence)
{
    size_t half = evidence_back(evidence, VERDICT_LOOK) / 4 * 2; /* even: for who goes to and fro */
    const double *now = evidence->now->at, *middle = evidence_ago(evidence, half)->at;
    double newer = distance(evidence, now, middle);
    double older = distance(evidence, middle, evidence_ago(evidence, 2 * half)->at);
    return newer < older ? newer / (older / newer - 1) : (double)INFINITY;
}

bool evidence_pace(const struct evidence *evidence, size_t back, double bottom, struct pace *out)
{
    size_t half = evidence_back(evidence, back) / 2;
    double now = evidence->now->loss - bottom;
    double middle = evidence_ago(evidence, half)->loss - bottom;
    double begin = evidence_ago(evidence, 2 * half)->loss - bottom;
    if (!(begin > middle && middle > now && now > 0))
        return false;
    double newer = log1p((middle - now) / now) / (double)half;
    double older = log1p((begin - middle) / middle) / (double)half;
    out->rate = newer * sqrt(newer / older); /* the newer half's is that of its middle */
    out->power = 1 - log(newer / older) / ((double)half * out->rate);
    return true;
}

double evidence_steps_at(const struct pace *pace, double part)
{
    double rest = fmax(1 - pace->power, 0);
    return rest > 0 ? -expm1(rest * log(part)) / (rest * pace->rate) : -log(part) / pace->rate;
}

bool evidence_has_period(const struct evidence *evidence, size_t period)
{
    for (size_t i = 0; i + period <= VERDICT_CYCLE; i++) {
        double step =
            distance(evidence, evidence_ago(evidence, i)->at, evidence_ago(evidence, i + 1)->at);
        double away = distance(evidence, evidence_ago(evidence, i)->at,
                               evidence_ago(evidence, i + period)->at);
        if (!(away <= same_place * step))
            return false;
    }
    return true;
}

size_t evidence_turns(const struct evidence *evidence, size_t back)
{
    size_t turns = 0;
    for (size_t i = 0; i < back; i++) {
        const struct walk_point *c = evidence_ago(evidence, i), *b = evidence_ago(evidence, i + 1);
        bool rose = c->loss > b->loss, turned = false;
        if (i + 1 < back) {
            const struct walk_point *a = evidence_ago(evidence, i + 2);
            double dot = 0;
            for (int axis = 0; axis < SURFACE_AXES; axis++)
                dot += (c->at[axis] - b->at[axis]) * (b->at[axis] - a->at[axis]) /
                       (evidence->span[axis] * evidence->span[axis]);
            turned = dot < 0;
        }
        turns += rose || turned;
    }
    return turns;
}

size_t evidence_swings(const struct evidence *evidence, size_t back)
{
    size_t swings = 0;
    for (size_t i = 0; i + 1 < back; i++) {
        double newer = evidence_ago(evidence, i)->loss - evidence_ago(evidence, i + 1)->loss;
        double older = evidence_ago(evidence, i + 1)->loss - evidence_ago(evidence, i + 2)->loss;
        swings += newer * older < 0;
    }
    return swings;
}

void evidence_gather(struct evidence *evidence, const struct walk *walk,
                     const struct verdict_ground *ground, struct stability *stability)
{
    *evidence = (struct evidence){
        .ground = ground,
        .walk = walk,
        .walker = walk_now(walk),
        .settings = walk_settings(walk),
        .stability = stability,
    };
    size_t count;
    evidence->points = walk_points(walk, &count);
    evidence->steps = count - 1;
    evidence->now = &evidence->points[evidence->steps];
    if (evidence->steps > 0)
        evidence->chance = walk_settings_then(walk, evidence->steps - 1)->noise > 0 ||
                           !isnan(evidence_ago(evidence, 1)->batch_loss);
    for (int axis = 0; axis < SURFACE_AXES; axis++)
        evidence->span[axis] = ground->window[axis].high - ground->window[axis].low;
    evidence->range = evidence->points[0].loss - ground->deepest;
    if (!(evidence->range > 0) || !isfinite(evidence->range))
        evidence->range = fmax(0, ground->highest - ground->deepest); /* 0: no loss is known */
    surface_at(ground->surface, SURFACE_HESSIAN, evidence->walker->at, &evidence->here);
    stability_of(evidence->here.hessian, evidence->walker, evidence->settings, stability);
    look_ahead(evidence);
    if (evidence_listed_near(evidence, VERDICT_REST_NEAR, CRITICAL_FLAT) == NULL &&
        (!list_is_complete(evidence) || evidence_stands_still(evidence)))
        evidence->ahead = newton_rest(evidence);
    evidence->rest = find_rest(evidence);
}
