/*
 * Reading order: text that runs from right to left, for those who draw characters one after the
 * other.
 */
#ifndef EXPORT_READING_H
#define EXPORT_READING_H

#include "base/buffer.h"

/*
 * Appends the text in the order in which it is seen from left to right: runs of Hebrew, Arabic and
 * their like are turned around, with what stands between their words; numbers stay as they are.
 * (The bidirectional algorithm, UAX 9, of a line that begins at the left, without embeddings.)
 */
void reading_to_visual(struct buffer *out, const char *text);

#endif
