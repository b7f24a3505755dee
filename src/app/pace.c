#include "app/pace.h"

#include <stdio.h>
#include <string.h>

#include "app/change.h"
#include "app/state.h"
#include "base/array.h"
#include "base/buffer.h"
#include "base/number.h"
#include "base/text.h"
#include "view/layout.h"
#include "view/scrubber.h"

enum { SCRUBBER_ROOM = SCRUBBER_LEAST + 4 }; /* with the room around a message */

static const int speeds[] = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000};
_Static_assert(PACE_INITIAL < ARRAY_LENGTH(speeds), "the first speed is one of the table");

bool pace_is_walking(const struct app *app)
{
    return app->running && !app->pages.open;
}

bool pace_has_goal(const struct app *app)
{
    return app->running && app->goal > race_step_count(&app->race);
}

double pace_speed(const struct app *app)
{
    return app->tempo > 0 ? app->tempo : speeds[app->speed];
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
    unsigned long long step = walk_now(app->race.walks[walker])->step;
    state_walker_prefix(app, walker, prefix);
    if (step == 0)
        state_say(app, "%sno finite slope leads on from this start: a click moves it", prefix);
    else
        state_say(app, "%sdiverged at step %llu: %s undoes, %s restarts", prefix, step,
                  action_key("undo").text, action_key("restart").text);
}

/* No walker can go on: why, and what helps. */
static void say_ended(struct app *app)
{
    app->running = false;
    if (full_walk(app))
        state_say(app, "no more than %llu steps are kept: %s restarts", step_now(app),
                  action_key("restart").text);
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

/* Has the verdict's reason a place on the screen? */
static bool shows_reason(struct app *app)
{
    const struct model model = state_model(app);
    return layout_of(&model, app->columns, app->rows).part[PART_REASON].rows > 0;
}

/* The scene's steps are walked: how each walk stands, "ABC converged, D settling". */
static void say_walked(struct app *app)
{
    struct buffer words = {0};
    struct judgement judgements[RACE_WALKS];
    for (size_t i = 0; i < app->race.count; i++)
        ground_judge(app, i, &judgements[i]);
    for (enum verdict verdict = 0; verdict < VERDICTS; verdict++) {
        char letters[RACE_WALKS + 2] = "";
        size_t count = 0;
        for (size_t i = 0; i < app->race.count; i++)
            if (judgements[i].verdict == verdict)
                letters[count++] = race_letter(i);
        letters[count] = ' ';
        if (count > 0)
            buffer_printf(&words, "%s%s%s", words.length > 0 ? ", " : "",
                          app->race.count > 1 ? letters : "", verdicts[verdict].name);
    }
    char end[ERROR_TEXT];
    int length =
        snprintf(end, sizeof end, "%llu steps walked: %s", step_now(app), buffer_text(&words));
    if (app->race.count > 1)
        state_say(app, "%s; %s scores", end, action_key("score").text);
    else if (length + SCRUBBER_ROOM + text_width(judgements[0].reason) <= app->columns ||
             !shows_reason(app))
        state_say(app, "%s, %s", end, judgements[0].reason);
    else
        state_say(app, "%s", end);
    buffer_release(&words);
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
    } else if (step == app->scene->steps && (!app->beyond || step == app->goal)) {
        app->running = false;
        say_walked(app);
    } else if (step == app->goal) {
        app->running = false;
        state_say(app, "step %llu", step_now(app));
    }
}

void pace_advance(struct app *app)
{
    advance(app);
    lesson_watch(app);
}

static void say_speed(struct app *app)
{
    char speed[NUMBER_TEXT];
    number_print_short(speed, pace_speed(app), 4);
    state_say(app, "%s %s a second", speed, strcmp(speed, "1") == 0 ? "step" : "steps");
}

void pace_run_or_pause(struct app *app)
{
    if (app->running) {
        app->running = false;
        state_say(app, "paused at step %llu", step_now(app));
        return;
    }
    if (lesson_asks_first(app))
        return;
    if (all_have_diverged(app) || full_walk(app)) {
        say_ended(app);
        return;
    }
    app->running = true;
    app->goal = 0;
    app->beyond = race_step_count(&app->race) >= app->scene->steps;
    app->clock = app->now;
    app->owed = 1; /* the first step follows the key at once */
    say_speed(app);
}

void pace_restart(struct app *app)
{
    change_restart(app);
    app->running = app->beyond = false;
    state_say(app, "ready at the start, with the settings of now");
}

/* Says where it is after going back, and what may be done there. */
static void say_back(struct app *app)
{
    if (race_step_count(&app->race) > 0)
        state_say(app, "back at step %llu: turn a knob to branch off", step_now(app));
    else
        state_say(app, "back at the start: turn a knob to branch off");
}

/* Steps that are surely walked before anybody notices. */
static uint64_t steps_at_once(const struct app *app)
{
    enum { WORK = 100000 }; /* evaluations: a hundredth of a second */
    return WORK / (app->race.count * (1 + surface_examples(app->scene->surface)));
}

/* What is kept is gone through at once. Beyond it the steps are walked as fast as they can be, the
 * first ones at once, the others as steps that are due: nothing freezes however many they are. */
void pace_seek(struct app *app, uint64_t step)
{
    uint64_t before = race_step_count(&app->race), last = race_last_step(&app->race);
    if (step > before && lesson_asks_first(app))
        return;
    history_seal(&app->history);
    race_seek(&app->race, step < last ? step : last);
    app->running = step > last;
    app->goal = step;
    app->beyond = (app->running ? step : race_step_count(&app->race)) >= app->scene->steps;
    if (step < before)
        say_back(app);
    else
        state_say(app, "step %llu", (unsigned long long)step);
    for (uint64_t left = steps_at_once(app); left > 0 && app->running; left--)
        pace_advance(app);
    state_sync(app);
}

void pace_jump(struct app *app, int steps)
{
    uint64_t from = pace_has_goal(app) ? app->goal : race_step_count(&app->race);
    uint64_t back = steps < 0 ? (uint64_t)-steps : 0;
    if (steps > 0)
        pace_seek(app, from + (uint64_t)steps);
    else if (from > 0)
        pace_seek(app, from > back ? from - back : 0);
    else
        state_say(app, "this is the start");
}

void pace_seek_end(struct app *app)
{
    uint64_t last = race_last_step(&app->race), end = app->scene->steps;
    pace_seek(app, last > end ? last : end);
}

void pace_step(struct app *app, int direction)
{
    app->goal = 0;
    if (direction < 0) {
        pace_jump(app, -1);
        return;
    }
    if (lesson_asks_first(app))
        return;
    app->running = false;
    app->beyond = race_step_count(&app->race) >= app->scene->steps;
    app->message[0] = '\0';
    pace_advance(app);
    if (!app->message[0])
        state_say(app, "step %llu", step_now(app));
    state_sync(app);
}

void pace_turn(struct app *app, int direction)
{
    if (direction > 0 ? app->speed + 1 < ARRAY_LENGTH(speeds) : app->speed > 0)
        app->speed = direction > 0 ? app->speed + 1 : app->speed - 1;
    say_speed(app);
}

void pace_hurry(struct app *app, int seconds)
{
    while (app->speed + 1 < ARRAY_LENGTH(speeds) &&
           (uint64_t)speeds[app->speed] * (uint64_t)seconds < app->scene->steps)
        app->speed++;
}
