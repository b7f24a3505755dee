/*
 * A growing run of bytes: what the exporters write into and files are read into.
 *
 * A failed growth sets `failed` and later writes do nothing, so a writer checks once, at the end.
 * The data is always NUL-terminated (the NUL is not counted in length); an empty buffer may have
 * data == NULL: buffer_text() hides that.
 */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include <stddef.h>

#include "base/error.h"

struct buffer {
    char *data;
    size_t length, capacity;
    bool failed;
};

/* A zeroed struct is an empty buffer. Release frees the bytes and zeroes the struct. */
void buffer_release(struct buffer *buffer);

/* Forgets the content, keeps the memory. */
void buffer_clear(struct buffer *buffer);

/* The content as a string, never NULL; valid until the buffer changes. */
const char *buffer_text(const struct buffer *buffer);

/* Each appends, or sets `failed` and leaves the content as it is. */
void buffer_append(struct buffer *buffer, const void *bytes, size_t length);
void buffer_add_text(struct buffer *buffer, const char *text);
void buffer_add_char(struct buffer *buffer, char byte);
void buffer_add_codepoint(struct buffer *buffer, unsigned codepoint); /* as UTF-8 */
void buffer_add_number(struct buffer *buffer, double number);         /* see number_print() */
void buffer_printf(struct buffer *buffer, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
