#include "view/heat.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "view/contour.h"
#include "view/relief.h"

enum { RELIEF_LEVELS = 20 /* of relief in few colours, from flat to twice as light */ };

void heat_release(struct heat *heat)
{
    free(heat->x); /* x, y and loss are one block */
    free(heat->light);
    free(heat->colors);
    free(heat->line);
    *heat = (struct heat){.made = heat->made};
}

static bool same_windows(const struct heat_source *a, const struct heat_source *b)
{
    return camera_same(&a->camera, &b->camera) && a->held == b->held &&
           (!a->held || memcmp(a->hold, b->hold, sizeof a->hold) == 0);
}

static bool same_source(const struct heat_source *a, const struct heat_source *b)
{
    return a->surface == b->surface && a->version == b->version && a->halves == b->halves &&
           a->scale == b->scale && a->colormap == b->colormap && a->contours == b->contours &&
           a->relief == b->relief && a->few_colors == b->few_colors && same_windows(a, b);
}

/* The losses at a few places of the window, of no symmetry. */
static void ask_probes(const struct heat_source *source, double probe[HEAT_PROBES])
{
    static const double places[HEAT_PROBES][SURFACE_AXES] = {
        {0.31, 0.17}, {0.62, 0.83}, {0.11, 0.59}, {0.87, 0.41}};
    for (size_t i = 0; i < HEAT_PROBES; i++) {
        struct surface_point point;
        const double at[SURFACE_AXES] = {camera_between(source->camera.window[0], places[i][0]),
                                         camera_between(source->camera.window[1], places[i][1])};
        surface_at(source->surface, SURFACE_LOSS, at, &point);
        probe[i] = point.loss;
    }
}

/* Room for a plot so large; what was there is lost. (All blocks are as long as the longest, so that
 * one capacity holds for every shape.) */
static bool reserve(struct heat *heat, size_t columns, size_t rows)
{
    if (columns > 0 && rows > SIZE_MAX / 64 / columns)
        return false;
    size_t count = columns * rows;
    size_t doubles = count + columns + rows;
    if (doubles > heat->capacity) {
        heat_release(heat);
        heat->x = malloc(doubles * sizeof *heat->x);
        heat->light = malloc(doubles * sizeof *heat->light);
        heat->colors = malloc(doubles * sizeof *heat->colors);
        heat->line = malloc(doubles * sizeof *heat->line);
        if (heat->x == NULL || heat->light == NULL || heat->colors == NULL || heat->line == NULL) {
            heat_release(heat);
            return false;
        }
        heat->capacity = doubles;
    }
    heat->columns = columns;
    heat->rows = rows;
    heat->y = heat->x + columns;
    heat->loss = heat->y + rows;
    return true;
}

_Static_assert((int)HEAT_CONTOURS <= (int)CONTOUR_LEVELS, "every contour can be traced");

static size_t contours_wanted(const struct heat *heat)
{
    size_t shorter = heat->columns < heat->rows ? heat->columns : heat->rows;
    size_t lines = shorter / HEAT_CONTOUR_SAMPLES;
    return lines < 3 ? 3 : lines > HEAT_CONTOURS ? HEAT_CONTOURS : lines;
}

/* The losses of a window, as many as the picture has samples. */
static void sample(struct heat *heat, const struct surface_window *window)
{
    const struct camera camera = {heat->source.camera.plot, {window[0], window[1]}};
    const struct surface_lanes lanes = {.loss = heat->loss};
    camera_columns(&camera, heat->columns, heat->x);
    camera_rows(&camera, heat->rows, heat->y);
    surface_grid(heat->source.surface, SURFACE_LOSS, heat->columns, heat->x, heat->rows, heat->y,
                 &lanes);
}

/* From here on heat->loss holds positions on the scale. */
static void find_positions(struct heat *heat, size_t count)
{
    const struct heat_source *source = &heat->source;
    if (source->held) {
        sample(heat, source->hold);
        scale_fit(&heat->scale, source->scale, heat->loss, count);
    }
    sample(heat, source->camera.window);
    if (!source->held)
        scale_fit(&heat->scale, source->scale, heat->loss, count);
    for (size_t i = 0; i < count; i++)
        heat->loss[i] = scale_position(&heat->scale, heat->loss[i]);
}

/* The losses of the lines are found even if the lines are not drawn: the legend names them. */
static void find_contours(struct heat *heat, size_t count)
{
    double levels[HEAT_CONTOURS];
    heat->contour_count = scale_ticks(&heat->scale, contours_wanted(heat), heat->contour);
    memset(heat->contour_drawn, 0, sizeof heat->contour_drawn);
    memset(heat->line, 0, count * sizeof *heat->line);
    if (!heat->source.contours)
        return;
    for (size_t i = 0; i < heat->contour_count; i++)
        levels[i] = scale_position(&heat->scale, heat->contour[i]);
    const struct contour_samples samples = {heat->columns, heat->rows, heat->loss, levels,
                                            heat->contour_count};
    contour_trace(&samples, heat->line, heat->contour_drawn);
}

static void find_light(struct heat *heat)
{
    const struct relief_samples samples = {heat->columns, heat->rows,
                                           heat->source.halves == 2 ? 1 : 2, heat->loss};
    if (heat->source.relief)
        relief_light(&samples, heat->light);
}

static color color_of(const struct heat *heat, size_t i)
{
    const struct heat_source *source = &heat->source;
    double position = heat->loss[i];
    if (!source->relief)
        return colormap_color(source->colormap, position);
    if (source->few_colors)
        return colormap_color(source->colormap,
                              position + (heat->light[i] - 1) * RELIEF_LEVELS / COLOR_LEVELS);
    return color_light(colormap_color(source->colormap, position), heat->light[i]);
}

static void paint(struct heat *heat, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (isnan(heat->loss[i])) {
            heat->colors[i] = COLOR_DEFAULT;
            continue;
        }
        color c = color_of(heat, i);
        heat->colors[i] = heat->line[i] ? color_shade(c, HEAT_SHADE) : c;
    }
}

bool heat_update(struct heat *heat, const struct heat_source *source)
{
    double probe[HEAT_PROBES];
    ask_probes(source, probe);
    if (heat->valid && same_source(&heat->source, source) &&
        memcmp(probe, heat->probe, sizeof probe) == 0)
        return true;
    const struct rectangle *plot = &source->camera.plot;
    size_t columns = plot->columns > 0 ? (size_t)plot->columns : 0;
    size_t rows = plot->rows > 0 ? (size_t)plot->rows * (size_t)source->halves : 0;
    heat->valid = false;
    if (!reserve(heat, columns, rows))
        return false;
    heat->source = *source;
    memcpy(heat->probe, probe, sizeof probe);
    find_positions(heat, columns * rows);
    find_contours(heat, columns * rows);
    find_light(heat);
    paint(heat, columns * rows);
    heat->made++;
    heat->valid = true;
    return true;
}

void heat_at(const struct heat *heat, int column, int row, color *upper, color *lower)
{
    size_t halves = (size_t)heat->source.halves;
    const color *c = heat->colors + (size_t)row * halves * heat->columns + (size_t)column;
    *upper = *c;
    *lower = halves == 2 ? c[heat->columns] : *c;
}
