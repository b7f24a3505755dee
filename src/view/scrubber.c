/* A track as the sliders have it, then the step of its end; where the present is stands in the
 * panel. */
#include "view/scrubber.h"

#include <math.h>
#include <stdio.h>

#include "view/slider.h"

/* The steps of interest. */
struct span {
    uint64_t now, last, end;
    bool branched;
    uint64_t branch;
};

static uint64_t larger(uint64_t a, uint64_t b)
{
    return a > b ? a : b;
}

static struct span span_of(const struct model *model)
{
    struct span span = {.now = race_step_count(model->race), .last = race_last_step(model->race)};
    span.end = larger(model->scene->steps, span.last);
    for (size_t i = 0; i < model->race->count; i++) {
        size_t count;
        uint64_t from;
        (void)walk_ghost(model->race->walks[i], &from, &count);
        if (count == 0)
            continue;
        span.branch = span.branched ? larger(span.branch, from) : from;
        span.branched = true;
        span.end = larger(span.end, from + count - 1);
    }
    return span;
}

bool scrubber_is_wanted(const struct model *model)
{
    return race_last_step(model->race) > 0;
}

/* Columns of the track; the rest is the label's, and a margin. */
static int track_columns(const struct span *span, int columns)
{
    char end[32];
    return columns - snprintf(end, sizeof end, "%llu", (unsigned long long)span->end) - 2;
}

static double fraction_of(const struct span *span, uint64_t step)
{
    return span->end > 0 ? (double)step / (double)span->end : 0;
}

struct glyphs_of_track {
    uint32_t walked, kept, rest, branch, now;
};

static const struct glyphs_of_track ascii = {'=', '~', '-', '+', 'O'};
static const struct glyphs_of_track lines = {0x2501, 0x254D, 0x2500, 0x253F, 0x2588};

void scrubber_draw(const struct pen *pen, const struct model *model, bool on_bar)
{
    struct span span = span_of(model);
    int columns = track_columns(&span, pen->area.columns);
    if (columns < 2)
        return;
    const struct glyphs_of_track *glyphs = pen->look->glyphs == GLYPHS_ASCII ? &ascii : &lines;
    struct style strong = pen_style(pen->look, on_bar ? INK_BAR_STRONG : INK_STRONG);
    struct style quiet = pen_style(pen->look, on_bar ? INK_BAR_QUIET : INK_QUIET);
    struct style past = on_bar ? pen_style(pen->look, INK_BAR) : pen_style(pen->look, INK_GOOD);
    int now = slider_cell(columns, fraction_of(&span, span.now));
    int last = slider_cell(columns, fraction_of(&span, span.last));
    if (on_bar)
        pen_bar(pen, 0, past);
    for (int i = 0; i < columns; i++)
        pen_put(pen, i, 0,
                i < now     ? glyphs->walked
                : i <= last ? glyphs->kept
                            : glyphs->rest,
                i < now ? past : quiet);
    if (span.branched)
        pen_put(pen, slider_cell(columns, fraction_of(&span, span.branch)), 0, glyphs->branch,
                strong);
    pen_put(pen, now, 0, glyphs->now, strong);
    char end[32];
    snprintf(end, sizeof end, "%llu", (unsigned long long)span.end);
    pen_line(pen, columns + 1, 0, quiet, end);
}

bool scrubber_pick(const struct model *model, struct rectangle area, int column, uint64_t *step)
{
    struct span span = span_of(model);
    int columns = track_columns(&span, area.columns), cell = column - area.column;
    if (columns < 2 || cell < 0 || cell >= columns)
        return false;
    *step = (uint64_t)llround(slider_fraction(columns, cell) * (double)span.end);
    return true;
}
