/*
 * Fewer points: of a stretch that of them which lies furthest from the straight way stays, if it is
 * further than the tolerance, and parts the stretch in two (Ramer, 1972; Douglas and Peucker,
 * 1973).
 */
#include "export/isoline.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static double square_of(double across, double down)
{
    return across * across + down * down;
}

/* Distances are compared by their squares: there are many. */
static double square_to_segment(const double at[2], const double a[2], const double b[2])
{
    double along[2] = {b[0] - a[0], b[1] - a[1]}, away[2] = {at[0] - a[0], at[1] - a[1]};
    double square = along[0] * along[0] + along[1] * along[1];
    double part = square > 0 ? (along[0] * away[0] + along[1] * away[1]) / square : 0;
    part = fmin(fmax(part, 0), 1);
    return square_of(away[0] - part * along[0], away[1] - part * along[1]);
}

struct stretch {
    size_t from, to;
};

/* The point furthest from the straight way over a stretch; `to` itself if all are near. */
static size_t furthest(double (*points)[2], struct stretch stretch, double tolerance)
{
    size_t found = stretch.to;
    double most = tolerance * tolerance;
    for (size_t i = stretch.from + 1; i < stretch.to; i++) {
        double square = square_to_segment(points[i], points[stretch.from], points[stretch.to]);
        if (square > most) {
            most = square;
            found = i;
        }
    }
    return found;
}

/* Marks the points of [from, to] that stay; the stack has room for a stretch a point. */
static void choose_points(double (*points)[2], struct stretch whole, double tolerance, bool *stays,
                          struct stretch *stack)
{
    size_t depth = 0;
    stays[whole.from] = stays[whole.to] = true;
    stack[depth++] = whole;
    while (depth > 0) {
        struct stretch stretch = stack[--depth];
        size_t middle = furthest(points, stretch, tolerance);
        if (middle == stretch.to)
            continue;
        stays[middle] = true;
        stack[depth++] = (struct stretch){middle, stretch.to};
        stack[depth++] = (struct stretch){stretch.from, middle};
    }
}

/* A closed line is two stretches, parted at the point furthest from its first. */
static void choose_of_line(const struct isolines *set, const struct isoline *line, double tolerance,
                           bool *stays, struct stretch *stack)
{
    size_t last = line->first + line->count - 1, middle = last;
    double most = -1;
    for (size_t i = line->first; line->closed && i <= last; i++) {
        double square = square_of(set->points[i][0] - set->points[line->first][0],
                                  set->points[i][1] - set->points[line->first][1]);
        if (square > most) {
            most = square;
            middle = i;
        }
    }
    choose_points(set->points, (struct stretch){line->first, middle}, tolerance, stays, stack);
    if (middle < last)
        choose_points(set->points, (struct stretch){middle, last}, tolerance, stays, stack);
}

bool isoline_simplify(struct isolines *set, double tolerance, struct error *error)
{
    if (set->count == 0)
        return true;
    bool *stays = calloc(set->point_count, sizeof *stays);
    struct stretch *stack = calloc(set->point_count, sizeof *stack);
    double(*points)[2] = calloc(set->point_count, sizeof *points);
    bool done = stays != NULL && stack != NULL && points != NULL;
    size_t kept = 0;
    for (size_t i = 0; done && i < set->count; i++) {
        struct isoline *line = &set->lines[i];
        choose_of_line(set, line, tolerance, stays, stack);
        size_t first = kept;
        for (size_t j = line->first; j < line->first + line->count; j++)
            if (stays[j])
                memcpy(points[kept++], set->points[j], sizeof *points);
        line->first = first;
        line->count = kept - first;
    }
    free(stack);
    free(stays);
    if (!done) {
        free(points);
        return error_memory(error);
    }
    free(set->points);
    set->points = points;
    set->point_capacity = set->point_count;
    set->point_count = kept;
    return true;
}
