#include "app/lesson_mark.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/state.h"
#include "base/number.h"

/* A prediction is right within this part of the window. */
static const double near = 0.1;

static const double beside = 1 / 12.; /* of the window */

void lesson_mark_place(struct app *app, const double at[SURFACE_AXES])
{
    for (int axis = 0; axis < SURFACE_AXES; axis++) {
        const struct surface_window *window = &app->scene->window[axis];
        app->lesson.mark[axis] = at[axis] < window->low    ? window->low
                                 : at[axis] > window->high ? window->high
                                                           : at[axis];
    }
    app->lesson.placed = true;
}

void lesson_mark_move(struct app *app, int columns, int rows)
{
    const struct model model = state_model(app);
    const double *mark = app->lesson.mark;
    double size[SURFACE_AXES];
    if (view_cell_size(&model, app->columns, app->rows, size))
        lesson_mark_place(app, (double[]){mark[0] + columns * size[0], mark[1] + rows * size[1]});
}

void lesson_mark_put(struct app *app)
{
    const double *start = app->scene->walkers[app->walker].start;
    const struct surface_window *x = &app->scene->window[0];
    double away = beside * (x->high - x->low);
    bool is_left = start[0] < (x->low + x->high) / 2;
    lesson_mark_place(app, (double[]){start[0] + (is_left ? away : -away), start[1]});
    app->lesson.placed = false;
}

void lesson_mark_tell(struct app *app)
{
    const double *at = walk_now(app->race.walks[app->walker])->at, *mark = app->lesson.mark;
    double away[SURFACE_AXES];
    char place[SURFACE_AXES][NUMBER_TEXT], off[NUMBER_TEXT];
    bool inside = true;
    for (int axis = 0; axis < SURFACE_AXES; axis++) {
        const struct surface_window *window = &app->scene->window[axis];
        double span = window->high - window->low;
        away[axis] = (at[axis] - mark[axis]) / span;
        number_print_place(place[axis], at[axis], span, 4);
        inside = inside && at[axis] >= window->low && at[axis] <= window->high;
    }
    number_print_short(off, hypot(at[0] - mark[0], at[1] - mark[1]), 2);
    if (inside)
        snprintf(app->lesson.outcome, ERROR_TEXT, "%s: it ended at (%s, %s), %s from your ?.",
                 hypot(away[0], away[1]) <= near ? "Right" : "Not there", place[0], place[1], off);
    else
        snprintf(app->lesson.outcome, ERROR_TEXT, "Neither there nor anywhere: it left the map.");
}
