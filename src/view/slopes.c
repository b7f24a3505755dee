#include "view/slopes.h"

#include <math.h>
#include <stdlib.h>

#include "view/compass.h"

static const double cell_height = 2; /* of a cell, in widths of one */
static const double decades = 3;     /* below the steepest, to the faintest arrow */

void slopes_release(struct slopes *slopes)
{
    free(slopes->arrows);
    free(slopes->numbers);
    *slopes = (struct slopes){0};
}

static bool reserve(struct slopes *slopes, size_t count, size_t columns, size_t rows)
{
    size_t numbers = 3 * count + columns + rows;
    if (numbers <= slopes->capacity)
        return true;
    slopes_release(slopes);
    slopes->arrows = malloc(numbers * sizeof *slopes->arrows);
    slopes->numbers = malloc(numbers * sizeof *slopes->numbers);
    if (slopes->arrows == NULL || slopes->numbers == NULL) {
        slopes_release(slopes);
        return false;
    }
    slopes->capacity = numbers;
    return true;
}

/* Down the slope, in widths of a cell for a loss of one: the screen's own gradient. */
struct screen_slope {
    double right, down, size;
};

static struct screen_slope slope_on_screen(const struct camera *camera, double gx, double gy)
{
    double column =
        camera_between(camera->window[0], 1. / camera->plot.columns) - camera->window[0].low;
    double row =
        (camera_between(camera->window[1], 1. / camera->plot.rows) - camera->window[1].low) /
        cell_height;
    struct screen_slope slope = {-gx * column, gy * row, 0};
    slope.size = hypot(slope.right, slope.down);
    return slope;
}

static struct slope_arrow arrow_of(struct screen_slope slope, double steepest)
{
    if (!isfinite(slope.size) || !(slope.size > 0))
        return (struct slope_arrow){0};
    const struct compass way = compass_of(slope.right, slope.down);
    double strength = 1 + log10(slope.size / steepest) / decades;
    return (struct slope_arrow){
        .right = (int8_t)way.right,
        .down = (int8_t)way.down,
        .x = (float)(slope.right / slope.size),
        .y = (float)(slope.down / slope.size),
        .strength = (uint8_t)(strength <= 0   ? 0
                              : strength >= 1 ? 255
                                              : strength * 255),
    };
}

/* Where there is no loss there is no way down, though its derivative may be a number. */
static void find_arrows(struct slopes *slopes, const double *loss, const double *gx,
                        const double *gy, size_t count)
{
    const struct camera *camera = &slopes->camera;
    double steepest = 0;
    for (size_t i = 0; i < count; i++) {
        double size = slope_on_screen(camera, gx[i], gy[i]).size;
        steepest = isfinite(loss[i]) && isfinite(size) && size > steepest ? size : steepest;
    }
    for (size_t i = 0; i < count; i++)
        slopes->arrows[i] = isfinite(loss[i])
                                ? arrow_of(slope_on_screen(camera, gx[i], gy[i]), steepest)
                                : (struct slope_arrow){0};
}

/* The cell of the lattice's i-th arrow, along one axis: the rest is shared by both ends. */
static int cell_of(int i, int count, int cells, int apart)
{
    return (cells - (count - 1) * apart - 1) / 2 + i * apart;
}

static int lattice_of(int cells, int apart)
{
    return cells > 0 ? (cells - 1) / apart + 1 : 0;
}

/* The coordinates of the lattice: those of the cells' middles. */
static void place(const struct slopes *slopes, double *x, double *y)
{
    const struct camera *camera = &slopes->camera;
    const struct rectangle plot = camera->plot;
    double at[SURFACE_AXES];
    for (int i = 0; i < slopes->columns; i++) {
        int cell = cell_of(i, slopes->columns, plot.columns, SLOPES_ACROSS);
        camera_point(camera, plot.column + cell, plot.row, at);
        x[i] = at[0];
    }
    for (int i = 0; i < slopes->rows; i++) {
        int cell = cell_of(i, slopes->rows, plot.rows, SLOPES_DOWN);
        camera_point(camera, plot.column, plot.row + cell, at);
        y[i] = at[1];
    }
}

bool slopes_update(struct slopes *slopes, const struct surface *surface,
                   const struct camera *camera, unsigned long picture)
{
    if (slopes->arrows != NULL && slopes->picture == picture &&
        camera_same(&slopes->camera, camera))
        return true;
    int across = lattice_of(camera->plot.columns, SLOPES_ACROSS);
    int down = lattice_of(camera->plot.rows, SLOPES_DOWN);
    size_t columns = (size_t)across, rows = (size_t)down, count = columns * rows;
    slopes->columns = slopes->rows = 0;
    if (count == 0)
        return true;
    if (!reserve(slopes, count, columns, rows))
        return false;
    slopes->camera = *camera;
    slopes->picture = picture;
    slopes->columns = across;
    slopes->rows = down;
    double *loss = slopes->numbers, *gx = loss + count, *gy = gx + count;
    double *x = gy + count, *y = x + columns;
    place(slopes, x, y);
    surface_grid(surface, SURFACE_GRADIENT, columns, x, rows, y,
                 &(struct surface_lanes){.loss = loss, .gradient = {gx, gy}});
    find_arrows(slopes, loss, gx, gy, count);
    return true;
}

/* Which arrow of the lattice lies in the cell, along one axis; -1: none. */
static int index_of(int cell, int count, int cells, int apart)
{
    int past = cell - cell_of(0, count, cells, apart);
    return past >= 0 && past % apart == 0 && past / apart < count ? past / apart : -1;
}

const struct slope_arrow *slopes_at(const struct slopes *slopes, int column, int row)
{
    if (slopes->columns == 0 || slopes->rows == 0)
        return NULL;
    int i = index_of(column, slopes->columns, slopes->camera.plot.columns, SLOPES_ACROSS);
    int j = index_of(row, slopes->rows, slopes->camera.plot.rows, SLOPES_DOWN);
    if (i < 0 || j < 0)
        return NULL;
    const struct slope_arrow *arrow = &slopes->arrows[j * slopes->columns + i];
    return arrow->right != 0 || arrow->down != 0 ? arrow : NULL;
}
