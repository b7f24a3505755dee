/*
 * What a walk shows, for the judge: gathered once a judgement, then asked in window units. For
 * src/descent/verdict*.c only.
 */
#ifndef DESCENT_VERDICT_EVIDENCE_H
#define DESCENT_VERDICT_EVIDENCE_H

#include "descent/verdict.h"

#define EVIDENCE_NEAR_NEWTON 0.3 /* how far ahead Newton's step is believed */

/* What a walker rests on. */
struct rest {
    bool found, flat;        /* flat: the Hessian cannot tell of what kind it is */
    enum critical_kind kind; /* CRITICAL_FLAT: a floor, without a slope here and around */
    double at[SURFACE_AXES], loss, lambda[2];
};

struct evidence {
    const struct verdict_ground *ground;
    const struct walk *walk;
    const struct walker *walker;
    const struct walker_settings *settings;
    const struct walk_point *points, *now;
    size_t steps; /* taken */
    double span[SURFACE_AXES];
    bool chance; /* had a say in the step that led here */
    const struct stability *stability;
    struct surface_point here;
    double newton[SURFACE_AXES]; /* the step to where the gradient should vanish */
    double newton_length;
    double range;      /* R */
    double aim;        /* the loss that this way seems to lead to, by the ground here */
    struct rest ahead; /* where Newton's method settles, near; not sought where the list tells */
    struct rest rest;
};

/* Gathers it; `stability` is filled in, and borrowed as the walk and the ground are. */
void evidence_gather(struct evidence *evidence, const struct walk *walk,
                     const struct verdict_ground *ground, struct stability *stability);

/* --- steps: counted back from the present, 0 the last one */

/* So many steps, or as many as were taken. */
size_t evidence_back(const struct evidence *evidence, size_t most);

/* The point `back` steps ago. */
const struct walk_point *evidence_ago(const struct evidence *evidence, size_t back);
/* How far the steps `from` .. `to` - 1 ago went. */
double evidence_path(const struct evidence *evidence, size_t from, size_t to);
bool evidence_stands_still(const struct evidence *evidence);

/* The mean and the least loss, and the highest, of the points `from` to `to` - 1 steps ago. */
double evidence_mean_loss(const struct evidence *evidence, size_t from, size_t to, double *least);
double evidence_highest_loss(const struct evidence *evidence, size_t from, size_t to);

/* How far the last `back` points, the present one too, were from a point, at most, in such units.
 */
double evidence_farthest(const struct evidence *evidence, const double at[SURFACE_AXES],
                         size_t back, const double unit[SURFACE_AXES]);

/* How far it is to where the last steps lead, if they go on to shrink as they do; infinite if they
 * do not. */
double evidence_travel(const struct evidence *evidence);

/*
 * How the height above some bottom fell: its logarithm by `rate` a step, and in a step like the
 * height to this `power` (see verdict.h).
 */
struct pace {
    double rate, power;
};

/* Over the last `back` steps. False if it is no lower than half-way back, or was no lower there
 * than at their begin. */
bool evidence_pace(const struct evidence *evidence, size_t back, double bottom, struct pace *out);

/* Steps at this pace until the height has become a part of what it is. */
double evidence_steps_at(const struct pace *pace, double part);

/* Is every point of the last VERDICT_CYCLE steps where it was `period` steps before? */
bool evidence_has_period(const struct evidence *evidence, size_t period);

/* How many of the last steps made the loss rise or turned back. */
size_t evidence_turns(const struct evidence *evidence, size_t back);

/* How often the loss changed between rising and falling: once in a long swing uphill. */
size_t evidence_swings(const struct evidence *evidence, size_t back);

/* --- points close by */

/* Is what it rests on the deepest that is known? And is it, then, in a complete list? */
bool evidence_is_deepest(const struct evidence *evidence);
bool evidence_is_listed(const struct evidence *evidence);

/* Would the whole window, crossed on this slope, gain nothing that is not rounding? */
bool evidence_is_level(const struct evidence *evidence, const struct surface_point *point);

/* The nearest listed point within a distance, of one kind (or, with CRITICAL_FLAT, of any). */
const struct critical_point *evidence_listed_near(const struct evidence *evidence, double within,
                                                  enum critical_kind kind);

/* The loss at the end of this way: of the listed minimum that Newton's step leads to, or the
 * deepest; without a complete list the aim. */
double evidence_end_of_way(const struct evidence *evidence);

/* How far it is to a minimum close by, and which: a listed one, or where Newton's method settles if
 * the list is not complete. Infinite: none is within VERDICT_SETTLE_NEAR. */
double evidence_near_minimum(const struct evidence *evidence, struct rest *minimum);

#endif
