/*
 * What lies on top: the curve over the step's line, that over the tangent, and all over what the
 * batch sees. Lines that share a cell share its dots, so that none is broken.
 */
#include "view/cut_plot.h"

#include <math.h>
#include <stdio.h>

#include "base/array.h"
#include "base/text.h"
#include "view/cut.h"
#include "view/marks.h"
#include "view/step.h"
#include "view/raster.h"
#include "view/spell.h"

enum {
    LABEL_COLUMNS = 7,
    LEAST_COLUMNS = 6,        /* of a plot */
    EVALUATIONS = 200000,     /* of the loss over data, for one frame */
    BATCH_EVALUATIONS = 8192, /* a tenth as fast */
    LEAST_POINTS = 32,
    TANGENT_EVERY = 2, /* dots: it is dotted */
    BATCH_EVERY = 3
};

/* The plot while it is drawn. */
struct plot {
    const struct cut *cut;
    const struct pen *pen;
    int columns, rows; /* cells */
    int width, height; /* dots */
};

/* --- places */

static int dot_x(const struct plot *plot, double place)
{
    const struct cut *cut = plot->cut;
    return (int)lround((place - cut->low) / (cut->high - cut->low) * (plot->width - 1));
}

/* Far outside if the loss is; nobody asks for a NaN. */
static int dot_y(const struct plot *plot, double loss)
{
    const struct cut *cut = plot->cut;
    double part = (cut->ceiling - loss) / (cut->ceiling - cut->floor);
    part = part < -9 ? -9 : part > 9 ? 9 : part;
    return (int)lround(part * (plot->height - 1));
}

/* A loss that is none stands at the upper edge. */
static int edge_y(const struct plot *plot, double loss)
{
    int y = isfinite(loss) ? dot_y(plot, loss) : 0;
    return y < 0 ? 0 : y >= plot->height ? plot->height - 1 : y;
}

static int column_of(const struct plot *plot, double place)
{
    return dot_x(plot, place) * plot->columns / plot->width;
}

static int row_of(const struct plot *plot, double loss)
{
    return edge_y(plot, loss) * plot->rows / plot->height;
}

/* --- lines */

/* Moved up by so much. */
static void draw_curve(const struct plot *plot, struct raster *raster, const double *loss,
                       size_t count, double up, int every)
{
    for (size_t i = 1; i < count; i++) {
        if (isnan(loss[i - 1]) || isnan(loss[i]))
            continue;
        int x0 = (int)((i - 1) * (size_t)(plot->width - 1) / (count - 1));
        int x1 = (int)(i * (size_t)(plot->width - 1) / (count - 1));
        raster_line(raster, x0, dot_y(plot, loss[i - 1] + up), x1, dot_y(plot, loss[i] + up),
                    every);
    }
}

/* From the walker to where the landing would be if the slope stayed; no further than the plot. */
static void draw_tangent(const struct plot *plot, struct raster *raster)
{
    const struct cut *cut = plot->cut;
    double edge = cut->slope < 0 ? cut->floor : cut->ceiling, end = 1;
    if (fabs(cut->slope) > fabs(edge - cut->before))
        end = (edge - cut->before) / cut->slope;
    raster_line(raster, dot_x(plot, 0), dot_y(plot, cut->before), dot_x(plot, end),
                dot_y(plot, cut->before + cut->slope * end), TANGENT_EVERY);
}

static void draw_step(const struct plot *plot, struct raster *raster)
{
    const struct cut *cut = plot->cut;
    raster_line(raster, dot_x(plot, 0), dot_y(plot, cut->before), dot_x(plot, 1),
                edge_y(plot, cut->after), 1);
}

static enum ink ink_of(enum cut_outcome outcome)
{
    return outcome >= CUT_OVERSHOOTS ? INK_BAD : outcome == CUT_LEVEL ? INK_WARN : INK_GOOD;
}

static void draw_lines(const struct plot *plot, size_t walker)
{
    enum { BATCH, TANGENT, STEP, CURVE, LINES };
    const struct cut *cut = plot->cut;
    const struct pen *pen = plot->pen;
    const struct style style[LINES] = {
        [BATCH] = pen_style(pen->look, INK_QUIET),
        [TANGENT] = pen_style(pen->look, INK_WARN),
        [STEP] = {pen_style(pen->look, ink_of(cut_outcome(cut))).fore, COLOR_DEFAULT, 0},
        [CURVE] = {pen_walker_style(pen->look, walker).fore, COLOR_DEFAULT, 0},
    };
    struct raster raster[LINES];
    for (int i = 0; i < LINES; i++)
        raster_clear(&raster[i], pen->look, plot->columns, plot->rows);
    draw_curve(plot, &raster[BATCH], cut->batch_loss, cut->batch_count,
               cut->before - cut->batch_before, BATCH_EVERY);
    draw_tangent(plot, &raster[TANGENT]);
    draw_step(plot, &raster[STEP]);
    draw_curve(plot, &raster[CURVE], cut->loss, cut->count, 0, 1);
    for (int i = 1; i < LINES; i++)
        raster_merge(&raster[i], &raster[i - 1]);
    for (int i = 0; i < LINES; i++)
        raster_put(&raster[i], pen, 1, style[i]);
}

/* --- words */

static void put_loss(const struct plot *plot, int row, double loss, enum ink ink)
{
    char number[SPELL_NUMBER];
    spell_steady(number, plot->pen->look, loss, 3, LABEL_COLUMNS - 1);
    pen_text(plot->pen, plot->columns + 1, row + 1, LABEL_COLUMNS - 1,
             pen_style(plot->pen->look, ink), number);
}

/* The losses of both ends, the landing's a row off if they would share one; and beside its end the
 * name of the batch's curve, where that is free. */
static void put_labels(const struct plot *plot)
{
    const struct cut *cut = plot->cut;
    int now = row_of(plot, cut->before), lands = row_of(plot, cut->after);
    if (lands == now && plot->rows > 1)
        lands += lands + 1 < plot->rows ? 1 : -1;
    put_loss(plot, now, cut->before, INK_TEXT);
    put_loss(plot, lands, cut->after, INK_STRONG);
    if (cut->batch_count == 0)
        return;
    double end = cut->batch_loss[cut->batch_count - 1] - cut->batch_before + cut->before;
    int row = end < cut->before ? plot->rows - 1 : 0;
    if (end >= cut->floor && end <= cut->ceiling)
        row = row_of(plot, end);
    int step = row > 0 ? -1 : 1;
    while ((row == now || row == lands) && row + step >= 0 && row + step < plot->rows)
        row += step;
    if (row != now && row != lands)
        pen_text(plot->pen, plot->columns + 1, row + 1, LABEL_COLUMNS - 1,
                 pen_style(plot->pen->look, INK_QUIET), "batch");
}

/* The walker, and where it lands. */
static void put_ends(const struct plot *plot, size_t walker, bool lettered)
{
    const struct pen *pen = plot->pen;
    const struct cut *cut = plot->cut;
    int row = row_of(plot, cut->before);
    pen_put(pen, column_of(plot, 1), row_of(plot, cut->after) + 1, marks_ghost(pen->look),
            pen_style(pen->look, ink_of(cut_outcome(cut))));
    if (lettered)
        pen_put(pen, column_of(plot, 0), row + 1, (uint32_t)race_letter(walker),
                pen_chip_style(pen->look, walker));
    else
        pen_text(pen, column_of(plot, 0), row + 1, 1, pen_walker_style(pen->look, walker), "●");
}

/* A mark below the bottom, with its name where that has room. */
static void put_bottom(const struct plot *plot, int lands)
{
    const struct pen *pen = plot->pen;
    struct style quiet = pen_style(pen->look, INK_QUIET);
    bool ascii = pen->look->glyphs == GLYPHS_ASCII;
    if (!isfinite(plot->cut->bottom))
        return;
    int bottom = column_of(plot, plot->cut->bottom);
    pen_put(pen, bottom, plot->rows + 1, ascii ? '+' : 0x2534, quiet);
    if (bottom > lands + 5 && bottom + 8 <= pen->area.columns)
        pen_text(pen, bottom + 2, plot->rows + 1, 6, quiet, "bottom");
}

/* Below their places: now ──→ lands. */
static void put_names(const struct plot *plot)
{
    const struct pen *pen = plot->pen;
    struct style quiet = pen_style(pen->look, INK_QUIET);
    bool ascii = pen->look->glyphs == GLYPHS_ASCII;
    int now = column_of(plot, 0) - 1, lands = column_of(plot, 1) - 2, row = plot->rows + 1;
    now = now > 0 ? now : 0;
    lands = lands > now + 4 ? lands : now + 4;
    for (int column = now + 4; column < lands - 1; column++)
        pen_put(pen, column, row, ascii ? '-' : 0x2500, quiet);
    if (lands > now + 5)
        pen_put(pen, lands - 2, row, ascii ? '>' : 0x2192, quiet);
    put_bottom(plot, lands);
    pen_text(pen, now, row, 3, quiet, "now");
    pen_text(pen, lands, row, 5, quiet, "lands");
}

static const struct {
    const char *alone, *after; /* by itself; behind how much the loss changes */
} outcomes[] = {
    [CUT_FALLS] = {NULL, ""},
    [CUT_ON_BOTTOM] = {"to the bottom", ", to the bottom"},
    [CUT_PAST] = {"past the bottom", ", past the bottom"},
    [CUT_LEVEL] = {"level", NULL},
    [CUT_OVERSHOOTS] = {"overshoots", ": overshoots"},
    [CUT_CLIMBS] = {NULL, ", up the slope"},
    [CUT_DIVERGES] = {"not finite", NULL},
};

void cut_plot_outcome(char *out, size_t size, const struct look *look, const struct cut *cut,
                      bool whole)
{
    char change[SPELL_NUMBER];
    enum cut_outcome outcome = cut_outcome(cut);
    const char *alone = outcomes[outcome].alone, *after = outcomes[outcome].after;
    spell_number(change, look, fabs(cut->after - cut->before), 3, LABEL_COLUMNS);
    if (after == NULL || (!whole && alone != NULL))
        snprintf(out, size, "%s", alone);
    else
        snprintf(out, size, "%s %s%s", cut->after > cut->before ? "rises" : "falls", change,
                 whole ? after : "");
}

/* The longest of these that fits. */
static const struct {
    const char *label;
    bool whole;
} forms[] = {
    {"loss along the ", true}, {"along the ", true}, {"", true}, {"along the ", false}, {"", false},
};

static void put_heading(const struct plot *plot, const char *which, unsigned chance)
{
    static const char *const chances[] = {[0] = "",
                                          [STEP_NOISE] = "noisy ",
                                          [STEP_BATCH] = "batch ",
                                          [STEP_NOISE | STEP_BATCH] = "noisy batch "};
    const struct pen *pen = plot->pen;
    const struct cut *cut = plot->cut;
    char outcome[SPELL_LINE], label[SPELL_LINE], promise[SPELL_NUMBER];
    int width = pen->area.columns;
    for (size_t i = 0; i < ARRAY_LENGTH(forms); i++) {
        cut_plot_outcome(outcome, sizeof outcome, pen->look, cut, forms[i].whole);
        snprintf(label, sizeof label, "%s%s%sstep", forms[i].label, which, chances[chance]);
        if (text_width(label) + 2 + text_width(outcome) <= width)
            break;
        label[0] = '\0';
    }
    struct style quiet = pen_style(pen->look, INK_QUIET);
    int end =
        pen_right(pen, width, 0, width, pen_style(pen->look, ink_of(cut_outcome(cut))), outcome);
    pen_line(pen, 0, 0, quiet, label);
    spell_number(promise, pen->look, fabs(cut->slope), 3, LABEL_COLUMNS);
    snprintf(outcome, sizeof outcome, "%s %s, it ",
             cut->slope > 0 ? "slope: rise by" : "slope promises", promise);
    pen_right(pen, end, 0, end - text_width(label) - 2, quiet, outcome);
}

/* --- all */

static size_t points_of(size_t examples, size_t evaluations, size_t most)
{
    if (examples > 0 && most > evaluations / examples)
        most = evaluations / examples;
    return most < LEAST_POINTS ? LEAST_POINTS : most;
}

static void sample_batch(struct cut *cut, const struct surface *surface, const struct walk *walk,
                         const struct explanation *step, size_t most)
{
    uint64_t batch = walk_settings(walk)->batch;
    size_t seen =
        batch > 0 ? batch : surface_examples(surface); /* or fewer, if they are replayed */
    cut_sample_batch(cut, walk, step, points_of(seen, BATCH_EVALUATIONS, most));
}

static void draw_plot(const struct plot *plot, const struct model *model, enum step_shown which)
{
    size_t walker = model_chosen(model);
    draw_lines(plot, walker);
    put_heading(plot, which == STEP_NEXT ? "next " : "last ",
                step_chance(model->race->walks[walker]));
    put_ends(plot, walker, model->race->count > 1);
    put_labels(plot);
    put_names(plot);
}

void cut_plot_draw(const struct pen *pen, const struct model *model)
{
    struct explanation step;
    struct cut cut;
    struct raster size;
    const struct walk *walk = model_walk(model);
    const struct surface *surface = model->scene->surface;
    enum step_shown which = step_shown(walk, &step);
    int columns = pen->area.columns - LABEL_COLUMNS, rows = pen->area.rows - 2;
    if (columns < LEAST_COLUMNS || rows < 1)
        return;
    raster_clear(&size, pen->look, columns, rows);
    const struct plot plot = {
        &cut, pen, size.columns, size.rows, raster_width(&size), raster_height(&size)};
    size_t most = (size_t)plot.width;
    if (which == STEP_NONE ||
        !cut_sample(&cut, surface, &step,
                    points_of(surface_examples(surface), EVALUATIONS, most))) {
        pen_line(pen, 0, 0, pen_style(pen->look, INK_QUIET),
                 which == STEP_NONE ? "no step leaves here" : "the next step does not move");
        return;
    }
    if (which == STEP_NEXT)
        sample_batch(&cut, surface, walk, &step, most);
    draw_plot(&plot, model, which);
}
