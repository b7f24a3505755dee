/*
 * The columns of the series give the scale, and the scale draws lines of dots into a raster: for
 * each cell a set of dots and whose they are.
 */
#include "view/chart.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/bounds.h"
#include "base/text.h"
#include "view/chart_ends.h"
#include "view/chart_scale.h"
#include "view/chart_series.h"
#include "view/dots.h"
#include "view/spell.h"

enum {
    LABEL_COLUMNS = 6,
    HEADED_FROM_ROWS = 6, /* below, the heading stands in the axis where that has room */
    HEADED_LEAST = 3,
    AXIS_ENDS = 10,    /* columns of an axis for its numbers */
    ABOVE = -1,        /* the row over the first */
    DOTTED = 2,        /* every other column of dots */
    FAINT = RACE_WALKS /* owns the dots behind the curves */
};

struct chart_cell {
    uint8_t dots;  /* as in view/dots.h */
    uint8_t owner; /* walker, or FAINT */
    bool dim;
};

struct chart {
    struct chart_series series[TRAILS][RACE_WALKS];
    struct chart_cell raster[CHART_ROWS][CHART_COLUMNS];
};

struct chart *chart_new(void)
{
    return calloc(1, sizeof(struct chart));
}

void chart_free(struct chart *chart)
{
    free(chart);
}

/* --- columns to a scale */

static struct chart_extremes find_extremes(const struct chart *chart, size_t count)
{
    struct chart_extremes found = CHART_EXTREMES_NONE;
    for (int curve = 0; curve < TRAILS; curve++)
        for (size_t s = 0; s < count; s++) {
            const struct chart_series *series = &chart->series[curve][s];
            if (series->count > 0)
                chart_extremes_add(&found, series->column, series->measure.dots);
        }
    return found;
}

/* --- a scale to dots */

/* The plot while it is drawn. */
struct plot {
    struct chart *chart;
    struct dots_grid grid;
    struct chart_scale scale;
    int top;           /* the pen's row in which it begins, below its heading */
    int columns, rows; /* cells */
    size_t walker;
    enum trail curve;
};

static void set_dot(const struct plot *plot, int x, int y)
{
    int column = x / plot->grid.across, row = y / plot->grid.down;
    bool dim = plot->curve != TRAIL_PAST;
    if (x < 0 || y < 0 || column >= plot->columns || row >= plot->rows || (dim && x % DOTTED != 0))
        return;
    struct chart_cell *cell = &plot->chart->raster[row][column];
    /* The one on top alone: two colours do not share a cell. */
    if (cell->owner != plot->walker || cell->dim != dim)
        cell->dots = 0;
    cell->owner = (uint8_t)plot->walker;
    cell->dim = dim;
    cell->dots |= dots_bit(plot->grid, x, y);
}

/* The row of dots of a value, from the top; ABOVE if it lies over the scale, the last one if below.
 */
static int height(const struct plot *plot, double value)
{
    int most = plot->rows * plot->grid.down - 1;
    double part = chart_scale_part(&plot->scale, value);
    if (!(part >= 0)) /* nothing finite in a column: over the scale as well */
        return ABOVE;
    return part < 1 ? (int)lround(part * most) : most;
}

static void draw_line(const struct plot *plot, int x0, int y0, int x1, int y1)
{
    const struct dot from = {x0, y0}, to = {x1, y1};
    for (int i = 0; i <= dots_line_steps(from, to); i++) {
        const struct dot dot = dots_line_at(from, to, i);
        set_dot(plot, dot.x, dot.y);
    }
}

/*
 * The curve's end is where its letter goes: at its newest point, or, if that is above the scale,
 * where it left.
 */
static void draw_series(const struct plot *plot)
{
    struct chart_series *series = &plot->chart->series[plot->curve][plot->walker];
    int before = -1, y = 0;
    series->end_x = series->end_y = 0;
    for (int x = 0; series->count > 0 && x < series->measure.dots; x++) {
        const struct chart_column *column = &series->column[x];
        if (column->count == 0)
            continue;
        int first = height(plot, column->first), last = height(plot, column->last);
        draw_line(plot, before < 0 ? x : before, before < 0 ? first : y, x, first);
        draw_line(plot, x, height(plot, column->high), x, height(plot, column->low));
        last = column->leaves ? ABOVE : last;
        if (column->leaves)
            draw_line(plot, x, height(plot, column->last), x, ABOVE);
        if (last != ABOVE || y != ABOVE || before < 0)
            series->end_x = x;
        series->end_y = y = last;
        before = x;
    }
}

/* The first, the last and the extremes of each column: as far as there are four, that is all. What
 * lies beyond the scale stands on its edge. */
static void draw_faint(const struct plot *plot, const struct chart_series *series)
{
    int most = plot->rows * plot->grid.down - 1;
    for (int x = 0; x < series->measure.dots; x++) {
        const struct chart_column *column = &series->faint[x];
        const double values[] = {column->first, column->last, column->low, column->high};
        for (size_t i = 0; column->count > 0 && i < ARRAY_LENGTH(values); i++) {
            int y = height(plot, values[i]);
            set_dot(plot, x, y == ABOVE ? 0 : y < most ? y : most);
        }
    }
}

/* --- dots to cells */

static void put_cells(const struct pen *pen, const struct plot *plot)
{
    for (int row = 0; row < plot->rows; row++)
        for (int column = 0; column < plot->columns; column++) {
            struct chart_cell cell = plot->chart->raster[row][column];
            if (cell.dots == 0)
                continue;
            bool faint = cell.owner == FAINT;
            uint32_t glyph = faint && pen->look->glyphs < GLYPHS_HALF
                                 ? ','
                                 : dots_plot_glyph(pen->look->glyphs, cell.dots);
            struct style style =
                faint ? pen_style(pen->look, INK_QUIET) : pen_walker_style(pen->look, cell.owner);
            if (!faint)
                style.attributes = cell.dim ? CELL_DIM : 0;
            pen_put(pen, column, plot->top + row, glyph, style);
        }
}

/* The letters' places, in cells: where the curves end, or left. */
static void find_ends(const struct plot *plot, size_t count, struct chart_end ends[RACE_WALKS])
{
    for (size_t i = 0; i < count; i++) {
        const struct chart_series *series = &plot->chart->series[TRAIL_PAST][i];
        bool gone = series->end_y == ABOVE;
        int row = gone ? 0 : series->end_y / plot->grid.down;
        int column = series->end_x / plot->grid.across;
        double last = series->newest_value;
        ends[i] = (struct chart_end){.walker = i,
                                     .value = isnan(last) ? (double)INFINITY : last,
                                     .gone = gone,
                                     .right = column,
                                     .down = row};
    }
    chart_ends_spread(ends, count,
                      &(struct chart_ends_room){.bottom = plot->rows - 1, .apart = 1, .across = 1});
}

/* The column of the ith letter: those that share a row for want of rows stand beside each other. */
static int letter_column(const struct chart_end *ends, size_t count, size_t i)
{
    int below = 0, above = 0;
    for (size_t j = 0; j < count; j++)
        if (ends[j].right == ends[i].right && lround(ends[j].letter) == lround(ends[i].letter)) {
            above += j < i;
            below += j > i;
        }
    int column = (int)ends[i].right - below;
    return column >= above ? column : above;
}

/* At the ends of the curves: the walkers' letters, where several share the plot; an arrow where a
 * single one left through the top. */
static void put_ends(const struct pen *pen, const struct plot *plot, size_t count)
{
    struct chart_end ends[RACE_WALKS];
    find_ends(plot, count, ends);
    for (size_t i = 0; i < count; i++) {
        size_t walker = ends[i].walker;
        int column = letter_column(ends, count, i);
        int row = plot->top + (int)lround(ends[i].letter);
        if (count > 1)
            pen_put(pen, column, row, (uint32_t)race_letter(walker),
                    pen_chip_style(pen->look, walker));
        else if (ends[i].gone)
            pen_text(pen, column, row, 1, pen_walker_style(pen->look, walker),
                     pen->look->glyphs == GLYPHS_ASCII ? "^" : "↑");
    }
}

static void put_y_label(const struct pen *pen, const struct plot *plot, int row, double value,
                        bool below)
{
    char number[SPELL_NUMBER], label[2 * SPELL_NUMBER] = "";
    const char *before = below ? pen->look->glyphs == GLYPHS_ASCII ? "<" : "≤" : " ";
    if (!plot->scale.linear)
        chart_scale_power(&plot->scale, value, pen->look, number);
    else if (!spell_number(number, pen->look, value, 3, LABEL_COLUMNS - 1) &&
             spell_number(number, pen->look, value, 3, LABEL_COLUMNS)) /* -6e205 */
        before = "";
    strcat(label, before);
    strcat(label, number);
    pen_text(pen, plot->columns, plot->top + row, LABEL_COLUMNS, pen_style(pen->look, INK_QUIET),
             label);
}

/* Whole decades, or round losses, that take two rows at least. */
static double label_step(const struct chart_scale *scale, int last)
{
    double span = scale->high - scale->low;
    return scale->linear ? chart_round_step(span, last / 2 > 0 ? last / 2 : 1)
                         : ceil(2 * span / last);
}

/* The edges, and values between them that stand apart. */
static void put_y_labels(const struct pen *pen, const struct plot *plot)
{
    const struct chart_scale *scale = &plot->scale;
    int down = plot->grid.down, last = plot->rows - 1;
    put_y_label(pen, plot, 0, scale->high, false);
    if (last < 1)
        return;
    put_y_label(pen, plot, last, scale->low, scale->below);
    double span = scale->high - scale->low, step = label_step(scale, last);
    double first = scale->linear ? ceil(scale->high / step - 1) * step : scale->high - step;
    int above = 0;
    for (double value = first; value > scale->low; value -= step) {
        double part = (scale->high - value) / span;
        int row = (int)lround(part * (plot->rows * down - 1)) / down;
        if (row < above + 2 || row > last - 2)
            continue;
        put_y_label(pen, plot, row, fabs(value) < step / 2 ? 0 : value, false);
        above = row;
    }
}

/* `name`: what the axis is, in its middle if that has room. */
static void put_axis(const struct pen *pen, const struct plot *plot, size_t end, const char *name)
{
    char number[SPELL_NUMBER];
    struct style quiet = pen_style(pen->look, INK_QUIET);
    int row = plot->top + plot->rows, columns = text_width(name);
    int middle = (plot->columns - columns) / 2;
    pen_text(pen, 0, row, 1, quiet, "0");
    spell_number(number, pen->look, (double)end, 6, plot->columns / 2);
    int begin = pen_right(pen, plot->columns, row, plot->columns - 2, quiet, number);
    if (middle + columns < begin && middle > 1)
        pen_text(pen, middle, row, columns, quiet, name);
}

/* The chosen walker last, so that it lies on top. */
static size_t nth_walker(size_t i, size_t count, size_t chosen)
{
    return i + 1 == count ? chosen : i < chosen ? i : i + 1;
}

static const char faint_words[] = "dots: batch", by_step[] = " by step";

/* How often all examples were seen; returns where it begins. */
static int put_epoch(const struct pen *pen, const struct walk *walk)
{
    char number[SPELL_NUMBER], words[2 * SPELL_NUMBER];
    uint64_t epoch;
    int end = pen->area.columns;
    if (!walk_epoch(walk, &epoch))
        return end;
    spell_number(number, pen->look, (double)epoch, 6, LABEL_COLUMNS);
    snprintf(words, sizeof words, "epoch %s", number);
    return pen_right(pen, end, 0, end / 2, pen_style(pen->look, INK_QUIET), words);
}

/* What it shows, what the dots are, and the epoch. */
static void put_heading(const struct pen *pen, const char *heading,
                        const struct chart_series *series)
{
    struct style quiet = pen_style(pen->look, INK_QUIET);
    int end = put_epoch(pen, series->walk);
    int column = pen_text(pen, 0, 0, end - 1, quiet, heading) + 2;
    if (series->has_faint && column + text_width(faint_words) < end)
        pen_line(pen, column, 0, quiet, faint_words);
}

/* Where there are few rows, the axis tells of both: "loss by step". */
static void put_words(const struct pen *pen, const struct plot *plot, enum chart_kind kind,
                      const struct chart_measure *measure, const struct chart_series *series)
{
    char heading[CHART_HEADING], both[2 * CHART_HEADING];
    chart_scale_heading(&plot->scale, kind, heading);
    snprintf(both, sizeof both, "%s%s", heading, by_step);
    if (plot->top > 0)
        put_heading(pen, heading, series);
    put_axis(pen, plot, measure->end, plot->top > 0 ? "step" : both);
}

/* A row for the heading, or none. */
static int heading_rows(const struct pen *pen, int columns, enum chart_kind kind)
{
    int both = text_width(chart_kinds[kind].name) + text_width(by_step) + AXIS_ENDS;
    return pen->area.rows >= HEADED_FROM_ROWS || (both > columns && pen->area.rows >= HEADED_LEAST);
}

void chart_draw(struct chart *chart, const struct pen *pen, const struct chart_source *source)
{
    const struct race *race = source->race;
    size_t chosen = source->chosen;
    struct plot plot = {.chart = chart,
                        .grid = dots_plot_grid(pen->look->glyphs),
                        .columns = at_most(pen->area.columns - LABEL_COLUMNS, CHART_COLUMNS)};
    plot.top = heading_rows(pen, plot.columns, source->kind);
    plot.rows = at_most(pen->area.rows - plot.top - 1, CHART_ROWS);
    if (plot.columns < 4 || plot.rows < 1 || race->count == 0)
        return;
    const struct chart_measure measure =
        chart_measure_of(source->kind, race, source->critical, plot.columns * plot.grid.across);
    if (chart_kinds[source->kind].needs_minima && measure.minima.count == 0) {
        pen_line(pen, 0, 0, pen_style(pen->look, INK_QUIET), chart_lacks_minima);
        return;
    }
    for (int curve = 0; curve < TRAILS; curve++)
        for (size_t i = 0; i < race->count; i++)
            chart_series_follow(&chart->series[curve][i], &measure, race->walks[i],
                                (enum trail)curve);
    const struct chart_extremes extremes = find_extremes(chart, race->count);
    plot.scale = chart_scale_fit(&extremes, source->kind, plot.rows);
    memset(chart->raster, 0, sizeof chart->raster);
    plot.walker = FAINT;
    plot.curve = TRAIL_PAST;
    draw_faint(&plot, &chart->series[TRAIL_PAST][chosen]);
    for (plot.curve = 0; plot.curve < TRAILS; plot.curve++)
        for (size_t i = 0; i < race->count; i++) {
            plot.walker = nth_walker(i, race->count, chosen);
            draw_series(&plot);
        }
    put_cells(pen, &plot);
    put_ends(pen, &plot, race->count);
    put_y_labels(pen, &plot);
    put_words(pen, &plot, source->kind, &measure, &chart->series[TRAIL_PAST][chosen]);
}
