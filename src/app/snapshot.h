/*
 * The numbers of a scene that a person may change, taken down: to be compared, and to be put back.
 * Its words (title, labels) are none, nor is the formula; history.h keeps what of them is undone.
 */
#ifndef APP_SNAPSHOT_H
#define APP_SNAPSHOT_H

#include <stdint.h>

#include "scene/scene.h"

struct snapshot_walker {
    struct walker_settings settings;
    double start[SURFACE_AXES];
    double given, agreed; /* of struct scene_walker */
};

struct snapshot {
    struct snapshot_walker walkers[RACE_WALKS];
    size_t walker_count;
    enum race_terms terms;
    double constants[SCENE_CONSTANTS];
    struct surface_window window[SURFACE_AXES];
    enum scene_scale scale;
    int colormap;
    uint64_t steps, seed;
    const struct surface *surface; /* only to be compared */
};

struct snapshot snapshot_take(const struct scene *scene);

/* In what two snapshots differ: bits. */
enum snapshot_change {
    SNAPSHOT_RACE = 1 << 0,     /* the surface, the seed, or how many walk: the race is another */
    SNAPSHOT_GROUND = 1 << 1,   /* constants of the surface */
    SNAPSHOT_STARTS = 1 << 2,   /* of walkers */
    SNAPSHOT_SETTINGS = 1 << 3, /* of walkers */
    SNAPSHOT_TERMS = 1 << 4,    /* of the race, and the rates that were given or agreed on */
    SNAPSHOT_WINDOW = 1 << 5,
    SNAPSHOT_COLORMAP = 1 << 6,
    SNAPSHOT_OTHER = 1 << 7, /* the colour scale, the scene's steps */
    /* With one of these the walks begin again, from their start. */
    SNAPSHOT_ANEW = SNAPSHOT_RACE | SNAPSHOT_GROUND | SNAPSHOT_STARTS
};
unsigned snapshot_changes(const struct snapshot *a, const struct snapshot *b);

/* Makes the scene say again what the snapshot holds. */
bool snapshot_restore(const struct snapshot *snapshot, struct scene *scene,
                      struct error *error) NODISCARD;

#endif
