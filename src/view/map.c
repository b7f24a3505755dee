/*
 * From the ground up: heat, contours and relief, fog over them; arrows downhill, paths, critical
 * points, the crosshair, then the walkers; axes, legend and the row of signs around them. Whatever
 * lies over the map darkens what is below it, so that it reads on every colour.
 */
#include "view/map.h"

#include <math.h>
#include <stdlib.h>

#include "base/bounds.h"
#include "base/text.h"
#include "view/arrows.h"
#include "view/axis.h"
#include "view/camera.h"
#include "view/colormap.h"
#include "view/crosshair.h"
#include "view/density.h"
#include "view/fog.h"
#include "view/heat.h"
#include "view/legend.h"
#include "view/marks.h"
#include "view/outside.h"
#include "view/path.h"
#include "view/signs.h"
#include "view/slopes.h"
#include "view/trail.h"

enum {
    AXIS_COLUMNS = 16, /* the least area that has axes */
    AXIS_ROWS = 5,
    NAME_PART = 6,       /* of it, at most, for the name of y */
    LEGEND_COLUMNS = 30, /* ... a legend */
    LEGEND_ROWS = 10,
    SIGNS_ROWS = 18,      /* ... a row of signs */
    TALL_LEGEND_ROWS = 28 /* ... one of two rows */
};

/* Of 256: how clear the faintest and the clearest arrows downhill are. */
enum { FAINT_SLOPE = 80, CLEAR_SLOPE = 230 };

struct map {
    struct heat heat;
    struct fog fog;
    struct slopes slopes;
    struct path paths[TRAILS][RACE_WALKS];
};

struct map_places {
    struct rectangle plot;
    int gutter; /* columns of the y labels, at the plot's left; 0: no axes */
    int legend; /* rows, below the x labels */
    int signs;  /* 1: a row for them below the legend */
};

struct map *map_new(void)
{
    return calloc(1, sizeof(struct map));
}

void map_free(struct map *map)
{
    if (map == NULL)
        return;
    heat_release(&map->heat);
    fog_release(&map->fog);
    slopes_release(&map->slopes);
    for (int trail = 0; trail < TRAILS; trail++)
        for (size_t i = 0; i < RACE_WALKS; i++)
            path_release(&map->paths[trail][i]);
    free(map);
}

static struct map_places place(const struct model *model, struct rectangle area)
{
    struct map_places places = {.plot = area};
    if (area.columns < AXIS_COLUMNS || area.rows < AXIS_ROWS || model->presenting)
        return places;
    if (area.columns >= LEGEND_COLUMNS && area.rows >= LEGEND_ROWS)
        places.legend = area.rows >= TALL_LEGEND_ROWS ? 2 : 1;
    places.signs = places.legend > 0 && area.rows >= SIGNS_ROWS;
    places.plot.rows -= 1 + places.legend + places.signs;
    int gutter = axis_gutter(model->window[1], places.plot.rows, model->look.glyphs);
    int name = text_width(model->scene->parameters[1]) + 1;
    places.gutter = gutter > area.columns / 3 ? 1 : gutter; /* labels too wide are left out */
    if (places.gutter > 1) /* a wide name takes a part of the map, and is cut there */
        places.gutter = at_least(places.gutter, at_most(name, area.columns / NAME_PART));
    if (places.legend > 0 && places.gutter < 5)
        places.gutter = 5; /* room for the word `loss` */
    places.plot.column += places.gutter;
    places.plot.columns -= places.gutter;
    return places;
}

struct rectangle map_plot(const struct model *model, struct rectangle area)
{
    return place(model, area).plot;
}

static struct camera camera_of(const struct model *model, struct rectangle plot)
{
    return (struct camera){plot, {model->window[0], model->window[1]}};
}

bool map_pick(const struct model *model, struct rectangle area, int column, int row,
              double at[SURFACE_AXES])
{
    struct camera camera = camera_of(model, map_plot(model, area));
    return camera_point(&camera, column, row, at);
}

/* Where the surface is undefined or infinite: the terminal's own ground, hatched. */
static void draw_undefined(struct cell *cell, color upper, color lower, enum glyphs glyphs)
{
    if (upper != lower) { /* one half of the cell is defined */
        cell->codepoint = upper == COLOR_DEFAULT ? 0x2584 : 0x2580;
        cell->fore = upper == COLOR_DEFAULT ? lower : upper;
        return;
    }
    cell->codepoint = glyphs >= GLYPHS_HALF ? 0x2571 : '/';
    cell->attributes = CELL_DIM;
}

static void draw_density(struct cell *cell, color upper, color lower)
{
    if (upper == FOG_COLOR || lower == FOG_COLOR)
        return;
    if (upper == COLOR_DEFAULT || lower == COLOR_DEFAULT) {
        cell->codepoint = '/';
        return;
    }
    double levels = (double)(COLOR_TAG(upper) - 1) + (double)(COLOR_TAG(lower) - 1) + 1;
    cell->codepoint = density_glyph(levels / (2 * COLOR_LEVELS));
}

static void draw_cell(struct cell *cell, color upper, color lower, const struct look *look)
{
    *cell = (struct cell){' ', COLOR_DEFAULT, COLOR_DEFAULT, 0};
    if (look->depth == DEPTH_MONO) {
        draw_density(cell, upper, lower);
    } else if (upper == COLOR_DEFAULT || lower == COLOR_DEFAULT) {
        draw_undefined(cell, upper, lower, look->glyphs);
    } else {
        cell->back = lower;
        if (upper != lower) {
            cell->codepoint = 0x2580;
            cell->fore = upper;
        }
    }
}

/* Where colours are few the fog has a sharp edge: it takes none for itself. */
static color veil(color c, unsigned light, const struct look *look)
{
    if (look->depth != DEPTH_TRUE)
        return light > FOG_CLEAR / 2 ? c : FOG_COLOR;
    if (light == 0 || c == COLOR_DEFAULT)
        return light > FOG_CLEAR / 2 ? c : FOG_COLOR;
    return light == FOG_CLEAR ? c : color_mix(FOG_COLOR, c, light);
}

/* The colours of a cell of the plot, as far as they are seen. */
static void ground_at(const struct map *map, const struct look *look, bool fog, int column, int row,
                      color *upper, color *lower)
{
    heat_at(&map->heat, column, row, upper, lower);
    if (!fog)
        return;
    *upper = veil(*upper, fog_light(&map->fog, column, row, 0), look);
    *lower = veil(*lower, fog_light(&map->fog, column, row, 1), look);
}

static void draw_heat(const struct map *map, const struct look *look, bool fog,
                      struct rectangle plot, struct frame *frame)
{
    for (int row = 0; row < plot.rows; row++) {
        for (int column = 0; column < plot.columns; column++) {
            struct cell *cell = frame_at(frame, plot.column + column, plot.row + row);
            color upper, lower;
            if (cell == NULL)
                continue;
            ground_at(map, look, fog, column, row, &upper, &lower);
            draw_cell(cell, upper, lower, look);
        }
    }
}

static int halves_of(const struct look *look)
{
    return look->glyphs >= GLYPHS_HALF ? 2 : 1;
}

static bool update_heat(struct map *map, const struct model *model, const struct camera *camera)
{
    const struct scene *scene = model->scene;
    const struct heat_source source = {
        .surface = scene->surface,
        .version = model->surface_version,
        .camera = *camera,
        .halves = halves_of(&model->look),
        .scale = scene->scale,
        .colormap = model->colormap != NULL ? model->colormap : &colormaps[0],
        .contours = model->layers & LAYER_CONTOURS,
        .relief = model->layers & LAYER_RELIEF,
        .few_colors = model->look.depth != DEPTH_TRUE,
        .held = model->layers & LAYER_HELD,
        .hold = {scene->window[0], scene->window[1]},
    };
    return heat_update(&map->heat, &source);
}

static bool update_fog(struct map *map, const struct model *model, const struct camera *camera)
{
    const struct scene *scene = model->scene;
    const struct fog_source source = {
        *camera, halves_of(&model->look), {scene->window[0], scene->window[1]}, model->race};
    return !(model->layers & LAYER_FOG) || fog_update(&map->fog, &source);
}

/* An arrow in the middle of light and dark: dark on light ground, light on dark. */
static void draw_slope(struct cell *cell, const struct slope_arrow *arrow, const struct look *look)
{
    color ground = cell->back;
    unsigned part =
        FAINT_SLOPE + (unsigned)arrow->strength * (CLEAR_SLOPE - FAINT_SLOPE) / FOG_CLEAR;
    cell->codepoint = marks_arrow(look->glyphs, arrow->right, arrow->down);
    if (look->depth == DEPTH_MONO || ground == COLOR_DEFAULT)
        return;
    cell->fore = look->depth != DEPTH_TRUE ? color_ink(ground)
                                           : color_mix(ground & 0xFFFFFF, color_ink(ground), part);
}

static void draw_slopes(const struct map *map, const struct model *model, struct rectangle plot,
                        struct frame *frame)
{
    bool fog = model->layers & LAYER_FOG;
    for (int row = 0; row < plot.rows; row++)
        for (int column = 0; column < plot.columns; column++) {
            const struct slope_arrow *arrow = slopes_at(&map->slopes, column, row);
            struct cell *cell = frame_at(frame, plot.column + column, plot.row + row);
            if (arrow != NULL && cell != NULL &&
                !(fog && fog_light(&map->fog, column, row, 1) <= FOG_CLEAR / 2))
                draw_slope(cell, arrow, &model->look);
        }
}

/* A path's dots in a cell of the plot. */
struct dotted_cell {
    int column, row;
    unsigned dots;
    size_t walker;
    bool dim;
};

/* From the back row quadrants are seen, and braille dots are not. */
static enum glyphs path_glyphs(const struct model *model)
{
    bool finer = model->look.glyphs > GLYPHS_HALF;
    return model->presenting && finer ? GLYPHS_HALF : model->look.glyphs;
}

static void draw_path_cell(struct frame *frame, const struct map *map, struct rectangle plot,
                           const struct dotted_cell *cell, const struct model *model)
{
    const struct look *look = &model->look;
    color upper, lower;
    ground_at(map, look, model->layers & LAYER_FOG, cell->column, cell->row, &upper, &lower);
    color fore = cell->dim ? marks_ghost_color(cell->walker) : marks_path_color(cell->walker);
    struct style style = {fore, marks_ground(upper, lower), 0};
    if (look->depth == DEPTH_8 && !cell->dim)
        style.attributes = CELL_BOLD; /* there it is brightness */
    if (look->depth == DEPTH_MONO)
        style = (struct style){COLOR_DEFAULT, COLOR_DEFAULT, CELL_REVERSE};
    else if (style.back == COLOR_DEFAULT)
        style.fore = marks_text_color(cell->walker, look->light);
    if (look->depth == DEPTH_MONO && !cell->dim)
        style.attributes |= CELL_BOLD;
    uint32_t glyph = cell->dots & PATH_STEP ? marks_step_shape(look->glyphs)
                                            : dots_glyph(path_glyphs(model), cell->dots);
    frame_put(frame, plot.column + cell->column, plot.row + cell->row, glyph, style);
}

/* The dots of all paths in a cell together, in the colour of the walker on top. */
static bool gather_dots(const struct map *map, const struct model *model, enum trail trail,
                        struct dotted_cell *cell)
{
    cell->dots = 0;
    for (size_t i = 0; i < model->race->count; i++) {
        unsigned own = path_bits(&map->paths[trail][i], cell->column, cell->row);
        if (own != 0 && (cell->dots == 0 || i == model_chosen(model)))
            cell->walker = i;
        cell->dots |= own;
    }
    return cell->dots != 0;
}

static void draw_paths(const struct map *map, const struct model *model, struct rectangle plot,
                       struct frame *frame)
{
    for (int row = 0; row < plot.rows; row++) {
        for (int column = 0; column < plot.columns; column++) {
            struct dotted_cell cell = {.column = column, .row = row};
            if (gather_dots(map, model, TRAIL_PAST, &cell)) {
                draw_path_cell(frame, map, plot, &cell, model);
                continue;
            }
            cell.dim = true;
            if (gather_dots(map, model, TRAIL_AHEAD, &cell) ||
                gather_dots(map, model, TRAIL_GHOST, &cell))
                draw_path_cell(frame, map, plot, &cell, model);
        }
    }
}

static bool update_paths(struct map *map, const struct model *model, const struct camera *camera)
{
    bool done = true;
    for (int trail = 0; trail < TRAILS; trail++)
        for (size_t i = 0; i < model->race->count; i++) {
            const struct trail_line line = trail_of(model->race->walks[i], (enum trail)trail);
            const struct path_source source = {.camera = *camera,
                                               .glyphs = path_glyphs(model),
                                               .generation = line.generation,
                                               .points = line.points,
                                               .count = line.count,
                                               .dotted = trail != TRAIL_PAST};
            if (line.count > 0)
                done = path_update(&map->paths[trail][i], &source) && done;
            else
                path_release(&map->paths[trail][i]);
        }
    return done;
}

/* The loss of the deepest point that is known and seen; infinite if there is none. */
static double lowest_known(const struct model *model)
{
    return model->critical != NULL ? critical_lowest(model->critical, model->window)
                                   : (double)INFINITY;
}

static void draw_frame(const struct map *map, const struct model *model, struct rectangle area,
                       const struct map_places *places, struct signs_row signs, struct frame *frame)
{
    struct camera camera = camera_of(model, places->plot);
    enum glyphs glyphs = model->look.glyphs;
    if (places->gutter == 0)
        return;
    axis_draw_y(frame, &camera, places->gutter, model->scene->parameters[1], glyphs);
    axis_draw_x(frame, &camera, area.column, area.column + area.columns,
                model->scene->parameters[0], glyphs);
    int bottom = area.row + area.rows - places->signs;
    struct rectangle legend = {area.column, bottom - places->legend, area.columns, places->legend};
    legend_draw(frame, &(struct legend){.heat = &map->heat,
                                        .look = &model->look,
                                        .area = legend,
                                        .gutter = places->gutter,
                                        .lowest = lowest_known(model)});
    struct rectangle row = {area.column + places->gutter, bottom, area.columns - places->gutter,
                            places->signs};
    signs_draw_row(frame, &model->look, row, signs);
}

bool map_draw(struct map *map, const struct model *model, struct rectangle area,
              struct frame *frame)
{
    struct map_places places = place(model, area);
    struct camera camera = camera_of(model, places.plot);
    if (places.plot.columns <= 0 || places.plot.rows <= 0)
        return true;
    if (!update_heat(map, model, &camera))
        return false;
    bool done = update_fog(map, model, &camera);
    const struct fog *fog = model->layers & LAYER_FOG ? &map->fog : NULL;
    struct signs_row signs = {.slopes = model->layers & LAYER_SLOPES,
                              .key = model_key(model, SHOWN_WHOLE)};
    draw_heat(map, &model->look, fog != NULL, places.plot, frame);
    if (signs.slopes) {
        done = slopes_update(&map->slopes, model->scene->surface, &camera, map->heat.made) && done;
        draw_slopes(map, model, places.plot, frame);
    }
    done = update_paths(map, model, &camera) && done;
    for (size_t i = 0; i < model->race->count; i++)
        signs.steps |= map->paths[TRAIL_PAST][i].stepped;
    draw_paths(map, model, places.plot, frame);
    if (model->presenting)
        marks_draw_blocks(frame, &camera, model);
    if ((model->layers & LAYER_CRITICAL) && model->critical != NULL)
        signs.kinds = signs_draw(frame, &camera, &model->look, model->critical, fog);
    if (model->focus == FOCUS_CROSSHAIR)
        crosshair_draw(frame, &camera, model, fog);
    if (model->layers & LAYER_STEP)
        arrows_draw(frame, &camera, model);
    marks_draw(frame, &camera, model);
    if ((model->layers & LAYER_STEP) && model->presenting)
        arrows_draw_large(frame, &camera, model);
    signs.outside = outside_draw(frame, &camera, model);
    draw_frame(map, model, area, &places, signs, frame);
    return done;
}

bool map_draw_preview(struct map *map, const struct model *model, const struct scene *scene,
                      struct rectangle area, struct frame *frame)
{
    struct camera camera = {area, {scene->window[0], scene->window[1]}};
    const struct look *look = &model->look;
    const struct model preview = {.look = *look,
                                  .scene = scene,
                                  .layers = LAYER_CONTOURS,
                                  .colormap = scene->colormap != SCENE_NO_COLORMAP
                                                  ? &colormaps[scene->colormap]
                                                  : model->colormap};
    if (area.columns <= 0 || area.rows <= 0)
        return true;
    if (!update_heat(map, &preview, &camera))
        return false;
    draw_heat(map, look, false, area, frame);
    marks_draw_starts(frame, &camera, scene, look);
    return true;
}
