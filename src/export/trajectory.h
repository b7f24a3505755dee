/*
 * A trajectory as text, a row at a time, so that a walk of any length is written in little memory.
 *
 * Columns: walker,step,X,Y,loss,g_X,g_Y,lr with the names of the scene's parameters for X and Y.
 * Row k is the state after k steps; lr is the rate of the step that leaves it. Every number reads
 * back to the same double.
 */
#ifndef EXPORT_TRAJECTORY_H
#define EXPORT_TRAJECTORY_H

#include <stddef.h>

#include "base/buffer.h"
#include "descent/walker.h"

struct trajectory_row {
    size_t walker; /* from 1 */
    const struct walker *state;
    double rate;
};

struct trajectory_format {
    const char *name; /* "csv" */
    const char *help;
    /* Appends what stands before the first row, and one row; `parameters` are the two names. */
    void (*head)(struct buffer *out, const char *const parameters[SURFACE_AXES]);
    void (*row)(struct buffer *out, const char *const parameters[SURFACE_AXES],
                const struct trajectory_row *row);
};

/* The first is the default. */
extern const struct trajectory_format trajectory_formats[];
extern const size_t trajectory_format_count;

#endif
