/*
 * The ground is a picture, smooth at the resolution of the figure's samples; all lines on it, the
 * box and its labels are drawn as lines and text, and stay sharp at any size.
 *
 * The light comes from the left above the viewer's shoulder, whatever the turn, so that the eye
 * reads hills as hills.
 */
#include <math.h>
#include <stdlib.h>

#include "export/isoline.h"
#include "export/landscape.h"

static const double towards[3] = {-0.5, 0.62, 0.6}; /* the light: right, up, to the viewer */
static const double ambient = 0.45, lamp = 0.63;    /* of light: level ground has about 1 */
static const double most_light = 1.06;
static const double side_light[2] = {0.92, 0.8};
static const unsigned side_part = 150; /* of 255: paper over the walls' colours */
enum { SIDE_COLORS = 64, LEAST_DETAIL = 2 /* ground has edges, unlike a map */ };

/* --- colours */

static void light_of(const struct perspective *perspective, double light[3])
{
    double length = 0;
    for (int i = 0; i < 3; i++) {
        light[i] = towards[0] * perspective->right[i] + towards[1] * perspective->up[i] +
                   towards[2] * perspective->away[i];
        length += light[i] * light[i];
    }
    for (int i = 0; i < 3; i++)
        light[i] /= sqrt(length);
}

/* How far the ground rises along an axis, per unit of the box; one-sided beside a hole or border.
 */
static double slope(const struct landscape *landscape, size_t node, size_t index, size_t count,
                    size_t stride, double length)
{
    const double *here = landscape->height + node;
    double before = index > 0 ? *(here - stride) : (double)NAN;
    double after = index + 1 < count ? here[stride] : (double)NAN;
    double rise = isnan(before) && isnan(after) ? 0
                  : isnan(before)               ? after - *here
                  : isnan(after)                ? *here - before
                                                : (after - before) / 2;
    return rise * landscape->perspective.size[2] * (double)(count - 1) / length;
}

/* Lambert's cosine law (1760) over a ground light. */
static color node_color(const struct landscape *landscape, const double light[3], size_t node)
{
    const struct terrain *terrain = &landscape->terrain;
    const double *size = landscape->perspective.size;
    double x = slope(landscape, node, node % terrain->columns, terrain->columns, 1, size[0]);
    double y =
        slope(landscape, node, node / terrain->columns, terrain->rows, terrain->columns, size[1]);
    double facing = (light[2] - x * light[0] - y * light[1]) / sqrt(1 + x * x + y * y);
    double bright = fmin(ambient + lamp * fmax(facing, 0), most_light);
    return color_light(figure_color(landscape->figure->colormap, terrain->height[node]), bright);
}

static bool color_nodes(const struct landscape *landscape, color **out)
{
    size_t count = landscape->terrain.columns * landscape->terrain.rows;
    double light[3];
    color *colors = malloc(count * sizeof *colors);
    *out = colors;
    if (colors == NULL)
        return false;
    light_of(&landscape->perspective, light);
    for (size_t i = 0; i < count; i++)
        colors[i] = isnan(landscape->height[i]) ? COLOR_DEFAULT : node_color(landscape, light, i);
    return true;
}

/* --- the ground */

static bool draw_ground(const struct landscape *landscape, struct canvas *canvas)
{
    const struct figure *figure = landscape->figure;
    double fine = fmax(figure->options.detail, LEAST_DETAIL);
    size_t columns = (size_t)ceil(landscape->box.width * fine);
    size_t rows = (size_t)ceil(landscape->box.height * fine);
    const struct box frame = {landscape->box.x, landscape->box.y, (double)columns / fine,
                              (double)rows / fine};
    color side[SIDE_COLORS], *nodes = NULL, *pixels = malloc(columns * rows * sizeof *pixels);
    for (int i = 0; i < SIDE_COLORS; i++)
        side[i] = color_mix(figure_color(figure->colormap, (double)i / (SIDE_COLORS - 1)),
                            figure->theme.paper, side_part);
    bool done = pixels != NULL && color_nodes(landscape, &nodes);
    const struct terrain_look look = {.colors = nodes,
                                      .side = side,
                                      .side_count = SIDE_COLORS,
                                      .side_light = {side_light[0], side_light[1]},
                                      .behind = figure->theme.paper};
    done = done && terrain_paint(&landscape->terrain, &landscape->perspective, &look, frame,
                                 columns, rows, pixels);
    const struct bitmap picture = {.columns = columns, .rows = rows, .colors = pixels};
    if (done)
        canvas_image(canvas, frame, &picture);
    free(pixels);
    free(nodes);
    return done;
}

/* --- lines on it */

static bool trace_contours(const struct landscape *landscape, struct isolines *lines)
{
    const struct figure *figure = landscape->figure;
    const struct terrain *terrain = &landscape->terrain;
    const struct isoline_grid grid = {.columns = terrain->columns,
                                      .rows = terrain->rows,
                                      .value = terrain->height,
                                      .across = 1 / (double)(terrain->columns - 1),
                                      .down = 1 / (double)(terrain->rows - 1)};
    double levels[FIGURE_CONTOUR_LINES];
    for (size_t i = 0; i < figure->contour_count; i++)
        levels[i] = scale_position(&figure->scale, figure->contour[i]);
    return isoline_trace(lines, &grid, levels, figure->contour_count, NULL);
}

static bool draw_contours(const struct landscape *landscape, struct canvas *canvas)
{
    struct isolines lines = {0};
    struct outline seen = {0};
    struct landscape_line pen = {.landscape = landscape, .seen = &seen};
    bool done = trace_contours(landscape, &lines);
    for (size_t i = 0; done && i < lines.count; i++) {
        const struct isoline *line = &lines.lines[i];
        for (size_t j = 0; j < line->count + line->closed; j++) {
            const double *at = lines.points[line->first + j % line->count];
            const double place[3] = {at[0], at[1],
                                     terrain_height(&landscape->terrain, at[0], at[1])};
            landscape_line_to(&pen, place);
        }
        landscape_line_end(&pen);
    }
    const struct stroke stroke = {.color = 0, .alpha = 0.35, .width = 0.6, .round = true};
    canvas_stroke(canvas, &seen, &stroke);
    done = done && !seen.failed;
    outline_release(&seen);
    isoline_release(&lines);
    return done;
}

void figure_draw_surface3d(const struct figure *figure, struct canvas *canvas)
{
    const struct landscape *landscape = figure->landscape;
    landscape_draw_box(landscape, canvas);
    bool done = draw_ground(landscape, canvas);
    if (figure_has(figure, FIGURE_CONTOURS))
        done = draw_contours(landscape, canvas) && done;
    landscape_draw_labels(landscape, canvas);
    canvas->failed |= !done;
}
