/* From the tree of a scene's text to the scene: walkers, pages, and the keys that nobody knows. */
#ifndef SCENE_READER_H
#define SCENE_READER_H

#include "base/report.h"
#include "scene/node.h"
#include "scene/scene.h"

/* Reads the root of the tree into a scene that has its defaults (scene_new()). */
bool read_scene(struct report *report, const struct node *root, struct scene *scene) NODISCARD;

/* Reads the mapping of walker or page `index`. */
bool read_walker(struct report *report, const struct node *mapping, struct scene *scene,
                 size_t index) NODISCARD;
bool read_page(struct report *report, const struct node *mapping, struct scene *scene,
               size_t index) NODISCARD;

/* Reads a walker's hyperparameter; false too if its optimizer has none of that name. */
bool read_hyperparameter(struct report *report, const struct node *node, struct scene *scene,
                         size_t index, const char *name) NODISCARD;

/* Reads a walker's schedule: `{type: cosine, t_max: 100}`, `cosine`, or `none`. */
bool read_schedule(struct report *report, const struct node *node, struct scene *scene,
                   size_t index) NODISCARD;

/* Reads `data`: examples by `columns` and `rows`, or from a `file`. (The index is that of every
 * key's function; the scene's have none.) */
bool read_data(struct report *report, const struct node *mapping, struct scene *scene,
               size_t index) NODISCARD;
bool read_columns(struct report *report, const struct node *node, struct scene *scene,
                  size_t index) NODISCARD;
bool read_rows(struct report *report, const struct node *node, struct scene *scene,
               size_t index) NODISCARD;
bool read_data_file(struct report *report, const struct node *node, struct scene *scene,
                    size_t index) NODISCARD;

/* Gives every walker the full batch of the examples that were read. */
void settle_batches(struct scene *scene);

/* Reads `batch`: a number of examples, or the mapping {file: ...} of those that each step saw. */
bool read_batch(struct report *report, const struct node *node, struct scene *scene,
                size_t index) NODISCARD;
bool read_batch_size(struct report *report, const struct node *node, struct scene *scene,
                     size_t index) NODISCARD;
bool read_batch_file(struct report *report, const struct node *node, struct scene *scene,
                     size_t index) NODISCARD;

/* Reads `grid`; the window is settled once all keys are read. */
bool read_grid_file(struct report *report, const struct node *node, struct scene *scene,
                    size_t index) NODISCARD;
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
