/*
 * Growing an array without losing it: sizes are checked before they are multiplied, and a failed
 * growth leaves the old array whole.
 */
#ifndef BASE_ARRAY_H
#define BASE_ARRAY_H

#include <stddef.h>

#include "base/error.h"

#define ARRAY_LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/*
 * Makes room for `needed` items of `size` bytes. Returns the array (moved, perhaps) and updates
 * *capacity; NULL when there is no memory or the size overflows: then `items` is still valid.
 * Grows by halves, so that appending one by one costs a constant each.
 */
void *array_grow(void *items, size_t *capacity, size_t needed, size_t size) NODISCARD;

#endif
