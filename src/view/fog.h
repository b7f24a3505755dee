/*
 * Fog: of the surface only what the walkers have felt is seen, a disc around every point at which
 * they stood.
 *
 * The disc is a part of the scene's window, whatever part of that is shown. Light is kept a sample
 * (a cell wide, half a cell high where there are half blocks); as long as the walks' past stays
 * what it was, only the discs of new points are added. A disc lies around the middle of its
 * point's sample, so that the order of points, and which were drawn before, changes nothing.
 */
#ifndef VIEW_FOG_H
#define VIEW_FOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "descent/race.h"
#include "view/camera.h"

enum {
    FOG_CLEAR = 255,
    FOG_COLOR = 0x10131A /* of what is hidden. Not black: the map's place on the screen is seen */
};

struct fog_source {
    struct camera camera;
    int halves;                                /* samples a cell, one above the other */
    struct surface_window scene[SURFACE_AXES]; /* the disc's measure */
    const struct race *race;
};

/* How far a walk has been drawn. */
struct fog_trail {
    uint64_t generation;
    size_t drawn;
    double first[SURFACE_AXES], last[SURFACE_AXES];
};

struct fog {
    struct camera camera;
    int halves;
    struct surface_window scene[SURFACE_AXES];
    size_t walks;
    struct fog_trail trail[RACE_WALKS];
    int columns, rows; /* of samples */
    uint8_t *light;    /* 0: fog, FOG_CLEAR: none */
    bool *stamped;     /* its disc is there */
    size_t capacity;
};

/* A zeroed struct has no memory yet. False without memory: all is fog then. */
bool fog_update(struct fog *fog, const struct fog_source *source) NODISCARD;
void fog_release(struct fog *fog);

/* How far a disc reaches, in samples by axis. */
void fog_radius(const struct fog *fog, double radius[SURFACE_AXES]);

/* How clear a cell of the plot is, counted from its upper left; `half` 1: its lower half. */
unsigned fog_light(const struct fog *fog, int column, int row, int half);

#endif
