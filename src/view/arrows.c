/*
 * A line goes from dot to dot, and its dots in one cell follow each other: they are gathered until
 * the cell changes, so that no raster is needed.
 */
#include "view/arrows.h"

#include <math.h>

#include "base/array.h"
#include "base/bounds.h"
#include "base/text.h"
#include "view/compass.h"
#include "view/dots.h"
#include "view/marks.h"
#include "view/step.h"
#include "view/path.h"
#include "view/pen.h"

enum {
    ARROW_LEAST = 6, /* columns of an arrow that shows a direction */
    ARROW_MOST = 12,
    ARROW_PART = 6, /* of the plot */
    STRIP_ROWS = 3, /* a walker so near the strip's edge: it goes to the other */
    CELL_HEIGHT = 2 /* in widths */
};

const struct arrow_row arrow_rows[ARROWS] = {
    [ARROW_STEP] = {'s', 0, PART_DIRECTION},
    [ARROW_GRADIENT] = {'g', 5, PART_GRADIENT},
    [ARROW_MOMENTUM] = {'m', 1, PART_MOMENTUM},
};

static const double parallel = 0.999; /* cosine of what counts as one direction */

struct sketch {
    struct frame *frame;
    const struct camera *camera;
    const struct look *look;
    bool large; /* for the back row */
};

/* --- cells */

/* What lies below, dark enough for every colour. */
static color ground_of(const struct cell *cell)
{
    return marks_ground(cell->codepoint == 0x2580 ? cell->fore : cell->back, cell->back);
}

/* In the colour of a walker. */
static void put(const struct sketch *sketch, int column, int row, uint32_t glyph, size_t ink)
{
    const struct cell *cell = frame_at(sketch->frame, column, row);
    if (cell == NULL)
        return;
    struct style style = {marks_color(ink), ground_of(cell), CELL_BOLD};
    if (sketch->look->depth == DEPTH_MONO)
        style = (struct style){COLOR_DEFAULT, COLOR_DEFAULT, CELL_BOLD | CELL_REVERSE};
    else if (style.back == COLOR_DEFAULT)
        style.fore = marks_text_color(ink, sketch->look->light);
    frame_put(sketch->frame, column, row, glyph, style);
}

/* --- lines */

/* Thick for the back row. */
static enum glyphs line_glyphs(const struct sketch *sketch)
{
    bool finer = sketch->look->glyphs > GLYPHS_HALF;
    return sketch->large && finer ? GLYPHS_HALF : sketch->look->glyphs;
}

/* A line from point to point, as far as it lies in the window. */
static void draw_line(const struct sketch *sketch, const double from[SURFACE_AXES],
                      const double to[SURFACE_AXES], size_t ink)
{
    double a[2] = {from[0], from[1]}, b[2] = {to[0], to[1]};
    if (!path_clip(sketch->camera->window, a, b))
        return;
    struct rectangle plot = sketch->camera->plot;
    enum glyphs glyphs = line_glyphs(sketch);
    struct dots_grid grid = dots_grid(glyphs);
    const struct dot begin = camera_dot(sketch->camera, a, grid);
    const struct dot end = camera_dot(sketch->camera, b, grid);
    unsigned dots = 0;
    for (int i = 0, steps = dots_line_steps(begin, end); i <= steps; i++) {
        const struct dot dot = dots_line_at(begin, end, i);
        const struct dot next = dots_line_at(begin, end, i + 1);
        int column = dot.x / grid.across, row = dot.y / grid.down;
        dots |= dots_bit(grid, dot.x, dot.y);
        if (i < steps && next.x / grid.across == column && next.y / grid.down == row)
            continue;
        put(sketch, plot.column + column, plot.row + row, dots_glyph(glyphs, dots), ink);
        dots = 0;
    }
}

/* --- arrows */

/* The end of an arrow against `value`, as long as all of them on the screen, where a cell is twice
 * as high as wide. False if there is no direction. */
static bool head_of(const struct camera *camera, const double from[SURFACE_AXES],
                    const double value[SURFACE_AXES], double head[SURFACE_AXES])
{
    double span[SURFACE_AXES], longest = fmax(fabs(value[0]), fabs(value[1]));
    double length = at_most(camera->plot.columns / ARROW_PART, ARROW_MOST);
    length = length < ARROW_LEAST ? ARROW_LEAST : length;
    if (!(longest > 0) || !isfinite(longest))
        return false;
    for (int axis = 0; axis < SURFACE_AXES; axis++)
        span[axis] = camera->window[axis].high - camera->window[axis].low;
    double right = value[0] / longest / span[0] * camera->plot.columns;
    double down = value[1] / longest / span[1] * camera->plot.rows * CELL_HEIGHT;
    double scale = length / hypot(right, down);
    for (int axis = 0; axis < SURFACE_AXES; axis++)
        head[axis] = from[axis] - value[axis] / longest * scale;
    return path_clip(camera->window, (double[2]){from[0], from[1]}, head);
}

/* A cell that is taken: by the walker, its landing, a head, a letter. */
struct taken {
    int column, row;
};

/* What is drawn: arrows by their bits, with their ends and how they point on the screen. */
struct arrows {
    unsigned shown;
    double ends[ARROWS][SURFACE_AXES];
    struct compass way[ARROWS];
    struct taken heads[ARROWS];
    size_t color[ARROWS];
    struct taken taken[2 + 2 * ARROWS];
    size_t count;
};

static bool is_free(const struct arrows *arrows, const struct camera *camera, int column, int row)
{
    if (!rectangle_has(camera->plot, column, row))
        return false;
    for (size_t i = 0; i < arrows->count; i++)
        if (arrows->taken[i].column == column && arrows->taken[i].row == row)
            return false;
    return true;
}

static void take(struct arrows *arrows, int column, int row)
{
    arrows->taken[arrows->count++] = (struct taken){column, row};
}

/* Of a line between cells. */
static struct compass compass_between(const struct camera *camera, const double from[SURFACE_AXES],
                                      const double to[SURFACE_AXES])
{
    double x =
        camera_fraction(camera->window[0], to[0]) - camera_fraction(camera->window[0], from[0]);
    double y =
        camera_fraction(camera->window[1], from[1]) - camera_fraction(camera->window[1], to[1]);
    return compass_of(x * camera->plot.columns, y * camera->plot.rows * CELL_HEIGHT);
}

static void draw_arrow(const struct sketch *sketch, const struct explanation *step, enum arrow kind,
                       struct arrows *arrows)
{
    const struct part *part = explanation_find(step, arrow_rows[kind].role);
    double *end = arrows->ends[kind];
    if (part == NULL || !head_of(sketch->camera, step->before, part->value, end))
        return;
    arrows->shown |= 1u << kind;
    arrows->way[kind] = compass_between(sketch->camera, step->before, end);
    draw_line(sketch, step->before, end, arrows->color[kind]);
}

/* The head where the arrow ends, or a little further where that is taken. */
static void put_head(const struct sketch *sketch, struct arrows *arrows, enum arrow kind)
{
    enum { FURTHER = 3 };
    int column, row, right = arrows->way[kind].right, down = arrows->way[kind].down;
    camera_cell(sketch->camera, arrows->ends[kind], &column, &row);
    arrows->heads[kind] = (struct taken){column, row};
    for (int i = 0; i < FURTHER && (right != 0 || down != 0); i++, column += right, row += down) {
        if (!is_free(arrows, sketch->camera, column, row))
            continue;
        frame_put(sketch->frame, column, row, marks_arrow(sketch->look->glyphs, right, down),
                  marks_sign_style(sketch->look, arrows->color[kind]));
        arrows->heads[kind] = (struct taken){column, row};
        take(arrows, column, row);
        return;
    }
}

/* Its letter beyond the head, or beside it where that is taken. */
static void put_letter(const struct sketch *sketch, struct arrows *arrows, enum arrow kind)
{
    const struct camera *camera = sketch->camera;
    int right = arrows->way[kind].right, down = arrows->way[kind].down;
    int column = arrows->heads[kind].column, row = arrows->heads[kind].row;
    const struct taken places[] = {{right, down}, {1, 0},  {-1, 0}, {0, -1}, {0, 1},  {2, 0},
                                   {-2, 0},       {0, -2}, {0, 2},  {3, 0},  {-3, 0}, {0, 0}};
    size_t i = 0;
    while (i + 1 < ARRAY_LENGTH(places) &&
           !is_free(arrows, camera, column + places[i].column, row + places[i].row))
        i++;
    column += places[i].column;
    row += places[i].row;
    frame_put(sketch->frame, column, row, (uint32_t)arrow_rows[kind].letter,
              marks_sign_style(sketch->look, arrows->color[kind]));
    take(arrows, column, row);
}

static bool is_short(const struct camera *camera, const struct explanation *step)
{
    int from[2], to[2];
    return camera_cell(camera, step->before, &from[0], &from[1]) &&
           camera_cell(camera, step->after, &to[0], &to[1]) && from[0] == to[0] && from[1] == to[1];
}

/* A step too short to be seen is an arrow as the others. */
static struct arrows draw_lines(const struct sketch *sketch, const struct explanation *step,
                                size_t walker)
{
    struct arrows arrows = {0};
    int column, row;
    for (int kind = 0; kind < ARROWS; kind++)
        arrows.color[kind] = kind == ARROW_STEP ? walker : arrow_rows[kind].color;
    draw_arrow(sketch, step, ARROW_MOMENTUM, &arrows);
    draw_arrow(sketch, step, ARROW_GRADIENT, &arrows);
    if (is_short(sketch->camera, step))
        draw_arrow(sketch, step, ARROW_STEP, &arrows);
    else
        draw_line(sketch, step->before, step->after, walker);
    if (camera_cell(sketch->camera, step->before, &column, &row))
        take(&arrows, column, row);
    if (camera_cell(sketch->camera, step->after, &column, &row))
        take(&arrows, column, row);
    for (int kind = 0; kind < ARROWS; kind++)
        if (arrows.shown >> kind & 1)
            put_head(sketch, &arrows, (enum arrow)kind);
    for (int kind = 0; kind < ARROWS; kind++)
        if (arrows.shown >> kind & 1)
            put_letter(sketch, &arrows, (enum arrow)kind);
    return arrows;
}

/* A ghost at the end of the step. Returns what is to be said of it. */
static const char *draw_landing(const struct sketch *sketch, const struct explanation *step,
                                const struct arrows *arrows, size_t walker)
{
    int column, row;
    if (!camera_cell(sketch->camera, step->after, &column, &row))
        return "lands off the map";
    if (is_short(sketch->camera, step))
        return arrows->shown >> ARROW_STEP & 1 ? NULL : "does not move";
    if (!sketch->large)
        put(sketch, column, row, marks_ghost(sketch->look), walker);
    return "lands";
}

/* --- the strip */

/* Writes an entry if it fits whole, with a blank before it; returns the column after it. */
static int put_entry(const struct sketch *sketch, int column, int row, uint32_t sign,
                     struct style style, const char *words)
{
    struct style plain = {0xFFFFFF, 0x000000, 0};
    struct rectangle plot = sketch->camera->plot;
    if (sketch->look->depth == DEPTH_MONO)
        plain = STYLE_PLAIN;
    int width = text_width(words) + 4;
    if (column + width > plot.column + plot.columns)
        return column;
    frame_fill(sketch->frame, column, row, width, 1, ' ', plain);
    frame_put(sketch->frame, column + 1, row, sign, style);
    frame_text(sketch->frame, column + 3, row, width - 3, plain, words);
    return column + width;
}

/* What the rule takes for the slope is it only if nothing was done to it; by enum step_chance. */
static const char *gradient_words(const struct explanation *step, unsigned chance)
{
    static const char *const words[] = {
        [0] = "downhill, clipped",
        [STEP_NOISE] = "downhill, noisy",
        [STEP_BATCH] = "downhill, batch",
        [STEP_NOISE | STEP_BATCH] = "downhill, noisy batch",
    };
    const double *value = explanation_find(step, PART_GRADIENT)->value, *slope = step->slope;
    double size = hypot(value[0], value[1]) * hypot(slope[0], slope[1]);
    bool same = value[0] * slope[0] + value[1] * slope[1] >= parallel * size;
    return same ? "downhill" : words[chance];
}

const char *arrow_words(enum arrow kind, const struct explanation *step, unsigned chance)
{
    return kind == ARROW_GRADIENT   ? gradient_words(step, chance)
           : kind == ARROW_MOMENTUM ? "momentum"
                                    : "tiny step";
}

/* Along the upper edge, or the lower where the walker is near that. */
static int strip_row(const struct camera *camera, const double at[SURFACE_AXES])
{
    int column, row = camera->plot.row;
    camera_cell(camera, at, &column, &row);
    return row < camera->plot.row + STRIP_ROWS ? camera->plot.row + camera->plot.rows - 1
                                               : camera->plot.row;
}

static void draw_strip(const struct sketch *sketch, const struct explanation *step,
                       const struct arrows *arrows, const char *landing, unsigned chance)
{
    const struct look *look = sketch->look;
    int column = sketch->camera->plot.column, row = strip_row(sketch->camera, step->before);
    struct style ghost = {marks_color(arrows->color[ARROW_STEP]), 0x000000, CELL_BOLD};
    if (look->depth == DEPTH_MONO)
        ghost = (struct style){COLOR_DEFAULT, COLOR_DEFAULT, CELL_BOLD | CELL_REVERSE};
    if (landing != NULL)
        column = put_entry(sketch, column, row, marks_ghost(look), ghost, landing);
    for (int kind = 0; kind < ARROWS; kind++)
        if (arrows->shown >> kind & 1)
            column = put_entry(sketch, column, row, (uint32_t)arrow_rows[kind].letter,
                               marks_sign_style(look, arrows->color[kind]),
                               arrow_words((enum arrow)kind, step, chance));
}

void arrows_draw(struct frame *frame, const struct camera *camera, const struct model *model)
{
    struct explanation step;
    size_t walker = model_chosen(model);
    const struct walk *walk = model->race->walks[walker];
    const struct sketch sketch = {frame, camera, &model->look, model->presenting};
    if (step_shown(walk, &step) != STEP_NEXT)
        return;
    struct arrows arrows = draw_lines(&sketch, &step, walker);
    const char *landing = draw_landing(&sketch, &step, &arrows, walker);
    draw_strip(&sketch, &step, &arrows, landing, step_chance(walk));
}

int arrows_strip_row(const struct camera *camera, const struct model *model)
{
    struct explanation step;
    bool drawn = (model->layers & LAYER_STEP) &&
                 step_shown(model->race->walks[model_chosen(model)], &step) == STEP_NEXT;
    return drawn ? strip_row(camera, step.before) : -1;
}

void arrows_draw_large(struct frame *frame, const struct camera *camera, const struct model *model)
{
    struct explanation step;
    size_t walker = model_chosen(model);
    int column, row;
    if (step_shown(model->race->walks[walker], &step) != STEP_NEXT || is_short(camera, &step) ||
        !camera_cell(camera, step.after, &column, &row))
        return;
    for (int right = -1; right <= 1; right++)
        if (rectangle_has(camera->plot, column + right, row))
            marks_put_sign(frame, column + right, row, right == 0 ? marks_ghost(&model->look) : ' ',
                           walker, &model->look);
}
