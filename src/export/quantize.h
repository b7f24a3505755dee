/*
 * The few hundred colours that stand for all those of some pictures, and which of them a pixel
 * gets.
 *
 * Colours are counted in cells of 4 x 4 x 4, and the cells are parted until there are as many parts
 * as colours: always the part that varies most, across the direction in which it does, at its mean
 * (X. Wu's aim of least squared error, cut at the mean instead of at the best place). Given
 * colours stay exactly as they are.
 */
#ifndef EXPORT_QUANTIZE_H
#define EXPORT_QUANTIZE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct quantizer;

/* NULL without memory. */
struct quantizer *quantizer_new(void) NODISCARD;
void quantizer_free(struct quantizer *quantizer);

/* Counts the colours of a picture, 0x00RRGGBB. */
void quantizer_see(struct quantizer *quantizer, const uint32_t *pixels, size_t count);

/* Settles on at most `most` colours, the given ones first; the rest of colors[0..most) is black.
 * False without memory. */
bool quantizer_choose(struct quantizer *quantizer, const uint32_t *given, size_t given_count,
                      uint32_t *colors, size_t most) NODISCARD;

/* The place of the colour that stands for a pixel's. */
uint8_t quantizer_place(struct quantizer *quantizer, uint32_t pixel);

#endif
