/*
 * Text as XML 1.0 holds it, in elements and attributes.
 */
#ifndef EXPORT_XML_H
#define EXPORT_XML_H

#include "base/buffer.h"

/* Appends the text with its signs escaped; what XML cannot hold (control characters, bytes that are
 * no UTF-8) as U+FFFD. Newlines and tabs stay. */
void xml_escape(struct buffer *out, const char *text, size_t length);

/* The way back, of what xml_escape() writes. */
void xml_unescape(struct buffer *out, const char *text, size_t length);

#endif
