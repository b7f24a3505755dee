#include "view/parts.h"

#include "base/text.h"
#include "view/spell.h"

enum {
    INDENT = 2,
    DIGITS = 3,
    NUMBER_COLUMNS = 8, /* -1.23e-5 */
    GAP = 2,
    LABEL_LEAST = 10 /* columns for labels, or none */
};

int parts_rows(const struct explanation *step)
{
    return (int)step->count + 1;
}

/* From the right: y, x, the label; the symbol at the left. */
static int number_end(const struct pen *pen, int axis)
{
    return pen->area.columns - (SURFACE_AXES - 1 - axis) * (NUMBER_COLUMNS + GAP);
}

static void draw_part(const struct pen *pen, int row, const struct part *part, int label)
{
    char number[SPELL_NUMBER];
    int begin = number_end(pen, 0);
    for (int axis = part->is_scalar ? 0 : SURFACE_AXES - 1; axis >= 0; axis--) {
        spell_steady(number, pen->look, part->value[axis], DIGITS, NUMBER_COLUMNS);
        begin = pen_right(pen, number_end(pen, axis), row, NUMBER_COLUMNS,
                          pen_style(pen->look, INK_STRONG), number);
    }
    pen_text(pen, INDENT, row, label - INDENT - GAP, pen_style(pen->look, INK_TEXT), part->symbol);
    if (begin - GAP - label >= LABEL_LEAST)
        pen_text(pen, label, row, begin - GAP - label, pen_style(pen->look, INK_QUIET),
                 part->label);
}

void parts_draw(const struct explanation *step, const struct pen *pen, int row,
                const struct model *model)
{
    char symbol[SPELL_LINE];
    int widest = 0;
    for (size_t i = 0; i < step->count; i++) {
        spell_text(symbol, sizeof symbol, pen->look, step->parts[i].symbol);
        widest = text_width(symbol) > widest ? text_width(symbol) : widest;
    }
    for (int axis = 0; axis < SURFACE_AXES; axis++)
        pen_right(pen, number_end(pen, axis), row, NUMBER_COLUMNS, pen_style(pen->look, INK_QUIET),
                  model->scene->parameters[axis]);
    for (size_t i = 0; i < step->count; i++)
        draw_part(pen, row + 1 + (int)i, &step->parts[i], INDENT + widest + GAP);
}
