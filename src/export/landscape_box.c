/*
 * The box around a landscape: a floor and the two walls that face the eye, with a grid; labels
 * stand along the floor's edges before the ground and along the upright edge at the left.
 */
#include "export/landscape.h"

#include <math.h>
#include <string.h>

#include "view/axis.h"
#include "view/camera.h"

enum { TICK_LETTERS = 3, MOST_TICKS = 8, HEIGHT_TICKS = 6, LABELS = 3 * AXIS_TICKS };

static const double grid_width = 0.6, edge_width = 0.9;

/* The side of an axis that faces the eye: its high end? */
static bool near_side(const struct landscape *landscape, int axis)
{
    return landscape->perspective.eye[axis] > 0.5;
}

static void add_segment(const struct landscape *landscape, struct outline *outline,
                        const double from[3], const double to[3])
{
    struct spot a = perspective_spot(&landscape->perspective, from);
    struct spot b = perspective_spot(&landscape->perspective, to);
    outline_segment(outline, a.x, a.y, b.x, b.y);
}

/* --- the grid */

/* A tick's line over the floor and up the wall behind. */
static void add_tick_lines(const struct landscape *landscape, struct outline *grid, int axis,
                           double part)
{
    double near = near_side(landscape, 1 - axis);
    double from[3] = {0}, corner[3] = {0}, to[3] = {0};
    from[axis] = corner[axis] = to[axis] = part;
    from[1 - axis] = near;
    corner[1 - axis] = to[1 - axis] = 1 - near;
    to[2] = 1;
    add_segment(landscape, grid, from, corner);
    add_segment(landscape, grid, corner, to);
}

/* The two walls behind meet in an upright edge; a line at a height goes along both. */
static void add_height_line(const struct landscape *landscape, struct outline *grid, double part)
{
    double back[2] = {!near_side(landscape, 0), !near_side(landscape, 1)};
    const double corner[3] = {back[0], back[1], part};
    const double along_x[3] = {1 - back[0], back[1], part};
    const double along_y[3] = {back[0], 1 - back[1], part};
    add_segment(landscape, grid, along_x, corner);
    add_segment(landscape, grid, corner, along_y);
}

/* As many as have room along the edge before the eye. */
static void find_ticks(const struct landscape *landscape, int axis, struct axis_ticks *ticks)
{
    double from[3] = {0}, to[3] = {0};
    from[1 - axis] = to[1 - axis] = near_side(landscape, 1 - axis);
    to[axis] = 1;
    struct spot a = perspective_spot(&landscape->perspective, from);
    struct spot b = perspective_spot(&landscape->perspective, to);
    double room = hypot(b.x - a.x, b.y - a.y) / (TICK_LETTERS * landscape->figure->layout.text);
    figure_round_ticks(landscape->figure->window[axis], fmin(room, MOST_TICKS), ticks);
}

/* Losses along the upright axis, rising. */
static size_t height_ticks(const struct landscape *landscape, double losses[AXIS_TICKS])
{
    const struct scale *scale = &landscape->figure->scale;
    struct axis_ticks ticks;
    if (scale->kind != SCENE_LINEAR || scale->empty || !(scale->high > scale->low))
        return scale_ticks(scale, HEIGHT_TICKS - 1, losses);
    axis_find_ticks((struct surface_window){scale->low, scale->high}, HEIGHT_TICKS, &ticks);
    memcpy(losses, ticks.at, sizeof ticks.at);
    return ticks.count;
}

static void add_edges(const struct landscape *landscape, struct outline *edges)
{
    for (int axis = 0; axis < SURFACE_AXES; axis++) {
        double ends[2] = {0, 1};
        for (int end = 0; end < 2; end++)
            if (ends[end] != near_side(landscape, axis))
                add_tick_lines(landscape, edges, axis, ends[end]);
    }
    add_height_line(landscape, edges, 0);
    add_height_line(landscape, edges, 1);
}

void landscape_draw_box(const struct landscape *landscape, struct canvas *canvas)
{
    const struct figure *figure = landscape->figure;
    struct outline grid = {0}, edges = {0};
    struct axis_ticks ticks;
    double losses[AXIS_TICKS];
    for (int axis = 0; axis < SURFACE_AXES; axis++) {
        find_ticks(landscape, axis, &ticks);
        for (size_t i = 0; i < ticks.count; i++)
            add_tick_lines(landscape, &grid, axis,
                           camera_fraction(figure->window[axis], ticks.at[i]));
    }
    size_t count = height_ticks(landscape, losses);
    for (size_t i = 0; i < count; i++)
        add_height_line(landscape, &grid, scale_position(&figure->scale, losses[i]));
    add_edges(landscape, &edges);
    const struct stroke thin = {.color = figure->theme.rule, .alpha = 0.6, .width = grid_width};
    const struct stroke edge = {.color = figure->theme.rule, .alpha = 1, .width = edge_width};
    canvas_stroke(canvas, &grid, &thin);
    canvas_stroke(canvas, &edges, &edge);
    outline_release(&grid);
    outline_release(&edges);
}

/* --- labels */

/* What is drawn around the box. A label that would touch another is left out: names go first. */
struct labels {
    const struct landscape *landscape;
    struct canvas *canvas;
    struct outline lines;
    struct box taken[LABELS];
    size_t count;
};

/* Away from the box, at a place on one of its edges: a direction on the canvas. */
static struct spot outwards(const struct landscape *landscape, const double at[3], int axis)
{
    static const double little = 0.02;
    double further[3] = {at[0], at[1], at[2]};
    further[axis] += at[axis] > 0.5 ? little : -little;
    struct spot here = perspective_spot(&landscape->perspective, at);
    struct spot there = perspective_spot(&landscape->perspective, further);
    double length = hypot(there.x - here.x, there.y - here.y);
    if (!(length > 0))
        return (struct spot){0, 1};
    return (struct spot){(there.x - here.x) / length, (there.y - here.y) / length};
}

static bool take(struct labels *labels, struct box box)
{
    for (size_t i = 0; i < labels->count; i++) {
        const struct box *other = &labels->taken[i];
        if (box.x < other->x + other->width && other->x < box.x + box.width &&
            box.y < other->y + other->height && other->y < box.y + box.height)
            return false;
    }
    if (labels->count < LABELS)
        labels->taken[labels->count++] = box;
    return true;
}

/* Text beside a place, so that it does not touch what lies the other way. False: no room. */
static bool put_beside(struct labels *labels, const double at[3], struct spot way, double distance,
                       const char *text, const struct text_style *style)
{
    static const double slant = 0.35, middle = 0.36, high = 1.05; /* with a little air */
    struct spot spot = perspective_spot(&labels->landscape->perspective, at);
    struct text_style placed = *style;
    placed.anchor = way.x > slant ? TEXT_START : way.x < -slant ? TEXT_END : TEXT_MIDDLE;
    double size = style->font.size, width = lettering_width(text, &style->font);
    double x = spot.x + way.x * distance;
    double y = spot.y + way.y * distance + size * (middle + 0.4 * way.y);
    double before = placed.anchor == TEXT_END ? 1 : placed.anchor == TEXT_MIDDLE ? 0.5 : 0;
    if (!take(labels, (struct box){x - before * width, y - high * size, width, high * size}))
        return false;
    canvas_text(labels->canvas, x, y, text, &placed);
    return true;
}

static void draw_tick(struct labels *labels, const double at[3], struct spot way)
{
    double length = 0.4 * labels->landscape->figure->layout.text;
    struct spot spot = perspective_spot(&labels->landscape->perspective, at);
    outline_segment(&labels->lines, spot.x, spot.y, spot.x + way.x * length,
                    spot.y + way.y * length);
}

/* How far from its edge an axis' name stands: beyond the numbers. */
static double name_distance(const struct landscape *landscape, int axis, struct spot way)
{
    const struct figure *figure = landscape->figure;
    const struct font font = figure_text(figure, 1, true).font;
    double letter = figure->layout.text, widest = 0;
    char number[FIGURE_NUMBER];
    struct axis_ticks ticks;
    find_ticks(landscape, axis, &ticks);
    for (size_t i = 0; i < ticks.count; i++) {
        figure_number(number, ticks.at[i], ticks.digits);
        widest = fmax(widest, lettering_width(number, &font));
    }
    return 1.5 * letter + fmax(fabs(way.x) * widest, fabs(way.y) * letter);
}

/* Along the floor's edge that faces the eye. */
static void name_axis(struct labels *labels, int axis)
{
    const struct landscape *landscape = labels->landscape;
    struct text_style name = figure_text(landscape->figure, 1.1, false);
    double at[3] = {0};
    name.font.italic = true;
    at[axis] = 0.5;
    at[1 - axis] = near_side(landscape, 1 - axis);
    struct spot way = outwards(landscape, at, 1 - axis);
    put_beside(labels, at, way, name_distance(landscape, axis, way),
               landscape->figure->source.scene->parameters[axis], &name);
}

static void label_axis(struct labels *labels, int axis)
{
    const struct landscape *landscape = labels->landscape;
    const struct figure *figure = landscape->figure;
    const struct text_style quiet = figure_text(figure, 1, true);
    double at[3] = {0};
    char number[FIGURE_NUMBER];
    struct axis_ticks ticks;
    at[1 - axis] = near_side(landscape, 1 - axis);
    find_ticks(landscape, axis, &ticks);
    for (size_t i = 0; i < ticks.count; i++) {
        at[axis] = camera_fraction(figure->window[axis], ticks.at[i]);
        struct spot way = outwards(landscape, at, 1 - axis);
        figure_number(number, ticks.at[i], ticks.digits);
        if (put_beside(labels, at, way, 0.7 * figure->layout.text, number, &quiet))
            draw_tick(labels, at, way);
    }
}

/* The floor's corner furthest to the left, where the upright axis stands. */
static void left_corner(const struct landscape *landscape, double at[3])
{
    double left = HUGE_VAL;
    for (int corner = 0; corner < 4; corner++) {
        const double place[3] = {corner & 1, corner >> 1, 0};
        struct spot spot = perspective_spot(&landscape->perspective, place);
        if (spot.x < left) {
            left = spot.x;
            memcpy(at, place, sizeof place);
        }
    }
}

static void label_heights(struct labels *labels)
{
    static const struct spot leftwards = {-1, 0}, above = {-0.5, -0.87}; /* and off the ground */
    const struct landscape *landscape = labels->landscape;
    const struct figure *figure = landscape->figure;
    double at[3], foot[3], losses[AXIS_TICKS], letter = figure->layout.text;
    char number[FIGURE_NUMBER];
    left_corner(landscape, foot);
    memcpy(at, foot, sizeof at);
    at[2] = 1;
    struct spot low = perspective_spot(&landscape->perspective, foot);
    struct spot high = perspective_spot(&landscape->perspective, at);
    if (low.y - high.y < 3 * letter) /* seen from above */
        return;
    add_segment(landscape, &labels->lines, foot, at);
    const struct text_style quiet = figure_text(figure, 1, true);
    struct text_style name = figure_text(figure, 1.1, false);
    put_beside(labels, at, above, 0.5 * letter, "loss", &name);
    size_t count = height_ticks(landscape, losses);
    for (size_t i = 0; i < count; i++) {
        at[2] = scale_position(&figure->scale, losses[i]);
        figure_number(number, losses[i], 3);
        if (put_beside(labels, at, leftwards, 0.7 * letter, number, &quiet))
            draw_tick(labels, at, leftwards);
    }
}

void landscape_draw_labels(const struct landscape *landscape, struct canvas *canvas)
{
    struct labels labels = {.landscape = landscape, .canvas = canvas};
    for (int axis = 0; axis < SURFACE_AXES; axis++) {
        double from[3] = {0}, to[3] = {0};
        from[1 - axis] = to[1 - axis] = near_side(landscape, 1 - axis);
        to[axis] = 1;
        add_segment(landscape, &labels.lines, from, to);
        name_axis(&labels, axis);
    }
    for (int axis = 0; axis < SURFACE_AXES; axis++)
        label_axis(&labels, axis);
    label_heights(&labels);
    const struct stroke stroke = {
        .color = landscape->figure->theme.quiet, .alpha = 1, .width = edge_width};
    canvas_stroke(canvas, &labels.lines, &stroke);
    outline_release(&labels.lines);
}
