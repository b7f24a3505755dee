#include "app/pace.h"

#include "app/state.h"
#include "base/array.h"

static const int speeds[] = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000};
_Static_assert(PACE_INITIAL < ARRAY_LENGTH(speeds), "the first speed is one of the table");

bool pace_is_walking(const struct app *app)
{
    return app->running && !app->pages.open;
}

double pace_speed(const struct app *app)
{
    return speeds[app->speed];
}

static unsigned long long step_now(const struct app *app)
{
    return (unsigned long long)race_step_count(&app->race);
}

static const struct walk *full_walk(const struct app *app)
{
    for (size_t i = 0; i < app->race.count; i++)
        if (walk_is_full(app->race.walks[i]))
            return app->race.walks[i];
    return NULL;
}

static void say_diverged(struct app *app, size_t walker)
{
    char prefix[16];
    state_say(app, "%sdiverged at step %llu: u undoes, r restarts",
              state_walker_prefix(app, walker, prefix),
              (unsigned long long)walk_now(app->race.walks[walker])->step);
}

/* No walker can go on: why, and what helps. */
static void say_ended(struct app *app)
{
    app->running = false;
    if (full_walk(app))
        state_say(app, "no more than %llu steps are kept: r restarts", step_now(app));
    else
        say_diverged(app, app->walker);
}

static bool all_have_diverged(const struct app *app)
{
    for (size_t i = 0; i < app->race.count; i++)
        if (!walk_has_diverged(app->race.walks[i]))
            return false;
    return true;
}

/* Those that left the finite numbers at this very step. */
static void say_newly_diverged(struct app *app, uint64_t step)
{
    for (size_t i = 0; i < app->race.count; i++)
        if (walk_has_diverged(app->race.walks[i]) && walk_now(app->race.walks[i])->step == step)
            say_diverged(app, i);
}

static void advance(struct app *app)
{
    app->stale = true;
    if (!race_step(&app->race)) {
        say_ended(app);
        return;
    }
    uint64_t step = race_step_count(&app->race);
    say_newly_diverged(app, step);
    if (all_have_diverged(app)) {
        app->running = false;
    } else if (step == app->scene->steps && !app->beyond) {
        app->running = false;
        state_say(app, "%llu steps walked: space walks on, r restarts", step_now(app));
    }
}

void pace_advance(struct app *app)
{
    advance(app);
    lesson_watch(app);
}

static void say_speed(struct app *app)
{
    int speed = speeds[app->speed];
    state_say(app, "%d %s a second", speed, speed == 1 ? "step" : "steps");
}

void pace_run_or_pause(struct app *app)
{
    if (app->running) {
        app->running = false;
        state_say(app, "paused at step %llu", step_now(app));
        return;
    }
    if (all_have_diverged(app) || full_walk(app)) {
        say_ended(app);
        return;
    }
    app->running = true;
    app->beyond = race_step_count(&app->race) >= app->scene->steps;
    app->clock = app->now;
    app->owed = 1; /* the first step follows the key at once */
    say_speed(app);
}

void pace_restart(struct app *app)
{
    race_restart(&app->race);
    app->beyond = false;
    state_say(app, "back at the start, with the settings of now");
}

void pace_step(struct app *app, int direction)
{
    app->running = false;
    if (direction > 0) {
        app->beyond = race_step_count(&app->race) >= app->scene->steps;
        app->message[0] = '\0';
        pace_advance(app);
        if (!app->message[0])
            state_say(app, "step %llu", step_now(app));
    } else if (race_back(&app->race)) {
        state_say(app, "back at step %llu", step_now(app));
    } else {
        state_say(app, "this is the start");
    }
    state_sync(app);
}

void pace_turn(struct app *app, int direction)
{
    if (direction > 0 ? app->speed + 1 < ARRAY_LENGTH(speeds) : app->speed > 0)
        app->speed = direction > 0 ? app->speed + 1 : app->speed - 1;
    say_speed(app);
}

void pace_hurry(struct app *app)
{
    enum { SECONDS = 4 };
    while (app->speed + 1 < ARRAY_LENGTH(speeds) &&
           (uint64_t)speeds[app->speed] * SECONDS < app->scene->steps)
        app->speed++;
}
