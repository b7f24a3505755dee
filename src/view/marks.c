#include "view/marks.h"

#include <math.h>

#include "base/array.h"
#include "view/colormap.h"

enum {
    GROUND_LIGHT = 48, /* what lies below a path is at most so light, of 255 */
    MARK_SHADE = 64,   /* of 256 */
    PATH_SHADE = 212,
    GHOST_SHADE = 150,
    BLOCK_FROM_ROWS = 18,
    NOTE = 0xF8F8F8
};

// clang-format off
static const struct { color map, dark, light; } walker_colors[RACE_WALKS] = {
    /* on the map, on a terminal of unknown ground, on a light one */
    {0xFFFFFF, COLOR_DEFAULT, COLOR_DEFAULT},
    {0xFFA245, 0xDE7A10, 0xA85400}, /* orange */
    {0x74C7FF, 0x2F93DA, 0x005FAF}, /* sky blue */
    {0xFFF15C, 0xB08D00, 0x776600}, /* yellow */
    {0xFF8FCB, 0xE0579F, 0xA02F78}, /* pink */
    {0x55EDB4, 0x00A070, 0x00704F}, /* bluish green */
    {0xFF7757, 0xEE5030, 0xB02A10}, /* vermilion */
    {0xBBA6FF, 0x9578F0, 0x5A44C8}, /* lavender */
};

/* From plain characters to the best. */
static const struct { uint32_t start, walker, lost, ghost, step; } shapes[] = {
    [GLYPHS_ASCII]   = {'o', '@', '#', '&', '+'},
    [GLYPHS_FULL]    = {'o', '@', '#', '&', '+'},
    [GLYPHS_HALF]    = {0x25CB, 0x25CF, 0x2297, 0x25CE, 0x2022},
    [GLYPHS_BRAILLE] = {0x25CB, 0x25CF, 0x2297, 0x25CE, 0x2022},
};

/* By [down + 1][right + 1]. */
static const uint32_t arrows[3][3] = {
    {0x2196, 0x2191, 0x2197},
    {0x2190, ' ',    0x2192},
    {0x2199, 0x2193, 0x2198},
};
static const uint32_t plain_arrows[3][3] = {
    {'^', '^', '^'},
    {'<', ' ', '>'},
    {'v', 'v', 'v'},
};
// clang-format on

uint32_t marks_arrow(enum glyphs glyphs, int right, int down)
{
    return (glyphs >= GLYPHS_HALF ? arrows : plain_arrows)[down + 1][right + 1];
}

uint32_t marks_start_shape(enum glyphs glyphs)
{
    return shapes[glyphs].start;
}

uint32_t marks_step_shape(enum glyphs glyphs)
{
    return shapes[glyphs].step;
}

color marks_color(size_t index)
{
    return walker_colors[index % RACE_WALKS].map;
}

color marks_path_color(size_t index)
{
    return color_shade(marks_color(index), PATH_SHADE);
}

color marks_ghost_color(size_t index)
{
    return color_shade(marks_color(index), GHOST_SHADE);
}

color marks_text_color(size_t index, bool light)
{
    index %= RACE_WALKS;
    return light ? walker_colors[index].light : walker_colors[index].dark;
}

uint32_t marks_ghost(const struct look *look)
{
    return shapes[look->glyphs].ghost;
}

/* About the grey that is as light. */
static unsigned light_of(color c)
{
    return ((c >> 16 & 255) * 2 + (c >> 8 & 255) * 5 + (c & 255)) / 8;
}

color marks_ground(color upper, color lower)
{
    if (upper == COLOR_DEFAULT || lower == COLOR_DEFAULT)
        return COLOR_DEFAULT;
    color darker = light_of(upper) < light_of(lower) ? upper : lower;
    unsigned light = light_of(darker);
    return light > GROUND_LIGHT ? color_shade(darker, GROUND_LIGHT * 256 / light) : darker;
}

/* On the cell's own ground, darkened once more. */
static void put(struct frame *frame, int column, int row, uint32_t codepoint, size_t walker,
                const struct look *look, unsigned attributes)
{
    const struct cell *cell = frame_at(frame, column, row);
    struct style style = {marks_color(walker), COLOR_DEFAULT, CELL_BOLD};
    if (cell == NULL)
        return;
    if (look->depth == DEPTH_MONO) {
        style.fore = COLOR_DEFAULT;
        attributes |= CELL_REVERSE;
    } else if (cell->back == COLOR_DEFAULT) {
        style.fore = marks_text_color(walker, look->light);
    } else {
        style.back = color_shade(cell->back, MARK_SHADE);
    }
    style.attributes = (uint8_t)(style.attributes | attributes);
    frame_put(frame, column, row, codepoint, style);
}

void marks_put(struct frame *frame, int column, int row, uint32_t codepoint, size_t walker,
               const struct look *look)
{
    put(frame, column, row, codepoint, walker, look, 0);
}

void marks_put_note(struct frame *frame, int column, int row, uint32_t codepoint,
                    const struct look *look)
{
    const struct cell *cell = frame_at(frame, column, row);
    if (cell == NULL)
        return;
    color upper = cell->codepoint == 0x2580 ? cell->fore : cell->back;
    struct style style = {NOTE, marks_ground(upper, cell->back), CELL_BOLD};
    if (look->depth == DEPTH_MONO)
        style = (struct style){COLOR_DEFAULT, COLOR_DEFAULT, CELL_BOLD | CELL_REVERSE};
    else if (style.back == COLOR_DEFAULT)
        style.fore = COLOR_DEFAULT;
    frame_put(frame, column, row, codepoint, style);
}

/* Where colours are few, bold black is grey. */
struct style marks_sign_style(const struct look *look, size_t walker)
{
    if (look->depth == DEPTH_MONO)
        return (struct style){COLOR_DEFAULT, COLOR_DEFAULT, CELL_BOLD | CELL_REVERSE};
    return (struct style){0x000000, marks_color(walker), look->depth > DEPTH_16 ? CELL_BOLD : 0};
}

void marks_put_sign(struct frame *frame, int column, int row, uint32_t sign, size_t walker,
                    const struct look *look)
{
    frame_put(frame, column, row, sign, marks_sign_style(look, walker));
}

/* Without colours the path is in reverse too: the walker on it takes brackets to be seen. */
static void put_brackets(struct frame *frame, const struct camera *camera, int column, int row)
{
    const struct style style = {COLOR_DEFAULT, COLOR_DEFAULT, CELL_BOLD | CELL_REVERSE};
    if (column > camera->plot.column)
        frame_put(frame, column - 1, row, '[', style);
    if (column + 1 < camera->plot.column + camera->plot.columns)
        frame_put(frame, column + 1, row, ']', style);
}

static void draw_start(struct frame *frame, const struct camera *camera, const double at[2],
                       size_t walker, const struct look *look, bool chosen)
{
    int column, row;
    if (camera_cell(camera, at, &column, &row))
        put(frame, column, row, shapes[look->glyphs].start, walker, look,
            chosen ? CELL_REVERSE : 0);
}

const double *marks_place(const struct walk *walk)
{
    size_t count;
    const struct walk_point *points = walk_points(walk, &count);
    while (count > 1 && (!isfinite(points[count - 1].at[0]) || !isfinite(points[count - 1].at[1])))
        count--;
    return points[count - 1].at;
}

/* A block in the walker's colour around its mark. */
static void draw_block(struct frame *frame, const struct camera *camera, const struct walk *walk,
                       size_t walker, const struct look *look)
{
    int high = camera->plot.rows >= BLOCK_FROM_ROWS, wide = 1 + high, column, row;
    if (!camera_cell(camera, marks_place(walk), &column, &row))
        return;
    for (int down = -high; down <= high; down++)
        for (int right = -wide; right <= wide; right++)
            if (rectangle_has(camera->plot, column + right, row + down))
                marks_put_sign(frame, column + right, row + down, ' ', walker, look);
}

static void draw_walker(struct frame *frame, const struct camera *camera, const struct model *model,
                        size_t walker)
{
    const struct look *look = &model->look;
    const struct walk *walk = model->race->walks[walker];
    const double *at = marks_place(walk);
    bool lettered = model->race->count > 1 ||
                    (look->depth == DEPTH_MONO && look->glyphs < GLYPHS_HALF); /* @ is a density */
    int column, row;
    if (!camera_cell(camera, at, &column, &row))
        return;
    if (model->presenting) {
        uint32_t mark = lettered ? (uint32_t)race_letter(walker) : shapes[look->glyphs].walker;
        marks_put_sign(frame, column, row,
                       walk_has_diverged(walk) ? shapes[look->glyphs].lost : mark, walker, look);
        return;
    }
    if (look->depth == DEPTH_MONO)
        put_brackets(frame, camera, column, row);
    if (lettered)
        marks_put_sign(frame, column, row, (uint32_t)race_letter(walker), walker, look);
    else if (walk_has_diverged(walk))
        marks_put(frame, column, row, shapes[look->glyphs].lost, walker, look);
    else
        marks_put(frame, column, row, shapes[look->glyphs].walker, walker, look);
}

/* How many walkers' marks stand in a cell. */
static int walkers_in(const struct camera *camera, const struct race *race, int column, int row)
{
    int count = 0;
    for (size_t i = 0; i < race->count; i++) {
        int own_column, own_row;
        count += camera_cell(camera, marks_place(race->walks[i]), &own_column, &own_row) &&
                 own_column == column && own_row == row;
    }
    return count;
}

/* Below a walker's mark stand others: "A+3" says how many, at the right, or at the left where that
 * is taken. */
static void draw_hidden(struct frame *frame, const struct camera *camera, const struct model *model,
                        size_t walker)
{
    const struct look *look = &model->look;
    bool brackets = look->depth == DEPTH_MONO && !model->presenting;
    int column, row, beside = brackets ? 2 : 1;
    if (!camera_cell(camera, marks_place(model->race->walks[walker]), &column, &row))
        return;
    int others = walkers_in(camera, model->race, column, row) - 1;
    const int places[] = {column + beside, column - beside - 1};
    for (size_t i = 0; others > 0 && i < ARRAY_LENGTH(places); i++) {
        int at = places[i];
        if (!rectangle_has(camera->plot, at, row) || !rectangle_has(camera->plot, at + 1, row) ||
            walkers_in(camera, model->race, at, row) > 0 ||
            walkers_in(camera, model->race, at + 1, row) > 0)
            continue;
        marks_put_note(frame, at, row, '+', look);
        marks_put_note(frame, at + 1, row, (uint32_t)('0' + others), look);
        return;
    }
}

/* Where the student says that the walk will end. */
static void draw_prediction(struct frame *frame, const struct camera *camera,
                            const struct model *model)
{
    const struct style mono = {COLOR_DEFAULT, COLOR_DEFAULT, CELL_BOLD | CELL_REVERSE};
    const struct style style = {0x000000, 0xFFF15C, CELL_BOLD};
    int column, row;
    if (model->lesson != NULL && model->lesson->has_mark &&
        camera_cell(camera, model->lesson->mark, &column, &row))
        frame_put(frame, column, row, '?', model->look.depth == DEPTH_MONO ? mono : style);
}

void marks_draw_blocks(struct frame *frame, const struct camera *camera, const struct model *model)
{
    const struct race *race = model->race;
    size_t chosen = model_chosen(model);
    for (size_t i = 0; i < race->count; i++)
        if (i != chosen)
            draw_block(frame, camera, race->walks[i], i, &model->look);
    if (race->count > 0)
        draw_block(frame, camera, race->walks[chosen], chosen, &model->look);
}

void marks_draw(struct frame *frame, const struct camera *camera, const struct model *model)
{
    const struct race *race = model->race;
    size_t chosen = model_chosen(model);
    for (size_t i = 0; i < race->count; i++)
        draw_start(frame, camera, walk_start_point(race->walks[i]), i, &model->look,
                   model->presenting || (model->focus == FOCUS_MAP && i == chosen));
    bool asks = model->lesson != NULL && model->lesson->sign == LESSON_ASKS;
    if (!asks)
        draw_prediction(frame, camera, model);
    for (size_t i = 0; i < race->count; i++)
        if (i != chosen)
            draw_walker(frame, camera, model, i);
    if (race->count > 0)
        draw_walker(frame, camera, model, chosen);
    for (size_t i = 0; i < race->count; i++)
        draw_hidden(frame, camera, model, i);
    if (asks) /* it begins on the walker, and is to be moved: on top */
        draw_prediction(frame, camera, model);
}

void marks_draw_starts(struct frame *frame, const struct camera *camera, const struct scene *scene,
                       const struct look *look)
{
    for (size_t i = 0; i < scene->walker_count; i++)
        draw_start(frame, camera, scene->walkers[i].start, i, look, false);
}
