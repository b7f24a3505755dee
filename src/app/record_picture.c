/*
 * A picture of what is shown. It is drawn aside, by the same code and from the same survey as a
 * figure of the command line, so that its recipe makes the same picture.
 */
#include "app/record.h"

#include <string.h>

#include "app/record_parts.h"
#include "app/record_recipe.h"
#include "app/state.h"
#include "export/figure_layers.h"
#include "export/survey.h"
#include "view/colormap.h"

static const double picture_scale = 2; /* pixels a unit */

struct figure_options record_options(const struct app *app, double detail)
{
    const struct sight *sight = &app->sight;
    struct figure_options options = FIGURE_USUAL;
    options.detail = detail;
    options.dark = !app->look.light;
    options.colormap = &colormaps[sight->colormap];
    figure_show_layers(&options, sight->layers);
    options.parts |= FIGURE_AHEAD;
    options.panels = 1u << app->chart;
    options.walker = app->walker;
    options.has_window = true;
    memcpy(options.window, sight->window, sizeof options.window);
    return options;
}

/* The first of these that can be written. */
static const struct canvas_format *picture_format(void)
{
    const struct canvas_format *png = canvas_format_of("picture.png");
    return png->open ? png : canvas_format_of("picture.svg");
}

static bool print_picture(const struct app *app, const struct survey *survey,
                          const struct canvas_format *format, struct buffer *out,
                          struct error *error)
{
    struct buffer recipe = {0};
    const struct figure_source source = survey_source(survey, app->scene, &app->race);
    const struct figure_options options =
        record_options(app, format->has_pixels ? picture_scale : FIGURE_SVG_DETAIL);
    record_recipe(app,
                  &(struct recorded){"figure", format->has_pixels ? "picture.png" : "picture.svg",
                                     &options, NULL, 0, 0},
                  &recipe);
    const struct canvas_page page = {.width = options.width,
                                     .height = options.height,
                                     .scale = picture_scale,
                                     .title = app->scene->title,
                                     .recipe = buffer_text(&recipe)};
    struct figure *figure = figure_new(&source, &options, error);
    bool done = figure && (!recipe.failed || error_memory(error)) &&
                figure_print(figure, format, &page, out, error);
    figure_free(figure);
    buffer_release(&recipe);
    return done;
}

/* Aside. */
static bool draw_picture(void *context, struct buffer *words, struct error *error)
{
    const struct app *app = context;
    const struct canvas_format *format = picture_format();
    struct survey survey = {0};
    struct buffer bytes = {0}, stem = {0};
    record_stem(app->scene, &stem);
    bool done = survey_find(&survey, app->scene, app->sight.window, error);
    if (done)
        survey_judge(&survey, &app->race);
    done = done && print_picture(app, &survey, format, &bytes, error) &&
           record_save(&(struct saving){buffer_text(&stem), format->ending, &bytes, false}, words,
                       error);
    buffer_release(&bytes);
    buffer_release(&stem);
    survey_release(&survey);
    return done;
}

void record_picture(struct app *app)
{
    if (app->record.is_aside)
        return;
    if (!record_is_free(app, RECORD_PICTURE)) {
        state_say(app, "the picture before is still being drawn");
        return;
    }
    record_aside(app, RECORD_PICTURE, draw_picture, app);
    state_say(app, "drawing the picture");
}
