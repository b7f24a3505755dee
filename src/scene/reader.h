/* From the tree of a scene's text to the scene: walkers, pages, and the keys that nobody knows. */
#ifndef SCENE_READER_H
#define SCENE_READER_H

#include "scene/key.h"

/* Reads the root of the tree into a scene that has its defaults (scene_new()). */
bool read_scene(struct report *report, const struct node *root, struct scene *scene) NODISCARD;

/* The mapping of walker or page `index`. */
key_reader read_walker, read_page;

/* Reads a walker's hyperparameter; false too if its optimizer has none of that name. */
bool read_hyperparameter(struct report *report, const struct node *node, struct scene *scene,
                         size_t index, const char *name) NODISCARD;

/* `{type: cosine, t_max: 100}`, `cosine`, or `none`. */
key_reader read_schedule;

/* Examples by `columns` and `rows`, or from a `file`. */
key_reader read_data, read_columns, read_rows, read_data_file;

/* May the formula use all names of columns that were read? (The scene has an input.) */
bool columns_are_right(const struct scene *scene);

/* Gives every walker the full batch of the examples that were read. */
void settle_batches(struct scene *scene);

/* A number of examples, or the mapping {file: ...} of those that each step saw. */
key_reader read_batch, read_batch_size, read_batch_file;

/* The window is settled once all keys are read. */
key_reader read_grid_file;
bool settle_window(struct report *report, const struct node *root, struct scene *scene) NODISCARD;

/* Reports a key that may not stand at `place`: with a suggestion, or where it belongs. */
bool read_unknown(struct report *report, const struct node *key, unsigned place,
                  const struct scene *scene, size_t index);

/*
 * Makes the scene's surface from its loss, parameters, constants and data, or from its grid; `at`
 * is the node that an error is placed at. NULL, and reported, on failure.
 */
struct surface *read_surface(struct report *report, const struct node *at,
                             const struct scene *scene) NODISCARD;

#endif
