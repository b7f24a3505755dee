#include "view/chart_scale.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/array.h"

enum {
    DECADES_ABOVE = 4, /* the start that still show a rising loss */
    DECADES = 16,      /* of a scale, at most */
    ROW_DECADES = 3,   /* and in one row */
    ZERO_DECADES = 3,  /* from the smallest value above 0 down to an edge that stands for 0 */
    LINEAR_RATIO = 50  /* curves within this of each other stand over 0 */
};

void chart_extremes_add(struct chart_extremes *extremes, const struct chart_column *columns,
                        int dots)
{
    double peak = 0;
    for (int i = 0; i < dots; i++) {
        const struct chart_column *column = &columns[i];
        if (column->count == 0 || isnan(column->low))
            continue;
        extremes->low = fmin(extremes->low, column->low);
        extremes->high = fmax(extremes->high, column->high);
        extremes->least = fmin(extremes->least, column->least);
        peak = fmax(peak, column->high);
    }
    extremes->peak = fmin(extremes->peak, peak);
    if (columns[0].count > 0 && columns[0].first > extremes->start)
        extremes->start = columns[0].first;
}

static void mark_edge(struct chart_scale *scale, const struct chart_extremes *found)
{
    scale->below = log10(found->least) < scale->low;
    scale->zero = found->low <= 0 && !scale->below;
}

static struct chart_scale logarithmic_scale(const struct chart_extremes *found, int rows)
{
    int decades = ROW_DECADES * rows < DECADES ? ROW_DECADES * rows : DECADES;
    double start = found->start > 0 ? found->start : found->least;
    struct chart_scale scale = {
        .high = fmin(ceil(log10(found->high)), ceil(log10(start)) + DECADES_ABOVE),
        .low = floor(log10(found->least))};
    if (found->low <= 0)
        scale.low -= ZERO_DECADES;
    scale.low = fmax(fmin(scale.low, scale.high - 1), scale.high - decades);
    mark_edge(&scale, found);
    return scale;
}

void chart_scale_even(struct chart_scale *scale, const struct chart_extremes *extremes, double step)
{
    if (scale->linear)
        return;
    scale->low = scale->high - ceil((scale->high - scale->low) / step) * step;
    mark_edge(scale, extremes);
}

double chart_round_step(double span, int parts)
{
    double power = pow(10, floor(log10(span / parts)));
    static const double steps[] = {1, 2, 5, 10};
    for (size_t i = 0; i < ARRAY_LENGTH(steps); i++)
        if (steps[i] * power * parts >= span)
            return steps[i] * power;
    return 10 * power;
}

static struct chart_scale linear_scale(const struct chart_extremes *found)
{
    double span = found->start - found->low;
    double high = fmin(found->high, found->start + (span > 0 ? 2 * span : (double)INFINITY));
    span = fmin(high - found->low, 1e300);
    if (!(span > 0))
        span = fabs(high) > 0 ? fabs(high) : 1;
    double step = chart_round_step(span, 4);
    struct chart_scale scale = {
        .linear = true, .low = floor(found->low / step) * step, .high = ceil(high / step) * step};
    if (scale.high <= scale.low)
        scale.high = scale.low + step;
    return scale;
}

struct chart_scale chart_scale_fit(const struct chart_extremes *extremes, enum chart_kind kind,
                                   int rows)
{
    const struct chart_kind_row *row = &chart_kinds[kind];
    struct chart_extremes found = *extremes;
    if (isinf(found.low) || isinf(found.high)) /* nothing finite to show */
        return (struct chart_scale){.low = 0, .high = 1};
    if (row->whole)
        found.start = found.high;
    bool from_zero = row->whole && found.high <= LINEAR_RATIO * found.peak;
    if (from_zero)
        found.low = fmin(found.low, 0);
    if (row->linear || from_zero || found.low < 0 || isinf(found.least))
        return linear_scale(&found);
    return logarithmic_scale(&found, rows);
}

void chart_scale_heading(const struct chart_scale *scale, enum chart_kind kind,
                         char out[CHART_HEADING])
{
    bool unusual = scale->linear != chart_kinds[kind].whole;
    snprintf(out, CHART_HEADING, "%s%s", chart_kinds[kind].name,
             !unusual        ? ""
             : scale->linear ? " (linear)"
                             : " (log)");
}

void chart_scale_power(const struct chart_scale *scale, double decade, const struct look *look,
                       char out[SPELL_NUMBER])
{
    if (scale->zero && decade <= scale->low)
        strcpy(out, "0");
    else
        spell_power(out, look, (int)lround(decade));
}

double chart_scale_part(const struct chart_scale *scale, double value)
{
    double place = scale->linear || isnan(value) ? value : value > 0 ? log10(value) : scale->low;
    return (scale->high - place) / (scale->high - scale->low);
}
