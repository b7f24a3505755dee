/* Comparisons of doubles that print what they compared. */
#include "support/test.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void differ(double a, double b, const char *file, int line)
{
    print_error("%.17g (%a) against %.17g (%a)\n", a, a, b, b);
    _fail(file, line);
}

void test_close(double a, double b, double absolute, double relative, const char *file, int line)
{
    if ((isnan(a) && isnan(b)) || a == b)
        return;
    double scale = fmax(fabs(a), fabs(b));
    if (!(fabs(a - b) <= absolute + relative * scale))
        differ(a, b, file, line);
}

void test_same(double a, double b, const char *file, int line)
{
    if (isnan(a) && isnan(b))
        return;
    if (memcmp(&a, &b, sizeof a) != 0)
        differ(a, b, file, line);
}
