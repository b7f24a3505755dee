/*
 * The step of Newton's method: two equations, symmetric, solved in place. For loops over lanes as
 * for one point.
 */
#ifndef SURFACE_SOLVE_H
#define SURFACE_SOLVE_H

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

/* The largest power of two up to |number|; at least the smallest normal number. */
static inline double solve_scale(double number)
{
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    bits &= UINT64_C(0x7ff0000000000000);
    memcpy(&number, &bits, sizeof bits);
    return number > DBL_MIN ? number : DBL_MIN;
}

/*
 * Solves H d = g for H = (xx, xy, yy) by Cramer's rule. The matrix is scaled by a power of two to a
 * largest entry of 1 to 2, so that its determinant neither overflows nor vanishes before its time,
 * and nothing is rounded by it. Returns that determinant, 0 to 4 in size: the least is singular,
 * and d then not finite.
 */
static inline double solve_symmetric(const double h[3], const double g[2], double d[2])
{
    double a = fabs(h[0]), b = fabs(h[1]), c = fabs(h[2]), most = a > c ? a : c;
    double scale = solve_scale(most > b ? most : b);
    a = h[0] / scale, b = h[1] / scale, c = h[2] / scale;
    double determinant = a * c - b * b;
    d[0] = (c * g[0] - b * g[1]) / determinant / scale;
    d[1] = (a * g[1] - b * g[0]) / determinant / scale;
    return determinant;
}

#endif
