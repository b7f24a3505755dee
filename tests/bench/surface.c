/*
 * What the evaluators cost, the best of several rounds on one thread: over a lattice of 1920 x 1080
 * in picture arithmetic, loss, with gradient, with Hessian; 64 strict points with gradient; one
 * strict point with gradient (all nanoseconds a point); reading, deriving twice and compiling a
 * formula (microseconds).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/array.h"
#include "surface/kernel.h"
#include "surface/surface.h"

enum { COLUMNS = 1920, ROWS = 1080, POINTS = COLUMNS * ROWS, ROUNDS = 9, WALKERS = 64 };

static const struct {
    const char *name, *loss;
    double low, high;
} functions[] = {
    {"rosenbrock", "(1 - x)^2 + 100*(y - x^2)^2", -2, 3},
    {"himmelblau", "(x^2 + y - 11)^2 + (x + y^2 - 7)^2", -5, 5},
    {"ackley",
     "-20*exp(-0.2*sqrt(0.5*(x^2 + y^2))) - exp(0.5*(cos(2*pi*x) + cos(2*pi*y))) + e + 20", -5, 5},
    {"rastrigin", "20 + x^2 + y^2 - 10*(cos(2*pi*x) + cos(2*pi*y))", -5.12, 5.12},
    {"beale", "(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2", -4.5, 4.5},
    {"styblinski", "0.5*(x^4 - 16*x^2 + 5*x + y^4 - 16*y^2 + 5*y)", -5, 5},
    {"peaks",
     "3*(1-x)^2*exp(-x^2-(y+1)^2) - 10*(x/5-x^3-y^5)*exp(-x^2-y^2) - 1/3*exp(-(x+1)^2-y^2)", -3, 3},
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static double smaller(double a, double b)
{
    return b < a ? b : a;
}

static void spread(double *values, size_t count, double low, double high)
{
    for (size_t i = 0; i < count; i++)
        values[i] = low + (high - low) * (double)i / (double)(count - 1);
}

static double measure_grid(const struct surface *surface, enum surface_order order, double low,
                           double high, const struct surface_lanes *lanes)
{
    static double x[COLUMNS], y[ROWS];
    double least = 1e9;
    spread(x, COLUMNS, low, high);
    spread(y, ROWS, low, high);
    for (int round = 0; round < ROUNDS; round++) {
        double start = now();
        surface_grid(surface, order, COLUMNS, x, ROWS, y, lanes);
        least = smaller(least, now() - start);
    }
    return 1e9 * least / POINTS;
}

static double measure_points(const struct surface *surface, double low, double high,
                             const struct surface_lanes *lanes)
{
    double x[WALKERS], y[WALKERS], least = 1e9;
    spread(x, WALKERS, low, high);
    spread(y, WALKERS, high, low);
    for (int round = 0; round < ROUNDS; round++) {
        double start = now();
        for (int i = 0; i < 1000; i++)
            surface_points(surface, SURFACE_GRADIENT, WALKERS, x, y, lanes);
        least = smaller(least, now() - start);
    }
    return 1e9 * least / (1000 * WALKERS);
}

static double measure_point(const struct surface *surface, double low, double high)
{
    double least = 1e9;
    volatile double sum = 0;
    for (int round = 0; round < ROUNDS; round++) {
        double start = now();
        for (int i = 0; i < 20000; i++) {
            double at[] = {low + (high - low) * i / 20000, 0.3};
            struct surface_point point;
            surface_at(surface, SURFACE_GRADIENT, at, &point);
            sum = point.loss;
        }
        least = smaller(least, now() - start);
    }
    (void)sum;
    return 1e9 * least / 20000;
}

static struct surface *make(const char *loss)
{
    struct error error = {0};
    struct surface_source source = {loss, strlen(loss), {"x", "y"}, NULL, 0};
    struct surface *surface = surface_new(&source, &error);
    if (!surface)
        fprintf(stderr, "%s\n", error.message);
    return surface;
}

static double measure_make(const char *loss)
{
    double least = 1e9;
    for (int round = 0; round < 100; round++) {
        double start = now();
        surface_free(make(loss));
        least = smaller(least, now() - start);
    }
    return 1e6 * least;
}

int main(void)
{
    double *arrays = malloc(6 * sizeof(double) * POINTS);
    if (!arrays)
        return 1;
    memset(arrays, 0, 6 * sizeof(double) * POINTS);
    struct surface_lanes lanes = {arrays,
                                  {arrays + POINTS, arrays + 2 * POINTS},
                                  {arrays + 3 * POINTS, arrays + 4 * POINTS, arrays + 5 * POINTS}};
    printf("%-11s %9s %9s %9s %10s %8s %9s\n", kernels_best()->name, "loss", "+gradient",
           "+Hessian", "64 strict", "strict", "make, us");
    for (size_t i = 0; i < ARRAY_LENGTH(functions); i++) {
        struct surface *surface = make(functions[i].loss);
        double low = functions[i].low, high = functions[i].high;
        if (!surface)
            return 1;
        printf("%-11s", functions[i].name);
        for (int order = SURFACE_LOSS; order <= SURFACE_HESSIAN; order++)
            printf(" %9.3f", measure_grid(surface, (enum surface_order)order, low, high, &lanes));
        printf(" %10.2f %8.1f %9.1f\n", measure_points(surface, low, high, &lanes),
               measure_point(surface, low, high), measure_make(functions[i].loss));
        surface_free(surface);
    }
    free(arrays);
    return 0;
}
