#include "view/fog.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Of the scene's window: how far is felt, and what part of that is quite clear. */
static const double reach = 0.075, clear_part = 0.6;

void fog_release(struct fog *fog)
{
    free(fog->light);
    free(fog->stamped);
    *fog = (struct fog){0};
}

unsigned fog_light(const struct fog *fog, int column, int row, int half)
{
    if (fog->light == NULL)
        return 0;
    int sample = row * fog->halves + (half < fog->halves ? half : 0);
    return fog->light[(size_t)sample * (size_t)fog->columns + (size_t)column];
}

/* --- a disc */

/* The radius in samples, by axis; that the disc lights its own sample, however small, is the
 * stamp's. */
void fog_radius(const struct fog *fog, double radius[SURFACE_AXES])
{
    const int samples[SURFACE_AXES] = {fog->columns, fog->rows};
    for (int axis = 0; axis < SURFACE_AXES; axis++) {
        struct surface_window scene = fog->scene[axis], shown = fog->camera.window[axis];
        double part = (scene.high / 2 - scene.low / 2) / (shown.high / 2 - shown.low / 2);
        radius[axis] = fmax(reach * part * samples[axis], 0.5);
    }
}

static uint8_t light_at(double distance)
{
    double part = (1 - distance) / (1 - clear_part);
    return part <= 0 ? 0 : part >= 1 ? FOG_CLEAR : (uint8_t)(part * FOG_CLEAR);
}

static int within(double value, int count)
{
    return value < 0 ? 0 : value > count ? count : (int)value;
}

/* The disc around the middle of a sample, which may lie outside. */
static void stamp(struct fog *fog, double column, double row, const double radius[SURFACE_AXES])
{
    int left = within(ceil(column - radius[0]), fog->columns);
    int right = within(floor(column + radius[0]) + 1, fog->columns);
    int top = within(ceil(row - radius[1]), fog->rows);
    int bottom = within(floor(row + radius[1]) + 1, fog->rows);
    for (int y = top; y < bottom; y++)
        for (int x = left; x < right; x++) {
            uint8_t *light = fog->light + (size_t)y * (size_t)fog->columns + (size_t)x;
            uint8_t own = light_at(hypot((x - column) / radius[0], (y - row) / radius[1]));
            if (own > *light)
                *light = own;
        }
}

static void feel(struct fog *fog, const double at[SURFACE_AXES], const double radius[SURFACE_AXES])
{
    double column = floor(camera_fraction(fog->camera.window[0], at[0]) * fog->columns);
    double row = floor((1 - camera_fraction(fog->camera.window[1], at[1])) * fog->rows);
    if (!isfinite(column) || !isfinite(row))
        return;
    if (column >= 0 && row >= 0 && column < fog->columns && row < fog->rows) {
        bool *stamped = fog->stamped + (size_t)row * (size_t)fog->columns + (size_t)column;
        if (*stamped)
            return;
        *stamped = true;
    }
    stamp(fog, column, row, radius);
}

/* --- what is kept */

static bool same_ground(const struct fog *fog, const struct fog_source *source)
{
    return fog->light != NULL && fog->halves == source->halves &&
           fog->walks == source->race->count && camera_same(&fog->camera, &source->camera) &&
           memcmp(fog->scene, source->scene, sizeof fog->scene) == 0;
}

/* Is what is drawn the beginning of this walk? */
static bool continues(const struct fog_trail *trail, const struct walk *walk)
{
    size_t count;
    const struct walk_point *points = walk_points(walk, &count);
    return trail->drawn > 0 && trail->generation == walk_generation(walk) &&
           count >= trail->drawn && memcmp(trail->first, points[0].at, sizeof trail->first) == 0 &&
           memcmp(trail->last, points[trail->drawn - 1].at, sizeof trail->last) == 0;
}

static bool is_current(const struct fog *fog, const struct fog_source *source)
{
    if (!same_ground(fog, source))
        return false;
    for (size_t i = 0; i < fog->walks; i++)
        if (!continues(&fog->trail[i], source->race->walks[i]))
            return false;
    return true;
}

static bool begin(struct fog *fog, const struct fog_source *source)
{
    const struct rectangle *plot = &source->camera.plot;
    size_t count = (size_t)plot->columns * (size_t)plot->rows * (size_t)source->halves;
    if (count > fog->capacity) {
        fog_release(fog);
        fog->light = malloc(count * sizeof *fog->light);
        fog->stamped = malloc(count * sizeof *fog->stamped);
        if (fog->light == NULL || fog->stamped == NULL) {
            fog_release(fog);
            return false;
        }
        fog->capacity = count;
    }
    memset(fog->light, 0, count * sizeof *fog->light);
    memset(fog->stamped, 0, count * sizeof *fog->stamped);
    memset(fog->trail, 0, sizeof fog->trail);
    fog->camera = source->camera;
    fog->halves = source->halves;
    memcpy(fog->scene, source->scene, sizeof fog->scene);
    fog->walks = source->race->count;
    fog->columns = plot->columns;
    fog->rows = plot->rows * source->halves;
    return true;
}

bool fog_update(struct fog *fog, const struct fog_source *source)
{
    double radius[SURFACE_AXES];
    if (source->camera.plot.columns <= 0 || source->camera.plot.rows <= 0)
        return true;
    if (!is_current(fog, source) && !begin(fog, source))
        return false;
    fog_radius(fog, radius);
    for (size_t i = 0; i < fog->walks; i++) {
        size_t count;
        const struct walk_point *points = walk_points(source->race->walks[i], &count);
        struct fog_trail *trail = &fog->trail[i];
        for (; trail->drawn < count; trail->drawn++)
            feel(fog, points[trail->drawn].at, radius);
        trail->generation = walk_generation(source->race->walks[i]);
        memcpy(trail->first, points[0].at, sizeof trail->first);
        memcpy(trail->last, points[count - 1].at, sizeof trail->last);
    }
    return true;
}
