/*
 * A character of two columns is one with its right half (a cell without a code point): they are
 * written, skipped and compared together.
 */
#include "export/screen_text.h"

#include "base/array.h"
#include "base/text.h"

static const struct style usual = {COLOR_DEFAULT, COLOR_DEFAULT, 0};

static const struct cell *row_of(const struct frame *frame, int row)
{
    return &frame->cells[(size_t)row * (size_t)frame->columns];
}

static bool is_right_half(const struct cell *cells, int column)
{
    return column > 0 && cells[column].codepoint == 0;
}

static void add_character(struct buffer *out, const struct cell *cell)
{
    bool shown = cell->codepoint != 0 && !text_is_hidden(cell->codepoint);
    buffer_add_codepoint(out, shown ? cell->codepoint : TEXT_REPLACEMENT);
}

/* Is nothing to be seen there? */
static bool is_blank(const struct cell *cell, bool colored)
{
    return cell->codepoint == ' ' &&
           (!colored ||
            (cell->back == COLOR_DEFAULT && !(cell->attributes & (CELL_REVERSE | CELL_UNDERLINE))));
}

static int end_of(const struct cell *cells, int columns, bool colored)
{
    while (columns > 0 && is_blank(&cells[columns - 1], colored))
        columns--;
    return columns;
}

void screen_text_plain(struct buffer *out, const struct frame *frame)
{
    for (int row = 0; row < frame->rows; row++) {
        const struct cell *cells = row_of(frame, row);
        int end = end_of(cells, frame->columns, false);
        for (int column = 0; column < end; column++)
            if (!is_right_half(cells, column))
                add_character(out, &cells[column]);
        buffer_add_char(out, '\n');
    }
}

/* --- colours */

static bool same_color(color a, color b)
{
    bool a_usual = COLOR_TAG(a) == COLOR_TAG(COLOR_DEFAULT);
    bool b_usual = COLOR_TAG(b) == COLOR_TAG(COLOR_DEFAULT);
    return a_usual == b_usual && (a_usual || (a & 0xFFFFFF) == (b & 0xFFFFFF));
}

static void add_parameter(struct buffer *out, unsigned parameter)
{
    if (out->length > 0 && out->data[out->length - 1] != '[')
        buffer_add_char(out, ';');
    buffer_printf(out, "%u", parameter);
}

/* `base` is 30 for what is written and 40 for what is behind it. */
static void add_color(struct buffer *out, color shade, unsigned base)
{
    if (same_color(shade, COLOR_DEFAULT)) {
        add_parameter(out, base + 9);
        return;
    }
    const unsigned parameters[] = {base + 8, 2, shade >> 16 & 0xFF, shade >> 8 & 0xFF,
                                   shade & 0xFF};
    for (size_t i = 0; i < ARRAY_LENGTH(parameters); i++)
        add_parameter(out, parameters[i]);
}

/* Takes the terminal from one style to another; attributes can only be taken off together. */
static void add_style(struct buffer *out, struct style *from, struct style to)
{
    static const struct {
        uint8_t attribute;
        unsigned parameter;
    } sets[] = {{CELL_BOLD, 1}, {CELL_DIM, 2}, {CELL_UNDERLINE, 4}, {CELL_REVERSE, 7}};
    bool fore = !same_color(from->fore, to.fore), back = !same_color(from->back, to.back);
    if (!fore && !back && from->attributes == to.attributes)
        return;
    buffer_add_text(out, "\x1b[");
    if (from->attributes != to.attributes) {
        add_parameter(out, 0);
        fore = !same_color(usual.fore, to.fore);
        back = !same_color(usual.back, to.back);
        for (size_t i = 0; i < ARRAY_LENGTH(sets); i++)
            if (to.attributes & sets[i].attribute)
                add_parameter(out, sets[i].parameter);
    }
    if (fore)
        add_color(out, to.fore, 30);
    if (back)
        add_color(out, to.back, 40);
    buffer_add_char(out, 'm');
    *from = to;
}

static struct style style_of(const struct cell *cell)
{
    return (struct style){cell->fore, cell->back, cell->attributes};
}

void screen_text_ansi(struct buffer *out, const struct frame *frame)
{
    for (int row = 0; row < frame->rows; row++) {
        const struct cell *cells = row_of(frame, row);
        int end = end_of(cells, frame->columns, true);
        struct style style = usual;
        for (int column = 0; column < end; column++) {
            if (is_right_half(cells, column))
                continue;
            add_style(out, &style, style_of(&cells[column]));
            add_character(out, &cells[column]);
        }
        add_style(out, &style, usual);
        buffer_add_char(out, '\n');
    }
}

/* --- changes */

struct terminal {
    struct buffer *out;
    struct style style;
    int column, row; /* of the cursor; -1: anywhere */
};

static bool same_cell(const struct cell *a, const struct cell *b)
{
    return a->codepoint == b->codepoint && a->attributes == b->attributes &&
           same_color(a->fore, b->fore) && same_color(a->back, b->back);
}

static void move_to(struct terminal *terminal, int column, int row)
{
    if (terminal->row == row && terminal->column < column)
        buffer_printf(terminal->out, "\x1b[%dC", column - terminal->column);
    else if (terminal->row != row || terminal->column != column)
        buffer_printf(terminal->out, "\x1b[%d;%dH", row + 1, column + 1);
    terminal->column = column;
    terminal->row = row;
}

static int width_at(const struct cell *cells, int columns, int column)
{
    return column + 1 < columns && is_right_half(cells, column + 1) ? 2 : 1;
}

/* Where the cursor is after the last column, terminals differ in. */
static void write_at(struct terminal *terminal, const struct cell *cells, int columns, int column,
                     int row)
{
    move_to(terminal, column, row);
    add_style(terminal->out, &terminal->style, style_of(&cells[column]));
    add_character(terminal->out, &cells[column]);
    terminal->column += width_at(cells, columns, column);
    if (terminal->column == columns)
        terminal->row = terminal->column = -1;
}

static void change_row(struct terminal *terminal, const struct cell *was, const struct cell *is,
                       int columns, int row)
{
    for (int column = 0, width; column < columns; column += width) {
        width = width_at(is, columns, column);
        if (!same_cell(&was[column], &is[column]) ||
            (width == 2 && !same_cell(&was[column + 1], &is[column + 1])))
            write_at(terminal, is, columns, column, row);
    }
}

/* On a cleared screen. */
static void show_row(struct terminal *terminal, const struct cell *is, int columns, int row)
{
    int end = end_of(is, columns, true);
    for (int column = 0; column < end; column += width_at(is, columns, column))
        write_at(terminal, is, columns, column, row);
}

void screen_text_change(struct buffer *out, const struct frame *was, const struct frame *is)
{
    struct terminal terminal = {out, usual, -1, -1};
    bool anew = was == NULL || was->columns != is->columns || was->rows != is->rows;
    if (anew)
        buffer_add_text(out, "\x1b[H\x1b[2J");
    for (int row = 0; row < is->rows; row++) {
        if (anew)
            show_row(&terminal, row_of(is, row), is->columns, row);
        else
            change_row(&terminal, row_of(was, row), row_of(is, row), is->columns, row);
    }
    add_style(out, &terminal.style, usual);
}
