/*
 * A place is tried every third of a label's width along each line. How bad it is: how far the line
 * bends away from the label, and how steeply it stands. The best of all places of all lines is
 * taken first, then the best that is clear of it, and so on.
 */
#include "export/isoline.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"

enum {
    TRIES_A_WIDTH = 3,
    PLACES = 16384, /* tried in all, at most */
    LENGTHS = 3     /* a line shorter than so many labels stays bare */
};

static const double margin = 0.35;   /* of a label's height, around it */
static const double most_bend = 0.3; /* of its height, from the straight way */
static const double steep_cost = 0.5;

struct place {
    struct isoline_label label;
    double cost;
};

/* --- along a line */

static const double *point_of(const struct isolines *set, const struct isoline *line, size_t i)
{
    return set->points[line->first + i % line->count];
}

/* Not hypot(): these are lengths of a page, and many. */
static double distance(const double a[2], const double b[2])
{
    double across = b[0] - a[0], down = b[1] - a[1];
    return sqrt(across * across + down * down);
}

/* A line with the length up to each of its points; with one more at the end where it is closed. */
struct ruler {
    const struct isolines *set;
    const struct isoline *line;
    double *length;
    size_t last; /* length[last] is all of it */
};

static void measure(struct ruler *ruler, const struct isolines *set, const struct isoline *line)
{
    ruler->set = set;
    ruler->line = line;
    ruler->last = line->closed ? line->count : line->count - 1;
    ruler->length[0] = 0;
    for (size_t i = 0; i < ruler->last; i++) {
        const double *a = point_of(set, line, i), *b = point_of(set, line, i + 1);
        ruler->length[i + 1] = ruler->length[i] + distance(a, b);
    }
}

/* Room for the longest line; NULL without memory. */
static double *ruler_room(const struct isolines *set)
{
    size_t most = 0;
    for (size_t i = 0; i < set->count; i++)
        most = set->lines[i].count > most ? set->lines[i].count : most;
    return calloc(most + 1, sizeof(double));
}

/* The last point at or before a length; the last but one at the end. */
static size_t segment_at(const struct ruler *ruler, double length)
{
    size_t below = 0, above = ruler->last;
    while (above - below > 1) {
        size_t middle = (below + above) / 2;
        if (ruler->length[middle] <= length)
            below = middle;
        else
            above = middle;
    }
    return below;
}

static void place_at(const struct ruler *ruler, double length, double at[2])
{
    size_t i = segment_at(ruler, length);
    const double *a = point_of(ruler->set, ruler->line, i);
    const double *b = point_of(ruler->set, ruler->line, i + 1);
    double own = ruler->length[i + 1] - ruler->length[i];
    double part = own > 0 ? fmin(fmax((length - ruler->length[i]) / own, 0), 1) : 0;
    for (int axis = 0; axis < 2; axis++)
        at[axis] = a[axis] + part * (b[axis] - a[axis]);
}

/* --- is a place good? */

/* The sample nearest to a point; NAN outside. */
static double value_near(const struct isoline_grid *grid, double x, double y)
{
    double column = (x - grid->x) / grid->across, row = (y - grid->y) / grid->down;
    if (!(column > -0.5 && row > -0.5 && column < (double)grid->columns - 0.5 &&
          row < (double)grid->rows - 0.5))
        return (double)NAN;
    return grid->value[(size_t)(row + 0.5) * grid->columns + (size_t)(column + 0.5)];
}

/* Between the next levels on both sides, all over the label? Then no other line goes through. */
static bool is_clear_of_levels(const struct isoline_labelling *labelling,
                               const struct isoline_label *label)
{
    enum { ALONG = 4, BESIDE = 2 };
    double turn = label->turn * NUMBER_PI / 180, right[2] = {cos(turn), sin(turn)};
    double half = labelling->widths[label->level] / 2, high = labelling->height / 2;
    size_t level = label->level;
    double low = level > 0 ? labelling->levels[level - 1] : -HUGE_VAL;
    double top = level + 1 < labelling->level_count ? labelling->levels[level + 1] : HUGE_VAL;
    for (int i = -ALONG; i <= ALONG; i++)
        for (int j = -BESIDE; j <= BESIDE; j++) {
            double u = half * i / ALONG, v = high * j / BESIDE;
            double value = value_near(labelling->grid, label->x + u * right[0] - v * right[1],
                                      label->y + u * right[1] + v * right[0]);
            if (!(value > low && value < top))
                return false;
        }
    return true;
}

/* Half of what a label takes to its sides, as it is turned. */
static void reach(const struct isoline_labelling *labelling, const struct isoline_label *label,
                  double out[2])
{
    double turn = label->turn * NUMBER_PI / 180, across = fabs(cos(turn)), down = fabs(sin(turn));
    double around = margin * labelling->height;
    double half = labelling->widths[label->level] / 2 + around;
    double high = labelling->height / 2 + around;
    out[0] = half * across + high * down;
    out[1] = half * down + high * across;
}

static bool is_inside(const struct isoline_labelling *labelling, const struct isoline_label *label)
{
    double out[2];
    reach(labelling, label, out);
    return label->x - out[0] >= labelling->left && label->x + out[0] <= labelling->right &&
           label->y - out[1] >= labelling->top && label->y + out[1] <= labelling->bottom;
}

static bool is_clear_of_spots(const struct isoline_labelling *labelling,
                              const struct isoline_label *label)
{
    double turn = label->turn * NUMBER_PI / 180;
    double half = labelling->widths[label->level] / 2, high = labelling->height / 2;
    for (size_t i = 0; i < labelling->spot_count; i++) {
        const struct isoline_spot *spot = &labelling->spots[i];
        double away[2] = {spot->x - label->x, spot->y - label->y};
        double along = fabs(away[0] * cos(turn) + away[1] * sin(turn)) - half;
        double beside = fabs(away[1] * cos(turn) - away[0] * sin(turn)) - high;
        if (hypot(fmax(along, 0), fmax(beside, 0)) < spot->radius)
            return false;
    }
    return true;
}

static bool are_apart(const struct isoline_labelling *labelling, const struct isoline_label *a,
                      const struct isoline_label *b)
{
    double one[2], other[2];
    if (a->level == b->level && hypot(a->x - b->x, a->y - b->y) < labelling->apart)
        return false;
    reach(labelling, a, one);
    reach(labelling, b, other);
    return fabs(a->x - b->x) > one[0] + other[0] || fabs(a->y - b->y) > one[1] + other[1];
}

/* --- places */

/* From its two ends and how the line goes between them. False: too bent. */
static bool judge_place(const struct ruler *ruler, const struct isoline_labelling *labelling,
                        struct place *place)
{
    enum { LOOKS = 8 };
    struct isoline_label *label = &place->label;
    double at[LOOKS + 1][2], most = 0;
    for (int i = 0; i <= LOOKS; i++)
        place_at(ruler, label->from + (label->to - label->from) * i / LOOKS, at[i]);
    double right = at[LOOKS][0] - at[0][0], down = at[LOOKS][1] - at[0][1];
    double chord = hypot(right, down);
    if (!(chord > 0))
        return false;
    for (int i = 1; i < LOOKS; i++)
        most =
            fmax(most, fabs((at[i][0] - at[0][0]) * down - (at[i][1] - at[0][1]) * right) / chord);
    most = fmax(most, label->to - label->from - chord);
    if (most > most_bend * labelling->height)
        return false;
    double turn = atan2(down, right) * 180 / NUMBER_PI;
    label->turn = turn > 90 ? turn - 180 : turn <= -90 ? turn + 180 : turn;
    label->x = (at[0][0] + at[LOOKS][0]) / 2;
    label->y = (at[0][1] + at[LOOKS][1]) / 2;
    place->cost = most / (most_bend * labelling->height) + steep_cost * fabs(label->turn) / 90;
    return is_inside(labelling, label) && is_clear_of_spots(labelling, label) &&
           is_clear_of_levels(labelling, label);
}

/* Adds the good places of a line. */
static size_t find_on_line(const struct ruler *ruler, const struct isoline_labelling *labelling,
                           size_t index, struct place *places, size_t count)
{
    size_t level = ruler->line->level;
    double width = labelling->widths[level], length = ruler->length[ruler->last];
    double taken = width + 2 * margin * labelling->height;
    if (length < LENGTHS * taken)
        return count;
    for (double from = taken / 2; from + taken < length && count < PLACES;
         from += width / TRIES_A_WIDTH) {
        places[count].label =
            (struct isoline_label){.level = level, .line = index, .from = from, .to = from + taken};
        count += judge_place(ruler, labelling, &places[count]);
    }
    return count;
}

static size_t find_places(const struct isolines *set, const struct isoline_labelling *labelling,
                          double *room, struct place *places)
{
    struct ruler ruler = {.length = room};
    size_t count = 0;
    for (size_t i = 0; i < set->count; i++) {
        if (!(labelling->widths[set->lines[i].level] > 0))
            continue;
        measure(&ruler, set, &set->lines[i]);
        count = find_on_line(&ruler, labelling, i, places, count);
    }
    return count;
}

static int by_cost(const void *a, const void *b)
{
    const struct place *one = a, *other = b;
    if (one->cost != other->cost)
        return one->cost < other->cost ? -1 : 1;
    if (one->label.line != other->label.line)
        return one->label.line < other->label.line ? -1 : 1;
    return (one->label.from > other->label.from) - (one->label.from < other->label.from);
}

static size_t choose(const struct isoline_labelling *labelling, const struct place *places,
                     size_t found, struct isoline_label *labels, size_t most)
{
    size_t count = 0;
    for (size_t i = 0; i < found && count < most; i++) {
        bool apart = true;
        for (size_t j = 0; apart && j < count; j++)
            apart = are_apart(labelling, &places[i].label, &labels[j]);
        if (apart)
            labels[count++] = places[i].label;
    }
    return count;
}

size_t isoline_label(const struct isolines *set, const struct isoline_labelling *labelling,
                     struct isoline_label *labels, size_t most)
{
    struct place *places = calloc(PLACES + 1, sizeof *places);
    double *room = ruler_room(set);
    size_t count = 0;
    if (places != NULL && room != NULL) { /* else a picture without numbers */
        size_t found = find_places(set, labelling, room, places);
        qsort(places, found, sizeof *places, by_cost);
        count = choose(labelling, places, found, labels, most);
    }
    free(room);
    free(places);
    return count;
}

/* --- gaps */

static int by_place(const void *a, const void *b)
{
    const struct isoline_label *one = a, *other = b;
    if (one->line != other->line)
        return one->line < other->line ? -1 : 1;
    return (one->from > other->from) - (one->from < other->from);
}

/* The part of a line between two lengths; around the beginning if `to` is beyond the end. */
static bool add_part(const struct ruler *ruler, double from, double to, struct isolines *out)
{
    double whole = ruler->length[ruler->last], at[2];
    struct isoline part = {.level = ruler->line->level, .first = out->point_count};
    place_at(ruler, from, at);
    bool done = isolines_add_point(out, at);
    for (size_t i = segment_at(ruler, from) + 1; done && i < ruler->last + ruler->line->count;
         i++) {
        double length =
            i <= ruler->last ? ruler->length[i] : whole + ruler->length[i - ruler->last];
        if (length >= to)
            break;
        if (length > from)
            done = isolines_add_point(out, point_of(ruler->set, ruler->line, i));
    }
    place_at(ruler, to > whole ? to - whole : to, at);
    done = done && isolines_add_point(out, at);
    part.count = out->point_count - part.first;
    return done && isolines_add_line(out, part);
}

static bool cut_line(const struct ruler *ruler, const struct isoline_label *labels, size_t count,
                     struct isolines *out)
{
    double whole = ruler->length[ruler->last];
    bool done = ruler->line->closed || add_part(ruler, 0, labels[0].from, out);
    for (size_t i = 0; done && i < count; i++) {
        bool last = i + 1 == count;
        double to = !last                 ? labels[i + 1].from
                    : ruler->line->closed ? whole + labels[0].from
                                          : whole;
        done = add_part(ruler, labels[i].to, to, out);
    }
    return done;
}

static bool copy_line(const struct isolines *set, const struct isoline *line, struct isolines *out)
{
    struct isoline copy = *line;
    copy.first = out->point_count;
    for (size_t i = 0; i < line->count; i++)
        if (!isolines_add_point(out, point_of(set, line, i)))
            return false;
    return isolines_add_line(out, copy);
}

static bool cut_all(const struct isolines *set, const struct isoline_label *labels, size_t count,
                    double *room, struct isolines *out)
{
    struct ruler ruler = {.length = room};
    for (size_t i = 0, next = 0; i < set->count; i++) {
        size_t first = next;
        while (next < count && labels[next].line == i)
            next++;
        measure(&ruler, set, &set->lines[i]);
        if (next == first ? !copy_line(set, &set->lines[i], out)
                          : !cut_line(&ruler, labels + first, next - first, out))
            return false;
    }
    return true;
}

bool isoline_cut(const struct isolines *set, const struct isoline_label *labels, size_t count,
                 struct isolines *out, struct error *error)
{
    struct isoline_label *sorted = calloc(count + 1, sizeof *sorted);
    double *room = ruler_room(set);
    out->count = out->point_count = 0;
    bool done = sorted != NULL && room != NULL;
    if (done) {
        if (count > 0)
            memcpy(sorted, labels, count * sizeof *sorted);
        qsort(sorted, count, sizeof *sorted, by_place);
        done = cut_all(set, sorted, count, room, out);
    }
    free(room);
    free(sorted);
    return done || error_memory(error);
}
