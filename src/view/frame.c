/*
 * Frames are plain arrays of cells. The one thing to keep right is the wide character, which owns
 * two cells: whoever overwrites one half blanks the other, so that no device ever sees half a
 * character.
 */
#include "view/frame.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/text.h"

bool rectangle_has(struct rectangle rectangle, int column, int row)
{
    return column >= rectangle.column && column < rectangle.column + rectangle.columns &&
           row >= rectangle.row && row < rectangle.row + rectangle.rows;
}

static struct cell blank(void)
{
    return (struct cell){.codepoint = ' ', .fore = COLOR_DEFAULT, .back = COLOR_DEFAULT};
}

bool frame_resize(struct frame *frame, int columns, int rows)
{
    columns = columns < 0 ? 0 : columns;
    rows = rows < 0 ? 0 : rows;
    if (rows > 0 && columns > INT_MAX / rows)
        return false;
    size_t count = (size_t)columns * (size_t)rows;
    if (count > frame->capacity) {
        struct cell *cells =
            array_grow(frame->cells, &frame->capacity, count, sizeof *frame->cells);
        if (cells == NULL)
            return false;
        frame->cells = cells;
    }
    frame->columns = columns;
    frame->rows = rows;
    frame_clear(frame);
    return true;
}

void frame_release(struct frame *frame)
{
    free(frame->cells);
    *frame = (struct frame){0};
}

void frame_clear(struct frame *frame)
{
    size_t count = (size_t)frame->columns * (size_t)frame->rows;
    for (size_t i = 0; i < count; i++)
        frame->cells[i] = blank();
    frame->cursor_column = frame->cursor_row = -1;
}

struct cell *frame_at(struct frame *frame, int column, int row)
{
    if (column < 0 || row < 0 || column >= frame->columns || row >= frame->rows)
        return NULL;
    return &frame->cells[(size_t)row * (size_t)frame->columns + (size_t)column];
}

/* Writes a cell and blanks the other half of a wide character that stood there. */
static void store(struct frame *frame, int column, int row, struct cell cell)
{
    struct cell *here = frame_at(frame, column, row);
    if (here == NULL)
        return;
    struct cell *left = frame_at(frame, column - 1, row);
    struct cell *right = frame_at(frame, column + 1, row);
    if (here->codepoint == 0 && cell.codepoint != 0 && left != NULL)
        left->codepoint = ' ';
    if (here->codepoint != 0 && right != NULL && right->codepoint == 0)
        right->codepoint = ' ';
    *here = cell;
}

void frame_put(struct frame *frame, int column, int row, uint32_t codepoint, struct style style)
{
    store(
        frame, column, row,
        (struct cell){codepoint == 0 ? ' ' : codepoint, style.fore, style.back, style.attributes});
}

static void put_wide(struct frame *frame, int column, int row, uint32_t codepoint,
                     struct style style)
{
    if (column < 0 || column + 1 >= frame->columns) { /* half outside: neither half is shown */
        frame_put(frame, column, row, ' ', style);
        frame_put(frame, column + 1, row, ' ', style);
        return;
    }
    frame_put(frame, column, row, ' ', style);
    frame_put(frame, column + 1, row, ' ', style);
    struct cell *cell = frame_at(frame, column, row);
    if (cell == NULL)
        return;
    cell[0].codepoint = codepoint;
    cell[1].codepoint = 0;
}

int frame_text(struct frame *frame, int column, int row, int width, struct style style,
               const char *text)
{
    size_t length = strlen(text);
    int taken = 0;
    while (length > 0 && taken < width && column + taken < frame->columns) {
        size_t used;
        uint32_t codepoint = text_decode(text, length, &used);
        text += used;
        length -= used;
        if (codepoint == TEXT_INVALID || text_is_hidden(codepoint))
            codepoint = TEXT_REPLACEMENT;
        int columns = text_columns(codepoint);
        if (columns <= 0)
            continue;
        if (taken + columns > width || column + taken + columns > frame->columns)
            break;
        if (columns == 2)
            put_wide(frame, column + taken, row, codepoint, style);
        else
            frame_put(frame, column + taken, row, codepoint, style);
        taken += columns;
    }
    return taken;
}

void frame_fill(struct frame *frame, int column, int row, int width, int height, uint32_t codepoint,
                struct style style)
{
    int left = column < 0 ? 0 : column, top = row < 0 ? 0 : row;
    int right = width > frame->columns - column ? frame->columns : column + width;
    int bottom = height > frame->rows - row ? frame->rows : row + height;
    for (int y = top; y < bottom; y++)
        for (int x = left; x < right; x++)
            frame_put(frame, x, y, codepoint, style);
}
