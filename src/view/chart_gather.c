#include "view/chart_gather.h"

#include <math.h>

enum { FIRST_END = 50 };

static const double none = (double)NAN, infinite = (double)INFINITY;

size_t chart_step_end(size_t steps)
{
    size_t end = FIRST_END;
    for (int i = 0; end < steps && end < SIZE_MAX / 4; i++)
        end = i % 3 == 2 ? end / 2 * 5 : end * 2;
    return end;
}

int chart_dot(size_t step, int dots, size_t end)
{
    return (int)((2 * step * (size_t)(dots - 1) + end) / (2 * end));
}

static void column_add(struct chart_column *column, double value)
{
    if (column->count++ == 0)
        *column = (struct chart_column){
            .count = 1, .first = none, .last = none, .low = none, .high = none, .least = infinite};
    if (!isfinite(value)) {
        column->leaves = true;
        return;
    }
    if (isnan(column->first))
        column->first = column->low = column->high = value;
    column->last = value;
    column->low = value < column->low ? value : column->low;
    column->high = value > column->high ? value : column->high;
    if (value > 0 && value < column->least)
        column->least = value;
}

void chart_gather(struct chart_column *columns, int dots, size_t end,
                  const struct chart_points *points)
{
    for (size_t i = points->from; i < points->to; i++)
        column_add(&columns[chart_dot(points->first + i, dots, end)],
                   chart_kinds[points->kind].value(&points->points[i], points->minima));
}

/* The newest point's is of a step to come, which a knob may still change: it waits. */
bool chart_gather_faint(struct chart_column *columns, int dots, size_t end,
                        const struct chart_points *points)
{
    double (*faint)(const struct walk_point *) = chart_kinds[points->kind].faint;
    size_t from = points->from > 0 ? points->from - 1 : 0;
    bool found = false;
    for (size_t i = from; faint != NULL && i + 1 < points->to; i++) {
        double value = faint(&points->points[i]);
        if (isnan(value))
            continue;
        column_add(&columns[chart_dot(points->first + i, dots, end)], value);
        found = true;
    }
    return found;
}
