/* Growing arrays by halves, with checked sizes. */
#include "base/array.h"

#include <stdint.h>
#include <stdlib.h>

void *array_grow(void *items, size_t *capacity, size_t needed, size_t size)
{
    if (needed <= *capacity && items != NULL)
        return items;
    size_t room = *capacity + *capacity / 2;
    if (room < needed)
        room = needed;
    if (room < 8)
        room = 8;
    if (size != 0 && room > SIZE_MAX / size)
        return NULL;
    void *grown = realloc(items, room * size);
    if (grown != NULL)
        *capacity = room;
    return grown;
}
