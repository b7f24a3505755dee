/*
 * Newton's method for the zeros of a gradient.
 */
#ifndef SURFACE_NEWTON_H
#define SURFACE_NEWTON_H

#include "surface/cells.h"

/* A start's step is at most that many cells, and its point lies at most twice as many away. */
#define NEWTON_REACH 2.5

/*
 * The step -H^-1 g towards the gradient's zero (in whatever units). Where H is singular to
 * rounding, the least-norm step along the eigenvector that is not (both zero: no step). Returns its
 * larger coordinate's size; NaN for none.
 */
double newton_step(const double gradient[SURFACE_AXES], const double hessian[3],
                   double step[SURFACE_AXES]);

/*
 * In cells: refines a start until the step is rounding. False if it wanders off or settles nowhere.
 * `step` is the one that would have come next: about as far as the point may be off.
 */
bool newton_refine(struct cells *cells, double at[2], struct surface_point *point, double step[2]);

#endif
