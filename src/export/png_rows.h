/*
 * The pixels of a picture as a PNG has them: row by row, as numbers of colours where there are no
 * more than 256 of them, such as in a map by itself (a third of the bytes), as RGB or RGBA else.
 */
#ifndef EXPORT_PNG_ROWS_H
#define EXPORT_PNG_ROWS_H

#include <stddef.h>
#include <stdint.h>

#include "export/png.h"

enum png_type { PNG_RGB = 2, PNG_NUMBERS = 3, PNG_RGBA = 6 }; /* the format's numbers */

enum { PNG_COLORS = 256, PNG_SLOT_BITS = 10, PNG_SLOTS = 1 << PNG_SLOT_BITS };

struct png_rows {
    const struct png_picture *picture; /* borrowed */
    enum png_type type;
    size_t bytes; /* of a row */
    size_t color_count;
    uint32_t color[PNG_COLORS]; /* nothing at all, if that may be, is number 0 */
    uint32_t key[PNG_SLOTS];    /* a color, by hashing */
    int16_t number[PNG_SLOTS];  /* its; -1: free */
};

/* Looks the picture through. Nothing to release. */
void png_rows_init(struct png_rows *rows, const struct png_picture *picture);

/* How much there is of each colour, 0 to 255, up to the last that is not all there; returns how
 * many these are. */
size_t png_rows_alphas(const struct png_rows *rows, uint8_t alphas[PNG_COLORS]);

/* Fills out[0..rows->bytes). */
void png_rows_pack(const struct png_rows *rows, size_t row, uint8_t *out);

#endif
