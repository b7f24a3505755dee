/*
 * Each change is the same four moves: take a snapshot, change the scene, let the race follow,
 * remember the snapshot for `u`.
 */
#include "app/change.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/state.h"
#include "base/number.h"

/* What a change is of, so that a held key becomes one change. */
enum tag { TAG_NONE, TAG_KNOB, TAG_OPTIMIZER, TAG_START, TAG_SCALE };

static unsigned tag_of(enum tag tag, size_t walker, unsigned detail)
{
    return (unsigned)tag | (unsigned)walker << 4 | detail << 8;
}

static struct scene_walker *chosen(struct app *app)
{
    return &app->scene->walkers[app->walker];
}

static struct change take_down(const struct app *app, unsigned tag)
{
    return (struct change){
        .before = snapshot_take(app->scene),
        .step = race_step_count(&app->race),
        .walker = app->walker,
        .tag = tag,
        .time = app->now,
    };
}

bool change_begin(struct app *app, unsigned tag, struct change *change)
{
    if (lesson_locks(app))
        return false;
    *change = take_down(app, tag);
    return true;
}

/* What the walks were about to do, or, if they begin anew, all that they did. */
static bool remember(const struct app *app, struct change *change)
{
    for (size_t i = 0; i < app->race.count; i++) {
        const struct walk *walk = app->race.walks[i];
        uint64_t from = change->anew ? 0 : walk_now(walk)->step;
        if (!walk_remember(walk, from, &change->memories[i]))
            return false;
    }
    return true;
}

void change_record(struct app *app, struct change *change)
{
    const struct snapshot now = snapshot_take(app->scene);
    unsigned changes = snapshot_changes(&now, &change->before);
    change->anew = change->anew || changes & SNAPSHOT_ANEW;
    change->turned = changes & SNAPSHOT_SETTINGS;
    if ((change->anew || change->turned) && !remember(app, change)) {
        change_release(change); /* without it this and what came before cannot be undone */
        history_clear(&app->history);
    } else {
        history_add(&app->history, change);
    }
}

/* The scene has changed, the race not yet. */
static void finish(struct app *app, struct change *change)
{
    const struct snapshot before = change->before;
    change_record(app, change);
    state_follow(app, &before);
}

/* Has the chosen walk just left what it did before? */
static const char *branch_words(const struct app *app)
{
    const struct walk *walk = app->race.walks[app->walker];
    uint64_t from;
    size_t count;
    (void)walk_ghost(walk, &from, &count);
    bool branches = count > 0 && from == walk_now(walk)->step;
    return branches ? ": a branch, dotted is the old future" : "";
}

/* --- knobs */

static void store_knob(struct app *app, enum live_knob which, double value)
{
    struct walker_settings *settings = &chosen(app)->settings;
    const struct knob *knob = live_knob(which, app->scene, settings);
    char was[NUMBER_TEXT], now[NUMBER_TEXT], prefix[16];
    double old = live_knob_value(which, settings);
    number_print_short(was, old, 4);
    number_print_short(now, value, 4);
    state_walker_prefix(app, app->walker, prefix);
    if (value == old) {
        state_say(app, "%s%s %s: no further", prefix, knob->label, now);
        return;
    }
    struct change change;
    if (!change_begin(app, tag_of(TAG_KNOB, app->walker, which), &change))
        return;
    snprintf(change.was, sizeof change.was, "%s%s %s", prefix, knob->label, was);
    live_knob_store(which, settings, value);
    finish(app, &change);
    const struct schedule *ruler = live_knob_ruler(which, settings);
    if (ruler)
        state_say(app, "%s%s %s (was %s): no effect, %s sets it", prefix, knob->label, now, was,
                  ruler->name);
    else
        state_say(app, "%s%s %s (was %s)%s", prefix, knob->label, now, was, branch_words(app));
}

static void say_missing(struct app *app, enum live_knob which)
{
    if (which != LIVE_BATCH)
        state_say(app, "%s has no momentum to turn", chosen(app)->settings.optimizer->name);
    else
        state_say(app, app->scene->batch.name ? "the batches come from a file"
                                              : "no batches here: the loss is not over data");
}

/* Chooses the knob; NULL, and the user is told, if there is none such. */
static const struct knob *choose_knob(struct app *app, enum live_knob which)
{
    const struct knob *knob = live_knob(which, app->scene, &chosen(app)->settings);
    if (!knob) {
        say_missing(app, which);
        return NULL;
    }
    app->knob = which;
    if (app->focus != FOCUS_CROSSHAIR) /* its arrows stay its own until v ends it */
        app->focus = FOCUS_KNOBS;
    return knob;
}

void change_knob(struct app *app, enum live_knob which, int direction)
{
    const struct knob *knob = choose_knob(app, which);
    if (knob)
        store_knob(app, which,
                   knob_turn(knob, live_knob_value(which, &chosen(app)->settings), direction));
}

void change_knob_to(struct app *app, enum live_knob which, double fraction)
{
    const struct knob *knob = choose_knob(app, which);
    if (knob)
        store_knob(app, which, knob_at(knob, fraction));
}

/* --- the optimizer */

static size_t optimizer_index(const struct optimizer *optimizer)
{
    size_t i = 0;
    while (optimizers[i] != optimizer)
        i++;
    return i;
}

void change_optimizer(struct app *app, int direction)
{
    const struct optimizer *old = chosen(app)->settings.optimizer;
    size_t next = optimizer_index(old) + (direction > 0 ? 1 : optimizer_count - 1);
    struct change change;
    char rate[NUMBER_TEXT], prefix[16];
    if (!change_begin(app, tag_of(TAG_OPTIMIZER, app->walker, 0), &change))
        return;
    state_walker_prefix(app, app->walker, prefix);
    snprintf(change.was, sizeof change.was, "%s%s", prefix, old->name);
    enum scene_rate_origin origin =
        scene_choose_optimizer(app->scene, app->walker, optimizers[next % optimizer_count]);
    finish(app, &change);
    const struct walker_settings *settings = &chosen(app)->settings;
    number_print_short(rate, settings->knob[OPTIMIZER_LR], 4);
    if (!live_knob(app->knob, app->scene, settings))
        app->knob = LIVE_RATE;
    state_say(app, "%s%s with lr %s%s (was %s)%s", prefix, settings->optimizer->name, rate,
              origin == SCENE_RATE_FOUND ? ", found automatically" : "", old->name,
              branch_words(app));
}

/* --- the start */

static void move_start(struct app *app, const double at[SURFACE_AXES])
{
    struct change change;
    char x[NUMBER_TEXT], y[NUMBER_TEXT];
    double old[SURFACE_AXES];
    if (!change_begin(app, tag_of(TAG_START, app->walker, 0), &change))
        return;
    memcpy(old, chosen(app)->start, sizeof old);
    number_print_short(x, old[0], 4);
    number_print_short(y, old[1], 4);
    snprintf(change.was, sizeof change.was, "start (%s, %s)", x, y);
    for (size_t i = 0; i < app->scene->walker_count; i++)
        if (memcmp(app->scene->walkers[i].start, old, sizeof old) == 0)
            memcpy(app->scene->walkers[i].start, at, sizeof old);
    finish(app, &change);
    number_print_short(x, at[0], 4);
    number_print_short(y, at[1], 4);
    if (app->running)
        state_say(app, "start (%s, %s)", x, y);
    else
        state_say(app, "start (%s, %s): %s runs", x, y, action_key("run").text);
}

void change_cell_size(struct app *app, double size[SURFACE_AXES])
{
    const struct model model = state_model(app);
    if (view_cell_size(&model, app->columns, app->rows, size))
        return;
    for (int axis = 0; axis < SURFACE_AXES; axis++)
        size[axis] = (model.window[axis].high - model.window[axis].low) / 50;
}

/* A start is rounded to a decimal well within its cell, so that it can be read, said and typed. */
static double round_within(double value, double cell)
{
    double scale = pow(10, -floor(log10(cell / 2)));
    double rounded = round(value * scale) / scale;
    return isfinite(rounded) ? rounded : value;
}

/* An arrow key does not push the start out of what is shown; one that lies outside may come in. */
static double limit(double value, double old, struct surface_window window)
{
    double low = fmin(window.low, old), high = fmax(window.high, old);
    return value < low ? low : value > high ? high : value;
}

void change_start_by(struct app *app, int columns, int rows)
{
    const double *old = chosen(app)->start;
    double size[SURFACE_AXES];
    change_cell_size(app, size);
    const double moved[SURFACE_AXES] = {old[0] + columns * size[0], old[1] + rows * size[1]};
    double at[SURFACE_AXES];
    for (int axis = 0; axis < SURFACE_AXES; axis++)
        at[axis] = moved[axis] == old[axis] ? old[axis]
                                            : limit(round_within(moved[axis], size[axis]),
                                                    old[axis], app->sight.window[axis]);
    move_start(app, at);
}

void change_start_to(struct app *app, const double at[SURFACE_AXES])
{
    double size[SURFACE_AXES], rounded[SURFACE_AXES];
    change_cell_size(app, size);
    for (int axis = 0; axis < SURFACE_AXES; axis++)
        rounded[axis] =
            limit(round_within(at[axis], size[axis]), at[axis], app->sight.window[axis]);
    app->focus = FOCUS_MAP;
    move_start(app, rounded);
}

/* --- the colour scale */

void change_scale(struct app *app, int direction)
{
    static const char *const names[] = {
        [SCENE_LINEAR] = "linear", [SCENE_LOG] = "logarithmic", [SCENE_RANK] = "by rank"};
    enum { SCALES = sizeof names / sizeof names[0] };
    struct change change = take_down(app, tag_of(TAG_SCALE, 0, 0));
    enum scene_scale old = app->scene->scale;
    snprintf(change.was, sizeof change.was, "colour scale %s", names[old]);
    app->scene->scale = (enum scene_scale)(((int)old + (direction > 0 ? 1 : SCALES - 1)) % SCALES);
    finish(app, &change);
    state_say(app, "colour scale %s (was %s)", names[app->scene->scale], names[old]);
}

/* --- words */

void change_by_words(struct app *app, const char *key, const char *value)
{
    struct error error = {0};
    unsigned stale = 0;
    struct change change;
    if (!change_begin(app, TAG_NONE, &change))
        return;
    snprintf(change.was, sizeof change.was, "the old %s", key);
    const char *loss = app->scene->loss;
    change.loss = loss ? strdup(loss) : NULL;
    if (loss && !change.loss)
        error_memory(&error);
    if (error.set || !scene_set(app->scene, (int)app->walker, key, value, &stale, &error)) {
        free(change.loss);
        state_say_error(app, &error);
        return;
    }
    if (change.loss && strcmp(change.loss, app->scene->loss) == 0) {
        free(change.loss);
        change.loss = NULL;
    }
    const struct snapshot now = snapshot_take(app->scene);
    if (snapshot_changes(&now, &change.before)) /* a title, a label are none that is undone */
        finish(app, &change);
    state_say(app, "%s: %s%s", key, value, branch_words(app));
}

/* --- the start again */

void change_restart(struct app *app)
{
    if (race_last_step(&app->race) > 0) {
        struct change change = take_down(app, TAG_NONE);
        snprintf(change.was, sizeof change.was, "the walk of %llu steps",
                 (unsigned long long)race_last_step(&app->race));
        change.anew = true;
        finish(app, &change);
    }
    race_restart(&app->race);
}

/* --- undo */

static bool has_future(const struct change *change)
{
    for (size_t i = 0; i < RACE_WALKS; i++)
        if (change->memories[i].last > change->memories[i].now)
            return true;
    return false;
}

/*
 * Going back in time undoes a change where settings alone cannot: a future was cut off by it, the
 * change lies ahead of the present, or a walk has diverged since, which no setting helps.
 */
static bool needs_travel(const struct app *app, const struct change *change)
{
    uint64_t step = race_step_count(&app->race);
    if (change->anew || !change->turned)
        return change->anew;
    return has_future(change) || step < change->step ||
           (state_has_diverged(app) && step > change->step);
}

static bool recall_all(struct app *app, const struct change *change)
{
    for (size_t i = 0; i < app->race.count; i++)
        if (!walk_recall(app->race.walks[i], &change->memories[i]))
            return false;
    return true;
}

/* The walks as they were, at the step of the change, or where the present is if that is earlier.
 * False if they cannot be: they began again without the change being undone (a lesson does that).
 */
static bool travel(struct app *app, const struct change *change)
{
    uint64_t step = race_step_count(&app->race);
    if (!recall_all(app, change))
        return false;
    if (!change->anew && step < change->step)
        race_seek(&app->race, step);
    app->beyond = race_step_count(&app->race) >= app->scene->steps;
    return true;
}

/* The labels that the walkers had, if there were more or fewer of them. */
static void restore_labels(struct app *app, struct change *change)
{
    for (size_t i = 0; i < RACE_WALKS && change->relabels; i++) {
        free(app->scene->walkers[i].label);
        app->scene->walkers[i].label = change->labels[i];
        change->labels[i] = NULL;
    }
    if (change->relabels)
        app->walker = change->walker;
}

static bool restore(struct app *app, struct change *change, struct error *error)
{
    unsigned stale = 0;
    restore_labels(app, change);
    return (!change->loss ||
            scene_set(app->scene, SCENE_ALL, "loss", change->loss, &stale, error)) &&
           snapshot_restore(&change->before, app->scene, error);
}

static void say_undone(struct app *app, const struct change *change, uint64_t step)
{
    uint64_t now = race_step_count(&app->race);
    char place[48] = "";
    if (now != step)
        snprintf(place, sizeof place, ", %s at step %llu", now < step ? "and back" : "again",
                 (unsigned long long)now);
    state_say(app, "undone: %s again%s", change->was, place);
}

void change_undo(struct app *app)
{
    struct change change;
    struct error error = {0};
    if (lesson_locks(app))
        return;
    if (!history_take(&app->history, &change)) {
        state_say(app, "nothing to undo");
        return;
    }
    uint64_t step = race_step_count(&app->race);
    bool travels = needs_travel(app, &change);
    const struct snapshot before = snapshot_take(app->scene);
    bool done = restore(app, &change, &error);
    if (change.anew)
        state_follow(app, &before);
    if ((done && travels && travel(app, &change)) || !change.turned)
        state_sync(app); /* what the walks have is right */
    if (!change.anew)
        state_follow(app, &before);
    if (done)
        say_undone(app, &change, step);
    else
        state_say_error(app, &error);
    change_release(&change);
}
