/*
 * The numbers of a scene that a person may change, taken down: to be compared, and to be put back.
 * Its words (title, labels) are none, nor is the formula; history.h keeps what of them is undone.
 */
#ifndef APP_SNAPSHOT_H
#define APP_SNAPSHOT_H

#include <stdint.h>

#include "scene/scene.h"

struct snapshot {
    struct {
        struct walker_settings settings;
        double start[SURFACE_AXES];
        double given, agreed;
    } walkers[RACE_WALKS];
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

bool snapshot_equal(const struct snapshot *a, const struct snapshot *b);

/* Makes the scene say again what the snapshot holds. */
bool snapshot_restore(const struct snapshot *snapshot, struct scene *scene,
                      struct error *error) NODISCARD;

#endif
