/*
 * The fog of the screen (view/fog.h) over a figure: it lies on the map, and is clear where the
 * walkers have felt. What is felt is found on a lattice of the plot, and between its samples
 * linearly.
 */
#include "export/figure_parts.h"

#include <math.h>
#include <stdlib.h>

#define SAMPLE 2.0 /* units, about */

bool figure_lift_fog(struct figure *figure)
{
    const struct box plot = figure->layout.plot;
    const struct scene *scene = figure->source.scene;
    const struct fog_source source = {
        .camera = {.plot = {0, 0, (int)ceil(plot.width / SAMPLE), (int)ceil(plot.height / SAMPLE)},
                   .window = {figure->window[0], figure->window[1]}},
        .halves = 1,
        .scene = {scene->window[0], scene->window[1]},
        .race = figure->source.race,
    };
    return !figure_has(figure, FIGURE_FOG) || fog_update(&figure->fog, &source);
}

/* The sample below a place, and how far the place is on its way to the next. */
static int below(double part, int count, double *rest)
{
    double place = fmin(fmax(part * count - 0.5, 0), count - 1);
    int sample = place < count - 1 ? (int)place : count > 1 ? count - 2 : 0;
    *rest = place - sample;
    return sample;
}

double figure_clear(const struct figure *figure, double right, double down)
{
    const struct fog *fog = &figure->fog;
    double across, along, rows[2];
    if (!figure_has(figure, FIGURE_FOG) || fog->light == NULL)
        return 1;
    int column = below(right, fog->columns, &across), row = below(down, fog->rows, &along);
    int next = column + 1 < fog->columns ? column + 1 : column;
    for (int i = 0; i < 2; i++) {
        int here = row + i < fog->rows ? row + i : row;
        rows[i] =
            (1 - across) * fog_light(fog, column, here, 0) + across * fog_light(fog, next, here, 0);
    }
    return ((1 - along) * rows[0] + along * rows[1]) / FOG_CLEAR;
}

color figure_fog_color(const struct figure *figure)
{
    return figure_has_heat(figure) ? FOG_COLOR : figure->theme.paper;
}

/* At the samples, so that each is a pixel. */
void figure_draw_fog(const struct figure *figure, struct canvas *canvas)
{
    const size_t count = figure->columns * figure->rows;
    const color fog = figure_fog_color(figure);
    if (!figure_has(figure, FIGURE_FOG) || figure->fog.light == NULL)
        return;
    color *colors = malloc((count + 1) * sizeof *colors);
    canvas->failed |= colors == NULL;
    if (colors == NULL)
        return;
#pragma omp parallel for schedule(static)
    for (size_t i = 0; i < count; i++) {
        double right = ((double)(i % figure->columns) + 0.5) / (double)figure->columns;
        double down = ((double)(i / figure->columns) + 0.5) / (double)figure->rows;
        color clear = (color)(figure_clear(figure, right, down) * 255);
        colors[i] = clear < 255 ? clear << 24 | fog : COLOR_DEFAULT;
    }
    canvas_image(canvas, figure->layout.plot,
                 &(struct bitmap){figure->columns, figure->rows, colors, true});
    free(colors);
}

double figure_fog_reach(const struct figure *figure)
{
    const struct box plot = figure->layout.plot;
    double radius[SURFACE_AXES];
    if (!figure_has(figure, FIGURE_FOG) || figure->fog.light == NULL)
        return 0;
    fog_radius(&figure->fog, radius);
    return fmax((radius[0] + 2) * plot.width / figure->fog.columns,
                (radius[1] + 2) * plot.height / figure->fog.rows);
}

bool figure_is_felt(const struct figure *figure, const double at[SURFACE_AXES])
{
    return figure_clear(figure, camera_fraction(figure->window[0], at[0]),
                        1 - camera_fraction(figure->window[1], at[1])) > 0.5;
}
