/*
 * A walk's past: a point a step, the whole state every WALK_KEYFRAME steps, the settings at each
 * change.
 *
 * What lies ahead of `now` after going back is not stored in another way than the past is:
 * `point_count` counts both, and the present is wherever now.step says. A step forward into the
 * kept future is walked again, with the settings of the log, and arrives at the same bits.
 */
#include "descent/walk.h"

#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "descent/explain.h"

/* Settings in force for the steps that leave the rows from `from` on. */
struct change {
    uint64_t from;
    struct walker_settings settings;
};

struct walk {
    const struct surface *surface;
    struct walker_chance chance;
    double start[2];
    struct walker now;
    struct walk_point *points;
    size_t point_count, point_capacity;
    struct walker *keyframes; /* keyframes[i] is the state after i * WALK_KEYFRAME steps */
    size_t keyframe_count, keyframe_capacity;
    struct change *changes; /* by step; the first from step 0 */
    size_t change_count, change_capacity;
    size_t change; /* the one in force at now.step */
    uint64_t generation;
    bool full;
};

static struct walk_point point_of(const struct walk *walk)
{
    const struct walker *now = &walk->now;
    const struct walker_settings *settings = walk_settings(walk);
    struct surface_point batch = {.loss = NAN};
    (void)walker_batch(now, settings, walk->surface, &walk->chance, SURFACE_LOSS, &batch);
    return (struct walk_point){
        .at = {now->at[0], now->at[1]},
        .loss = now->loss,
        .gradient = {now->gradient[0], now->gradient[1]},
        .rate = walker_rate(now, settings),
        .batch_loss = batch.loss,
    };
}

/* Room for one more of everything, so that what follows cannot fail. */
static bool reserve(struct walk *walk)
{
    void *points = array_grow(walk->points, &walk->point_capacity, walk->point_count + 1,
                              sizeof walk->points[0]);
    walk->points = points != NULL ? points : walk->points;
    void *keyframes = array_grow(walk->keyframes, &walk->keyframe_capacity,
                                 walk->keyframe_count + 1, sizeof walk->keyframes[0]);
    walk->keyframes = keyframes != NULL ? keyframes : walk->keyframes;
    void *changes = array_grow(walk->changes, &walk->change_capacity, walk->change_count + 1,
                               sizeof walk->changes[0]);
    walk->changes = changes != NULL ? changes : walk->changes;
    return points != NULL && keyframes != NULL && changes != NULL;
}

/* Appends the present to the past. */
static void keep(struct walk *walk)
{
    walk->points[walk->point_count++] = point_of(walk);
    if (walk->now.step % WALK_KEYFRAME == 0)
        walk->keyframes[walk->keyframe_count++] = walk->now;
}

static void begin(struct walk *walk, const struct walker_settings *settings, const double start[2])
{
    walk->changes[0] = (struct change){.from = 0, .settings = *settings};
    walk->change_count = 1;
    walk->change = 0;
    walk->start[0] = start[0];
    walk->start[1] = start[1];
    walk->point_count = walk->keyframe_count = 0;
    walk->full = false;
    walk->generation++;
    walker_start(&walk->now, walk->surface, start);
    keep(walk);
}

struct walk *walk_new(const struct surface *surface, const struct walker_settings *settings,
                      const double start[2], struct walker_chance chance)
{
    struct walk *walk = calloc(1, sizeof *walk);
    if (walk == NULL)
        return NULL;
    walk->surface = surface;
    walk->chance = chance;
    if (!reserve(walk)) {
        walk_free(walk);
        return NULL;
    }
    begin(walk, settings, start);
    return walk;
}

void walk_free(struct walk *walk)
{
    if (walk == NULL)
        return;
    free(walk->points);
    free(walk->keyframes);
    free(walk->changes);
    free(walk);
}

const struct walker *walk_now(const struct walk *walk)
{
    return &walk->now;
}

const struct walker_settings *walk_settings(const struct walk *walk)
{
    return &walk->changes[walk->change].settings;
}

const double *walk_start_point(const struct walk *walk)
{
    return walk->start;
}

const struct walker_chance *walk_chance(const struct walk *walk)
{
    return &walk->chance;
}

/* One step of the walker, with the settings of the time. */
static bool advance(struct walk *walk)
{
    if (!walker_step(&walk->now, walk_settings(walk), walk->surface, &walk->chance))
        return false;
    size_t next = walk->change + 1;
    if (next < walk->change_count && walk->changes[next].from <= walk->now.step)
        walk->change = next;
    return true;
}

bool walk_step(struct walk *walk)
{
    if (walk->now.step + 1 < walk->point_count)
        return advance(walk);
    if (walk_has_diverged(walk))
        return false;
    if (walk->point_count >= WALK_POINTS || !reserve(walk)) {
        walk->full = true;
        return false;
    }
    if (!advance(walk))
        return false;
    keep(walk);
    walk->full = false;
    return true;
}

/* The last change at or before a step. */
static size_t change_at(const struct walk *walk, uint64_t step)
{
    size_t low = 0, high = walk->change_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (walk->changes[middle].from <= step)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* To a step whose point is kept: from the keyframe before it, unless the present is nearer. */
static void recall(struct walk *walk, uint64_t step)
{
    size_t keyframe = (size_t)(step / WALK_KEYFRAME);
    if (step < walk->now.step)
        walk->generation++;
    if (step < walk->now.step || walk->keyframes[keyframe].step > walk->now.step) {
        walk->now = walk->keyframes[keyframe];
        walk->change = change_at(walk, walk->now.step);
    }
    while (walk->now.step < step && advance(walk))
        continue;
}

bool walk_back(struct walk *walk)
{
    if (walk->now.step == 0)
        return false;
    recall(walk, walk->now.step - 1);
    return true;
}

void walk_seek(struct walk *walk, uint64_t step)
{
    uint64_t last = walk->point_count - 1;
    recall(walk, step < last ? step : last);
    while (walk->now.step < step && walk_step(walk))
        continue;
}

void walk_restart(struct walk *walk)
{
    walk_move_start(walk, walk->start);
}

void walk_move_start(struct walk *walk, const double start[2])
{
    struct walker_settings settings = *walk_settings(walk);
    double at[2] = {start[0], start[1]};
    begin(walk, &settings, at);
}

bool walk_explain(const struct walk *walk, uint64_t step, struct explanation *out)
{
    struct walker walker = walk->now;
    if (step >= walk->point_count)
        return false;
    if (step != walker.step)
        walker = walk->keyframes[step / WALK_KEYFRAME];
    for (;;) {
        const struct walker_settings *settings =
            &walk->changes[change_at(walk, walker.step)].settings;
        if (walker.step == step)
            return walker_explain(&walker, settings, walk->surface, &walk->chance, out);
        if (!walker_step(&walker, settings, walk->surface, &walk->chance))
            return false;
    }
}

/* Forgets what lies after the present, and that the settings were about to change there. */
static void cut_future(struct walk *walk)
{
    uint64_t step = walk->now.step;
    walk->point_count = (size_t)step + 1;
    walk->keyframe_count = (size_t)(step / WALK_KEYFRAME) + 1;
    walk->change_count = walk->change + 1;
}

bool walk_change(struct walk *walk, const struct walker_settings *settings)
{
    if (walker_settings_equal(walk_settings(walk), settings))
        return true;
    struct walker_settings wanted = *settings; /* it may point into what grows here */
    if (!reserve(walk))
        return false;
    cut_future(walk);
    if (walk->changes[walk->change].from < walk->now.step)
        walk->change = walk->change_count++;
    walk->changes[walk->change] = (struct change){.from = walk->now.step, .settings = wanted};
    walk->points[walk->now.step] = point_of(walk);
    return true;
}

const struct walk_point *walk_points(const struct walk *walk, size_t *count)
{
    *count = (size_t)walk->now.step + 1;
    return walk->points;
}

bool walk_has_diverged(const struct walk *walk)
{
    return !walker_is_finite(&walk->now);
}

bool walk_is_full(const struct walk *walk)
{
    return walk->full && walk->now.step + 1 == walk->point_count;
}

uint64_t walk_generation(const struct walk *walk)
{
    return walk->generation;
}
