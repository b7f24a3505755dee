/*
 * A walk: a walker with its past, which can be stepped back into exactly.
 *
 * Every point is kept for drawing; the whole state is kept every WALK_KEYFRAME steps, and the
 * settings whenever they changed. Going back to a step takes the keyframe before it and walks from
 * there with the settings of the time: a walk is a pure function of its settings, so the result is
 * the same bits.
 *
 * The walk has a present, `now`, and, after going back, a future that is kept until it would
 * differ: stepping forward again repeats it; changing a setting cuts it off and begins a branch.
 * The points of what was cut off stay as a ghost, to be drawn beside the new branch, until the walk
 * branches again or begins anew.
 *
 * A memory (struct walk_memory) is the settings of the steps from some step on, and thus all that
 * is needed to walk them again, bit for bit: a change is undone by it.
 */
#ifndef DESCENT_WALK_H
#define DESCENT_WALK_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "descent/walker.h"

enum {
    WALK_KEYFRAME = 64,
    WALK_POINTS = 1 << 22, /* points kept, at most (200 MB): then the walk is full */
    WALK_GHOST = 1 << 16   /* of those of a ghost */
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
struct rule;

/* NULL without memory. The surface, and the list of batches, are borrowed and must outlive the
 * walk. */
struct walk *walk_new(const struct surface *surface, const struct walker_settings *settings,
                      const double start[2], struct walker_chance chance) NODISCARD;
void walk_free(struct walk *walk);

/* The present. Valid until the walk changes. */
const struct walker *walk_now(const struct walk *walk);
const struct walker_settings *walk_settings(const struct walk *walk); /* of the next step */
/* Of the step that left row `step`, in the past. */
const struct walker_settings *walk_settings_then(const struct walk *walk, uint64_t step);
/* The step from which on those of the present hold. */
uint64_t walk_settings_since(const struct walk *walk);
const double *walk_start_point(const struct walk *walk);
const struct walker_chance *walk_chance(const struct walk *walk);

/*
 * One step forward. False if there is none: the walk has diverged, or there is no memory for it
 * (walk_is_full()).
 */
bool walk_step(struct walk *walk);

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
 * From the next step on. The future, if one was kept, is cut off and becomes the ghost; settings
 * that are no different change nothing. False without memory: then nothing has changed.
 */
bool walk_change(struct walk *walk, const struct walker_settings *settings) NODISCARD;

/*
 * The step that leaves row `step` of this walk, past or ahead, taken apart, see descent/explain.h;
 * at the present, the next one. False if that row is not known, or nothing leaves it.
 */
bool walk_explain(const struct walk *walk, uint64_t step, struct explanation *out);

/* The rule of the next step, see descent/rule.h. */
void walk_rule(const struct walk *walk, struct rule *out);

/* Points 0 to step of the present; *count is step + 1. Valid until the walk changes. */
const struct walk_point *walk_points(const struct walk *walk, size_t *count);

/* The last step that is kept: the present's, or that of the future. */
uint64_t walk_last_step(const struct walk *walk);

/* The points of all steps kept, the future's too. Valid until the walk changes. */
const struct walk_point *walk_kept_points(const struct walk *walk, size_t *count);

/* The future cut off last: points from the step of the branch, *from, on. *count is 0 if there is
 * none. Valid until the walk changes. */
const struct walk_point *walk_ghost(const struct walk *walk, uint64_t *from, size_t *count);

/* The loss at any point over the batch of the next step. False, and *loss untouched, if that step
 * sees all examples, or there are none. */
bool walk_batch_loss(const struct walk *walk, const double at[2], double *loss);

/* How often its steps have seen as many examples as there are, whatever their batches were. False
 * if it does not go by epochs: there are no examples, or the batches are replayed. */
bool walk_epoch(const struct walk *walk, uint64_t *epoch);

/* Has it left the finite numbers? Its step is then the first with a non-finite quantity. */
bool walk_has_diverged(const struct walk *walk);

/* The limit of the past is reached (or memory is): no further step is possible. */
bool walk_is_full(const struct walk *walk);

/* Goes up at every change of points already there (restart, back, move): a picture of the path that
 * was drawn up to some step at the same generation need only be continued. (A change of settings
 * alters the present point's rate and the loss of its batch, and nothing else of it, at the same
 * generation.) */
uint64_t walk_generation(const struct walk *walk);

/* The same of all points kept: goes up when some are cut off or made anew. */
uint64_t walk_kept_generation(const struct walk *walk);

/* The same of the ghost. */
uint64_t walk_ghost_generation(const struct walk *walk);

/* --- memories */

struct walk_leg; /* settings, and from which step on they are in force */

/* A zeroed struct is an empty memory. */
struct walk_memory {
    uint64_t from, now, last; /* steps: of the first settings, of the present, the last one kept */
    uint64_t life;            /* which beginning of the walk */
    uint32_t index;           /* of its chance */
    double start[2];
    size_t count;
    struct walk_leg *legs; /* owned */
};

/* Of the steps from `from` (at most the present) on. False without memory: *out is empty then. */
bool walk_remember(const struct walk *walk, uint64_t from, struct walk_memory *out) NODISCARD;
void walk_memory_release(struct walk_memory *memory);

/*
 * Walks what is remembered again; the present is then `now` of the memory. From step 0: whatever
 * the walk was, it begins there anew (of the same surface and seed). From a later one: if the
 * walk still is as it was up to there, or has begun anew and not been brought back (false: nothing
 * changed). What lay after `from` is dropped, and so is the ghost.
 */
bool walk_recall(struct walk *walk, const struct walk_memory *memory) NODISCARD;

#endif
