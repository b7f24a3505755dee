/*
 * What lies at a cell of the screen, for the mouse.
 */
#ifndef VIEW_PICK_H
#define VIEW_PICK_H

#include <stddef.h>
#include <stdint.h>

#include "scene/knobs.h"
#include "surface/surface.h"

enum pick_kind {
    PICK_NOTHING,
    PICK_MAP,
    PICK_SLIDER,
    PICK_STEP,
    PICK_WALKER,
    PICK_PAGE_LINE,
    PICK_LESSON,
    PICK_CHOICE
};

struct pick {
    enum pick_kind kind;
    double at[SURFACE_AXES]; /* PICK_MAP: the point below the cell's middle */
    enum live_knob knob;     /* PICK_SLIDER */
    double fraction;         /* PICK_SLIDER: 0 to 1 */
    uint64_t step;           /* PICK_STEP, on the scrubber */
    size_t index;            /* PICK_WALKER, PICK_PAGE_LINE, PICK_CHOICE */
};

#endif
