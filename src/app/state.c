/*
 * The scene, the race that follows it, and what is said of both.
 */
#include "app/state.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "app/open.h"
#include "app/pace.h"
#include "app/racers.h"
#include "app/score.h"
#include "base/text.h"
#include "view/colormap.h"

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

void state_say_no_memory(struct app *app)
{
    struct error error = {0};
    error_memory(&error);
    state_say_error(app, &error);
}

const char *state_walker_prefix(const struct app *app, size_t walker, char out[16])
{
    if (app->race.count < 2)
        out[0] = '\0';
    else
        snprintf(out, 16, "walker %c: ", race_letter(walker));
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
    if (!race_init(&race, scene->surface, entries, count, scene_chance(scene)))
        return error_memory(error);
    race_release(&app->race);
    app->race = race;
    score_forget(app);
    app->surface_version++;
    ground_forget(app);
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
    if (text.length == 0)
        buffer_printf(&text, "%s runs the walk, %s helps", action_key("run").text,
                      action_key("help").text);
    state_say(app, "%s", buffer_text(&text));
    buffer_release(&text);
}

bool state_open(struct app *app, struct scene *scene, struct error *error)
{
    record_end(app);
    if (!make_race(app, scene, error)) {
        scene_free(scene);
        return false;
    }
    scene_free(app->scene);
    app->scene = scene;
    app->ground.seen = false;
    app->ground.due = app->now;
    app->walker = 0;
    app->knob = LIVE_RATE;
    app->focus = FOCUS_KNOBS;
    app->running = false;
    history_clear(&app->history);
    sight_reset(app);
    sight_follow_scene(app);
    introduce(app);
    lesson_begin(app);
    return true;
}

/* Of what is wrong with a scene, the first line. */
void state_open_named(struct app *app, const char *name)
{
    struct error error = {0};
    struct buffer words = {0};
    struct scene *scene = open_scene(name, NULL, 0, &words);
    if (words.length > 0)
        error_set(&error, "%.*s", (int)strcspn(buffer_text(&words), "\n"), buffer_text(&words));
    if (!(scene ? state_open(app, scene, &error) : error_memory(&error)))
        state_say_error(app, &error);
    buffer_release(&words);
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
    unsigned changes = snapshot_changes(&now, before);
    bool done;
    if (changes & SNAPSHOT_RACE)
        done = make_race(app, app->scene, &error);
    else
        done = give_settings(app) || error_memory(&error);
    if (changes & SNAPSHOT_GROUND)
        app->surface_version++;
    if (changes & (SNAPSHOT_GROUND | SNAPSHOT_WINDOW))
        ground_forget(app);
    if (done && changes & SNAPSHOT_ANEW)
        move_starts(app);
    if (changes & SNAPSHOT_WINDOW)
        sight_reset(app);
    if (changes & SNAPSHOT_COLORMAP)
        sight_follow_scene(app);
    if (!done)
        state_say_error(app, &error);
    app->stale = true;
}

void state_sync(struct app *app)
{
    for (size_t i = 0; i < app->race.count; i++)
        app->scene->walkers[i].settings = *walk_settings(app->race.walks[i]);
}

/* --- what is shown */

/* While presenting the room sees the last key, and what it did or means; that alone where only it
 * has room. */
static const char *tell_key(struct app *app)
{
    char key[ACTION_KEYS_TEXT];
    int argument;
    if (!app->presenting || !app->pressed)
        return app->message[0] ? app->message : NULL;
    const char *meaning = action_of_key(app->pressed, &argument)->help;
    action_print_key(app->pressed, key);
    const char *words = app->message[0] ? app->message : meaning;
    snprintf(app->told, sizeof app->told, "%s: %s", key, words);
    int room = app->columns - 2;
    return text_width(app->told) > room && text_width(words) <= room ? words : app->told;
}

struct model state_model(struct app *app)
{
    size_t hints = app->prompt.open ? prompt_hints(&app->prompt, app->hints)
                                    : action_hints(app->running, app->hint_keys, app->hints);
    state_judge_all(app);
    action_print_shown(&app->keys);
    return (struct model){
        .look = app->look,
        .scene = app->scene,
        .race = &app->race,
        .judgements = app->judgements,
        .terms = racers_terms(app)->label,
        .arrivals = score_arrivals(app),
        .window = {app->sight.window[0], app->sight.window[1]},
        .layers = app->sight.layers,
        .colormap = &colormaps[app->sight.colormap],
        .critical = ground_critical(app),
        .crosshair = {app->sight.crosshair[0], app->sight.crosshair[1]},
        .surface_version = app->surface_version,
        .walker = app->walker,
        .knob = app->knob,
        .focus = app->focus,
        .chart = app->chart,
        .running = app->running,
        .speed = pace_speed(app),
        .message = !app->pages.open ? tell_key(app) : NULL,
        .presenting = app->presenting,
        .message_is_error = app->message_is_error,
        .prompt = app->prompt.open ? app->prompt.text : NULL,
        .prompt_cursor = prompt_cursor_column(&app->prompt),
        .page = app->pages.open ? &app->pages.page : NULL,
        .lesson = lesson_board(app),
        .hints = app->hints,
        .hint_count = hints,
        .keys = &app->keys,
    };
}

void state_judge_all(struct app *app)
{
    for (size_t i = 0; i < app->race.count; i++)
        ground_judge(app, i, &app->judgements[i]);
}

enum verdict state_judge(struct app *app)
{
    struct judgement judgement;
    ground_judge(app, app->walker, &judgement);
    return judgement.verdict;
}
