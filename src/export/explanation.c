/* Lines are gathered first, so that each column is as wide as its widest entry. */
#include "export/explanation.h"

#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"

#define GAP "   "

enum {
    FRAME_LINES = 8, /* beside the parts: point, step, losses */
    KNOB_TEXT = 96,
    KNOBS_COLUMNS = 76 /* of a line of knobs */
};

struct line {
    const char *symbol, *label;
    char number[SURFACE_AXES][NUMBER_TEXT];
};

struct table {
    const struct explanation_form *form;
    size_t count;
    struct line lines[EXPLANATION_PARTS + FRAME_LINES];
    int symbol, label, number; /* columns */
};

static void widen(int *columns, int width)
{
    *columns = width > *columns ? width : *columns;
}

static void add(struct table *table, const char *symbol, const char *label, const double *value,
                int count)
{
    struct line *line = &table->lines[table->count++];
    *line = (struct line){.symbol = symbol, .label = label};
    for (int axis = 0; axis < count; axis++) {
        if (table->form->digits > 0)
            number_print_short(line->number[axis], value[axis], table->form->digits);
        else
            number_print(line->number[axis], value[axis]);
        widen(&table->number, text_width(line->number[axis]));
    }
    widen(&table->symbol, text_width(symbol));
    widen(&table->label, text_width(label));
}

/* The parameters' names, over their numbers. */
static void add_head(struct table *table)
{
    struct line *line = &table->lines[table->count++];
    *line = (struct line){.symbol = "", .label = ""};
    for (int axis = 0; axis < SURFACE_AXES; axis++) {
        snprintf(line->number[axis], NUMBER_TEXT, "%s", table->form->parameters[axis]);
        widen(&table->number, text_width(line->number[axis]));
    }
}

/* What the slope promised is the change on a plane with that slope. */
static void gather(struct table *table, const struct explanation *e)
{
    double step[SURFACE_AXES], promised = 0, change = e->loss[1] - e->loss[0];
    for (int axis = 0; axis < SURFACE_AXES; axis++) {
        step[axis] = e->after[axis] - e->before[axis];
        promised += e->slope[axis] * step[axis];
    }
    add_head(table);
    add(table, "θ", "point", e->before, SURFACE_AXES);
    for (size_t i = 0; i < e->count; i++)
        add(table, e->parts[i].symbol, e->parts[i].label, e->parts[i].value,
            e->parts[i].is_scalar ? 1 : SURFACE_AXES);
    add(table, "Δθ", "step", step, SURFACE_AXES);
    add(table, "θ + Δθ", "new point", e->after, SURFACE_AXES);
    add(table, "L", "loss", &e->loss[0], 1);
    add(table, "L + ΔL", "loss at the new point", &e->loss[1], 1);
    add(table, "ΔL", change > 0 ? "change: it rises" : "change", &change, 1);
    add(table, "∇L·Δθ", "what the slope promises", &promised, 1);
}

static void pad(struct buffer *out, int columns)
{
    for (; columns > 0; columns--)
        buffer_add_char(out, ' ');
}

static void print_line(struct buffer *out, const struct table *table, const struct line *line)
{
    buffer_add_text(out, line->symbol);
    if (table->form->after != NULL)
        buffer_add_text(out, table->form->after);
    else
        pad(out, table->symbol + 2 - text_width(line->symbol));
    buffer_add_text(out, line->label);
    int gap = table->label - text_width(line->label);
    for (int axis = 0; axis < SURFACE_AXES && line->number[axis][0] != '\0'; axis++) {
        pad(out, gap + 2 + table->number - text_width(line->number[axis]));
        buffer_add_text(out, line->number[axis]);
        gap = 0;
    }
    buffer_add_char(out, '\n');
}

/* The symbol with the name that scenes and the command line know it by: "η lr = 0.01". Of a switch
 * its name, if it is on. */
static void spell_knob(char out[KNOB_TEXT], const struct knob *knob, double value)
{
    char number[NUMBER_TEXT];
    number_print(number, value);
    if (knob->kind != KNOB_FLAG)
        snprintf(out, KNOB_TEXT, "%s %s = %s", knob->symbol, knob->name, number);
    else
        snprintf(out, KNOB_TEXT, "%s", value != 0 ? knob->name : "");
}

void explanation_print_rule(struct buffer *out, const struct explanation *explanation,
                            const struct explanation_form *form)
{
    const struct optimizer *optimizer = explanation->optimizer;
    const struct rule *rule = &explanation->rule;
    for (size_t i = 0; i < rule->count; i++)
        buffer_printf(out, "%s%s\n", form->before, rule->line[i]);
    char text[KNOB_TEXT];
    int column = snprintf(text, sizeof text, "t = %llu", (unsigned long long)explanation->t);
    buffer_printf(out, "%s%s", form->before, text);
    for (size_t i = 0; i < optimizer->knob_count; i++) {
        spell_knob(text, &optimizer->knobs[i], explanation->knob[i]);
        int width = text_width(text) + (int)strlen(GAP);
        bool fits = column + width <= KNOBS_COLUMNS;
        if (text[0] == '\0')
            continue;
        if (!fits)
            buffer_printf(out, "\n%s", form->before);
        buffer_printf(out, "%s%s", fits ? GAP : "", text);
        column = fits ? column + width : width;
    }
    buffer_add_char(out, '\n');
}

void explanation_print_numbers(struct buffer *out, const struct explanation *explanation,
                               const struct explanation_form *form)
{
    struct table table = {.form = form};
    gather(&table, explanation);
    for (size_t i = 0; i < table.count; i++)
        print_line(out, &table, &table.lines[i]);
}
