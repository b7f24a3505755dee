#include "screen/support/dump.h"

#include <string.h>

enum { LOOKS = 52 };

static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+/";

/* Colours of the map are all one: which they are is the map's own test. */
enum { MAP = 1 };

struct look_of_cell {
    color fore, back;
    unsigned attributes;
};

static color without_level(color c)
{
    return COLOR_TAG(c) != 0 && c != COLOR_DEFAULT ? MAP : c;
}

static int find(struct look_of_cell looks[LOOKS], int *count, const struct cell *cell)
{
    const struct look_of_cell look = {without_level(cell->fore), without_level(cell->back),
                                      cell->attributes};
    for (int i = 0; i < *count; i++)
        if (looks[i].fore == look.fore && looks[i].back == look.back &&
            looks[i].attributes == look.attributes)
            return i;
    if (*count == LOOKS)
        return -1;
    looks[*count] = look;
    return (*count)++;
}

static void add_color(struct buffer *out, const char *name, color c)
{
    if (c == COLOR_DEFAULT)
        return;
    if (c == MAP)
        buffer_printf(out, " %s=map", name);
    else
        buffer_printf(out, " %s=%06x", name, (unsigned)c);
}

static void add_look(struct buffer *out, char letter, const struct look_of_cell *look)
{
    static const char *const names[] = {"bold", "dim", "reverse", "underline"};
    buffer_printf(out, "%c", letter);
    add_color(out, "fore", look->fore);
    add_color(out, "back", look->back);
    for (int i = 0; i < 4; i++)
        if (look->attributes & 1u << i)
            buffer_printf(out, " %s", names[i]);
    buffer_add_char(out, '\n');
}

static const struct cell *cell_at(const struct frame *frame, int column, int row)
{
    return &frame->cells[(size_t)row * (size_t)frame->columns + (size_t)column];
}

void dump_row(struct buffer *out, const struct frame *frame, int row)
{
    struct buffer line = {0};
    size_t end = 0;
    for (int column = 0; column < frame->columns; column++) {
        uint32_t codepoint = cell_at(frame, column, row)->codepoint;
        if (codepoint == 0)
            continue;
        buffer_add_codepoint(&line, codepoint);
        end = codepoint != ' ' ? line.length : end;
    }
    buffer_append(out, buffer_text(&line), end);
    buffer_release(&line);
}

static void add_levels(struct buffer *out, const struct frame *frame)
{
    buffer_add_text(out, "levels:\n");
    for (int row = 0; row < frame->rows; row++) {
        for (int column = 0; column < frame->columns; column++) {
            color back = cell_at(frame, column, row)->back;
            bool level = COLOR_TAG(back) != 0 && back != COLOR_DEFAULT;
            buffer_add_char(out, level ? digits[COLOR_TAG(back) - 1] : ' ');
        }
        buffer_add_text(out, "|\n");
    }
}

void dump_frame(struct buffer *out, const struct frame *frame, bool levels)
{
    struct look_of_cell looks[LOOKS];
    int count = 0;
    buffer_printf(out, "%dx%d, cursor %d,%d\n", frame->columns, frame->rows, frame->cursor_column,
                  frame->cursor_row);
    for (int row = 0; row < frame->rows; row++) {
        buffer_add_char(out, '|');
        dump_row(out, frame, row);
        buffer_add_char(out, '\n');
    }
    buffer_add_text(out, "looks:\n");
    for (int row = 0; row < frame->rows; row++) {
        for (int column = 0; column < frame->columns; column++) {
            int look = find(looks, &count, cell_at(frame, column, row));
            buffer_add_char(out, look < 0 ? '?' : letters[look]);
        }
        buffer_add_char(out, '\n');
    }
    for (int i = 0; i < count; i++)
        add_look(out, letters[i], &looks[i]);
    if (levels)
        add_levels(out, frame);
}
