/*
 * Each part draws itself into its rectangle with what rows it was given. Numbers that change while
 * it walks have fixed places and widths, so that nothing jumps and a step changes few cells.
 */
#include "view/panel.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "view/controls.h"
#include "view/coordinate.h"
#include "view/cut_plot.h"
#include "view/gauge.h"
#include "view/map.h"
#include "view/race_table.h"
#include "view/spell.h"
#include "view/stack.h"
#include "view/standing.h"
#include "view/update.h"

enum {
    INDENT = 2,
    DIGITS = 3,
    BOTH_CHARTS_ROWS = 15 /* of a chart that is parted into two */
};

/* --- who walks */

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
    const char *name = scene_walker_name(model->scene, 0, walk_settings(model_walk(model)));
    struct style style = pen_walker_style(pen->look, 0);
    int end = standing_draw_word(pen, model, 0, pen->area.columns, 0, STANDING_WORD);
    pen_text(pen, 0, 0, 1, style, "●");
    int column = INDENT + pen_text(pen, INDENT, 0, end - INDENT - 1, style, name) + 1;
    spell_extras(extras, sizeof extras, model->race->walks[0]);
    if (column + text_width(extras) < end)
        pen_text(pen, column, 0, end - column - 1, pen_style(pen->look, INK_QUIET), extras);
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
    const struct walker *now = walk_now(model_walk(model));
    int gap = pen->area.columns >= 36 ? 2 : 1;
    struct coordinate_form form =
        coordinate_form(pen->look, model->window, (pen->area.columns - 20 - gap) / 2);
    const char *gradient = pen->look->glyphs == GLYPHS_ASCII ? "grad" : "|∇|";
    int right = INDENT + 3 + 2 * form.columns + 4 + gap, value = right + 5;
    int room = pen->area.columns - value;
    standing_draw_mark(pen, model, model_chosen(model), 0, 0);
    spell_number(number, pen->look, (double)now->step, 6, right - INDENT - 6);
    draw_pair(pen, INDENT, 0, "step", INDENT + 5, number);
    spell_steady(number, pen->look, now->loss, DIGITS, room < 9 ? room : 9);
    draw_pair(pen, right, 0, "loss", value, number);
    if (room >= 18 && model->speed > 0) {
        char speed[2 * SPELL_NUMBER];
        spell_number(number, pen->look, model->speed, DIGITS, SPELL_COLUMNS);
        snprintf(speed, sizeof speed, "%s/s", number);
        pen_right(pen, pen->area.columns, 0, 9, pen_style(pen->look, INK_QUIET), speed);
    }
    coordinate_point(point, sizeof point, pen->look, now->at, &form);
    draw_pair(pen, INDENT, 1, "at", INDENT + 3, point);
    spell_steady(number, pen->look, hypot(now->gradient[0], now->gradient[1]), DIGITS,
                 room < 9 ? room : 9);
    draw_pair(pen, right, 1, gradient, value, number);
}

/* --- the chart */

/* The cut takes the loss curve's place, or the half of it where both have room. */
static void draw_chart(struct chart *chart, const struct pen *pen, const struct model *model)
{
    struct chart_source source = {model->chart, model->race, model_chosen(model), model->critical};
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
    on.area = indented(part[PART_REASON]);
    standing_draw_reason(&on, model, model_chosen(model));
    on.area = part[PART_WALKERS];
    if (on.area.rows == 0)
        return;
    if (model->race->count > 1)
        race_table_draw(&on, model);
    else
        draw_walker(&on, model);
    on.area = part[PART_SUMMARY];
    pen_fill(&on, INDENT, 0, on.area.columns - INDENT, on.area.rows,
             pen_style(pen->look, INK_QUIET), walk_settings(model_walk(model))->optimizer->summary);
    on.area = part[PART_STATE];
    draw_state(&on, model);
    controls_draw(pen, model, layout);
    on.area = indented(part[PART_GAUGE]);
    gauge_draw(&on, model, model_chosen(model), map_plot(model, part[PART_MAP]));
    on.area = part[PART_COURSE];
    if (on.area.rows > 0)
        controls_draw_course(&on, model);
    on.area = part[PART_RULE];
    if (on.area.rows > 0)
        update_draw(&on, model);
    on.area = part[PART_ABOUT];
    int indent = stack_about_indent(on.area.columns);
    pen_fill(&on, indent, 0, on.area.columns - indent, on.area.rows, pen_style(pen->look, INK_TEXT),
             model->scene->about);
}

struct pick panel_pick(const struct model *model, const struct layout *layout, int column, int row)
{
    struct rectangle walkers = layout->part[PART_WALKERS];
    if (!rectangle_has(walkers, column, row))
        return controls_pick(model, layout, column, row);
    int walker = race_table_pick(model, walkers.rows, row - walkers.row);
    return walker < 0 ? (struct pick){.kind = PICK_NOTHING}
                      : (struct pick){.kind = PICK_WALKER, .index = (size_t)walker};
}
