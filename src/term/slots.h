/*
 * The 240 entries of a palette that are ours to redefine (16 to 255), handed out to colours as they
 * appear.
 *
 * A colour gets the free entry whose usual colour is nearest: should a terminal swallow the
 * redefinition (mosh does), the picture is coarse but right.
 */
#ifndef TERM_SLOTS_H
#define TERM_SLOTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "view/frame.h"

enum { SLOT_FIRST = 16, SLOT_COUNT = 240, SLOT_TABLE = 1024 };

/* A zeroed struct has all entries free. */
struct slots {
    size_t used;
    bool overflowed; /* a colour had to do with another's entry since the last clear */
    bool taken[SLOT_COUNT];
    color colors[SLOT_COUNT];  /* of taken entries */
    uint32_t keys[SLOT_TABLE]; /* hash table by colour: RGB + 1, 0: empty */
    uint16_t indices[SLOT_TABLE];
};

/*
 * The palette's index for a colour (its tag is ignored). *made tells that the entry is new and must
 * be redefined. With all entries taken: the nearest one.
 */
int slots_find(struct slots *slots, color c, bool *made);

void slots_clear(struct slots *slots);

#endif
