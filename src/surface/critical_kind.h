/*
 * Is a place where a search ended a critical point, isolated, and of which kind? All by cells. For
 * critical.c only.
 */
#ifndef SURFACE_CRITICAL_KIND_H
#define SURFACE_CRITICAL_KIND_H

#include "surface/cells.h"
#include "surface/critical.h"

/* The radius of the ring that tells of a point, in cells. */
#define CRITICAL_NEAR 0.25

struct critical_judgement {
    enum critical_kind kind;
    double hessian[3]; /* by cells; NaN where it does not exist */
};

/*
 * Judges a place where Newton's method settled: its `point`, and the step that would come next.
 * False if it is no critical point, not isolated, or a kink of the loss.
 */
bool critical_judge(struct cells *cells, const double at[2], const struct surface_point *point,
                    const double step[2], struct critical_judgement *out);

/* Judges a place that is known for an extremum, a minimum of sign * loss. */
void critical_judge_pit(struct cells *cells, const double at[2], double sign,
                        struct critical_judgement *out);

/* Is sign * loss on a ring above that at its middle, by more than `part` of its largest rise? */
bool critical_is_enclosed(struct cells *cells, const double at[2], double radius, double part,
                          double sign);

#endif
