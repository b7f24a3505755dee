/*
 * Critical points by kind. A kind that would cover the map is left out, but for the deepest
 * minimum, as on the screen.
 */
#include "export/figure_marks.h"

#define ROOM 6.0 /* letters: the side of the square that a mark has to itself, at least */

color figure_note_color(const struct figure *figure)
{
    return figure_has_heat(figure) ? 0xF8F8F8 : figure->theme.ink;
}

static bool is_inside(const struct figure *figure, const double at[SURFACE_AXES])
{
    return at[0] >= figure->window[0].low && at[0] <= figure->window[0].high &&
           at[1] >= figure->window[1].low && at[1] <= figure->window[1].high;
}

unsigned figure_critical_kinds(const struct figure *figure)
{
    const struct critical_points *points = figure->source.critical;
    const struct box plot = figure->layout.plot;
    double side = ROOM * figure->layout.text, most = plot.width * plot.height / (side * side);
    size_t count[CRITICAL_FLAT + 1] = {0};
    unsigned kinds = 0;
    for (size_t i = 0; points != NULL && i < points->count; i++)
        count[points->points[i].kind] += is_inside(figure, points->points[i].at);
    for (unsigned kind = 0; kind <= CRITICAL_FLAT; kind++)
        if (count[kind] > 0 && (double)count[kind] <= most)
            kinds |= 1u << kind;
    return kinds;
}

void figure_draw_critical(struct figure *figure, struct canvas *canvas)
{
    const struct critical_points *points = figure->source.critical;
    unsigned kinds = figure_critical_kinds(figure);
    for (size_t i = points != NULL ? points->count : 0; i-- > 0;) { /* the deepest on top */
        const struct critical_point *point = &points->points[i];
        bool deepest = i == 0 && point->kind == CRITICAL_MINIMUM;
        if (!is_inside(figure, point->at) || (!(kinds >> point->kind & 1) && !deepest))
            continue;
        const struct figure_mark mark = {.at = figure_place(figure, figure->layout.plot, point->at),
                                         .color = figure_note_color(figure),
                                         .size = 0.85,
                                         .faint = figure_hides(figure, point->at)};
        figure_mark_critical(figure, canvas, &mark, point->kind);
    }
}
