/*
 * The gradient field: arrows downhill on a sparse lattice, as the screen has them (view/slopes.h),
 * but true in their directions.
 */
#include "export/figure_parts.h"

#include <math.h>

#include "view/slopes.h"

#define ACROSS 0.55 /* letters: a cell of the lattice, twice as high as wide */
#define LENGTH 1.5  /* letters */
#define HEAD   0.45
#define WIDTH  1.0 /* units */
#define FAINT  0.3

/* Dark on light ground, light on dark. */
static color ink_at(const struct figure *figure, double right, double down)
{
    if (!figure_has_heat(figure))
        return figure->theme.ink;
    size_t column = (size_t)(right * (double)(figure->columns - 1));
    size_t row = (size_t)(down * (double)(figure->rows - 1));
    double position = figure->position[row * figure->columns + column];
    return isnan(position) ? figure->theme.ink
                           : color_ink(figure_color(figure->colormap, position));
}

/* Its middle at the place; the head is two strokes. */
static void trace(struct outline *arrow, struct spot middle, const struct slope_arrow *slope,
                  double letter)
{
    double half = LENGTH * letter / 2, x = slope->x, y = slope->y, head = HEAD * letter;
    struct spot tip = {middle.x + half * x, middle.y + half * y};
    outline_move(arrow, middle.x - half * x, middle.y - half * y);
    outline_line(arrow, tip.x, tip.y);
    outline_move(arrow, tip.x - head * (x - y * 0.6), tip.y - head * (y + x * 0.6));
    outline_line(arrow, tip.x, tip.y);
    outline_line(arrow, tip.x - head * (x + y * 0.6), tip.y - head * (y - x * 0.6));
}

static void draw_arrow(const struct figure *figure, struct canvas *canvas,
                       const struct slope_arrow *slope, double right, double down)
{
    const struct box plot = figure->layout.plot;
    struct outline arrow = {0};
    trace(&arrow, (struct spot){plot.x + right * plot.width, plot.y + down * plot.height}, slope,
          figure->layout.text);
    canvas_stroke(canvas, &arrow,
                  &(struct stroke){.color = ink_at(figure, right, down),
                                   .alpha = FAINT + (1 - FAINT) * slope->strength / 255,
                                   .width = WIDTH * figure_pen(figure),
                                   .round = true});
    outline_release(&arrow);
}

void figure_mark_field(const struct figure *figure, struct canvas *canvas, struct spot at)
{
    const struct slope_arrow slope = {.x = (float)0.7071, .y = (float)0.7071};
    struct outline arrow = {0};
    trace(&arrow, at, &slope, 0.7 * figure->layout.text);
    canvas_stroke(canvas, &arrow,
                  &(struct stroke){.color = figure->theme.ink,
                                   .alpha = 1,
                                   .width = WIDTH * figure_pen(figure),
                                   .round = true});
    outline_release(&arrow);
}

void figure_draw_field(const struct figure *figure, struct canvas *canvas)
{
    const struct box plot = figure->layout.plot;
    const double across = ACROSS * figure->layout.text;
    const struct camera camera = {
        .plot = {0, 0, (int)(plot.width / across), (int)(plot.height / across / 2)},
        .window = {figure->window[0], figure->window[1]}};
    const int columns = camera.plot.columns, rows = camera.plot.rows;
    struct slopes slopes = {0};
    if (!slopes_update(&slopes, figure->source.scene->surface, &camera, 1))
        canvas->failed = true;
    canvas_push_clip(canvas, plot);
    for (int row = 0; row < rows && !canvas->failed; row++)
        for (int column = 0; column < columns; column++) {
            const struct slope_arrow *slope = slopes_at(&slopes, column, row);
            double right = (column + 0.5) / columns, down = (row + 0.5) / rows;
            if (slope != NULL)
                draw_arrow(figure, canvas, slope, right, down);
        }
    canvas_pop_clip(canvas);
    slopes_release(&slopes);
}
