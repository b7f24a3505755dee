#include "view/chart_series.h"

#include <string.h>

static bool same_measure(const struct chart_measure *a, const struct chart_measure *b)
{
    return a->kind == b->kind && a->dots == b->dots && a->end == b->end &&
           a->minima.count == b->minima.count && a->minima.deepest == b->minima.deepest &&
           memcmp(a->landmarks, b->landmarks, sizeof a->landmarks) == 0;
}

/* Are the points gathered before still the beginning of this line? (The rate of what was its
 * present may be another by now: then that point has to be gathered anew, and all with it.) */
static bool series_continues(const struct chart_series *series, const struct chart_measure *measure,
                             const struct walk *walk, const struct trail_line *line)
{
    if (!same_measure(&series->measure, measure) || series->walk != walk ||
        series->generation != line->generation || series->first != line->first ||
        series->count == 0 || series->count > line->count)
        return false;
    const struct walk_point *newest = &line->points[series->count - 1];
    double value = chart_kinds[measure->kind].value(newest, &measure->minima);
    return memcmp(newest->at, series->newest, sizeof newest->at) == 0 &&
           memcmp(&value, &series->newest_value, sizeof value) == 0;
}

static void series_begin(struct chart_series *series, const struct chart_measure *measure,
                         const struct walk *walk, const struct trail_line *line)
{
    memset(series->column, 0, sizeof series->column);
    memset(series->faint, 0, sizeof series->faint);
    series->has_faint = false;
    series->count = 0;
    series->measure = *measure;
    series->walk = walk;
    series->generation = line->generation;
    series->first = line->first;
}

void chart_series_follow(struct chart_series *series, const struct chart_measure *measure,
                         const struct walk *walk, enum trail trail)
{
    const struct trail_line line = trail_of(walk, trail);
    if (line.count == 0) {
        series->count = 0;
        return;
    }
    if (!series_continues(series, measure, walk, &line))
        series_begin(series, measure, walk, &line);
    const struct chart_points points = {.kind = measure->kind,
                                        .minima = &measure->minima,
                                        .points = line.points,
                                        .first = (size_t)line.first,
                                        .from = series->count,
                                        .to = line.count};
    const struct walk_point *newest = &line.points[line.count - 1];
    chart_gather(series->column, measure->dots, measure->end, &points);
    series->has_faint |= chart_gather_faint(series->faint, measure->dots, measure->end, &points);
    series->count = line.count;
    memcpy(series->newest, newest->at, sizeof series->newest);
    series->newest_value = chart_kinds[measure->kind].value(newest, &measure->minima);
}

struct chart_measure chart_measure_of(enum chart_kind kind, const struct race *race,
                                      const struct critical_points *critical, int dots)
{
    struct chart_measure measure = {
        .kind = kind, .dots = dots, .end = chart_step_end((size_t)trail_last_step(race))};
    if (!chart_kinds[kind].needs_minima)
        return measure;
    measure.minima = chart_minima(critical);
    for (size_t i = 0; i < 2 && measure.minima.count > 0; i++) {
        const struct critical_point *point =
            &measure.minima.points[i == 0 ? 0 : measure.minima.count - 1];
        memcpy(measure.landmarks[i], point->at, sizeof point->at);
    }
    return measure;
}
