#include "view/contour.h"

#include <math.h>
#include <string.h>

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

static bool on_line(double here, const double around[4], const double *levels, size_t count)
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
    return crossed && steepest * least_gap <= gap_at(own, levels, count);
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

void contour_trace(size_t columns, size_t rows, const double *position, const double *levels,
                   size_t level_count, bool *line)
{
    memset(line, 0, columns * rows * sizeof *line);
    for (size_t row = 0; row < rows; row++) {
        for (size_t column = 0; column < columns; column++) {
            const double *here = position + row * columns + column;
            const double around[4] = {
                column > 0 ? here[-1] : (double)NAN,
                column + 1 < columns ? here[1] : (double)NAN,
                row > 0 ? *(here - columns) : (double)NAN,
                row + 1 < rows ? here[columns] : (double)NAN,
            };
            if (!isnan(*here))
                line[row * columns + column] = on_line(*here, around, levels, level_count);
        }
    }
    for (size_t row = 0; row < rows; row++)
        for (size_t column = 0; column < columns; column++)
            if (line[row * columns + column] && is_crumb(columns, rows, line, column, row))
                line[row * columns + column] = false;
}
