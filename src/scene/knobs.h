/*
 * The knob table: every quantity of a scene that a person may turn, beside those that the
 * optimizers' rows bring. Scene keys, --set, live keys, sliders, the help and the manual come from
 * it.
 */
#ifndef SCENE_KNOBS_H
#define SCENE_KNOBS_H

#include "base/knob.h"
#include "scene/scene.h"

/* The three that always have keys and sliders. */
enum live_knob { LIVE_RATE, LIVE_MOMENTUM, LIVE_NOISE, LIVE_KNOBS };

/*
 * The row behind a live knob for these settings: the optimizer's own lr row, its momentum knob
 * (NULL where it has none), the noise row; and where its value lies.
 */
const struct knob *live_knob(enum live_knob which, const struct walker_settings *settings);
double live_knob_value(enum live_knob which, const struct walker_settings *settings);
void live_knob_store(enum live_knob which, struct walker_settings *settings, double value);

/* The schedule that sets by itself what the knob is for, so that turning it has no effect; NULL:
 * none. */
const struct schedule *live_knob_ruler(enum live_knob which,
                                       const struct walker_settings *settings);

extern const struct knob knob_noise, knob_warmup, knob_clip_norm, knob_clip_value;
extern const struct knob knob_steps, knob_seed;

#endif
