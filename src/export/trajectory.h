/*
 * A trajectory as text, a row at a time, so that a walk of any length is written in little memory.
 *
 * Columns: walker,step,X,Y,loss,g_X,g_Y,lr with the names of the scene's parameters for X and Y.
 * Row k is the state after k steps; lr is the rate of the step that leaves it. In the formats for
 * programs every number reads back to the same double.
 *
 * JSON lines have two members more: `status`, "walking" or "diverged" (what is not finite is null
 * there), and `parts`, what the step that led to the row was made of, in the order in which the
 * optimizer's rule forms it: {"symbol":"∇","label":"gradient","value":[2,-2]}, with one number
 * where both coordinates share it. Row 0 has none.
 */
#ifndef EXPORT_TRAJECTORY_H
#define EXPORT_TRAJECTORY_H

#include <stddef.h>

#include "base/buffer.h"
#include "descent/explain.h"
#include "descent/walker.h"
#include "scene/scene.h"

struct trajectory_row {
    size_t walker; /* from 1 */
    const struct walker *state;
    double rate;
    const struct explanation *made_of; /* NULL: the start, or the format does not ask */
};

struct trajectory_format {
    const char *name; /* "csv" */
    const char *help;
    bool explains; /* asks for what a row is made of */
    /* Appends what stands before the first row of a walker, and one row. */
    void (*head)(struct buffer *out, const struct scene *scene, size_t walker);
    void (*row)(struct buffer *out, const struct scene *scene, const struct trajectory_row *row);
};

/* The first is the default. */
extern const struct trajectory_format trajectory_formats[];
extern const size_t trajectory_format_count;

#endif
