/*
 * Critical points by kind, minima first. A kind that would cover the map is left out with those
 * after it, but for the deepest minimum, as on the screen. What ground stands before is not marked:
 * on that ground the mark would be of another place.
 */
#include "export/figure_marks.h"

#include "view/outside.h"

#define ROOM 9.0 /* letters: the side of the square of the page that there is for each mark */

color figure_note_color(const struct figure *figure)
{
    return figure_has_heat(figure) ? 0xF8F8F8 : figure->theme.ink;
}

static bool is_inside(const struct figure *figure, const double at[SURFACE_AXES])
{
    return outside_distance(figure->window, at) == 0;
}

/* Kind after kind, while there is room for all of it. */
static unsigned kinds_with_room(const struct figure *figure, const struct critical_points *points)
{
    double side = ROOM * figure->layout.text;
    double most = figure->options.width * figure->options.height / (side * side);
    size_t count[CRITICAL_FLAT + 1] = {0};
    unsigned kinds = 0;
    for (size_t i = 0; i < points->count; i++)
        count[points->points[i].kind] += is_inside(figure, points->points[i].at);
    for (unsigned kind = 0; kind <= CRITICAL_FLAT && (double)count[kind] <= most; kind++) {
        kinds |= 1u << kind;
        most -= (double)count[kind];
    }
    return kinds;
}

/* Is point i marked, in the fog or not, where these kinds have room? */
static bool is_marked(const struct figure *figure, size_t i, unsigned kinds)
{
    const struct critical_point *point = &figure->source.critical->points[i];
    bool deepest = i == 0 && point->kind == CRITICAL_MINIMUM;
    return is_inside(figure, point->at) && (kinds >> point->kind & 1 || deepest) &&
           !figure_hides(figure, point->at);
}

unsigned figure_critical_kinds(const struct figure *figure)
{
    const struct critical_points *points = figure->source.critical;
    unsigned room = points != NULL ? kinds_with_room(figure, points) : 0, kinds = 0;
    for (size_t i = 0; points != NULL && i < points->count; i++)
        if (is_marked(figure, i, room) && figure_is_felt(figure, points->points[i].at))
            kinds |= 1u << points->points[i].kind;
    return kinds;
}

void figure_draw_critical(const struct figure *figure, struct canvas *canvas)
{
    const struct critical_points *points = figure->source.critical;
    unsigned room = points != NULL ? kinds_with_room(figure, points) : 0;
    for (size_t i = points != NULL ? points->count : 0; i-- > 0;) { /* the deepest on top */
        const struct critical_point *point = &points->points[i];
        if (!is_marked(figure, i, room))
            continue;
        const struct figure_mark mark = {.at = figure_place(figure, figure->layout.plot, point->at),
                                         .color = figure_note_color(figure),
                                         .size = 0.85};
        figure_mark_critical(figure, canvas, &mark, point->kind);
    }
}
