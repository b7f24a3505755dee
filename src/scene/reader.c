/*
 * The typed layer. Every error is reported and gone on from, so that one run tells all that is
 * wrong with a file.
 */
#include "scene/reader.h"

#include <math.h>
#include <string.h>

#include "base/array.h"
#include "base/text.h"
#include "scene/input.h"
#include "scene/key.h"
#include "scene/lesson.h"
#include "scene/value.h"
#include "surface/formula.h"

/* --- keys that nobody knows */

enum {
    WORDS = 64 + OPTIMIZER_KNOBS,
    NAMES = SURFACE_AXES + SCENE_CONSTANTS + SURFACE_COLUMNS /* of a formula */
};

/* What may stand at a place. */
struct words {
    const char *list[WORDS];
    size_t count;
};

static void add_word(struct words *words, const char *word)
{
    if (words->count < WORDS)
        words->list[words->count++] = word;
}

static void add_keys(struct words *words, const struct scene *scene, unsigned place)
{
    for (size_t i = 0; i < scene_key_count; i++)
        if ((scene_keys[i].place & place) != 0)
            add_word(words, key_name(&scene_keys[i], scene));
}

static void add_hyperparameters(struct words *words, const struct optimizer *optimizer)
{
    for (size_t i = 0; i < optimizer->knob_count; i++)
        add_word(words, optimizer->knobs[i].name);
}

static bool not_of_optimizer(struct report *report, const struct node *key,
                             const struct optimizer *optimizer)
{
    struct buffer list = {0};
    for (size_t i = 0; i < optimizer->knob_count; i++)
        buffer_printf(&list, "%s%s", i > 0 ? ", " : "", optimizer->knobs[i].name);
    node_error(report, key, "'%s' is not a hyperparameter of %s (it has %s)", key->text,
               optimizer->name, buffer_text(&list));
    buffer_release(&list);
    return false;
}

/* Where a key of scene files belongs that stands where it has no business; NULL: it is none. */
static const char *right_place(const struct node *key, unsigned place, const struct scene *scene)
{
    const struct key *row =
        key_find(scene, key->text, KEY_SCENE | KEY_WALKER | KEY_PAGE | KEY_DATA);
    bool of_walker = key_is_hyperparameter(key->text) || (row != NULL && row->place & KEY_WALKER);
    if (place == KEY_SCENE && of_walker)
        return "stands beside 'walkers': give it to the walkers";
    if (row == NULL)
        return of_walker ? "belongs to a walker" : NULL;
    return row->place & KEY_SCENE    ? "belongs to the scene: write it at the left margin"
           : row->place & KEY_PAGE   ? "belongs into a page of 'lesson'"
           : row->place & KEY_WALKER ? "belongs to a walker"
                                     : "belongs into 'data: {...}'";
}

bool read_unknown(struct report *report, const struct node *key, unsigned place,
                  const struct scene *scene, size_t index)
{
    struct words words = {.count = 0};
    const struct optimizer *optimizer = scene->walkers[index].settings.optimizer;
    if (place & KEY_WALKER && key_is_hyperparameter(key->text))
        return not_of_optimizer(report, key, optimizer);
    const char *elsewhere = right_place(key, place, scene);
    if (elsewhere != NULL)
        return node_error(report, key, "'%s' %s", key->text, elsewhere);
    if (strcmp(key->text, "x") == 0 || strcmp(key->text, "y") == 0)
        return node_error(report, key, "unknown key '%s': the parameters are '%s' and '%s'",
                          key->text, scene->parameters[0], scene->parameters[1]);
    add_keys(&words, scene, place);
    if (place & KEY_WALKER)
        add_hyperparameters(&words, optimizer);
    const char *nearest = key_meant(key->text, words.list, words.count);
    char shown[NODE_SHOWN], hint[TEXT_HINT];
    return node_error(report, key, "unknown key %s%s", node_describe(key, shown),
                      text_hint(nearest, hint));
}

/* Reports every key of the mapping that may not stand there. */
static bool check_keys(struct report *report, const struct node *mapping, unsigned place,
                       const struct scene *scene, size_t index)
{
    bool right = true;
    for (const struct node *child = mapping->first; child != NULL; child = child->next) {
        const char *name = child->key->text;
        const struct optimizer *optimizer = scene->walkers[index].settings.optimizer;
        bool known = key_find(scene, name, place) != NULL ||
                     (place & KEY_WALKER && optimizer_knob(optimizer, name) >= 0);
        right = (known || read_unknown(report, child->key, place, scene, index)) && right;
    }
    return right;
}

/* A hyperparameter that takes the same values whosever it is; NULL if it does not, or is none. */
static const struct knob *common_knob(const char *name)
{
    const struct knob *common = NULL;
    for (size_t i = 0; i < optimizer_count; i++) {
        int index = optimizer_knob(optimizers[i], name);
        if (index < 0)
            continue;
        const struct knob *knob = &optimizers[i]->knobs[index];
        if (common != NULL &&
            (knob->kind != common->kind || knob->low != common->low || knob->high != common->high))
            return NULL;
        common = knob;
    }
    return common;
}

/* The same where the optimizer is not known: hyperparameters, whosever they be, pass, but for
 * values that none takes. */
static void check_other_keys(struct report *report, const struct node *mapping, unsigned place,
                             const struct scene *scene, size_t index)
{
    for (const struct node *child = mapping->first; child != NULL; child = child->next) {
        const char *name = child->key->text;
        const struct knob *knob = common_knob(name);
        double ignored;
        if (knob != NULL && !value_knob(report, child, knob, &ignored))
            continue; /* said */
        if (key_find(scene, name, place) == NULL && !key_is_hyperparameter(name))
            read_unknown(report, child->key, place, scene, index);
    }
}

/* --- mappings */

/* Reads the keys of one kind, in the table's order. */
static bool read_keys(struct report *report, const struct node *mapping, unsigned place,
                      struct scene *scene, size_t index)
{
    bool right = true;
    for (size_t i = 0; i < scene_key_count; i++) {
        if ((scene_keys[i].place & place) == 0)
            continue;
        const struct node *node = node_find(mapping, key_name(&scene_keys[i], scene));
        right = (node == NULL || key_read(&scene_keys[i], report, node, scene, index)) && right;
    }
    return right;
}

bool read_hyperparameter(struct report *report, const struct node *node, struct scene *scene,
                         size_t index, const char *name)
{
    struct walker_settings *settings = &scene->walkers[index].settings;
    int knob = optimizer_knob(settings->optimizer, name);
    return knob >= 0 &&
           value_knob(report, node, &settings->optimizer->knobs[knob], &settings->knob[knob]);
}

static bool read_hyperparameters(struct report *report, const struct node *mapping,
                                 struct scene *scene, size_t index)
{
    const struct optimizer *optimizer = scene->walkers[index].settings.optimizer;
    bool right = true;
    for (size_t i = 0; i < optimizer->knob_count; i++) {
        const char *name = optimizer->knobs[i].name;
        const struct node *node = node_find(mapping, name);
        right = (node == NULL || read_hyperparameter(report, node, scene, index, name)) && right;
    }
    return right;
}

/* The keys of a walker, wherever they stand; `places` are those that the mapping may have. */
static bool read_walker_at(struct report *report, const struct node *mapping, unsigned places,
                           struct scene *scene, size_t index)
{
    scene_choose_optimizer(scene, index, key_default_optimizer());
    size_t before = report->count;
    bool right = read_keys(report, mapping, KEY_WALKER, scene, index);
    const struct node *optimizer = node_find(mapping, "optimizer");
    if (report->count != before && optimizer != NULL && optimizer->kind == NODE_SCALAR &&
        optimizer_find(optimizer->text) == NULL) {
        check_other_keys(report, mapping, places, scene, index);
        return false; /* which hyperparameters are right cannot be told */
    }
    right = read_hyperparameters(report, mapping, scene, index) && right;
    return check_keys(report, mapping, places, scene, index) && right;
}

bool read_walker(struct report *report, const struct node *mapping, struct scene *scene,
                 size_t index)
{
    return value_mapping(report, mapping, "such as {optimizer: sgd, lr: 0.1}") &&
           read_walker_at(report, mapping, KEY_WALKER, scene, index);
}

bool read_page(struct report *report, const struct node *mapping, struct scene *scene, size_t index)
{
    if (!value_mapping(report, mapping, "such as {say: ..., until: ...}"))
        return false;
    bool right = read_keys(report, mapping, KEY_PAGE, scene, index);
    if (node_find(mapping, "say") == NULL && node_find(mapping, "ask") == NULL)
        right = node_error(report, mapping, "the page says nothing: give it a 'say'");
    if (node_find(mapping, "choices") != NULL && node_find(mapping, "ask") == NULL)
        right = node_error(report, mapping,
                           "the page has 'choices' and no question: give it an "
                           "'ask'");
    return check_keys(report, mapping, KEY_PAGE, scene, 0) && right;
}

/* --- data */

static bool check_data(struct report *report, const struct node *mapping)
{
    const struct node *columns = node_find(mapping, "columns"), *rows = node_find(mapping, "rows");
    const struct node *file = node_find(mapping, "file");
    if (rows != NULL && file != NULL)
        return node_error(report, file->key, "'file' stands beside 'rows': give one of them");
    if (rows == NULL && file == NULL)
        return node_error(report, mapping, "the data have no rows: give 'rows' or a 'file'");
    return columns != NULL || rows == NULL ||
           node_error(report, mapping, "the columns have no names: `columns: [t, target]`");
}

bool read_data(struct report *report, const struct node *mapping, struct scene *scene, size_t index)
{
    (void)index;
    const struct scene_input *input = input_of(report, scene);
    if (input == NULL ||
        !value_mapping(report, mapping, "such as {columns: [t, target], rows: [[0.1, 1.3]]}"))
        return false;
    bool right = check_data(report, mapping);
    right = read_keys(report, mapping, KEY_DATA, scene, 0) && right;
    right = check_keys(report, mapping, KEY_DATA, scene, 0) && right;
    if (right)
        settle_batches(scene);
    return right;
}

bool read_batch(struct report *report, const struct node *node, struct scene *scene, size_t index)
{
    if (scene->batch.name == NULL && scene->input != NULL && scene->surface == NULL)
        return false; /* what is wrong with the data was said */
    if (scene->batch.name == NULL)
        return node_error(report, node, "a batch is of examples: the scene has no 'data'");
    if (node->kind != NODE_MAPPING)
        return read_batch_size(report, node, scene, index);
    if (scene->surface != NULL)
        return node_error(report, node, "a file cannot be read while the scene is open");
    if (node_find(node, "file") == NULL)
        return node_error(report, node, "expected a number, or {file: order.csv}");
    bool right = read_keys(report, node, KEY_BATCH, scene, index);
    return check_keys(report, node, KEY_BATCH, scene, 0) && right;
}

/* --- the scene */

/* What the formula may name: parameters, constants, columns. */
static size_t list_names(const struct scene *scene, const char *names[NAMES])
{
    size_t count = 0;
    for (int axis = 0; axis < SURFACE_AXES; axis++)
        names[count++] = scene->parameters[axis];
    for (size_t i = 0; i < scene->constant_count; i++)
        names[count++] = scene->constants[i].name;
    for (size_t i = 0; scene->input != NULL && i < scene->input->data.columns; i++)
        names[count++] = scene->input->data.names[i];
    return count;
}

/* Why the formula cannot be read, and what else in it is no name. */
static void report_formula(struct report *report, const struct node *at, const struct scene *scene,
                           struct error *error)
{
    const char *names[NAMES];
    size_t count = list_names(scene, names);
    value_formula_errors(report, at, scene->loss != NULL ? scene->loss : "", names, count, error);
}

/* The formula by itself: only the rows that it is over are wrong. */
static void check_formula(struct report *report, const struct node *at, const struct scene *scene)
{
    const char *names[NAMES];
    size_t count = list_names(scene, names);
    struct error error = {0};
    struct formula *formula = formula_new(scene->loss, strlen(scene->loss), names, count, &error);
    if (formula == NULL)
        report_formula(report, at, scene, &error);
    formula_free(formula);
}

struct surface *read_surface(struct report *report, const struct node *at,
                             const struct scene *scene)
{
    struct surface_source source = {
        .loss = scene->loss != NULL ? scene->loss : "",
        .loss_length = scene->loss != NULL ? strlen(scene->loss) : 0,
        .parameters = {scene->parameters[0], scene->parameters[1]},
        .constants = scene->constants,
        .constant_count = scene->constant_count,
    };
    const char *columns[SURFACE_COLUMNS];
    struct surface_data data;
    struct surface_measured measured;
    if (scene->input != NULL && input_data(scene->input, columns, &data))
        source.data = &data;
    if (scene->input != NULL && input_measured(scene, &measured))
        source.measured = &measured;
    struct error error = {0};
    struct surface *surface = surface_new(&source, &error);
    if (surface == NULL)
        report_formula(report, at, scene, &error);
    return surface;
}

/* Are all names as the formula may use them? If not, that was said, and the formula is not to
 * blame. */
static bool names_are_right(const struct node *root, const struct scene *scene)
{
    const struct node *parameters = node_find(root, "parameters");
    const struct node *constants = node_find(root, "constants");
    if (parameters != NULL && parameters->count != SURFACE_AXES)
        return false;
    for (int axis = 0; axis < SURFACE_AXES; axis++)
        if (!formula_name_check(scene->parameters[axis], NULL))
            return false;
    return strcmp(scene->parameters[0], scene->parameters[1]) != 0 &&
           (constants == NULL ||
            (constants->kind == NODE_MAPPING && constants->count == scene->constant_count));
}

/* A grid is a surface by itself. */
static bool stands_alone(struct report *report, const struct node *root)
{
    static const char *const others[] = {"loss", "data", "constants"};
    bool right = true;
    for (size_t i = 0; i < ARRAY_LENGTH(others); i++) {
        const struct node *other = node_find(root, others[i]);
        if (other != NULL)
            right = node_error(report, other->key,
                               "'%s' stands beside 'grid': the grid is the loss", others[i]);
    }
    return right;
}

static bool compile(struct report *report, const struct node *root, struct scene *scene)
{
    const struct node *loss = node_find(root, "loss"), *grid = node_find(root, "grid");
    if (grid != NULL) {
        bool read = scene->input != NULL && scene->input->grid.rows > 0; /* else it was said */
        if (!stands_alone(report, root) || !settle_window(report, root, scene) || !read)
            return false;
        scene->surface = read_surface(report, grid, scene);
        return scene->surface != NULL;
    }
    if (loss == NULL)
        return report_add(report, 1, 1,
                          "'loss' is missing: a scene needs a formula, `loss: x^2 + y^2`");
    if (scene->loss == NULL || !names_are_right(root, scene))
        return false; /* said already */
    const struct node *data = node_find(root, "data");
    if (data != NULL && scene->batch.name == NULL) {
        if (node_find(data, "rows") != NULL && scene->input != NULL && columns_are_right(scene))
            check_formula(report, loss, scene);
        return false;
    }
    scene->surface = read_surface(report, loss, scene);
    return scene->surface != NULL;
}

/* A start that the file does not give: in the upper left quarter of the window. */
static void settle_starts(struct scene *scene)
{
    for (size_t i = 0; i < scene->walker_count; i++)
        for (int axis = 0; axis < SURFACE_AXES; axis++) {
            const struct surface_window *window = &scene->window[axis];
            double quarter = (window->high - window->low) / 4;
            if (isnan(scene->walkers[i].start[axis]))
                scene->walkers[i].start[axis] =
                    axis == 0 ? window->low + quarter : window->high - quarter;
        }
}

/* A `--set` may take from a lesson what its pages would set, such as another optimizer's momentum:
 * that is the user's choice, and the file is not to blame. */
static bool is_as_written(const struct node *node)
{
    for (const struct node *child = node->first; child != NULL; child = child->next)
        if (child->setting != NULL || !is_as_written(child))
            return false;
    return true;
}

bool read_scene(struct report *report, const struct node *root, struct scene *scene)
{
    bool right = read_keys(report, root, KEY_SCENE, scene, 0);
    if (node_find(root, "walkers") != NULL)
        right = check_keys(report, root, KEY_SCENE, scene, 0) && right;
    else
        right = read_walker_at(report, root, KEY_SCENE | KEY_WALKER, scene, 0) && right;
    right = compile(report, root, scene) && right;
    settle_starts(scene);
    for (size_t i = 0; right && report->count == 0 && i < scene->walker_count; i++)
        scene_settle_rate(scene, i);
    if (right && report->count == 0 && scene->page_count > 0 && is_as_written(root))
        right = lesson_check(report, node_find(root, "lesson"), scene);
    return right;
}
