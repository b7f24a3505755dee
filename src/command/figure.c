/*
 * downhill figure: a scene and its walks as one picture.
 */
#include "base/text.h"
#include "command/command.h"

#include <string.h>

#include "app/action.h"
#include "app/open.h"
#include "command/picture.h"
#include "command/walked.h"
#include "export/figure_layers.h"
#include "export/screen_text.h"
#include "view/view.h"

enum { FRAME_COLUMNS = 100, FRAME_ROWS = 30 };

/* --- the terminal's frame */

static const struct text_kind {
    const char *ending;
    void (*print)(struct buffer *out, const struct frame *frame);
    enum color_depth depth;
} text_kinds[] = {{".txt", screen_text_plain, DEPTH_MONO}, {".ans", screen_text_ansi, DEPTH_TRUE}};

static const struct text_kind *text_kind_of(const char *path)
{
    for (size_t i = 0; i < sizeof text_kinds / sizeof text_kinds[0]; i++)
        if (text_ends_with(path, text_kinds[i].ending))
            return &text_kinds[i];
    return NULL;
}

static struct model model_of(const struct walked *walked, const struct arguments *arguments)
{
    struct model model = {
        .look = {.glyphs = arguments->has_glyphs ? arguments->glyphs : GLYPHS_BRAILLE,
                 .light = arguments->light},
        .scene = walked->scene,
        .race = &walked->race,
        .judgements = walked->survey.judgements,
        .walker = arguments->walker,
        .layers = figure_layers_shown(arguments->view, picture_parts(arguments)),
        .chart = picture_chart(arguments),
        .colormap = arguments->colormap,
        .critical = arguments->has_window ? &walked->survey.shown : &walked->survey.critical,
    };
    memcpy(model.window, arguments->has_window ? arguments->window : walked->scene->window,
           sizeof model.window);
    return model;
}

static bool print_frame(const struct walked *walked, const struct arguments *arguments,
                        const struct text_kind *kind, struct buffer *out, struct error *error)
{
    struct model model = model_of(walked, arguments);
    struct view *view = view_new();
    struct frame frame = {0};
    struct key_names keys = {0};
    int columns = FRAME_COLUMNS, rows = FRAME_ROWS;
    if (!picture_cells(arguments, &columns, &rows, error)) {
        view_free(view);
        return false;
    }
    action_print_shown(&keys);
    model.keys = &keys;
    model.look.depth = kind->depth;
    bool drawn = view && frame_resize(&frame, columns, rows) && view_draw(view, &model, &frame);
    if (drawn)
        kind->print(out, &frame);
    frame_release(&frame);
    view_free(view);
    return drawn || error_memory(error);
}

/* --- a picture */

static bool draw(const struct walked *walked, const struct canvas_format *format,
                 const struct canvas_page *page, const struct figure_options *options,
                 struct buffer *out, struct error *error)
{
    const struct figure_source source = walked_source(walked);
    struct figure *figure = figure_new(&source, options, error);
    bool drawn = figure && figure_print(figure, format, page, out, error);
    figure_free(figure);
    return drawn;
}

static uint64_t steps_of(const struct walked *walked, const struct arguments *arguments)
{
    return arguments->has_steps ? arguments->steps : walked->scene->steps;
}

static bool walk(struct walked *walked, const struct arguments *arguments, uint64_t steps,
                 struct error *error)
{
    return walked_walk(walked, steps, arguments->has_window ? arguments->window : NULL, error);
}

static bool make_text(struct walked *walked, const struct arguments *arguments,
                      const struct text_kind *kind, struct buffer *out, struct error *error)
{
    return walk(walked, arguments, steps_of(walked, arguments), error) &&
           print_frame(walked, arguments, kind, out, error);
}

static bool make(struct walked *walked, const struct arguments *arguments,
                 const struct canvas_format *format, struct buffer *out, struct error *error)
{
    uint64_t steps = steps_of(walked, arguments);
    struct canvas_page page = {.title = walked->scene->title};
    struct figure_options options;
    struct buffer recipe = {0};
    picture_recipe(arguments, walked->scene, steps, &recipe);
    page.recipe = buffer_text(&recipe);
    bool made = (!recipe.failed || error_memory(error)) &&
                picture_options(arguments, format, &page, &options, error) &&
                walk(walked, arguments, steps, error) &&
                draw(walked, format, &page, &options, out, error);
    buffer_release(&recipe);
    return made;
}

/* Before anything is read: a size that cannot be is wrong usage. */
static bool check_size(const struct arguments *arguments, const struct canvas_format *format,
                       struct error *error)
{
    struct canvas_page page = {0};
    struct figure_options options;
    int columns = FRAME_COLUMNS, rows = FRAME_ROWS;
    return format ? picture_options(arguments, format, &page, &options, error)
                  : picture_cells(arguments, &columns, &rows, error);
}

static enum exit_status run(const struct arguments *arguments, struct buffer *words)
{
    struct error error = {0};
    const char *path = arguments->output ? arguments->output : "";
    const struct canvas_format *format = canvas_format_of(path);
    const struct text_kind *text = text_kind_of(path);
    if (!format && !text) {
        error_set(&error,
                  arguments->output
                      ? "'%s': the file's name ends in .png, .svg, .pdf, .txt or .ans"
                      : "-o FILE is missing: its name ends in .png, .svg, .pdf, .txt or "
                        ".ans",
                  arguments->output);
        return command_fail(STATUS_USAGE, words, &error);
    }
    if (!check_size(arguments, format, &error))
        return command_fail(STATUS_USAGE, words, &error);
    struct walked walked = {0};
    struct buffer out = {0};
    enum exit_status status = STATUS_FAILED;
    walked.scene =
        open_scene(arguments->words[0], arguments->settings, arguments->setting_count, words);
    if (walked.scene) {
        bool made = picture_has_walker(arguments, walked.scene, &error) &&
                    (format ? make(&walked, arguments, format, &out, &error)
                            : make_text(&walked, arguments, text, &out, &error));
        status = made ? command_write(arguments, &out, words)
                      : command_fail(STATUS_FAILED, words, &error);
    }
    walked_release(&walked);
    buffer_release(&out);
    return status;
}

const struct command command_figure = {
    .name = "figure",
    .usage = "SCENE",
    .summary = "one picture, for paper and slides",
    .options = "snoZdTMWAXLqagwxltmbciGhV",
    .least = 1,
    .most = 1,
    .help =
        "FILE's ending decides: .png .svg .pdf. A PNG is 1600 x 1000 pixels, an SVG 800 x 500, a\n"
        "PDF 160 x 100 mm; --size 1200x900 is in pixels, of a PDF in mm. 'downhill show FILE'\n"
        "prints the command that made a picture.\n",
    .run = run,
};
