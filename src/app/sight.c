#include "app/sight.h"

#include <math.h>
#include <string.h>

#include "app/change.h"
#include "app/state.h"
#include "base/number.h"
#include "term/device.h"
#include "view/camera.h"
#include "view/colormap.h"
#include "view/marks.h"
#include "view/outside.h"
#include "view/view.h"

/* A key zooms by so much. Windows end where doubles do: where neighbouring cells would have one
 * coordinate, and before the numbers overflow. */
static const double zoom_factor = 1.5, least_part = 1e-12, most_span = 1e300;

/* How far the map follows the crosshair beyond its edge, and the room around what is held, in
 * windows. */
static const double follow = 0.25, margin = 0.06;

void sight_init(struct sight *sight)
{
    *sight = (struct sight){.layers = LAYERS_DEFAULT};
}

void sight_reset(struct app *app)
{
    struct sight *sight = &app->sight;
    memcpy(sight->window, app->scene->window, sizeof sight->window);
    sight->holds = false;
    for (int axis = 0; axis < SURFACE_AXES; axis++)
        sight->crosshair[axis] = camera_between(sight->window[axis], 0.5);
}

void sight_show(struct sight *sight, const struct model *model)
{
    memcpy(sight->window, model->window, sizeof sight->window);
    sight->layers = model->layers;
    sight->colormap = sight->chosen_colormap = (size_t)(model->colormap - colormaps);
}

static bool shows(const struct surface_window window[SURFACE_AXES], const double at[SURFACE_AXES])
{
    return outside_distance(window, at) == 0;
}

static bool is_whole(const struct app *app)
{
    return memcmp(app->sight.window, app->scene->window, sizeof app->sight.window) == 0;
}

/* --- zoom */

static bool is_drawable(struct surface_window window)
{
    double span = window.high - window.low;
    double size = fmax(fabs(window.low), fabs(window.high));
    return span > least_part * size && span > 1e-290 && span < most_span;
}

/* Nearly the scene's window is the scene's window. */
static struct surface_window settle(struct surface_window window, struct surface_window scene)
{
    double slack = (scene.high - scene.low) * 1e-9;
    bool same = fabs(window.low - scene.low) < slack && fabs(window.high - scene.high) < slack;
    return same ? scene : window;
}

/* Is there ground to be seen whose minima and saddles are unknown, though they are shown? */
static bool has_unmarked(const struct app *app)
{
    const struct surface_window *seen = app->sight.window, *known = app->scene->window;
    bool beyond = false;
    for (int axis = 0; axis < SURFACE_AXES; axis++)
        beyond = beyond || seen[axis].low < known[axis].low || seen[axis].high > known[axis].high;
    return beyond && (app->sight.layers & LAYER_CRITICAL) != 0;
}

static void zoom(struct app *app, int direction, const double keep[SURFACE_AXES])
{
    struct surface_window next[SURFACE_AXES];
    double factor = direction > 0 ? 1 / zoom_factor : zoom_factor;
    for (int axis = 0; axis < SURFACE_AXES; axis++) {
        struct surface_window window = app->sight.window[axis];
        next[axis] = (struct surface_window){keep[axis] + (window.low - keep[axis]) * factor,
                                             keep[axis] + (window.high - keep[axis]) * factor};
        if (!is_drawable(next[axis])) {
            state_say(app, "no further: numbers end here");
            return;
        }
    }
    app->sight.holds = false;
    for (int axis = 0; axis < SURFACE_AXES; axis++)
        app->sight.window[axis] = settle(next[axis], app->scene->window[axis]);
    double part =
        (next[0].high - next[0].low) / (app->scene->window[0].high - app->scene->window[0].low);
    char times[NUMBER_TEXT];
    number_print_short(times, part < 1 ? 1 / part : part, 3);
    if (is_whole(app))
        state_say(app, "the scene's window");
    else
        state_say(app, "%s %s times: %s goes back%s", part < 1 ? "enlarged" : "reduced", times,
                  action_key("whole").text,
                  has_unmarked(app) ? "; minima are sought in the scene's window only" : "");
}

void sight_zoom(struct app *app, int direction)
{
    const struct sight *sight = &app->sight;
    const double *at = app->focus == FOCUS_CROSSHAIR ? sight->crosshair
                                                     : marks_place(app->race.walks[app->walker]);
    const double middle[SURFACE_AXES] = {camera_between(sight->window[0], 0.5),
                                         camera_between(sight->window[1], 0.5)};
    zoom(app, direction, shows(sight->window, at) ? at : middle);
}

void sight_zoom_at(struct app *app, const struct event *event)
{
    const struct model model = state_model(app);
    struct pick pick = view_pick(&model, app->columns, app->rows, event->column, event->row);
    if (pick.kind == PICK_MAP)
        zoom(app, event->turn, pick.at);
}

/* --- all that was walked */

static void include(struct surface_window window[SURFACE_AXES], const double at[SURFACE_AXES])
{
    for (int axis = 0; axis < SURFACE_AXES; axis++) {
        window[axis].low = fmin(window[axis].low, at[axis]);
        window[axis].high = fmax(window[axis].high, at[axis]);
    }
}

struct trails {
    struct surface_window
        window[SURFACE_AXES]; /* the scene's, and all points not too far from it */
    bool shown;               /* they all lie in what is shown already */
    bool too_far;             /* there are others */
};

static void follow_trail(const struct app *app, const struct walk *walk, struct trails *trails)
{
    size_t count;
    const struct walk_point *points = walk_points(walk, &count);
    for (size_t i = 0; i < count; i++) {
        const double *at = points[i].at;
        if (!isfinite(at[0]) || !isfinite(at[1]))
            continue;
        if (!(outside_distance(app->scene->window, at) <= OUTSIDE_FAR)) {
            trails->too_far = true;
            continue;
        }
        trails->shown = trails->shown && shows(app->sight.window, at);
        include(trails->window, at);
    }
}

static struct trails find_trails(const struct app *app)
{
    struct trails trails = {.shown = true};
    memcpy(trails.window, app->scene->window, sizeof trails.window);
    for (size_t i = 0; i < app->race.count; i++)
        follow_trail(app, app->race.walks[i], &trails);
    return trails;
}

static bool is_showable(const struct surface_window window[SURFACE_AXES])
{
    return is_drawable(window[0]) && is_drawable(window[1]);
}

/* Room around what reaches beyond the scene's window. */
static struct surface_window with_margin(struct surface_window window, struct surface_window scene)
{
    double room = margin * (window.high - window.low);
    if (window.low < scene.low)
        window.low -= room;
    if (window.high > scene.high)
        window.high += room;
    return window;
}

void sight_hold(struct app *app)
{
    struct trails trails = find_trails(app);
    const char *far = trails.too_far ? "; what is further away cannot be shown" : "";
    const struct surface_window *scene = app->scene->window;
    const struct surface_window held[SURFACE_AXES] = {with_margin(trails.window[0], scene[0]),
                                                      with_margin(trails.window[1], scene[1])};
    bool held_before = app->sight.holds;
    app->sight.holds = false;
    if (!held_before && !trails.shown && is_showable(held)) {
        memcpy(app->sight.window, held, sizeof app->sight.window);
        app->sight.holds = true;
        state_say(app, "all that was walked%s: %s goes back", far, action_key("whole").text);
    } else if (!is_whole(app)) {
        memcpy(app->sight.window, scene, sizeof app->sight.window);
        state_say(app, "the scene's window%s", far);
    } else if (trails.too_far || !trails.shown) {
        state_say(app, "too far away to be shown: %s goes back a step, %s to the start",
                  action_key("back").text, action_key("restart").text);
    } else {
        state_say(app, "this is the scene's window, and no walker has left it");
    }
}

void sight_let_go(struct app *app)
{
    if (app->sight.holds)
        memcpy(app->sight.window, app->scene->window, sizeof app->sight.window);
    app->sight.holds = false;
}

/* --- layers and colours */

void sight_toggle(struct app *app, int layer)
{
    static const struct {
        enum layer layer;
        const char *on, *off;
    } words[] = {
        {LAYER_CONTOURS, "contour lines", "no contour lines"},
        {LAYER_CRITICAL, "minima, saddles and maxima are marked", "no marks but the walkers'"},
        {LAYER_RELIEF, "relief: lit from the upper left", "flat colours"},
        {LAYER_SLOPES, "arrows point down the slope: the clearer, the steeper", "no arrows"},
        {LAYER_STEP, "the next step: its line is true to scale, letters show directions",
         "the next step is no longer drawn"},
        {LAYER_FOG, "fog: only what was walked over is seen", "the fog is lifted"},
        {LAYER_HELD, "colours keep to the scene's window", "colours spread over what is seen"},
    };
    app->sight.layers ^= (unsigned)layer;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (words[i].layer == (unsigned)layer)
            state_say(app, "%s", app->sight.layers & (unsigned)layer ? words[i].on : words[i].off);
}

void sight_show_chart(struct app *app, enum chart_kind kind)
{
    app->chart = kind;
    const struct model model = state_model(app);
    if (view_has_chart(&model, app->columns, app->rows))
        state_say(app, "chart: %s", chart_words(kind));
    else if (kind == CHART_LOSS)
        state_say(app, "no chart beside the map");
    else
        state_say(app, "no room for a chart of the %s", chart_words(kind));
}

void sight_follow_scene(struct app *app)
{
    bool named = app->scene->colormap != SCENE_NO_COLORMAP;
    app->sight.colormap = named ? (size_t)app->scene->colormap : app->sight.chosen_colormap;
}

void sight_turn_colormap(struct app *app, int direction)
{
    struct sight *sight = &app->sight;
    sight->colormap = (sight->colormap + (direction > 0 ? 1 : colormap_count - 1)) % colormap_count;
    sight->chosen_colormap = sight->colormap;
    state_say(app, "colours: %s", colormaps[sight->colormap].name);
}

void sight_turn_theme(struct app *app)
{
    app->look.light = !app->look.light;
    state_say(app, "words for a %s background", app->look.light ? "light" : "dark");
}

/* --- the crosshair */

static bool is_in_fog(const struct app *app)
{
    return app->sight.layers & LAYER_FOG;
}

static void say_place(struct app *app)
{
    const double *at = app->sight.crosshair;
    char x[NUMBER_TEXT], y[NUMBER_TEXT], loss[NUMBER_TEXT], slope[NUMBER_TEXT];
    struct surface_point point;
    surface_at(app->scene->surface, SURFACE_GRADIENT, at, &point);
    number_print_short(x, at[0], 4);
    number_print_short(y, at[1], 4);
    number_print_short(loss, point.loss, 5);
    number_print_short(slope, hypot(point.gradient[0], point.gradient[1]), 4);
    if (is_in_fog(app))
        state_say(app, "at (%s, %s)", x, y);
    else
        state_say(app, "at (%s, %s): loss %s, |∇| %s", x, y, loss, slope);
}

void sight_crosshair(struct app *app)
{
    struct sight *sight = &app->sight;
    if (app->focus == FOCUS_CROSSHAIR) {
        app->focus = FOCUS_KNOBS;
        state_say(app, "the arrows turn the knobs");
        return;
    }
    app->focus = FOCUS_CROSSHAIR;
    if (!shows(sight->window, sight->crosshair))
        for (int axis = 0; axis < SURFACE_AXES; axis++)
            sight->crosshair[axis] = camera_between(sight->window[axis], 0.5);
    state_say(app, "the arrows or a click move the crosshair, %s zooms, Enter starts there",
              action_key("zoom").text);
}

/* The map follows a crosshair that leaves it. */
static void follow_crosshair(struct sight *sight)
{
    for (int axis = 0; axis < SURFACE_AXES; axis++) {
        struct surface_window window = sight->window[axis];
        double at = sight->crosshair[axis], step = (window.high - window.low) * follow;
        double by = at > window.high  ? fmax(step, at - window.high)
                    : at < window.low ? -fmax(step, window.low - at)
                                      : 0;
        const struct surface_window next = {window.low + by, window.high + by};
        if (by != 0 && is_drawable(next))
            sight->window[axis] = next;
    }
}

void sight_move_by(struct app *app, int columns, int rows)
{
    double size[SURFACE_AXES];
    change_cell_size(app, size);
    app->sight.crosshair[0] += columns * size[0];
    app->sight.crosshair[1] += rows * size[1];
    follow_crosshair(&app->sight);
    say_place(app);
}

void sight_move_to(struct app *app, const double at[SURFACE_AXES])
{
    memcpy(app->sight.crosshair, at, sizeof app->sight.crosshair);
    say_place(app);
}
