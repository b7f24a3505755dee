/*
 * GIF: an animation of pixels that are places in one palette, written by cgif: of each picture only
 * what changed since the one before. cgif writes no comment; that is put in at the end, as the
 * format allows.
 */
#ifndef EXPORT_GIF_H
#define EXPORT_GIF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

/* Of the 256 places of a palette one stands for "as before". */
enum { GIF_COLORS = 255, GIF_MOST = 65535 /* columns and rows */ };

struct gif;

struct gif_head {
    size_t columns, rows;   /* 1 to GIF_MOST */
    const uint32_t *colors; /* 0x00RRGGBB, GIF_COLORS of them */
    bool loops;             /* for ever; else it is played once */
};

/* False: this program was built without cgif. */
bool gif_is_there(void);

/* Begins the file in `out`, which is borrowed until the end. NULL without memory, or without cgif.
 */
struct gif *gif_new(struct buffer *out, const struct gif_head *head) NODISCARD;

/* One picture: all its pixels, each below GIF_COLORS, shown for so many hundredths of a second. */
void gif_frame(struct gif *gif, const uint8_t *pixels, unsigned delay);

/* The last picture is shown for so much longer. */
void gif_lengthen(struct gif *gif, unsigned delay);

/* Ends the file, with a comment (NULL: none), and frees the gif. False if the file is not whole:
 * without memory. */
bool gif_end(struct gif *gif, const char *comment);

#endif
