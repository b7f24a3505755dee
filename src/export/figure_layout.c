/*
 * Where the parts of a figure lie. Letters are about 11 units high on the usual 800 x 500 and are
 * never too small to be read; what has no room beside a map of some size is left out.
 */
#include "export/figure_parts.h"

#include <math.h>

#include "view/axis.h"

#define LEAST_TEXT   9.0
#define MOST_TEXT    18.0
#define USUAL_AREA   (800.0 * 500.0)
#define LEAST_PLOT   9.0 /* letters: a side of the map that the legend leaves */
#define TITLE_LEAST  9.0 /* letters high, for a title above it, a formula too, axes below it */
#define BOTH_LEAST   13.0
#define AXES_LEAST   7.5
#define PANEL_LEAST  12.0 /* letters high, in a column */
#define ROW_LEAST    9.0  /* letters high, in a row */
#define PANEL_NARROW 9.5  /* letters wide, there */
#define LEGEND_SHARE 0.3  /* of the height, at most, below a map */
#define LEGEND_LEAST 12.5 /* letters, beside it */
#define LEGEND_WIDTH 17.0

static double text_size(const struct figure_options *options)
{
    double size = FIGURE_LETTERS * sqrt(options->width * options->height / USUAL_AREA);
    return fmin(fmax(size, LEAST_TEXT), MOST_TEXT);
}

/* Cuts a strip off a box. */
static struct box cut_top(struct box *from, double height)
{
    struct box cut = {from->x, from->y, from->width, height};
    from->y += height;
    from->height -= height;
    return cut;
}

static struct box cut_bottom(struct box *from, double height)
{
    from->height -= height;
    return (struct box){from->x, from->y + from->height, from->width, height};
}

static struct box cut_left(struct box *from, double width)
{
    struct box cut = {from->x, from->y, width, from->height};
    from->x += width;
    from->width -= width;
    return cut;
}

static struct box cut_right(struct box *from, double width)
{
    from->width -= width;
    return (struct box){from->x + from->width, from->y, width, from->height};
}

/* The widest label of the y axis. */
static double label_width(const struct figure *figure, double height)
{
    struct axis_ticks ticks;
    double widest = 0;
    const struct font font = {.size = figure->layout.text};
    figure_find_ticks(figure, 1, height, &ticks);
    for (size_t i = 0; i < ticks.count; i++) {
        char label[FIGURE_NUMBER];
        figure_number(label, ticks.at[i], ticks.digits);
        widest = fmax(widest, lettering_width(label, &font));
    }
    return widest;
}

static void lay_out_head(struct figure *figure, struct box *rest)
{
    double text = figure->layout.text, high = rest->height / text;
    unsigned parts = figure->options.parts;
    bool has_title = parts & FIGURE_TITLE && high > TITLE_LEAST;
    bool has_formula = parts & FIGURE_FORMULA && high > BOTH_LEAST;
    if (has_title)
        figure->layout.title = cut_top(rest, text * 1.9);
    if (has_formula)
        figure->layout.formula = cut_top(rest, text * 1.7);
    if (has_title || has_formula)
        cut_top(rest, text * 0.5);
}

static size_t panel_count(const struct figure *figure)
{
    size_t count = 0;
    for (int i = 0; i < FIGURE_PANELS; i++)
        count += figure->options.panels >> i & 1;
    return count;
}

/* One below the other, the last at the bottom; what has no room is left out. */
static void stack_panels(struct figure *figure, struct box *column, double height)
{
    double text = figure->layout.text;
    for (int i = FIGURE_PANELS - 1; i >= 0; i--)
        if (figure->options.panels >> i & 1 && column->height > height - 0.01) {
            figure->layout.panel[i] = cut_bottom(column, height - text);
            cut_bottom(column, text);
        }
}

/* Below a legend at the map's side, one below the other, if there is room. */
static bool lay_out_below_legend(struct figure *figure)
{
    struct box *legend = &figure->layout.legend;
    double text = figure->layout.text, count = (double)panel_count(figure);
    double told = figure_legend_height(figure, legend->width, legend->height) + 1.5 * text;
    double room = (legend->height - told) / count;
    if (!(legend->x > 2 * LEAST_PLOT * text) || room < PANEL_LEAST * text)
        return false;
    stack_panels(figure, legend, fmin(room, 0.85 * legend->width));
    return true;
}

static double row_height(const struct figure *figure, const struct box *rest)
{
    return fmax(rest->height * 0.32, figure->layout.text * ROW_LEAST);
}

/* Where a row below would leave no map: beside it instead of the legend, as many as have room. */
static bool lay_out_for_legend(struct figure *figure, struct box *rest)
{
    double text = figure->layout.text, gap = 1.6 * text;
    struct box *legend = &figure->layout.legend;
    if (rest->height - row_height(figure, rest) > LEAST_PLOT * text)
        return false;
    struct box column = *legend;
    if (!(legend->x > rest->x + rest->width)) {
        column = cut_right(rest, LEGEND_LEAST * text);
        cut_right(rest, gap);
    }
    *legend = (struct box){0};
    double least = ROW_LEAST * text, each = column.height / (double)panel_count(figure);
    stack_panels(figure, &column, fmax(each, fmin(least, column.height)));
    return true;
}

/* A row below the map; below the legend at its side too, if what that tells ends above. */
static struct box cut_row(struct figure *figure, struct box *rest, double gap)
{
    struct box *legend = &figure->layout.legend;
    struct box row = cut_bottom(rest, row_height(figure, rest));
    cut_bottom(rest, gap);
    if (legend->x > rest->x + rest->width &&
        figure_legend_height(figure, legend->width, legend->height) <= rest->height) {
        legend->height = rest->height;
        row.width = legend->x + legend->width - row.x;
    }
    return row;
}

/* The score has words in it. */
static double share_of(int panel)
{
    return panel == FIGURE_PANEL_SCORE ? 1.7 : 1;
}

/* Side by side in a row, the first ones, as many as have room. */
static void lay_out_panels(struct figure *figure, struct box *rest)
{
    if (panel_count(figure) == 0 || lay_out_below_legend(figure) ||
        lay_out_for_legend(figure, rest))
        return;
    double gap = 1.5 * figure->layout.text, all = 0;
    struct box row = cut_row(figure, rest, gap);
    double room = row.width + gap;
    int end = 0;
    for (; end < FIGURE_PANELS; end++)
        if (figure->options.panels >> end & 1) {
            if (all > 0 && (room - gap) / (all + 1) < PANEL_NARROW * figure->layout.text)
                break;
            all += share_of(end);
            room -= gap;
        }
    for (int i = 0; i < end; i++)
        if (figure->options.panels >> i & 1) {
            figure->layout.panel[i] = cut_left(&row, room * share_of(i) / all);
            cut_left(&row, gap);
        }
}

/* Is there room for a map beside a legend so wide? A landscape gets smaller with its width. */
static bool has_side(const struct figure *figure, const struct box *rest, double width)
{
    double text = figure->layout.text, left = rest->width - width;
    if (figure->options.view == FIGURE_VIEW_SURFACE3D && left - 6.6 * text < 0.9 * rest->height)
        return false;
    return rest->width >= 1.05 * rest->height && left > 2 * LEAST_PLOT * text;
}

/* At the right of a wide picture, below the map of a high one. */
static void lay_out_legend(struct figure *figure, struct box *rest)
{
    double text = figure->layout.text;
    double width = fmin(fmax(0.3 * rest->width, LEGEND_LEAST * text), LEGEND_WIDTH * text);
    if (!(figure->options.parts & FIGURE_LEGEND))
        return;
    if (has_side(figure, rest, width)) {
        figure->layout.legend = cut_right(rest, width);
        cut_right(rest, 1.6 * text);
        return;
    }
    double height = figure_legend_height(figure, rest->width, LEGEND_SHARE * rest->height) + text;
    if (rest->height - height > LEAST_PLOT * text) {
        figure->layout.legend = cut_bottom(rest, height);
        struct box *legend = &figure->layout.legend;
        cut_top(legend, text);
    }
}

static void lay_out_colorbar(struct figure *figure, struct box *rest)
{
    double text = figure->layout.text;
    if (!(figure->options.parts & FIGURE_COLORBAR) || !figure_has_heat(figure) ||
        rest->width < 2.4 * LEAST_PLOT * text) /* the map has what is left */
        return;
    cut_right(rest, 4.2 * text); /* its labels */
    figure->layout.colorbar = cut_right(rest, 1.3 * text);
    cut_right(rest, 1.1 * text);
}

/* To whole samples, so that each is a pixel. */
static struct box snapped(struct box box, double detail)
{
    double left = ceil(box.x * detail), top = ceil(box.y * detail);
    double right = floor((box.x + box.width) * detail);
    double bottom = floor((box.y + box.height) * detail);
    return (struct box){left / detail, top / detail, fmax(right - left, 2) / detail,
                        fmax(bottom - top, 2) / detail};
}

static void lay_out_plot(struct figure *figure, struct box rest)
{
    double text = figure->layout.text;
    if (figure->options.view != FIGURE_VIEW_SURFACE3D && rest.width > LEAST_PLOT * text &&
        rest.height > AXES_LEAST * text) {
        cut_bottom(&rest, 3.1 * text);
        cut_left(&rest, label_width(figure, rest.height) + 2.2 * text);
        cut_top(&rest, 0.5 * text);
        cut_right(&rest, 0.4 * text);
        figure->layout.has_axes = true;
    }
    if (figure->options.view ==
        FIGURE_VIEW_SURFACE3D) /* higher than wide it would stand in the void */
        rest.height = fmin(rest.height, rest.width);
    figure->layout.plot = snapped(rest, figure->options.detail);
    figure->layout.colorbar.y = figure->layout.plot.y;
    figure->layout.colorbar.height = figure->layout.plot.height;
}

void figure_lay_out(struct figure *figure)
{
    const struct figure_options *options = &figure->options;
    double text = figure->layout.text = text_size(options);
    double margin = fmin(1.3 * text, fmin(options->width, options->height) / 12);
    struct box rest = {margin, margin, options->width - 2 * margin, options->height - 2 * margin};
    lay_out_head(figure, &rest);
    lay_out_legend(figure, &rest);
    lay_out_panels(figure, &rest);
    lay_out_colorbar(figure, &rest);
    lay_out_plot(figure, rest);
}
