/*
 * A walk's past: a point a step, the whole state every WALK_KEYFRAME steps, and the settings in
 * legs: a new one where they changed.
 *
 * What lies ahead of `now` after going back is not stored in another way than the past is:
 * `point_count` counts both, and the present is wherever now.step says. A step forward into the
 * kept future is walked again, with the settings of the log, and arrives at the same bits.
 */
#include "descent/walk.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "descent/explain.h"

/* Settings in force for the steps that leave the rows from `from` on. */
struct walk_leg {
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
    struct walk_leg *legs; /* by step; the first from step 0 */
    size_t leg_count, leg_capacity;
    size_t leg; /* the one in force at now.step */
    struct walk_point *ghost;
    size_t ghost_count;
    uint64_t ghost_from; /* the step of its first point */
    uint64_t generation, kept_generation, ghost_generation;
    uint64_t life, lives; /* this beginning of the walk, and how many there were */
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
    void *legs =
        array_grow(walk->legs, &walk->leg_capacity, walk->leg_count + 1, sizeof walk->legs[0]);
    walk->legs = legs != NULL ? legs : walk->legs;
    return points != NULL && keyframes != NULL && legs != NULL;
}

/* Appends the present to the past. */
static void keep(struct walk *walk)
{
    walk->points[walk->point_count++] = point_of(walk);
    if (walk->now.step % WALK_KEYFRAME == 0)
        walk->keyframes[walk->keyframe_count++] = walk->now;
}

static void drop_ghost(struct walk *walk)
{
    walk->ghost_generation += walk->ghost_count > 0;
    free(walk->ghost);
    walk->ghost = NULL;
    walk->ghost_count = 0;
}

static void begin(struct walk *walk, const struct walker_settings *settings, const double start[2])
{
    walk->legs[0] = (struct walk_leg){.from = 0, .settings = *settings};
    walk->leg_count = 1;
    walk->leg = 0;
    walk->start[0] = start[0];
    walk->start[1] = start[1];
    walk->point_count = walk->keyframe_count = 0;
    walk->full = false;
    walk->generation++;
    walk->kept_generation++;
    walk->life = ++walk->lives;
    drop_ghost(walk);
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
    free(walk->legs);
    free(walk->ghost);
    free(walk);
}

const struct walker *walk_now(const struct walk *walk)
{
    return &walk->now;
}

const struct walker_settings *walk_settings(const struct walk *walk)
{
    return &walk->legs[walk->leg].settings;
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
    size_t next = walk->leg + 1;
    if (next < walk->leg_count && walk->legs[next].from <= walk->now.step)
        walk->leg = next;
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

/* The one in force at a step. */
static size_t leg_at(const struct walk *walk, uint64_t step)
{
    size_t low = 0, high = walk->leg_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (walk->legs[middle].from <= step)
            low = middle;
        else
            high = middle;
    }
    return low;
}

const struct walker_settings *walk_settings_then(const struct walk *walk, uint64_t step)
{
    return &walk->legs[leg_at(walk, step)].settings;
}

uint64_t walk_settings_since(const struct walk *walk)
{
    return walk->legs[walk->leg].from;
}

/* Goes to a step whose point is kept: from the keyframe before it, unless the present is nearer. */
static void go_to(struct walk *walk, uint64_t step)
{
    size_t keyframe = (size_t)(step / WALK_KEYFRAME);
    if (step < walk->now.step)
        walk->generation++;
    if (step < walk->now.step || walk->keyframes[keyframe].step > walk->now.step) {
        walk->now = walk->keyframes[keyframe];
        walk->leg = leg_at(walk, walk->now.step);
    }
    while (walk->now.step < step && advance(walk))
        continue;
}

void walk_seek(struct walk *walk, uint64_t step)
{
    uint64_t last = walk->point_count - 1;
    go_to(walk, step < last ? step : last);
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
        const struct walker_settings *settings = &walk->legs[leg_at(walk, walker.step)].settings;
        if (walker.step == step)
            return walker_explain(&walker, settings, walk->surface, &walk->chance, out);
        if (!walker_step(&walker, settings, walk->surface, &walk->chance))
            return false;
    }
}

void walk_rule(const struct walk *walk, struct rule *out)
{
    walker_rule(&walk->now, walk_settings(walk), walk->surface, &walk->chance, out);
}

bool walk_batch_loss(const struct walk *walk, const double at[2], double *loss)
{
    struct walker walker = walk->now;
    struct surface_point there;
    memcpy(walker.at, at, sizeof walker.at);
    if (!walker_batch(&walker, walk_settings(walk), walk->surface, &walk->chance, SURFACE_LOSS,
                      &there))
        return false;
    *loss = there.loss;
    return true;
}

/* Without memory for it there is none. */
static void keep_ghost(struct walk *walk)
{
    size_t from = (size_t)walk->now.step, count = walk->point_count - from;
    if (count < 2)
        return;
    count = count < WALK_GHOST ? count : WALK_GHOST;
    drop_ghost(walk);
    walk->ghost = malloc(count * sizeof walk->ghost[0]);
    if (walk->ghost == NULL)
        return;
    memcpy(walk->ghost, &walk->points[from], count * sizeof walk->ghost[0]);
    walk->ghost_from = from;
    walk->ghost_count = count;
    walk->ghost_generation++;
}

/* Forgets what lies after the present, and that the settings were about to change there. */
static void cut_future(struct walk *walk)
{
    uint64_t step = walk->now.step;
    walk->kept_generation += walk->point_count > step + 1;
    walk->point_count = (size_t)step + 1;
    walk->keyframe_count = (size_t)(step / WALK_KEYFRAME) + 1;
    walk->leg_count = walk->leg + 1;
    walk->full = false;
}

bool walk_change(struct walk *walk, const struct walker_settings *settings)
{
    if (walker_settings_equal(walk_settings(walk), settings))
        return true;
    struct walker_settings wanted = *settings; /* it may point into what grows here */
    if (!reserve(walk))
        return false;
    keep_ghost(walk);
    cut_future(walk);
    if (walk->legs[walk->leg].from < walk->now.step)
        walk->leg = walk->leg_count++;
    walk->legs[walk->leg] = (struct walk_leg){.from = walk->now.step, .settings = wanted};
    walk->points[walk->now.step] = point_of(walk);
    return true;
}

const struct walk_point *walk_points(const struct walk *walk, size_t *count)
{
    *count = (size_t)walk->now.step + 1;
    return walk->points;
}

uint64_t walk_last_step(const struct walk *walk)
{
    return walk->point_count - 1;
}

const struct walk_point *walk_kept_points(const struct walk *walk, size_t *count)
{
    *count = walk->point_count;
    return walk->points;
}

const struct walk_point *walk_ghost(const struct walk *walk, uint64_t *from, size_t *count)
{
    *from = walk->ghost_from;
    *count = walk->ghost_count;
    return walk->ghost;
}

/* By the steps from `from` to `to`, each with a batch of this size. */
static uint64_t examples_seen(uint64_t size, uint64_t examples, uint64_t from, uint64_t to)
{
    const struct batch_order order = {.size = size > 0 ? size : examples, .examples = examples};
    return batch_seen(&order, to) - batch_seen(&order, from);
}

bool walk_epoch(const struct walk *walk, uint64_t *epoch)
{
    uint64_t examples = surface_examples(walk->surface), seen = 0, to;
    if (examples == 0 || walk->chance.batches != NULL)
        return false;
    for (size_t i = 0; i <= walk->leg; i++) {
        const struct walk_leg *leg = &walk->legs[i];
        to = i < walk->leg ? leg[1].from : walk->now.step;
        seen += examples_seen(leg->settings.batch, examples, leg->from, to);
    }
    *epoch = seen / examples;
    return true;
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

uint64_t walk_kept_generation(const struct walk *walk)
{
    return walk->kept_generation;
}

uint64_t walk_ghost_generation(const struct walk *walk)
{
    return walk->ghost_generation;
}

/* --- memories */

bool walk_remember(const struct walk *walk, uint64_t from, struct walk_memory *out)
{
    size_t first = leg_at(walk, from);
    *out = (struct walk_memory){
        .from = from,
        .now = walk->now.step,
        .last = walk_last_step(walk),
        .life = walk->life,
        .index = walk->chance.index,
        .start = {walk->start[0], walk->start[1]},
        .count = walk->leg_count - first,
    };
    out->legs = malloc(out->count * sizeof out->legs[0]);
    if (out->legs == NULL) {
        *out = (struct walk_memory){0};
        return false;
    }
    memcpy(out->legs, &walk->legs[first], out->count * sizeof out->legs[0]);
    out->legs[0].from = from;
    return true;
}

void walk_memory_release(struct walk_memory *memory)
{
    free(memory->legs);
    *memory = (struct walk_memory){0};
}

/* The list of legs goes on as it is remembered. The present is the memory's first step. */
static void put_legs(struct walk *walk, const struct walk_memory *memory)
{
    if (walk->legs[walk->leg].from == memory->from)
        walk->leg_count--;
    bool same =
        walk->leg_count > 0 &&
        walker_settings_equal(&walk->legs[walk->leg_count - 1].settings, &memory->legs[0].settings);
    memcpy(&walk->legs[walk->leg_count], &memory->legs[same],
           (memory->count - same) * sizeof walk->legs[0]);
    walk->leg_count += memory->count - same;
    walk->leg = leg_at(walk, memory->from);
}

bool walk_recall(struct walk *walk, const struct walk_memory *memory)
{
    bool anew = memory->from == 0;
    if (memory->count == 0 ||
        (!anew && (memory->life != walk->life || memory->from > walk_last_step(walk))))
        return false;
    struct walk_leg *legs = array_grow(walk->legs, &walk->leg_capacity,
                                       walk->leg_count + memory->count, sizeof legs[0]);
    if (legs == NULL)
        return false;
    walk->legs = legs;
    if (anew) {
        walk->chance.index = memory->index;
        begin(walk, &memory->legs[0].settings, memory->start);
        walk->life = memory->life;
    } else {
        go_to(walk, memory->from);
        drop_ghost(walk);
    }
    cut_future(walk);
    put_legs(walk, memory);
    walk->points[memory->from] = point_of(walk);
    walk_seek(walk, memory->last);
    walk_seek(walk, memory->now);
    return true;
}
