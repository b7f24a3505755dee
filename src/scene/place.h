/*
 * Where a byte of a value stands in the text: quotes, escapes, folded lines and blocks make the two
 * differ.
 */
#ifndef SCENE_PLACE_H
#define SCENE_PLACE_H

#include <stddef.h>

#include "scene/node.h"

struct place {
    int line, column; /* from 1, in characters */
};

/* The place of byte `offset` of a scalar's value in the text that the scalar was read from. */
struct place place_in_scalar(const char *text, size_t length, const struct node *scalar,
                             size_t offset);

#endif
