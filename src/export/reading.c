#include "export/reading.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"

static bool is_right_to_left(uint32_t c)
{
    return (c >= 0x590 && c < 0x660) || (c >= 0x66A && c < 0x6F0) || (c >= 0x6FA && c < 0x900) ||
           (c >= 0xFB1D && c < 0xFE00) || (c >= 0xFE70 && c < 0xFEFF) ||
           (c >= 0x10800 && c < 0x11000) || (c >= 0x1E800 && c < 0x1F000);
}

static bool is_digit(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 0x660 && c < 0x66A) || (c >= 0x6F0 && c < 0x6FA);
}

/* Latin letters and all else that ends a run from right to left. */
static bool is_left_to_right(uint32_t c)
{
    return (c | 32) - 'a' < 26 || (c >= 0xC0 && c < 0x590 && c != 0xD7 && c != 0xF7) ||
           (c >= 0x900 && c < 0x2000) || (c >= 0x2C00 && !is_right_to_left(c) && c < 0xE000);
}

static uint32_t mirrored(uint32_t c)
{
    static const char pairs[] = "()[]{}<>";
    const char *found = c < 128 && c != 0 ? strchr(pairs, (int)c) : NULL;
    return found == NULL ? c : (uint32_t)pairs[(found - pairs) ^ 1];
}

/* Where the run that begins here ends: behind its last strong character or number, or the bracket
 * that closes one opened in it. */
static size_t run_end(const char *text, size_t length)
{
    size_t end = 0, used;
    int open = 0;
    for (size_t i = 0; i < length; i += used) {
        uint32_t c = text_decode(text + i, length - i, &used);
        if (is_left_to_right(c))
            break;
        bool opens = c == '(' || c == '[' || c == '{', closes = c == ')' || c == ']' || c == '}';
        if (is_right_to_left(c) || is_digit(c) || (closes && open > 0))
            end = i + used;
        open += opens - (closes && open > 0);
    }
    return end;
}

/* The bytes of the number that ends at `end`, its signs within included. */
static size_t number_length(const char *text, size_t end)
{
    size_t from = end;
    while (from > 0 && (text[from - 1] == '.' || text[from - 1] == ',' ||
                        (text[from - 1] >= '0' && text[from - 1] <= '9')))
        from--;
    while (from < end && (text[from] == '.' || text[from] == ','))
        from++;
    return end - from;
}

static void add_turned(struct buffer *out, const char *text, size_t length)
{
    size_t used;
    while (length > 0) {
        size_t number = number_length(text, length);
        if (number > 0 && text[length - 1] >= '0' && text[length - 1] <= '9') {
            buffer_append(out, text + length - number, number);
            length -= number;
            continue;
        }
        size_t from = length - 1;
        while (from > 0 && ((unsigned char)text[from] & 0xC0) == 0x80)
            from--;
        buffer_add_codepoint(out, mirrored(text_decode(text + from, length - from, &used)));
        length = from;
    }
}

void reading_to_visual(struct buffer *out, const char *text)
{
    size_t length = strlen(text), used;
    for (size_t i = 0; i < length; i += used) {
        if (is_right_to_left(text_decode(text + i, length - i, &used))) {
            used = run_end(text + i, length - i);
            add_turned(out, text + i, used);
        } else {
            buffer_append(out, text + i, used);
        }
    }
}
