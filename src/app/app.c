/*
 * Life, events in, frames out. The state stands in state.c, what keys do in action.c, what they
 * change in change.c, time in pace.c.
 */
#include "app/app.h"

#include <stdlib.h>

#include "app/change.h"
#include "app/open.h"
#include "app/pace.h"
#include "app/state.h"
#include "scene/catalogue.h"

enum {
    BATCH = 256,   /* steps between two looks at the clock */
    CATCH_UP = 250 /* milliseconds: what is owed for longer than this is forgotten */
};

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
        *app = (struct app){.view = view,
                            .look = *look,
                            .speed = PACE_INITIAL,
                            .stale = true,
                            .record = {.most = RECORD_MOST}};
        sight_init(&app->sight);
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

bool app_close(struct app *app, struct buffer *words)
{
    return record_finish(app, words);
}

void app_free(struct app *app)
{
    if (!app)
        return;
    struct buffer unsaid = {0};
    (void)record_finish(app, &unsaid);
    buffer_release(&unsaid);
    pages_release(&app->pages);
    lesson_release(&app->lesson);
    history_clear(&app->history);
    ground_release(&app->ground);
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
    record_tell(app,
                &(struct happening){.what = HAPPENED_RESIZE, .columns = columns, .rows = rows});
}

/* --- events */

static void choose_walker(struct app *app, size_t walker)
{
    char prefix[16];
    if (lesson_locks(app))
        return;
    app->walker = walker;
    app->focus = FOCUS_KNOBS;
    state_say(app, "%sthe keys turn its knobs", state_walker_prefix(app, walker, prefix));
}

static void click(struct app *app, const struct event *event)
{
    const struct model model = state_model(app);
    struct pick pick = view_pick(&model, app->columns, app->rows, event->column, event->row);
    if (lesson_click(app, &pick))
        return;
    if (pick.kind == PICK_MAP && app->focus == FOCUS_CROSSHAIR)
        sight_move_to(app, pick.at);
    else if (pick.kind == PICK_MAP)
        change_start_to(app, pick.at);
    else if (pick.kind == PICK_SLIDER)
        change_knob_to(app, pick.knob, pick.fraction);
    else if (pick.kind == PICK_STEP)
        pace_seek(app, pick.step);
    else if (pick.kind == PICK_WALKER && pick.index < app->race.count)
        choose_walker(app, pick.index);
}

static void wheel(struct app *app, const struct event *event)
{
    const struct model model = state_model(app);
    struct pick pick = view_pick(&model, app->columns, app->rows, event->column, event->row);
    if (pick.kind == PICK_SLIDER)
        change_knob(app, pick.knob, event->turn);
    else if (pick.kind == PICK_STEP)
        pace_jump(app, event->turn);
    else if (pick.kind == PICK_LESSON || pick.kind == PICK_CHOICE)
        lesson_scroll(app, -event->turn);
    else
        sight_zoom_at(app, event);
}

static void press(struct app *app, uint32_t key)
{
    int argument = 0;
    if (lesson_key(app, key))
        return;
    const struct action *action = action_of_key(key, &argument);
    if (!action)
        return;
    app->pressed = key;
    action_do(app, action, argument);
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
    if (event->kind != EVENT_TIMEOUT) {
        lesson_watch(app);
        app->stale = true;
    }
    record_tell(app, &(struct happening){.what = HAPPENED_EVENT, .now = now, .event = *event});
}

/* --- time */

static bool tick(struct app *app, int64_t now)
{
    double elapsed = (double)(now - app->clock) / 1000, speed = pace_speed(app);
    app->clock = now;
    ground_tick(app, now);
    record_tick(app, now);
    if (!pace_is_walking(app))
        return false;
    double most = speed * CATCH_UP / 1000 > 1 ? speed * CATCH_UP / 1000 : 1;
    app->owed = app->owed + elapsed * speed < most ? app->owed + elapsed * speed : most;
    if (pace_has_goal(app))
        app->owed = BATCH;
    for (int count = 0; count < BATCH && app->owed >= 1 && app->running; count++) {
        app->owed -= 1;
        pace_advance(app);
    }
    state_sync(app);
    return app->running && (app->owed >= 1 || pace_has_goal(app));
}

bool app_tick(struct app *app, int64_t now)
{
    bool due = tick(app, now);
    record_tell(app, &(struct happening){.what = HAPPENED_TICK, .now = now});
    return due;
}

void app_drop_time(struct app *app, int64_t now)
{
    app->clock = now;
    app->owed = 0;
    record_tell(app, &(struct happening){.what = HAPPENED_DROP, .now = now});
}

/* The earlier of two times, of which -1 is never. */
static int64_t earlier(int64_t a, int64_t b)
{
    return a < 0 || (b >= 0 && b < a) ? b : a;
}

int64_t app_deadline(const struct app *app)
{
    int64_t work = earlier(ground_deadline(app), record_deadline(app));
    if (!pace_is_walking(app))
        return work;
    if (pace_has_goal(app))
        return app->clock;
    double wait = (1 - app->owed) * 1000 / pace_speed(app);
    return earlier(work, app->clock + (wait > 0 ? (int64_t)wait + 1 : 0));
}

/* --- frames */

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
    ground_is_seen(app);
    if (!view_draw(app->view, &model, frame))
        return error_memory(error);
    record_frame(app, frame);
    record_tell(app, &(struct happening){.what = HAPPENED_RENDER});
    return true;
}

bool app_show(struct app *app, const struct model *model)
{
    sight_show(&app->sight, model);
    app->walker = model->walker;
    app->chart = model->chart;
    const struct model shown = state_model(app);
    return view_has_chart(&shown, app->columns, app->rows);
}

void app_present(struct app *app)
{
    app->presenting = true;
}

bool app_is_done(const struct app *app)
{
    return app->done;
}
