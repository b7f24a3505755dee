/*
 * How far ahead a cut reaches is tried out: until the loss there is above the walker's, so that the
 * valley's far side is in the picture. Its scale is linear, from the lowest loss on the way to the
 * higher end of the step, with a little air: a parabola stays one.
 */
#include "view/cut.h"

#include <math.h>

#include "base/array.h"

static const double behind = 1 / 3.; /* steps behind the walker for each ahead */
static const double near = 1 / 20.;  /* steps beside the bottom that count as on it */

/* --- sampling */

static void place(const struct explanation *step, double part, double at[SURFACE_AXES])
{
    for (int axis = 0; axis < SURFACE_AXES; axis++)
        at[axis] = step->before[axis] * (1 - part) + step->after[axis] * part;
}

static double reach(const struct surface *surface, const struct explanation *step)
{
    static const double tries[] = {1.5, 2, 3, 5, 8};
    double at[SURFACE_AXES];
    struct surface_point there;
    for (size_t i = 0; i + 1 < ARRAY_LENGTH(tries); i++) {
        place(step, tries[i], at);
        surface_at(surface, SURFACE_LOSS, at, &there);
        if (!(there.loss < step->loss[0]))
            return tries[i];
    }
    return tries[ARRAY_LENGTH(tries) - 1];
}

static void sample(struct cut *cut, const struct surface *surface, const struct explanation *step)
{
    double x[CUT_POINTS], y[CUT_POINTS], at[SURFACE_AXES];
    for (size_t i = 0; i < cut->count; i++) {
        double part = (double)i / (double)(cut->count - 1);
        place(step, cut->low * (1 - part) + cut->high * part, at);
        x[i] = at[0];
        y[i] = at[1];
    }
    const struct surface_lanes lanes = {.loss = cut->loss};
    surface_points(surface, SURFACE_LOSS, cut->count, x, y, &lanes);
}

/* --- the bottom */

/* Of the parabola through three points, the middle one at `place`, the others `apart` beside it. */
static double vertex(double place, double apart, const double loss[3])
{
    double bend = loss[0] - 2 * loss[1] + loss[2];
    return bend > 0 ? place + apart * (loss[0] - loss[2]) / (2 * bend) : place;
}

/* The same through the walker with its slope, and a place ahead that is no lower. */
static double vertex_ahead(const struct cut *cut, double place, double loss)
{
    double bend = (loss - cut->before - cut->slope * place) / (place * place);
    return -cut->slope / (2 * bend);
}

static double find_bottom(const struct cut *cut)
{
    double apart = (cut->high - cut->low) / (double)(cut->count - 1);
    size_t i = 1; /* the first ahead: the walker is not at an end */
    if (!(cut->slope < 0))
        return (double)NAN;
    while (cut->low + apart * (double)i <= 0)
        i++;
    if (!(cut->loss[i] < cut->before))
        return vertex_ahead(cut, cut->low + apart * (double)i, cut->loss[i]);
    for (; i + 1 < cut->count; i++)
        if (!(cut->loss[i + 1] < cut->loss[i]))
            return vertex(cut->low + apart * (double)i, apart, &cut->loss[i - 1]);
    return (double)NAN;
}

enum cut_outcome cut_outcome(const struct cut *cut)
{
    if (!isfinite(cut->after))
        return CUT_DIVERGES;
    if (cut->after > cut->before)
        return cut->slope < 0 ? CUT_OVERSHOOTS : CUT_CLIMBS;
    if (!(cut->after < cut->before))
        return CUT_LEVEL;
    if (fabs(cut->bottom - 1) <= near)
        return CUT_ON_BOTTOM;
    return cut->bottom < 1 ? CUT_PAST : CUT_FALLS;
}

/* --- the scale */

static void widen(double *low, double *high, double loss)
{
    if (isfinite(loss)) {
        *low = fmin(*low, loss);
        *high = fmax(*high, loss);
    }
}

/* The batch's curve counts near the step, and never so much that it flattens the other. */
static void fit_batch(const struct cut *cut, double *low, double *high)
{
    double span = *high - *low, lowest = *low - span / 2, highest = *high + span / 2;
    for (size_t i = 0; i < cut->batch_count; i++) {
        double part = (double)i / (double)(cut->batch_count - 1);
        double place = cut->low * (1 - part) + cut->high * part;
        double loss = cut->batch_loss[i] - cut->batch_before + cut->before;
        if (place >= 0 && place <= 1)
            widen(low, high, fmax(lowest, fmin(highest, loss)));
    }
}

/* The ends of the step, the lowest loss sampled, and as much above as the curve takes of half as
 * much again. */
static void fit(struct cut *cut)
{
    double low = cut->before, high = cut->before, top = -(double)INFINITY;
    widen(&low, &high, cut->after);
    for (size_t i = 0; i < cut->count; i++)
        if (isfinite(cut->loss[i])) {
            low = fmin(low, cut->loss[i]);
            top = fmax(top, cut->loss[i]);
        }
    fit_batch(cut, &low, &high);
    double span = high - low > 0 ? high - low : fabs(top - low);
    if (!(span > 0))
        span = low != 0 ? fabs(low) : 1;
    cut->floor = low - 0.05 * span;
    cut->ceiling = fmin(fmax(top, high), high + 0.5 * span) + 0.05 * span;
}

/* --- all */

bool cut_sample(struct cut *cut, const struct surface *surface, const struct explanation *step,
                size_t count)
{
    double moved = 0, slope = 0;
    for (int axis = 0; axis < SURFACE_AXES; axis++) {
        double change = step->after[axis] - step->before[axis];
        moved += fabs(change);
        slope += step->slope[axis] * change;
    }
    if (!(moved > 0) || !isfinite(moved) || count < 2)
        return false;
    double high = reach(surface, step);
    *cut = (struct cut){.low = -high * behind,
                        .high = high,
                        .before = step->loss[0],
                        .after = step->loss[1],
                        .slope = slope,
                        .count = count < CUT_POINTS ? count : CUT_POINTS};
    sample(cut, surface, step);
    cut->bottom = find_bottom(cut);
    fit(cut);
    return true;
}

void cut_sample_batch(struct cut *cut, const struct walk *walk, const struct explanation *step,
                      size_t count)
{
    if (!walk_batch_loss(walk, step->before, &cut->batch_before))
        return;
    cut->batch_count = count < CUT_POINTS ? count : CUT_POINTS;
    for (size_t i = 0; i < cut->batch_count; i++) {
        double part = (double)i / (double)(cut->batch_count - 1), at[SURFACE_AXES];
        place(step, cut->low * (1 - part) + cut->high * part, at);
        walk_batch_loss(walk, at, &cut->batch_loss[i]);
    }
    fit(cut);
}
