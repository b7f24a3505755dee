#include "view/raster.h"

#include <string.h>

void raster_clear(struct raster *raster, const struct look *look, int columns, int rows)
{
    memset(raster->cells, 0, sizeof raster->cells);
    raster->grid = dots_plot_grid(look->glyphs);
    raster->columns = columns < RASTER_COLUMNS ? columns : RASTER_COLUMNS;
    raster->rows = rows < RASTER_ROWS ? rows : RASTER_ROWS;
}

int raster_width(const struct raster *raster)
{
    return raster->columns * raster->grid.across;
}

int raster_height(const struct raster *raster)
{
    return raster->rows * raster->grid.down;
}

/* Outside nothing happens. */
static void put_dot(struct raster *raster, int x, int y)
{
    if (x < 0 || y < 0 || x >= raster_width(raster) || y >= raster_height(raster))
        return;
    uint8_t *cell = &raster->cells[y / raster->grid.down][x / raster->grid.across];
    *cell |= dots_bit(raster->grid, x, y);
}

void raster_line(struct raster *raster, int x0, int y0, int x1, int y1, int every)
{
    const struct dot from = {x0, y0}, to = {x1, y1};
    for (int i = 0; i <= dots_line_steps(from, to); i += every) {
        const struct dot dot = dots_line_at(from, to, i);
        put_dot(raster, dot.x, dot.y);
    }
}

void raster_merge(struct raster *raster, const struct raster *below)
{
    for (int y = 0; y < raster->rows; y++)
        for (int x = 0; x < raster->columns; x++)
            if (raster->cells[y][x] != 0)
                raster->cells[y][x] = (uint8_t)(raster->cells[y][x] | below->cells[y][x]);
}

void raster_put(const struct raster *raster, const struct pen *pen, int row, struct style style)
{
    for (int y = 0; y < raster->rows; y++)
        for (int x = 0; x < raster->columns; x++) {
            uint8_t dots = raster->cells[y][x];
            if (dots != 0)
                pen_put(pen, x, row + y, dots_plot_glyph(pen->look->glyphs, dots), style);
        }
}
