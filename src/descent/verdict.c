/* The table of verdicts, and what is known of the ground before anybody walks. */
#include "descent/verdict.h"

#include <math.h>
#include <string.h>

#include "base/array.h"

enum {
    NODES_MOST = 33, /* of the survey's lattice along an axis */
    NODES_LEAST = 5,
    SURVEY_WORK = 100000 /* evaluations of one example, about: milliseconds */
};

// clang-format off
const struct verdict_row verdicts[VERDICTS] = {
    [VERDICT_WALKING]      = {"walking",      VERDICT_NEUTRAL,  "on its way"},
    [VERDICT_CRAWLING]     = {"crawling",     VERDICT_DOUBTFUL, "far from done, in tiny steps"},
    [VERDICT_SETTLING]     = {"settling",     VERDICT_GOOD,     "close to a minimum, and closing in on it"},
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

struct lattice {
    int nodes; /* along an axis */
    double x[NODES_MOST * NODES_MOST], y[NODES_MOST * NODES_MOST], loss[NODES_MOST * NODES_MOST];
};

static void fill_lattice(const struct surface *surface,
                         const struct surface_window window[SURFACE_AXES], int nodes,
                         struct lattice *lattice)
{
    const struct surface_lanes lanes = {.loss = lattice->loss};
    for (int i = 0; i < nodes * nodes; i++) {
        double t = (double)(i % nodes) / (nodes - 1), u = (double)(i / nodes) / (nodes - 1);
        lattice->x[i] = window[0].low + t * (window[0].high - window[0].low);
        lattice->y[i] = window[1].low + u * (window[1].high - window[1].low);
    }
    lattice->nodes = nodes;
    surface_points(surface, SURFACE_LOSS, (size_t)(nodes * nodes), lattice->x, lattice->y, &lanes);
}

/* The node of the lowest sign * loss; -1: none is finite. */
static int lowest_node(const struct lattice *lattice, double sign)
{
    int best = -1;
    for (int i = 0; i < lattice->nodes * lattice->nodes; i++)
        if (isfinite(lattice->loss[i]) &&
            (best < 0 || sign * lattice->loss[i] < sign * lattice->loss[best]))
            best = i;
    return best;
}

/* How much the loss differs from that so near along an axis, on the side where it does less. */
static double change_beside(const struct verdict_ground *ground, const double at[SURFACE_AXES],
                            double loss, int axis, double away)
{
    const struct surface_window *window = &ground->window[axis];
    double least = INFINITY;
    for (int side = -1; side <= 1; side += 2) {
        double beside[SURFACE_AXES] = {at[0], at[1]};
        struct surface_point point;
        beside[axis] += side * away * (window->high - window->low);
        surface_at(ground->surface, SURFACE_LOSS, beside, &point);
        least = fmin(least, fabs(point.loss - loss)); /* passes over a NaN */
    }
    return least;
}

/*
 * Is a node the only place as high, or as deep: a pole, or a hole? Then along some axis the loss
 * changes on both sides by much of what all nodes span, and no less the nearer one looks.
 */
static bool stands_alone(const struct verdict_ground *ground, const double at[SURFACE_AXES],
                         double loss, double spread)
{
    double rounding = 1e-9 * fabs(loss);
    for (int axis = 0; axis < SURFACE_AXES; axis++) {
        double change = change_beside(ground, at, loss, axis, 1e-10);
        double farther = change_beside(ground, at, loss, axis, 1e-7);
        if (change > rounding && change > spread / 2 && change > farther / 2)
            return true;
    }
    return false;
}

static void note_pit(struct verdict_ground *ground, double loss, const double at[SURFACE_AXES])
{
    if (!(loss < ground->pit))
        return;
    ground->pit = loss;
    memcpy(ground->pit_at, at, sizeof ground->pit_at);
}

/* Takes the highest node from the lattice, or, with sign 1, the lowest, if it stands alone. */
static bool take_off(struct verdict_ground *ground, struct lattice *lattice, double sign)
{
    int node = lowest_node(lattice, sign), other = lowest_node(lattice, -sign);
    if (node < 0)
        return false;
    const double at[] = {lattice->x[node], lattice->y[node]}, loss = lattice->loss[node];
    if (!stands_alone(ground, at, loss, fabs(lattice->loss[other] - loss)))
        return false;
    if (sign > 0)
        note_pit(ground, loss, at);
    lattice->loss[node] = (double)NAN;
    return true;
}

/* A pole is no height and a hole no depth: what is said in parts of the losses means all others. */
static void survey_lattice(struct verdict_ground *ground)
{
    struct lattice lattice;
    double work = SURVEY_WORK / fmax(1, (double)surface_examples(ground->surface));
    int nodes = (int)fmin(NODES_MOST, fmax(NODES_LEAST, sqrt(work)));
    fill_lattice(ground->surface, ground->window, nodes, &lattice);
    while (take_off(ground, &lattice, -1) || take_off(ground, &lattice, 1))
        continue;
    int low = lowest_node(&lattice, 1), high = lowest_node(&lattice, -1);
    if (low < 0)
        return;
    ground->deepest = lattice.loss[low];
    ground->deepest_at[0] = lattice.x[low];
    ground->deepest_at[1] = lattice.y[low];
    ground->highest = lattice.loss[high];
}

/* The deepest listed minimum that is no pole: minima come first, and the deepest before all. */
static const struct critical_point *first_minimum(struct verdict_ground *ground)
{
    const struct critical_points *list = ground->critical;
    for (size_t i = 0; list != NULL && i < list->count; i++) {
        const struct critical_point *point = &list->points[i];
        if (point->kind != CRITICAL_MINIMUM)
            return NULL;
        if (!stands_alone(ground, point->at, point->loss, ground->highest - point->loss))
            return point;
        note_pit(ground, point->loss, point->at);
    }
    return NULL;
}

static void survey_minima(struct verdict_ground *ground)
{
    const struct critical_points *list = ground->critical;
    const struct critical_point *best = first_minimum(ground);
    double same = VERDICT_SAME_LOSS * (ground->highest - ground->deepest);
    if (best == NULL || !(best->loss <= ground->deepest + same))
        return; /* or the window's border lies deeper */
    ground->deepest = best->loss;
    memcpy(ground->deepest_at, best->at, sizeof ground->deepest_at);
    if (list->completeness != CRITICAL_HOLDS)
        return;
    for (const struct critical_point *end = list->points + list->count;
         best < end && best->kind == CRITICAL_MINIMUM && best->loss <= ground->deepest + same;
         best++)
        ground->deepest_count++;
}

/* Not on its border. */
static bool is_inside(const struct verdict_ground *ground, const double at[SURFACE_AXES])
{
    bool inside = true;
    for (int axis = 0; axis < SURFACE_AXES; axis++)
        inside =
            inside && at[axis] > ground->window[axis].low && at[axis] < ground->window[axis].high;
    return inside;
}

static struct surface_window widened(struct surface_window window, double reach)
{
    double middle = (window.low + window.high) / 2, half = reach * (window.high - window.low);
    return (struct surface_window){middle - half, middle + half};
}

/*
 * Deeper ground outside the window: a minimum in it is then not the global one, whatever the list
 * says. Looked for near it, and if there is none far out.
 */
static void survey_outside(struct verdict_ground *ground)
{
    static const struct {
        int nodes;
        double reach; /* in windows, from the middle */
    } looks[] = {{9, 1.5}, {3, 10}, {3, 100}};
    double same = VERDICT_SAME_LOSS * (ground->highest - ground->deepest);
    for (size_t i = 0; i < ARRAY_LENGTH(looks) && !ground->pit_is_outside; i++) {
        struct lattice lattice;
        struct surface_window around[SURFACE_AXES];
        for (int axis = 0; axis < SURFACE_AXES; axis++)
            around[axis] = widened(ground->window[axis], looks[i].reach);
        fill_lattice(ground->surface, around, looks[i].nodes, &lattice);
        for (int node = 0; node < lattice.nodes * lattice.nodes; node++) {
            const double at[] = {lattice.x[node], lattice.y[node]};
            if (is_inside(ground, at) ||
                !(lattice.loss[node] < fmin(ground->deepest, ground->pit) - same))
                continue;
            note_pit(ground, lattice.loss[node], at);
            ground->pit_is_outside = true;
        }
    }
}

void verdict_survey(struct verdict_ground *ground)
{
    ground->deepest = INFINITY;
    ground->highest = -INFINITY;
    ground->deepest_count = 0;
    ground->pit = INFINITY;
    ground->pit_is_outside = false;
    for (int axis = 0; axis < SURFACE_AXES; axis++)
        ground->deepest_at[axis] = ground->window[axis].low;
    survey_lattice(ground);
    survey_minima(ground);
    if (is_inside(ground, ground->deepest_at))
        survey_outside(ground);
}
