#include "view/update.h"

#include "base/bounds.h"
#include "base/text.h"
#include "view/parts.h"
#include "view/spell.h"
#include "view/step.h"

enum { INDENT = 2 };

int update_parts_rows(const struct model *model)
{
    struct explanation step;
    if (!(model->layers & LAYER_STEP) || step_shown(model_walk(model), &step) == STEP_NONE)
        return 0;
    return parts_rows(&step);
}

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

/* What of the rule has room, to its end; returns the row below. A sign in the margin tells that
 * lines are missing. The end of the last line is in `from`. */
static int draw_rule_lines(const struct pen *pen, const struct rule *rule, int rows, int *from)
{
    char line[SPELL_LINE];
    struct style text = pen_style(pen->look, INK_TEXT);
    int indent = rule_indent(pen, rule), count = 0, row = 0;
    while (spell_rule(line, sizeof line, pen->look, rule, pen->area.columns, count))
        count++;
    if (count > rows && rows > 1 && indent > 0)
        pen_line(pen, 0, 0, pen_style(pen->look, INK_QUIET), "⋮");
    for (int i = at_least(count - rows, 0); i < count; i++) {
        spell_rule(line, sizeof line, pen->look, rule, pen->area.columns, i);
        pen_line(pen, indent, row++, text, line);
    }
    *from = indent + text_width(line);
    return row;
}

void update_draw(const struct pen *pen, const struct model *model)
{
    const struct walk *walk = model_walk(model);
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
    if (update_parts_rows(model) > 0 && row + update_parts_rows(model) <= pen->area.rows)
        parts_draw(&step, pen, row, model);
}
