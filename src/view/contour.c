#include "view/contour.h"

#include <math.h>

static const double least_gap = 2.5; /* samples from line to line */
static const int least_piece = 3; /* samples of a line within two of one of them: what an end has */

/* How many lines lie at or below a position. */
static size_t band(double position, const double *levels, size_t count)
{
    size_t below = 0;
    while (below < count && levels[below] <= position)
        below++;
    return below;
}

/* From the line just below a position to its nearest neighbour among the lines. */
static double gap_at(size_t band, const double *levels, size_t count)
{
    double line = levels[band - 1];
    double under = band > 1 ? line - levels[band - 2] : line;
    double over = band < count ? levels[band] - line : 1 - line;
    return fmin(under, over);
}

enum trace { TRACE_NOTHING, TRACE_CROWDED, TRACE_LINE };

/* What a sample is to the line just below it. */
static enum trace trace(double here, const double around[4], const double *levels, size_t count)
{
    size_t own = band(here, levels, count);
    double steepest = 0;
    bool crossed = false;
    for (int i = 0; i < 4; i++) {
        if (!(around[i] < here)) /* a NaN too */
            continue;
        crossed |= band(around[i], levels, count) < own;
        steepest = fmax(steepest, here - around[i]);
    }
    if (!crossed)
        return TRACE_NOTHING;
    return steepest * least_gap <= gap_at(own, levels, count) ? TRACE_LINE : TRACE_CROWDED;
}

/* Lines that are left out where it is too steep leave crumbs at the border: takes them away. */
static bool is_crumb(size_t columns, size_t rows, const bool *line, size_t column, size_t row)
{
    size_t left = column < 2 ? 0 : column - 2, top = row < 2 ? 0 : row - 2;
    int near = 0;
    for (size_t y = top; y <= row + 2 && y < rows; y++)
        for (size_t x = left; x <= column + 2 && x < columns; x++)
            near += line[y * columns + x];
    return near < least_piece;
}

static enum trace trace_at(const struct contour_samples *samples, size_t column, size_t row)
{
    size_t columns = samples->columns;
    const double *here = samples->position + row * columns + column;
    const double around[4] = {
        column > 0 ? here[-1] : (double)NAN,
        column + 1 < columns ? here[1] : (double)NAN,
        row > 0 ? *(here - columns) : (double)NAN,
        row + 1 < samples->rows ? here[columns] : (double)NAN,
    };
    return isnan(*here) ? TRACE_NOTHING
                        : trace(*here, around, samples->level, samples->level_count);
}

static size_t line_of(const struct contour_samples *samples, size_t i)
{
    return band(samples->position[i], samples->level, samples->level_count) - 1;
}

/* A line of which less than half is left is a scatter of arcs: it goes altogether. */
static void drop_torn(const struct contour_samples *samples, const bool *whole, bool *line)
{
    for (size_t i = 0; i < samples->columns * samples->rows; i++)
        line[i] = line[i] && whole[line_of(samples, i)];
}

void contour_trace(const struct contour_samples *samples, bool *line, bool *whole)
{
    size_t columns = samples->columns, rows = samples->rows;
    size_t drawn[CONTOUR_LEVELS] = {0}, crowded[CONTOUR_LEVELS] = {0};
    for (size_t i = 0; i < columns * rows; i++) {
        enum trace found = trace_at(samples, i % columns, i / columns);
        line[i] = found == TRACE_LINE;
        if (found == TRACE_LINE)
            drawn[line_of(samples, i)]++;
        else if (found == TRACE_CROWDED)
            crowded[line_of(samples, i)]++;
    }
    for (size_t i = 0; i < samples->level_count; i++)
        whole[i] = drawn[i] >= crowded[i];
    drop_torn(samples, whole, line);
    for (size_t row = 0; row < rows; row++)
        for (size_t column = 0; column < columns; column++)
            if (line[row * columns + column] && is_crumb(columns, rows, line, column, row))
                line[row * columns + column] = false;
}
