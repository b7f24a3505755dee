/*
 * downhill animate: a walk in motion. A file is made in memory and written in one piece, so that an
 * end asked for meanwhile leaves nothing behind. Numbered pictures are written one by one, and all
 * are removed if they do not all come to be.
 */
#include "command/command.h"

#include <stdio.h>

#include "app/app.h"
#include "app/autoplay.h"
#include "app/open.h"
#include "command/kind.h"
#include "command/picture.h"
#include "command/walked.h"
#include "export/animation.h"
#include "export/cast.h"
#include "export/recipe.h"
#include "term/file.h"
#include "term/progress.h"
#include "term/signals.h"

enum {
    CAST_COLUMNS = 100,
    CAST_ROWS = 30,
    GIF_WIDTH = 800,
    GIF_HEIGHT = 500,
    FPS = 15,
    HOLD = 2,
    USUAL_PICTURES = 120 /* about so many, if nobody says how many steps lie between them */
};

struct order {
    const struct arguments *arguments;
    struct scene *scene; /* taken over by who makes the file */
    uint64_t steps;
    double fps, hold;
    const char *recipe;
};

/* --- a recording of the terminal */

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

/* Takes the scene over, and appends the file. */
static bool make_cast(const struct order *order, struct buffer *out, struct error *error)
{
    const struct arguments *arguments = order->arguments;
    struct scene *scene = order->scene;
    struct model model = picture_model(arguments, scene);
    model.look.depth = DEPTH_TRUE;
    struct cast_head head = {
        .columns = CAST_COLUMNS, .rows = CAST_ROWS, .title = scene->title, .recipe = order->recipe};
    struct recording recording = {0};
    if (!picture_cells(arguments, &head.columns, &head.rows, error)) {
        scene_free(scene);
        return false;
    }
    scene->steps = order->steps; /* the app walks as many */
    cast_print_head(out, &head);
    cast_begin(&recording.cast, out);
    recording.app = app_new(scene, &model.look, error);
    if (!recording.app)
        return false;
    app_resize(recording.app, head.columns, head.rows);
    bool shown = app_show(recording.app, &model) || picture_needs_no_chart(arguments, error);
    autoplay_begin(&recording.play, recording.app, (double)arguments->every * order->fps);
    bool done = shown && record(&recording, order, error);
    frame_release(&recording.frame);
    app_free(recording.app);
    return done;
}

/* --- pictures */

struct motion {
    const struct order *order;
    struct walked walked;
    struct animation_options options;
    struct animation *animation;
    size_t pictures;
    bool made_folder; /* it was not there */
};

static bool gif_options(struct motion *motion, struct error *error)
{
    static const struct canvas_format pixels = {.ending = ".gif", .has_pixels = true};
    const struct order *order = motion->order;
    struct arguments arguments = *order->arguments;
    struct canvas_page page = {0};
    if (!arguments.has_size) {
        arguments.has_size = true;
        arguments.size[0] = GIF_WIDTH;
        arguments.size[1] = GIF_HEIGHT;
    }
    if (!picture_options(&arguments, &pixels, &page, &motion->options.figure, error))
        return false;
    motion->options.scale = page.scale;
    motion->options.fps = order->fps;
    motion->options.loops = true;
    return true;
}

/* FOLDER/00001.png; false without memory. */
static bool name_picture(const struct motion *motion, size_t number, struct buffer *out)
{
    buffer_clear(out);
    buffer_printf(out, "%s/%05zu.png", motion->order->arguments->frames, number);
    return !out->failed;
}

static bool write_picture(struct motion *motion, struct error *error)
{
    struct buffer bytes = {0}, path = {0};
    if (signals_ended())
        return error_set(error, "ended before all pictures were there: none is kept");
    bool done = animation_print_png(motion->animation, &bytes, error) &&
                (name_picture(motion, motion->pictures, &path) || error_memory(error)) &&
                file_write(buffer_text(&path), buffer_text(&bytes), bytes.length, error);
    buffer_release(&bytes);
    buffer_release(&path);
    return done;
}

static bool add_picture(struct motion *motion, uint64_t step, struct error *error)
{
    race_seek(&motion->walked.race, step);
    survey_judge(&motion->walked.survey, &motion->walked.race);
    motion->pictures++;
    return animation_add(motion->animation, error) &&
           (!motion->order->arguments->frames || write_picture(motion, error));
}

static bool begin_folder(struct motion *motion, struct error *error)
{
    const char *folder = motion->order->arguments->frames;
    if (!folder)
        return true;
    signals_note_end();
    return file_make_folder(folder, ".png", &motion->made_folder, error);
}

static void remove_pictures(const struct motion *motion)
{
    struct buffer path = {0};
    for (size_t i = 1; i <= motion->pictures; i++)
        if (name_picture(motion, i, &path))
            file_remove(buffer_text(&path));
    if (motion->made_folder)
        file_remove(motion->order->arguments->frames);
    buffer_release(&path);
}

static bool add_pictures(struct motion *motion, struct error *error)
{
    uint64_t last = race_last_step(&motion->walked.race), every = motion->order->arguments->every;
    struct progress progress;
    if (every == 0)
        every = (last + USUAL_PICTURES - 1) / USUAL_PICTURES;
    if (!begin_folder(motion, error))
        return false;
    bool done = add_picture(motion, 0, error);
    progress_begin(&progress);
    for (uint64_t step = 0; done && step < last;) {
        step = last - step > every ? step + every : last;
        done = add_picture(motion, step, error);
        progress_show(&progress, (double)step / (double)last);
    }
    progress_end(&progress);
    if (!done && motion->order->arguments->frames)
        remove_pictures(motion);
    return done;
}

/* Takes the scene over, and appends the file. */
static bool make_gif(const struct order *order, struct buffer *out, struct error *error)
{
    struct motion motion = {.order = order, .walked = {.scene = order->scene}};
    bool done =
        gif_options(&motion, error) &&
        walked_walk(&motion.walked, order->steps,
                    motion.options.figure.has_window ? motion.options.figure.window : NULL, error);
    const struct figure_source source = walked_source(&motion.walked);
    if (done)
        motion.animation =
            animation_new(&source, &motion.options, order->arguments->output ? out : NULL, error);
    done = motion.animation && picture_has_room(animation_figure(motion.animation), error) &&
           add_pictures(&motion, error) &&
           animation_end(motion.animation, order->hold, order->recipe, error);
    animation_free(motion.animation);
    walked_release(&motion.walked);
    return done;
}

/* --- by the file's ending */

enum { GIF, CAST, PICTURES, KINDS };

static const struct file_kind kinds[KINDS] = {
    [GIF] = {".gif", KIND_DRAWN "dfeHD"},
    [CAST] = {".cast", KIND_SCREEN "feH"},
    [PICTURES] = {"--frames", KIND_DRAWN "deD"}, /* alone */
};

/* NULL, with the reason, for what is no order. */
static const struct file_kind *choose(const struct arguments *arguments, struct error *error)
{
    int columns = CAST_COLUMNS, rows = CAST_ROWS;
    const struct file_kind *kind = !arguments->output && arguments->frames
                                       ? &kinds[PICTURES]
                                       : kind_choose(kinds, PICTURES, arguments, error);
    bool is_screen = kind == &kinds[CAST];
    bool known = kind && kind_knows(kind, kinds, KINDS, arguments, error) &&
                 picture_agrees(arguments, is_screen, error) &&
                 (!is_screen || picture_cells(arguments, &columns, &rows, error));
    return known ? kind : NULL;
}

static bool make(const struct file_kind *kind, const struct arguments *arguments,
                 struct scene *scene, struct error *error)
{
    struct buffer out = {0}, recipe = {0};
    struct order order = {
        .arguments = arguments,
        .scene = scene,
        .steps = arguments->has_steps ? arguments->steps : scene->steps,
        .fps = arguments->fps > 0 ? arguments->fps : FPS,
        .hold = arguments->hold >= 0 ? arguments->hold : HOLD,
    };
    picture_recipe(arguments, scene, order.steps, &recipe);
    order.recipe = buffer_text(&recipe);
    bool ready =
        (!recipe.failed || error_memory(error)) && picture_has_walker(arguments, scene, error);
    if (!ready)
        scene_free(scene);
    bool made =
        ready && (kind == &kinds[CAST] ? make_cast : make_gif)(&order, &out, error) &&
        (!out.failed || error_memory(error)) &&
        (!arguments->output || file_write(arguments->output, buffer_text(&out), out.length, error));
    buffer_release(&out);
    buffer_release(&recipe);
    return made;
}

static enum exit_status run(const struct arguments *arguments, struct buffer *words)
{
    struct error error = {0};
    const struct file_kind *kind = choose(arguments, &error);
    if (!kind)
        return command_fail(STATUS_USAGE, words, &error);
    struct scene *scene =
        open_scene(arguments->words[0], arguments->settings, arguments->setting_count, words);
    bool made = scene && make(kind, arguments, scene, &error);
    if (!scene || made)
        return made ? STATUS_DONE : STATUS_FAILED;
    return command_fail(STATUS_FAILED, words, &error);
}

const struct command command_animate = {
    .name = "animate",
    .usage = "SCENE",
    .summary = "the walk in motion: a GIF, or a recording of the terminal",
    .options = "sonfeHDZdTMWAXLqagwxltmbciGhV",
    .least = 1,
    .most = 1,
    .help =
        "FILE's ending decides. A .gif is a figure in motion, of 800 x 500 pixels if nothing else\n"
        "is said; --frames FOLDER writes its pictures, with or without a GIF, into a folder that\n"
        "holds no numbered ones yet. A .cast is played by asciinema: the screen while the walk\n"
        "goes on, or a lesson with its pages turned, with markers where a page begins and where a\n"
        "walk gets a verdict.\n",
    .run = run,
};
