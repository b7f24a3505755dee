/*
 * A figure in motion, as pixels: one picture after the other of walks that go on, or back.
 *
 * The ground is drawn once, and once more as fog, if there is any: what of it is seen is mixed from
 * the two, around the walkers. Each picture draws the walks anew only where they changed: around
 * the walkers, from where they were to where they are, and in the legend and the panels.
 */
#ifndef EXPORT_MOTION_H
#define EXPORT_MOTION_H

#include "export/figure_parts.h"

enum { MOTION_WINDOWS = RACE_WALKS + FIGURE_PANELS + 1 };

/* A part of the picture, in pixels. */
struct motion_window {
    size_t column, row, columns, rows;
};

struct motion {
    struct figure *figure;
    struct canvas *canvas;
    double scale; /* pixels a unit */
    size_t columns, rows;
    uint32_t *ground;                /* pixels, without the walks */
    uint32_t *felt, *hidden;         /* the same without fog, and all of it fog; NULL: has none */
    bool begun;                      /* there is a picture */
    struct spot was[RACE_WALKS];     /* of the walkers in it */
    uint64_t generation[RACE_WALKS]; /* of their paths, */
    size_t count[RACE_WALKS];        /* and how many points these had */
    size_t walkers;                  /* there then */
    size_t window_count;
    struct motion_window windows[MOTION_WINDOWS]; /* that were drawn anew in it */
};

/* Zeroed before; the source must outlive it. Draws the ground. To be released in either case. */
bool motion_open(struct motion *motion, const struct figure_source *source,
                 const struct figure_options *options, double scale, struct error *error) NODISCARD;
void motion_release(struct motion *motion);

/* The next picture, of the walks as they are now. False without memory. */
bool motion_draw(struct motion *motion) NODISCARD;

/* Row by row, 0x00RRGGBB in the low 24 bits, valid until something is drawn; NULL without memory.
 */
uint32_t *motion_pixels(struct motion *motion);

/* The whole pixels of a box, inside of the picture; false: there are none. */
bool motion_window(const struct motion *motion, struct box box, struct motion_window *out);

#endif
