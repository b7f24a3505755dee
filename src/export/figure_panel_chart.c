/*
 * A quantity over the steps: the screen's chart (view/chart.h) by its own rules, in lines instead
 * of dots. What falls into one column of the plot is drawn as its extremes, its first and its last
 * value, so that a million steps are no larger a file than a thousand.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "export/figure_marks.h"
#include "export/figure_panel.h"
#include "view/axis.h"
#include "view/chart_ends.h"
#include "view/chart_scale.h"
#include "view/spell.h"

enum { COLUMNS_A_UNIT = 2, LETTERS_A_TICK = 5, ROW_LETTERS = 2 };

static const double curve_width = 0.13, dot_size = 0.12, leader_width = 0.06; /* letters */
static const double mark_apart = 1.2, mark_beside = 1.1;

static const struct look look = {.glyphs = GLYPHS_BRAILLE};

struct chart_plot {
    struct figure_panel *panel;
    enum chart_kind kind;
    struct chart_minima minima;
    int dots;                     /* columns that points are gathered into */
    size_t end;                   /* the step axis' */
    struct chart_column *columns; /* `dots` a curve, as of columns_of() */
    struct chart_column *faint;   /* the batches' losses of the chosen walker */
    bool has_faint;
    struct chart_scale scale;
};

static const struct race *race_of(const struct chart_plot *plot)
{
    return plot->panel->figure->source.race;
}

/* The chosen one first, then those after it. */
static size_t nth_walker(const struct chart_plot *plot, size_t i)
{
    return (figure_walker(plot->panel->figure) + i) % race_of(plot)->count;
}

static struct chart_column *columns_of(const struct chart_plot *plot, size_t walker,
                                       enum trail trail)
{
    return plot->columns + (walker * TRAILS + trail) * (size_t)plot->dots;
}

/* Labels beside the plot that have room. */
static double rows_of(const struct chart_plot *plot)
{
    return plot->panel->plot.height / (ROW_LETTERS * plot->panel->letter);
}

/* Whole decades between labels, of which as many as have room. */
static double decades_apart(const struct chart_plot *plot)
{
    double most = floor(fmin(fmax(rows_of(plot), 2), AXIS_TICKS - 1));
    return ceil((plot->scale.high - plot->scale.low) / most);
}

/* --- gathering */

static struct chart_points points_of(const struct chart_plot *plot, size_t walker, enum trail trail)
{
    const struct trail_line line = trail_of(race_of(plot)->walks[walker], trail);
    return (struct chart_points){.kind = plot->kind,
                                 .minima = &plot->minima,
                                 .points = line.points,
                                 .first = (size_t)line.first,
                                 .to = line.count};
}

static void gather_curve(struct chart_plot *plot, size_t walker, enum trail trail,
                         struct chart_extremes *extremes)
{
    struct chart_column *columns = columns_of(plot, walker, trail);
    const struct chart_points points = points_of(plot, walker, trail);
    if (points.to == 0)
        return;
    chart_gather(columns, plot->dots, plot->end, &points);
    chart_extremes_add(extremes, columns, plot->dots);
}

/* What is ahead counts though it may not be drawn: in an animation the scale stays as it is. */
static void gather(struct chart_plot *plot)
{
    struct chart_extremes extremes = CHART_EXTREMES_NONE;
    for (size_t i = 0; i < race_of(plot)->count; i++)
        for (int trail = 0; trail < TRAILS; trail++)
            gather_curve(plot, i, (enum trail)trail, &extremes);
    const struct chart_points chosen = points_of(plot, nth_walker(plot, 0), TRAIL_PAST);
    plot->has_faint = chart_gather_faint(plot->faint, plot->dots, plot->end, &chosen);
    int rows = (int)(plot->panel->plot.height / plot->panel->letter); /* finer than its labels */
    plot->scale = chart_scale_fit(&extremes, plot->kind, rows > 1 ? rows : 1);
    chart_scale_even(&plot->scale, &extremes, decades_apart(plot));
}

/* --- curves */

static double x_of(const struct chart_plot *plot, int column)
{
    const struct box box = plot->panel->plot;
    return box.x + box.width * column / (plot->dots - 1);
}

/* How far down the plot a part of the scale is. What rests at its upper end, as a rate does, is
 * held off the frame. */
static double down(const struct chart_plot *plot, double part)
{
    static const double air = 0.08;
    return chart_kinds[plot->kind].whole ? air + (1 - air) * part : part;
}

/* What is above the scale lies beyond the plot, which is clipped; what is below on its edge. */
static double y_of(const struct chart_plot *plot, double value)
{
    const struct box box = plot->panel->plot;
    double part = chart_scale_part(&plot->scale, value);
    return box.y + box.height * down(plot, part >= -0.5 ? fmin(part, 1) : -0.5);
}

static bool is_gone(const struct chart_plot *plot, const struct chart_column *column)
{
    return column->leaves || !(chart_scale_part(&plot->scale, column->last) >= 0);
}

static void trace_column(const struct chart_plot *plot, struct outline *curve, int index,
                         const struct chart_column *column)
{
    double x = x_of(plot, index);
    if (curve->count == 0)
        outline_move(curve, x, y_of(plot, column->first));
    outline_line(curve, x, y_of(plot, column->first));
    if (column->count > 2 && column->low < column->high) {
        outline_line(curve, x, y_of(plot, column->high));
        outline_line(curve, x, y_of(plot, column->low));
    }
    outline_line(curve, x, y_of(plot, column->leaves ? (double)NAN : column->last));
}

static struct stroke stroke_of(const struct chart_plot *plot, size_t walker, enum trail trail)
{
    double width = curve_width * plot->panel->letter;
    color paint = figure_word_color(plot->panel->figure, walker);
    if (trail != TRAIL_PAST)
        return figure_dotted(paint, width);
    return (struct stroke){.color = paint, .alpha = 1, .width = width, .round = true};
}

/* The last column in which the curve is seen; -1: none. */
static int draw_curve(const struct chart_plot *plot, size_t walker, enum trail trail)
{
    const struct chart_column *columns = columns_of(plot, walker, trail);
    const struct stroke stroke = stroke_of(plot, walker, trail);
    struct outline curve = {0};
    int end = -1;
    bool gone = false;
    for (int i = 0; i < plot->dots; i++) {
        if (columns[i].count == 0)
            continue;
        trace_column(plot, &curve, i, &columns[i]);
        if (!gone || !is_gone(plot, &columns[i]))
            end = i;
        gone = is_gone(plot, &columns[i]);
    }
    figure_panel_stroke(plot->panel, &curve, &stroke);
    return end;
}

/* First, last and extremes of each column, as the screen has them. */
static void draw_faint(const struct chart_plot *plot)
{
    const struct figure_panel *panel = plot->panel;
    double size = dot_size * panel->letter;
    struct outline dots = {0};
    for (int i = 0; i < plot->dots; i++) {
        const struct chart_column *column = &plot->faint[i];
        const double values[] = {column->first, column->last, column->low, column->high};
        for (size_t j = 0; j < 4 && j < column->count; j++) {
            double y = fmax(y_of(plot, values[j]), panel->plot.y);
            outline_box(&dots, x_of(plot, i) - size / 2, y - size / 2, size, size);
        }
    }
    canvas_fill(panel->canvas, &dots, panel->figure->theme.quiet, 0.5);
    outline_release(&dots);
}

/* Where a curve ends, whose last column is `column`. */
static struct spot end_of(const struct chart_plot *plot, size_t walker, int column)
{
    const struct chart_column *end = &columns_of(plot, walker, TRAIL_PAST)[column];
    bool gone = is_gone(plot, end);
    return (struct spot){x_of(plot, column), gone ? plot->panel->plot.y : y_of(plot, end->last)};
}

/* A walker: alone at the end of its curve, or an arrow where that left through the top; of several
 * its letter, beside the end and led there by a thin line. */
static void draw_mark(const struct chart_plot *plot, const struct chart_end *end, struct spot from)
{
    const struct figure_panel *panel = plot->panel;
    const struct spot at = {end->right, end->letter};
    struct outline leader = {0};
    if (end->gone && race_of(plot)->count == 1) {
        const struct figure_mark mark = {
            .at = at, .color = figure_word_color(panel->figure, end->walker), .size = 0.7};
        figure_mark_outside(panel->figure, panel->canvas, &mark, (struct spot){0, -1});
        return;
    }
    outline_segment(&leader, from.x, from.y, at.x, at.y);
    figure_panel_stroke(panel, &leader,
                        &(struct stroke){.color = figure_word_color(panel->figure, end->walker),
                                         .alpha = 1,
                                         .width = leader_width * panel->letter});
    figure_panel_mark(panel, at, end->walker);
}

/* `last`: of each walker the column in which its curve ends, or -1. */
static void mark_ends(const struct chart_plot *plot, const int last[RACE_WALKS])
{
    const struct box box = plot->panel->plot;
    const double letter = plot->panel->letter;
    struct chart_end ends[RACE_WALKS];
    struct spot from[RACE_WALKS];
    size_t count = 0;
    for (size_t i = 0; i < race_of(plot)->count; i++) {
        if (last[i] < 0)
            continue;
        const struct chart_column *end = &columns_of(plot, i, TRAIL_PAST)[last[i]];
        double beside = race_of(plot)->count > 1 ? mark_beside * letter : 0;
        from[i] = end_of(plot, i, last[i]);
        ends[count++] = (struct chart_end){.walker = i,
                                           .value = end->leaves ? (double)INFINITY : end->last,
                                           .gone = is_gone(plot, end),
                                           .right = from[i].x + beside,
                                           .down = from[i].y};
    }
    chart_ends_spread(ends, count,
                      &(struct chart_ends_room){.top = box.y,
                                                .bottom = box.y + box.height,
                                                .apart = mark_apart * letter,
                                                .across = mark_apart * letter});
    for (size_t i = 0; i < count; i++)
        draw_mark(plot, &ends[i], from[ends[i].walker]);
}

/* --- axes */

static struct figure_panel_label label_of(const struct chart_plot *plot, double value)
{
    const struct chart_scale *scale = &plot->scale;
    struct figure_panel_label label = {
        .part = down(plot, (scale->high - value) / (scale->high - scale->low))};
    char number[SPELL_NUMBER];
    if (scale->linear)
        figure_number(number, value, 4);
    else
        chart_scale_power(scale, value, &look, number);
    snprintf(label.text, sizeof label.text, "%s%s",
             scale->below && value == scale->low ? "≤" NO_BREAK : "", number);
    return label;
}

static void find_decades(const struct chart_plot *plot, struct axis_ticks *ticks)
{
    double step = decades_apart(plot), value = plot->scale.high;
    for (ticks->count = 0; value >= plot->scale.low && ticks->count < AXIS_TICKS; value -= step)
        ticks->at[ticks->count++] = value;
}

/* Round values, or decades from edge to edge. */
static void label_values(struct chart_plot *plot)
{
    const struct surface_window values = {plot->scale.low, plot->scale.high};
    struct figure_panel_label labels[AXIS_TICKS];
    struct axis_ticks ticks;
    if (plot->scale.linear)
        figure_round_ticks(values, rows_of(plot), &ticks);
    else
        find_decades(plot, &ticks);
    for (size_t i = 0; i < ticks.count; i++)
        labels[i] = label_of(plot, ticks.at[i]);
    figure_panel_ticks_y(plot->panel, labels, ticks.count);
}

static void label_steps(const struct chart_plot *plot)
{
    struct figure_panel *panel = plot->panel;
    struct axis_ticks ticks;
    const struct surface_window steps = {0, (double)plot->end};
    figure_round_ticks(steps, panel->plot.width / (LETTERS_A_TICK * panel->letter), &ticks);
    for (size_t i = 0; i < ticks.count; i++) {
        char label[FIGURE_NUMBER];
        figure_number(label, ticks.at[i], 6);
        figure_panel_tick_x(panel, ticks.at[i] / (double)plot->end, label);
    }
    figure_panel_name_x(panel, "step");
}

static void put_head(const struct chart_plot *plot)
{
    char heading[CHART_HEADING], note[3 * NUMBER_TEXT] = "", brief[2 * NUMBER_TEXT] = "";
    uint64_t epoch;
    chart_scale_heading(&plot->scale, plot->kind, heading);
    if (walk_epoch(race_of(plot)->walks[nth_walker(plot, 0)], &epoch))
        snprintf(brief, sizeof brief, "epoch %llu", (unsigned long long)epoch);
    snprintf(note, sizeof note, "%s%s%s", brief, *brief != '\0' && plot->has_faint ? "; " : "",
             plot->has_faint ? "dots: loss over the batch" : "");
    figure_panel_head(plot->panel, heading, note, brief);
}

/* --- all */

/* The plot and half a curve around it: one that runs along the frame is seen whole. */
static struct box clip_of(const struct figure_panel *panel)
{
    double around = curve_width * panel->letter / 2;
    const struct box plot = panel->plot;
    return (struct box){plot.x - around, plot.y - around, plot.width + 2 * around,
                        plot.height + 2 * around};
}

/* What is ahead below all, the chosen walker's past on top. */
static void draw_curves(struct chart_plot *plot)
{
    const struct figure *figure = plot->panel->figure;
    size_t count = race_of(plot)->count;
    int end[RACE_WALKS] = {0};
    canvas_push_clip(plot->panel->canvas, clip_of(plot->panel));
    if (plot->has_faint)
        draw_faint(plot);
    for (int trail = 0; trail < TRAILS; trail++)
        for (size_t i = count; i-- > 0;) {
            size_t walker = nth_walker(plot, i);
            if (figure_trail(figure, walker, (enum trail)trail).count > 0)
                end[walker] = draw_curve(plot, walker, (enum trail)trail);
        }
    canvas_pop_clip(plot->panel->canvas);
    mark_ends(plot, end);
}

static void draw_all(struct chart_plot *plot)
{
    if (race_of(plot)->count > 1) /* their letters stand beside the plot */
        plot->panel->plot.width -= mark_beside * plot->panel->letter;
    gather(plot);
    put_head(plot);
    label_values(plot);
    label_steps(plot);
    figure_panel_frame(plot->panel);
    draw_curves(plot);
}

/* As the screen's chart, which grows rarely; but not beyond where the scene ends. */
static size_t step_end(const struct figure *figure)
{
    uint64_t walked = trail_last_step(figure->source.race), steps = figure->source.scene->steps;
    uint64_t last = walked > steps ? walked : steps, end = chart_step_end((size_t)walked);
    return (size_t)(end < last ? end : last > 0 ? last : 1);
}

void figure_panel_draw_chart(struct figure_panel *panel, enum chart_kind kind)
{
    const struct race *race = panel->figure->source.race;
    struct chart_plot plot = {.panel = panel,
                              .kind = kind,
                              .minima = chart_minima(panel->figure->source.known),
                              .dots = (int)fmax(panel->plot.width * COLUMNS_A_UNIT, 2),
                              .end = step_end(panel->figure)};
    if (chart_kinds[kind].needs_minima && plot.minima.count == 0) {
        figure_panel_say(panel, chart_lacks_minima);
        return;
    }
    size_t dots = (size_t)plot.dots;
    plot.columns = calloc((race->count * TRAILS + 1) * dots, sizeof *plot.columns);
    if (plot.columns == NULL) {
        panel->canvas->failed = true;
        return;
    }
    plot.faint = plot.columns + race->count * TRAILS * dots;
    draw_all(&plot);
    free(plot.columns);
}
