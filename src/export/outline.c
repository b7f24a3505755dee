#include "export/outline.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/number.h"

enum { CIRCLE_CORNERS = 32, LEAST_ROOM = 16 };

static const double degree = NUMBER_PI / 180;

void outline_release(struct outline *outline)
{
    free(outline->spots);
    free(outline->pieces);
    *outline = (struct outline){0};
}

void outline_clear(struct outline *outline)
{
    outline->count = outline->piece_count = 0;
    outline->failed = false;
}

/* Room for one more; NULL, and `failed`, without memory. */
static void *grow(struct outline *outline, void *items, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return items;
    size_t room = *capacity > 0 ? 2 * *capacity : LEAST_ROOM;
    void *grown = room <= SIZE_MAX / 2 / size ? realloc(items, room * size) : NULL;
    if (grown == NULL)
        outline->failed = true;
    else
        *capacity = room;
    return grown;
}

static void add(struct outline *outline, double x, double y)
{
    struct spot *spots =
        grow(outline, outline->spots, outline->count, &outline->capacity, sizeof *outline->spots);
    if (spots == NULL)
        return;
    outline->spots = spots;
    spots[outline->count++] = (struct spot){x, y};
}

void outline_move(struct outline *outline, double x, double y)
{
    struct outline_piece *pieces = grow(outline, outline->pieces, outline->piece_count,
                                        &outline->piece_capacity, sizeof *outline->pieces);
    if (pieces == NULL)
        return;
    outline->pieces = pieces;
    pieces[outline->piece_count++] = (struct outline_piece){.first = outline->count};
    add(outline, x, y);
}

void outline_line(struct outline *outline, double x, double y)
{
    if (outline->piece_count > 0)
        add(outline, x, y);
}

void outline_close(struct outline *outline)
{
    if (outline->piece_count > 0)
        outline->pieces[outline->piece_count - 1].closed = true;
}

void outline_segment(struct outline *outline, double x0, double y0, double x1, double y1)
{
    outline_move(outline, x0, y0);
    outline_line(outline, x1, y1);
}

void outline_box(struct outline *outline, double x, double y, double width, double height)
{
    outline_move(outline, x, y);
    outline_line(outline, x + width, y);
    outline_line(outline, x + width, y + height);
    outline_line(outline, x, y + height);
    outline_close(outline);
}

void outline_polygon(struct outline *outline, double x, double y, double radius, int corners,
                     double turn)
{
    for (int i = 0; i < corners; i++) {
        double angle = (turn + 360.0 * i / corners) * degree;
        double at_x = x + radius * sin(angle), at_y = y - radius * cos(angle);
        if (i == 0)
            outline_move(outline, at_x, at_y);
        else
            outline_line(outline, at_x, at_y);
    }
    outline_close(outline);
}

void outline_circle(struct outline *outline, double x, double y, double radius)
{
    outline_polygon(outline, x, y, radius, CIRCLE_CORNERS, 0);
}

const struct spot *outline_spots(const struct outline *outline, size_t piece, size_t *count)
{
    size_t first = outline->pieces[piece].first;
    size_t end =
        piece + 1 < outline->piece_count ? outline->pieces[piece + 1].first : outline->count;
    *count = end - first;
    return outline->spots + first;
}
