#include "command/picture.h"

#include <math.h>
#include <string.h>

#include "base/array.h"
#include "export/figure_layers.h"
#include "export/recipe.h"
#include "view/colormap.h"

#define INCH       25.4 /* mm */
#define USUAL_DPI  192.0
#define USUAL_AREA (800.0 * 500.0) /* units */
#define MOST_AREA  1e8             /* pixels */

enum {
    PIXELS_WIDE = 1600,
    PIXELS_HIGH = 1000,
    PAPER_WIDE = 160,
    PAPER_HIGH = 100,
    CELLS_MOST = 500
};

/* So that the picture's area is the usual one in units, if that leaves no pixel to be shared. */
static double usual_dpi(double width, double height)
{
    return fmax(CANVAS_INCH * sqrt(width * height / USUAL_AREA), CANVAS_INCH);
}

/* In pixels, at `*dpi`. */
static void size_in_pixels(const struct arguments *arguments, struct canvas_page *page, double *dpi)
{
    double width = PIXELS_WIDE, height = PIXELS_HIGH;
    if (arguments->has_size) {
        double millimetre = arguments->size_is_mm ? (*dpi > 0 ? *dpi : USUAL_DPI) / INCH : 1;
        *dpi = arguments->size_is_mm && !(*dpi > 0) ? USUAL_DPI : *dpi;
        width = round(arguments->size[0] * millimetre);
        height = round(arguments->size[1] * millimetre);
    }
    if (!(*dpi > 0))
        *dpi = usual_dpi(width, height);
    page->width = width * CANVAS_INCH / *dpi;
    page->height = height * CANVAS_INCH / *dpi;
}

/* On paper, or of an SVG, whose pixels are units at any resolution. */
static void size_on_paper(const struct arguments *arguments, bool pixels, struct canvas_page *page)
{
    double width = PAPER_WIDE, height = PAPER_HIGH, unit = CANVAS_INCH / INCH;
    if (arguments->has_size) {
        width = arguments->size[0];
        height = arguments->size[1];
        unit = pixels && !arguments->size_is_mm ? 1 : unit;
    } else if (pixels) {
        width = PIXELS_WIDE / 2.0;
        height = PIXELS_HIGH / 2.0;
        unit = 1;
    }
    page->width = width * unit;
    page->height = height * unit;
}

static unsigned parts_of(const struct arguments *arguments)
{
    return (FIGURE_PARTS & ~arguments->without) | arguments->with;
}

bool picture_options(const struct arguments *arguments, const struct canvas_format *format,
                     struct canvas_page *page, struct figure_options *options, struct error *error)
{
    double dpi = arguments->dpi;
    bool is_svg = strcmp(format->ending, ".svg") == 0;
    if (format->has_pixels)
        size_in_pixels(arguments, page, &dpi);
    else
        size_on_paper(arguments, is_svg, page);
    page->scale = dpi > 0 ? dpi / CANVAS_INCH : USUAL_DPI / CANVAS_INCH;
    double columns = page->width * page->scale, rows = page->height * page->scale;
    if (!(columns >= 1 && rows >= 1 && columns * rows <= MOST_AREA))
        return error_set(error, "--size and --dpi: the picture, of %.0f x %.0f dots, is too %s",
                         columns, rows, columns * rows > MOST_AREA ? "large" : "small");
    *options = FIGURE_USUAL;
    options->width = page->width;
    options->height = page->height;
    options->detail = is_svg ? FIGURE_SVG_DETAIL : page->scale;
    options->dark = arguments->has_theme && !arguments->light;
    options->colormap = arguments->colormap;
    options->view = arguments->view;
    options->parts = parts_of(arguments);
    options->walker = arguments->walker;
    options->panels = arguments->panels;
    options->has_window = arguments->has_window;
    memcpy(options->window, arguments->window, sizeof options->window);
    if (arguments->has_angle) {
        options->turn = arguments->angle[0];
        options->tilt = arguments->angle[1];
    }
    return true;
}

bool picture_has_room(const struct figure *figure, struct error *error)
{
    int panel = figure_panel_left_out(figure);
    return panel < 0 || error_set(error,
                                  "--panel %s: there is no room for it: a larger --size, a smaller "
                                  "--dpi or fewer panels make some",
                                  figure_panel_names[panel]);
}

bool picture_cells(const struct arguments *arguments, int *columns, int *rows, struct error *error)
{
    if (!arguments->has_size)
        return true;
    for (int i = 0; i < 2; i++)
        if (arguments->size_is_mm || arguments->size[i] != floor(arguments->size[i]) ||
            arguments->size[i] > CELLS_MOST)
            return error_set(error, "--size: a screen's is in cells, such as %dx%d, up to %d",
                             *columns, *rows, CELLS_MOST);
    *columns = (int)arguments->size[0];
    *rows = (int)arguments->size[1];
    return true;
}

/* --- the terminal's screen */

struct model picture_model(const struct arguments *arguments, const struct scene *scene)
{
    size_t named = scene->colormap != SCENE_NO_COLORMAP ? (size_t)scene->colormap : 0;
    struct model model = {
        .look = {.glyphs = arguments->has_glyphs ? arguments->glyphs : GLYPHS_BRAILLE,
                 .light = arguments->light},
        .scene = scene,
        .walker = arguments->walker,
        .layers = figure_layers_shown(arguments->view, parts_of(arguments)),
        .colormap = arguments->colormap ? arguments->colormap : &colormaps[named],
    };
    while (arguments->panels >> model.chart > 1)
        model.chart++;
    memcpy(model.window, arguments->has_window ? arguments->window : scene->window,
           sizeof model.window);
    return model;
}

bool picture_needs_no_chart(const struct arguments *arguments, struct error *error)
{
    return arguments->panels == 0 ||
           error_set(error, "--panel: a screen of that --size has no room for the chart");
}

/* --- both */

bool picture_agrees(const struct arguments *arguments, bool is_screen, struct error *error)
{
    const enum figure_view view = arguments->view;
    const unsigned panels = arguments->panels;
    const struct {
        bool wrong;
        const char *reason;
    } rules[] = {
        {is_screen && view != FIGURE_VIEW_HEAT && view != FIGURE_VIEW_RELIEF,
         "--view: a terminal's screen has heat and relief only"},
        {is_screen && panels >> FIGURE_PANEL_SCORE,
         "--panel: a terminal's screen has charts, but no score beside the map"},
        {is_screen && (panels & (panels - 1)), "--panel: a terminal's screen has one chart"},
        {!is_screen && panels == 0 && !(arguments->with & FIGURE_ARROWS) &&
             strchr(arguments->given, 'w'),
         "--walker: only --arrows and a --panel show one walker's"},
        {arguments->has_angle && view != FIGURE_VIEW_SURFACE3D, "--angle is of --view surface3d"},
        {view == FIGURE_VIEW_SURFACE3D && (arguments->with & FIGURE_FLAT),
         "--fog, --arrows and --field are of a flat map: surface3d has none"},
        {view == FIGURE_VIEW_CONTOUR && arguments->colormap,
         "--colormap: --view contour has no colours"},
        {view == FIGURE_VIEW_CONTOUR && (arguments->without & FIGURE_CONTOURS),
         "--no-contours: --view contour has nothing else"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(rules); i++)
        if (rules[i].wrong)
            return error_set(error, "%s", rules[i].reason);
    return true;
}

bool picture_has_walker(const struct arguments *arguments, const struct scene *scene,
                        struct error *error)
{
    return arguments->walker < scene->walker_count ||
           error_set(error, "--walker %zu: the scene has %zu", arguments->walker + 1,
                     scene->walker_count);
}

void picture_recipe(const struct arguments *arguments, const struct scene *scene, uint64_t steps,
                    struct buffer *out)
{
    const struct recipe recipe = {
        .words = (const char *const *)arguments->said,
        .word_count = arguments->said_count,
        .scene_word = arguments->first_word,
        .steps = steps,
        .seed = scene->seed,
        .source = scene->source,
        .tables = scene->tables,
    };
    recipe_print(&recipe, out);
}
