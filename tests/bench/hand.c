/*
 * The limit: the same tasks written by hand in C for one formula each, compiled -O3 -march=native
 * -ffast-math with the vector maths library. What a formula read at run time is held against.
 */
#include <math.h>
#include <stddef.h>
#include <stdlib.h>

#include "bench/support/meter.h"

#define PI 3.14159265358979323846
/* gcc fuses a sine and a cosine of the same angle into a scalar call, which keeps the loop from
 * being vectorised; a careful hand writes the sine so that it cannot. */
#define SIN(angle) cos((angle)-PI / 2)

static double *x, *out, *gx, *gy;

#define GRID(NAME, X_LOW, X_HIGH, Y_LOW, Y_HIGH, VALUE)                                            \
    static double value_##NAME(void)                                                               \
    {                                                                                              \
        for (int i = 0; i < COLUMNS; i++)                                                          \
            x[i] = (X_LOW) + ((X_HIGH) - (X_LOW)) * i / (COLUMNS - 1);                             \
        for (int j = 0; j < ROWS; j++) {                                                           \
            double v = (Y_LOW) + ((Y_HIGH) - (Y_LOW)) * j / (ROWS - 1);                            \
            double *row = out + (size_t)j * COLUMNS;                                               \
            for (int i = 0; i < COLUMNS; i++) {                                                    \
                double u = x[i];                                                                   \
                row[i] = VALUE;                                                                    \
            }                                                                                      \
        }                                                                                          \
        return (double)COLUMNS * ROWS;                                                             \
    }

#define GRADIENT(NAME, X_LOW, X_HIGH, Y_LOW, Y_HIGH, ...)                                          \
    static double gradient_##NAME(void)                                                            \
    {                                                                                              \
        for (int i = 0; i < COLUMNS; i++)                                                          \
            x[i] = (X_LOW) + ((X_HIGH) - (X_LOW)) * i / (COLUMNS - 1);                             \
        for (int j = 0; j < ROWS; j++) {                                                           \
            double v = (Y_LOW) + ((Y_HIGH) - (Y_LOW)) * j / (ROWS - 1);                            \
            size_t row = (size_t)j * COLUMNS;                                                      \
            for (int i = 0; i < COLUMNS; i++) {                                                    \
                double u = x[i], f, dx, dy;                                                        \
                __VA_ARGS__                                                                        \
                out[row + i] = f;                                                                  \
                gx[row + i] = dx;                                                                  \
                gy[row + i] = dy;                                                                  \
            }                                                                                      \
        }                                                                                          \
        return (double)COLUMNS * ROWS;                                                             \
    }

#define ROSENBROCK ((1 - u) * (1 - u) + 100 * (v - u * u) * (v - u * u))
#define HIMMELBLAU ((u * u + v - 11) * (u * u + v - 11) + (u + v * v - 7) * (u + v * v - 7))
#define ACKLEY                                                                                     \
    (-20 * exp(-0.2 * sqrt(0.5 * (u * u + v * v))) -                                               \
     exp(0.5 * (cos(2 * PI * u) + cos(2 * PI * v))) + 2.718281828459045 + 20)
#define RASTRIGIN (20 + u * u + v * v - 10 * (cos(2 * PI * u) + cos(2 * PI * v)))

GRID(rosenbrock, -2.0, 2.0, -1.0, 3.0, ROSENBROCK)
GRID(himmelblau, -5.0, 5.0, -5.0, 5.0, HIMMELBLAU)
GRID(ackley, -5.0, 5.0, -5.0, 5.0, ACKLEY)
GRID(rastrigin, -5.12, 5.12, -5.12, 5.12, RASTRIGIN)

GRADIENT(rosenbrock, -2.0, 2.0, -1.0, 3.0, {
    double a = 1 - u, b = v - u * u;
    f = a * a + 100 * b * b;
    dx = -2 * a - 400 * u * b;
    dy = 200 * b;
})
GRADIENT(himmelblau, -5.0, 5.0, -5.0, 5.0, {
    double a = u * u + v - 11, b = u + v * v - 7;
    f = a * a + b * b;
    dx = 4 * u * a + 2 * b;
    dy = 2 * a + 4 * v * b;
})
GRADIENT(ackley, -5.0, 5.0, -5.0, 5.0, {
    double r = sqrt(0.5 * (u * u + v * v)), a = exp(-0.2 * r);
    double b = exp(0.5 * (cos(2 * PI * u) + cos(2 * PI * v)));
    f = -20 * a - b + 2.718281828459045 + 20;
    dx = 2 * a * u / r + b * PI * SIN(2 * PI * u);
    dy = 2 * a * v / r + b * PI * SIN(2 * PI * v);
})
GRADIENT(rastrigin, -5.12, 5.12, -5.12, 5.12, {
    f = RASTRIGIN;
    dx = 2 * u + 20 * PI * SIN(2 * PI * u);
    dy = 2 * v + 20 * PI * SIN(2 * PI * v);
})

enum { STEPS = 1000000 };

/* Adam on Rosenbrock's function; the running products of the betas are clamped as a careful hand
 * would. */
static double adam_rosenbrock(void)
{
    double p[2] = {-1.2, 1}, m[2] = {0, 0}, s[2] = {0, 0}, b1 = 1, b2 = 1;
    for (int t = 0; t < STEPS; t++) {
        double a = 1 - p[0], b = p[1] - p[0] * p[0];
        double g[2] = {-2 * a - 400 * p[0] * b, 200 * b};
        b1 = b1 < 1e-20 ? 0 : b1 * 0.9;
        b2 = b2 < 1e-20 ? 0 : b2 * 0.999;
        for (int k = 0; k < 2; k++) {
            m[k] = 0.9 * m[k] + 0.1 * g[k];
            s[k] = 0.999 * s[k] + 0.001 * g[k] * g[k];
            p[k] -= 0.001 * (m[k] / (1 - b1)) / (sqrt(s[k] / (1 - b2)) + 1e-8);
        }
    }
    out[0] = p[0];
    out[1] = p[1];
    return STEPS;
}

static const struct task tasks[] = {
    {"value", "rosenbrock", value_rosenbrock},
    {"value", "himmelblau", value_himmelblau},
    {"value", "ackley", value_ackley},
    {"value", "rastrigin", value_rastrigin},
    {"gradient", "rosenbrock", gradient_rosenbrock},
    {"gradient", "himmelblau", gradient_himmelblau},
    {"gradient", "ackley", gradient_ackley},
    {"gradient", "rastrigin", gradient_rastrigin},
    {"adam", "rosenbrock", adam_rosenbrock},
};

int main(void)
{
    size_t plane = (size_t)COLUMNS * ROWS;
    x = malloc(COLUMNS * sizeof *x);
    out = malloc(plane * sizeof *out);
    gx = malloc(plane * sizeof *gx);
    gy = malloc(plane * sizeof *gy);
    if (x == NULL || out == NULL || gx == NULL || gy == NULL)
        return 1;
    return meter_serve(tasks, sizeof tasks / sizeof tasks[0]);
}
