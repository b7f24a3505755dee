/*
 * A walk: a walker with its past, which can be stepped back into exactly.
 *
 * Every point is kept for drawing; the whole state is kept every WALK_KEYFRAME steps, and the
 * settings whenever they changed. Going back to a step takes the keyframe before it and walks from
 * there with the settings of the time: a walk is a pure function of its settings, so the result is
 * the same bits.
 *
 * The walk has a present, `now`, and, after going back, a future that is kept until it would
 * differ: stepping forward again repeats it; changing a setting cuts it off.
 */
#ifndef DESCENT_WALK_H
#define DESCENT_WALK_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "descent/walker.h"

enum {
    WALK_KEYFRAME = 64,
    WALK_POINTS = 1 << 22 /* points kept, at most (200 MB): then the walk is full */
};

/* A row of the trajectory: the state after `step` steps, and of the step that leaves it the rate
 * and the loss over its batch. */
struct walk_point {
    double at[2];
    double loss; /* over all examples, as the gradient */
    double gradient[2];
    double rate;
    double batch_loss; /* NAN: that step has no batch of its own */
};

struct walk;
struct explanation;

/* NULL without memory. The surface, and the list of batches, are borrowed and must outlive the
 * walk. */
struct walk *walk_new(const struct surface *surface, const struct walker_settings *settings,
                      const double start[2], struct walker_chance chance) NODISCARD;
void walk_free(struct walk *walk);

/* The present. Valid until the walk changes. */
const struct walker *walk_now(const struct walk *walk);
const struct walker_settings *walk_settings(const struct walk *walk); /* of the next step */
const double *walk_start_point(const struct walk *walk);
const struct walker_chance *walk_chance(const struct walk *walk);

/*
 * One step forward. False if there is none: the walk has diverged, or there is no memory for it
 * (walk_is_full()).
 */
bool walk_step(struct walk *walk);

/* One step back; false at the start. */
bool walk_back(struct walk *walk);

/* To a step; forward steps are walked as needed. Stops early where the walk ends. */
void walk_seek(struct walk *walk, uint64_t step);

/*
 * Back to the start, with the settings of the present from step 0 on; the past is forgotten. Also
 * what must be done after the surface itself changed (a constant was turned).
 */
void walk_restart(struct walk *walk);

/* Back to step 0 at another start, with the settings of the present. */
void walk_move_start(struct walk *walk, const double start[2]);

/*
 * From the next step on. The future, if one was kept, is cut off; settings that are no different
 * change nothing. False without memory: then nothing has changed.
 */
bool walk_change(struct walk *walk, const struct walker_settings *settings) NODISCARD;

/*
 * The step that leaves row `step` of this walk, past or ahead, taken apart, see descent/explain.h;
 * at the present, the next one. False if that row is not known, or nothing leaves it.
 */
bool walk_explain(const struct walk *walk, uint64_t step, struct explanation *out);

/* Points 0 to step of the present; *count is step + 1. Valid until the walk changes. */
const struct walk_point *walk_points(const struct walk *walk, size_t *count);

/* Has it left the finite numbers? Its step is then the first with a non-finite quantity. */
bool walk_has_diverged(const struct walk *walk);

/* The limit of the past is reached (or memory is): no further step is possible. */
bool walk_is_full(const struct walk *walk);

/* Goes up at every change of points already there (restart, back, move): a picture of the path that
 * was drawn up to some step at the same generation need only be continued. (A change of settings
 * alters the present point's rate, and nothing else of it, at the same generation.) */
uint64_t walk_generation(const struct walk *walk);

#endif
