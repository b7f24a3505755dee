/*
 * Eigenvalues and directions of a symmetric 2 x 2 matrix: the curvatures of a surface at a point.
 */
#ifndef SURFACE_EIGEN_H
#define SURFACE_EIGEN_H

struct eigen {
    double low, high; /* low <= high; NaN where the matrix is not finite */
    double
        high_direction[2]; /* a unit vector along the larger one; the smaller one's stands across */
};

/* Of the Hessian (xx, xy, yy). Exact to rounding for all finite entries, also where they nearly
 * meet. */
struct eigen eigen_of(const double hessian[3]);

#endif
