/*
 * GIF: an animation of pixels that are places in one palette, each picture as large as what changed
 * since the one before.
 *
 * Written by hand: what libraries offer takes whole pictures and compares them pixel by pixel
 * (giflib, and cgif as Debian has it, which spends a millisecond a picture on that), and writes no
 * comment.
 */
#ifndef EXPORT_GIF_H
#define EXPORT_GIF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

enum { GIF_COLORS = 256, GIF_MOST = 65535 /* columns and rows */ };

struct gif;

struct gif_head {
    size_t columns, rows;   /* 1 to GIF_MOST */
    const uint32_t *colors; /* 0x00RRGGBB, GIF_COLORS of them */
    int hole;               /* the color that lets the picture before show; -1: none */
    const char *comment;    /* NULL: none */
    bool loops;             /* for ever; else it is played once */
};

/* A part of the whole; at least a pixel. */
struct gif_window {
    size_t column, row, columns, rows;
};

/* Begins the file in `out`, which is borrowed until the end. NULL without memory. */
struct gif *gif_new(struct buffer *out, const struct gif_head *head) NODISCARD;

/* One picture: its window of `pixels`, which are all of them, shown for so many hundredths of a
 * second. */
void gif_frame(struct gif *gif, const uint8_t *pixels, const struct gif_window *window,
               unsigned delay);

/* The last picture is shown for so much longer. */
void gif_lengthen(struct gif *gif, unsigned delay);

/* Ends the file and frees the gif. Memory that failed is told by the buffer. */
void gif_end(struct gif *gif);

#endif
