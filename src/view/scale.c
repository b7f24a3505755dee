/*
 * Differences are taken of quarters, so that losses from -1e308 to 1e308 cause no overflow. The
 * quantiles come from at most SAMPLE losses, taken evenly over the map: sorting them all would cost
 * more than the picture.
 */
#include "view/scale.h"

#include <math.h>
#include <stdlib.h>

#include "surface/kernel.h"
#include "view/axis.h"

enum { SAMPLE = 4096, BLOCK = 512, SHARED = 1 << 14 };

/* Logarithmic scales show so many decades at most, and so many where the lowest losses are all one.
 */
static const double widest_range = 1e30, flat_range = 1e6;

static double ratio(double part, double low, double whole_low, double whole_high)
{
    return (part / 4 - low / 4) / (whole_high / 4 - whole_low / 4);
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void fit_range(struct scale *scale, const double *losses, size_t count)
{
    scale->empty = true;
    scale->low = scale->high = 0;
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(losses[i]))
            continue;
        if (scale->empty || losses[i] < scale->low)
            scale->low = losses[i];
        if (scale->empty || losses[i] > scale->high)
            scale->high = losses[i];
        scale->empty = false;
    }
}

static void fit_quantiles(struct scale *scale, const double *losses, size_t count)
{
    double sample[SAMPLE];
    size_t taken = 0;
    size_t stride = (count + SAMPLE - 1) / SAMPLE;
    stride += stride > 1 && stride % 2 == 0; /* odd: not always the same columns */
    for (size_t i = 0; i < count; i += stride)
        if (isfinite(losses[i]))
            sample[taken++] = losses[i];
    qsort(sample, taken, sizeof sample[0], compare);
    for (size_t i = 0; i <= SCALE_QUANTILES; i++)
        scale->quantile[i] = taken > 0 ? sample[i * (taken - 1) / SCALE_QUANTILES] : scale->low;
    scale->quantile[0] = scale->low;
    scale->quantile[SCALE_QUANTILES] = scale->high;
}

void scale_fit(struct scale *scale, enum scene_scale kind, const double *losses, size_t count)
{
    scale->kind = kind;
    fit_range(scale, losses, count);
    fit_quantiles(scale, losses, count);
    double hundredth = scale->quantile[SCALE_QUANTILES / 100] - scale->low;
    double quarter = scale->high / 4 - scale->low / 4;
    bool flat = !(hundredth > quarter * (4 / widest_range));
    scale->offset = flat ? quarter * (4 / flat_range) : hundredth;
    if (!(scale->offset > 0))
        scale->offset = 1;
}

/* The quantiles around the loss are found by halving; between them it is linear. */
static double rank_position(const struct scale *scale, double loss)
{
    size_t below = 0, above = SCALE_QUANTILES;
    while (above - below > 1) {
        size_t middle = (below + above) / 2;
        if (scale->quantile[middle] < loss)
            below = middle;
        else
            above = middle;
    }
    double low = scale->quantile[below], high = scale->quantile[above];
    double part = high > low ? ratio(loss, low, low, high) : 1;
    return ((double)below + part) / SCALE_QUANTILES;
}

static double rank_loss(const struct scale *scale, double position)
{
    double place = position * SCALE_QUANTILES;
    size_t below = place >= SCALE_QUANTILES ? SCALE_QUANTILES - 1 : (size_t)place;
    double part = place - (double)below;
    return scale->quantile[below] * (1 - part) + scale->quantile[below + 1] * part;
}

/* log(1 + (loss - low) / offset), whatever their sizes. */
static double log_measure(const struct scale *scale, double loss)
{
    return log1p((loss / 4 - scale->low / 4) / (scale->offset / 4));
}

static double raw_position(const struct scale *scale, double loss)
{
    switch (scale->kind) {
    case SCENE_LOG:
        return log_measure(scale, loss) / log_measure(scale, scale->high);
    case SCENE_RANK:
        return rank_position(scale, loss);
    default:
        return ratio(loss, scale->low, scale->low, scale->high);
    }
}

double scale_position(const struct scale *scale, double loss)
{
    if (!isfinite(loss))
        return (double)NAN;
    if (loss <= scale->low)
        return 0;
    if (loss >= scale->high)
        return 1;
    return raw_position(scale, loss);
}

/* A block's logarithms at once. */
static void log_positions(const struct scale *scale, const double *losses, size_t count,
                          double *positions)
{
    const struct kernels *kernels = kernels_best();
    const double quarter = scale->offset / 4, low = scale->low / 4;
    const double unit = 1 / log_measure(scale, scale->high);
    double ratios[BLOCK] = {0}, logs[BLOCK];
    for (size_t i = 0; i < count; i++)
        ratios[i] = (losses[i] / 4 - low) / quarter;
    size_t padded = (count + KERNEL_PAD - 1) / KERNEL_PAD * KERNEL_PAD;
    kernels->function[OP_LOG1P][0](logs, ratios, ratios, ratios, padded);
    for (size_t i = 0; i < count; i++) {
        double loss = losses[i], position = logs[i] * unit;
        position = loss <= scale->low ? 0 : loss >= scale->high ? 1 : position;
        positions[i] = isfinite(loss) ? position : (double)NAN;
    }
}

void scale_positions(const struct scale *scale, const double *losses, size_t count,
                     double *positions)
{
    bool logarithmic = scale->kind == SCENE_LOG && scale->high > scale->low;
#pragma omp parallel for schedule(static) if (count > SHARED)
    for (size_t from = 0; from < count; from += BLOCK) {
        size_t length = count - from < BLOCK ? count - from : BLOCK;
        if (logarithmic)
            log_positions(scale, losses + from, length, positions + from);
        else
            for (size_t i = from; i < from + length; i++)
                positions[i] = scale_position(scale, losses[i]);
    }
}

double scale_loss(const struct scale *scale, double position)
{
    if (!(position > 0) || scale->empty)
        return scale->low;
    if (position >= 1)
        return scale->high;
    if (scale->kind == SCENE_RANK)
        return rank_loss(scale, position);
    if (scale->kind == SCENE_LOG) {
        double quarter = scale->offset / 4 * expm1(position * log_measure(scale, scale->high));
        return (scale->low / 4 + quarter) * 4;
    }
    return scale->low * (1 - position) + scale->high * position;
}

/* Each tick is the roundest loss of a stretch around its even place. */
size_t scale_ticks(const struct scale *scale, size_t most, double *losses)
{
    size_t count = 0;
    if (scale->empty || !(scale->high > scale->low))
        return 0;
    for (size_t i = 1; i <= most; i++) {
        double low = scale_loss(scale, ((double)i - 0.4) / (double)(most + 1));
        double high = scale_loss(scale, ((double)i + 0.4) / (double)(most + 1));
        double loss = axis_round(low, high);
        if (loss > scale->low && loss < scale->high && (count == 0 || loss > losses[count - 1]))
            losses[count++] = loss;
    }
    return count;
}
