#include "export/landscape.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/array.h"
#include "view/camera.h"
#include "view/path.h"

enum {
    NODES = 421,    /* along the longer side */
    STRETCHES = 240 /* likewise: a path follows the ground so finely */
};

static const double tall = 0.42;        /* the box, where its longer side is 1 */
static const double widest = 1.5;       /* sides of the window, at most so uneven */
static const double mark_height = 0.03; /* what is not hidden of a mark shows it */
static const double lift = 0.002;       /* of what lies on the ground */
static const double left_room = 4.6, right_room = 2.2, top_room = 1.2, bottom_room = 3.4; /* in
                                                                            letters, for labels */

/* --- heights from the figure's samples */

static double held(double value, double most)
{
    return value < 0 ? 0 : value > most ? most : value;
}

/* Between the samples, which lie in the middles of pixels; the nearest at the border. Next to a
 * hole the nearest too, so that the hole does not grow. */
static double position_at(const struct figure *figure, double x, double y)
{
    double column = held(x * (double)figure->columns - 0.5, (double)(figure->columns - 1));
    double row = held((1 - y) * (double)figure->rows - 0.5, (double)(figure->rows - 1));
    size_t left = (size_t)column, top = (size_t)row;
    size_t right = left + 1 < figure->columns ? left + 1 : left;
    size_t below = top + 1 < figure->rows ? top + 1 : top;
    double u = column - (double)left, v = row - (double)top;
    const double *upper = figure->position + top * figure->columns;
    const double *lower = figure->position + below * figure->columns;
    double between = (upper[left] * (1 - u) + upper[right] * u) * (1 - v) +
                     (lower[left] * (1 - u) + lower[right] * u) * v;
    if (!isnan(between))
        return between;
    return (v < 0.5 ? upper : lower)[u < 0.5 ? left : right];
}

static bool make_heights(struct landscape *landscape)
{
    struct terrain *terrain = &landscape->terrain;
    landscape->height = malloc(terrain->columns * terrain->rows * sizeof *landscape->height);
    if (landscape->height == NULL)
        return false;
    for (size_t row = 0; row < terrain->rows; row++)
        for (size_t column = 0; column < terrain->columns; column++)
            landscape->height[row * terrain->columns + column] =
                position_at(landscape->figure, (double)column / (double)(terrain->columns - 1),
                            (double)row / (double)(terrain->rows - 1));
    terrain->height = landscape->height;
    return true;
}

/* A window with sides of like size keeps its shape: circles stay circles. */
static void size_of(const struct figure *figure, double size[3])
{
    double wide = figure->window[0].high / 2 - figure->window[0].low / 2;
    double high = figure->window[1].high / 2 - figure->window[1].low / 2;
    double ratio = wide / high;
    if (!(ratio <= 4 && ratio >= 0.25)) /* two quantities that have nothing in common */
        ratio = 1;
    ratio = fmin(fmax(ratio, 1 / widest), widest);
    size[0] = ratio > 1 ? 1 : ratio;
    size[1] = ratio > 1 ? 1 / ratio : 1;
    size[2] = tall;
}

void landscape_free(struct landscape *landscape)
{
    if (landscape == NULL)
        return;
    free(landscape->height);
    free(landscape);
}

/* --- places */

static void part_of_window(const struct landscape *landscape, const double at[SURFACE_AXES],
                           double part[SURFACE_AXES])
{
    for (int axis = 0; axis < SURFACE_AXES; axis++)
        part[axis] = camera_fraction(landscape->figure->window[axis], at[axis]);
}

/* A little above the ground, so that what stands there lies on it. NAN in a hole. */
static void on_ground(const struct landscape *landscape, const double part[SURFACE_AXES],
                      double out[3])
{
    out[0] = part[0];
    out[1] = part[1];
    out[2] = terrain_height(&landscape->terrain, part[0], part[1]) + lift;
}

struct spot landscape_spot(const struct landscape *landscape, const double at[SURFACE_AXES])
{
    double part[SURFACE_AXES], place[3];
    part_of_window(landscape, at, part);
    for (int axis = 0; axis < SURFACE_AXES; axis++)
        part[axis] = held(part[axis], 1);
    on_ground(landscape, part, place);
    if (isnan(place[2]))
        place[2] = 0;
    return perspective_spot(&landscape->perspective, place);
}

struct spot landscape_way_out(const struct landscape *landscape, const double at[SURFACE_AXES])
{
    static const double little = 0.02;
    double part[SURFACE_AXES], from[3] = {0}, to[3] = {0};
    part_of_window(landscape, at, part);
    for (int axis = 0; axis < SURFACE_AXES; axis++) {
        from[axis] = held(part[axis], 1);
        to[axis] = from[axis] + (part[axis] > 1 ? little : part[axis] < 0 ? -little : 0);
    }
    struct spot a = perspective_spot(&landscape->perspective, from);
    struct spot b = perspective_spot(&landscape->perspective, to);
    return (struct spot){b.x - a.x, b.y - a.y};
}

bool landscape_hides(const struct landscape *landscape, const double at[SURFACE_AXES])
{
    double part[SURFACE_AXES], place[3];
    part_of_window(landscape, at, part);
    on_ground(landscape, part, place);
    place[2] += mark_height;
    return terrain_hides(&landscape->terrain, &landscape->perspective, place);
}

/* --- from where */

enum {
    LOOKS = 120,       /* every so many points of a walk are looked at */
    MOST_STEPS = 20000 /* no more of them are walked for that */
};

/* The walks as the scene has them, all its steps: whatever of them is shown, in a figure or in a
 * picture of an animation, the angle is the same. False without memory. */
static bool walk_scene(const struct scene *scene, struct race *race)
{
    struct race_entry entries[RACE_WALKS];
    size_t count = scene_entries(scene, entries);
    if (!race_init(race, scene->surface, entries, count, scene_chance(scene)))
        return false;
    for (uint64_t step = 0; step < scene->steps && step < MOST_STEPS && race_step(race); step++)
        continue;
    return true;
}

static size_t count_hidden_points(const struct landscape *landscape,
                                  const struct walk_point *points, size_t count)
{
    size_t hidden = 0;
    for (size_t j = 0; j < LOOKS; j++)
        hidden += landscape_hides(landscape, points[j * (count - 1) / (LOOKS - 1)].at);
    return hidden;
}

bool landscape_hides_some(const struct landscape *landscape, const struct walk *walk)
{
    size_t count;
    const struct walk_point *points = walk_points(walk, &count);
    return count_hidden_points(landscape, points, count) > 0;
}

static size_t count_hidden(const struct landscape *landscape, const struct race *race)
{
    size_t hidden = 0;
    for (size_t i = 0; i < race->count; i++) {
        size_t count;
        const struct walk_point *points = walk_points(race->walks[i], &count);
        hidden += count_hidden_points(landscape, points, count);
    }
    const struct critical_points *critical = landscape->figure->source.critical;
    for (size_t i = 0; critical != NULL && i < critical->count && i < LOOKS; i++)
        hidden += critical->points[i].kind == CRITICAL_MINIMUM &&
                  landscape_hides(landscape, critical->points[i].at);
    return hidden;
}

static void look_from(struct landscape *landscape, const double size[3], double turn, double tilt)
{
    double letter = landscape->figure->layout.text;
    const struct box box = landscape->box;
    const struct box inner = {box.x + left_room * letter, box.y + top_room * letter,
                              fmax(box.width - (left_room + right_room) * letter, 1),
                              fmax(box.height - (top_room + bottom_room) * letter, 1)};
    perspective_fit(&landscape->perspective, size, turn, tilt, inner);
}

/* The walks and the minima are what is to be seen. x goes to the right, or y does and x comes
 * nearer; another view than the usual one must show more to be worth it, and a steeper one, which
 * shows less of the heights, much more. */
static bool choose_view(struct landscape *landscape, const double size[3])
{
    static const struct {
        double turn, steeper, worth;
    } views[] = {{-60, 0, 1},   {-120, 0, 0.8}, {-35, 0, 0.8},   {-145, 0, 0.8},
                 {-15, 0, 0.8}, {-60, 12, 0.5}, {-120, 12, 0.5}, {-35, 12, 0.5}};
    double tilt = landscape->figure->options.tilt;
    size_t best = 0, least = SIZE_MAX;
    struct race race = {0};
    if (!walk_scene(landscape->figure->source.scene, &race))
        return false;
    for (size_t i = 0; i < ARRAY_LENGTH(views) && least > 0; i++) {
        look_from(landscape, size, views[i].turn, tilt + views[i].steeper);
        size_t hidden = count_hidden(landscape, &race);
        if ((double)hidden < views[i].worth * (double)least) {
            least = hidden;
            best = i;
        }
    }
    look_from(landscape, size, views[best].turn, tilt + views[best].steeper);
    race_release(&race);
    return true;
}

struct landscape *landscape_new(const struct figure *figure, struct box box)
{
    double size[3];
    struct landscape *landscape = calloc(1, sizeof *landscape);
    if (landscape == NULL)
        return NULL;
    landscape->figure = figure;
    landscape->box = box;
    size_of(figure, size);
    landscape->terrain.columns = (size_t)(NODES * size[0]);
    landscape->terrain.rows = (size_t)(NODES * size[1]);
    bool made = make_heights(landscape);
    if (made && isnan(figure->options.turn))
        made = choose_view(landscape, size);
    else
        look_from(landscape, size, figure->options.turn, figure->options.tilt);
    if (made)
        return landscape;
    landscape_free(landscape);
    return NULL;
}

/* --- lines */

void landscape_line_end(struct landscape_line *line)
{
    line->begun = false;
    line->into = NULL;
}

void landscape_line_to(struct landscape_line *line, const double at[3])
{
    if (!isfinite(at[0]) || !isfinite(at[1]) || !isfinite(at[2])) {
        landscape_line_end(line);
        return;
    }
    const struct landscape *landscape = line->landscape;
    struct spot spot = perspective_spot(&landscape->perspective, at);
    if (line->begun) {
        bool hidden = terrain_hides(&landscape->terrain, &landscape->perspective, at);
        struct outline *into = hidden ? line->hidden : line->seen;
        if (into != NULL && into != line->into)
            outline_move(into, line->last.x, line->last.y);
        if (into != NULL)
            outline_line(into, spot.x, spot.y);
        line->into = into;
    }
    line->begun = true;
    line->last = spot;
}

/* In so fine stretches that it follows the ground. */
static void drape_parts(struct landscape_line *line, const double from[SURFACE_AXES],
                        const double to[SURFACE_AXES])
{
    double away[SURFACE_AXES] = {to[0] - from[0], to[1] - from[1]}, place[3];
    int stretches = (int)ceil(hypot(away[0], away[1]) * STRETCHES);
    for (int i = line->begun ? 1 : 0; i <= stretches; i++) {
        double part = stretches > 0 ? (double)i / stretches : 0;
        const double at[SURFACE_AXES] = {from[0] + away[0] * part, from[1] + away[1] * part};
        on_ground(line->landscape, at, place);
        landscape_line_to(line, place);
    }
}

void landscape_drape(struct landscape_line *line, const double from[SURFACE_AXES],
                     const double to[SURFACE_AXES])
{
    double a[SURFACE_AXES] = {from[0], from[1]}, b[SURFACE_AXES] = {to[0], to[1]};
    double begin[SURFACE_AXES], end[SURFACE_AXES];
    if (!path_clip(line->landscape->figure->window, a, b)) {
        landscape_line_end(line);
        return;
    }
    if (a[0] != from[0] || a[1] != from[1])
        landscape_line_end(line);
    part_of_window(line->landscape, a, begin);
    part_of_window(line->landscape, b, end);
    drape_parts(line, begin, end);
    if (b[0] != to[0] || b[1] != to[1])
        landscape_line_end(line);
}
