/*
 * Outlines: what a canvas strokes and fills. Pieces of straight lines, each open or closed.
 *
 * Like a buffer: a failed growth sets `failed`, and what is drawn then lacks a part; the canvas
 * that draws it keeps that.
 */
#ifndef EXPORT_OUTLINE_H
#define EXPORT_OUTLINE_H

#include <stdbool.h>
#include <stddef.h>

struct spot {
    double x, y;
};

struct outline_piece {
    size_t first; /* index of its first spot; it ends where the next piece begins */
    bool closed;
};

struct outline {
    struct spot *spots;
    size_t count, capacity;
    struct outline_piece *pieces;
    size_t piece_count, piece_capacity;
    bool failed;
};

/* A zeroed struct is an empty outline. Clearing keeps the memory. */
void outline_release(struct outline *outline);
void outline_clear(struct outline *outline);

/* Begins a piece at a spot; goes on from there; closes the piece. */
void outline_move(struct outline *outline, double x, double y);
void outline_line(struct outline *outline, double x, double y);
void outline_close(struct outline *outline);

/* One segment, a piece of its own. */
void outline_segment(struct outline *outline, double x0, double y0, double x1, double y1);

/* Closed pieces. A regular polygon of `corners`, the first at `turn` degrees clockwise from the
 * top. */
void outline_box(struct outline *outline, double x, double y, double width, double height);
void outline_polygon(struct outline *outline, double x, double y, double radius, int corners,
                     double turn);
void outline_circle(struct outline *outline, double x, double y, double radius);

/* The spots of a piece; *count is their number. */
const struct spot *outline_spots(const struct outline *outline, size_t piece, size_t *count);

#endif
