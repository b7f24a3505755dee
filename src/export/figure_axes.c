/*
 * The axes: a frame around the map, ticks outside, at round numbers.
 */
#include "export/figure_parts.h"

#include <math.h>

static const double tick_length = 0.35, letter_height = 0.36; /* of a letter */

void figure_round_ticks(struct surface_window window, double most, struct axis_ticks *ticks)
{
    enum { FEW = 3, ENOUGH = 5 }; /* a finer step than one of a single tick has at most so many */
    axis_find_ticks(window, (size_t)fmin(fmax(most, FEW), AXIS_TICKS), ticks);
    if (ticks->count < 2)
        axis_find_ticks(window, ENOUGH, ticks);
}

void figure_find_ticks(const struct figure *figure, int axis, double length,
                       struct axis_ticks *ticks)
{
    figure_round_ticks(figure->window[axis], length / (5.5 * figure->layout.text), ticks);
}

static void draw_x(const struct figure *figure, struct canvas *canvas, struct outline *ticks)
{
    const struct box plot = figure->layout.plot;
    const double text = figure->layout.text, bottom = plot.y + plot.height;
    struct axis_ticks found;
    struct text_style style = figure_text(figure, 1, false);
    double taken = -HUGE_VAL; /* up to here */
    style.anchor = TEXT_MIDDLE;
    figure_find_ticks(figure, 0, plot.width, &found);
    for (size_t i = 0; i < found.count; i++) {
        char label[FIGURE_NUMBER];
        double x = plot.x + camera_fraction(figure->window[0], found.at[i]) * plot.width;
        outline_segment(ticks, x, bottom, x, bottom + tick_length * text);
        figure_number(label, found.at[i], found.digits);
        double half = lettering_width(label, &style.font) / 2;
        if (x - half < taken)
            continue;
        canvas_text(canvas, x, bottom + 1.45 * text, label, &style);
        taken = x + half + 0.3 * text;
    }
    style.font.italic = true;
    canvas_text(canvas, plot.x + plot.width / 2, bottom + 2.8 * text,
                figure->source.scene->parameters[0], &style);
}

static void draw_y(const struct figure *figure, struct canvas *canvas, struct outline *ticks)
{
    const struct box plot = figure->layout.plot;
    const double text = figure->layout.text;
    struct axis_ticks found;
    struct text_style style = figure_text(figure, 1, false);
    double widest = 0;
    style.anchor = TEXT_END;
    figure_find_ticks(figure, 1, plot.height, &found);
    for (size_t i = 0; i < found.count; i++) {
        char label[FIGURE_NUMBER];
        double y = plot.y + (1 - camera_fraction(figure->window[1], found.at[i])) * plot.height;
        outline_segment(ticks, plot.x - tick_length * text, y, plot.x, y);
        figure_number(label, found.at[i], found.digits);
        canvas_text(canvas, plot.x - 0.65 * text, y + letter_height * text, label, &style);
        double width = lettering_width(label, &style.font);
        widest = width > widest ? width : widest;
    }
    const char *name = figure->source.scene->parameters[1];
    style.font.italic = true;
    style.anchor = TEXT_MIDDLE;
    style.turn = lettering_width(name, &style.font) > 0.9 * text ? -90 : 0;
    canvas_text(
        canvas, plot.x - widest - 1.35 * text + (style.turn == 0 ? -0.1 * text : 0.1 * text),
        plot.y + plot.height / 2 + (style.turn == 0 ? letter_height * text : 0), name, &style);
}

void figure_draw_axes(const struct figure *figure, struct canvas *canvas)
{
    const struct box plot = figure->layout.plot;
    const struct stroke stroke = {.color = figure->theme.ink, .alpha = 1, .width = 0.8};
    struct outline lines = {0};
    outline_box(&lines, plot.x, plot.y, plot.width, plot.height);
    if (figure->layout.has_axes) {
        draw_x(figure, canvas, &lines);
        draw_y(figure, canvas, &lines);
    }
    canvas_stroke(canvas, &lines, &stroke);
    outline_release(&lines);
}
