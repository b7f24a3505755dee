/*
 * The closed form, arranged so that nothing cancels: hypot for the root; the eigenvalue of smaller
 * size from the determinant, which is formed as if in twice the precision (Kahan's ad - bc by fused
 * multiply-add; Jeannerod, Louvet and Muller 2013). The entries are scaled by a power of two, so
 * that no square overflows or vanishes.
 */
#include "surface/eigen.h"

#include <math.h>

static double determinant_of(double a, double b, double c)
{
    double square = b * b;
    return fma(a, c, -square) + fma(-b, b, square);
}

struct eigen eigen_of(const double hessian[3])
{
    struct eigen eigen = {(double)NAN, (double)NAN, {1, 0}};
    if (hessian[0] * 0 + hessian[1] * 0 + hessian[2] * 0 != 0) /* one is infinite, or NaN */
        return eigen;
    double largest = fmax(fabs(hessian[0]), fmax(fabs(hessian[1]), fabs(hessian[2])));
    int exponent = 0;
    frexp(largest, &exponent);
    double a = ldexp(hessian[0], -exponent), b = ldexp(hessian[1], -exponent);
    double c = ldexp(hessian[2], -exponent), half = a / 2 - c / 2;
    double middle = a / 2 + c / 2, radius = hypot(half, b);
    double low = middle - radius, high = middle + radius, determinant = determinant_of(a, b, c);
    if (middle > 0 && radius > 0)
        low = fmin(determinant / high, high);
    else if (middle < 0 && radius > 0)
        high = fmax(determinant / low, low);
    double angle = atan2(b, half) / 2;
    eigen.low = ldexp(low, exponent);
    eigen.high = ldexp(high, exponent);
    eigen.high_direction[0] = cos(angle);
    eigen.high_direction[1] = sin(angle);
    return eigen;
}
