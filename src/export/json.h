/*
 * JSON, as far as the exporters write it.
 */
#ifndef EXPORT_JSON_H
#define EXPORT_JSON_H

#include "base/buffer.h"

/* Appends the text between quotes, with escapes for quotes, backslashes and everything that
 * controls a terminal; bytes that are no UTF-8 become U+FFFD. */
void json_add_string(struct buffer *out, const char *text, size_t length);

/* Appends a number that reads back to the same double. JSON has no infinities and no NaN: those
 * are null. */
void json_add_number(struct buffer *out, double number);

#endif
