/* The table of verdicts, and what is known of the ground before anybody walks. */
#include "descent/verdict.h"

#include <math.h>
#include <string.h>

enum {
    NODES_MOST = 33, /* of the survey's lattice along an axis */
    NODES_LEAST = 5,
    SURVEY_WORK = 100000 /* evaluations of one example, about: milliseconds */
};

// clang-format off
const struct verdict_row verdicts[VERDICTS] = {
    [VERDICT_WALKING]      = {"walking",      VERDICT_NEUTRAL,  "on its way"},
    [VERDICT_CRAWLING]     = {"crawling",     VERDICT_DOUBTFUL, "far from done, in tiny steps"},
    [VERDICT_SETTLING]     = {"settling",     VERDICT_GOOD,     "close to a minimum, and the steps get shorter"},
    [VERDICT_CONVERGED]    = {"converged",    VERDICT_GOOD,     "at rest in the deepest minimum"},
    [VERDICT_LOCAL]        = {"local",        VERDICT_DOUBTFUL, "at rest in a minimum that is not the deepest"},
    [VERDICT_SADDLE]       = {"saddle",       VERDICT_DOUBTFUL, "at rest where it goes up one way and down another"},
    [VERDICT_PLATEAU]      = {"plateau",      VERDICT_DOUBTFUL, "hardly moving, or at rest, on level ground"},
    [VERDICT_BOUNCING]     = {"bouncing",     VERDICT_DOUBTFUL, "back and forth, and no lower"},
    [VERDICT_OVERSHOOTING] = {"overshooting", VERDICT_BAD,      "this very step made the loss rise"},
    [VERDICT_OUTSIDE]      = {"outside",      VERDICT_BAD,      "out of the window"},
    [VERDICT_DIVERGED]     = {"diverged",     VERDICT_BAD,      "out of the finite numbers"},
};
// clang-format on

/* --- the survey */

/* A pole is no height and a hole no depth. */
static void note(struct verdict_ground *ground, double loss, const double at[SURFACE_AXES])
{
    if (!isfinite(loss))
        return;
    ground->highest = fmax(ground->highest, loss);
    if (!(loss < ground->deepest))
        return;
    ground->deepest = loss;
    memcpy(ground->deepest_at, at, sizeof ground->deepest_at);
}

/* One row of the lattice at a time. */
static void survey_lattice(struct verdict_ground *ground)
{
    double work = SURVEY_WORK / fmax(1, (double)surface_examples(ground->surface));
    int nodes = (int)fmin(NODES_MOST, fmax(NODES_LEAST, sqrt(work)));
    double x[NODES_MOST], y[NODES_MOST], loss[NODES_MOST];
    const struct surface_lanes lanes = {.loss = loss};
    const struct surface_window *window = ground->window;
    for (int row = 0; row < nodes; row++) {
        for (int i = 0; i < nodes; i++) {
            double t = (double)i / (nodes - 1), u = (double)row / (nodes - 1);
            x[i] = window[0].low + t * (window[0].high - window[0].low);
            y[i] = window[1].low + u * (window[1].high - window[1].low);
        }
        surface_points(ground->surface, SURFACE_LOSS, (size_t)nodes, x, y, &lanes);
        for (int i = 0; i < nodes; i++)
            note(ground, loss[i], (double[]){x[i], y[i]});
    }
}

/* The minima come first in the list, the deepest before all. */
static void survey_minima(struct verdict_ground *ground)
{
    const struct critical_points *list = ground->critical;
    size_t count = 0;
    if (list == NULL || list->count == 0 || list->points[0].kind != CRITICAL_MINIMUM)
        return;
    double same = VERDICT_SAME_LOSS * (ground->highest - ground->deepest);
    const struct critical_point *best = &list->points[0];
    if (!(best->loss <= ground->deepest + same))
        return; /* the window's border lies deeper */
    ground->deepest = best->loss;
    memcpy(ground->deepest_at, best->at, sizeof ground->deepest_at);
    while (count < list->count && list->points[count].kind == CRITICAL_MINIMUM &&
           list->points[count].loss <= best->loss + same)
        count++;
    ground->deepest_count = count;
}

void verdict_survey(struct verdict_ground *ground)
{
    ground->deepest = INFINITY;
    ground->highest = -INFINITY;
    ground->deepest_count = 0;
    for (int axis = 0; axis < SURFACE_AXES; axis++)
        ground->deepest_at[axis] = ground->window[axis].low;
    survey_lattice(ground);
    survey_minima(ground);
}
