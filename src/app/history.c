#include "app/history.h"

#include <stdlib.h>
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

static struct change *last(struct history *history)
{
    return &history->changes[(history->first + history->count - 1) % HISTORY_LENGTH];
}

void change_release(struct change *change)
{
    free(change->loss);
    change->loss = NULL;
    for (size_t i = 0; i < RACE_WALKS; i++) {
        free(change->labels[i]);
        change->labels[i] = NULL;
    }
    for (size_t i = 0; i < RACE_WALKS; i++)
        walk_memory_release(&change->memories[i]);
}

void history_add(struct history *history, struct change *change)
{
    if (history->count > 0 && change->tag != 0 && last(history)->tag == change->tag &&
        change->time - last(history)->time < HISTORY_MERGE) {
        last(history)->time = change->time;
        change_release(change);
        return;
    }
    if (history->count == HISTORY_LENGTH) {
        change_release(&history->changes[history->first]);
        history->first = (history->first + 1) % HISTORY_LENGTH;
    } else {
        history->count++;
    }
    *last(history) = *change;
}

void history_seal(struct history *history)
{
    if (history->count > 0)
        last(history)->tag = 0;
}

bool history_take(struct history *history, struct change *out)
{
    if (history->count == 0)
        return false;
    *out = *last(history);
    history->count--;
    return true;
}

void history_clear(struct history *history)
{
    struct change change;
    while (history_take(history, &change))
        change_release(&change);
}
