/* The direction is what the rate was multiplied with, whatever the optimizer made it of. */
#include "view/numbers.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "view/spell.h"

static int end_columns(const struct look *look, struct scene_window window, int decimals)
{
    char low[SPELL_NUMBER], high[SPELL_NUMBER];
    spell_fixed(low, look, window.low, decimals, SPELL_NUMBER / 4);
    spell_fixed(high, look, window.high, decimals, SPELL_NUMBER / 4);
    int a = text_width(low), b = text_width(high);
    return a > b ? a : b;
}

struct coordinate_form coordinate_form(const struct look *look, const struct scene_window *window,
                                       int most)
{
    struct coordinate_form form = {.columns = 1};
    for (int axis = 0; axis < SURFACE_AXES; axis++) {
        int decimals = spell_decimals(window[axis].high - window[axis].low), columns;
        while ((columns = end_columns(look, window[axis], decimals)) > most && decimals > 0)
            decimals--;
        form.decimals[axis] = decimals;
        form.columns = columns > form.columns ? columns : form.columns;
    }
    if (form.columns > most)
        form.columns = most > 4 ? most : 4;
    return form;
}

void spell_point(char *out, size_t size, const struct look *look, const double at[SURFACE_AXES],
                 const struct coordinate_form *form)
{
    char number[SURFACE_AXES][SPELL_NUMBER];
    int pad[SURFACE_AXES];
    for (int axis = 0; axis < SURFACE_AXES; axis++) {
        spell_fixed(number[axis], look, at[axis], form->decimals[axis], form->columns);
        pad[axis] = form->columns - text_width(number[axis]);
    }
    snprintf(out, size, "(%*s%s, %*s%s)", pad[0], "", number[0], pad[1], "", number[1]);
}

bool step_numbers(struct step_numbers *step, const struct model *model, size_t walker)
{
    const struct walk *walk = model->race->walks[walker];
    size_t count;
    const struct walk_point *points = walk_points(walk, &count);
    struct walker next = *walk_now(walk);
    if (count >= 2) {
        memcpy(step->before, points[count - 2].at, sizeof step->before);
        memcpy(step->after, points[count - 1].at, sizeof step->after);
        step->rate = points[count - 2].rate;
    } else {
        const struct walker_settings *settings = walk_settings(walk);
        struct walker_chance chance = {.seed = model->scene->seed, .index = (uint32_t)walker};
        memcpy(step->before, next.at, sizeof step->before);
        step->rate = walker_rate(&next, settings);
        if (!walker_step(&next, settings, model->scene->surface, &chance))
            return false;
        memcpy(step->after, next.at, sizeof step->after);
    }
    for (int axis = 0; axis < SURFACE_AXES; axis++)
        step->direction[axis] = (step->before[axis] - step->after[axis]) / step->rate;
    return step->rate != 0;
}

void step_numbers_draw(const struct step_numbers *step, const struct pen *pen, int column, int row,
                       const struct model *model, int axis)
{
    enum { ROOM = 9 };
    char after[SPELL_NUMBER], before[SPELL_NUMBER], rate[SPELL_NUMBER], direction[SPELL_NUMBER];
    char line[SPELL_LINE], spelled[SPELL_LINE], factor[SPELL_LINE];
    const struct scene_window *window = &model->window[axis];
    int decimals = spell_decimals(window->high - window->low);
    spell_fixed(after, pen->look, step->after[axis], decimals, ROOM);
    spell_fixed(before, pen->look, step->before[axis], decimals, ROOM);
    spell_number(rate, pen->look, step->rate, 2, ROOM);
    spell_steady(direction, pen->look, step->direction[axis], 3, ROOM);
    bool negative = step->direction[axis] < 0;
    snprintf(factor, sizeof factor, negative ? "(%s)" : "%s", direction);
    snprintf(line, sizeof line, "%s ← %s − %s·", after, before, rate);
    spell_text(spelled, sizeof spelled, pen->look, line);
    char name[SPELL_LINE];
    snprintf(name, sizeof name, "%s  ", model->scene->parameters[axis]);
    int columns = text_width(spelled) + text_width(factor), room = pen->area.columns - column;
    if (columns > room) {
        column = column > columns - room ? column - (columns - room) : 0;
        room = pen->area.columns - column;
    }
    if (columns > room)
        return;
    struct style quiet = pen_style(pen->look, INK_QUIET);
    if (columns + text_width(name) <= room)
        column += pen_line(pen, column, row, quiet, name);
    column += pen_line(pen, column, row, quiet, spelled);
    pen_line(pen, column, row, pen_style(pen->look, INK_STRONG), factor);
}
