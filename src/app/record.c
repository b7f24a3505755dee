#include "app/record.h"

#include <stdlib.h>
#include <string.h>

#include "app/record_recipe.h"
#include "base/text.h"
#include "app/state.h"
#include "export/animation.h"
#include "term/file.h"
#include "view/colormap.h"

enum { FPS = 15, HOLD = 2 };

static const double picture_scale = 2; /* pixels a unit */

/* --- what is shown, as a figure */

static struct figure_source source_of(struct app *app)
{
    for (size_t i = 0; i < app->race.count; i++)
        ground_judge(app, i, &app->judgements[i]);
    return (struct figure_source){.scene = app->scene,
                                  .race = &app->race,
                                  .critical = ground_critical(app),
                                  .judgements = app->judgements,
                                  .deepest = ground_survey(app)->deepest};
}

static struct figure_options options_of(const struct app *app, double scale)
{
    const struct sight *sight = &app->sight;
    struct figure_options options = FIGURE_USUAL;
    options.detail = scale;
    options.dark = !app->look.light;
    options.colormap = &colormaps[sight->colormap];
    options.view = sight->layers & LAYER_RELIEF ? FIGURE_RELIEF : FIGURE_HEAT;
    if (!(sight->layers & LAYER_CONTOURS))
        options.parts &= ~(unsigned)FIGURE_CONTOURS;
    if (!(sight->layers & LAYER_CRITICAL))
        options.parts &= ~(unsigned)FIGURE_CRITICAL;
    options.has_window = true;
    memcpy(options.window, sight->window, sizeof options.window);
    return options;
}

/* The scene's name without its folder and ending; nothing that a shell or a listing would trip
 * over. */
static void name_stem(const struct scene *scene, struct buffer *out)
{
    const char *slash = strrchr(scene->name, '/');
    const char *name = slash ? slash + 1 : scene->name;
    size_t length = strlen(name);
    if (text_ends_with(name, ".yaml"))
        length -= strlen(".yaml");
    for (size_t i = 0; i < length && i < 64; i++) {
        char byte = name[i];
        bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                     (byte >= '0' && byte <= '9') || (i > 0 && (byte == '-' || byte == '.'));
        buffer_add_char(out, plain ? byte : '_');
    }
    if (out->length == 0)
        buffer_add_text(out, "scene");
}

static void save(struct app *app, const char *stem, const char *ending, const struct buffer *bytes)
{
    struct error error = {0};
    struct buffer path = {0};
    if (file_write_new(stem, ending, buffer_text(bytes), bytes->length, &path, &error))
        state_say(app, "saved as %s", buffer_text(&path));
    else
        state_say_error(app, &error);
    buffer_release(&path);
}

/* --- a picture */

/* The first of these that can be written. */
static const struct canvas_format *picture_format(void)
{
    const struct canvas_format *png = canvas_format_of("picture.png");
    return png->open ? png : canvas_format_of("picture.svg");
}

void record_picture(struct app *app)
{
    app->record.wanted = true;
    app->record.announced = false;
    state_say(app, "drawing the picture");
}

static void draw_picture(struct app *app)
{
    struct error error = {0};
    struct buffer bytes = {0}, stem = {0}, recipe = {0};
    const struct canvas_format *format = picture_format();
    const struct figure_source source = source_of(app);
    const struct figure_options options = options_of(app, picture_scale);
    record_recipe(app, &recipe);
    const struct canvas_page page = {.width = options.width,
                                     .height = options.height,
                                     .scale = picture_scale,
                                     .title = app->scene->title,
                                     .recipe = buffer_text(&recipe)};
    struct figure *figure = figure_new(&source, &options, &error);
    name_stem(app->scene, &stem);
    if (figure && figure_print(figure, format, &page, &bytes, &error))
        save(app, buffer_text(&stem), format->ending, &bytes);
    else
        state_say_error(app, &error);
    figure_free(figure);
    buffer_release(&bytes);
    buffer_release(&stem);
    buffer_release(&recipe);
}

/* --- an animation */

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
}

static bool begin_gif(struct app *app, struct error *error)
{
    const struct figure_source source = source_of(app);
    const struct animation_options options = {
        .figure = options_of(app, 1), .scale = 1, .fps = FPS, .loops = true};
    app->record.animation = animation_new(&source, &options, &app->record.bytes, error);
    return app->record.animation && animation_add(app->record.animation, error);
}

static bool begin_cast(struct app *app, struct error *error)
{
    const struct cast_head head = {
        .columns = app->columns, .rows = app->rows, .title = app->scene->title};
    app->record.cast = malloc(sizeof *app->record.cast);
    if (!app->record.cast)
        return error_memory(error);
    cast_begin(app->record.cast, &app->record.bytes, &head);
    return true;
}

static void begin(struct app *app)
{
    struct record *record = &app->record;
    struct error error = {0};
    record->surface = app->surface_version;
    record->step = race_step_count(&app->race);
    record->begun = record->due = app->now;
    name_stem(app->scene, &record->stem);
    bool begun = !animation_missing() ? begin_gif(app, &error) : begin_cast(app, &error);
    if (begun) {
        state_say(app, "recording what is walked from here on: P ends it");
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
    (void)source_of(app); /* judges */
    app->record.step = race_step_count(&app->race);
    return animation_add(app->record.animation, error);
}

static bool end_gif(struct app *app, struct error *error)
{
    struct record *record = &app->record;
    if (record->surface == app->surface_version && is_behind(app) && !add(app, error))
        return false;
    return animation_end(record->animation, HOLD, error);
}

bool record_end(struct app *app)
{
    struct record *record = &app->record;
    struct error error = {0};
    bool done = true;
    if (!is_recording(app))
        return false;
    if (record->cast)
        cast_end(record->cast, app->now - record->begun + HOLD * 1000);
    else
        done = end_gif(app, &error);
    if (done && record->bytes.failed)
        done = error_memory(&error);
    if (done)
        save(app, buffer_text(&record->stem), record->cast ? ".cast" : ".gif", &record->bytes);
    else
        state_say_error(app, &error);
    forget(record);
    return true;
}

/* What became so large is saved as it is. */
static void end_full(struct app *app)
{
    if (app->record.bytes.length < app->record.most)
        return;
    record_end(app);
    if (!app->message_is_error)
        state_say(app, "the recording is full: %s", app->message);
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
    if (record->wanted)
        record->announced = true;
    if (!record->cast)
        return;
    if (cast_frame(record->cast, app->clock - record->begun, frame)) {
        end_full(app);
        return;
    }
    struct error error = {0};
    error_memory(&error);
    fail(app, &error);
}

int64_t record_deadline(const struct app *app)
{
    return app->record.wanted && app->record.announced ? app->clock : -1;
}

void record_tick(struct app *app, int64_t now)
{
    struct record *record = &app->record;
    struct error error = {0};
    if (record->wanted && record->announced) {
        record->wanted = false;
        draw_picture(app);
    }
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
