#include "export/animation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "export/figure_parts.h"
#include "export/gif.h"
#include "export/png.h"
#include "export/quantize.h"
#include "export/recipe.h"

/* Around a walker its marks stand: letters in a disc, beside it if that is taken. Where it has left
 * the map, how far it is. In letters' sizes. */
#define AROUND  4.5
#define OUTSIDE 14

enum { NONE = GIF_COLORS, WINDOWS = RACE_WALKS + FIGURE_PANELS + 1, DITHER = 4 };

/* A part of the picture, in pixels. */
struct window {
    size_t column, row, columns, rows;
};

struct animation {
    struct figure *figure;
    struct canvas *canvas;
    struct quantizer *quantizer;
    struct gif *gif;
    struct buffer *out;
    double scale, fps;
    size_t columns, rows;
    uint32_t *ground;                /* pixels, without the walks */
    uint32_t *before;                /* pixels of the last picture */
    uint8_t *shown;                  /* its places in the palette; NONE before the first */
    struct spot was[RACE_WALKS];     /* of the walkers in the picture before */
    uint64_t generation[RACE_WALKS]; /* of their paths, */
    size_t count[RACE_WALKS];        /* and how many points these had */
    size_t walkers;                  /* there then */
    size_t pictures;
    struct window shaded; /* the map, where it is; empty: nowhere */
    size_t window_count;
    struct window windows[WINDOWS]; /* that were drawn anew */
};

/* --- windows */

static struct box plot_of(const struct animation *animation)
{
    return animation->figure->layout.plot;
}

/* Whole pixels, inside of the picture. */
static bool window_of(const struct animation *animation, struct box box, struct window *out)
{
    double left = fmax(floor(box.x * animation->scale), 0);
    double top = fmax(floor(box.y * animation->scale), 0);
    double right = fmin(ceil((box.x + box.width) * animation->scale), (double)animation->columns);
    double bottom = fmin(ceil((box.y + box.height) * animation->scale), (double)animation->rows);
    if (!(left < right && top < bottom))
        return false;
    *out =
        (struct window){(size_t)left, (size_t)top, (size_t)(right - left), (size_t)(bottom - top)};
    return true;
}

static struct box box_of(const struct animation *animation, const struct window *window)
{
    return (struct box){
        (double)window->column / animation->scale, (double)window->row / animation->scale,
        (double)window->columns / animation->scale, (double)window->rows / animation->scale};
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
static struct box box_of_walker(const struct animation *animation, size_t walker,
                                const struct walk_point *points, size_t from, size_t count)
{
    const struct figure *figure = animation->figure;
    const struct box plot = plot_of(animation);
    const double text = figure->layout.text;
    struct spot first = onto(&plot, animation->was[walker]);
    struct box box = {first.x, first.y, 0, 0};
    for (size_t i = from; i < count; i++) {
        struct spot spot = figure_place(figure, plot, points[i].at);
        include(&box, onto(&plot, spot), (is_on_plot(&plot, spot) ? AROUND : OUTSIDE) * text);
    }
    include(&box, first, (is_on_plot(&plot, animation->was[walker]) ? AROUND : OUTSIDE) * text);
    return box;
}

static void add_window(struct animation *animation, struct box box)
{
    struct window window;
    if (animation->window_count < WINDOWS && window_of(animation, box, &window))
        animation->windows[animation->window_count++] = window;
}

/* --- drawing */

/* What lies behind the ground of a landscape is dashed, from the walk's start on: a part of it
 * alone would have its dashes elsewhere. And arrows reach far from where the walker is. */
static bool is_whole(const struct animation *animation)
{
    return animation->figure->options.view == FIGURE_SURFACE3D ||
           figure_has(animation->figure, FIGURE_ARROWS);
}

static uint32_t *pixels_of(struct animation *animation)
{
    size_t columns, rows;
    return canvas_raster_pixels(animation->canvas, &columns, &rows);
}

/* Puts the ground back. */
static bool clear(struct animation *animation, const struct window *window)
{
    uint32_t *pixels = pixels_of(animation);
    if (pixels == NULL)
        return false;
    for (size_t row = window->row; row < window->row + window->rows; row++) {
        size_t at = row * animation->columns + window->column;
        memcpy(pixels + at, animation->ground + at, window->columns * sizeof *pixels);
    }
    return true;
}

static bool begin_window(struct animation *animation, const struct window *window)
{
    if (!clear(animation, window))
        return false;
    canvas_push_clip(animation->canvas, box_of(animation, window));
    return true;
}

static bool draw_walks(struct animation *animation, const struct window *window)
{
    const struct box box = box_of(animation, window);
    if (!begin_window(animation, window))
        return false;
    figure_draw_paths(animation->figure, animation->canvas, &box);
    canvas_pop_clip(animation->canvas);
    return true;
}

/* What tells of the walks' state beside the map: the legend, or a panel. */
static bool draw_part(struct animation *animation, struct box box, int panel)
{
    const double rim = 4; /* units that letters may reach beyond their box */
    struct figure *figure = animation->figure;
    const struct box around = {box.x - rim, box.y - rim, box.width + 2 * rim, box.height + 2 * rim};
    struct window window;
    if (!(box.width > 0 && box.height > 0))
        return true;
    if (!window_of(animation, around, &window) || !begin_window(animation, &window))
        return false;
    if (panel < 0)
        figure_draw_legend(figure, animation->canvas);
    else
        figure_draw_panel(figure, animation->canvas, panel, box);
    canvas_pop_clip(animation->canvas);
    add_window(animation, around);
    return true;
}

static bool draw_parts(struct animation *animation)
{
    const struct figure_layout *layout = &animation->figure->layout;
    bool drawn =
        !figure_has(animation->figure, FIGURE_LEGEND) || draw_part(animation, layout->legend, -1);
    for (int i = 0; i < FIGURE_PANELS && drawn; i++)
        drawn = draw_part(animation, layout->panel[i], i);
    return drawn;
}

static bool draw_whole(struct animation *animation)
{
    animation->window_count = 0;
    add_window(animation, (struct box){0, 0, (double)animation->columns / animation->scale,
                                       (double)animation->rows / animation->scale});
    return clear(animation, &animation->windows[0]) &&
           figure_draw_walks(animation->figure, animation->canvas);
}

/* --- what changed */

/* Is the race the one of the picture before, gone on? */
static bool goes_on(const struct animation *animation)
{
    const struct race *race = animation->figure->source.race;
    bool same = race->count == animation->walkers;
    for (size_t i = 0; i < race->count && same; i++) {
        const struct walk *walk = race->walks[i];
        same = walk_generation(walk) + walk_ghost_generation(walk) == animation->generation[i] &&
               animation->count[i] <= walk_now(walk)->step + 1;
    }
    return same;
}

/* Has any walker moved so far that it is seen? Walkers at rest cost nothing. */
static bool is_moved(const struct animation *animation)
{
    const double seen = 0.02 / animation->scale;
    const struct race *race = animation->figure->source.race;
    for (size_t i = 0; i < race->count; i++) {
        size_t count;
        const struct walk_point *points = walk_points(race->walks[i], &count);
        for (size_t k = animation->count[i]; k < count; k++) {
            struct spot spot = figure_place(animation->figure, plot_of(animation), points[k].at);
            if (!(hypot(spot.x - animation->was[i].x, spot.y - animation->was[i].y) < seen))
                return true;
        }
    }
    return false;
}

/* Adds the windows in which they moved. */
static void add_walkers(struct animation *animation)
{
    const struct race *race = animation->figure->source.race;
    for (size_t i = 0; i < race->count; i++) {
        size_t count;
        const struct walk_point *points = walk_points(race->walks[i], &count);
        add_window(animation, box_of_walker(animation, i, points, animation->count[i], count));
    }
}

/* What is drawn now is what the next picture is compared with. */
static void remember(struct animation *animation)
{
    const struct race *race = animation->figure->source.race;
    animation->walkers = race->count;
    for (size_t i = 0; i < race->count; i++) {
        const struct walk *walk = race->walks[i];
        const struct walk_point *points = walk_points(walk, &animation->count[i]);
        animation->generation[i] = walk_generation(walk) + walk_ghost_generation(walk);
        animation->was[i] =
            figure_place(animation->figure, plot_of(animation), points[animation->count[i] - 1].at);
    }
}

static bool draw(struct animation *animation)
{
    bool drawn = true;
    animation->window_count = 0;
    if (animation->pictures == 0 || !goes_on(animation) || is_whole(animation)) {
        remember(animation);
        return draw_whole(animation);
    }
    if (is_moved(animation)) {
        add_walkers(animation);
        remember(animation);
    }
    for (size_t i = 0; i < animation->window_count && drawn; i++)
        drawn = draw_walks(animation, &animation->windows[i]);
    return drawn && draw_parts(animation) && !animation->figure->failed;
}

/* Shaded ground has more colours than there are places for: a pattern below what the eye sees
 * (F. Bayer, 1973) breaks the steps between them. It lies still, so that pictures differ no more.
 */
static uint32_t dithered(uint32_t pixel, size_t column, size_t row)
{
    static const int pattern[4][4] = {{0, 8, 2, 10}, {12, 4, 14, 6}, {3, 11, 1, 9}, {15, 7, 13, 5}};
    int offset = (2 * pattern[row % 4][column % 4] - 15) * DITHER / 15;
    uint32_t out = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
        int part = (int)(pixel >> shift & 255) + offset;
        out |= (uint32_t)(part < 0 ? 0 : part > 255 ? 255 : part) << shift;
    }
    return out;
}

/* Not the paper around a landscape. */
static bool is_dithered(const struct animation *animation, uint32_t pixel, size_t column,
                        size_t row)
{
    const struct window *window = &animation->shaded;
    return (pixel & 0xFFFFFF) != animation->figure->theme.paper &&
           column - window->column < window->columns && row - window->row < window->rows;
}

/* Takes over the pixels of a row that differ from those of the picture before. True if one is now
 * of another colour. */
static bool compare_row(struct animation *animation, const uint32_t *pixels, size_t row,
                        size_t column, size_t end)
{
    const size_t begin = row * animation->columns;
    bool changed = false;
    for (; column < end; column++) {
        uint32_t pixel = pixels[begin + column];
        if (pixel == animation->before[begin + column] && animation->pictures > 0)
            continue;
        uint32_t shown =
            is_dithered(animation, pixel, column, row) ? dithered(pixel, column, row) : pixel;
        uint8_t place = quantizer_place(animation->quantizer, shown);
        animation->before[begin + column] = pixel;
        changed |= place != animation->shown[begin + column];
        animation->shown[begin + column] = place;
    }
    return changed;
}

static bool compare(struct animation *animation, const uint32_t *pixels,
                    const struct window *window)
{
    bool changed = false;
    for (size_t row = window->row; row < window->row + window->rows; row++) {
        size_t at = row * animation->columns + window->column;
        if (animation->pictures == 0 ||
            memcmp(pixels + at, animation->before + at, window->columns * sizeof *pixels) != 0)
            changed |= compare_row(animation, pixels, row, window->column,
                                   window->column + window->columns);
    }
    return changed;
}

/* Hundredths of a second; of all pictures together, no time is lost by rounding. */
static unsigned delay_of(const struct animation *animation)
{
    double number = (double)animation->pictures, hundredth = 100 / animation->fps;
    return (unsigned)(lround((number + 1) * hundredth) - lround(number * hundredth));
}

bool animation_add(struct animation *animation, struct error *error)
{
    bool changed = false;
    if (!draw(animation))
        return error_memory(error);
    const uint32_t *pixels = pixels_of(animation);
    if (pixels == NULL)
        return error_memory(error);
    for (size_t i = 0; i < animation->window_count; i++)
        changed |= compare(animation, pixels, &animation->windows[i]);
    if (animation->gif != NULL && changed)
        gif_frame(animation->gif, animation->shown, delay_of(animation));
    else if (animation->gif != NULL)
        gif_lengthen(animation->gif, delay_of(animation));
    animation->pictures++;
    return true;
}

const uint32_t *animation_pixels(const struct animation *animation, size_t *columns, size_t *rows)
{
    *columns = animation->columns;
    *rows = animation->rows;
    return animation->before;
}

bool animation_print_png(struct animation *animation, struct buffer *out, struct error *error)
{
    struct png_picture picture = {
        .columns = animation->columns,
        .rows = animation->rows,
        .pixels = animation->before,
        .dpi = animation->scale * CANVAS_INCH,
        .title = animation->figure->source.scene->title,
    };
    return png_print(&picture, out, error);
}

/* --- beginning and end */

/* Lines as the walks will draw them, all over the map: their colours, and those of their edges. */
static void draw_samples(struct animation *animation)
{
    enum { ZIGZAGS = 12 };
    const struct figure *figure = animation->figure;
    const struct box plot = plot_of(animation);
    for (size_t walker = 0; walker < figure->source.race->count; walker++) {
        struct outline line = {0};
        for (int i = 0; i <= ZIGZAGS; i++) {
            double x = plot.x + plot.width * i / ZIGZAGS;
            double y = plot.y + plot.height * (i % 2 == 0 ? 0.02 : 0.98) + (double)walker * 7;
            (i == 0 ? outline_move : outline_line)(&line, x, y);
        }
        figure_stroke_path(figure, animation->canvas, &line, walker);
        outline_release(&line);
    }
}

/* The ground is kept; the colours are those of it, of the walks, and of lines. */
static bool choose_colors(struct animation *animation, uint32_t colors[GIF_COLORS])
{
    const struct figure *figure = animation->figure;
    const size_t count = animation->columns * animation->rows;
    uint32_t given[2 + RACE_WALKS] = {figure->theme.paper, figure->theme.ink};
    size_t given_count = 2;
    for (size_t i = 0; i < figure->source.race->count; i++)
        given[given_count++] = figure_path_color(figure, i) & 0xFFFFFF;
    const uint32_t *pixels = pixels_of(animation);
    if (pixels == NULL)
        return false;
    memcpy(animation->ground, pixels, count * sizeof *pixels);
    draw_samples(animation);
    if (!figure_draw_walks(animation->figure, animation->canvas) ||
        (pixels = pixels_of(animation)) == NULL)
        return false;
    quantizer_see(animation->quantizer, animation->ground, count);
    quantizer_see(animation->quantizer, pixels, count);
    return quantizer_choose(animation->quantizer, given, given_count, colors, GIF_COLORS);
}

static bool begin_file(struct animation *animation, const struct animation_options *options,
                       const uint32_t *colors)
{
    if (animation->out == NULL)
        return true;
    const struct gif_head head = {
        .columns = animation->columns,
        .rows = animation->rows,
        .colors = colors,
        .loops = options->loops,
    };
    animation->gif = gif_new(animation->out, &head);
    return animation->gif != NULL;
}

static bool begin(struct animation *animation, const struct animation_options *options)
{
    uint32_t colors[GIF_COLORS] = {0};
    return figure_draw_ground(animation->figure, animation->canvas) &&
           choose_colors(animation, colors) && begin_file(animation, options, colors);
}

static bool make_room(struct animation *animation)
{
    const size_t count = animation->columns * animation->rows;
    animation->quantizer = quantizer_new();
    animation->ground = malloc(count * sizeof *animation->ground);
    animation->before = malloc(count * sizeof *animation->before);
    animation->shown = malloc(count);
    if (animation->quantizer == NULL || animation->ground == NULL || animation->before == NULL ||
        animation->shown == NULL)
        return false;
    memset(animation->shown, NONE, count);
    return true;
}

static bool open_canvas(struct animation *animation, const struct animation_options *options,
                        struct error *error)
{
    const struct canvas_page page = {
        .width = options->figure.width, .height = options->figure.height, .scale = options->scale};
    animation->canvas = canvas_raster_open(&page, error);
    if (animation->canvas == NULL)
        return false;
    if (canvas_raster_pixels(animation->canvas, &animation->columns, &animation->rows) == NULL)
        return error_memory(error);
    if (animation->columns > GIF_MOST || animation->rows > GIF_MOST)
        return error_set(error, "a GIF is at most %d pixels wide and high", GIF_MOST);
    return true;
}

const char *animation_missing(void)
{
    return canvas_format_of("picture.png")->open == NULL ? "cairo" : gif_is_there() ? NULL : "cgif";
}

struct animation *animation_new(const struct figure_source *source,
                                const struct animation_options *options, struct buffer *out,
                                struct error *error)
{
    const char *missing = animation_missing();
    struct animation *animation = NULL;
    if (out != NULL && missing != NULL)
        error_set(error, "this downhill was built without %s: it cannot write .gif (.cast it can)",
                  missing);
    else if ((animation = calloc(1, sizeof *animation)) == NULL)
        error_memory(error);
    if (animation == NULL)
        return NULL;
    animation->out = out;
    animation->scale = options->scale;
    animation->fps = options->fps;
    if (open_canvas(animation, options, error)) {
        animation->figure = figure_new(source, &options->figure, error);
        if (animation->figure != NULL && make_room(animation) && begin(animation, options)) {
            if (options->figure.view == FIGURE_RELIEF || options->figure.view == FIGURE_SURFACE3D)
                (void)window_of(animation, plot_of(animation), &animation->shaded);
            return animation;
        }
        error_memory(error);
    }
    animation_free(animation);
    return NULL;
}

void animation_free(struct animation *animation)
{
    if (animation == NULL)
        return;
    if (animation->gif != NULL)
        (void)gif_end(animation->gif, NULL);
    if (animation->canvas != NULL)
        canvas_abandon(animation->canvas);
    figure_free(animation->figure);
    quantizer_free(animation->quantizer);
    free(animation->ground);
    free(animation->before);
    free(animation->shown);
    free(animation);
}

bool animation_end(struct animation *animation, double hold, const char *recipe,
                   struct error *error)
{
    struct buffer comment = {0};
    if (animation->gif == NULL)
        return true;
    if (recipe != NULL)
        buffer_printf(&comment, RECIPE_KEY "\n%s", recipe);
    gif_lengthen(animation->gif, (unsigned)lround(hold * 100));
    bool whole = gif_end(animation->gif, buffer_text(&comment)) && !comment.failed;
    animation->gif = NULL;
    buffer_release(&comment);
    return whole || error_memory(error);
}
