/*
 * Clipping is Liang and Barsky's (1984), in the surface's own coordinates, so that a segment of a
 * walk that blows up to 1e300 still leaves the window in the right direction. Inside, the segment
 * goes by Bresenham's algorithm (1965) from sub-cell to sub-cell.
 */
#include "view/path.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/bounds.h"

enum {
    DOTTED = 3,
    STEP_CELLS = 2 /* apart: from there on each step is marked */
};

void path_release(struct path *path)
{
    free(path->bits);
    *path = (struct path){0};
}

unsigned path_bits(const struct path *path, int column, int row)
{
    if (path->bits == NULL)
        return 0;
    return path->bits[(size_t)row * (size_t)path->camera.plot.columns + (size_t)column];
}

/* The part of a segment from t0 to t1 (0: its beginning, 1: its end), and the borders that cut it.
 */
struct part {
    double t0, t1;
    int border0, border1; /* 2 * axis, + 1 for the high end; -1: not cut */
};

/*
 * One border of the window: `inside` is how far the beginning lies inwards of it, `change` how much
 * of that the end loses. False if nothing is left.
 */
static bool cut(struct part *part, int border, double inside, double change)
{
    if (change == 0)
        return inside >= 0;
    double t = inside / change;
    if (change < 0 && t > part->t0) {
        part->t0 = t;
        part->border0 = border;
    } else if (change > 0 && t < part->t1) {
        part->t1 = t;
        part->border1 = border;
    }
    return part->t0 <= part->t1;
}

/* Quarters: differences of doubles must not overflow. */
static bool clip_part(const struct surface_window window[2], const double a[2], const double b[2],
                      struct part *part)
{
    for (int axis = 0; axis < 2; axis++) {
        double from = a[axis] / 4, change = b[axis] / 4 - from;
        if (!cut(part, 2 * axis, from - window[axis].low / 4, -change) ||
            !cut(part, 2 * axis + 1, window[axis].high / 4 - from, change))
            return false;
    }
    return true;
}

/* The point at t of a segment that a border cuts there: on the border exactly, in the window
 * surely. */
static void cut_end(const struct surface_window window[2], const double a[2], const double b[2],
                    double t, int border, double out[2])
{
    for (int axis = 0; axis < 2; axis++) {
        double low = window[axis].low, high = window[axis].high;
        double at = (a[axis] / 4 + t * (b[axis] / 4 - a[axis] / 4)) * 4;
        if (border / 2 == axis)
            at = border % 2 ? high : low;
        out[axis] = at < low ? low : at > high ? high : at;
    }
}

static double size_of(const double at[2])
{
    return fmax(fabs(at[0]), fabs(at[1]));
}

/*
 * Far out, neighbouring doubles lie further apart than a window is wide: then no one knows any more
 * where, and whether, the segment crosses it. The crossing is as uncertain as the rounding of the
 * two products in the distance of the segment from the origin; `near` has the smaller numbers.
 */
static bool crossing_is_known(const struct surface_window window[2], const double near[2],
                              const double far[2])
{
    static const double part_of_window = 1. / 1024; /* less than a dot */
    double scale = size_of(far);
    double unsure = DBL_EPSILON * (fabs(near[0]) * (fabs(far[1]) / scale) +
                                   fabs(near[1]) * (fabs(far[0]) / scale));
    double width = window[0].high - window[0].low, height = window[1].high - window[1].low;
    return unsure <= fmin(width, height) * part_of_window;
}

bool path_clip(const struct surface_window window[2], double a[2], double b[2])
{
    if (!isfinite(a[0]) || !isfinite(a[1]) || !isfinite(b[0]) || !isfinite(b[1]))
        return false;
    /* From the end with the smaller numbers: the other end's would drown the window's digits. */
    bool swap = size_of(a) > size_of(b);
    double *from = swap ? b : a, *to = swap ? a : b;
    const double begin[2] = {from[0], from[1]}, end[2] = {to[0], to[1]};
    struct part part = {0, 1, -1, -1};
    if (!clip_part(window, begin, end, &part) ||
        (part.border0 >= 0 && !crossing_is_known(window, begin, end)))
        return false;
    if (part.border0 >= 0)
        cut_end(window, begin, end, part.t0, part.border0, from);
    if (part.border1 >= 0)
        cut_end(window, begin, end, part.t1, part.border1, to);
    return true;
}

/* Every third dot of the line: neighbouring segments share one. */
static bool is_left_out(struct path *path, int x, int y)
{
    if (path->passed > 0 && x == path->x && y == path->y)
        return true;
    path->x = x;
    path->y = y;
    return path->passed++ % DOTTED != 0;
}

static void set(struct path *path, int x, int y)
{
    if (path->dotted && is_left_out(path, x, y))
        return;
    int column = x / path->grid.across, row = y / path->grid.down;
    size_t cell = (size_t)row * (size_t)path->camera.plot.columns + (size_t)column;
    path->bits[cell] |= dots_bit(path->grid, x, y);
}

static void draw_line(struct path *path, struct dot at, struct dot end)
{
    int dx = abs(end.x - at.x), dy = -abs(end.y - at.y);
    int right = at.x < end.x ? 1 : -1, down = at.y < end.y ? 1 : -1;
    int error = dx + dy;
    for (;;) {
        set(path, at.x, at.y);
        if (at.x == end.x && at.y == end.y)
            return;
        int twice = 2 * error;
        if (twice >= dy) {
            error += dy;
            at.x += right;
        }
        if (twice <= dx) {
            error += dx;
            at.y += down;
        }
    }
}

static void draw_segment(struct path *path, const double from[2], const double to[2])
{
    const struct surface_window *window = path->camera.window;
    double a[2] = {from[0], from[1]}, b[2] = {to[0], to[1]};
    if (!path_clip(window, a, b))
        return;
    draw_line(path, camera_dot(&path->camera, a, path->grid),
              camera_dot(&path->camera, b, path->grid));
}

/* Is a step marked beside this cell? Two marks that touch tell less than one. */
static bool touches_mark(const struct path *path, int column, int row)
{
    const struct rectangle *plot = &path->camera.plot;
    for (int y = at_least(row - 1, 0); y <= at_most(row + 1, plot->rows - 1); y++)
        for (int x = at_least(column - 1, 0); x <= at_most(column + 1, plot->columns - 1); x++)
            if (path_bits(path, x, y) & PATH_STEP)
                return true;
    return false;
}

static void mark_step(struct path *path, const double from[2], const double to[2])
{
    const struct rectangle *plot = &path->camera.plot;
    int column, row, column0, row0;
    if (path->dotted || !camera_cell(&path->camera, to, &column, &row))
        return;
    if (camera_cell(&path->camera, from, &column0, &row0) && abs(column - column0) < STEP_CELLS &&
        abs(row - row0) < STEP_CELLS)
        return;
    column -= plot->column;
    row -= plot->row;
    if (touches_mark(path, column, row))
        return;
    path->bits[(size_t)row * (size_t)plot->columns + (size_t)column] |= PATH_STEP;
    path->stepped = true;
}

/* Is what is drawn the beginning of this walk, in this place? */
static bool continues(const struct path *path, const struct path_source *source)
{
    if (path->bits == NULL || path->drawn == 0 || path->generation != source->generation ||
        source->count < path->drawn || path->glyphs != source->glyphs ||
        path->dotted != source->dotted || !camera_same(&path->camera, &source->camera))
        return false;
    return memcmp(path->first, source->points[0].at, sizeof path->first) == 0 &&
           memcmp(path->last, source->points[path->drawn - 1].at, sizeof path->last) == 0;
}

static bool begin(struct path *path, const struct path_source *source)
{
    const struct rectangle *plot = &source->camera.plot;
    size_t cells =
        plot->columns > 0 && plot->rows > 0 ? (size_t)plot->columns * (size_t)plot->rows : 0;
    path->drawn = 0;
    if (cells > path->capacity) {
        uint16_t *bits = array_grow(path->bits, &path->capacity, cells, sizeof *path->bits);
        if (bits == NULL) {
            path_release(path);
            return false;
        }
        path->bits = bits;
    }
    if (cells > 0)
        memset(path->bits, 0, cells * sizeof *path->bits);
    path->camera = source->camera;
    path->glyphs = source->glyphs;
    path->dotted = source->dotted;
    path->passed = 0;
    path->stepped = false;
    path->generation = source->generation;
    path->grid = dots_grid(source->glyphs);
    return true;
}

bool path_update(struct path *path, const struct path_source *source)
{
    if (!continues(path, source) && !begin(path, source))
        return false;
    if (source->camera.plot.columns <= 0 || source->camera.plot.rows <= 0 || source->count == 0)
        return true;
    if (path->drawn == 0) { /* the start alone is a dot */
        draw_segment(path, source->points[0].at, source->points[0].at);
        memcpy(path->first, source->points[0].at, sizeof path->first);
        path->drawn = 1;
    }
    for (; path->drawn < source->count; path->drawn++) {
        const double *from = source->points[path->drawn - 1].at;
        const double *to = source->points[path->drawn].at;
        draw_segment(path, from, to);
        mark_step(path, from, to);
    }
    memcpy(path->last, source->points[source->count - 1].at, sizeof path->last);
    return true;
}
