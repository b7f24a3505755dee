#include "export/json.h"

#include <math.h>

#include "base/text.h"

enum { BEYOND_BASE = 0x10000 };

/* \u001b; two of them, as UTF-16 has it, above U+FFFF. */
static void add_escape(struct buffer *out, uint32_t codepoint)
{
    if (codepoint < BEYOND_BASE) {
        buffer_printf(out, "\\u%04x", codepoint);
        return;
    }
    uint32_t rest = codepoint - BEYOND_BASE;
    buffer_printf(out, "\\u%04x\\u%04x", 0xD800 + (rest >> 10), 0xDC00 + (rest & 0x3FF));
}

static bool is_plain(char byte)
{
    return byte >= ' ' && byte <= '~' && byte != '"' && byte != '\\';
}

void json_add_string(struct buffer *out, const char *text, size_t length)
{
    buffer_add_char(out, '"');
    while (length > 0) {
        size_t used = 0;
        while (used < length && is_plain(text[used]))
            used++;
        buffer_append(out, text, used);
        text += used;
        length -= used;
        if (length == 0)
            break;
        uint32_t codepoint = text_decode(text, length, &used);
        if (codepoint == '"' || codepoint == '\\')
            buffer_printf(out, "\\%c", (char)codepoint);
        else if (codepoint != TEXT_INVALID && text_is_hidden(codepoint))
            add_escape(out, codepoint);
        else
            buffer_add_codepoint(out, codepoint != TEXT_INVALID ? codepoint : TEXT_REPLACEMENT);
        text += used;
        length -= used;
    }
    buffer_add_char(out, '"');
}

void json_add_number(struct buffer *out, double number)
{
    if (isfinite(number))
        buffer_add_number(out, number);
    else
        buffer_add_text(out, "null");
}
