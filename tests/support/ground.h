/* Surfaces for tests, from a formula over x and y, and who walks on them. */
#ifndef SUPPORT_GROUND_H
#define SUPPORT_GROUND_H

#include "descent/walker.h"
#include "surface/surface.h"

#define GROUND_BOWL       "x^2+y^2"
#define GROUND_RAVINE     "0.5*(x^2+100*y^2)"
#define GROUND_ROSENBROCK "(1-x)^2+100*(y-x^2)^2"
#define GROUND_HIMMELBLAU "(x^2+y-11)^2+(x+y^2-7)^2"
#define GROUND_BOOTH      "(x+2*y-7)^2+(2*x+y-5)^2"
#define GROUND_SADDLE     "x^2-y^2"
#define GROUND_RIPPLES    "20+x^2+y^2-10*(cos(2*pi*x)+cos(2*pi*y))"

/* Fails the test where the formula is refused. The caller frees it. */
struct surface *ground_new(const char *loss);

/* The same with one constant, named a. */
struct surface *ground_new_with(const char *loss, double a);

/* The same of one example; the surface is the mean over the data. */
struct surface *ground_over(const char *loss, const struct surface_data *data);

/* All that there may be; 0 constants, NULL: none. */
struct surface *ground_make(const char *loss, const struct surface_constant *constants,
                            size_t count, const struct surface_data *data);

/* The optimizer's defaults with this rate. */
struct walker_settings ground_settings(const char *optimizer, double lr);

#endif
