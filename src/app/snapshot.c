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

static unsigned walker_changes(const struct snapshot_walker *a, const struct snapshot_walker *b)
{
    bool same_terms = memcmp(&a->given, &b->given, sizeof a->given) == 0 &&
                      memcmp(&a->agreed, &b->agreed, sizeof a->agreed) == 0;
    return (memcmp(a->start, b->start, sizeof a->start) != 0 ? SNAPSHOT_STARTS : 0u) |
           (walker_settings_equal(&a->settings, &b->settings) ? 0u : SNAPSHOT_SETTINGS) |
           (same_terms ? 0u : SNAPSHOT_TERMS);
}

unsigned snapshot_changes(const struct snapshot *a, const struct snapshot *b)
{
    unsigned changes = 0;
    for (size_t i = 0; i < RACE_WALKS; i++)
        changes |= walker_changes(&a->walkers[i], &b->walkers[i]);
    if (a->surface != b->surface || a->seed != b->seed || a->walker_count != b->walker_count)
        changes |= SNAPSHOT_RACE;
    if (memcmp(a->constants, b->constants, sizeof a->constants) != 0)
        changes |= SNAPSHOT_GROUND;
    if (a->terms != b->terms)
        changes |= SNAPSHOT_TERMS;
    if (memcmp(a->window, b->window, sizeof a->window) != 0)
        changes |= SNAPSHOT_WINDOW;
    if (a->colormap != b->colormap)
        changes |= SNAPSHOT_COLORMAP;
    if (a->scale != b->scale || a->steps != b->steps)
        changes |= SNAPSHOT_OTHER;
    return changes;
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
