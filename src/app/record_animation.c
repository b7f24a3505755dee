/*
 * An animation of the steps that are walked while it is made: a GIF, or without its libraries a
 * recording of the terminal.
 */
#include "app/record.h"

#include <stdio.h>
#include <stdlib.h>

#include "app/record_parts.h"
#include "app/record_recipe.h"
#include "app/state.h"
#include "export/animation.h"

enum { FPS = 15, HOLD = 2 };

static struct figure_source source_of(struct app *app)
{
    return (struct figure_source){.scene = app->scene,
                                  .race = &app->race,
                                  .critical = ground_critical(app),
                                  .known = ground_critical(app),
                                  .judgements = app->judgements,
                                  .deepest = ground_survey(app)->deepest};
}

static bool is_recording(const struct app *app)
{
    return app->record.animation || app->record.cast;
}

static void forget(struct record *record)
{
    animation_free(record->animation);
    if (record->cast)
        cast_release(record->cast);
    free(record->cast);
    record->animation = NULL;
    record->cast = NULL;
    buffer_release(&record->bytes);
    buffer_release(&record->stem);
    buffer_release(&record->recipe);
}

/* How it was made until now. What came after its ground has changed is not in it. */
static void describe(struct app *app)
{
    struct record *record = &app->record;
    char remark[160];
    if (record->surface != app->surface_version)
        return;
    snprintf(
        remark, sizeof remark,
        "recorded on the screen, from step %llu on, as it was walked: this begins at the start",
        (unsigned long long)record->first);
    buffer_clear(&record->recipe);
    record_recipe(app,
                  &(struct recorded){"animate", record->cast ? "animation.cast" : "animation.gif",
                                     &record->options, remark},
                  &record->recipe);
}

static bool begin_gif(struct app *app, struct error *error)
{
    state_judge_all(app);
    const struct figure_source source = source_of(app);
    const struct animation_options options = {
        .figure = app->record.options, .scale = 1, .fps = FPS, .loops = true};
    app->record.animation = animation_new(&source, &options, &app->record.bytes, error);
    return app->record.animation && animation_add(app->record.animation, error);
}

static bool begin_cast(struct app *app, struct error *error)
{
    app->record.cast = malloc(sizeof *app->record.cast);
    if (!app->record.cast)
        return error_memory(error);
    cast_begin(app->record.cast, &app->record.bytes);
    app->record.columns = app->columns;
    app->record.rows = app->rows;
    return true;
}

static void begin(struct app *app)
{
    struct record *record = &app->record;
    struct error error = {0};
    record->surface = app->surface_version;
    record->first = record->step = race_step_count(&app->race);
    record->options = record_options(app, 1);
    record->begun = record->due = app->now;
    record_stem(app->scene, &record->stem);
    bool begun = !animation_missing() ? begin_gif(app, &error) : begin_cast(app, &error);
    if (begun) {
        describe(app);
        state_say(app, "recording what is walked from here on: %s ends it",
                  action_key("animation").text);
        return;
    }
    forget(record);
    state_say_error(app, &error);
}

static bool is_behind(const struct app *app)
{
    return app->record.step != race_step_count(&app->race);
}

/* One picture more of what was walked since the last. */
static bool add(struct app *app, struct error *error)
{
    state_judge_all(app);
    app->record.step = race_step_count(&app->race);
    describe(app);
    return animation_add(app->record.animation, error);
}

static bool end_gif(struct app *app, struct error *error)
{
    struct record *record = &app->record;
    if (record->surface == app->surface_version && is_behind(app) && !add(app, error))
        return false;
    return animation_end(record->animation, HOLD, buffer_text(&record->recipe), error);
}

/* Aside. */
static bool save(void *context, struct buffer *words, struct error *error)
{
    return record_save(context, words, error);
}

/* Its head says how it was made, which is known at the end. */
static void end_cast(struct app *app)
{
    struct record *record = &app->record;
    struct buffer whole = {0};
    const struct cast_head head = {.columns = record->columns,
                                   .rows = record->rows,
                                   .title = app->scene->title,
                                   .recipe = buffer_text(&record->recipe)};
    cast_end(record->cast, app->now - record->begun + HOLD * 1000);
    cast_print_head(&whole, &head);
    buffer_append(&whole, buffer_text(&record->bytes), record->bytes.length);
    whole.failed |= record->bytes.failed;
    buffer_release(&record->bytes);
    record->bytes = whole;
}

static bool end(struct app *app, bool full)
{
    struct record *record = &app->record;
    struct error error = {0};
    if (!is_recording(app))
        return false;
    bool done = !record->animation || end_gif(app, &error);
    if (record->cast)
        end_cast(app);
    if (done && record->bytes.failed)
        done = error_memory(&error);
    struct saving saving = {buffer_text(&record->stem), record->cast ? ".cast" : ".gif",
                            &record->bytes, full};
    if (done)
        record_aside(app, RECORD_ANIMATION, save, &saving);
    if (done)
        state_say(app, full ? "the recording is full: saving it" : "saving the recording");
    else
        state_say_error(app, &error);
    forget(record);
    return true;
}

bool record_end(struct app *app)
{
    return end(app, false);
}

/* What became so large is saved as it is. */
static void end_full(struct app *app)
{
    if (app->record.bytes.length >= app->record.most)
        end(app, true);
}

static void fail(struct app *app, const struct error *error)
{
    forget(&app->record);
    state_say_error(app, error);
}

void record_animation(struct app *app)
{
    if (is_recording(app))
        record_end(app);
    else
        begin(app);
}

/* --- time */

void record_frame(struct app *app, const struct frame *frame)
{
    struct record *record = &app->record;
    if (!record->cast)
        return;
    if (is_behind(app))
        describe(app);
    record->step = race_step_count(&app->race);
    if (cast_frame(record->cast, app->clock - record->begun, frame)) {
        end_full(app);
        return;
    }
    struct error error = {0};
    error_memory(&error);
    fail(app, &error);
}

void record_tick_animation(struct app *app, int64_t now)
{
    struct record *record = &app->record;
    struct error error = {0};
    if (is_recording(app) && record->surface != app->surface_version)
        record_end(app);
    if (!record->animation || now < record->due || !is_behind(app))
        return;
    record->due = now + 1000 / FPS;
    if (add(app, &error))
        end_full(app);
    else
        fail(app, &error);
}
