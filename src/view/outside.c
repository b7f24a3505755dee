#include "view/outside.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "view/arrows.h"
#include "view/marks.h"
#include "view/spell.h"

enum { WORDS_FROM_COLUMNS = 32, DIGITS = 2, LABEL = SPELL_NUMBER + 16 };

struct border {
    struct frame *frame;
    const struct camera *camera;
    const struct model *model;
    struct {
        int column, row;
    } taken[RACE_WALKS];
    size_t count;
    int strip; /* a row with other words; -1: none */
};

/* How far beyond an end, in windows; below 0 inside. */
static double beyond(double fraction)
{
    return fraction > 0.5 ? fraction - 1 : -fraction;
}

double outside_distance(const struct surface_window window[SURFACE_AXES],
                        const double at[SURFACE_AXES])
{
    double x = beyond(camera_fraction(window[0], at[0]));
    double y = beyond(camera_fraction(window[1], at[1]));
    return fmax(fmax(x, y), 0);
}

/* Which side of the window a fraction lies on: -1, 0 (inside), +1. */
static int side(double fraction)
{
    return (fraction > 1) - (fraction < 0);
}

/* "3.1 windows" */
static void print_distance(const struct border *border, const double at[SURFACE_AXES],
                           char out[LABEL])
{
    const struct camera *camera = border->camera;
    bool narrow = camera->plot.columns < WORDS_FROM_COLUMNS;
    char number[SPELL_NUMBER];
    if (!(outside_distance(border->model->scene->window, at) <= OUTSIDE_FAR)) {
        snprintf(out, LABEL, "%s", narrow ? "too far" : "too far to show");
        return;
    }
    double windows = outside_distance(camera->window, at);
    spell_number(number, &border->model->look, windows, windows < 100 ? DIGITS : DIGITS + 1, 6);
    snprintf(out, LABEL, "%s%s", number, narrow ? "w" : windows == 1 ? " window" : " windows");
}

static bool is_taken(const struct border *border, int column, int row)
{
    if (row == border->strip)
        return true;
    for (size_t i = 0; i < border->count; i++)
        if (border->taken[i].column == column && border->taken[i].row == row)
            return true;
    return false;
}

/* Several at one place stand below or above each other, as lines of a list: the nearest row that
 * is free. False if there is none. */
static bool find_place(struct border *border, int *column, int *row)
{
    const struct rectangle plot = border->camera->plot;
    for (int i = 0; i < 2 * RACE_WALKS; i++) {
        int r = *row + (i % 2 ? (i + 1) / 2 : -i / 2);
        if (!rectangle_has(plot, *column, r) || is_taken(border, *column, r))
            continue;
        border->taken[border->count].column = *column;
        border->taken[border->count++].row = *row = r;
        return true;
    }
    return false;
}

/* Beside the arrow, inwards, if all of it fits. */
static void draw_label(const struct border *border, int column, int row, int right,
                       const char *label, size_t walker)
{
    const struct rectangle plot = border->camera->plot;
    int width = text_width(label), start = column + 2;
    if (right > 0 || start + width > plot.column + plot.columns)
        start = column - 1 - width;
    if (start < plot.column || start + width > plot.column + plot.columns)
        return;
    marks_put(border->frame, start < column ? column - 1 : column + 1, row, ' ', walker,
              &border->model->look);
    size_t used;
    for (const char *c = label; *c != '\0'; c += used, start++)
        marks_put(border->frame, start, row, text_decode(c, strlen(c), &used), walker,
                  &border->model->look);
}

static void draw(struct border *border, size_t walker)
{
    const struct camera *camera = border->camera;
    const double *at = marks_place(border->model->race->walks[walker]);
    char label[LABEL];
    int column, row;
    if (isnan(at[0]) || isnan(at[1]) || camera_cell(camera, at, &column, &row))
        return;
    int right = side(camera_fraction(camera->window[0], at[0]));
    int down = -side(camera_fraction(camera->window[1], at[1]));
    if (!find_place(border, &column, &row))
        return;
    print_distance(border, at, label);
    marks_put_sign(border->frame, column, row, marks_arrow(border->model->look.glyphs, right, down),
                   walker, &border->model->look);
    draw_label(border, column, row, right, label, walker);
}

bool outside_draw(struct frame *frame, const struct camera *camera, const struct model *model)
{
    struct border border = {.frame = frame, .camera = camera, .model = model, .strip = -1};
    size_t count = model->race->count, chosen = model_chosen(model);
    if (count > 0)
        border.strip = arrows_strip_row(camera, model);
    if (count > 0)
        draw(&border, chosen);
    for (size_t i = 0; i < count; i++)
        if (i != chosen)
            draw(&border, i);
    return border.count > 0;
}
