/*
 * How far ahead a cut reaches is tried out: until the loss there is above the walker's, so that the
 * valley's far side is in the picture. Its scale is linear, from the lowest loss on the way to the
 * higher end of the step, with a little air: a parabola stays one.
 */
#include "view/cut.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/text.h"
#include "view/marks.h"
#include "view/numbers.h"
#include "view/raster.h"
#include "view/spell.h"

enum {
    LABEL_COLUMNS = 7,
    LEAST_COLUMNS = 6,    /* of a plot */
    EVALUATIONS = 200000, /* of the loss over data, for one frame */
    LEAST_POINTS = 32,
    TANGENT_EVERY = 2 /* dots: it is dotted */
};

/* Steps behind the walker for each ahead. */
static const double behind = 1 / 3.;

/* --- sampling */

static void place(const struct explanation *step, double part, double at[SURFACE_AXES])
{
    for (int axis = 0; axis < SURFACE_AXES; axis++)
        at[axis] = step->before[axis] * (1 - part) + step->after[axis] * part;
}

static double reach(const struct surface *surface, const struct explanation *step)
{
    static const double tries[] = {1.5, 2, 3, 5, 8};
    double at[SURFACE_AXES];
    struct surface_point there;
    for (size_t i = 0; i + 1 < ARRAY_LENGTH(tries); i++) {
        place(step, tries[i], at);
        surface_at(surface, SURFACE_LOSS, at, &there);
        if (!(there.loss < step->loss[0]))
            return tries[i];
    }
    return tries[ARRAY_LENGTH(tries) - 1];
}

static void sample(struct cut *cut, const struct surface *surface, const struct explanation *step)
{
    double x[CUT_POINTS], y[CUT_POINTS], at[SURFACE_AXES];
    for (size_t i = 0; i < cut->count; i++) {
        double part = (double)i / (double)(cut->count - 1);
        place(step, cut->low * (1 - part) + cut->high * part, at);
        x[i] = at[0];
        y[i] = at[1];
    }
    const struct surface_lanes lanes = {.loss = cut->loss};
    surface_points(surface, SURFACE_LOSS, cut->count, x, y, &lanes);
}

/* The ends of the step, the lowest loss sampled, and as much above as the curve takes of half as
 * much again. */
static void fit(struct cut *cut)
{
    double low = cut->before, high = cut->before, top = -(double)INFINITY;
    if (isfinite(cut->after)) {
        low = fmin(low, cut->after);
        high = fmax(high, cut->after);
    }
    for (size_t i = 0; i < cut->count; i++)
        if (isfinite(cut->loss[i])) {
            low = fmin(low, cut->loss[i]);
            top = fmax(top, cut->loss[i]);
        }
    double span = high - low > 0 ? high - low : fabs(top - low);
    if (!(span > 0))
        span = low != 0 ? fabs(low) : 1;
    cut->floor = low - 0.05 * span;
    cut->ceiling = fmin(fmax(top, high), high + 0.5 * span) + 0.05 * span;
}

bool cut_sample(struct cut *cut, const struct surface *surface, const struct explanation *step,
                size_t count)
{
    double moved = 0, slope = 0;
    for (int axis = 0; axis < SURFACE_AXES; axis++) {
        double change = step->after[axis] - step->before[axis];
        moved += fabs(change);
        slope += step->slope[axis] * change;
    }
    if (!(moved > 0) || !isfinite(moved) || count < 2)
        return false;
    double high = reach(surface, step);
    *cut = (struct cut){.low = -high * behind,
                        .high = high,
                        .before = step->loss[0],
                        .after = step->loss[1],
                        .slope = slope,
                        .count = count < CUT_POINTS ? count : CUT_POINTS};
    sample(cut, surface, step);
    fit(cut);
    return true;
}

/* --- drawing */

/* The plot while it is drawn. */
struct plot {
    const struct cut *cut;
    const struct pen *pen;
    int columns, rows; /* cells */
    int width, height; /* dots */
};

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

static void draw_curve(const struct plot *plot, struct raster *raster)
{
    const struct cut *cut = plot->cut;
    for (size_t i = 1; i < cut->count; i++) {
        if (isnan(cut->loss[i - 1]) || isnan(cut->loss[i]))
            continue;
        int x0 = (int)((i - 1) * (size_t)(plot->width - 1) / (cut->count - 1));
        int x1 = (int)(i * (size_t)(plot->width - 1) / (cut->count - 1));
        raster_line(raster, x0, dot_y(plot, cut->loss[i - 1]), x1, dot_y(plot, cut->loss[i]), 1);
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

/* The cell of a place on the curve; at the plot's edge if the loss is beyond it. */
static void cell_of(const struct plot *plot, double place, double loss, int *column, int *row)
{
    int y = isfinite(loss) ? dot_y(plot, loss) : 0;
    y = y < 0 ? 0 : y >= plot->height ? plot->height - 1 : y;
    *column = dot_x(plot, place) * plot->columns / plot->width;
    *row = y * plot->rows / plot->height;
}

static void put_loss(const struct plot *plot, int row, double loss, enum ink ink)
{
    char number[SPELL_NUMBER];
    spell_steady(number, plot->pen->look, loss, 3, LABEL_COLUMNS - 1);
    pen_text(plot->pen, plot->columns + 1, row + 1, LABEL_COLUMNS - 1,
             pen_style(plot->pen->look, ink), number);
}

/* The walker, where it lands, and the losses of both; the landing's lies a row off if they
 * would share one. */
static void put_ends(const struct plot *plot, size_t walker, bool lettered)
{
    const struct pen *pen = plot->pen;
    const struct cut *cut = plot->cut;
    int column, row, landing_column, landing_row;
    cell_of(plot, 0, cut->before, &column, &row);
    cell_of(plot, 1, cut->after, &landing_column, &landing_row);
    put_loss(plot, row, cut->before, INK_TEXT);
    if (landing_row == row && plot->rows > 1)
        put_loss(plot, row + (row + 1 < plot->rows ? 1 : -1), cut->after, INK_STRONG);
    else
        put_loss(plot, landing_row, cut->after, INK_STRONG);
    bool rises = !(cut->after <= cut->before);
    pen_put(pen, landing_column, landing_row + 1, marks_ghost(pen->look),
            pen_style(pen->look, rises ? INK_BAD : INK_GOOD));
    if (lettered)
        pen_put(pen, column, row + 1, (uint32_t)marks_letter(walker),
                pen_chip_style(pen->look, walker));
    else
        pen_text(pen, column, row + 1, 1, pen_walker_style(pen->look, walker), "●");
}

/* Below their places: now ──→ lands. */
static void put_names(const struct plot *plot)
{
    const struct pen *pen = plot->pen;
    struct style quiet = pen_style(pen->look, INK_QUIET);
    int now = dot_x(plot, 0) * plot->columns / plot->width - 1;
    int lands = dot_x(plot, 1) * plot->columns / plot->width - 2, row = plot->rows + 1;
    now = now > 0 ? now : 0;
    lands = lands > now + 4 ? lands : now + 4;
    pen_text(pen, now, row, 3, quiet, "now");
    bool ascii = pen->look->glyphs == GLYPHS_ASCII;
    for (int column = now + 4; column < lands - 1; column++)
        pen_put(pen, column, row, ascii ? '-' : 0x2500, quiet);
    if (lands > now + 5)
        pen_put(pen, lands - 2, row, ascii ? '>' : 0x2192, quiet);
    pen_text(pen, lands, row, 5, quiet, "lands");
}

/* As many of these words as have room, the fewest last. */
static void put_heading(const struct pen *pen, const struct cut *cut, const char *which)
{
    char change[SPELL_NUMBER], promised[SPELL_NUMBER], words[SPELL_LINE], line[SPELL_LINE];
    bool gone = !isfinite(cut->after), rises = cut->after > cut->before;
    double promise = fabs(cut->slope);
    spell_number(change, pen->look, fabs(cut->after - cut->before), 3, LABEL_COLUMNS);
    spell_number(promised, pen->look, promise, 3, LABEL_COLUMNS);
    snprintf(words, sizeof words, "%s%s%s",
             gone    ? "not finite"
             : rises ? "rises "
                     : "falls ",
             gone ? "" : change, "");
    static const char *const forms[] = {"loss along the ", "along the ", ""};
    const char *slope = cut->slope > 0 ? "slope: rise by" : "slope promises";
    struct style style = pen_style(pen->look, gone || rises ? INK_BAD : INK_GOOD);
    struct style quiet = pen_style(pen->look, INK_QUIET);
    int width = pen->area.columns, end = pen_right(pen, width, 0, width, style, words);
    for (size_t i = 0; i < ARRAY_LENGTH(forms); i++) {
        snprintf(line, sizeof line, "%s%s step", forms[i], which);
        int left = end - text_width(line) - 2;
        if (left < 0)
            continue;
        pen_line(pen, 0, 0, quiet, line);
        snprintf(line, sizeof line, "%s %s, it ", slope, promised);
        pen_right(pen, end, 0, left, quiet, line);
        return;
    }
}

static size_t points_of(const struct surface *surface, int width)
{
    size_t examples = surface_examples(surface), most = (size_t)width;
    if (examples > 0 && most > EVALUATIONS / examples)
        most = EVALUATIONS / examples;
    return most < LEAST_POINTS ? LEAST_POINTS : most;
}

void cut_draw(const struct pen *pen, const struct model *model)
{
    struct explanation step;
    struct cut cut;
    struct raster curve, tangent;
    size_t walker = model->walker < model->race->count ? model->walker : 0;
    enum step_shown which = step_shown(model->race->walks[walker], &step);
    int columns = pen->area.columns - LABEL_COLUMNS, rows = pen->area.rows - 2;
    if (columns < LEAST_COLUMNS || rows < 1)
        return;
    raster_clear(&curve, pen->look, columns, rows);
    raster_clear(&tangent, pen->look, columns, rows);
    const struct surface *surface = model->scene->surface;
    if (which == STEP_NONE ||
        !cut_sample(&cut, surface, &step, points_of(surface, raster_width(&curve)))) {
        pen_line(pen, 0, 0, pen_style(pen->look, INK_QUIET),
                 which == STEP_NONE ? "no step leaves here" : "the next step does not move");
        return;
    }
    const struct plot plot = {
        &cut, pen, curve.columns, curve.rows, raster_width(&curve), raster_height(&curve)};
    draw_tangent(&plot, &tangent);
    draw_curve(&plot, &curve);
    struct style line = pen_walker_style(pen->look, walker);
    line.attributes = 0;
    raster_merge(&curve, &tangent);
    raster_put(&tangent, pen, 1, pen_style(pen->look, INK_WARN));
    raster_put(&curve, pen, 1, line);
    put_heading(pen, &cut, which == STEP_NEXT ? "next" : "last");
    put_ends(&plot, walker, model->race->count > 1);
    put_names(&plot);
}
