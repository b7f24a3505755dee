#include "term/terminal_parts.h"

#include <string.h>
#include <wchar.h>

#include "base/text.h"

static bool cell_equal(const struct cell *a, const struct cell *b)
{
    return a->codepoint == b->codepoint && a->fore == b->fore && a->back == b->back &&
           a->attributes == b->attributes;
}

static attr_t cell_attributes(const struct cell *cell)
{
    return (cell->attributes & CELL_BOLD ? A_BOLD : A_NORMAL) |
           (cell->attributes & CELL_DIM ? A_DIM : A_NORMAL) |
           (cell->attributes & CELL_REVERSE ? A_REVERSE : A_NORMAL) |
           (cell->attributes & CELL_UNDERLINE ? A_UNDERLINE : A_NORMAL);
}

/* What the locale cannot show, or shows in another width than the frame counts on, is replaced. */
static wchar_t cell_character(const struct terminal *terminal, const struct cell *cell, int width)
{
    wchar_t character = (wchar_t)cell->codepoint;
    if (cell->codepoint >= ' ' && cell->codepoint < 0x7F)
        return character;
    if (cell->codepoint > 0x7F && wcwidth(character) == width)
        return character;
    return terminal->device.unicode ? TEXT_REPLACEMENT : '?';
}

/* Columns that the cell takes: 2 if its right half follows. */
static int cell_width(const struct frame *frame, const struct cell *cell, int column)
{
    return column + 1 < frame->columns && cell[1].codepoint == 0 ? 2 : 1;
}

static void put_cell(struct terminal *terminal, const struct frame *frame, int column, int row)
{
    const struct cell *cell = &frame->cells[(size_t)row * (size_t)frame->columns + (size_t)column];
    int width = cell_width(frame, cell, column);
    wchar_t text[2] = {L' ', L'\0'};
    if (cell->codepoint != 0)
        text[0] = cell_character(terminal, cell, width);
    else if (column > 0 && cell_character(terminal, cell - 1, 2) == (wchar_t)cell[-1].codepoint)
        return; /* curses put both halves */
    int pair = terminal_pair(terminal, cell, column, row);
    cchar_t out;
    if (setcchar(&out, text, cell_attributes(cell), 0, &pair) == OK)
        mvwadd_wchnstr(stdscr, row, column, &out, 1);
}

static bool has_wide(const struct cell *row, int columns)
{
    for (int i = 0; i < columns; i++) {
        if (row[i].codepoint == 0)
            return true;
    }
    return false;
}

static bool row_equal(const struct cell *a, const struct cell *b, int columns)
{
    for (int i = 0; i < columns; i++) {
        if (!cell_equal(&a[i], &b[i]))
            return false;
    }
    return true;
}

/* `old` is NULL for a row to be put whole. Half a wide character is never left to chance. */
static void put_row(struct terminal *terminal, const struct frame *frame, int row, int columns,
                    const struct cell *old)
{
    const struct cell *new = &frame->cells[(size_t)row * (size_t)frame->columns];
    if (old && row_equal(old, new, columns))
        return;
    if (old && (has_wide(old, columns) || has_wide(new, columns)))
        old = NULL;
    terminal_forget_pair(terminal);
    for (int column = 0; column < columns; column++) {
        if (!old || !cell_equal(&old[column], &new[column]))
            put_cell(terminal, frame, column, row);
    }
}

static void place_cursor(const struct frame *frame)
{
    bool visible = frame->cursor_column >= 0 && frame->cursor_row >= 0 &&
                   frame->cursor_column < COLS && frame->cursor_row < LINES;
    leaveok(stdscr, !visible); /* a hidden cursor may stay where it is: fewer bytes */
    curs_set(visible);
    if (visible)
        wmove(stdscr, frame->cursor_row, frame->cursor_column);
}

static void remember(struct terminal *terminal, const struct frame *frame)
{
    struct frame *shown = &terminal->shown;
    size_t cells = (size_t)frame->columns * (size_t)frame->rows;
    bool fits = shown->columns == frame->columns && shown->rows == frame->rows;
    terminal->forgotten = !fits && !frame_resize(shown, frame->columns, frame->rows);
    if (!terminal->forgotten && cells > 0)
        memcpy(shown->cells, frame->cells, cells * sizeof *frame->cells);
}

void terminal_present(struct device *device, const struct frame *frame)
{
    struct terminal *terminal = terminal_of(device);
    terminal_renew_colors(terminal);
    struct frame *shown = &terminal->shown;
    bool whole =
        terminal->forgotten || shown->columns != frame->columns || shown->rows != frame->rows;
    int columns = frame->columns < COLS ? frame->columns : COLS;
    int rows = frame->rows < LINES ? frame->rows : LINES;
    if (whole)
        werase(stdscr);
    for (int row = 0; row < rows; row++) {
        size_t start = (size_t)row * (size_t)frame->columns;
        put_row(terminal, frame, row, columns, whole ? NULL : &shown->cells[start]);
    }
    place_cursor(frame);
    wnoutrefresh(stdscr);
    doupdate();
    remember(terminal, frame);
}

void terminal_redraw(struct device *device)
{
    terminal_of(device)->forgotten = true;
    clearok(stdscr, TRUE);
}
