/*
 * downhill figure: a scene and its walks as one picture.
 */
#include "command/command.h"

#include "app/action.h"
#include "app/open.h"
#include "command/kind.h"
#include "command/picture.h"
#include "command/walked.h"
#include "export/screen_text.h"
#include "view/view.h"

enum { FRAME_COLUMNS = 100, FRAME_ROWS = 30 };

enum { PNG, SVG, PDF, TXT, ANS, KINDS };

// clang-format off
static const struct file_kind kinds[KINDS] = {
    [PNG] = {".png", KIND_DRAWN "d"},
    [SVG] = {".svg", KIND_DRAWN},
    [PDF] = {".pdf", KIND_DRAWN "d"},
    [TXT] = {".txt", KIND_PLAIN},
    [ANS] = {".ans", KIND_SCREEN},
};
// clang-format on

/* --- the terminal's frame */

static const struct text_kind {
    void (*print)(struct buffer *out, const struct frame *frame);
    enum color_depth depth;
} text_kinds[KINDS] = {
    [TXT] = {screen_text_plain, DEPTH_MONO}, [ANS] = {screen_text_ansi, DEPTH_TRUE}};

static bool print_frame(const struct walked *walked, const struct arguments *arguments,
                        const struct text_kind *kind, struct buffer *out, struct error *error)
{
    struct model model = picture_model(arguments, walked->scene);
    struct key_names keys = {0};
    int columns = FRAME_COLUMNS, rows = FRAME_ROWS;
    action_print_shown(&keys);
    model.keys = &keys;
    model.race = &walked->race;
    model.judgements = walked->survey.judgements;
    model.critical = arguments->has_window ? &walked->survey.shown : &walked->survey.critical;
    model.look.depth = kind->depth;
    if (!picture_cells(arguments, &columns, &rows, error) ||
        !(view_has_chart(&model, columns, rows) || picture_needs_no_chart(arguments, error)))
        return false;
    struct view *view = view_new();
    struct frame frame = {0};
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
    bool drawn =
        figure && picture_has_room(figure, error) && figure_print(figure, format, page, out, error);
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

/* NULL, with the reason, for what is no order. */
static const struct file_kind *choose(const struct arguments *arguments, struct error *error)
{
    const struct file_kind *kind = kind_choose(kinds, KINDS, arguments, error);
    const struct canvas_format *format = kind ? canvas_format_of(arguments->output) : NULL;
    bool known = kind && kind_knows(kind, kinds, KINDS, arguments, error) &&
                 picture_agrees(arguments, !format, error) && check_size(arguments, format, error);
    return known ? kind : NULL;
}

static enum exit_status run(const struct arguments *arguments, struct buffer *words)
{
    struct error error = {0};
    const struct file_kind *kind = choose(arguments, &error);
    if (!kind)
        return command_fail(STATUS_USAGE, words, &error);
    const struct canvas_format *format = canvas_format_of(arguments->output);
    const struct text_kind *text = &text_kinds[kind - kinds];
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
        "FILE's ending decides: .png .svg .pdf, or .txt .ans for the terminal's screen. A PNG is\n"
        "1600 x 1000 pixels, an SVG 800 x 500, a PDF 160 x 100 mm, a screen 100 x 30 cells:\n"
        "--size is in the same. 'downhill show FILE' prints the command that made a picture.\n",
    .run = run,
};
