#include "view/chart_series.h"

#include <string.h>

/* What a curve is gathered from. */
struct line {
    const struct walk *walk;
    uint64_t generation;
    const struct walk_point *points;
    uint64_t first; /* the step of points[0] */
    size_t count;
};

/* Without points where there is no such curve. */
static struct line line_of(const struct walk *walk, enum chart_curve curve)
{
    struct line line = {.walk = walk, .generation = walk_generation(walk)};
    if (curve == CURVE_PAST) {
        line.points = walk_points(walk, &line.count);
    } else if (curve == CURVE_GHOST) {
        line.generation = walk_ghost_generation(walk);
        line.points = walk_ghost(walk, &line.first, &line.count);
    } else if (walk_last_step(walk) > walk_now(walk)->step) {
        line.generation = walk_kept_generation(walk);
        line.points = walk_kept_points(walk, &line.count);
    }
    return line;
}

static bool same_measure(const struct chart_measure *a, const struct chart_measure *b)
{
    return a->kind == b->kind && a->dots == b->dots && a->end == b->end &&
           a->minima.count == b->minima.count && a->minima.deepest == b->minima.deepest &&
           memcmp(a->landmarks, b->landmarks, sizeof a->landmarks) == 0;
}

/* Are the points gathered before still the beginning of this line? (The rate of what was its
 * present may be another by now: then that point has to be gathered anew, and all with it.) */
static bool series_continues(const struct chart_series *series, const struct chart_measure *measure,
                             const struct line *line)
{
    if (!same_measure(&series->measure, measure) || series->walk != line->walk ||
        series->generation != line->generation || series->first != line->first ||
        series->count == 0 || series->count > line->count)
        return false;
    const struct walk_point *newest = &line->points[series->count - 1];
    double value = chart_kinds[measure->kind].value(newest, &measure->minima);
    return memcmp(newest->at, series->newest, sizeof newest->at) == 0 &&
           memcmp(&value, &series->newest_value, sizeof value) == 0;
}

static void series_begin(struct chart_series *series, const struct chart_measure *measure,
                         const struct line *line)
{
    memset(series->column, 0, sizeof series->column);
    memset(series->faint, 0, sizeof series->faint);
    series->has_faint = false;
    series->count = 0;
    series->measure = *measure;
    series->walk = line->walk;
    series->generation = line->generation;
    series->first = line->first;
}

void chart_series_follow(struct chart_series *series, const struct chart_measure *measure,
                         const struct walk *walk, enum chart_curve curve)
{
    const struct line line = line_of(walk, curve);
    if (line.count == 0) {
        series->count = 0;
        return;
    }
    if (!series_continues(series, measure, &line))
        series_begin(series, measure, &line);
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

static size_t step_end(const struct race *race)
{
    size_t most = 0;
    for (size_t i = 0; i < race->count; i++)
        for (int curve = 0; curve < CURVES; curve++) {
            struct line line = line_of(race->walks[i], (enum chart_curve)curve);
            size_t last = line.count > 0 ? (size_t)line.first + line.count - 1 : 0;
            most = last > most ? last : most;
        }
    return chart_step_end(most);
}

struct chart_measure chart_measure_of(enum chart_kind kind, const struct race *race,
                                      const struct critical_points *critical, int dots)
{
    struct chart_measure measure = {.kind = kind, .dots = dots, .end = step_end(race)};
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
