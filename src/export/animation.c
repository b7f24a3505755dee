#include "export/animation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "export/gif.h"
#include "export/motion.h"
#include "export/png.h"
#include "export/quantize.h"
#include "export/recipe.h"

enum { NONE = GIF_COLORS, DITHER = 4 };

struct animation {
    struct motion motion;
    struct quantizer *quantizer;
    struct gif *gif;
    struct buffer *out;
    double fps;
    uint32_t *before; /* pixels of the last picture */
    uint8_t *shown;   /* its places in the palette; NONE before the first */
    size_t pictures;
    struct motion_window shaded; /* the map, where it is; empty: nowhere */
};

/* --- colours */

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
    const struct motion_window *window = &animation->shaded;
    return (pixel & 0xFFFFFF) != animation->motion.figure->theme.paper &&
           column - window->column < window->columns && row - window->row < window->rows;
}

/* Takes over the pixels of a row that differ from those of the picture before. True if one is now
 * of another colour. */
static bool compare_row(struct animation *animation, const uint32_t *pixels, size_t row,
                        size_t column, size_t end)
{
    const size_t begin = row * animation->motion.columns;
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
                    const struct motion_window *window)
{
    bool changed = false;
    for (size_t row = window->row; row < window->row + window->rows; row++) {
        size_t at = row * animation->motion.columns + window->column;
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

/* --- pictures */

bool animation_add(struct animation *animation, struct error *error)
{
    bool changed = false;
    if (!motion_draw(&animation->motion))
        return error_memory(error);
    const uint32_t *pixels = motion_pixels(&animation->motion);
    if (pixels == NULL)
        return error_memory(error);
    for (size_t i = 0; i < animation->motion.window_count; i++)
        changed |= compare(animation, pixels, &animation->motion.windows[i]);
    if (animation->gif != NULL && changed)
        gif_frame(animation->gif, animation->shown, delay_of(animation));
    else if (animation->gif != NULL)
        gif_lengthen(animation->gif, delay_of(animation));
    animation->pictures++;
    return true;
}

const uint32_t *animation_pixels(const struct animation *animation, size_t *columns, size_t *rows)
{
    *columns = animation->motion.columns;
    *rows = animation->motion.rows;
    return animation->before;
}

bool animation_print_png(struct animation *animation, struct buffer *out, struct error *error)
{
    struct png_picture picture = {
        .columns = animation->motion.columns,
        .rows = animation->motion.rows,
        .pixels = animation->before,
        .dpi = animation->motion.scale * CANVAS_INCH,
        .title = animation->motion.figure->source.scene->title,
    };
    return png_print(&picture, out, error);
}

/* --- beginning and end */

/* Lines as the walks will draw them, all over the map: their colours, and those of their edges. */
static void draw_samples(const struct motion *motion)
{
    enum { ZIGZAGS = 12 };
    const struct figure *figure = motion->figure;
    const struct box plot = figure->layout.plot;
    for (size_t walker = 0; walker < figure->source.race->count; walker++) {
        struct outline line = {0};
        for (int i = 0; i <= ZIGZAGS; i++) {
            double x = plot.x + plot.width * i / ZIGZAGS;
            double y = plot.y + plot.height * (i % 2 == 0 ? 0.02 : 0.98) + (double)walker * 7;
            (i == 0 ? outline_move : outline_line)(&line, x, y);
        }
        figure_stroke_path(figure, motion->canvas, &line, walker);
        outline_release(&line);
    }
}

/* Those of the ground, of the walks, and of lines. */
static bool choose_colors(struct animation *animation, uint32_t colors[GIF_COLORS])
{
    struct motion *motion = &animation->motion;
    const struct figure *figure = motion->figure;
    const size_t count = motion->columns * motion->rows;
    uint32_t given[2 + RACE_WALKS] = {figure->theme.paper, figure->theme.ink};
    size_t given_count = 2;
    for (size_t i = 0; i < figure->source.race->count; i++)
        given[given_count++] = figure_path_color(figure, i) & 0xFFFFFF;
    draw_samples(motion);
    const uint32_t *pixels;
    if (!figure_draw_walks(motion->figure, motion->canvas) ||
        (pixels = motion_pixels(motion)) == NULL)
        return false;
    quantizer_see(animation->quantizer, motion->felt != NULL ? motion->felt : motion->ground,
                  count);
    quantizer_see(animation->quantizer, pixels, count);
    return quantizer_choose(animation->quantizer, given, given_count, colors, GIF_COLORS);
}

static bool begin_file(struct animation *animation, const struct animation_options *options,
                       const uint32_t *colors)
{
    if (animation->out == NULL)
        return true;
    const struct gif_head head = {
        .columns = animation->motion.columns,
        .rows = animation->motion.rows,
        .colors = colors,
        .loops = options->loops,
    };
    animation->gif = gif_new(animation->out, &head);
    return animation->gif != NULL;
}

static bool make_room(struct animation *animation)
{
    const size_t count = animation->motion.columns * animation->motion.rows;
    animation->quantizer = quantizer_new();
    animation->before = malloc(count * sizeof *animation->before);
    animation->shown = malloc(count);
    if (animation->quantizer == NULL || animation->before == NULL || animation->shown == NULL)
        return false;
    memset(animation->shown, NONE, count);
    return true;
}

static bool begin(struct animation *animation, const struct animation_options *options,
                  const struct figure_source *source, struct error *error)
{
    struct motion *motion = &animation->motion;
    uint32_t colors[GIF_COLORS] = {0};
    if (!motion_open(motion, source, &options->figure, options->scale, error))
        return false;
    if (motion->columns > GIF_MOST || motion->rows > GIF_MOST)
        return error_set(error, "a GIF is at most %d pixels wide and high", GIF_MOST);
    if (options->figure.view == FIGURE_VIEW_RELIEF || options->figure.view == FIGURE_VIEW_SURFACE3D)
        (void)motion_window(motion, motion->figure->layout.plot, &animation->shaded);
    return (make_room(animation) && choose_colors(animation, colors) &&
            begin_file(animation, options, colors)) ||
           error_memory(error);
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
    animation->fps = options->fps;
    if (begin(animation, options, source, error))
        return animation;
    animation_free(animation);
    return NULL;
}

const struct figure *animation_figure(const struct animation *animation)
{
    return animation->motion.figure;
}

void animation_free(struct animation *animation)
{
    if (animation == NULL)
        return;
    if (animation->gif != NULL)
        (void)gif_end(animation->gif, NULL);
    motion_release(&animation->motion);
    quantizer_free(animation->quantizer);
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
    gif_lengthen(animation->gif, (unsigned)lround(fmax(hold - 1 / animation->fps, 0) * 100));
    bool whole = gif_end(animation->gif, buffer_text(&comment)) && !comment.failed;
    animation->gif = NULL;
    buffer_release(&comment);
    return whole || error_memory(error);
}
