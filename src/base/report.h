/*
 * All errors of one source text, in one run.
 *
 * Prints as  FILE:LINE:COLUMN: what is wrong, then the source line and a caret below its place. The
 * name and the source line are shown through text_escape().
 */
#ifndef BASE_REPORT_H
#define BASE_REPORT_H

#include <stddef.h>

#include "base/buffer.h"
#include "base/error.h"

enum { REPORT_MAX = 64 }; /* errors kept; those beyond are only counted */

struct report {
    const char *name; /* of the source, as the user gave it; borrowed */
    const char *text; /* the source; borrowed; may be NULL (nothing is quoted then) */
    size_t length;
    size_t count; /* all, also those beyond REPORT_MAX */
    struct error errors[REPORT_MAX];
};

/* Without errors; what it is given must outlive it. */
void report_init(struct report *report, const char *name, const char *text, size_t length);

/* Adds an error at a line and column (from 1; 0: no place). Returns false, always. */
bool report_add(struct report *report, int line, int column, const char *format, ...)
    PRINTF_LIKE(4, 5);

/* Appends all errors, by place, in the order of adding where that is the same; then how many were
 * only counted. A quoted line is cut to what surrounds the place. */
void report_print(const struct report *report, struct buffer *out);

#endif
