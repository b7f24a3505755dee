/*
 * What a scene is given beside its formula: examples, measured losses, batches. It is read with the
 * scene, never changes while that lives, and is shared by the scene's copies.
 */
#ifndef SCENE_INPUT_H
#define SCENE_INPUT_H

#include "descent/batch.h"
#include "scene/node.h"
#include "scene/scene.h"
#include "surface/table.h"

struct scene_input {
    struct table data; /* examples, their columns named; without rows: none */
    struct table grid; /* losses, the row of the lowest y first; without rows: none */
    bool has_ends;     /* the grid says itself where it lies: */
    double ends[SURFACE_AXES][2];
    bool is_unplaced;          /* neither it nor the scene says where it lies */
    struct batch_list batches; /* without steps: drawn from the seed; owned */
};

/* The scene's, made if it has none yet; NULL, and reported, without memory. */
struct scene_input *input_of(struct report *report, struct scene *scene) NODISCARD;
void input_free(struct scene_input *input);

/* The examples as a surface takes them, their names in `columns`; false if there are none. */
bool input_data(const struct scene_input *input, const char *columns[SURFACE_COLUMNS],
                struct surface_data *out);

/* The grid over the scene's window as a surface takes it; false if there is none. */
bool input_measured(const struct scene *scene, struct surface_measured *out);

/*
 * Fetches the file that the node names: beside the scene or in a folder below it, never elsewhere.
 * False, and reported at the node, if it may not or cannot be read.
 */
bool input_load(struct report *report, const struct node *node, const struct scene *scene,
                struct buffer *out) NODISCARD;

/* The same for a table, of which only the columns that `wanted` names need be numbers (NULL: all).
 */
bool input_load_table(struct report *report, const struct node *node, const struct scene *scene,
                      const struct table *wanted, struct table *table) NODISCARD;

/* Reports at the node what is wrong with its file, with the file's own line and column. Returns
 * false. */
bool input_error(struct report *report, const struct node *node, const struct error *error);

#endif
