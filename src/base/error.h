/*
 * What went wrong, in one sentence, and where.
 *
 * A function that can fail returns bool and takes a `struct error *` last. The first error wins:
 * a later one never overwrites it. A message is lower case, quotes its subject, and says what to
 * do. Whatever it quotes, the stored message holds no character that controls a terminal or hides
 * text: error_set() shows those as escapes, so that no sink needs to filter again.
 *
 * How a walk ends (converged, diverged, ...) is a result, not an error.
 */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#define NODISCARD                    __attribute__((warn_unused_result))
#define PRINTF_LIKE(template, first) __attribute__((format(printf, template, first)))

enum { ERROR_TEXT = 480 };

struct error {
    bool set;
    int line, column; /* from 1; 0: the error has no place. column counts characters */
    size_t offset;    /* of a formula's error: bytes from the formula's start */
    char message[ERROR_TEXT];
};

/* Stores the message unless one is stored already. Returns false, always: `return error_set(...)`.
 */
bool error_set(struct error *error, const char *format, ...) PRINTF_LIKE(2, 3);

/* The same for an error at a byte of a formula. */
bool error_set_offset(struct error *error, size_t offset, const char *format, ...)
    PRINTF_LIKE(3, 4);

/* The same from a va_list: for functions that are variadic themselves. */
bool error_set_list(struct error *error, const char *format, va_list arguments) PRINTF_LIKE(2, 0);

/* "out of memory": the one message that every failed allocation gives. Returns false. */
bool error_memory(struct error *error);

#endif
