/*
 * A measured surface. A CSV file may carry the places of its columns and rows, in a first row and a
 * first column whose common cell is empty; the values alone are kept.
 *
 * `nan` is a value: nothing could be measured there, and the cells around it have no loss. An empty
 * cell is none, since it may as well be a separator too many; nor is an infinite one, which would
 * take part in the cells around.
 */
#include "scene/reader.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "scene/input.h"
#include "scene/value.h"

static const double same = 1e-6; /* of the window: places nearer than that are the same */

/* The place of a column (axis 0) or row (axis 1) by the file's own word. */
static double place(const struct table *table, int axis, size_t i)
{
    return table->values[axis == 0 ? i + 1 : (i + 1) * table->columns];
}

/* The axis must rise in even steps. */
static bool read_axis(const struct table *table, int axis, double ends[2], struct error *error)
{
    size_t last = (axis == 0 ? table->columns : table->rows) - 2;
    double low = place(table, axis, 0), high = place(table, axis, last);
    const char *what = axis == 0 ? "first row" : "first column";
    if (!(low < high) || !isfinite(high - low))
        return error_set(error, "the %s must rise from its first number to its last", what);
    for (size_t i = 0; i <= last; i++) {
        double even = low + (high - low) * (double)i / (double)last;
        if (!(fabs(place(table, axis, i) - even) <= same * (high - low))) {
            error_set(error, "the %s must be evenly spaced", what);
            error->line = axis == 0 ? table->lines[0] : table->lines[i + 1];
            error->column = 1;
            return false;
        }
    }
    ends[0] = low;
    ends[1] = high;
    return true;
}

/* Moves the values to where those of a table without places are. */
static void drop_places(struct table *table)
{
    double *to = table->values;
    for (size_t row = 1; row < table->rows; row++, to += table->columns - 1)
        memmove(to, table->values + row * table->columns + 1, (table->columns - 1) * sizeof *to);
    table->rows--;
    table->columns--;
}

static bool read_places(struct scene_input *input, struct error *error)
{
    struct table *grid = &input->grid;
    if (grid->columns < 3 || grid->rows < 3)
        return error_set(error, "a grid needs at least 2 rows of 2 values beside its places");
    if (!read_axis(grid, 0, input->ends[0], error) || !read_axis(grid, 1, input->ends[1], error))
        return false;
    input->has_ends = true;
    drop_places(grid);
    return true;
}

/* An error at the cell with this index among the values. */
static bool fail_at_cell(const struct table *grid, size_t index, const char *words,
                         struct error *error)
{
    size_t row = index / grid->columns, column = index % grid->columns;
    bool is_csv = grid->lines != NULL;
    return error_set(error, "value %zu of %s %zu %s", column + 1, is_csv ? "line" : "row",
                     is_csv ? (size_t)grid->lines[row] : row + 1, words);
}

static bool check_values(const struct table *grid, struct error *error)
{
    if (grid->first_gap != SIZE_MAX)
        return fail_at_cell(grid, grid->first_gap, "is empty: write nan where nothing was measured",
                            error);
    for (size_t i = 0; i < grid->rows * grid->columns; i++)
        if (isinf(grid->values[i]))
            return fail_at_cell(grid, i, "is infinite: write nan where the loss was not finite",
                                error);
    return true;
}

static bool check_grid(struct scene_input *input, struct error *error)
{
    struct table *grid = &input->grid;
    bool is_csv = grid->lines != NULL;
    if (grid->names != NULL) {
        error_set(error, "a grid is numbers alone: the first line holds words");
        error->line = error->column = 1;
        return false;
    }
    if (!check_values(grid, error))
        return false;
    if (is_csv && grid->open_corner)
        return read_places(input, error);
    return (grid->columns > 1 && grid->rows > 1) ||
           error_set(error, "a grid needs at least 2 rows of 2 values, not %zu of %zu", grid->rows,
                     grid->columns);
}

bool read_grid_file(struct report *report, const struct node *node, struct scene *scene,
                    size_t index)
{
    (void)index;
    struct scene_input *input = input_of(report, scene);
    struct error error = {0};
    if (input == NULL || !input_load_table(report, node, scene, NULL, &input->grid))
        return false;
    if (check_grid(input, &error))
        return true;
    table_release(&input->grid);
    return input_error(report, node, &error);
}

/* The window is the grid's, where the scene gives none; where both say, they agree. */
bool settle_window(struct report *report, const struct node *root, struct scene *scene)
{
    struct scene_input *input = scene->input;
    const struct node *grid = node_find(root, "grid");
    if (grid == NULL || input == NULL)
        return true;
    input->is_unplaced = !input->has_ends && (node_find(root, scene->parameters[0]) == NULL ||
                                              node_find(root, scene->parameters[1]) == NULL);
    if (!input->has_ends)
        return true;
    bool right = true;
    for (int axis = 0; axis < SURFACE_AXES; axis++) {
        struct surface_window *window = &scene->window[axis];
        const double *ends = input->ends[axis];
        double span = ends[1] - ends[0];
        if (node_find(root, scene->parameters[axis]) == NULL)
            *window = (struct surface_window){ends[0], ends[1]};
        else if (fabs(window->low - ends[0]) > same * span ||
                 fabs(window->high - ends[1]) > same * span)
            right = node_error(report, grid,
                               "%.200s: its %s goes from %.6g to %.6g, but the window "
                               "is [%.6g, %.6g]: leave the window out",
                               grid->text, scene->parameters[axis], ends[0], ends[1], window->low,
                               window->high);
    }
    return right;
}
