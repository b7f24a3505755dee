/*
 * State, events in, frames out. What keys do stands in action.c, what they change in change.c, time
 * in pace.c.
 */
#include "app/app.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/change.h"
#include "app/open.h"
#include "app/pace.h"
#include "app/state.h"
#include "base/array.h"
#include "scene/catalogue.h"

enum {
    BATCH = 256,   /* steps between two looks at the clock */
    CATCH_UP = 250 /* milliseconds: what is owed for longer than this is forgotten */
};

/* --- what the line says */

void state_say(struct app *app, const char *format, ...)
{
    struct error said = {0};
    va_list arguments;
    va_start(arguments, format);
    error_set_list(&said, format, arguments);
    va_end(arguments);
    state_say_error(app, &said);
    app->message_is_error = false;
}

void state_say_error(struct app *app, const struct error *error)
{
    memcpy(app->message, error->message, sizeof app->message);
    app->message_is_error = true;
    app->stale = true;
}

const char *state_walker_prefix(const struct app *app, size_t walker, char out[16])
{
    if (app->race.count < 2)
        out[0] = '\0';
    else
        snprintf(out, 16, "walker %c: ", (char)('A' + walker));
    return out;
}

bool state_has_diverged(const struct app *app)
{
    for (size_t i = 0; i < app->race.count; i++)
        if (walk_has_diverged(app->race.walks[i]))
            return true;
    return false;
}

/* --- scene and race */

static bool make_race(struct app *app, const struct scene *scene, struct error *error)
{
    struct race_entry entries[RACE_WALKS];
    struct race race = {0};
    size_t count = scene_entries(scene, entries);
    if (!race_init(&race, scene->surface, entries, count, scene->seed))
        return error_memory(error);
    race_release(&app->race);
    app->race = race;
    app->surface_version++;
    app->beyond = false;
    return true;
}

/* The first sentence of what the scene is about, on one line. */
static void introduce(struct app *app)
{
    const char *about = app->scene->about;
    struct buffer text = {0};
    for (; about && *about; about++) {
        buffer_add_char(&text, *about == '\n' ? ' ' : *about);
        if (*about == '.' && strspn(about + 1, " \n") > 0)
            break;
    }
    state_say(app, "%s", text.length > 0 ? buffer_text(&text) : "space runs the walk, ? helps");
    buffer_release(&text);
}

bool state_open(struct app *app, struct scene *scene, struct error *error)
{
    if (!make_race(app, scene, error)) {
        scene_free(scene);
        return false;
    }
    scene_free(app->scene);
    app->scene = scene;
    app->walker = 0;
    app->knob = LIVE_RATE;
    app->focus = FOCUS_KNOBS;
    app->running = false;
    history_clear(&app->history);
    introduce(app);
    return true;
}

/* What changed decides how much of the walks begins again. */
static bool starts_differ(const struct snapshot *a, const struct snapshot *b, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (memcmp(a->walkers[i].start, b->walkers[i].start, sizeof a->walkers[i].start) != 0)
            return true;
    return false;
}

static bool give_settings(struct app *app)
{
    for (size_t i = 0; i < app->race.count; i++)
        if (!walk_change(app->race.walks[i], &app->scene->walkers[i].settings))
            return false;
    return true;
}

static void move_starts(struct app *app)
{
    for (size_t i = 0; i < app->race.count; i++)
        walk_move_start(app->race.walks[i], app->scene->walkers[i].start);
    app->beyond = false;
}

void state_follow(struct app *app, const struct snapshot *before)
{
    struct error error = {0};
    const struct snapshot now = snapshot_take(app->scene);
    bool ground = memcmp(now.constants, before->constants, sizeof now.constants) != 0;
    bool done;
    if (now.surface != before->surface || now.seed != before->seed ||
        app->race.count != app->scene->walker_count)
        done = make_race(app, app->scene, &error);
    else
        done = give_settings(app) || error_memory(&error);
    if (ground)
        app->surface_version++;
    if (done && (ground || starts_differ(&now, before, app->race.count)))
        move_starts(app);
    if (!done)
        state_say_error(app, &error);
    app->stale = true;
}

void state_sync(struct app *app)
{
    for (size_t i = 0; i < app->race.count; i++)
        app->scene->walkers[i].settings = *walk_settings(app->race.walks[i]);
}

/* --- life */

struct app *app_new(struct scene *scene, const struct look *look, struct error *error)
{
    struct buffer words = {0};
    bool menu = !scene;
    struct app *app = calloc(1, sizeof *app);
    struct view *view = view_new();
    if (menu)
        scene = open_scene(catalogue[0].name, NULL, 0, &words);
    if (app && view && scene) {
        *app = (struct app){.view = view, .look = *look, .speed = PACE_INITIAL, .stale = true};
        if (state_open(app, scene, error)) {
            if (menu)
                pages_open_first_menu(app);
            return app;
        }
        scene = NULL; /* state_open() freed it */
    } else {
        error_memory(error);
    }
    buffer_release(&words);
    scene_free(scene);
    view_free(view);
    free(app);
    return NULL;
}

void app_free(struct app *app)
{
    if (!app)
        return;
    pages_release(&app->pages);
    history_clear(&app->history);
    race_release(&app->race);
    scene_free(app->scene);
    view_free(app->view);
    free(app);
}

void app_resize(struct app *app, int columns, int rows)
{
    app->columns = columns;
    app->rows = rows;
    app->stale = true;
}

/* --- events */

static void choose_walker(struct app *app, size_t walker)
{
    char prefix[16];
    app->walker = walker;
    app->focus = FOCUS_KNOBS;
    state_say(app, "%sthe keys turn its knobs", state_walker_prefix(app, walker, prefix));
}

static void click(struct app *app, const struct event *event)
{
    const struct model model = state_model(app);
    struct pick pick = view_pick(&model, app->columns, app->rows, event->column, event->row);
    if (pick.kind == PICK_MAP)
        change_start_to(app, pick.at);
    else if (pick.kind == PICK_SLIDER)
        change_knob_to(app, pick.knob, pick.fraction);
    else if (pick.kind == PICK_WALKER && pick.index < app->race.count)
        choose_walker(app, pick.index);
}

static void wheel(struct app *app, const struct event *event)
{
    const struct model model = state_model(app);
    struct pick pick = view_pick(&model, app->columns, app->rows, event->column, event->row);
    if (pick.kind == PICK_SLIDER)
        change_knob(app, pick.knob, event->turn);
}

static void press(struct app *app, uint32_t key)
{
    int argument = 0;
    const struct action *action = action_of_key(key, &argument);
    if (action)
        action->act(app, argument);
}

void app_event(struct app *app, const struct event *event, int64_t now)
{
    app->now = now;
    if (event->kind == EVENT_HANGUP)
        app->done = true;
    else if (event->kind == EVENT_RESUME)
        app_drop_time(app, now);
    else if (app->pages.open)
        pages_event(app, event);
    else if (event->kind == EVENT_KEY && app->prompt.open)
        prompt_key(app, event->key);
    else if (event->kind == EVENT_KEY)
        press(app, event->key);
    else if (event->kind == EVENT_CLICK)
        click(app, event);
    else if (event->kind == EVENT_WHEEL)
        wheel(app, event);
    if (event->kind != EVENT_TIMEOUT)
        app->stale = true;
}

/* --- time */

bool app_tick(struct app *app, int64_t now)
{
    double elapsed = (double)(now - app->clock) / 1000, speed = pace_speed(app);
    app->clock = now;
    if (!pace_is_walking(app))
        return false;
    double most = speed * CATCH_UP / 1000 > 1 ? speed * CATCH_UP / 1000 : 1;
    app->owed = app->owed + elapsed * speed < most ? app->owed + elapsed * speed : most;
    for (int count = 0; count < BATCH && app->owed >= 1 && app->running; count++) {
        app->owed -= 1;
        pace_advance(app);
    }
    state_sync(app);
    return app->running && app->owed >= 1;
}

void app_drop_time(struct app *app, int64_t now)
{
    app->clock = now;
    app->owed = 0;
}

int64_t app_deadline(const struct app *app)
{
    if (!pace_is_walking(app))
        return -1;
    double wait = (1 - app->owed) * 1000 / pace_speed(app);
    return app->clock + (wait > 0 ? (int64_t)wait + 1 : 0);
}

/* --- frames */

struct model state_model(struct app *app)
{
    size_t hints = app->prompt.open ? prompt_hints(&app->prompt, app->hints)
                                    : action_hints(app->running, app->hint_keys, app->hints);
    return (struct model){
        .look = app->look,
        .scene = app->scene,
        .race = &app->race,
        .window = {app->scene->window[0], app->scene->window[1]},
        .surface_version = app->surface_version,
        .walker = app->walker,
        .knob = app->knob,
        .focus = app->focus,
        .running = app->running,
        .speed = pace_speed(app),
        .message = app->message[0] && !app->pages.open ? app->message : NULL,
        .message_is_error = app->message_is_error,
        .prompt = app->prompt.open ? app->prompt.text : NULL,
        .prompt_cursor = prompt_cursor_column(&app->prompt),
        .page = app->pages.open ? &app->pages.page : NULL,
        .hints = app->hints,
        .hint_count = hints,
    };
}

bool app_is_stale(const struct app *app)
{
    return app->stale;
}

bool app_render(struct app *app, struct frame *frame, struct error *error)
{
    if ((frame->columns != app->columns || frame->rows != app->rows) &&
        !frame_resize(frame, app->columns, app->rows))
        return error_memory(error);
    const struct model model = state_model(app);
    app->stale = false;
    return view_draw(app->view, &model, frame) || error_memory(error);
}

bool app_is_done(const struct app *app)
{
    return app->done;
}
