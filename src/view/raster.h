/*
 * Dots finer than cells in a rectangle: lines are drawn into it, and it is put on a frame in one
 * style.
 */
#ifndef VIEW_RASTER_H
#define VIEW_RASTER_H

#include <stdint.h>

#include "view/dots.h"
#include "view/pen.h"

enum { RASTER_COLUMNS = 240, RASTER_ROWS = 48 };

struct raster {
    struct dots_grid grid;
    int columns, rows;
    uint8_t cells[RASTER_ROWS][RASTER_COLUMNS];
};

/* Empty; no larger than it can be. */
void raster_clear(struct raster *raster, const struct look *look, int columns, int rows);

/* Dots, from the upper left. */
int raster_width(const struct raster *raster);
int raster_height(const struct raster *raster);

/* A thin line: a dot a column, or a row where it is steep; only every so many of them. Its ends may
 * lie outside. */
void raster_line(struct raster *raster, int x0, int y0, int x1, int y1, int every);

/* Takes in the dots of another in the cells that have some here: that one may be put below. */
void raster_merge(struct raster *raster, const struct raster *below);

/* Puts the cells that have dots, from a row of the pen on. */
void raster_put(const struct raster *raster, const struct pen *pen, int row, struct style style);

#endif
