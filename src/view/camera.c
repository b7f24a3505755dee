/* Differences are taken of halves: the width of a window from -1e308 to 1e308 is not a double. */
#include "view/camera.h"

#include <math.h>

static const double on_the_line = 1e-3; /* of a cell */

double camera_between(struct surface_window window, double part)
{
    return window.low * (1 - part) + window.high * part;
}

double camera_fraction(struct surface_window window, double value)
{
    return (value / 2 - window.low / 2) / (window.high / 2 - window.low / 2);
}

void camera_columns(const struct camera *camera, size_t count, double *x)
{
    for (size_t i = 0; i < count; i++)
        x[i] = camera_between(camera->window[0], ((double)i + 0.5) / (double)count);
}

void camera_rows(const struct camera *camera, size_t count, double *y)
{
    for (size_t i = 0; i < count; i++)
        y[i] = camera_between(camera->window[1], ((double)(count - i) - 0.5) / (double)count);
}

bool camera_point(const struct camera *camera, int column, int row, double at[SURFACE_AXES])
{
    int right = column - camera->plot.column, down = row - camera->plot.row;
    if (right < 0 || down < 0 || right >= camera->plot.columns || down >= camera->plot.rows)
        return false;
    at[0] = camera_between(camera->window[0], (right + 0.5) / camera->plot.columns);
    at[1] = camera_between(camera->window[1], (camera->plot.rows - down - 0.5) / camera->plot.rows);
    return true;
}

/*
 * The dot at a fraction of so many cells; the ends belong to the first and the last. What is all
 * but on the line between two cells belongs to the second: so a walker in a minimum on that line
 * stands in the minimum's cell, and at the end of its path, whichever side its last digits are on.
 */
static int dot_at(double fraction, int cells, int dots)
{
    if (!(fraction > 0))
        return 0;
    double cell = fraction * cells + on_the_line;
    return cell >= cells ? cells * dots - 1 : (int)(cell * dots);
}

static double right_of(const struct camera *camera, const double at[SURFACE_AXES])
{
    return camera_fraction(camera->window[0], at[0]);
}

static double down_of(const struct camera *camera, const double at[SURFACE_AXES])
{
    return 1 - camera_fraction(camera->window[1], at[1]);
}

struct dot camera_dot(const struct camera *camera, const double at[SURFACE_AXES],
                      struct dots_grid grid)
{
    return (struct dot){dot_at(right_of(camera, at), camera->plot.columns, grid.across),
                        dot_at(down_of(camera, at), camera->plot.rows, grid.down)};
}

bool camera_cell(const struct camera *camera, const double at[SURFACE_AXES], int *column, int *row)
{
    if (isnan(at[0]) || isnan(at[1]) || camera->plot.columns <= 0 || camera->plot.rows <= 0)
        return false;
    const struct dot cell = camera_dot(camera, at, (struct dots_grid){1, 1});
    double right = right_of(camera, at), down = down_of(camera, at);
    *column = camera->plot.column + cell.x;
    *row = camera->plot.row + cell.y;
    return right >= 0 && right <= 1 && down >= 0 && down <= 1;
}

bool camera_same(const struct camera *a, const struct camera *b)
{
    return a->plot.columns == b->plot.columns && a->plot.rows == b->plot.rows &&
           a->window[0].low == b->window[0].low && a->window[0].high == b->window[0].high &&
           a->window[1].low == b->window[1].low && a->window[1].high == b->window[1].high;
}
