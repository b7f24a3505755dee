/*
 * A line goes from dot to dot, and its dots in one cell follow each other: they are gathered until
 * the cell changes, so that no raster is needed.
 */
#include "view/arrows.h"

#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/text.h"
#include "view/dots.h"
#include "view/marks.h"
#include "view/numbers.h"
#include "view/path.h"
#include "view/pen.h"

enum {
    ARROW_LEAST = 6, /* columns of an arrow that shows a direction */
    ARROW_MOST = 12,
    ARROW_PART = 6, /* of the plot */
    STRIP_ROWS = 3, /* a walker so near the strip's edge: it goes to the other */
    LETTERED = 2    /* arrows */
};

/* Walkers' colours that are far apart, and from white, for every eye: see view/marks.c. */
static const struct {
    char letter;
    size_t color;
    enum part_role role;
    const char *words;
} kinds[LETTERED] = {
    {'g', 5, PART_GRADIENT, "downhill"},
    {'m', 1, PART_MOMENTUM, "momentum"},
};

struct canvas {
    struct frame *frame;
    const struct camera *camera;
    const struct look *look;
};

static int at_most(int value, int limit)
{
    return value < limit ? value : limit;
}

/* --- cells */

/* What lies below, dark enough for every colour. */
static color ground_of(const struct cell *cell)
{
    return marks_ground(cell->codepoint == 0x2580 ? cell->fore : cell->back, cell->back);
}

/* In the colour of a walker. */
static void put(const struct canvas *canvas, int column, int row, uint32_t glyph, size_t ink)
{
    const struct cell *cell = frame_at(canvas->frame, column, row);
    if (cell == NULL)
        return;
    struct style style = {marks_color(ink), ground_of(cell), CELL_BOLD};
    if (canvas->look->depth == DEPTH_MONO)
        style = (struct style){COLOR_DEFAULT, COLOR_DEFAULT, CELL_BOLD | CELL_REVERSE};
    else if (style.back == COLOR_DEFAULT)
        style.fore = marks_text_color(ink, canvas->look->light);
    frame_put(canvas->frame, column, row, glyph, style);
}

static void put_letter(const struct canvas *canvas, int column, int row, size_t kind)
{
    frame_put(canvas->frame, column, row, (uint32_t)kinds[kind].letter,
              pen_chip_style(canvas->look, kinds[kind].color));
}

/* --- lines */

/* In dots from the plot's upper left. */
static void dot_of(const struct canvas *canvas, const double at[SURFACE_AXES], int dot[2])
{
    const struct camera *camera = canvas->camera;
    struct dots_grid grid = dots_grid(canvas->look->glyphs);
    int width = camera->plot.columns * grid.across, height = camera->plot.rows * grid.down;
    double right = camera_fraction(camera->window[0], at[0]);
    double down = 1 - camera_fraction(camera->window[1], at[1]);
    dot[0] = at_most((int)(right * width), width - 1);
    dot[1] = at_most((int)(down * height), height - 1);
}

/* A line from point to point, as far as it lies in the window. */
static void draw_line(const struct canvas *canvas, const double from[SURFACE_AXES],
                      const double to[SURFACE_AXES], size_t ink)
{
    double a[2] = {from[0], from[1]}, b[2] = {to[0], to[1]};
    int begin[2], end[2], cell[2] = {-1, -1};
    unsigned dots = 0;
    if (!path_clip(canvas->camera->window, a, b))
        return;
    dot_of(canvas, a, begin);
    dot_of(canvas, b, end);
    struct rectangle plot = canvas->camera->plot;
    enum glyphs glyphs = canvas->look->glyphs;
    struct dots_grid grid = dots_grid(glyphs);
    int wide = abs(end[0] - begin[0]), high = abs(end[1] - begin[1]);
    int count = wide > high ? wide : high;
    for (int i = 0; i <= count; i++) {
        double part = count > 0 ? (double)i / count : 0;
        int x = begin[0] + (int)lround(part * (end[0] - begin[0]));
        int y = begin[1] + (int)lround(part * (end[1] - begin[1]));
        if (x / grid.across != cell[0] || y / grid.down != cell[1]) {
            if (dots != 0)
                put(canvas, plot.column + cell[0], plot.row + cell[1], dots_glyph(glyphs, dots),
                    ink);
            cell[0] = x / grid.across;
            cell[1] = y / grid.down;
            dots = 0;
        }
        dots |= 1u << (y % grid.down * grid.across + x % grid.across);
    }
    put(canvas, plot.column + cell[0], plot.row + cell[1], dots_glyph(glyphs, dots), ink);
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
    double down = value[1] / longest / span[1] * camera->plot.rows * 2;
    double scale = length / hypot(right, down);
    for (int axis = 0; axis < SURFACE_AXES; axis++)
        head[axis] = from[axis] - value[axis] / longest * scale;
    return path_clip(camera->window, (double[2]){from[0], from[1]}, head);
}

/* A cell that is taken: by the walker, its landing, a letter. */
struct taken {
    int column, row;
};

/* Beside what is taken already, where that is possible. */
static struct taken free_cell(const struct camera *camera, const double at[SURFACE_AXES],
                              const struct taken *taken, size_t count)
{
    static const int shifts[] = {0, 1, -1, 2, -2, 3, -3};
    struct taken cell = {0, 0};
    camera_cell(camera, at, &cell.column, &cell.row);
    for (size_t i = 0; i < ARRAY_LENGTH(shifts); i++) {
        int column = cell.column + shifts[i];
        bool is_free = rectangle_has(camera->plot, column, cell.row);
        for (size_t k = 0; k < count; k++)
            is_free = is_free && (taken[k].row != cell.row || taken[k].column != column);
        if (is_free)
            return (struct taken){column, cell.row};
    }
    return cell;
}

/* The ends of the arrows that have a direction, by their bits. */
struct arrows {
    unsigned shown;
    double ends[LETTERED][SURFACE_AXES];
};

static struct arrows draw_lines(const struct canvas *canvas, const struct explanation *step)
{
    struct arrows arrows = {0};
    for (size_t i = LETTERED; i-- > 0;) {
        const struct part *part = explanation_find(step, kinds[i].role);
        if (part == NULL || !head_of(canvas->camera, step->before, part->value, arrows.ends[i]))
            continue;
        arrows.shown |= 1u << i;
        draw_line(canvas, step->before, arrows.ends[i], kinds[i].color);
    }
    return arrows;
}

static void put_letters(const struct canvas *canvas, const struct explanation *step,
                        const struct arrows *arrows)
{
    const struct camera *camera = canvas->camera;
    struct taken taken[2 + LETTERED] = {{0, 0}};
    size_t count = 2;
    camera_cell(camera, step->before, &taken[0].column, &taken[0].row);
    camera_cell(camera, step->after, &taken[1].column, &taken[1].row);
    for (size_t i = 0; i < LETTERED; i++) {
        if (!(arrows->shown >> i & 1))
            continue;
        taken[count] = free_cell(camera, arrows->ends[i], taken, count);
        put_letter(canvas, taken[count].column, taken[count].row, i);
        count++;
    }
}

/* The line of the step, and a ghost at its end. Returns what is to be said of it. */
static const char *draw_landing(const struct canvas *canvas, const struct explanation *step,
                                size_t walker)
{
    int from[2], to[2];
    camera_cell(canvas->camera, step->before, &from[0], &from[1]);
    bool inside = camera_cell(canvas->camera, step->after, &to[0], &to[1]);
    draw_line(canvas, step->before, step->after, walker);
    if (!inside)
        return "off the map";
    if (from[0] == to[0] && from[1] == to[1])
        return "in this cell";
    put(canvas, to[0], to[1], marks_ghost(canvas->look), walker);
    return "next step";
}

/* --- the strip */

/* Writes an entry if it fits whole, with a blank before it; returns the column after it. */
static int put_entry(const struct canvas *canvas, int column, int row, uint32_t sign,
                     struct style style, const char *words)
{
    struct style plain = {0xFFFFFF, 0x000000, 0};
    struct rectangle plot = canvas->camera->plot;
    if (canvas->look->depth == DEPTH_MONO)
        plain = STYLE_PLAIN;
    int width = text_width(words) + 4;
    if (column + width > plot.column + plot.columns)
        return column;
    frame_fill(canvas->frame, column, row, width, 1, ' ', plain);
    frame_put(canvas->frame, column + 1, row, sign, style);
    frame_text(canvas->frame, column + 3, row, width - 3, plain, words);
    return column + width;
}

/* Along the upper edge, or the lower where the walker is near that. */
static void draw_strip(const struct canvas *canvas, unsigned shown, size_t walker,
                       const char *landing, const double at[SURFACE_AXES])
{
    struct rectangle plot = canvas->camera->plot;
    int column, row;
    camera_cell(canvas->camera, at, &column, &row);
    row = row < plot.row + STRIP_ROWS ? plot.row + plot.rows - 1 : plot.row;
    struct style ghost = {marks_color(walker), 0x000000, CELL_BOLD};
    if (canvas->look->depth == DEPTH_MONO)
        ghost = (struct style){COLOR_DEFAULT, COLOR_DEFAULT, CELL_BOLD | CELL_REVERSE};
    column = put_entry(canvas, plot.column, row, marks_ghost(canvas->look), ghost, landing);
    for (size_t i = 0; i < LETTERED; i++)
        if (shown >> i & 1)
            column = put_entry(canvas, column, row, (uint32_t)kinds[i].letter,
                               pen_chip_style(canvas->look, kinds[i].color), kinds[i].words);
}

void arrows_draw(struct frame *frame, const struct camera *camera, const struct model *model)
{
    struct explanation step;
    size_t walker = model->walker < model->race->count ? model->walker : 0;
    const struct canvas canvas = {frame, camera, &model->look};
    int column, row;
    if (step_shown(model->race->walks[walker], &step) != STEP_NEXT ||
        !camera_cell(camera, step.before, &column, &row))
        return;
    struct arrows arrows = draw_lines(&canvas, &step);
    const char *landing = draw_landing(&canvas, &step, walker);
    put_letters(&canvas, &step, &arrows);
    draw_strip(&canvas, arrows.shown, walker, landing, step.before);
}
