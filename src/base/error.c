/* Errors: one sentence, the first one wins, nothing in it controls a terminal. */
#include "base/error.h"

#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/text.h"

/* Copies at most what fits, never cutting a character in two. */
static void store(struct error *error, const char *text)
{
    size_t length = strlen(text);
    if (length >= sizeof error->message) {
        length = sizeof error->message - 1;
        while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80)
            length--;
    }
    memcpy(error->message, text, length);
    error->message[length] = '\0';
}

bool error_set_list(struct error *error, const char *format, va_list arguments)
{
    if (error == NULL || error->set)
        return false;
    char raw[2 * ERROR_TEXT];
    struct buffer shown = {0};
    int wanted = vsnprintf(raw, sizeof raw, format, arguments);
    size_t length = wanted < 0 ? 0 : (size_t)wanted;
    if (length >= sizeof raw) /* cut, and not in the middle of a character */
        for (length = sizeof raw - 1; length > 0 && ((unsigned char)raw[length] & 0xC0) == 0x80;)
            length--;
    text_escape(&shown, raw, length);
    error->set = true;
    store(error, shown.failed ? "out of memory" : buffer_text(&shown));
    buffer_release(&shown);
    return false;
}

bool error_set(struct error *error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    error_set_list(error, format, arguments);
    va_end(arguments);
    return false;
}

bool error_set_offset(struct error *error, size_t offset, const char *format, ...)
{
    if (error == NULL || error->set)
        return false;
    va_list arguments;
    va_start(arguments, format);
    error_set_list(error, format, arguments);
    va_end(arguments);
    error->offset = offset;
    return false;
}

bool error_memory(struct error *error)
{
    return error_set(error, "out of memory");
}
