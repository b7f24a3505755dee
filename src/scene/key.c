/* The table of keys. */
#include "scene/key.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/text.h"
#include "scene/knobs.h"
#include "scene/lesson.h"
#include "scene/reader.h"
#include "scene/value.h"
#include "surface/formula.h"

enum {
    TITLE_BYTES = 16000,
    LABEL_BYTES = 200,
    ABOUT_BYTES = 16000,
    FORMULA_BYTES = 1 << 16 /* the surface has limits of its own, with better words */
};

/* --- words */

static bool read_title(struct report *report, const struct node *node, struct scene *scene,
                       size_t index)
{
    (void)index;
    return value_line(report, node, TITLE_BYTES, &scene->title);
}

static bool read_about(struct report *report, const struct node *node, struct scene *scene,
                       size_t index)
{
    (void)index;
    return value_passage(report, node, ABOUT_BYTES, &scene->about);
}

static bool read_label(struct report *report, const struct node *node, struct scene *scene,
                       size_t index)
{
    return value_line(report, node, LABEL_BYTES, &scene->walkers[index].label);
}

/* --- the surface */

/* A name that the formula may use and that is no key of a scene file. */
static bool check_parameter(struct report *report, const struct node *node,
                            const struct scene *scene)
{
    struct error error = {0};
    char shown[NODE_SHOWN];
    if (node->kind != NODE_SCALAR)
        return node_error(report, node, "expected a name, found %s", node_describe(node, shown));
    if (!formula_name_check(node->text, &error))
        return node_error(report, node, "%s", error.message);
    const struct key *key = key_find(scene, node->text, KEY_SCENE | KEY_WALKER);
    if ((key != NULL && key->axis == 0) || key_is_hyperparameter(node->text))
        return node_error(report, node,
                          "'%s' is a key of scene files: name the parameter otherwise", node->text);
    return true;
}

static bool read_parameters(struct report *report, const struct node *node, struct scene *scene,
                            size_t index)
{
    (void)index;
    if (!value_list(report, node, "of two names, such as [w, b]"))
        return false;
    if (node->count != SURFACE_AXES)
        return node_error(report, node, "expected two names, found %zu", node->count);
    const struct node *name[SURFACE_AXES] = {node->first, node->last};
    bool first = check_parameter(report, name[0], scene);
    bool second = check_parameter(report, name[1], scene);
    /* Wrong names are kept as well: so the keys of their windows are known. */
    for (int axis = 0; axis < SURFACE_AXES; axis++) {
        char *copy = strdup(name[axis]->text);
        if (copy == NULL)
            return value_no_memory(report);
        free(scene->parameters[axis]);
        scene->parameters[axis] = copy;
    }
    if (first && second && strcmp(name[0]->text, name[1]->text) == 0)
        return node_error(report, name[1], "both parameters are named '%s'", name[1]->text);
    return first && second;
}

static struct surface_constant *find_constant(struct scene *scene, const char *name)
{
    for (size_t i = 0; i < scene->constant_count; i++)
        if (strcmp(scene->constants[i].name, name) == 0)
            return &scene->constants[i];
    return NULL;
}

static bool check_constant(struct report *report, const struct node *key, const struct scene *scene)
{
    struct error error = {0};
    if (!formula_name_check(key->text, &error))
        return node_error(report, key, "%s", error.message);
    for (int axis = 0; axis < SURFACE_AXES; axis++)
        if (strcmp(key->text, scene->parameters[axis]) == 0)
            return node_error(report, key, "'%s' is a parameter: name the constant otherwise",
                              key->text);
    if (scene->constant_count == SCENE_CONSTANTS)
        return node_error(report, key, "too many constants (at most %d)", SCENE_CONSTANTS);
    return true;
}

/* What a living scene lacks cannot be added: its surface was compiled without. */
static bool no_constant(struct report *report, const struct node *key, const struct scene *scene)
{
    const char *nearest = text_nearest(key->text, &scene->constants[0].name, scene->constant_count,
                                       sizeof scene->constants[0]);
    char hint[TEXT_HINT], shown[NODE_SHOWN];
    return node_error(report, key, "no constant %s%s", node_describe(key, shown),
                      text_hint(nearest, hint));
}

static bool read_constant(struct report *report, const struct node *node, struct scene *scene)
{
    struct surface_constant *constant = find_constant(scene, node->key->text);
    double value = 0;
    if (constant == NULL && scene->surface != NULL)
        return no_constant(report, node->key, scene);
    if (constant == NULL && !check_constant(report, node->key, scene))
        return false;
    bool right = value_number(report, node, &value);
    if (constant == NULL) {
        /* Known even with a wrong value, so that the formula's own errors are found as well. */
        char *name = strdup(node->key->text);
        if (name == NULL)
            return value_no_memory(report);
        constant = &scene->constants[scene->constant_count++];
        *constant = (struct surface_constant){name, value};
    } else if (right) {
        constant->value = value;
    }
    return right;
}

static bool read_constants(struct report *report, const struct node *node, struct scene *scene,
                           size_t index)
{
    (void)index;
    if (!value_mapping(report, node, "such as {a: 1, b: 100}"))
        return false;
    bool right = true;
    for (const struct node *child = node->first; child != NULL; child = child->next)
        right = read_constant(report, child, scene) && right;
    return right;
}

static bool read_loss(struct report *report, const struct node *node, struct scene *scene,
                      size_t index)
{
    (void)index;
    if (scene->surface != NULL && scene->loss == NULL)
        return node_error(report, node, "a measured surface has no formula");
    return value_formula(report, node, FORMULA_BYTES, &scene->loss);
}

static bool read_window(struct report *report, const struct node *node, struct scene *scene,
                        int axis)
{
    double ends[2];
    if (!value_pair(report, node, "[low, high]", ends))
        return false;
    if (!(ends[0] < ends[1]))
        return node_error(report, node, "the window's low end must be below its high end");
    if (!isfinite(ends[1] - ends[0]))
        return node_error(report, node, "the window is infinitely wide");
    if (ends[1] - ends[0] < 1e-9 * fmax(fabs(ends[0]), fabs(ends[1])) || ends[1] - ends[0] < 1e-290)
        return node_error(report, node, "the window is too narrow for double precision");
    scene->window[axis] = (struct surface_window){ends[0], ends[1]};
    return true;
}

static bool read_window_x(struct report *report, const struct node *node, struct scene *scene,
                          size_t index)
{
    (void)index;
    return read_window(report, node, scene, 0);
}

static bool read_window_y(struct report *report, const struct node *node, struct scene *scene,
                          size_t index)
{
    (void)index;
    return read_window(report, node, scene, 1);
}

static const char *const scale_words[] = {
    [SCENE_LINEAR] = "linear", [SCENE_LOG] = "log", [SCENE_RANK] = "rank", NULL};

static bool read_scale(struct report *report, const struct node *node, struct scene *scene,
                       size_t index)
{
    int scale;
    (void)index;
    if (!value_choice(report, node, scale_words, &scale))
        return false;
    scene->scale = (enum scene_scale)scale;
    return true;
}

const char *const scene_colormaps[] = {"viridis", "magma", "cividis", "grey", NULL};

static bool read_colormap(struct report *report, const struct node *node, struct scene *scene,
                          size_t index)
{
    (void)index;
    return value_choice(report, node, scene_colormaps, &scene->colormap);
}

/* --- the walk */

static bool read_start(struct report *report, const struct node *node, struct scene *scene,
                       size_t index)
{
    return value_pair(report, node, "[x, y]", scene->walkers[index].start);
}

/* An optimizer by its name; NULL, and a suggestion, if there is none. */
static const struct optimizer *find_optimizer(struct report *report, const struct node *node)
{
    char shown[NODE_SHOWN], hint[TEXT_HINT];
    if (node->kind != NODE_SCALAR || node_is_nothing(node)) {
        node_error(report, node, "expected an optimizer's name, found %s",
                   node_describe(node, shown));
        return NULL;
    }
    const struct optimizer *optimizer = optimizer_find(node->text);
    if (optimizer != NULL)
        return optimizer;
    node_error(report, node, "unknown optimizer %s%s", node_describe(node, shown),
               text_hint(optimizer_nearest(node->text), hint));
    return NULL;
}

static bool read_rates(struct report *report, const struct node *node, struct scene *scene,
                       size_t index)
{
    (void)index;
    if (!value_mapping(report, node, "such as {sgd: 0.01, adam: 0.05}"))
        return false;
    bool right = true;
    for (const struct node *child = node->first; child != NULL; child = child->next) {
        const struct optimizer *optimizer = find_optimizer(report, child->key);
        double *rate = optimizer != NULL ? scene_rate(scene, optimizer) : NULL;
        right = rate != NULL && value_knob(report, child, &optimizer->knobs[OPTIMIZER_LR], rate) &&
                right;
    }
    return right;
}

static bool read_optimizer(struct report *report, const struct node *node, struct scene *scene,
                           size_t index)
{
    const struct optimizer *optimizer = find_optimizer(report, node);
    if (optimizer == NULL)
        return false;
    if (optimizer != scene->walkers[index].settings.optimizer)
        scene_choose_optimizer(scene, index, optimizer);
    return true;
}

static bool read_walkers(struct report *report, const struct node *node, struct scene *scene,
                         size_t index)
{
    (void)index;
    if (!value_list(report, node, "of walkers: '- {optimizer: sgd, lr: 0.1}'"))
        return false;
    if (node->count == 0)
        return node_error(report, node, "expected at least one walker");
    /* The scene's start and batch are everybody's who has none of his own. */
    for (size_t i = 1; i < RACE_WALKS; i++) {
        memcpy(scene->walkers[i].start, scene->walkers[0].start, sizeof scene->walkers[i].start);
        scene->walkers[i].settings.batch = scene->walkers[0].settings.batch;
    }
    size_t i = 0;
    bool right = true;
    for (const struct node *child = node->first; child != NULL; child = child->next, i++) {
        if (i == RACE_WALKS)
            return node_error(report, child, "too many walkers (at most %d)", RACE_WALKS);
        scene->walker_count = i + 1;
        const struct node *batch = node_find(child, "batch");
        if (batch != NULL && batch->kind == NODE_MAPPING)
            return node_error(report, batch,
                              "batches of a file are the same for all walkers: "
                              "write them at the left margin");
        right = read_walker(report, child, scene, i) && right;
    }
    return right;
}

// clang-format off
#define REDRAW_ALL (SCENE_RESAMPLE | SCENE_RECOLOUR | SCENE_RELAYOUT)

const struct key scene_keys[] = {
    {"title", KEY_SCENE, SCENE_RELAYOUT, .verbatim = true, .read = read_title,
     .form = "text", .help = "what the scene is called"},
    {"about", KEY_SCENE, SCENE_RELAYOUT, .verbatim = true, .read = read_about,
     .form = "text", .help = "what to look for"},
    {"parameters", KEY_SCENE, 0, .fixed = true, .read = read_parameters,
     .form = "[name, name]", .help = "the names of the two parameters; x and y if left out"},
    {"constants", KEY_SCENE, SCENE_RESTART | REDRAW_ALL, .read = read_constants,
     .form = "{name: number, ...}", .help = "numbers that the loss uses by name"},
    {"loss", KEY_SCENE, SCENE_RESTART | REDRAW_ALL, .verbatim = true, .read = read_loss,
     .form = "formula", .help = "the loss; the one key that a scene must have"},
    {"x", KEY_SCENE, REDRAW_ALL, .axis = 1, .read = read_window_x,
     .form = "[low, high]", .help = "the window of the first parameter, by its name"},
    {"y", KEY_SCENE, REDRAW_ALL, .axis = 2, .read = read_window_y,
     .form = "[low, high]", .help = "the window of the second parameter, by its name"},
    {"scale", KEY_SCENE, SCENE_RECOLOUR | SCENE_RELAYOUT, .read = read_scale,
     .words = scale_words, .help = "how loss becomes colour"},
    {"colormap", KEY_SCENE, SCENE_RECOLOUR, .read = read_colormap,
     .words = scene_colormaps, .help = "the colours of the map"},
    {"data", KEY_SCENE, 0, .fixed = true, .read = read_data,
     .form = "{columns: [...], rows: [...]}", .help = "examples that the loss is the mean over"},
    {"batch", KEY_SCENE | KEY_WALKER, 0, .read = read_batch,
     .form = "number", .help = "how many examples a step sees; left out: all"},
    {"grid", KEY_SCENE, 0, .fixed = true, .read = read_grid_file,
     .form = "file", .help = "a measured surface: losses in a CSV or NPY file"},
    {"start", KEY_SCENE | KEY_WALKER, SCENE_RESTART, .read = read_start,
     .form = "[x, y]", .help = "where the walk begins"},
    {"steps", KEY_SCENE, SCENE_RELAYOUT, .form = "number",
     .knob = &knob_steps, .offset = offsetof(struct scene, steps)},
    {"seed", KEY_SCENE, SCENE_RESTART, .form = "number",
     .knob = &knob_seed, .offset = offsetof(struct scene, seed)},
    {"rates", KEY_SCENE, 0, .read = read_rates,
     .form = "{optimizer: lr, ...}", .help = "the rate that an optimizer starts with here"},
    {"walkers", KEY_SCENE, 0, .fixed = true, .read = read_walkers,
     .form = "list", .help = "one walker: a walk; several: a race"},
    {"lesson", KEY_SCENE, 0, .fixed = true, .read = lesson_read,
     .form = "list", .help = "pages to read beside the map"},

    {"optimizer", KEY_WALKER, 0, .read = read_optimizer,
     .form = "name", .help = "how the walker steps"},
    {"schedule", KEY_WALKER, 0, .read = read_schedule,
     .form = "{type: name, ...}", .help = "how the learning rate changes over the steps"},
    {"warmup", KEY_WALKER, 0, .form = "number",
     .knob = &knob_warmup, .offset = offsetof(struct walker_settings, warmup)},
    {"clip_norm", KEY_WALKER, 0, .form = "number",
     .knob = &knob_clip_norm, .offset = offsetof(struct walker_settings, clip_norm)},
    {"clip_value", KEY_WALKER, 0, .form = "number",
     .knob = &knob_clip_value, .offset = offsetof(struct walker_settings, clip_value)},
    {"noise", KEY_WALKER, 0, .form = "number",
     .knob = &knob_noise, .offset = offsetof(struct walker_settings, noise)},
    {"label", KEY_WALKER, SCENE_RELAYOUT, .verbatim = true, .read = read_label,
     .form = "text", .help = "what the walker is called"},

    {"say", KEY_PAGE, 0, .fixed = true, .read = lesson_read_say,
     .form = "text", .help = "the words of the page"},
    {"until", KEY_PAGE, 0, .fixed = true, .read = lesson_read_until,
     .form = "formula", .help = "what the page waits for; left out: a key"},
    {"ask", KEY_PAGE, 0, .fixed = true, .read = lesson_read_ask,
     .form = "text", .help = "a question before the walk; without choices: where will it end?"},
    {"choices", KEY_PAGE, 0, .fixed = true, .read = lesson_read_choices,
     .form = "{words: formula, ...}", .help = "answers; right is the first whose formula holds after the walk"},
    {"set", KEY_PAGE, 0, .fixed = true, .read = lesson_read_set,
     .form = "{key: value, ...}", .help = "keys of the scene that the page sets when it opens"},

    {"columns", KEY_DATA, 0, .fixed = true, .read = read_columns,
     .form = "[name, ...]", .help = "what the loss calls the numbers of a row"},
    {"rows", KEY_DATA, 0, .fixed = true, .read = read_rows,
     .form = "[[number, ...], ...]", .help = "the examples"},
    {"file", KEY_DATA, 0, .fixed = true, .read = read_data_file,
     .form = "file", .help = "a CSV file of the examples; its first line names the columns"},
    {"file", KEY_BATCH, 0, .fixed = true, .read = read_batch_file,
     .form = "file", .help = "a line a step: the row numbers of its batch, from 0"},
};
// clang-format on
const size_t scene_key_count = ARRAY_LENGTH(scene_keys);

/* A count is kept as a whole number. */
static bool read_knob(struct report *report, const struct node *node, const struct key *key,
                      void *of)
{
    double number;
    char *place = (char *)of + key->offset;
    if (!value_knob(report, node, key->knob, &number))
        return false;
    const uint64_t whole = key->knob->kind == KNOB_COUNT ? (uint64_t)number : 0;
    if (key->knob->kind == KNOB_COUNT)
        memcpy(place, &whole, sizeof whole);
    else
        memcpy(place, &number, sizeof number);
    return true;
}

bool key_read(const struct key *key, struct report *report, const struct node *node,
              struct scene *scene, size_t index)
{
    if (key->knob == NULL)
        return key->read(report, node, scene, index);
    if (key->place & KEY_WALKER)
        return read_knob(report, node, key, &scene->walkers[index].settings);
    return read_knob(report, node, key, scene);
}

const char *key_help(const struct key *key)
{
    return key->knob != NULL ? key->knob->help : key->help;
}

void key_print_form(const struct key *key, struct buffer *out)
{
    for (size_t i = 0; key->words != NULL && key->words[i] != NULL; i++)
        buffer_printf(out, "%s%s", i > 0 ? " | " : "", key->words[i]);
    if (key->words == NULL)
        buffer_add_text(out, key->form);
}

const char *key_name(const struct key *key, const struct scene *scene)
{
    return key->axis > 0 ? scene->parameters[key->axis - 1] : key->name;
}

const struct key *key_find(const struct scene *scene, const char *name, unsigned places)
{
    for (size_t i = 0; i < scene_key_count; i++)
        if ((scene_keys[i].place & places) != 0 &&
            strcmp(key_name(&scene_keys[i], scene), name) == 0)
            return &scene_keys[i];
    return NULL;
}

bool key_is_hyperparameter(const char *name)
{
    for (size_t i = 0; i < optimizer_count; i++)
        if (optimizer_knob(optimizers[i], name) >= 0)
            return true;
    return false;
}

const struct optimizer *key_default_optimizer(void)
{
    const struct optimizer *sgd = optimizer_find("sgd");
    return sgd != NULL ? sgd : optimizers[0];
}
