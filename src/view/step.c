/* The rate and the direction are those that the optimizer hands over. */
#include "view/step.h"

#include <math.h>
#include <stdio.h>

#include "base/text.h"
#include "view/coordinate.h"
#include "view/spell.h"

enum {
    STEP_DECIMALS = 5, /* of a step's line, at most, unless coordinates have more */
    NUMBER_ROOM = 9,   /* columns of any number of a step */
    WHOLE_COLUMNS = 38 /* from here on a step's line has room for its result */
};

enum step_shown step_shown(const struct walk *walk, struct explanation *out)
{
    uint64_t now = walk_now(walk)->step;
    if (walk_explain(walk, now, out))
        return STEP_NEXT;
    return now > 0 && walk_explain(walk, now - 1, out) ? STEP_LAST : STEP_NONE;
}

unsigned step_chance(const struct walk *walk)
{
    double loss;
    return (walk_settings(walk)->noise != 0 ? STEP_NOISE : 0) |
           (walk_batch_loss(walk, walk_now(walk)->at, &loss) ? STEP_BATCH : 0);
}

/* As many as show what the step changed, if the plain form does not. */
static int step_decimals(const struct explanation *step, int axis, int decimals)
{
    double change = fabs(step->after[axis] - step->before[axis]);
    int needed = change > 0 && isfinite(change) ? 1 - (int)floor(log10(change)) : 0;
    return needed > decimals && needed <= STEP_DECIMALS ? needed : decimals;
}

/*
 * The line without its last factor: "-3.78 ← -3.77 − 0.004·", or with the parameter's name for what
 * comes out, "x ← -3.77 − 0.004·".
 */
static void spell_beginning(char *out, size_t size, const struct look *look,
                            const struct explanation *step, int axis, int decimals,
                            const char *name)
{
    char after[SPELL_NUMBER], before[SPELL_NUMBER], rate[SPELL_NUMBER], line[SPELL_LINE];
    bool product = explanation_find(step, PART_RATE) != NULL;
    spell_fixed(after, look, step->after[axis], decimals, NUMBER_ROOM);
    spell_fixed(before, look, step->before[axis], decimals, NUMBER_ROOM);
    spell_number(rate, look, explanation_rate(step), 3, NUMBER_ROOM);
    snprintf(line, sizeof line, "%s ← %s − %s%s", name != NULL ? name : after, before,
             product ? rate : "", product ? "·" : "");
    spell_text(out, size, look, line);
}

void step_draw(const struct explanation *step, const struct pen *pen, int column, int row,
               const struct model *model, int axis)
{
    char direction[SPELL_NUMBER], factor[SPELL_NUMBER + 2], beginning[SPELL_LINE];
    char name[SPELL_LINE];
    int decimals[SURFACE_AXES];
    coordinate_decimals(decimals, model->window);
    int places = step_decimals(step, axis, decimals[axis]);
    const char *parameter = model->scene->parameters[axis];
    const char *result = pen->area.columns < WHOLE_COLUMNS ? parameter : NULL;
    spell_beginning(beginning, sizeof beginning, pen->look, step, axis, places, result);
    double along = explanation_find(step, PART_DIRECTION)->value[axis];
    spell_steady(direction, pen->look, along, 3, NUMBER_ROOM);
    snprintf(factor, sizeof factor, along < 0 ? "(%s)" : "%s", direction);
    snprintf(name, sizeof name, "%s  ", parameter);
    int columns = text_width(beginning) + text_width(factor), room = pen->area.columns;
    while (columns > room - (places > decimals[axis] ? column : 0) && places > 0) {
        spell_beginning(beginning, sizeof beginning, pen->look, step, axis, --places, result);
        columns = text_width(beginning) + text_width(factor);
    }
    if (columns > room)
        return;
    if (column + columns > room)
        column = room - columns;
    struct style quiet = pen_style(pen->look, INK_QUIET);
    if (result == NULL && column + text_width(name) + columns <= room)
        column += pen_line(pen, column, row, quiet, name);
    column += pen_line(pen, column, row, quiet, beginning);
    pen_line(pen, column, row, pen_style(pen->look, INK_STRONG), factor);
}
