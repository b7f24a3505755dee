#include "view/chart_kind.h"

#include <math.h>

static double loss_of(const struct walk_point *point, const struct chart_minima *minima)
{
    (void)minima;
    return point->loss;
}

static double batch_loss_of(const struct walk_point *point)
{
    return point->batch_loss;
}

static double slope_of(const struct walk_point *point, const struct chart_minima *minima)
{
    (void)minima;
    return hypot(point->gradient[0], point->gradient[1]);
}

static double rate_of(const struct walk_point *point, const struct chart_minima *minima)
{
    (void)minima;
    return point->rate;
}

static double distance_to(const struct walk_point *point, const struct critical_point *minima,
                          size_t count)
{
    double least = HUGE_VAL;
    for (size_t i = 0; i < count; i++) {
        double distance = hypot(point->at[0] - minima[i].at[0], point->at[1] - minima[i].at[1]);
        least = distance < least ? distance : least;
    }
    return least;
}

static double nearest_of(const struct walk_point *point, const struct chart_minima *minima)
{
    return distance_to(point, minima->points, minima->count);
}

static double deepest_of(const struct walk_point *point, const struct chart_minima *minima)
{
    return distance_to(point, minima->points, minima->deepest);
}

const struct chart_kind_row chart_kinds[CHART_KINDS] = {
    [CHART_LOSS] = {.name = "loss", .value = loss_of, .faint = batch_loss_of},
    [CHART_CUT] = {.name = "cut", .words = "loss along the next step", .value = loss_of},
    [CHART_LINEAR_LOSS] = {.name = "loss",
                           .words = "loss on a linear scale",
                           .value = loss_of,
                           .faint = batch_loss_of,
                           .linear = true},
    [CHART_GRADIENT] = {.name = "gradient norm", .value = slope_of},
    [CHART_RATE] = {.name = "learning rate", .value = rate_of, .whole = true},
    [CHART_NEAREST] = {.name = "distance to nearest minimum",
                       .value = nearest_of,
                       .needs_minima = true},
    [CHART_DEEPEST] = {.name = "distance to deepest minimum",
                       .value = deepest_of,
                       .needs_minima = true},
};

const char chart_lacks_minima[] = "distance: no minimum is known";

const char *chart_words(enum chart_kind kind)
{
    return chart_kinds[kind].words != NULL ? chart_kinds[kind].words : chart_kinds[kind].name;
}

/* Losses of equally deep minima differ by rounding. */
struct chart_minima chart_minima(const struct critical_points *critical)
{
    static const double alike = 1e-9;
    struct chart_minima minima = {.count = 0};
    if (critical == NULL || critical->count == 0)
        return minima;
    minima.points = critical->points;
    while (minima.count < critical->count &&
           critical->points[minima.count].kind == CRITICAL_MINIMUM)
        minima.count++;
    double deepest = critical->points[0].loss;
    while (minima.deepest < minima.count &&
           critical->points[minima.deepest].loss <= deepest + alike * (1 + fabs(deepest)))
        minima.deepest++;
    return minima;
}
