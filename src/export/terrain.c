/*
 * Ground is a function of x and y, so that the painter's order is known beforehand: seen from
 * above, a line of sight leads away from the eye in x and in y; who paints rows and columns from
 * the far ends towards the eye's own paints what hides over what is hidden. The walls that face
 * the eye have all ground behind them and come last.
 *
 * The picture is painted in bands, several samples a pixel each way, and their mean is the pixel.
 * No band depends on another.
 */
#include "export/terrain.h"

#include <math.h>
#include <stdlib.h>

#include "view/colormap.h"

enum {
    SAMPLES = 3,    /* a pixel, each way */
    BAND_ROWS = 128 /* pixels */
};

/* --- heights */

double terrain_height(const struct terrain *terrain, double x, double y)
{
    double column = x * (double)(terrain->columns - 1), row = y * (double)(terrain->rows - 1);
    if (!(column >= 0 && row >= 0 && column <= (double)(terrain->columns - 1) &&
          row <= (double)(terrain->rows - 1)))
        return (double)NAN;
    size_t left = (size_t)column, low = (size_t)row;
    left -= left + 1 == terrain->columns;
    low -= low + 1 == terrain->rows;
    const double *at = terrain->height + low * terrain->columns + left;
    const double *above = at + terrain->columns;
    double right = column - (double)left, up = row - (double)low;
    double here = at[0] + right * (at[1] - at[0]);
    return here + up * (above[0] + right * (above[1] - above[0]) - here);
}

bool terrain_hides(const struct terrain *terrain, const struct perspective *perspective,
                   const double at[3])
{
    static const double clear = 0.003, first = 1.5; /* above the ground; cells from its own */
    double step[3], place[3];
    double columns = (double)(terrain->columns - 1), rows = (double)(terrain->rows - 1);
    for (int i = 0; i < 3; i++)
        step[i] = perspective->eye[i] - at[i];
    double cells = fmax(fabs(step[0]) * columns, fabs(step[1]) * rows);
    if (!(cells > 1))
        return false; /* from straight above */
    for (int i = 0; i < 3; i++) {
        step[i] /= cells;
        place[i] = at[i] + first * step[i];
    }
    for (; place[0] >= 0 && place[0] <= 1 && place[1] >= 0 && place[1] <= 1 && place[2] <= 1;
         place[0] += step[0], place[1] += step[1], place[2] += step[2])
        if (terrain_height(terrain, place[0], place[1]) > place[2] + clear)
            return true;
    return false;
}

/* --- triangles */

/* A corner of a triangle in samples, with its colour. */
struct corner {
    float x, y, red, green, blue;
};

struct band {
    color *samples;
    int columns, rows; /* of samples */
};

static struct corner corner_of(struct spot spot, color c)
{
    return (struct corner){(float)spot.x, (float)spot.y, (float)(c >> 16 & 255),
                           (float)(c >> 8 & 255), (float)(c & 255)};
}

static float turn_of(const struct corner *a, const struct corner *b, float x, float y)
{
    return (b->x - a->x) * (y - a->y) - (b->y - a->y) * (x - a->x);
}

static int held(float value, int most)
{
    return value < 0 ? 0 : value > (float)most ? most : (int)value;
}

static color mixed(const struct corner *a, const struct corner *b, const struct corner *c, float u,
                   float v, float w)
{
    u = u < 0 ? 0 : u;
    v = v < 0 ? 0 : v;
    w = w < 0 ? 0 : w;
    return COLOR_RGB((unsigned)(u * a->red + v * b->red + w * c->red + 0.5f),
                     (unsigned)(u * a->green + v * b->green + w * c->green + 0.5f),
                     (unsigned)(u * a->blue + v * b->blue + w * c->blue + 0.5f));
}

/* Edges belong to the triangle: neighbours overlap rather than leave a gap. */
static void paint_triangle(const struct band *band, const struct corner *a, const struct corner *b,
                           const struct corner *c)
{
    float area = turn_of(a, b, c->x, c->y);
    float top = fminf(a->y, fminf(b->y, c->y)), bottom = fmaxf(a->y, fmaxf(b->y, c->y));
    if (area == 0 || bottom < 0 || top >= (float)band->rows)
        return;
    int left = held(floorf(fminf(a->x, fminf(b->x, c->x))), band->columns - 1);
    int right = held(ceilf(fmaxf(a->x, fmaxf(b->x, c->x))), band->columns - 1);
    int first = held(floorf(top), band->rows - 1), last = held(ceilf(bottom), band->rows - 1);
    float part = 1 / area, u_step = -(c->y - b->y) * part, v_step = -(a->y - c->y) * part;
    for (int row = first; row <= last; row++) {
        float y = (float)row + 0.5f, x = (float)left + 0.5f;
        float u = turn_of(b, c, x, y) * part, v = turn_of(c, a, x, y) * part;
        color *sample = band->samples + (size_t)row * (size_t)band->columns;
        for (int column = left; column <= right; column++, u += u_step, v += v_step)
            if (u >= -1e-4f && v >= -1e-4f && u + v <= 1.0001f)
                sample[column] = mixed(a, b, c, u, v, 1 - u - v);
    }
}

/* --- ground and walls */

struct painting {
    const struct terrain *terrain;
    const struct perspective *perspective;
    const struct terrain_look *look;
    struct box frame;
    double scale;        /* samples a canvas unit */
    struct spot *spots;  /* of the nodes, in samples of the whole picture */
    float *top, *bottom; /* of each row of cells */
    size_t middle[2];    /* the eye's own column and row: painted last */
};

static struct spot sample_spot(const struct painting *painting, const double at[3])
{
    struct spot spot = perspective_spot(painting->perspective, at);
    return (struct spot){(spot.x - painting->frame.x) * painting->scale,
                         (spot.y - painting->frame.y) * painting->scale};
}

static void place_nodes(struct painting *painting)
{
    const struct terrain *terrain = painting->terrain;
    for (size_t i = 0; i < terrain->columns * terrain->rows; i++) {
        size_t column = i % terrain->columns, row = i / terrain->columns;
        double at[3] = {(double)column / (double)(terrain->columns - 1),
                        (double)row / (double)(terrain->rows - 1), terrain->height[i]};
        painting->spots[i] = sample_spot(painting, at);
    }
    for (size_t row = 0; row + 1 < terrain->rows; row++) {
        painting->top[row] = HUGE_VALF;
        painting->bottom[row] = -HUGE_VALF;
        for (size_t i = row * terrain->columns; i < (row + 2) * terrain->columns; i++)
            if (!isnan(painting->spots[i].y)) {
                painting->top[row] = fminf(painting->top[row], (float)painting->spots[i].y);
                painting->bottom[row] = fmaxf(painting->bottom[row], (float)painting->spots[i].y);
            }
    }
}

static struct corner node_corner(const struct painting *painting, size_t node, double above)
{
    struct spot spot = painting->spots[node];
    spot.y -= above;
    return corner_of(spot, painting->look->colors[node]);
}

static bool is_hole(const struct terrain *terrain, size_t node)
{
    return isnan(terrain->height[node]);
}

/* Two triangles; one, if a corner is missing. */
static void paint_cell(const struct painting *painting, const struct band *band, double above,
                       size_t column, size_t row)
{
    const struct terrain *terrain = painting->terrain;
    size_t first = row * terrain->columns + column;
    const size_t nodes[4] = {first, first + 1, first + terrain->columns + 1,
                             first + terrain->columns};
    const struct spot *spots = painting->spots;
    struct corner corners[4];
    int count = 0;
    if (fmax(fmax(spots[nodes[0]].y, spots[nodes[1]].y),
             fmax(spots[nodes[2]].y, spots[nodes[3]].y)) < above ||
        fmin(fmin(spots[nodes[0]].y, spots[nodes[1]].y),
             fmin(spots[nodes[2]].y, spots[nodes[3]].y)) > above + band->rows)
        return;
    for (int i = 0; i < 4; i++)
        if (!is_hole(terrain, nodes[i]))
            corners[count++] = node_corner(painting, nodes[i], above);
    if (count >= 3)
        paint_triangle(band, &corners[0], &corners[1], &corners[2]);
    if (count == 4)
        paint_triangle(band, &corners[0], &corners[2], &corners[3]);
}

/* The i-th of `count` cells on the way from both ends to the one in the middle. */
static size_t nth_cell(size_t i, size_t count, size_t middle)
{
    return i < middle ? i : count - 1 - (i - middle);
}

static void paint_ground(const struct painting *painting, const struct band *band, double above)
{
    size_t columns = painting->terrain->columns - 1, rows = painting->terrain->rows - 1;
    for (size_t i = 0; i < rows; i++) {
        size_t row = nth_cell(i, rows, painting->middle[1]);
        if ((double)painting->bottom[row] < above - 1 ||
            (double)painting->top[row] > above + band->rows + 1)
            continue;
        for (size_t j = 0; j < columns; j++)
            paint_cell(painting, band, above, nth_cell(j, columns, painting->middle[0]), row);
    }
}

static color side_color(const struct terrain_look *look, double height, double light)
{
    size_t i = (size_t)(fmin(fmax(height, 0), 1) * (double)(look->side_count - 1) + 0.5);
    return color_shade(look->side[i], (unsigned)(light * 256));
}

/* A stretch of wall below two nodes, in steps, so that the colours follow the height. */
static void paint_wall(const struct painting *painting, const struct band *band, double above,
                       const size_t nodes[2], double light)
{
    enum { STEPS = 12 };
    const struct terrain *terrain = painting->terrain;
    if (is_hole(terrain, nodes[0]) || is_hole(terrain, nodes[1]))
        return;
    struct corner corners[STEPS + 1][2];
    for (int side = 0; side < 2; side++) {
        size_t column = nodes[side] % terrain->columns, row = nodes[side] / terrain->columns;
        double top = terrain->height[nodes[side]];
        for (int i = 0; i <= STEPS; i++) {
            double at[3] = {(double)column / (double)(terrain->columns - 1),
                            (double)row / (double)(terrain->rows - 1), top * i / STEPS};
            struct spot spot = sample_spot(painting, at);
            spot.y -= above;
            corners[i][side] = corner_of(spot, side_color(painting->look, at[2], light));
        }
    }
    for (int i = 0; i < STEPS; i++) {
        paint_triangle(band, &corners[i][0], &corners[i][1], &corners[i + 1][0]);
        paint_triangle(band, &corners[i][1], &corners[i + 1][0], &corners[i + 1][1]);
    }
}

/* The walls along an axis, at the edge of the other axis that faces the eye, if one does. */
static void paint_walls(const struct painting *painting, const struct band *band, double above,
                        int axis)
{
    const struct terrain *terrain = painting->terrain;
    double eye = painting->perspective->eye[1 - axis];
    if (eye >= 0 && eye <= 1)
        return;
    size_t columns = terrain->columns, count = axis == 0 ? columns : terrain->rows;
    size_t stride = axis == 0 ? 1 : columns, first = 0;
    if (eye > 1)
        first = axis == 0 ? (terrain->rows - 1) * columns : columns - 1;
    for (size_t i = 0; i + 1 < count; i++) {
        const size_t nodes[2] = {first + i * stride, first + (i + 1) * stride};
        paint_wall(painting, band, above, nodes, painting->look->side_light[axis]);
    }
}

/* --- samples to pixels */

static color pixel_of(const struct band *band, size_t column, int row, color behind)
{
    unsigned red = 0, green = 0, blue = 0, count = 0;
    for (int y = 0; y < SAMPLES; y++) {
        const color *sample =
            band->samples + (size_t)(row * SAMPLES + y) * (size_t)band->columns + column * SAMPLES;
        for (int x = 0; x < SAMPLES; x++) {
            if (sample[x] == COLOR_DEFAULT)
                continue;
            red += sample[x] >> 16 & 255;
            green += sample[x] >> 8 & 255;
            blue += sample[x] & 255;
            count++;
        }
    }
    const unsigned all = SAMPLES * SAMPLES, rest = all - count;
    if (count == 0)
        return COLOR_DEFAULT;
    return COLOR_RGB((red + rest * (behind >> 16 & 255)) / all,
                     (green + rest * (behind >> 8 & 255)) / all,
                     (blue + rest * (behind & 255)) / all);
}

static void paint_band(const struct painting *painting, const struct band *band, size_t from,
                       size_t columns, color *out)
{
    double above = (double)from * SAMPLES;
    for (size_t i = 0; i < (size_t)band->columns * (size_t)band->rows; i++)
        band->samples[i] = COLOR_DEFAULT;
    paint_ground(painting, band, above);
    for (int axis = 0; axis < 2 && painting->look->side_count > 0; axis++)
        paint_walls(painting, band, above, axis);
    for (int row = 0; row < band->rows / SAMPLES; row++)
        for (size_t column = 0; column < columns; column++)
            out[(from + (size_t)row) * columns + column] =
                pixel_of(band, column, row, painting->look->behind);
}

/* The cell that lies below the eye, or at the border nearest to it. */
static size_t cell_below(double place, size_t nodes)
{
    double cell = place * (double)(nodes - 1);
    return !(cell > 0) ? 0 : cell >= (double)(nodes - 1) ? nodes - 2 : (size_t)cell;
}

bool terrain_paint(const struct terrain *terrain, const struct perspective *perspective,
                   const struct terrain_look *look, struct box frame, size_t columns, size_t rows,
                   color *out)
{
    struct painting painting = {.terrain = terrain,
                                .perspective = perspective,
                                .look = look,
                                .frame = frame,
                                .scale = (double)columns * SAMPLES / frame.width,
                                .middle = {cell_below(perspective->eye[0], terrain->columns),
                                           cell_below(perspective->eye[1], terrain->rows)}};
    size_t nodes = terrain->columns * terrain->rows;
    painting.spots = malloc(nodes * sizeof *painting.spots);
    painting.top = malloc(2 * terrain->rows * sizeof *painting.top);
    color *samples = malloc(columns * SAMPLES * BAND_ROWS * SAMPLES * sizeof *samples);
    bool done = painting.spots != NULL && painting.top != NULL && samples != NULL;
    if (done) {
        painting.bottom = painting.top + terrain->rows;
        place_nodes(&painting);
    }
    for (size_t from = 0; done && from < rows; from += BAND_ROWS) {
        size_t count = rows - from < BAND_ROWS ? rows - from : BAND_ROWS;
        const struct band band = {samples, (int)columns * SAMPLES, (int)count * SAMPLES};
        paint_band(&painting, &band, from, columns, out);
    }
    free(samples);
    free(painting.top);
    free(painting.spots);
    return done;
}
