/*
 * Walks along the source and the value together, from the scalar's beginning: what YAML made one
 * byte of the value from is skipped in the source.
 */
#include "scene/place.h"

#include "base/text.h"

struct cursor {
    const char *at, *end;
    struct place place;
};

static void advance(struct cursor *cursor)
{
    size_t used;
    if (cursor->at >= cursor->end)
        return;
    bool newline = *cursor->at == '\n';
    (void)text_decode(cursor->at, (size_t)(cursor->end - cursor->at), &used);
    cursor->at += used;
    cursor->place.line += newline;
    cursor->place.column = newline ? 1 : cursor->place.column + 1;
}

static char next_char(const struct cursor *cursor)
{
    return cursor->at < cursor->end ? *cursor->at : '\0';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static struct cursor cursor_at(const char *text, size_t length, struct place place)
{
    struct cursor cursor = {text, text + length, {1, 1}};
    while (cursor.at < cursor.end &&
           (cursor.place.line < place.line ||
            (cursor.place.line == place.line && cursor.place.column < place.column)))
        advance(&cursor);
    return cursor;
}

/* Does a line end here, but for blanks? */
static bool line_ends(const struct cursor *cursor)
{
    const char *at = cursor->at;
    while (at < cursor->end && is_blank(*at))
        at++;
    return at < cursor->end && *at == '\n';
}

/* Skips a run of line ends with the blanks around them; returns how many there were. */
static size_t skip_lines(struct cursor *cursor)
{
    size_t lines = 0;
    while (is_blank(next_char(cursor)) || next_char(cursor) == '\n') {
        lines += next_char(cursor) == '\n';
        advance(cursor);
    }
    return lines;
}

/* Bytes of the value that a fold of `lines` line ends has become: a blank, or the empty lines. */
static size_t folded(size_t lines)
{
    return lines > 1 ? lines - 1 : 1;
}

/* Skips `\n`, `\x41`, `\u2207`, `\U0001F600`; an escaped line end leaves nothing in the value. */
static bool skip_escape(struct cursor *cursor)
{
    advance(cursor);
    char letter = next_char(cursor);
    if (letter == '\n' || letter == '\r') {
        skip_lines(cursor);
        return false;
    }
    int digits = letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
    for (int i = 0; i <= digits; i++)
        advance(cursor);
    return true;
}

static struct place place_in_line(struct cursor cursor, const struct node *scalar, size_t offset)
{
    bool single = scalar->style == NODE_SINGLE_QUOTED,
         escapes = scalar->style == NODE_DOUBLE_QUOTED;
    if (single || escapes)
        advance(&cursor);
    for (size_t i = 0, used = 1; i < offset && i < scalar->length;) {
        if (line_ends(&cursor)) {
            i += folded(skip_lines(&cursor));
            continue;
        }
        (void)text_decode(scalar->text + i, scalar->length - i, &used);
        if (escapes && next_char(&cursor) == '\\') {
            i += skip_escape(&cursor) ? used : 0;
            continue;
        }
        if (single && next_char(&cursor) == '\'')
            advance(&cursor);
        advance(&cursor);
        i += used;
    }
    return cursor.place;
}

/* Blanks before the first line that has more than blanks; 0 if there is none. */
static int first_indent(const char *at, const char *end)
{
    int indent = 0;
    for (; at < end && (is_blank(*at) || *at == '\n'); at++)
        indent = *at == '\n' ? 0 : indent + 1;
    return at < end ? indent : 0;
}

static void skip_indent(struct cursor *cursor, int indent)
{
    for (int i = 0; i < indent && next_char(cursor) == ' '; i++)
        advance(cursor);
}

static struct place place_in_block(struct cursor cursor, const struct node *scalar, size_t offset)
{
    while (cursor.at < cursor.end && next_char(&cursor) != '\n')
        advance(&cursor);
    advance(&cursor);
    int indent = first_indent(cursor.at, cursor.end) -
                 first_indent(scalar->text, scalar->text + scalar->length);
    skip_indent(&cursor, indent);
    for (size_t i = 0, used = 1; i < offset && i < scalar->length; i += used) {
        (void)text_decode(scalar->text + i, scalar->length - i, &used);
        if (next_char(&cursor) == '\r')
            advance(&cursor);
        if (next_char(&cursor) == '\n' && scalar->style == NODE_FOLDED)
            used = folded(skip_lines(&cursor));
        else {
            bool newline = next_char(&cursor) == '\n';
            advance(&cursor);
            if (newline)
                skip_indent(&cursor, indent);
        }
    }
    return cursor.place;
}

struct place place_in_scalar(const char *text, size_t length, const struct node *scalar,
                             size_t offset)
{
    struct place place = {scalar->line, scalar->column};
    if (text == NULL || scalar->line < 1)
        return place;
    struct cursor cursor = cursor_at(text, length, place);
    if (scalar->style == NODE_LITERAL || scalar->style == NODE_FOLDED)
        return place_in_block(cursor, scalar, offset);
    return place_in_line(cursor, scalar, offset);
}
