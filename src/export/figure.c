#include "export/figure_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "export/landscape.h"
#include "view/axis.h"
#include "view/marks.h"

/* A surface that costs more is sampled less finely: about a second of work. */
#define MOST_WORK 4e9

enum { LEAST_SAMPLES = 64, MOST_SAMPLES = 1 << 25 };

const char *const figure_view_names[FIGURE_VIEWS] = {
    [FIGURE_VIEW_HEAT] = "heat",
    [FIGURE_VIEW_CONTOUR] = "contour",
    [FIGURE_VIEW_RELIEF] = "relief",
    [FIGURE_VIEW_SURFACE3D] = "surface3d",
};

const char *const figure_panel_names[FIGURE_PANELS] = {
    [CHART_LOSS] = "loss",          [CHART_CUT] = "cut",
    [CHART_LINEAR_LOSS] = "linear", [CHART_GRADIENT] = "gradient",
    [CHART_RATE] = "rate",          [CHART_NEAREST] = "nearest",
    [CHART_DEEPEST] = "deepest",    [FIGURE_PANEL_SCORE] = "score",
};

/* --- colours */

static const struct figure_theme light_theme = {
    .paper = 0xFFFFFF, .ink = 0x1A1A1A, .quiet = 0x5E5E5E, .rule = 0xC9C9C9};
static const struct figure_theme dark_theme = {
    .paper = 0x16181D, .ink = 0xECECEC, .quiet = 0xA6A9B0, .rule = 0x454A54};

color figure_color(const struct colormap *colormap, double position)
{
    double place = fmin(fmax(position, 0), 1) * (COLOR_LEVELS - 1);
    size_t below = place < COLOR_LEVELS - 1 ? (size_t)place : COLOR_LEVELS - 2;
    double part = place - (double)below;
    color under = colormap->level[below], over = colormap->level[below + 1], mixed = 0;
    for (int shift = 0; shift < 24; shift += 8) {
        double a = under >> shift & 255, b = over >> shift & 255;
        mixed |= (color)lround(a + (b - a) * part) << shift;
    }
    return mixed;
}

bool figure_has_heat(const struct figure *figure)
{
    return figure->options.view != FIGURE_VIEW_CONTOUR;
}

color figure_path_color(const struct figure *figure, size_t walker)
{
    return figure_has_heat(figure) ? marks_color(walker) : figure_word_color(figure, walker);
}

/* The paper is known to be dark or light, unlike a terminal. */
color figure_word_color(const struct figure *figure, size_t walker)
{
    if (figure->options.dark)
        return marks_color(walker);
    color word = marks_text_color(walker, true);
    return word == COLOR_DEFAULT ? figure->theme.ink : word;
}

/* --- words */

struct text_style figure_text(const struct figure *figure, double size, bool quiet)
{
    return (struct text_style){.font = {.size = size * figure->layout.text},
                               .color = quiet ? figure->theme.quiet : figure->theme.ink,
                               .alpha = 1};
}

double figure_pen(const struct figure *figure)
{
    return figure->layout.text / FIGURE_LETTERS;
}

/* --- places */

struct spot figure_place(const struct figure *figure, struct box plot,
                         const double at[SURFACE_AXES])
{
    if (figure->landscape != NULL)
        return landscape_spot(figure->landscape, at);
    return (struct spot){plot.x + camera_fraction(figure->window[0], at[0]) * plot.width,
                         plot.y + (1 - camera_fraction(figure->window[1], at[1])) * plot.height};
}

bool figure_hides(const struct figure *figure, const double at[SURFACE_AXES])
{
    return figure->landscape != NULL && landscape_hides(figure->landscape, at);
}

/* --- the surface */

/* So many samples along the plot's sides, fewer where one costs much. */
static void choose_samples(struct figure *figure)
{
    const struct box plot = figure->layout.plot;
    double columns = round(plot.width * figure->options.detail);
    double rows = round(plot.height * figure->options.detail);
    double work = columns * rows * surface_cost(figure->source.scene->surface);
    double less = fmax(fmax(sqrt(work / MOST_WORK), sqrt(columns * rows / MOST_SAMPLES)), 1);
    figure->columns = (size_t)fmax(columns / less, fmin(columns, LEAST_SAMPLES));
    figure->rows = (size_t)fmax(rows / less, fmin(rows, LEAST_SAMPLES));
}

/* Quantiles are those of a sample: their chance would be seen as terraces in a relief. */
static void smooth_quantiles(struct scale *scale)
{
    enum { PASSES = 12 };
    for (int pass = 0; pass < PASSES; pass++) {
        double before = scale->quantile[0];
        for (size_t i = 1; i < SCALE_QUANTILES; i++) {
            double here = scale->quantile[i];
            scale->quantile[i] = before / 4 + here / 2 + scale->quantile[i + 1] / 4;
            before = here;
        }
    }
}

/* The losses of a window, as many as the plot has samples. */
static void sample_window(struct figure *figure, const struct surface_window window[SURFACE_AXES])
{
    const struct camera camera = {.window = {window[0], window[1]}};
    camera_columns(&camera, figure->columns, figure->x);
    camera_rows(&camera, figure->rows, figure->y);
    surface_grid(figure->source.scene->surface, SURFACE_LOSS, figure->columns, figure->x,
                 figure->rows, figure->y, &(struct surface_lanes){.loss = figure->position});
}

/* The samples do not meet the lowest point that is known: it joins them. */
static void fit_scale(struct figure *figure, size_t count, double lowest)
{
    figure->position[count] = lowest;
    scale_fit(&figure->scale, figure->source.scene->scale, figure->position, count + 1);
    smooth_quantiles(&figure->scale);
}

static double lowest_shown(const struct figure *figure)
{
    const struct critical_points *critical = figure->source.critical;
    return critical != NULL ? critical_lowest(critical, figure->window) : (double)INFINITY;
}

static bool sample(struct figure *figure)
{
    choose_samples(figure);
    size_t count = figure->columns * figure->rows;
    bool held = figure_has(figure, FIGURE_HELD);
    figure->x = malloc((figure->columns + 1) * sizeof *figure->x);
    figure->y = malloc((figure->rows + 1) * sizeof *figure->y);
    figure->position = malloc((count + 1) * sizeof *figure->position);
    if (figure->x == NULL || figure->y == NULL || figure->position == NULL)
        return false;
    if (held) {
        sample_window(figure, figure->source.scene->window);
        fit_scale(figure, count, figure->source.deepest);
    }
    sample_window(figure, figure->window);
    if (!held)
        fit_scale(figure, count, lowest_shown(figure));
    scale_positions(&figure->scale, figure->position, count, figure->position);
    for (size_t i = 0; i < count; i++)
        figure->has_holes |= isnan(figure->position[i]);
    return true;
}

static size_t contours_wanted(const struct figure *figure)
{
    const struct box plot = figure->layout.plot;
    double lines = fmin(plot.width, plot.height) / (3.2 * figure->layout.text);
    return lines < 3 ? 3 : lines > FIGURE_CONTOUR_LINES ? FIGURE_CONTOUR_LINES : (size_t)lines;
}

/* Even on a linear scale, about so on others, as the scale has them. */
static void find_contours(struct figure *figure)
{
    const struct scale *scale = &figure->scale;
    struct axis_ticks ticks;
    if (scale->kind != SCENE_LINEAR || !(scale->high > scale->low)) {
        figure->contour_count = scale_ticks(scale, contours_wanted(figure), figure->contour);
        return;
    }
    axis_find_ticks((struct surface_window){scale->low, scale->high}, contours_wanted(figure),
                    &ticks);
    for (size_t i = 0; i < ticks.count; i++)
        if (ticks.at[i] > scale->low && ticks.at[i] < scale->high)
            figure->contour[figure->contour_count++] = ticks.at[i];
}

/* --- the figure */

static const struct colormap *colormap_of(const struct scene *scene)
{
    return &colormaps[scene->colormap != SCENE_NO_COLORMAP ? scene->colormap : 0];
}

struct figure *figure_new(const struct figure_source *source, const struct figure_options *options,
                          struct error *error)
{
    struct figure *figure = calloc(1, sizeof *figure);
    if (figure == NULL) {
        error_memory(error);
        return NULL;
    }
    figure->source = *source;
    figure->options = *options;
    if (options->view == FIGURE_VIEW_SURFACE3D)
        figure->options.parts &= ~(unsigned)FIGURE_FLAT;
    figure->theme = options->dark ? dark_theme : light_theme;
    figure->colormap = options->colormap != NULL ? options->colormap : colormap_of(source->scene);
    memcpy(figure->window, options->has_window ? options->window : source->scene->window,
           sizeof figure->window);
    figure_lay_out(figure);
    bool made = sample(figure);
    if (made && options->view == FIGURE_VIEW_SURFACE3D) {
        figure->landscape = landscape_new(figure, figure->layout.plot);
        made = figure->landscape != NULL;
    }
    if (!made) {
        figure_free(figure);
        error_memory(error);
        return NULL;
    }
    find_contours(figure);
    return figure;
}

void figure_free(struct figure *figure)
{
    if (figure == NULL)
        return;
    landscape_free(figure->landscape);
    fog_release(&figure->fog);
    free(figure->x);
    free(figure->y);
    free(figure->position);
    free(figure);
}

int figure_panel_left_out(const struct figure *figure)
{
    for (int i = 0; i < FIGURE_PANELS; i++)
        if (figure->options.panels >> i & 1 && !(figure->layout.panel[i].width > 0))
            return i;
    return -1;
}

size_t figure_walker(const struct figure *figure)
{
    return figure->options.walker < figure->source.race->count ? figure->options.walker : 0;
}

bool figure_has(const struct figure *figure, enum figure_part part)
{
    return figure->options.parts & part;
}

struct trail_line figure_trail(const struct figure *figure, size_t walker, enum trail trail)
{
    if (trail == TRAIL_AHEAD && !figure_has(figure, FIGURE_AHEAD))
        return (struct trail_line){.count = 0};
    return trail_of(figure->source.race->walks[walker], trail);
}

struct stroke figure_dotted(color paint, double width)
{
    return (struct stroke){.color = paint,
                           .alpha = 0.75,
                           .width = width,
                           .dash_count = 2,
                           .dash = {0.1 * width, 2.2 * width},
                           .round = true};
}

static void draw_map(const struct figure *figure, struct canvas *canvas)
{
    if (figure->landscape != NULL) {
        figure_draw_surface3d(figure, canvas);
    } else {
        figure_draw_heat(figure, canvas);
        if (figure_has(figure, FIGURE_CONTOURS) || !figure_has_heat(figure))
            figure_draw_contours(figure, canvas);
        if (figure_has(figure, FIGURE_FIELD))
            figure_draw_field(figure, canvas);
    }
    if (figure_has(figure, FIGURE_CRITICAL))
        figure_draw_critical(figure, canvas);
    if (figure->landscape != NULL)
        return;
    figure_draw_fog(figure, canvas);
    figure_draw_axes(figure, canvas);
}

bool figure_draw_ground(struct figure *figure, struct canvas *canvas)
{
    const struct box all = {0, 0, canvas->width, canvas->height};
    canvas_fill_box(canvas, all, figure->theme.paper, 1);
    figure_draw_title(figure, canvas);
    draw_map(figure, canvas);
    if (figure_has(figure, FIGURE_COLORBAR) && figure_has_heat(figure))
        figure_draw_colorbar(figure, canvas);
    return !canvas->failed;
}

bool figure_draw_walks(const struct figure *figure, struct canvas *canvas)
{
    figure_draw_arrows(figure, canvas);
    figure_draw_paths(figure, canvas, NULL);
    if (figure_has(figure, FIGURE_LEGEND))
        figure_draw_legend(figure, canvas);
    for (int i = 0; i < FIGURE_PANELS; i++)
        if (figure->layout.panel[i].width > 0)
            figure_draw_panel(figure, canvas, i, figure->layout.panel[i]);
    return !canvas->failed;
}

bool figure_draw(struct figure *figure, struct canvas *canvas)
{
    bool drawn = figure_lift_fog(figure) && figure_draw_ground(figure, canvas);
    return figure_draw_walks(figure, canvas) && drawn;
}

bool figure_print(struct figure *figure, const struct canvas_format *format,
                  const struct canvas_page *page, struct buffer *out, struct error *error)
{
    struct canvas *canvas = canvas_open(format, page, error);
    if (canvas == NULL)
        return false;
    if (figure_draw(figure, canvas))
        return canvas_close(canvas, out, error);
    canvas_abandon(canvas);
    return error_memory(error);
}
