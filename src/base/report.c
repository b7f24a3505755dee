/* All errors of one source, by place, each with its line and a caret. */
#include "base/report.h"

#include <string.h>

#include "base/text.h"

/* Columns of a source line that are quoted, around the place; and how many of them before it. */
enum { LINE_SHOWN = 100, LINE_BEFORE = 80 };

void report_init(struct report *report, const char *name, const char *text, size_t length)
{
    report->name = name;
    report->text = text;
    report->length = length;
    report->count = 0;
}

bool report_add(struct report *report, int line, int column, const char *format, ...)
{
    if (report->count < REPORT_MAX) {
        struct error *error = &report->errors[report->count];
        *error = (struct error){0};
        va_list arguments;
        va_start(arguments, format);
        error_set_list(error, format, arguments);
        va_end(arguments);
        error->line = line;
        error->column = column;
    }
    report->count++;
    return false;
}

static bool comes_before(const struct error *a, const struct error *b)
{
    return a->line != b->line ? a->line < b->line : a->column < b->column;
}

/* The order of printing: by place, the order of adding where that is the same (a stable insertion
 * sort of at most REPORT_MAX). */
static void sort_places(const struct report *report, size_t count, size_t order[REPORT_MAX])
{
    for (size_t i = 0; i < count; i++) {
        size_t at = i;
        while (at > 0 && comes_before(&report->errors[i], &report->errors[order[at - 1]])) {
            order[at] = order[at - 1];
            at--;
        }
        order[at] = i;
    }
}

/* Finds line `line` (from 1) of the source: its first byte and length, the line's end left out. */
static bool find_line(const struct report *report, int line, const char **start, size_t *length)
{
    if (report->text == NULL || line < 1)
        return false;
    const char *at = report->text, *end = report->text + report->length;
    for (int i = 1; i < line; i++) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        if (newline == NULL)
            return false;
        at = newline + 1;
    }
    const char *newline = memchr(at, '\n', (size_t)(end - at));
    *start = at;
    *length = (size_t)((newline != NULL ? newline : end) - at);
    if (*length > 0 && at[*length - 1] == '\r')
        (*length)--;
    return true;
}

/* A line while it is quoted: which character is next, and where it stands. */
struct cursor {
    const char *text, *end;
    int character;
};

static void skip_one(struct cursor *cursor)
{
    size_t used;
    (void)text_decode(cursor->text, (size_t)(cursor->end - cursor->text), &used);
    cursor->text += used;
    cursor->character++;
}

/* Appends the next character as it is shown; returns its columns. */
static int show_next(struct cursor *cursor, struct buffer *out)
{
    size_t used, before = out->length;
    uint32_t codepoint = text_decode(cursor->text, (size_t)(cursor->end - cursor->text), &used);
    if (codepoint == '\t')
        buffer_add_char(out, ' ');
    else
        text_escape(out, cursor->text, used);
    cursor->text += used;
    cursor->character++;
    return text_width(buffer_text(out) + before);
}

/* How many columns the line takes from the cursor to a character. */
static int columns_to(struct cursor cursor, int character)
{
    struct buffer shown = {0};
    int columns = 0;
    while (cursor.character < character && cursor.text < cursor.end) {
        buffer_clear(&shown);
        columns += show_next(&cursor, &shown);
    }
    buffer_release(&shown);
    return columns;
}

/* Leaves out so much that the place is at most LINE_BEFORE columns away. */
static void skip_far(struct cursor *cursor, int place)
{
    struct buffer left_out = {0};
    while (cursor->character < place - LINE_BEFORE && cursor->text < cursor->end)
        skip_one(cursor);
    int columns = columns_to(*cursor, place);
    while (columns > LINE_BEFORE) {
        buffer_clear(&left_out);
        columns -= show_next(cursor, &left_out);
    }
    buffer_release(&left_out);
}

/*
 * Quotes the line and puts a caret below the place. Characters are shown escaped, so the caret's
 * column is counted on what is shown. A long line is cut to what surrounds the place.
 */
static void quote_line(const struct report *report, const struct error *error, struct buffer *out)
{
    const char *line;
    size_t length;
    if (error->column < 1 || !find_line(report, error->line, &line, &length))
        return;
    struct buffer shown = {0};
    struct cursor cursor = {line, line + length, 1};
    skip_far(&cursor, error->column);
    int caret = columns_to(cursor, error->column), columns = 0;
    while (cursor.text < cursor.end && columns < LINE_SHOWN)
        columns += show_next(&cursor, &shown);
    buffer_printf(out, "    %s\n    %*s^\n", buffer_text(&shown), caret, "");
    out->failed |= shown.failed;
    buffer_release(&shown);
}

void report_print(const struct report *report, struct buffer *out)
{
    size_t order[REPORT_MAX];
    size_t count = report->count < REPORT_MAX ? report->count : REPORT_MAX;
    sort_places(report, count, order);
    for (size_t i = 0; i < count; i++) {
        const struct error *error = &report->errors[order[i]];
        text_escape(out, report->name, strlen(report->name));
        if (error->line > 0)
            buffer_printf(out, ":%d:%d", error->line, error->column > 0 ? error->column : 1);
        buffer_printf(out, ": %s\n", error->message);
        quote_line(report, error, out);
    }
    if (report->count > count)
        buffer_printf(out, "and %zu more\n", report->count - count);
}
