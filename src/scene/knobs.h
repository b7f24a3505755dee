/*
 * The quantities of a scene that a person may turn, beside those that the optimizers' and
 * schedules' rows bring: a row each, by which scene keys, --set and live keys check a value.
 * A symbol and a slider's range have only those that have a slider, noise and batch.
 */
#ifndef SCENE_KNOBS_H
#define SCENE_KNOBS_H

#include "base/knob.h"
#include "scene/scene.h"

/* Those that have keys and sliders: three always, the batch where the loss is over data. */
enum live_knob { LIVE_RATE, LIVE_MOMENTUM, LIVE_NOISE, LIVE_BATCH, LIVE_KNOBS };

/*
 * The row behind a live knob in a scene, for these settings: the optimizer's own lr row, its
 * momentum knob (NULL where it has none), the noise row, the scene's batch (NULL where it has none,
 * or replays batches of a file); and where its value lies.
 */
const struct knob *live_knob(enum live_knob which, const struct scene *scene,
                             const struct walker_settings *settings);
/* The live knobs that a scene has a place for, the first so many of them. */
int live_knob_count(const struct scene *scene);

double live_knob_value(enum live_knob which, const struct walker_settings *settings);
void live_knob_store(enum live_knob which, struct walker_settings *settings, double value);

/* The schedule that sets by itself what the knob is for, so that turning it has no effect; NULL:
 * none. */
const struct schedule *live_knob_ruler(enum live_knob which,
                                       const struct walker_settings *settings);

/*
 * All that numbers say of a walker: the knobs of its optimizer (lr first), then what comes beside
 * them; a batch only where its size is the settings'. Whoever tells of a walker goes by this list.
 * Returns their number.
 */
struct walker_knob {
    const struct knob *knob;
    double value; /* the knob's `initial`: nobody has turned it */
};
enum { WALKER_KNOBS = OPTIMIZER_KNOBS + 5 };
size_t walker_knobs(const struct scene *scene, const struct walker_settings *settings,
                    struct walker_knob out[WALKER_KNOBS]);

/* The same without those that nobody has turned; but with the learning rate. */
size_t walker_knobs_turned(const struct scene *scene, const struct walker_settings *settings,
                           struct walker_knob out[WALKER_KNOBS]);

extern const struct knob knob_noise, knob_warmup, knob_clip_norm, knob_clip_value;
extern const struct knob knob_steps, knob_seed;

#endif
