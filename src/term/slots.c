/*
 * An open hash table, at most a quarter full, leads from colours to entries; colours that found no
 * entry of their own are not kept in it.
 */
#include "term/slots.h"

#include <limits.h>
#include <string.h>

#include "view/palette.h"

/* Red, green and blue weighted roughly as the eye does. */
static int distance(color a, color b)
{
    int red = (int)(a >> 16 & 255) - (int)(b >> 16 & 255);
    int green = (int)(a >> 8 & 255) - (int)(b >> 8 & 255);
    int blue = (int)(a & 255) - (int)(b & 255);
    return 3 * red * red + 6 * green * green + blue * blue;
}

static size_t nearest_taken(const struct slots *slots, color rgb)
{
    size_t best = 0;
    int least = INT_MAX;
    for (size_t i = 0; i < SLOT_COUNT; i++) {
        int d = slots->taken[i] ? distance(rgb, slots->colors[i]) : INT_MAX;
        if (d < least) {
            least = d;
            best = i;
        }
    }
    return best;
}

static size_t nearest_free(const struct slots *slots, color rgb)
{
    size_t best = 0;
    int least = INT_MAX;
    for (size_t i = 0; i < SLOT_COUNT; i++) {
        int d = slots->taken[i] ? INT_MAX : distance(rgb, palette_rgb(SLOT_FIRST + (int)i));
        if (d < least) {
            least = d;
            best = i;
        }
    }
    return best;
}

/* Where the colour stands in the hash table, or would. */
static size_t place_of(const struct slots *slots, uint32_t key)
{
    size_t place = (key * 2654435761u) % SLOT_TABLE;
    while (slots->keys[place] != 0 && slots->keys[place] != key)
        place = (place + 1) % SLOT_TABLE;
    return place;
}

int slots_find(struct slots *slots, color c, bool *made)
{
    color rgb = c & 0xFFFFFFu;
    size_t place = place_of(slots, rgb + 1);
    *made = false;
    if (slots->keys[place] != 0)
        return slots->indices[place];
    if (slots->used == SLOT_COUNT) {
        slots->overflowed = true;
        return SLOT_FIRST + (int)nearest_taken(slots, rgb);
    }
    size_t entry = nearest_free(slots, rgb);
    slots->taken[entry] = true;
    slots->colors[entry] = rgb;
    slots->used++;
    slots->keys[place] = rgb + 1;
    slots->indices[place] = (uint16_t)(SLOT_FIRST + entry);
    *made = true;
    return SLOT_FIRST + (int)entry;
}

void slots_clear(struct slots *slots)
{
    memset(slots, 0, sizeof *slots);
}
