/* Heights count in eighths of a cell, which the finest glyphs can show. */
#include "view/course.h"

#include <math.h>

#include "view/chart.h"

enum {
    EIGHTHS = 8,
    LOOKS = 32 /* rates looked at for a column, at most */
};

bool course_is_wanted(const struct race *race)
{
    for (size_t i = 0; i < race->count; i++) {
        const struct walker_settings *settings = walk_settings(race->walks[i]);
        if (settings->schedule.schedule != NULL || settings->warmup > 0)
            return true;
    }
    return false;
}

const char *course_name(const struct walk *walk)
{
    const struct walker_settings *settings = walk_settings(walk);
    const struct schedule *schedule = settings->schedule.schedule;
    if (walk_now(walk)->step < settings->warmup)
        return "warm-up";
    return schedule != NULL ? schedule->name : "rate";
}

/* The steps that a course spans, and how many columns they have. */
struct span {
    const struct walk *walk;
    const struct walk_point *points;
    size_t count; /* of points: the last is the present */
    uint64_t end; /* the last step shown */
    int columns;
};

static double rate_of_step(const struct span *span, uint64_t step)
{
    if (step < span->count)
        return span->points[step].rate;
    const struct walker_settings *settings = walk_settings(span->walk);
    return schedule_at(&settings->schedule, settings->warmup, step, settings->knob[OPTIMIZER_LR],
                       &walk_now(span->walk)->schedule_state)
        .rate;
}

static int column_of(const struct span *span, uint64_t step)
{
    return (int)((double)step / ((double)span->end + 1) * span->columns);
}

/* The highest rate of a column's steps: one, where there are more columns than steps. */
static double rate_of_column(const struct span *span, int column)
{
    double each = ((double)span->end + 1) / span->columns, first = column * each;
    double highest = 0;
    int looks = each < LOOKS ? (int)ceil(each) : LOOKS;
    for (int i = 0; i < looks; i++) {
        double rate = rate_of_step(span, (uint64_t)(first + each * i / looks));
        highest = isfinite(rate) && rate > highest ? rate : highest;
    }
    return highest;
}

static uint32_t block(enum glyphs glyphs, int eighths)
{
    static const uint32_t halves[] = {'_', 0x2584, 0x2588}, strokes[] = {'.', ':', '|'};
    int third = (eighths - 1) * 3 / EIGHTHS;
    if (glyphs >= GLYPHS_BRAILLE)
        return 0x2580 + (uint32_t)eighths;
    return glyphs == GLYPHS_ASCII ? strokes[third] : halves[third];
}

static void draw_column(const struct pen *pen, int column, int height, struct style style)
{
    for (int row = pen->area.rows - 1; row >= 0 && height > 0; row--, height -= EIGHTHS) {
        int eighths = height < EIGHTHS ? height : EIGHTHS;
        pen_put(pen, column, row, block(pen->look->glyphs, eighths), style);
    }
}

/* The present: the walker's letter in a race, else its dot, at the height of its rate. */
static void draw_present(const struct pen *pen, const struct model *model, size_t walker,
                         int column, int height)
{
    int row = pen->area.rows - 1 - (height > 0 ? (height - 1) / EIGHTHS : 0);
    if (model->race->count > 1)
        pen_put(pen, column, row, (uint32_t)race_letter(walker), pen_chip_style(pen->look, walker));
    else
        pen_text(pen, column, row, 1, pen_walker_style(pen->look, walker), "●");
}

void course_draw(const struct pen *pen, const struct model *model, size_t walker)
{
    struct span span = {.walk = model->race->walks[walker], .columns = pen->area.columns};
    double rate[CHART_COLUMNS], top = 0;
    if (span.columns > CHART_COLUMNS)
        span.columns = CHART_COLUMNS;
    if (span.columns <= 0 || pen->area.rows <= 0)
        return;
    span.points = walk_points(span.walk, &span.count);
    uint64_t now = span.count - 1, steps = model->scene->steps;
    span.end = now > steps ? chart_step_end((size_t)now) : steps;
    for (int i = 0; i < span.columns; i++) {
        rate[i] = rate_of_column(&span, i);
        top = fmax(top, rate[i]);
    }
    int present = column_of(&span, now);
    struct style past = pen_walker_style(pen->look, walker);
    struct style future = pen_style(pen->look, INK_QUIET);
    past.attributes = 0;
    for (int i = 0; i < span.columns; i++) {
        int height = top > 0 ? (int)ceil(rate[i] / top * EIGHTHS * pen->area.rows) : 0;
        draw_column(pen, i, height, i < present ? past : future);
        if (i == present)
            draw_present(pen, model, walker, i, height);
    }
}
