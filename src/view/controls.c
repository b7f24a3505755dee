#include "view/controls.h"

#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/text.h"
#include "view/course.h"
#include "view/gauge.h"
#include "view/slider.h"
#include "view/spell.h"

enum {
    INDENT = 2,
    DIGITS = 3,
    KEY_COLUMNS = 3, /* "l L" */
    KNOB_VALUE = 18, /* the column of a knob's value, in two rows */
    KNOB_LABEL = 9,  /* the columns of its label, in one */
    TRACK_LEAST = 4
};

/* Without a knob of its own: what stands in its place. */
static const char *const knob_names[LIVE_KNOBS] = {[LIVE_RATE] = "learning rate",
                                                   [LIVE_MOMENTUM] = "momentum",
                                                   [LIVE_NOISE] = "noise",
                                                   [LIVE_BATCH] = "batch"};

/* "momentum" of "walkers.1.momentum". */
static const char *last_word(const char *key)
{
    const char *dot = strrchr(key, '.');
    return dot != NULL ? dot + 1 : key;
}

static bool is_set_by_a_page(const struct scene *scene, const char *name)
{
    for (size_t i = 0; i < scene->page_count; i++)
        for (size_t j = 0; j < scene->pages[i].set_count; j++)
            if (strcmp(last_word(scene->pages[i].sets[j].key), name) == 0)
                return true;
    return false;
}

static bool is_in_use(const struct model *model, enum live_knob which)
{
    if (model->knob == which || which == LIVE_RATE || which == LIVE_BATCH ||
        is_set_by_a_page(model->scene, knob_names[which]))
        return true;
    for (size_t i = 0; i < model->race->count; i++) {
        const struct walker_settings *settings = walk_settings(model->race->walks[i]);
        if (live_knob(which, model->scene, settings) != NULL &&
            live_knob_value(which, settings) != 0)
            return true;
    }
    return false;
}

static bool is_shown(const struct model *model, enum live_knob which)
{
    return model->lesson == NULL || is_in_use(model, which);
}

/* How many of the knobs before this one have a row. */
static int shown_before(const struct model *model, int which)
{
    int count = 0;
    for (int i = 0; i < which; i++)
        count += is_shown(model, (enum live_knob)i);
    return count;
}

int controls_shown(const struct model *model)
{
    return shown_before(model, live_knob_count(model->scene));
}

/* A knob's rows; none if it is not shown. */
static struct rectangle rows_of(const struct model *model, const struct layout *layout,
                                enum live_knob which)
{
    struct rectangle area = layout->part[PART_KNOBS];
    int first = shown_before(model, (int)which) * layout->knob_rows;
    if (!is_shown(model, which) || first >= area.rows)
        return (struct rectangle){0, 0, 0, 0};
    return (struct rectangle){area.column, area.row + first, area.columns, layout->knob_rows};
}

static struct rectangle track_in(struct rectangle area)
{
    if (area.rows == 2)
        return (struct rectangle){area.column + INDENT, area.row + 1, area.columns - INDENT, 1};
    int column = INDENT + KNOB_LABEL;
    int columns = area.columns - column - 1 - SPELL_COLUMNS - 1 - KEY_COLUMNS;
    if (columns < TRACK_LEAST)
        return (struct rectangle){0, 0, 0, 0};
    return (struct rectangle){area.column + column, area.row, columns, 1};
}

struct rectangle controls_track(const struct model *model, const struct layout *layout,
                                enum live_knob which)
{
    const struct rectangle none = {0, 0, 0, 0};
    if (model->race == NULL || model->race->count == 0)
        return none;
    const struct walk *walk = model_walk(model);
    bool turns = live_knob(which, model->scene, walk_settings(walk)) != NULL &&
                 live_knob_ruler(which, walk_settings(walk)) == NULL;
    return turns ? track_in(rows_of(model, layout, which)) : none;
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
    spell_number(number, look, value, 6, SPELL_COLUMNS);
    spell_number(all, look, knob->high, 6, SPELL_COLUMNS);
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

/* Where the value begins, before the keys. */
static int value_column(const struct pen *pen, bool narrow)
{
    int last = pen->area.columns - KEY_COLUMNS - 1 - SPELL_COLUMNS;
    return narrow || last < KNOB_VALUE ? last : KNOB_VALUE;
}

static void draw_knob(const struct pen *pen, const struct model *model, enum live_knob which,
                      bool narrow)
{
    char number[SPELL_NUMBER];
    const struct walk *walk = model_walk(model);
    const struct knob *knob = live_knob(which, model->scene, walk_settings(walk));
    bool chosen = model->focus == FOCUS_KNOBS && model->knob == which;
    struct style quiet = pen_style(pen->look, INK_QUIET);
    struct style label =
        knob == NULL ? quiet : pen_style(pen->look, chosen ? INK_STRONG : INK_TEXT);
    int keys = pen->area.columns - KEY_COLUMNS, value = value_column(pen, narrow);
    pen_text(pen, 0, 0, 1, pen_style(pen->look, INK_STRONG), chosen ? "▸" : " ");
    pen_text(pen, INDENT, 0, (narrow ? KNOB_LABEL - 1 : value - INDENT - 1), label,
             knob_label(knob, which, narrow));
    if (knob == NULL) {
        pen_text(pen, value, 0, SPELL_COLUMNS, quiet, which == LIVE_BATCH ? "file" : "none");
        return;
    }
    double now = value_in_force(walk, which);
    if (which == LIVE_BATCH)
        spell_batch(number, pen->look, knob, now, keys - value - 1);
    else
        spell_number(number, pen->look, now, DIGITS, SPELL_COLUMNS);
    pen_text(pen, value, 0, keys - value - 1, pen_style(pen->look, INK_STRONG), number);
    if (live_knob_ruler(which, walk_settings(walk)) == NULL)
        pen_text(pen, keys, 0, KEY_COLUMNS, quiet,
                 model_key(model, SHOWN_RATE + (enum shown_key)which));
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
    const struct walker_settings *settings = walk_settings(model_walk(model));
    double fraction =
        knob_fraction(live_knob(which, model->scene, settings), live_knob_value(which, settings));
    struct slider_limit limit;
    bool limited = which == LIVE_RATE && gauge_limit(model, model_chosen(model), &limit);
    slider_draw(pen, 0, 0, pen->area.columns, fraction, limited ? &limit : NULL);
}

void controls_draw(const struct pen *pen, const struct model *model, const struct layout *layout)
{
    const struct walker_settings *settings = walk_settings(model_walk(model));
    for (int i = 0; i < live_knob_count(model->scene); i++) {
        enum live_knob which = (enum live_knob)i;
        struct rectangle area = rows_of(model, layout, which);
        if (area.rows == 0)
            continue;
        struct pen row = pen_on(pen, area);
        draw_knob(&row, model, which, layout->knob_rows == 1);
        const struct knob *knob = live_knob(which, model->scene, settings);
        const struct schedule *ruler = live_knob_ruler(which, settings);
        struct pen on = pen_on(pen, track_in(area));
        if (ruler != NULL)
            draw_ruler(&on, ruler);
        else if (knob != NULL)
            draw_slider(&on, model, which);
    }
}

/* --- the rate that a schedule moves */

/* In one row as the knobs are; with more rows the curve below a heading. */
void controls_draw_course(const struct pen *pen, const struct model *model)
{
    char number[SPELL_NUMBER], label[SPELL_NUMBER];
    const struct walk *walk = model_walk(model);
    struct rectangle area = pen->area;
    bool narrow = area.rows == 1;
    int value = value_column(pen, narrow);
    snprintf(label, sizeof label, "%s now", narrow ? "rate" : course_name(walk));
    pen_text(pen, INDENT, 0, value - 1 - INDENT, pen_style(pen->look, INK_TEXT), label);
    spell_number(number, pen->look, walker_rate(walk_now(walk), walk_settings(walk)), DIGITS,
                 SPELL_COLUMNS);
    pen_text(pen, value, 0, SPELL_COLUMNS, pen_style(pen->look, INK_STRONG), number);
    struct rectangle curve = {area.column + INDENT, area.row + 1, area.columns - INDENT,
                              area.rows - 1};
    if (narrow)
        curve = (struct rectangle){area.column + INDENT + KNOB_LABEL, area.row,
                                   value - 1 - INDENT - KNOB_LABEL, 1};
    const struct pen on = pen_on(pen, curve);
    course_draw(&on, model, model_chosen(model));
}

struct pick controls_pick(const struct model *model, const struct layout *layout, int column,
                          int row)
{
    for (int i = 0; i < live_knob_count(model->scene); i++) {
        enum live_knob which = (enum live_knob)i;
        struct rectangle track = controls_track(model, layout, which);
        if (rectangle_has(track, column, row))
            return (struct pick){.kind = PICK_SLIDER,
                                 .knob = which,
                                 .fraction = slider_fraction(track.columns, column - track.column)};
    }
    return (struct pick){.kind = PICK_NOTHING};
}
