/* Our side of the comparison: formulas read at run time, through the program's own surface and
 * walkers. */
#include "bench/support/meter.h"

#include <stdlib.h>

#include "descent/walker.h"
#include "surface/surface.h"

static const struct function {
    const char *name, *formula;
    double low[2], high[2];
} functions[] = {
    {"rosenbrock", "(1-x)^2 + 100*(y-x^2)^2", {-2, -1}, {2, 3}},
    {"himmelblau", "(x^2+y-11)^2 + (x+y^2-7)^2", {-5, -5}, {5, 5}},
    {"ackley",
     "-20*exp(-0.2*sqrt(0.5*(x^2+y^2))) - exp(0.5*(cos(2*pi*x)+cos(2*pi*y))) + e + 20",
     {-5, -5},
     {5, 5}},
    {"rastrigin", "20 + x^2 + y^2 - 10*(cos(2*pi*x) + cos(2*pi*y))", {-5.12, -5.12}, {5.12, 5.12}},
};
enum { FUNCTIONS = sizeof functions / sizeof functions[0], STEPS = 1000000, FLOCK = 64 };

static struct surface *surfaces[FUNCTIONS];
static double x[COLUMNS], y[ROWS], *planes[3];

static struct surface *make(const struct function *function)
{
    struct error error = {0};
    struct surface *surface =
        surface_new(&(struct surface_source){.loss = function->formula,
                                             .loss_length = strlen(function->formula),
                                             .parameters = {"x", "y"}},
                    &error);
    if (surface == NULL) {
        fprintf(stderr, "%s\n", error.message);
        exit(1);
    }
    return surface;
}

static double grid(int which, enum surface_order order)
{
    const struct function *function = &functions[which];
    for (int i = 0; i < COLUMNS; i++)
        x[i] = function->low[0] + (function->high[0] - function->low[0]) * i / (COLUMNS - 1);
    for (int j = 0; j < ROWS; j++)
        y[j] = function->low[1] + (function->high[1] - function->low[1]) * j / (ROWS - 1);
    surface_grid(surfaces[which], order, COLUMNS, x, ROWS, y,
                 &(struct surface_lanes){planes[0], {planes[1], planes[2]}, {NULL, NULL, NULL}});
    return (double)COLUMNS * ROWS;
}

static double compile(void)
{
    enum { TIMES = 100 };
    for (int i = 0; i < TIMES; i++)
        surface_free(make(&functions[i % FUNCTIONS]));
    return TIMES;
}

static double adam(void)
{
    struct walker_settings settings;
    walker_settings_init(&settings, optimizer_find("adam"));
    struct walker walker;
    walker_start(&walker, surfaces[0], (double[2]){-1.2, 1});
    for (int i = 0; i < STEPS; i++)
        walker_step(&walker, &settings, surfaces[0], &(struct walker_chance){.seed = 1});
    return STEPS;
}

/* Adam with many walkers at once: a unit is one step of one walker. */
static double flock(void)
{
    enum { TIMES = 2000 };
    const struct optimizer *row = optimizer_find("adam");
    static double at[2][FLOCK], loss[FLOCK], gradient[2][FLOCK];
    static double slots[OPTIMIZER_SLOTS][FLOCK], knobs[OPTIMIZER_KNOBS][FLOCK];
    memset(slots, 0, sizeof slots);
    struct optimizer_lanes lanes = {
        .count = FLOCK, .at = {at[0], at[1]}, .gradient = {gradient[0], gradient[1]}};
    for (int i = 0; i < FLOCK; i++) {
        at[0][i] = -2 + 4.0 * i / FLOCK;
        at[1][i] = 3 - 4.0 * i / FLOCK;
        for (size_t k = 0; k < row->knob_count; k++)
            knobs[k][i] = row->knobs[k].initial;
    }
    for (int k = 0; k < OPTIMIZER_KNOBS; k++)
        lanes.knob[k] = knobs[k];
    for (int k = 0; k < OPTIMIZER_SLOTS; k++)
        lanes.slot[k] = slots[k];
    const struct surface_lanes wanted = {loss, {gradient[0], gradient[1]}, {NULL, NULL, NULL}};
    for (int t = 1; t <= TIMES; t++) {
        surface_points(surfaces[0], SURFACE_GRADIENT, FLOCK, at[0], at[1], &wanted);
        lanes.step = (uint64_t)t;
        row->step(&lanes);
    }
    return (double)TIMES * FLOCK;
}

#define BOTH(WHICH, NAME)                                                                          \
    static double value_##NAME(void)                                                               \
    {                                                                                              \
        return grid(WHICH, SURFACE_LOSS);                                                          \
    }                                                                                              \
    static double gradient_##NAME(void)                                                            \
    {                                                                                              \
        return grid(WHICH, SURFACE_GRADIENT);                                                      \
    }
BOTH(0, rosenbrock)
BOTH(1, himmelblau)
BOTH(2, ackley)
BOTH(3, rastrigin)

static const struct task tasks[] = {
    {"value", "rosenbrock", value_rosenbrock},
    {"value", "himmelblau", value_himmelblau},
    {"value", "ackley", value_ackley},
    {"value", "rastrigin", value_rastrigin},
    {"gradient", "rosenbrock", gradient_rosenbrock},
    {"gradient", "himmelblau", gradient_himmelblau},
    {"gradient", "ackley", gradient_ackley},
    {"gradient", "rastrigin", gradient_rastrigin},
    {"compile", "all", compile},
    {"adam", "rosenbrock", adam},
    {"flock", "rosenbrock", flock},
};

int main(void)
{
    for (int i = 0; i < FUNCTIONS; i++)
        surfaces[i] = make(&functions[i]);
    for (int i = 0; i < 3; i++)
        planes[i] = malloc(sizeof **planes * COLUMNS * ROWS);
    if (planes[0] == NULL || planes[1] == NULL || planes[2] == NULL)
        return 1;
    return meter_serve(tasks, sizeof tasks / sizeof tasks[0]);
}
