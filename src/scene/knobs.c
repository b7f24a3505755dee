/* The knobs that no optimizer brings, and the way to those that one brings. */
#include "scene/knobs.h"

#include <math.h>

#include "base/array.h"

const struct knob knob_noise = {
    .name = "noise",
    .label = "noise",
    .symbol = "σ",
    .kind = KNOB_REAL,
    .scale = KNOB_LOGARITHMIC,
    .low = 0,
    .high = 1e6,
    .shown_low = 0.01,
    .shown_high = 10,
    .initial = 0,
    .help = "standard deviation of Gaussian noise added to each coordinate of the gradient",
};

const struct knob knob_steps = {
    .name = "steps",
    .kind = KNOB_COUNT,
    .low = 0,
    .high = 1e6,
    .initial = 200,
    .help = "how many steps the walk has",
};

const struct knob knob_seed = {
    .name = "seed",
    .kind = KNOB_COUNT,
    .low = 0,
    .high = KNOB_WHOLE,
    .initial = 1,
    .help = "which noise: the same seed, the same walk",
};

const struct knob knob_warmup = {
    .name = "warmup",
    .label = "warm-up",
    .kind = KNOB_COUNT,
    .low = 0,
    .high = KNOB_WHOLE,
    .initial = 0,
    .help = "steps over which the learning rate rises to its value",
};

const struct knob knob_clip_norm = {
    .name = "clip_norm",
    .label = "clip norm",
    .low = 0,
    .high = HUGE_VAL,
    .initial = 0,
    .help = "a longer gradient is shortened to this length; 0: off",
};

const struct knob knob_clip_value = {
    .name = "clip_value",
    .label = "clip value",
    .low = 0,
    .high = HUGE_VAL,
    .initial = 0,
    .help = "each coordinate of the gradient is cut at this size; 0: off",
};

const struct knob *live_knob(enum live_knob which, const struct scene *scene,
                             const struct walker_settings *settings)
{
    const struct optimizer *optimizer = settings->optimizer;
    bool draws = scene->batch.name != NULL && scene_chance(scene).batches == NULL;
    switch (which) {
    case LIVE_RATE:
        return &optimizer->knobs[OPTIMIZER_LR];
    case LIVE_MOMENTUM:
        return optimizer->momentum_knob >= 0 ? &optimizer->knobs[optimizer->momentum_knob] : NULL;
    case LIVE_NOISE:
        return &knob_noise;
    case LIVE_BATCH:
        return draws ? &scene->batch : NULL;
    case LIVE_KNOBS:
        break;
    }
    return NULL;
}

int live_knob_count(const struct scene *scene)
{
    return scene->batch.name != NULL ? LIVE_KNOBS : LIVE_BATCH;
}

/* Where a value lies that is a number; NULL where the optimizer has none. */
static double *place_of(enum live_knob which, struct walker_settings *settings)
{
    int momentum = settings->optimizer->momentum_knob;
    if (which == LIVE_NOISE)
        return &settings->noise;
    if (which == LIVE_RATE)
        return &settings->knob[OPTIMIZER_LR];
    return momentum >= 0 ? &settings->knob[momentum] : NULL;
}

double live_knob_value(enum live_knob which, const struct walker_settings *settings)
{
    struct walker_settings copy = *settings;
    if (which == LIVE_BATCH)
        return (double)settings->batch;
    const double *place = place_of(which, &copy);
    return place != NULL ? *place : (double)NAN;
}

void live_knob_store(enum live_knob which, struct walker_settings *settings, double value)
{
    if (which == LIVE_BATCH) {
        settings->batch = (uint64_t)value;
        return;
    }
    double *place = place_of(which, settings);
    if (place != NULL)
        *place = value;
}

/* Whether a schedule cycles the momentum does not depend on the step. */
const struct schedule *live_knob_ruler(enum live_knob which, const struct walker_settings *settings)
{
    const struct schedule *schedule = settings->schedule.schedule;
    const struct schedule_state fresh = {.begun = false};
    if (schedule == NULL)
        return NULL;
    if (which == LIVE_RATE)
        return schedule->ignores_rate ? schedule : NULL;
    struct schedule_say say =
        schedule_at(&settings->schedule, 0, 0, settings->knob[OPTIMIZER_LR], &fresh);
    bool cycles = which == LIVE_MOMENTUM && settings->optimizer->momentum_knob >= 0;
    return cycles && !isnan(say.momentum) ? schedule : NULL;
}

size_t walker_knobs(const struct scene *scene, const struct walker_settings *settings,
                    struct walker_knob out[WALKER_KNOBS])
{
    const struct walker_knob others[] = {
        {&knob_noise, settings->noise},
        {&knob_clip_norm, settings->clip_norm},
        {&knob_clip_value, settings->clip_value},
        {live_knob(LIVE_BATCH, scene, settings), (double)settings->batch},
        {&knob_warmup, (double)settings->warmup},
    };
    size_t count = 0;
    for (; count < settings->optimizer->knob_count; count++)
        out[count] =
            (struct walker_knob){&settings->optimizer->knobs[count], settings->knob[count]};
    for (size_t i = 0; i < ARRAY_LENGTH(others); i++)
        if (others[i].knob != NULL)
            out[count++] = others[i];
    return count;
}

size_t walker_knobs_turned(const struct scene *scene, const struct walker_settings *settings,
                           struct walker_knob out[WALKER_KNOBS])
{
    size_t all = walker_knobs(scene, settings, out), count = 0;
    for (size_t i = 0; i < all; i++)
        if (i == OPTIMIZER_LR || out[i].value != out[i].knob->initial)
            out[count++] = out[i];
    return count;
}
