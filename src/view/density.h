/*
 * The map without colours: characters by density, light ink for low losses.
 */
#ifndef VIEW_DENSITY_H
#define VIEW_DENSITY_H

#include <stdint.h>

/* The character for a position on the scale, 0 to 1. */
uint32_t density_glyph(double position);

#endif
