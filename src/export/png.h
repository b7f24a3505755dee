/*
 * PNG: pixels and words as the bytes of a file. By libpng, where the program is built with cairo
 * (which needs it itself); without, the pixels alone, stored as they are.
 */
#ifndef EXPORT_PNG_H
#define EXPORT_PNG_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/error.h"

struct png_picture {
    size_t columns, rows;   /* at least 1 */
    const uint32_t *pixels; /* 0x00RRGGBB, row by row from the top */
    bool is_clear;          /* in parts: the upper eight bits are what it is transparent of 255 */
    double dpi;             /* 0: not said */
    const char *title;      /* NULL: none */
    const char *recipe;     /* NULL: none */
};

/* Appends the file. */
bool png_print(const struct png_picture *picture, struct buffer *out,
               struct error *error) NODISCARD;

#endif
