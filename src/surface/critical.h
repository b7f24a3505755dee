/*
 * Critical points: where the gradient vanishes inside a window, told apart by the Hessian.
 *
 * Found by Newton's method on the symbolic derivatives from many starts: a lattice over the window
 * is searched for cells from which Newton's step stays near; each start is refined in strict
 * arithmetic until the step no longer changes the point. What is found is checked to be isolated
 * and is listed once. The index theorem (the winding of the gradient around the window equals the
 * number of extrema less that of saddles; a flat point counts what the gradient winds around it)
 * tells whether points were missed: then a finer lattice is tried.
 *
 * Minima and maxima that Newton's method does not reach, at a kink above all, where no gradient
 * vanishes (Ackley's function), are found by descending from the lattice's own extrema, along
 * valleys whose floor is a kink too. Where the formula's Hessian is none, or not the limit of those
 * beside the point, it is their limit; where they have none (max(x^2, y^2)), the eigenvalues are
 * NaN. Critical points that are not isolated (the floor of x^2, a ring, where a ring is crossed)
 * are not listed.
 */
#ifndef SURFACE_CRITICAL_H
#define SURFACE_CRITICAL_H

#include <stddef.h>

#include "base/error.h"
#include "surface/surface.h"

enum critical_kind { CRITICAL_MINIMUM, CRITICAL_SADDLE, CRITICAL_MAXIMUM, CRITICAL_FLAT };

struct critical_point {
    enum critical_kind kind; /* flat: the Hessian is singular to rounding, or to how well the point
                                is known, so that it cannot tell */
    double at[SURFACE_AXES];
    double loss;
    double lambda[2]; /* of the Hessian, the smaller first; NaN at a kink */
};

/* What the index theorem says of a list. */
enum critical_completeness {
    CRITICAL_UNKNOWN, /* it cannot be asked: the gradient vanishes or does not exist on the border,
                         or around a flat point */
    CRITICAL_MISSING, /* points are missing */
    CRITICAL_CUT,  /* the search was cut short: it costs too much, or there are too many points */
    CRITICAL_HOLDS /* it holds: if points are missing, then extrema and saddles in pairs */
};

struct critical_points {
    struct critical_point
        *points; /* minima by loss, then saddles, maxima, flat ones, each by loss */
    size_t count, capacity;
    enum critical_completeness completeness;
};

enum { CRITICAL_MAX = 20000 }; /* points kept */

/*
 * Finds them in the window, ends included: in some milliseconds, in half a second where there are
 * thousands of points or of examples. What bounds it is the work, not a clock: the same list on
 * every machine. False without memory. A zeroed struct is an empty list; release zeroes it.
 */
bool critical_find(const struct surface *surface, const struct surface_window window[SURFACE_AXES],
                   struct critical_points *out, struct error *error) NODISCARD;

/*
 * The same with no more work than about so many additions, as surface_cost() counts: what is found
 * by then, which may be nothing.
 */
bool critical_find_within(const struct surface *surface,
                          const struct surface_window window[SURFACE_AXES], double work,
                          struct critical_points *out, struct error *error) NODISCARD;
void critical_release(struct critical_points *list);

/* The lowest loss of the points inside a window; INFINITY if there is none. */
double critical_lowest(const struct critical_points *points,
                       const struct surface_window window[SURFACE_AXES]);

/* In words, as the end of a sentence about the list. */
const char *critical_completeness(enum critical_completeness completeness);

/* "minimum", "saddle", "maximum", "flat". */
const char *critical_kind_name(enum critical_kind kind);

#endif
