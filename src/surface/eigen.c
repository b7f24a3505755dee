/* The closed form, arranged so that nothing cancels (hypot for the root, the smaller by the
 * larger). */
#include "surface/eigen.h"

#include <math.h>

struct eigen eigen_of(const double hessian[3])
{
    double a = hessian[0], b = hessian[1], c = hessian[2];
    double middle = a / 2 + c / 2, half = a / 2 - c / 2, radius = hypot(half, b);
    struct eigen eigen = {middle - radius, middle + radius, {1, 0}};
    if (!isfinite(a) || !isfinite(b) || !isfinite(c)) {
        eigen.low = eigen.high = NAN;
        return eigen;
    }
    /* low * high is the determinant: it gives the one that the subtraction would spoil, if a square
     * is representable at all. */
    double determinant = a * c - b * b;
    if (isfinite(determinant) && middle > 0 && eigen.high > 0)
        eigen.low = determinant / eigen.high;
    else if (isfinite(determinant) && middle < 0 && eigen.low < 0)
        eigen.high = determinant / eigen.low;
    double angle = atan2(b, half) / 2;
    eigen.high_direction[0] = cos(angle);
    eigen.high_direction[1] = sin(angle);
    return eigen;
}
