/*
 * A recording of a terminal, as asciicast v2 plays it: a line of JSON that says how large the
 * terminal is, then a line for each thing that happened, with its time in seconds.
 *
 * Frames are written as what changes from one to the next. Markers are places to jump to, and to
 * pause at. Nothing says when or where the recording was made: the same frames give the same bytes.
 */
#ifndef EXPORT_CAST_H
#define EXPORT_CAST_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/error.h"
#include "view/frame.h"

struct cast {
    struct buffer *out;  /* borrowed */
    struct frame shown;  /* the frame before */
    struct buffer bytes; /* of the event that is being written */
};

struct cast_head {
    int columns, rows;
    const char *title;  /* NULL: none */
    const char *recipe; /* how it was made, see export/recipe.h; NULL: none */
};

/* Appends the head, the file's first line. */
void cast_print_head(struct buffer *out, const struct cast_head *head);

/* Begins the lines after it. The buffer is borrowed until the end. */
void cast_begin(struct cast *cast, struct buffer *out);

/* A frame, at a time in milliseconds; nothing is written if it is the same as the one before. False
 * without memory. */
bool cast_frame(struct cast *cast, int64_t time, const struct frame *frame) NODISCARD;

/* A marker: what happens there, in a few words. */
void cast_mark(struct cast *cast, int64_t time, const char *label);

/* The last frame stays until then; the terminal is as before. Frees what the cast owns. */
void cast_end(struct cast *cast, int64_t time);

/* Frees what the cast owns; of one that does not come to its end. */
void cast_release(struct cast *cast);

#endif
