#include "export/motion.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Around a walker its marks stand: letters in a disc, beside it if that is taken. Where it has left
 * the map, how far it is. In letters' sizes. */
#define AROUND  4.5
#define OUTSIDE 14

/* --- windows */

static struct box plot_of(const struct motion *motion)
{
    return motion->figure->layout.plot;
}

/* Whole pixels, inside of the picture. */
bool motion_window(const struct motion *motion, struct box box, struct motion_window *out)
{
    double left = fmax(floor(box.x * motion->scale), 0);
    double top = fmax(floor(box.y * motion->scale), 0);
    double right = fmin(ceil((box.x + box.width) * motion->scale), (double)motion->columns);
    double bottom = fmin(ceil((box.y + box.height) * motion->scale), (double)motion->rows);
    if (!(left < right && top < bottom))
        return false;
    *out = (struct motion_window){(size_t)left, (size_t)top, (size_t)(right - left),
                                  (size_t)(bottom - top)};
    return true;
}

static struct box box_of(const struct motion *motion, const struct motion_window *window)
{
    return (struct box){(double)window->column / motion->scale, (double)window->row / motion->scale,
                        (double)window->columns / motion->scale,
                        (double)window->rows / motion->scale};
}

static bool is_on_plot(const struct box *plot, struct spot spot)
{
    return spot.x >= plot->x && spot.x <= plot->x + plot->width && spot.y >= plot->y &&
           spot.y <= plot->y + plot->height;
}

static void include(struct box *box, struct spot spot, double around)
{
    double left = fmin(box->x, spot.x - around), top = fmin(box->y, spot.y - around);
    double right = fmax(box->x + box->width, spot.x + around);
    double bottom = fmax(box->y + box->height, spot.y + around);
    *box = (struct box){left, top, right - left, bottom - top};
}

/* Onto the map's border, if it is outside; NAN to the middle. */
static struct spot onto(const struct box *plot, struct spot spot)
{
    double x = isnan(spot.x) ? plot->x + plot->width / 2 : spot.x;
    double y = isnan(spot.y) ? plot->y + plot->height / 2 : spot.y;
    return (struct spot){fmin(fmax(x, plot->x), plot->x + plot->width),
                         fmin(fmax(y, plot->y), plot->y + plot->height)};
}

/* From where the walker was to where it is, through the steps between. */
static struct box box_of_walker(const struct motion *motion, size_t walker,
                                const struct walk_point *points, size_t from, size_t count)
{
    const struct figure *figure = motion->figure;
    const struct box plot = plot_of(motion);
    const double text = figure->layout.text, fog = figure_fog_reach(figure);
    const double inside = fmax(AROUND * text, fog), outside = fmax(OUTSIDE * text, fog);
    struct spot first = onto(&plot, motion->was[walker]);
    struct box box = {first.x, first.y, 0, 0};
    for (size_t i = from; i < count; i++) {
        struct spot spot = figure_place(figure, plot, points[i].at);
        include(&box, onto(&plot, spot), is_on_plot(&plot, spot) ? inside : outside);
    }
    include(&box, first, is_on_plot(&plot, motion->was[walker]) ? inside : outside);
    return box;
}

static void add_window(struct motion *motion, struct box box)
{
    struct motion_window window;
    if (motion->window_count < MOTION_WINDOWS && motion_window(motion, box, &window))
        motion->windows[motion->window_count++] = window;
}

/* --- drawing */

/* What lies behind the ground of a landscape is dashed, from the walk's start on: a part of it
 * alone would have its dashes elsewhere. And arrows reach far from where the walker is. */
static bool is_whole(const struct motion *motion)
{
    return motion->figure->options.view == FIGURE_VIEW_SURFACE3D ||
           figure_has(motion->figure, FIGURE_ARROWS);
}

uint32_t *motion_pixels(struct motion *motion)
{
    size_t columns, rows;
    return canvas_raster_pixels(motion->canvas, &columns, &rows);
}

/* What of the ground is seen in a window, now that its fog was lifted so far. */
static void mix_ground(struct motion *motion, const struct motion_window *window)
{
    const struct box plot = plot_of(motion);
    for (size_t row = window->row; row < window->row + window->rows; row++)
        for (size_t column = window->column; column < window->column + window->columns; column++) {
            size_t at = row * motion->columns + column;
            double right = (((double)column + 0.5) / motion->scale - plot.x) / plot.width;
            double down = (((double)row + 0.5) / motion->scale - plot.y) / plot.height;
            if (right < 0 || right > 1 || down < 0 || down > 1)
                continue;
            double clear = figure_clear(motion->figure, right, down);
            color seen = color_mix(motion->hidden[at] & 0xFFFFFF, motion->felt[at] & 0xFFFFFF,
                                   (unsigned)(clear * 255));
            motion->ground[at] = (motion->felt[at] & 0xFF000000) | (seen & 0xFFFFFF);
        }
}

/* Lifts the fog where the walks went, in the windows that are drawn anew. */
static bool lift_fog(struct motion *motion)
{
    if (motion->hidden == NULL)
        return true;
    if (!figure_lift_fog(motion->figure))
        return false;
    for (size_t i = 0; i < motion->window_count; i++)
        mix_ground(motion, &motion->windows[i]);
    return true;
}

/* Puts the ground back. */
static bool clear(struct motion *motion, const struct motion_window *window)
{
    uint32_t *pixels = motion_pixels(motion);
    if (pixels == NULL)
        return false;
    for (size_t row = window->row; row < window->row + window->rows; row++) {
        size_t at = row * motion->columns + window->column;
        memcpy(pixels + at, motion->ground + at, window->columns * sizeof *pixels);
    }
    return true;
}

static bool begin_window(struct motion *motion, const struct motion_window *window)
{
    if (!clear(motion, window))
        return false;
    canvas_push_clip(motion->canvas, box_of(motion, window));
    return true;
}

static bool draw_walks(struct motion *motion, const struct motion_window *window)
{
    const struct box box = box_of(motion, window);
    if (!begin_window(motion, window))
        return false;
    figure_draw_paths(motion->figure, motion->canvas, &box);
    canvas_pop_clip(motion->canvas);
    return true;
}

/* What tells of the walks' state beside the map: the legend, or a panel. */
static bool draw_part(struct motion *motion, struct box box, int panel)
{
    const double rim = 4; /* units that letters may reach beyond their box */
    struct figure *figure = motion->figure;
    const struct box around = {box.x - rim, box.y - rim, box.width + 2 * rim, box.height + 2 * rim};
    struct motion_window window;
    if (!(box.width > 0 && box.height > 0))
        return true;
    if (!motion_window(motion, around, &window) || !begin_window(motion, &window))
        return false;
    if (panel < 0)
        figure_draw_legend(figure, motion->canvas);
    else
        figure_draw_panel(figure, motion->canvas, panel, box);
    canvas_pop_clip(motion->canvas);
    add_window(motion, around);
    return true;
}

static bool draw_parts(struct motion *motion)
{
    const struct figure_layout *layout = &motion->figure->layout;
    bool drawn =
        !figure_has(motion->figure, FIGURE_LEGEND) || draw_part(motion, layout->legend, -1);
    for (int i = 0; i < FIGURE_PANELS && drawn; i++)
        drawn = draw_part(motion, layout->panel[i], i);
    return drawn;
}

static void choose_whole(struct motion *motion)
{
    motion->window_count = 1;
    motion->windows[0] = (struct motion_window){0, 0, motion->columns, motion->rows};
}

static bool draw_whole(struct motion *motion)
{
    choose_whole(motion);
    return lift_fog(motion) && clear(motion, &motion->windows[0]) &&
           figure_draw_walks(motion->figure, motion->canvas);
}

/* --- what changed */

/* Is the race the one of the picture before, gone on? */
static bool goes_on(const struct motion *motion)
{
    const struct race *race = motion->figure->source.race;
    bool same = race->count == motion->walkers;
    for (size_t i = 0; i < race->count && same; i++) {
        const struct walk *walk = race->walks[i];
        same = walk_generation(walk) + walk_ghost_generation(walk) == motion->generation[i] &&
               motion->count[i] <= walk_now(walk)->step + 1;
    }
    return same;
}

/* Has any walker moved so far that it is seen? Walkers at rest cost nothing. */
static bool is_moved(const struct motion *motion)
{
    const double seen = 0.02 / motion->scale;
    const struct race *race = motion->figure->source.race;
    for (size_t i = 0; i < race->count; i++) {
        size_t count;
        const struct walk_point *points = walk_points(race->walks[i], &count);
        for (size_t k = motion->count[i]; k < count; k++) {
            struct spot spot = figure_place(motion->figure, plot_of(motion), points[k].at);
            if (!(hypot(spot.x - motion->was[i].x, spot.y - motion->was[i].y) < seen))
                return true;
        }
    }
    return false;
}

/* Adds the windows in which they moved. */
static void add_walkers(struct motion *motion)
{
    const struct race *race = motion->figure->source.race;
    for (size_t i = 0; i < race->count; i++) {
        size_t count;
        const struct walk_point *points = walk_points(race->walks[i], &count);
        add_window(motion, box_of_walker(motion, i, points, motion->count[i], count));
    }
}

/* What is drawn now is what the next picture is compared with. */
static void remember(struct motion *motion)
{
    const struct race *race = motion->figure->source.race;
    motion->walkers = race->count;
    for (size_t i = 0; i < race->count; i++) {
        const struct walk *walk = race->walks[i];
        const struct walk_point *points = walk_points(walk, &motion->count[i]);
        motion->generation[i] = walk_generation(walk) + walk_ghost_generation(walk);
        motion->was[i] =
            figure_place(motion->figure, plot_of(motion), points[motion->count[i] - 1].at);
    }
}

bool motion_draw(struct motion *motion)
{
    bool drawn = true;
    motion->window_count = 0;
    if (!motion->begun || !goes_on(motion) || is_whole(motion)) {
        motion->begun = true;
        remember(motion);
        return draw_whole(motion);
    }
    if (is_moved(motion)) {
        add_walkers(motion);
        remember(motion);
        drawn = lift_fog(motion);
    }
    for (size_t i = 0; i < motion->window_count && drawn; i++)
        drawn = draw_walks(motion, &motion->windows[i]);
    return drawn && draw_parts(motion) && !motion->canvas->failed;
}

/* --- beginning and end */

static bool open_canvas(struct motion *motion, const struct figure_options *options,
                        struct error *error)
{
    const struct canvas_page page = {
        .width = options->width, .height = options->height, .scale = motion->scale};
    motion->canvas = canvas_raster_open(&page, error);
    if (motion->canvas == NULL)
        return false;
    return canvas_raster_pixels(motion->canvas, &motion->columns, &motion->rows) != NULL ||
           error_memory(error);
}

/* A copy of what is drawn; NULL without memory. */
static uint32_t *keep(struct motion *motion)
{
    const size_t bytes = motion->columns * motion->rows * sizeof *motion->ground;
    const uint32_t *pixels = motion_pixels(motion);
    uint32_t *kept = pixels != NULL ? malloc(bytes) : NULL;
    if (kept != NULL)
        memcpy(kept, pixels, bytes);
    return kept;
}

/* Over the ground that was drawn. */
static bool keep_fog(struct motion *motion)
{
    const struct figure *figure = motion->figure;
    motion->felt = keep(motion);
    canvas_fill_box(motion->canvas, plot_of(motion), figure_fog_color(figure), 1);
    figure_draw_axes(figure, motion->canvas);
    motion->hidden = keep(motion);
    choose_whole(motion);
    return motion->felt != NULL && motion->hidden != NULL && lift_fog(motion) &&
           clear(motion, &motion->windows[0]);
}

static bool keep_ground(struct motion *motion)
{
    if (!figure_draw_ground(motion->figure, motion->canvas))
        return false;
    motion->ground = keep(motion);
    return motion->ground != NULL && (!figure_has(motion->figure, FIGURE_FOG) || keep_fog(motion));
}

bool motion_open(struct motion *motion, const struct figure_source *source,
                 const struct figure_options *options, double scale, struct error *error)
{
    motion->scale = scale;
    if (!open_canvas(motion, options, error))
        return false;
    motion->figure = figure_new(source, options, error);
    return motion->figure != NULL && (keep_ground(motion) || error_memory(error));
}

void motion_release(struct motion *motion)
{
    if (motion->canvas != NULL)
        canvas_abandon(motion->canvas);
    figure_free(motion->figure);
    free(motion->ground);
    free(motion->felt);
    free(motion->hidden);
}
