/*
 * An animation of the steps that are walked while it is made: a GIF, or without its libraries a
 * recording of the terminal.
 */
#include "app/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

static struct aside *aside_of(struct app *app)
{
    return &app->record.asides[RECORD_ANIMATION];
}

static bool is_recording(struct app *app)
{
    return app->record.animation || app->record.cast || aside_is_fed(aside_of(app));
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
                                     &record->options, remark, record->columns, record->rows},
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

/* --- aside */

/* The file of what was made so far. */
static struct saving saving_of(const struct record *record)
{
    return (struct saving){buffer_text(&record->stem), record->cast ? ".cast" : ".gif",
                           &record->bytes, record->full};
}

/* Follows the app that goes on until it says no more, or there is no room for more. */
static bool draw(void *context, struct buffer *words, struct error *error)
{
    struct app *app = context;
    struct record *record = &app->record;
    const int feed = record->feed;
    record->is_aside = true;
    memset(record->asides, 0, sizeof record->asides);
    bool begun = begin_gif(app, error);
    if (begun)
        describe(app);
    while (begun && record->animation && !record->full && record_follow(app, feed))
        continue;
    if (begun && !record->animation)
        return error_set(error, "%s", app->message);
    const struct saving saving = saving_of(record);
    return begun && end_gif(app, error) && (!record->bytes.failed || error_memory(error)) &&
           record_save(&saving, words, error);
}

static bool save(void *context, struct buffer *words, struct error *error)
{
    return record_save(context, words, error);
}

/* --- here */

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

static bool begin_cast(struct app *app, struct error *error)
{
    app->record.cast = malloc(sizeof *app->record.cast);
    if (!app->record.cast)
        return error_memory(error);
    cast_begin(app->record.cast, &app->record.bytes);
    app->record.columns = app->columns;
    app->record.rows = app->rows;
    const struct model model = state_model(app);
    if (!view_has_chart(&model, app->columns, app->rows))
        app->record.options.panels = 0;
    return true;
}

/* Where no process can be made it is made here. */
static bool begin_here(struct app *app, struct error *error)
{
    bool begun = animation_missing() ? begin_cast(app, error) : begin_gif(app, error);
    if (begun)
        describe(app);
    else
        forget(&app->record);
    return begun;
}

/* What is made here is written aside. */
static bool end_here(struct app *app)
{
    struct record *record = &app->record;
    struct error error = {0};
    bool done = !record->animation || end_gif(app, &error);
    if (record->cast)
        end_cast(app);
    if (done && record->bytes.failed)
        done = error_memory(&error);
    struct saving saving = saving_of(record);
    if (done)
        record_aside(app, RECORD_ANIMATION, save, &saving);
    else
        state_say_error(app, &error);
    forget(record);
    return done;
}

/* --- both */

static void begin(struct app *app)
{
    struct record *record = &app->record;
    struct error error = {0};
    if (!record_is_free(app, RECORD_ANIMATION)) {
        state_say(app, "the animation before is still being saved");
        return;
    }
    record->surface = app->surface_version;
    record->first = record->step = race_step_count(&app->race);
    record->options = record_options(app, 1);
    record->begun = record->due = app->now;
    record->full = false;
    record_stem(app->scene, &record->stem);
    bool is_aside =
        !animation_missing() && aside_begin_fed(aside_of(app), draw, app, &record->feed);
    if (is_aside)
        forget(record); /* the other app has it */
    if (is_aside || begin_here(app, &error))
        state_say(app, "recording what is walked from here on: %s ends it",
                  action_key("animation").text);
    else
        state_say_error(app, &error);
}

bool record_end(struct app *app)
{
    if (app->record.is_aside || !is_recording(app))
        return false;
    bool saved = true;
    if (aside_is_fed(aside_of(app)))
        aside_starve(aside_of(app));
    else
        saved = end_here(app);
    if (saved)
        state_say(app,
                  app->record.full ? "the recording is full: saving it" : "saving the recording");
    return true;
}

/* What became so large is saved as it is. */
static void end_full(struct app *app)
{
    app->record.full = app->record.bytes.length >= app->record.most;
    if (app->record.full)
        record_end(app);
}

static void fail(struct app *app, const struct error *error)
{
    forget(&app->record);
    state_say_error(app, error);
}

void record_animation(struct app *app)
{
    if (app->record.is_aside)
        return;
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
    if (record->surface != app->surface_version) {
        record_end(app);
        return;
    }
    if (!record->animation || record->full || now < record->due || !is_behind(app))
        return;
    record->due = now + 1000 / FPS;
    if (add(app, &error))
        end_full(app);
    else
        fail(app, &error);
}
