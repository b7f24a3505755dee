/*
 * downhill animate: a walk in motion. All of it is made in memory and written in one piece, so that
 * an end asked for meanwhile leaves nothing behind.
 */
#include "command/command.h"

#include <math.h>
#include <string.h>
#include <strings.h>

#include "app/app.h"
#include "app/autoplay.h"
#include "app/open.h"
#include "export/cast.h"
#include "term/file.h"
#include "term/progress.h"

enum { CAST_COLUMNS = 100, CAST_ROWS = 30, CELLS_MOST = 500, FPS = 15, HOLD = 2 };

struct order {
    const struct arguments *arguments;
    double fps, hold;
};

/* --- a recording of the terminal */

static bool cast_size(const struct arguments *arguments, int *columns, int *rows,
                      struct error *error)
{
    *columns = CAST_COLUMNS;
    *rows = CAST_ROWS;
    if (!arguments->has_size)
        return true;
    for (int i = 0; i < 2; i++)
        if (arguments->size_is_mm || arguments->size[i] != floor(arguments->size[i]) ||
            arguments->size[i] > CELLS_MOST)
            return error_set(error, "--size: a cast's is in cells, such as %dx%d, up to %d",
                             CAST_COLUMNS, CAST_ROWS, CELLS_MOST);
    *columns = (int)arguments->size[0];
    *rows = (int)arguments->size[1];
    return true;
}

struct recording {
    struct app *app;
    struct autoplay play;
    struct cast cast;
    struct frame frame;
};

static bool record_frame(struct recording *recording, int64_t time, struct error *error)
{
    for (size_t i = 0; i < recording->play.mark_count; i++)
        cast_mark(&recording->cast, time, recording->play.marks[i]);
    return app_render(recording->app, &recording->frame, error) &&
           (cast_frame(&recording->cast, time, &recording->frame) || error_memory(error));
}

/* Times are those of the frames' numbers, so that they do not drift. */
static bool record(struct recording *recording, const struct order *order, struct error *error)
{
    struct progress progress;
    int64_t time = 0;
    bool done = record_frame(recording, time, error), goes_on = done;
    progress_begin(&progress);
    for (int64_t number = 1; goes_on; number++) {
        time = (int64_t)((double)number * 1000 / order->fps);
        goes_on = autoplay_go(&recording->play, time);
        done = record_frame(recording, time, error);
        goes_on = goes_on && done;
        progress_show(&progress, autoplay_progress(&recording->play));
    }
    progress_end(&progress);
    cast_end(&recording->cast, time + (int64_t)(order->hold * 1000));
    return done;
}

static bool make_cast(struct scene *scene, const struct order *order, struct buffer *out,
                      struct error *error)
{
    const struct arguments *arguments = order->arguments;
    const struct look look = {.glyphs = arguments->has_glyphs ? arguments->glyphs : GLYPHS_BRAILLE,
                              .depth = DEPTH_TRUE,
                              .light = arguments->light};
    struct cast_head head = {.title = scene->title};
    struct recording recording = {0};
    if (!cast_size(arguments, &head.columns, &head.rows, error)) {
        scene_free(scene);
        return false;
    }
    cast_begin(&recording.cast, out, &head);
    recording.app = app_new(scene, &look, error);
    if (!recording.app)
        return false;
    app_resize(recording.app, head.columns, head.rows);
    autoplay_begin(&recording.play, recording.app, (double)arguments->every * order->fps);
    bool done = record(&recording, order, error);
    frame_release(&recording.frame);
    app_free(recording.app);
    return done;
}

/* --- by the file's ending */

static const struct kind {
    const char *ending;
    /* Takes the scene over, and appends the file. */
    bool (*make)(struct scene *scene, const struct order *order, struct buffer *out,
                 struct error *error);
} kinds[] = {
    {".cast", make_cast},
};

static const struct kind *kind_of(const char *path)
{
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        size_t length = strlen(path), ending = strlen(kinds[i].ending);
        if (length > ending && strcasecmp(path + length - ending, kinds[i].ending) == 0)
            return &kinds[i];
    }
    return NULL;
}

static enum exit_status run(const struct arguments *arguments, struct buffer *words)
{
    struct error error = {0};
    const struct order order = {
        .arguments = arguments,
        .fps = arguments->fps > 0 ? arguments->fps : FPS,
        .hold = arguments->hold >= 0 ? arguments->hold : HOLD,
    };
    const struct kind *kind = arguments->output ? kind_of(arguments->output) : NULL;
    if (!kind) {
        error_set(&error,
                  arguments->output ? "'%s': the file's name ends in .gif or .cast"
                                    : "-o FILE is missing: its name ends in .gif or .cast",
                  arguments->output);
        return command_fail(STATUS_USAGE, words, &error);
    }
    struct scene *scene =
        open_scene(arguments->words[0], arguments->settings, arguments->setting_count, words);
    if (!scene)
        return STATUS_FAILED;
    if (arguments->has_steps)
        scene->steps = arguments->steps;
    struct buffer out = {0};
    bool done = kind->make(scene, &order, &out, &error) && (!out.failed || error_memory(&error)) &&
                file_write(arguments->output, buffer_text(&out), out.length, &error);
    buffer_release(&out);
    return done ? STATUS_DONE : command_fail(STATUS_FAILED, words, &error);
}

const struct command command_animate = {
    .name = "animate",
    .usage = "SCENE",
    .summary = "the walk in motion: a GIF, or a recording of the terminal",
    .options = "sonfeHZGThV",
    .least = 1,
    .most = 1,
    .help =
        "FILE's ending decides. A .cast is played by asciinema: the screen while the walk goes\n"
        "on, or a lesson with its pages turned, with markers where a page begins and where a\n"
        "walk gets a verdict.\n",
    .run = run,
};
