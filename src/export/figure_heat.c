/*
 * The map itself: the surface's colours, between the levels of the colour map; and the colour bar,
 * whose ticks are the losses of the contour lines.
 */
#include "export/figure_parts.h"

#include <math.h>
#include <stdlib.h>

#include "view/relief.h"

/* No more than a PNG's table of colours holds, and than anyone can tell apart. */
enum { SHADES = 255 };

static void find_shades(const struct colormap *colormap, color shade[SHADES])
{
    for (int i = 0; i < SHADES; i++)
        shade[i] = figure_color(colormap, (double)i / (SHADES - 1));
}

static color *paint(const struct figure *figure, const double *light)
{
    size_t count = figure->columns * figure->rows;
    color shade[SHADES], *colors = malloc((count + 1) * sizeof *colors);
    if (colors == NULL)
        return NULL;
    find_shades(figure->colormap, shade);
#pragma omp parallel for schedule(static)
    for (size_t i = 0; i < count; i++) {
        double position = figure->position[i];
        if (isnan(position)) {
            colors[i] = COLOR_DEFAULT;
            continue;
        }
        color c = shade[(int)(position * (SHADES - 1) + 0.5)];
        colors[i] = light != NULL ? color_light(c, light[i]) : c;
    }
    return colors;
}

void figure_hatch(const struct figure *figure, struct canvas *canvas, struct box box)
{
    const struct stroke stroke = {.color = figure->theme.rule, .alpha = 1, .width = 0.8};
    struct outline lines = {0};
    double step = 0.7 * figure->layout.text;
    for (double x = -box.height; x < box.width; x += step)
        outline_segment(&lines, box.x + x, box.y + box.height, box.x + x + box.height, box.y);
    canvas_push_clip(canvas, box);
    canvas_stroke(canvas, &lines, &stroke);
    canvas_pop_clip(canvas);
    outline_release(&lines);
}

void figure_draw_heat(const struct figure *figure, struct canvas *canvas)
{
    size_t count = figure->columns * figure->rows;
    double *light = NULL;
    color *colors = NULL;
    if (figure->has_holes)
        figure_hatch(figure, canvas, figure->layout.plot);
    if (!figure_has_heat(figure))
        return;
    if (figure->options.view == FIGURE_VIEW_RELIEF) {
        light = malloc((count + 1) * sizeof *light);
        if (light != NULL)
            relief_light(
                &(struct relief_samples){figure->columns, figure->rows, 1, figure->position},
                light);
    }
    if (light != NULL || figure->options.view != FIGURE_VIEW_RELIEF)
        colors = paint(figure, light);
    if (colors != NULL)
        canvas_image(canvas, figure->layout.plot,
                     &(struct bitmap){figure->columns, figure->rows, colors, true});
    else
        canvas->failed = true;
    free(colors);
    free(light);
}

/* --- the colour bar */

struct bar {
    const struct figure *figure;
    struct canvas *canvas;
    struct box box;
    double taken[FIGURE_CONTOUR_LINES + 2]; /* base lines of the labels that are there */
    size_t count;
};

static bool is_free(const struct bar *bar, double y)
{
    for (size_t i = 0; i < bar->count; i++)
        if (fabs(bar->taken[i] - y) < 1.15 * bar->figure->layout.text)
            return false;
    return true;
}

/* The ends of the scale are what was sampled: so many digits as the bar can show. */
static double shown_loss(const struct scale *scale, double loss)
{
    if (loss != scale->low && loss != scale->high)
        return loss;
    if (scale->kind != SCENE_LINEAR)
        return loss;
    double unit = pow(10, floor(log10(scale->high / 4 - scale->low / 4) + log10(4)) - 2);
    return unit > 0 && isfinite(loss / unit) ? round(loss / unit) * unit : loss;
}

static void draw_tick(struct bar *bar, double loss)
{
    const struct figure *figure = bar->figure;
    double y = bar->box.y + (1 - scale_position(&figure->scale, loss)) * bar->box.height;
    double right = bar->box.x + bar->box.width;
    if (!is_free(bar, y))
        return;
    bar->taken[bar->count++] = y;
    char label[FIGURE_NUMBER];
    struct outline tick = {0};
    const struct stroke stroke = {.color = figure->theme.ink, .alpha = 1, .width = 0.8};
    outline_segment(&tick, right, y, right + 0.3 * figure->layout.text, y);
    canvas_stroke(bar->canvas, &tick, &stroke);
    outline_release(&tick);
    figure_number(label, shown_loss(&figure->scale, loss), fabs(loss) < 0.01 ? 2 : 3);
    const struct text_style style = figure_text(figure, 0.9, false);
    canvas_text(bar->canvas, right + 0.5 * figure->layout.text, y + 0.33 * figure->layout.text,
                label, &style);
}

static void draw_strip(const struct bar *bar)
{
    const struct figure *figure = bar->figure;
    const struct stroke stroke = {.color = figure->theme.ink, .alpha = 1, .width = 0.8};
    color colors[SHADES];
    struct outline frame = {0};
    for (int i = 0; i < SHADES; i++)
        colors[i] = figure_color(figure->colormap, 1 - (i + 0.5) / SHADES);
    canvas_image(bar->canvas, bar->box, &(struct bitmap){1, SHADES, colors, true});
    outline_box(&frame, bar->box.x, bar->box.y, bar->box.width, bar->box.height);
    canvas_stroke(bar->canvas, &frame, &stroke);
    outline_release(&frame);
}

/* The ends first, then the lines from the middle outwards: what has no room is left out. */
void figure_draw_colorbar(const struct figure *figure, struct canvas *canvas)
{
    static const char *const words[] = {
        [SCENE_LINEAR] = "loss", [SCENE_LOG] = "loss (log)", [SCENE_RANK] = "loss (rank)"};
    struct bar bar = {.figure = figure, .canvas = canvas, .box = figure->layout.colorbar};
    if (figure->scale.empty || !(bar.box.width > 0))
        return;
    double head = 1.9 * figure->layout.text;
    bar.box.y += head;
    bar.box.height -= head;
    const struct text_style style = figure_text(figure, 0.9, true);
    canvas_text(canvas, bar.box.x, bar.box.y - 0.8 * figure->layout.text, words[figure->scale.kind],
                &style);
    draw_strip(&bar);
    draw_tick(&bar, figure->scale.low);
    if (!(figure->scale.high > figure->scale.low))
        return;
    draw_tick(&bar, figure->scale.high);
    for (size_t i = 0; i < figure->contour_count; i++) {
        size_t middle = figure->contour_count / 2, step = (i + 1) / 2;
        size_t at = i % 2 == 0 ? middle + step : middle - step;
        if (at < figure->contour_count)
            draw_tick(&bar, figure->contour[at]);
    }
}
