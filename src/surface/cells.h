/*
 * A window measured in cells of a lattice: steps, gradients, curvatures. So a window of 1e6 by 1e-6
 * is searched as a square is, and what is nearly singular is told by the picture and not by the
 * units. Counts what its evaluations cost.
 */
#ifndef SURFACE_CELLS_H
#define SURFACE_CELLS_H

#include "surface/surface.h"

struct cells {
    const struct surface *surface;
    struct surface_window window[2];
    double size[2];    /* of a cell */
    double cost, work; /* additions: of one evaluation with Hessian; of all so far */
};

/* Derivatives by parameter to derivatives by cells. */
void cells_measure(const struct cells *cells, struct surface_point *point);

/* Loss, gradient and Hessian at a place, strict, the derivatives by cells. */
void cells_look(struct cells *cells, const double at[2], struct surface_point *point);

/* How much the loss differs between places that rounding alone keeps apart. */
double cells_unrest(struct cells *cells, const double at[2]);

/* The length of the gradient. */
double cells_slope(const struct surface_point *point);

/* Moves a place by so many steps, each in cells. */
void cells_move(const struct cells *cells, double at[2], const double step[2], double times);

/* In cells, along the axis where it is larger. */
double cells_distance(const struct cells *cells, const double a[2], const double b[2]);

/* Is it inside the window, or outside by no more than rounding? */
bool cells_hold(const struct cells *cells, const double at[2]);

/* A ring around a place, its radius in cells. */
struct ring {
    const double *middle;
    double radius;
};

/* The place at t, 0 to 1, of the ring. */
void ring_at(const struct cells *cells, const struct ring *ring, double t, double at[2]);

/* What is sought on a ring: sign * loss, or the slope. */
typedef double ring_value(struct cells *cells, const double at[2], double sign);
double ring_signed_loss(struct cells *cells, const double at[2], double sign);
double ring_slope(struct cells *cells, const double at[2], double sign);

/* The range of a value on a ring, and where the lowest lies. */
struct ring_range {
    double lowest, highest;
    double at[2];
};

/*
 * The lowest and the highest value on a ring, the lowest to the last digit: the floor of a valley
 * that crosses the ring is narrow. False where a value is not finite.
 */
bool ring_range(struct cells *cells, const struct ring *ring, ring_value *value, double sign,
                struct ring_range *out);

/* The lowest sign * loss on a ring, to a billionth of its length, and where. */
double ring_lowest_at(struct cells *cells, const struct ring *ring, double sign, double at[2]);

#endif
