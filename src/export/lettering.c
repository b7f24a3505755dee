#include "export/lettering.h"

#include <stdint.h>
#include <string.h>

#include "base/array.h"
#include "base/text.h"
#include "export/lettering_widths.h"

enum { UNITS = 128 /* of an em */, COLUMN = 78, WIDE = 128, ELLIPSIS = 0x2026 };

static const double mono_column = 1233.0 / 2048;

/* In 1/128 em. */
static int advance(uint32_t codepoint, bool bold)
{
    for (size_t i = 0; i < ARRAY_LENGTH(width_blocks); i++) {
        const struct width_block *block = &width_blocks[i];
        if (codepoint < block->first || codepoint >= block->end)
            continue;
        int width = block->width[bold][codepoint - block->first];
        if (width > 0)
            return width;
    }
    int columns = text_columns(codepoint);
    return columns == 0 ? 0 : columns == 1 ? COLUMN : WIDE;
}

static double width_of(uint32_t codepoint, const struct font *font)
{
    if (font->mono)
        return text_columns(codepoint) * mono_column * font->size;
    return advance(codepoint, font->bold) * font->size / UNITS;
}

/* Decodes one character as it is shown; text is not empty. */
static uint32_t shown(const char *text, size_t *used)
{
    uint32_t codepoint = text_decode(text, strnlen(text, 4), used);
    if (codepoint == '\n' || codepoint == '\t')
        return ' ';
    return codepoint == TEXT_INVALID || text_is_hidden(codepoint) ? TEXT_REPLACEMENT : codepoint;
}

double lettering_width(const char *text, const struct font *font)
{
    double width = 0;
    for (size_t used; *text != '\0'; text += used)
        width += width_of(shown(text, &used), font);
    return width;
}

void lettering_clean(struct buffer *out, const char *text)
{
    buffer_clear(out);
    for (size_t used; *text != '\0'; text += used)
        buffer_add_codepoint(out, shown(text, &used));
}

/* How many bytes of the text fit into the width. */
static size_t fitting(const char *text, const struct font *font, double width)
{
    size_t length = 0, used;
    while (text[length] != '\0') {
        width -= width_of(shown(text + length, &used), font);
        if (width < 0)
            return length;
        length += used;
    }
    return length;
}

void lettering_fit(struct buffer *out, const char *text, const struct font *font, double width)
{
    size_t whole = fitting(text, font, width);
    lettering_clean(out, text);
    if (text[whole] == '\0')
        return;
    size_t length = fitting(buffer_text(out), font, width - width_of(ELLIPSIS, font));
    while (length > 0 && out->data[length - 1] == ' ')
        length--;
    struct buffer cut = {0};
    buffer_append(&cut, buffer_text(out), length);
    buffer_add_codepoint(&cut, ELLIPSIS);
    buffer_clear(out);
    buffer_add_text(out, buffer_text(&cut));
    buffer_release(&cut);
}

size_t lettering_line(const char *text, const struct font *font, double width, const char **rest)
{
    size_t line = strcspn(text, "\n"), length = fitting(text, font, width), used;
    if (length >= line) {
        *rest = text + line + (text[line] == '\n');
        return line;
    }
    size_t end = length;
    while (end > 0 && text[end] != ' ')
        end--;
    if (end == 0) { /* one word that is too long: at least a character of it */
        if (length == 0) {
            shown(text, &used);
            length = used;
        }
        *rest = text + length;
        return length;
    }
    *rest = text + end + strspn(text + end, " ");
    return end;
}
