#include "export/landscape.h"

#include <math.h>
#include <stdlib.h>

enum { NODES = 421 /* along the longer side */ };

static const double tall = 0.42;  /* the box, where its longer side is 1 */
static const double widest = 1.5; /* sides of the window, at most so uneven */
static const double lift = 0.002; /* of what lies on the ground */
static const double left_room = 4.6, right_room = 2.2, top_room = 1.2, bottom_room = 3.4; /* in
                                                                            letters, for labels */

/* --- heights from the figure's samples */

static double held(double value, double most)
{
    return value < 0 ? 0 : value > most ? most : value;
}

/* Between the samples, which lie in the middles of pixels; the nearest at the border. Next to a
 * hole the nearest too, so that the hole does not grow. */
static double position_at(const struct figure *figure, double x, double y)
{
    double column = held(x * (double)figure->columns - 0.5, (double)(figure->columns - 1));
    double row = held((1 - y) * (double)figure->rows - 0.5, (double)(figure->rows - 1));
    size_t left = (size_t)column, top = (size_t)row;
    size_t right = left + 1 < figure->columns ? left + 1 : left;
    size_t below = top + 1 < figure->rows ? top + 1 : top;
    double u = column - (double)left, v = row - (double)top;
    const double *upper = figure->position + top * figure->columns;
    const double *lower = figure->position + below * figure->columns;
    double between = (upper[left] * (1 - u) + upper[right] * u) * (1 - v) +
                     (lower[left] * (1 - u) + lower[right] * u) * v;
    if (!isnan(between))
        return between;
    return (v < 0.5 ? upper : lower)[u < 0.5 ? left : right];
}

static bool make_heights(struct landscape *landscape)
{
    struct terrain *terrain = &landscape->terrain;
    landscape->height = malloc(terrain->columns * terrain->rows * sizeof *landscape->height);
    if (landscape->height == NULL)
        return false;
    for (size_t row = 0; row < terrain->rows; row++)
        for (size_t column = 0; column < terrain->columns; column++)
            landscape->height[row * terrain->columns + column] =
                position_at(landscape->figure, (double)column / (double)(terrain->columns - 1),
                            (double)row / (double)(terrain->rows - 1));
    terrain->height = landscape->height;
    return true;
}

/* A window with sides of like size keeps its shape: circles stay circles. */
static void size_of(const struct figure *figure, double size[3])
{
    double wide = figure->window[0].high / 2 - figure->window[0].low / 2;
    double high = figure->window[1].high / 2 - figure->window[1].low / 2;
    double ratio = wide / high;
    if (!(ratio <= 4 && ratio >= 0.25)) /* two quantities that have nothing in common */
        ratio = 1;
    ratio = fmin(fmax(ratio, 1 / widest), widest);
    size[0] = ratio > 1 ? 1 : ratio;
    size[1] = ratio > 1 ? 1 / ratio : 1;
    size[2] = tall;
}

bool landscape_init(struct landscape *landscape, const struct figure *figure, struct box box)
{
    double size[3], letter = figure->layout.text;
    const struct box inner = {box.x + left_room * letter, box.y + top_room * letter,
                              fmax(box.width - (left_room + right_room) * letter, 1),
                              fmax(box.height - (top_room + bottom_room) * letter, 1)};
    *landscape = (struct landscape){.figure = figure, .box = box};
    size_of(figure, size);
    perspective_fit(&landscape->perspective, size, figure->options.turn, figure->options.tilt,
                    inner);
    landscape->terrain.columns = (size_t)(NODES * size[0]);
    landscape->terrain.rows = (size_t)(NODES * size[1]);
    return make_heights(landscape);
}

void landscape_release(struct landscape *landscape)
{
    free(landscape->height);
    *landscape = (struct landscape){0};
}

double landscape_height(const struct landscape *landscape, const double part[SURFACE_AXES])
{
    return terrain_height(&landscape->terrain, part[0], part[1]) + lift;
}

/* --- lines */

void landscape_line_end(struct landscape_line *line)
{
    line->begun = false;
    line->into = NULL;
}

void landscape_line_to(struct landscape_line *line, const double at[3])
{
    if (!isfinite(at[0]) || !isfinite(at[1]) || !isfinite(at[2])) {
        landscape_line_end(line);
        return;
    }
    const struct landscape *landscape = line->landscape;
    struct spot spot = perspective_spot(&landscape->perspective, at);
    if (line->begun) {
        bool hidden = terrain_hides(&landscape->terrain, &landscape->perspective, at);
        struct outline *into = hidden ? line->hidden : line->seen;
        if (into != NULL && into != line->into)
            outline_move(into, line->last.x, line->last.y);
        if (into != NULL)
            outline_line(into, spot.x, spot.y);
        line->into = into;
    }
    line->begun = true;
    line->last = spot;
}
