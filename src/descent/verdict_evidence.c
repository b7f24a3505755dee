/* Everything is asked afresh of the last points: nothing is kept from one judgement to the next. */
#include "descent/verdict_evidence.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "surface/newton.h"

enum { DIRECTIONS = 24 }; /* that are looked in */

static const double same_place = 0.05; /* of a step: a cycle has come back */
static const double flat_ring = 1e-2;  /* around a flat point: does it go down anywhere? */
static const double near_ring = 3 * VERDICT_REST_NEAR; /* around where Newton's step leads */

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

/* Would the whole window, crossed on this slope, gain nothing that is not rounding? */
static bool is_level(const struct evidence *evidence, const struct surface_point *point)
{
    const double *g = point->gradient, *span = evidence->span;
    return hypot(g[0] * span[0], g[1] * span[1]) <= DBL_EPSILON * evidence->range;
}

/* What is seen all around a point, a part of the window away. */
struct surroundings {
    double lowest; /* loss */
    int level;     /* directions in which the ground has no slope but rounding */
};

static struct surroundings look_around(const struct evidence *evidence,
                                       const double at[SURFACE_AXES], double away)
{
    const double *span = evidence->span, turn = 2 * NUMBER_PI / DIRECTIONS;
    struct surroundings around = {.lowest = INFINITY};
    for (int i = 0; i < DIRECTIONS; i++) {
        struct surface_point near;
        const double there[] = {at[0] + away * span[0] * cos(i * turn),
                                at[1] + away * span[1] * sin(i * turn)};
        surface_at(evidence->ground->surface, SURFACE_GRADIENT, there, &near);
        around.lowest = fmin(around.lowest, near.loss);
        around.level += is_level(evidence, &near);
    }
    return around;
}

static bool goes_down_around(const struct evidence *evidence, const struct rest *rest, double away)
{
    double rounding = 1e-12 * (fabs(rest->loss) + evidence->range);
    return look_around(evidence, rest->at, away).lowest < rest->loss - rounding;
}

/* A floor is level here and in many directions, however it ends in the others; a hollow or a valley
 * is not, however shallow. */
static bool lies_on_floor(const struct evidence *evidence)
{
    const struct eigen *curvature = &evidence->stability->curvature;
    double bend = fmax(fabs(curvature->low), fabs(curvature->high));
    double span = fmax(evidence->span[0], evidence->span[1]);
    return is_level(evidence, &evidence->here) && !(bend * span * span > 1e-6 * evidence->range) &&
           look_around(evidence, evidence->now->at, flat_ring).level >= DIRECTIONS / 4;
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

/* Where Newton's step leads: a minimum by the Hessian here may yet be a bend on the way down. */
static struct rest newton_rest(const struct evidence *evidence)
{
    const struct eigen *curvature = &evidence->stability->curvature;
    struct rest rest = {
        .found = true, .kind = kind_of(curvature), .lambda = {curvature->low, curvature->high}};
    struct surface_point there;
    for (int axis = 0; axis < SURFACE_AXES; axis++)
        rest.at[axis] = evidence->now->at[axis] + evidence->newton[axis];
    surface_at(evidence->ground->surface, SURFACE_LOSS, rest.at, &there);
    rest.loss = there.loss;
    if (rest.kind == CRITICAL_MINIMUM && goes_down_around(evidence, &rest, near_ring))
        rest.kind = CRITICAL_FLAT;
    return rest;
}

/* A floor, moving or not; else, standing still, what lies within REST_NEAR: a listed critical
 * point, or the one that Newton's step points at. */
static struct rest find_rest(const struct evidence *evidence)
{
    const struct critical_point *point =
        evidence_listed_near(evidence, VERDICT_REST_NEAR, CRITICAL_FLAT);
    if (lies_on_floor(evidence))
        return (struct rest){.found = true, .kind = CRITICAL_FLAT};
    if (!evidence_stands_still(evidence) ||
        (point == NULL && !(evidence->newton_length < VERDICT_REST_NEAR)))
        return (struct rest){.found = false};
    struct rest rest = point != NULL ? listed_rest(point) : newton_rest(evidence);
    /* A valley's floor, or a minimum too flat for the Hessian; else it goes down somewhere. */
    rest.flat = rest.kind == CRITICAL_FLAT;
    if (rest.flat)
        rest.kind =
            goes_down_around(evidence, &rest, flat_ring) ? CRITICAL_SADDLE : CRITICAL_MINIMUM;
    return rest;
}

double evidence_near_minimum(const struct evidence *evidence, double at[SURFACE_AXES])
{
    const struct critical_points *list = evidence->ground->critical;
    const struct critical_point *point =
        evidence_listed_near(evidence, VERDICT_SETTLE_NEAR, CRITICAL_MINIMUM);
    if (point != NULL) {
        memcpy(at, point->at, sizeof point->at);
        return distance(evidence, point->at, evidence->now->at);
    }
    if ((list != NULL && list->completeness == CRITICAL_HOLDS) ||
        !(evidence->stability->curvature.low > 0))
        return INFINITY;
    for (int axis = 0; axis < SURFACE_AXES; axis++)
        at[axis] = evidence->now->at[axis] + evidence->newton[axis];
    return evidence->newton_length;
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
    evidence->rest = find_rest(evidence);
}
