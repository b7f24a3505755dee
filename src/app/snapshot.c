#include "app/snapshot.h"

#include <string.h>

struct snapshot snapshot_take(const struct scene *scene)
{
    struct snapshot snapshot = {
        .scale = scene->scale,
        .colormap = scene->colormap,
        .steps = scene->steps,
        .seed = scene->seed,
        .surface = scene->surface,
        .walker_count = scene->walker_count,
        .terms = scene->terms,
    };
    for (size_t i = 0; i < scene->walker_count; i++) {
        snapshot.walkers[i].settings = scene->walkers[i].settings;
        snapshot.walkers[i].given = scene->walkers[i].given;
        snapshot.walkers[i].agreed = scene->walkers[i].agreed;
        memcpy(snapshot.walkers[i].start, scene->walkers[i].start,
               sizeof snapshot.walkers[i].start);
    }
    for (size_t i = 0; i < scene->constant_count; i++)
        snapshot.constants[i] = scene->constants[i].value;
    memcpy(snapshot.window, scene->window, sizeof snapshot.window);
    return snapshot;
}

static bool walkers_equal(const struct snapshot *a, const struct snapshot *b)
{
    for (size_t i = 0; i < RACE_WALKS; i++)
        if (!walker_settings_equal(&a->walkers[i].settings, &b->walkers[i].settings) ||
            memcmp(a->walkers[i].start, b->walkers[i].start, sizeof a->walkers[i].start) != 0)
            return false;
    return true;
}

bool snapshot_equal(const struct snapshot *a, const struct snapshot *b)
{
    return walkers_equal(a, b) && memcmp(a->constants, b->constants, sizeof a->constants) == 0 &&
           memcmp(a->window, b->window, sizeof a->window) == 0 && a->scale == b->scale &&
           a->colormap == b->colormap && a->steps == b->steps && a->seed == b->seed &&
           a->surface == b->surface;
}

bool snapshot_restore(const struct snapshot *snapshot, struct scene *scene, struct error *error)
{
    for (size_t i = 0; i < scene->constant_count; i++) {
        if (scene->constants[i].value == snapshot->constants[i])
            continue;
        if (!surface_set_constant(scene->surface, i, snapshot->constants[i], error))
            return false;
        scene->constants[i].value = snapshot->constants[i];
    }
    scene->walker_count = snapshot->walker_count;
    scene->terms = snapshot->terms;
    for (size_t i = 0; i < scene->walker_count; i++) {
        scene->walkers[i].settings = snapshot->walkers[i].settings;
        scene->walkers[i].given = snapshot->walkers[i].given;
        scene->walkers[i].agreed = snapshot->walkers[i].agreed;
        memcpy(scene->walkers[i].start, snapshot->walkers[i].start, sizeof scene->walkers[i].start);
    }
    memcpy(scene->window, snapshot->window, sizeof scene->window);
    scene->scale = snapshot->scale;
    scene->colormap = snapshot->colormap;
    scene->steps = snapshot->steps;
    scene->seed = snapshot->seed;
    return true;
}
