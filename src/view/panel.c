/*
 * Each part draws itself into its rectangle with what rows it was given. Numbers that change while
 * it walks have fixed places and widths, so that nothing jumps and a step changes few cells.
 */
#include "view/panel.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/text.h"
#include "view/course.h"
#include "view/cut_plot.h"
#include "view/gauge.h"
#include "view/marks.h"
#include "view/lesson.h"
#include "view/map.h"
#include "view/coordinate.h"
#include "view/step.h"
#include "view/parts.h"
#include "view/scrubber.h"
#include "view/slider.h"
#include "view/spell.h"
#include "view/stack.h"
#include "view/standing.h"

enum {
    INDENT = 2,
    DIGITS = 3,
    NUMBER_COLUMNS = 7, /* room for any number of three digits: -1.2e-5 */
    LOSS_COLUMNS = 8,   /* room for "diverged" too */
    KEY_COLUMNS = 3,    /* "l L" */
    KNOB_VALUE = 18,    /* the column of a knob's value, in two rows */
    KNOB_LABEL = 9,     /* the columns of its label, in one */
    TRACK_LEAST = 4,
    BOTH_CHARTS_ROWS = 15, /* of a chart that is parted into two */
    RACE_RATE_FROM = 44,   /* columns from which a race has a column for the rates */
    RACE_GOAL_FROM = 52,   /* ... for the arrivals at the goal */
    GOAL_COLUMNS = 6
};

static size_t chosen_walker(const struct model *model)
{
    return model->walker < model->race->count ? model->walker : 0;
}

static const struct walk *chosen_walk(const struct model *model)
{
    return model->race->walks[chosen_walker(model)];
}

static const struct optimizer *optimizer_of(const struct model *model, size_t walker)
{
    return walk_settings(model->race->walks[walker])->optimizer;
}

static bool is_before_start(const struct model *model)
{
    return !model->running && race_step_count(model->race) == 0;
}

/* The rows of the step's table, if the step is asked for. */
static int wished_parts(const struct model *model)
{
    struct explanation step;
    if (!(model->layers & LAYER_STEP) || step_shown(chosen_walk(model), &step) == STEP_NONE)
        return 0;
    return parts_rows(&step);
}

struct layout_wish panel_wish(const struct model *model, int columns, int rows)
{
    struct layout_wish wish = {.columns = columns, .rows = rows};
    if (model->race == NULL || model->scene == NULL || model->race->count == 0)
        return wish;
    wish.walkers = model->race->count;
    wish.knobs = live_knob_count(model->scene);
    wish.course = course_is_wanted(model->race);
    wish.look = &model->look;
    wish.parts = wished_parts(model);
    wish.about = model->lesson == NULL ? model->scene->about : NULL;
    wish.lesson = model->lesson != NULL ? lesson_rows(model->scene, &model->look, columns) : 0;
    wish.asks = model->lesson != NULL && model->lesson->sign == LESSON_ASKS;
    wish.scrubber = scrubber_is_wanted(model) && model->prompt == NULL;
    wish.message = model->message != NULL ? text_width(model->message) : 0;
    wish.presenting = model->presenting;
    wish.chosen_chart = model->chart != CHART_LOSS;
    wish.cut = model->chart == CHART_CUT;
    wish.reading = is_before_start(model) && model->chart == CHART_LOSS;
    wish.warning = gauge_is_exceeded(model, chosen_walker(model));
    return wish;
}

/* --- who walks */

/* What the scene calls the walker, else its optimizer. */
static const char *walker_name(const struct model *model, size_t walker)
{
    const struct scene *scene = model->scene;
    if (walker < scene->walker_count && scene->walkers[walker].label != NULL)
        return scene->walkers[walker].label;
    return optimizer_of(model, walker)->label;
}

/* "with momentum": the knobs that are off by default, and on; by a schedule too. */
static void spell_extras(char *out, size_t size, const struct walk *walk)
{
    const struct walker_settings *settings = walk_settings(walk);
    const struct optimizer *optimizer = settings->optimizer;
    double momentum = walker_momentum(walk_now(walk), settings);
    out[0] = '\0';
    for (size_t i = 1; i < optimizer->knob_count; i++) {
        const struct knob *knob = &optimizer->knobs[i];
        double value = (int)i == optimizer->momentum_knob ? momentum : settings->knob[i];
        if (knob->initial != 0 || value == 0)
            continue;
        size_t length = strlen(out);
        snprintf(out + length, size - length, "%s%s", length > 0 ? ", " : "with ", knob->label);
    }
}

static void draw_walker(const struct pen *pen, const struct model *model)
{
    char extras[SPELL_LINE];
    const char *name = walker_name(model, 0);
    struct style style = pen_walker_style(pen->look, 0);
    int end = standing_draw_word(pen, model, 0, pen->area.columns, 0, STANDING_WORD);
    pen_text(pen, 0, 0, 1, style, "●");
    int column = INDENT + pen_text(pen, INDENT, 0, end - INDENT - 1, style, name) + 1;
    spell_extras(extras, sizeof extras, model->race->walks[0]);
    if (column + text_width(extras) < end)
        pen_text(pen, column, 0, end - column - 1, pen_style(pen->look, INK_QUIET), extras);
}

/* The columns of a race's table, from the right. */
struct race_columns {
    int name, rate, loss, goal, word; /* where each begins; what has no room, where the next does */
};

static struct race_columns race_columns(int columns)
{
    struct race_columns at = {.name = 3, .word = columns - STANDING_WORD};
    bool wide = columns >= RACE_RATE_FROM;
    at.goal = at.word - (columns >= RACE_GOAL_FROM ? GOAL_COLUMNS + 1 : 0);
    at.loss = at.goal - 1 - (wide ? LOSS_COLUMNS : NUMBER_COLUMNS);
    at.rate = wide ? at.loss - 1 - NUMBER_COLUMNS : at.loss;
    return at;
}

/* The step from which on it is at the goal. */
static void draw_arrival(const struct pen *pen, const struct model *model, size_t walker,
                         int column, int row)
{
    char number[SPELL_NUMBER];
    if (model->arrivals == NULL || model->arrivals[walker] == GOAL_NEVER)
        return;
    spell_number(number, pen->look, (double)model->arrivals[walker], GOAL_COLUMNS, GOAL_COLUMNS);
    pen_text(pen, column, row, GOAL_COLUMNS, pen_style(pen->look, INK_STRONG), number);
}

static void draw_race_row(const struct pen *pen, const struct model *model, size_t walker, int row)
{
    char number[SPELL_NUMBER];
    const struct walk *walk = model->race->walks[walker];
    const struct walker_settings *settings = walk_settings(walk);
    struct race_columns at = race_columns(pen->area.columns);
    bool chosen = walker == chosen_walker(model);
    char letter[2] = {marks_letter(walker), '\0'};
    pen_text(pen, 0, row, 1, pen_style(pen->look, INK_STRONG), chosen ? "▸" : " ");
    pen_text(pen, 1, row, 1, pen_chip_style(pen->look, walker), letter);
    const char *name = walker_name(model, walker);
    if (text_width(name) > at.rate - at.name - 1 && name == settings->optimizer->label)
        name = settings->optimizer->name;
    pen_text(pen, at.name, row, at.rate - at.name - 1,
             pen_style(pen->look, chosen ? INK_STRONG : INK_TEXT), name);
    if (at.rate < at.loss) {
        spell_number(number, pen->look, settings->knob[OPTIMIZER_LR], DIGITS, NUMBER_COLUMNS);
        pen_text(pen, at.rate, row, NUMBER_COLUMNS, pen_style(pen->look, INK_TEXT), number);
    }
    if (at.goal < at.word)
        draw_arrival(pen, model, walker, at.goal, row);
    int room = at.goal - 1 - at.loss;
    spell_steady(number, pen->look, walk_now(walk)->loss, DIGITS, room);
    pen_text(pen, at.loss, row, room, pen_style(pen->look, INK_STRONG), number);
    standing_draw_word(pen, model, walker, pen->area.columns, row, STANDING_WORD);
}

/* Which walkers' rows are shown, if not all have room: those around the chosen one. */
struct race_rows {
    int heading;
    size_t first, count;
};

static struct race_rows race_rows(const struct model *model, int rows)
{
    size_t count = model->race->count, chosen = chosen_walker(model);
    struct race_rows shown = {.heading = rows > (int)count, .count = count};
    if ((int)count > rows) {
        shown.count = (size_t)rows;
        shown.first = chosen + 1 > shown.count ? chosen + 1 - shown.count : 0;
    }
    return shown;
}

/* On what terms they race stands over their names; the other headings where it leaves room. */
static void draw_race_heading(const struct pen *pen, const struct model *model)
{
    struct race_columns at = race_columns(pen->area.columns);
    struct style quiet = pen_style(pen->look, INK_QUIET);
    const char *terms = model->terms != NULL ? model->terms : "optimizer";
    int end =
        at.name + 1 +
        pen_text(pen, at.name, 0, at.word - at.name - 1, pen_style(pen->look, INK_TEXT), terms);
    if (at.rate < at.loss && end <= at.rate)
        pen_text(pen, at.rate, 0, NUMBER_COLUMNS, quiet, "lr");
    if (end <= at.loss)
        pen_text(pen, at.loss, 0, at.goal - at.loss - 1, quiet, "loss");
    else if (end <= at.goal - 1 - text_width("loss"))
        pen_right(pen, at.goal - 1, 0, text_width("loss"), quiet, "loss");
    if (at.goal < at.word)
        pen_text(pen, at.goal, 0, GOAL_COLUMNS, quiet, "goal");
    pen_right(pen, pen->area.columns, 0, STANDING_WORD, quiet, "verdict");
}

static void draw_race(const struct pen *pen, const struct model *model)
{
    struct race_rows shown = race_rows(model, pen->area.rows);
    if (shown.heading)
        draw_race_heading(pen, model);
    for (size_t i = 0; i < shown.count; i++)
        draw_race_row(pen, model, shown.first + i, shown.heading + (int)i);
}

/* --- where it is */

static void draw_pair(const struct pen *pen, int column, int row, const char *label, int value,
                      const char *number)
{
    pen_line(pen, column, row, pen_style(pen->look, INK_QUIET), label);
    pen_line(pen, value, row, pen_style(pen->look, INK_STRONG), number);
}

static void draw_state(const struct pen *pen, const struct model *model)
{
    char number[SPELL_NUMBER], point[3 * SPELL_NUMBER];
    const struct walker *now = walk_now(chosen_walk(model));
    int gap = pen->area.columns >= 36 ? 2 : 1;
    struct coordinate_form form =
        coordinate_form(pen->look, model->window, (pen->area.columns - 20 - gap) / 2);
    const char *gradient = pen->look->glyphs == GLYPHS_ASCII ? "grad" : "|∇|";
    int right = INDENT + 3 + 2 * form.columns + 4 + gap, value = right + 5;
    int room = pen->area.columns - value;
    standing_draw_mark(pen, model, chosen_walker(model), 0, 0);
    spell_number(number, pen->look, (double)now->step, 6, right - INDENT - 6);
    draw_pair(pen, INDENT, 0, "step", INDENT + 5, number);
    spell_steady(number, pen->look, now->loss, DIGITS, room < 9 ? room : 9);
    draw_pair(pen, right, 0, "loss", value, number);
    if (room >= 18 && model->speed > 0) {
        char speed[2 * SPELL_NUMBER];
        spell_number(number, pen->look, model->speed, DIGITS, NUMBER_COLUMNS);
        snprintf(speed, sizeof speed, "%s/s", number);
        pen_right(pen, pen->area.columns, 0, 9, pen_style(pen->look, INK_QUIET), speed);
    }
    coordinate_point(point, sizeof point, pen->look, now->at, &form);
    draw_pair(pen, INDENT, 1, "at", INDENT + 3, point);
    spell_steady(number, pen->look, hypot(now->gradient[0], now->gradient[1]), DIGITS,
                 room < 9 ? room : 9);
    draw_pair(pen, right, 1, gradient, value, number);
}

void panel_draw_status(const struct pen *pen, const struct model *model)
{
    char number[SPELL_NUMBER], line[4 * SPELL_NUMBER];
    size_t walker = chosen_walker(model);
    const struct walker *now = walk_now(model->race->walks[walker]);
    int room = pen->area.columns, column = 0;
    int end = standing_draw_word(pen, model, walker, room, 0, room < 18 ? room / 3 : STANDING_WORD);
    end -= end < room; /* a blank between */
    if (model->race->count > 1) {
        char letter[2] = {marks_letter(walker), '\0'};
        column = 1 + pen_text(pen, 0, 0, 1, pen_chip_style(pen->look, walker), letter);
    }
    if (end - column > 30)
        column += 2 + pen_text(pen, column, 0, 12, pen_walker_style(pen->look, walker),
                               optimizer_of(model, walker)->name);
    if (end - column >= 21) {
        standing_draw_mark(pen, model, walker, column, 0);
        column += 2;
    }
    spell_number(number, pen->look, (double)now->step, 6, NUMBER_COLUMNS);
    snprintf(line, sizeof line, end - column >= 21 ? "step %s" : "%s", number);
    column += 2 + pen_text(pen, column, 0, end - column, pen_style(pen->look, INK_TEXT), line);
    spell_steady(number, pen->look, now->loss, DIGITS, NUMBER_COLUMNS);
    snprintf(line, sizeof line, end - column >= 13 ? "loss %s" : "%s", number);
    if (column + text_width(line) <= end)
        pen_text(pen, column, 0, end - column, pen_style(pen->look, INK_STRONG), line);
}

/* --- the knobs */

static const char *const knob_keys[LIVE_KNOBS] = {
    [LIVE_RATE] = "l L", [LIVE_MOMENTUM] = "m M", [LIVE_NOISE] = "n N", [LIVE_BATCH] = "b B"};

/* Without a knob of its own: what stands in its place. */
static const char *const knob_names[LIVE_KNOBS] = {[LIVE_RATE] = "learning rate",
                                                   [LIVE_MOMENTUM] = "momentum",
                                                   [LIVE_NOISE] = "noise",
                                                   [LIVE_BATCH] = "batch"};

static struct rectangle track_in(const struct layout *layout, enum live_knob which)
{
    struct rectangle area = layout->part[PART_KNOBS];
    int row = area.row + (int)which * layout->knob_rows;
    if (layout->knob_rows == 2)
        return (struct rectangle){area.column + INDENT, row + 1, area.columns - INDENT, 1};
    int column = INDENT + KNOB_LABEL;
    int columns = area.columns - column - 1 - NUMBER_COLUMNS - 1 - KEY_COLUMNS;
    if (layout->knob_rows == 0 || columns < TRACK_LEAST)
        return (struct rectangle){0, 0, 0, 0};
    return (struct rectangle){area.column + column, row, columns, 1};
}

struct rectangle panel_track(const struct model *model, const struct layout *layout,
                             enum live_knob which)
{
    const struct rectangle none = {0, 0, 0, 0};
    if (model->race == NULL || model->race->count == 0)
        return none;
    const struct walk *walk = chosen_walk(model);
    bool turns = live_knob(which, model->scene, walk_settings(walk)) != NULL &&
                 live_knob_ruler(which, walk_settings(walk)) == NULL;
    return turns ? track_in(layout, which) : none;
}

static const char *knob_label(const struct knob *knob, enum live_knob which, bool narrow)
{
    bool fits = knob != NULL && !(narrow && text_width(knob->label) >= KNOB_LABEL);
    const char *last = knob != NULL ? strrchr(knob->label, ' ') : NULL;
    if (!fits && narrow && which == LIVE_RATE) /* "rate"; of a "first step": "step" */
        return last != NULL ? last + 1 : "rate";
    return fits ? knob->label : knob_names[which];
}

/* Of the next step: as the knob is set, or as the schedule has it that overrules the knob. */
static double value_in_force(const struct walk *walk, enum live_knob which)
{
    const struct walker_settings *settings = walk_settings(walk);
    if (live_knob_ruler(which, walk_settings(walk)) == NULL)
        return live_knob_value(which, settings);
    return which == LIVE_RATE ? walker_rate(walk_now(walk), settings)
                              : walker_momentum(walk_now(walk), settings);
}

/* Of a batch also how many examples there are, if that fits: "8 of 40", "10/40", "all 40". */
static void spell_batch(char out[SPELL_NUMBER], const struct look *look, const struct knob *knob,
                        double value, int columns)
{
    static const char *const joints[] = {" of ", "/"};
    char number[SPELL_NUMBER], all[SPELL_NUMBER];
    spell_number(number, look, value, 6, NUMBER_COLUMNS);
    spell_number(all, look, knob->high, 6, NUMBER_COLUMNS);
    for (size_t i = 0; i < ARRAY_LENGTH(joints); i++) {
        if (value >= knob->high)
            snprintf(out, SPELL_NUMBER, "all %.20s", all);
        else
            snprintf(out, SPELL_NUMBER, "%.20s%s%.20s", number, joints[i], all);
        if (text_width(out) <= columns)
            return;
    }
    memcpy(out, number, sizeof number);
}

static void draw_knob(const struct pen *pen, const struct model *model, enum live_knob which,
                      bool narrow)
{
    char number[SPELL_NUMBER];
    const struct walk *walk = chosen_walk(model);
    const struct knob *knob = live_knob(which, model->scene, walk_settings(walk));
    bool chosen = model->focus == FOCUS_KNOBS && model->knob == which;
    struct style quiet = pen_style(pen->look, INK_QUIET);
    struct style label =
        knob == NULL ? quiet : pen_style(pen->look, chosen ? INK_STRONG : INK_TEXT);
    int keys = pen->area.columns - KEY_COLUMNS, value = KNOB_VALUE;
    if (narrow || keys - value < NUMBER_COLUMNS)
        value = keys - 1 - NUMBER_COLUMNS;
    pen_text(pen, 0, 0, 1, pen_style(pen->look, INK_STRONG), chosen ? "▸" : " ");
    pen_text(pen, INDENT, 0, (narrow ? KNOB_LABEL - 1 : value - INDENT - 1), label,
             knob_label(knob, which, narrow));
    if (knob == NULL) {
        pen_text(pen, value, 0, NUMBER_COLUMNS, quiet, which == LIVE_BATCH ? "file" : "none");
        return;
    }
    double now = value_in_force(walk, which);
    if (which == LIVE_BATCH)
        spell_batch(number, pen->look, knob, now, keys - value - 1);
    else
        spell_number(number, pen->look, now, DIGITS, NUMBER_COLUMNS);
    pen_text(pen, value, 0, keys - value - 1, pen_style(pen->look, INK_STRONG), number);
    if (live_knob_ruler(which, walk_settings(walk)) == NULL)
        pen_text(pen, keys, 0, KEY_COLUMNS, quiet, knob_keys[which]);
}

/* Where its slider would be: what sets it instead. */
static void draw_ruler(const struct pen *pen, const struct schedule *schedule)
{
    char words[SPELL_LINE];
    snprintf(words, sizeof words, "set by %s", schedule->name);
    bool fits = text_width(words) <= pen->area.columns;
    pen_line(pen, 0, 0, pen_style(pen->look, INK_QUIET), fits ? words : schedule->name);
}

static void draw_slider(const struct pen *pen, const struct model *model, enum live_knob which)
{
    const struct walker_settings *settings = walk_settings(chosen_walk(model));
    double fraction =
        knob_fraction(live_knob(which, model->scene, settings), live_knob_value(which, settings));
    struct slider_limit limit;
    bool limited = which == LIVE_RATE && gauge_limit(model, chosen_walker(model), &limit);
    slider_draw(pen, 0, 0, pen->area.columns, fraction, limited ? &limit : NULL);
}

static void draw_knobs(const struct pen *pen, const struct model *model,
                       const struct layout *layout)
{
    const struct walker_settings *settings = walk_settings(chosen_walk(model));
    int count = layout->knob_rows > 0 ? live_knob_count(model->scene) : 0;
    for (int i = 0; i < count; i++) {
        enum live_knob which = (enum live_knob)i;
        struct rectangle area = layout->part[PART_KNOBS];
        area.row += (int)which * layout->knob_rows;
        area.rows = layout->knob_rows;
        struct pen row = pen_on(pen, area);
        draw_knob(&row, model, which, layout->knob_rows == 1);
        const struct knob *knob = live_knob(which, model->scene, settings);
        const struct schedule *ruler = live_knob_ruler(which, settings);
        struct pen on = pen_on(pen, track_in(layout, which));
        if (ruler != NULL)
            draw_ruler(&on, ruler);
        else if (knob != NULL)
            draw_slider(&on, model, which);
    }
}

/* --- the rate that a schedule moves */

/* In one row as the knobs are; with more rows the curve below a heading. */
static void draw_course(const struct pen *pen, const struct model *model)
{
    char number[SPELL_NUMBER], label[SPELL_NUMBER];
    const struct walk *walk = chosen_walk(model);
    struct rectangle area = pen->area;
    bool narrow = area.rows == 1;
    int keys = area.columns - KEY_COLUMNS, value = KNOB_VALUE;
    if (narrow || keys - value < NUMBER_COLUMNS)
        value = keys - 1 - NUMBER_COLUMNS;
    snprintf(label, sizeof label, "%s now", narrow ? "rate" : course_name(walk));
    pen_text(pen, INDENT, 0, value - 1 - INDENT, pen_style(pen->look, INK_TEXT), label);
    spell_number(number, pen->look, walker_rate(walk_now(walk), walk_settings(walk)), DIGITS,
                 NUMBER_COLUMNS);
    pen_text(pen, value, 0, NUMBER_COLUMNS, pen_style(pen->look, INK_STRONG), number);
    struct rectangle curve = {area.column + INDENT, area.row + 1, area.columns - INDENT,
                              area.rows - 1};
    if (narrow)
        curve = (struct rectangle){area.column + INDENT + KNOB_LABEL, area.row,
                                   value - 1 - INDENT - KNOB_LABEL, 1};
    const struct pen on = pen_on(pen, curve);
    course_draw(&on, model, chosen_walker(model));
}

/* --- the rule */

/* Long lines begin further left. */
static int rule_indent(const struct pen *pen, const struct rule *rule)
{
    char line[SPELL_LINE];
    int indent = INDENT;
    for (int i = 0; spell_rule(line, sizeof line, pen->look, rule, pen->area.columns, i); i++) {
        int free = pen->area.columns - text_width(line);
        indent = free < indent ? free : indent;
    }
    return indent > 0 ? indent : 0;
}

/* Whose numbers are below, behind the rule's last line. */
static void put_which_step(const struct pen *pen, int row, int from, enum step_shown which)
{
    const char *words = which == STEP_NEXT ? "next step" : "last step";
    int end = pen->area.columns, room = end - from - 2;
    struct style quiet = pen_style(pen->look, INK_QUIET);
    if (pen_right(pen, end, row, room, quiet, words) == end)
        pen_right(pen, end, row, room, quiet, which == STEP_NEXT ? "next" : "last");
}

/* What of the rule has room, to its end; returns the row below. The end of the last line is in
 * `from`. */
static int draw_rule_lines(const struct pen *pen, const struct rule *rule, int rows, int *from)
{
    char line[SPELL_LINE];
    struct style text = pen_style(pen->look, INK_TEXT);
    int indent = rule_indent(pen, rule), count = 0, row = 0;
    while (spell_rule(line, sizeof line, pen->look, rule, pen->area.columns, count))
        count++;
    int skipped = count > rows ? count - rows + (rows > 1) : 0;
    if (skipped > 0 && rows > 1)
        pen_line(pen, INDENT, row++, pen_style(pen->look, INK_QUIET), "⋮");
    for (int i = skipped; i < count; i++) {
        spell_rule(line, sizeof line, pen->look, rule, pen->area.columns, i);
        pen_line(pen, indent, row++, text, line);
    }
    *from = indent + text_width(line);
    return row;
}

static void draw_rule(const struct pen *pen, const struct model *model)
{
    const struct walk *walk = chosen_walk(model);
    struct explanation step;
    struct rule rule;
    enum step_shown which = step_shown(walk, &step);
    walk_rule(walk, &rule);
    int numbers = which != STEP_NONE ? SURFACE_AXES : 0, from;
    int row = draw_rule_lines(pen, &rule, pen->area.rows - numbers, &from);
    if (which == STEP_NONE)
        return;
    put_which_step(pen, row - 1, from, which);
    for (int axis = 0; axis < SURFACE_AXES; axis++)
        step_draw(&step, pen, rule_indent(pen, &rule), row++, model, axis);
    if (wished_parts(model) > 0 && row + wished_parts(model) <= pen->area.rows)
        parts_draw(&step, pen, row, model);
}

/* --- the chart */

/* The cut takes the loss curve's place, or the half of it where both have room. */
static void draw_chart(struct chart *chart, const struct pen *pen, const struct model *model)
{
    struct chart_source source = {model->chart, model->race, chosen_walker(model), model->critical};
    struct look thick = *pen->look;
    struct pen on = *pen;
    if (model->presenting && thick.glyphs > GLYPHS_HALF)
        thick.glyphs = GLYPHS_HALF;
    on.look = &thick;
    if (model->chart == CHART_CUT && pen->area.rows >= BOTH_CHARTS_ROWS && !model->presenting) {
        on.area.rows = pen->area.rows / 2 - 1;
        source.kind = CHART_LOSS;
        chart_draw(chart, &on, &source);
        on.area.row += on.area.rows + 1;
        on.area.rows = pen->area.rows - on.area.rows - 1;
    }
    if (model->chart == CHART_CUT)
        cut_plot_draw(&on, model);
    else
        chart_draw(chart, &on, &source);
}

/* --- all */

static struct rectangle indented(struct rectangle area)
{
    area.column += INDENT;
    area.columns -= area.columns > INDENT ? INDENT : area.columns;
    return area;
}

void panel_draw(struct chart *chart, const struct pen *pen, const struct model *model,
                const struct layout *layout)
{
    const struct rectangle *part = layout->part;
    struct pen on = pen_on(pen, part[PART_CHART]);
    if (on.area.rows > 0)
        draw_chart(chart, &on, model);
    on.area = part[PART_WALKERS];
    if (on.area.rows == 0)
        return;
    if (model->race->count > 1)
        draw_race(&on, model);
    else
        draw_walker(&on, model);
    on.area = indented(part[PART_REASON]);
    standing_draw_reason(&on, model, chosen_walker(model));
    on.area = part[PART_SUMMARY];
    pen_fill(&on, INDENT, 0, on.area.columns - INDENT, on.area.rows,
             pen_style(pen->look, INK_QUIET), optimizer_of(model, chosen_walker(model))->summary);
    on.area = part[PART_STATE];
    draw_state(&on, model);
    draw_knobs(pen, model, layout);
    on.area = indented(part[PART_GAUGE]);
    gauge_draw(&on, model, chosen_walker(model), map_plot(model, part[PART_MAP]));
    on.area = part[PART_COURSE];
    if (on.area.rows > 0)
        draw_course(&on, model);
    on.area = part[PART_RULE];
    if (on.area.rows > 0)
        draw_rule(&on, model);
    on.area = part[PART_ABOUT];
    int indent = stack_about_indent(on.area.columns);
    pen_fill(&on, indent, 0, on.area.columns - indent, on.area.rows, pen_style(pen->look, INK_TEXT),
             model->scene->about);
}

struct pick panel_pick(const struct model *model, const struct layout *layout, int column, int row)
{
    struct rectangle walkers = layout->part[PART_WALKERS];
    for (int i = 0; i < live_knob_count(model->scene); i++) {
        enum live_knob which = (enum live_knob)i;
        struct rectangle track = panel_track(model, layout, which);
        if (rectangle_has(track, column, row))
            return (struct pick){.kind = PICK_SLIDER,
                                 .knob = which,
                                 .fraction = slider_fraction(track.columns, column - track.column)};
    }
    if (!rectangle_has(walkers, column, row))
        return (struct pick){.kind = PICK_NOTHING};
    struct race_rows shown = race_rows(model, walkers.rows);
    int line = row - walkers.row - (model->race->count > 1 ? shown.heading : 0);
    if (line < 0 || (size_t)line >= shown.count)
        return (struct pick){.kind = PICK_NOTHING};
    return (struct pick){.kind = PICK_WALKER, .index = shown.first + (size_t)line};
}
