/*
 * downhill figure: a scene and its walks as one picture.
 */
#include "command/command.h"

#include <stdlib.h>

#include "app/open.h"
#include "command/picture.h"
#include "export/recipe.h"

/* What a figure is drawn from, walked to its end. */
struct walked {
    struct scene *scene;
    struct race race;
    struct critical_points critical; /* of the scene's window */
    struct critical_points shown;    /* of another window, if one is shown */
    struct judgement judgements[RACE_WALKS];
};

static void walked_release(struct walked *walked)
{
    race_release(&walked->race);
    critical_release(&walked->critical);
    critical_release(&walked->shown);
    scene_free(walked->scene);
}

static bool find_critical(const struct walked *walked, const struct scene_window *window,
                          struct critical_points *out, struct error *error)
{
    const double low[] = {window[0].low, window[1].low};
    const double high[] = {window[0].high, window[1].high};
    return critical_find(walked->scene->surface, low, high, out, error);
}

static void judge(struct walked *walked, uint64_t steps)
{
    const struct scene *scene = walked->scene;
    struct verdict_ground ground = {
        .surface = scene->surface,
        .parameters = {scene->parameters[0], scene->parameters[1]},
        .low = {scene->window[0].low, scene->window[1].low},
        .high = {scene->window[0].high, scene->window[1].high},
        .critical = &walked->critical,
        .steps = steps,
    };
    verdict_survey(&ground);
    for (size_t i = 0; i < walked->race.count; i++)
        verdict_judge(walked->race.walks[i], &ground, &walked->judgements[i]);
}

static bool walk(struct walked *walked, uint64_t steps, const struct figure_options *options,
                 struct error *error)
{
    struct race_entry entries[RACE_WALKS];
    size_t count = scene_entries(walked->scene, entries);
    if (!race_init(&walked->race, walked->scene->surface, entries, count,
                   scene_chance(walked->scene)))
        return error_memory(error);
    for (uint64_t step = 0; step < steps && race_step(&walked->race); step++)
        continue;
    for (size_t i = 0; i < count; i++)
        if (walk_is_full(walked->race.walks[i]))
            return error_set(error, "walker %zu: a walk of %llu steps is too long to be drawn",
                             i + 1, (unsigned long long)steps);
    if (!find_critical(walked, walked->scene->window, &walked->critical, error) ||
        (options->has_window && !find_critical(walked, options->window, &walked->shown, error)))
        return false;
    judge(walked, steps);
    return true;
}

static bool draw(const struct walked *walked, const struct canvas_format *format,
                 const struct canvas_page *page, const struct figure_options *options,
                 struct buffer *out, struct error *error)
{
    const struct figure_source source = {
        .scene = walked->scene,
        .race = &walked->race,
        .critical = options->has_window ? &walked->shown : &walked->critical,
        .judgements = walked->judgements,
    };
    struct figure *figure = figure_new(&source, options, error);
    bool drawn = figure && figure_print(figure, format, page, out, error);
    figure_free(figure);
    return drawn;
}

static bool make(struct walked *walked, const struct arguments *arguments,
                 const struct canvas_format *format, const struct buffer *source,
                 struct buffer *out, struct error *error)
{
    uint64_t steps = arguments->has_steps ? arguments->steps : walked->scene->steps;
    struct canvas_page page = {.title = walked->scene->title};
    struct figure_options options;
    struct buffer recipe = {0};
    picture_recipe(arguments, walked->scene, steps, source, &recipe);
    page.recipe = buffer_text(&recipe);
    bool made = (!recipe.failed || error_memory(error)) &&
                picture_options(arguments, format, &page, &options, error) &&
                walk(walked, steps, &options, error) &&
                draw(walked, format, &page, &options, out, error);
    buffer_release(&recipe);
    return made;
}

static enum exit_status run(const struct arguments *arguments, struct buffer *words)
{
    struct error error = {0};
    const struct canvas_format *format =
        arguments->output ? canvas_format_of(arguments->output) : NULL;
    if (!format) {
        error_set(&error,
                  arguments->output ? "'%s': the file's name ends in .png, .svg or .pdf"
                                    : "-o FILE is missing: its name ends in .png, .svg or .pdf",
                  arguments->output);
        return command_fail(STATUS_USAGE, words, &error);
    }
    struct walked walked = {0};
    struct buffer source = {0}, out = {0};
    enum exit_status status = STATUS_FAILED;
    walked.scene = open_scene_source(arguments->words[0], arguments->settings,
                                     arguments->setting_count, &source, words);
    if (walked.scene)
        status = make(&walked, arguments, format, &source, &out, &error)
                     ? command_write(arguments, &out, words)
                     : command_fail(STATUS_FAILED, words, &error);
    walked_release(&walked);
    buffer_release(&source);
    buffer_release(&out);
    return status;
}

const struct command command_figure = {
    .name = "figure",
    .usage = "SCENE",
    .summary = "one picture, for paper and slides",
    .options = "snoZdTMWAXLltmbcihV",
    .least = 1,
    .most = 1,
    .help =
        "FILE's ending decides: .png .svg .pdf. A PNG is 1600 x 1000 pixels, an SVG 800 x 500, a\n"
        "PDF 160 x 100 mm; --size 1200x900 is in pixels, of a PDF in mm. 'downhill show FILE'\n"
        "prints the command that made a picture.\n",
    .run = run,
};
