/*
 * Settings change the tree in three passes: what makes walkers and names, then the optimizers, then
 * the rest, which may ask what optimizer a walker has.
 */
#include "scene/setting.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "scene/document.h"
#include "scene/key.h"
#include "scene/value.h"

/* --- keys and values */

bool setting_parse_key(const char *key, struct setting_path *path, struct error *error)
{
    path->count = 0;
    for (const char *at = key;; at++) {
        size_t length = strcspn(at, ".");
        if (length == 0)
            return error_set(error, *key == '\0' ? "the key is missing: KEY=VALUE"
                                                 : "a name is missing before or after '.'");
        if (path->count == SETTING_PARTS || length >= SETTING_PART_BYTES)
            return error_set(error, "unknown key");
        memcpy(path->part[path->count], at, length);
        path->part[path->count][length] = '\0';
        path->count++;
        at += length;
        if (*at == '\0')
            return true;
    }
}

const char *setting_schedule_parameter(const struct setting_path *path, size_t from)
{
    if (path->count < from + 2 || strcmp(path->part[from], "schedule") != 0)
        return NULL;
    const char *name = path->part[from + 1];
    return strcmp(name, "type") != 0 ? name : NULL;
}

bool setting_parse_index(const char *text, size_t count, size_t *index, struct error *error)
{
    char *end;
    unsigned long number = strspn(text, "0123456789") == strlen(text) ? strtoul(text, &end, 10) : 0;
    if (number < 1 || number > count)
        return error_set(error, "no walker '%s': there %s %zu, counted from 1", text,
                         count == 1 ? "is" : "are", count);
    *index = number - 1;
    return true;
}

/* Is the key's value words, in which YAML's signs mean nothing? */
static bool takes_words(const char *key)
{
    const char *last = strrchr(key, '.');
    const char *name = last != NULL ? last + 1 : key;
    for (size_t i = 0; i < scene_key_count; i++)
        if (strcmp(scene_keys[i].name, name) == 0)
            return scene_keys[i].verbatim;
    return false;
}

struct node *setting_parse_value(const char *key, const char *value, struct error *error)
{
    struct error ignored = {0};
    bool words = takes_words(key);
    struct node *node = document_read_value(value, words ? &ignored : error);
    if (!words || (node != NULL && node->kind == NODE_SCALAR && !node_is_nothing(node)))
        return node;
    node_free(node);
    return document_read_words(value, error);
}

/* --- the tree */

struct application {
    struct report *report;
    struct node *root;
    const struct scene_setting *setting;
    struct setting_path path;
    struct node *value;
};

static bool fail(struct application *application, const char *message)
{
    const struct node place = {.setting = application->setting};
    return node_error(application->report, &place, "%s", message);
}

static void mark(struct node *node, const struct scene_setting *setting)
{
    node->setting = setting;
    if (node->key != NULL)
        mark(node->key, setting);
    for (struct node *child = node->first; child != NULL; child = child->next)
        mark(child, setting);
}

/* Puts a value (taken over) under a key, in place of the one that is there. */
static bool put(struct application *application, struct node *mapping, const char *name,
                struct node *value)
{
    struct node *key = node_new(NODE_SCALAR, name, strlen(name));
    if (key == NULL || value == NULL) {
        node_free(key);
        node_free(value);
        return value_no_memory(application->report);
    }
    key->setting = application->setting;
    node_remove(mapping, name);
    node_append(mapping, key, value);
    return true;
}

/* Puts the setting's value at its path from part `from` on, making the mappings on the way. */
static bool put_path(struct application *application, struct node *mapping, size_t from)
{
    for (; from + 1 < application->path.count; from++) {
        const char *name = application->path.part[from];
        struct node *inner = node_find(mapping, name);
        if (inner == NULL || inner->kind != NODE_MAPPING) {
            inner = node_new(NODE_MAPPING, "", 0);
            if (inner != NULL)
                inner->setting = application->setting;
            if (!put(application, mapping, name, inner))
                return false;
        }
        mapping = inner;
    }
    return put(application, mapping, application->path.part[from], node_copy(application->value));
}

/* Does the path end in these names? */
static bool chooses(const struct setting_path *path, const char *name, const char *inner)
{
    size_t last = path->count - 1;
    if (inner == NULL)
        return strcmp(path->part[last], name) == 0;
    return last > 0 && strcmp(path->part[last], inner) == 0 &&
           strcmp(path->part[last - 1], name) == 0;
}

/* The optimizer that a walker's mapping names; NULL if there is none of that name. */
static const struct optimizer *optimizer_of(const struct node *mapping)
{
    const struct node *node = node_find(mapping, "optimizer");
    return node != NULL ? optimizer_find(node->text) : key_default_optimizer();
}

/*
 * Another optimizer than the file's: what it has not goes, and in a scene with `rates` the learning
 * rate, which was another's.
 */
static void drop_hyperparameters(const struct node *root, struct node *mapping,
                                 const struct optimizer *chosen)
{
    if (optimizer_of(mapping) == chosen)
        return;
    bool has_rates = node_find(root, "rates") != NULL;
    for (struct node *child = mapping->first, *next; child != NULL; child = next) {
        const char *name = child->key->text;
        next = child->next;
        bool fits = chosen != NULL && optimizer_knob(chosen, name) >= 0 &&
                    !(has_rates && strcmp(name, "lr") == 0);
        if (key_is_hyperparameter(name) && !fits)
            node_remove(mapping, name);
    }
}

/* The same for a schedule's parameters. */
static void drop_schedule(struct node *mapping, const char *chosen)
{
    const struct node *schedule = node_find(mapping, "schedule");
    const struct node *type =
        schedule != NULL && schedule->kind == NODE_MAPPING ? node_find(schedule, "type") : schedule;
    if (type == NULL || strcmp(type->text, chosen) != 0)
        node_remove(mapping, "schedule");
}

/* `schedule: cosine` is short for {type: cosine}, which has room for its parameters. */
static bool spell_schedule_out(struct application *application, struct node *mapping)
{
    struct node *schedule = node_find(mapping, "schedule");
    if (schedule == NULL || schedule->kind != NODE_SCALAR || node_is_nothing(schedule))
        return true;
    struct node *whole = node_new(NODE_MAPPING, "", 0), *type = node_copy(schedule);
    if (whole == NULL) {
        node_free(type);
        return value_no_memory(application->report);
    }
    if (!put(application, whole, "type", type)) {
        node_free(whole);
        return false;
    }
    return put(application, mapping, "schedule", whole);
}

/* Puts a walker's key, at part `from`, into the walker's mapping. */
static bool put_into_walker(struct application *application, struct node *mapping, size_t from)
{
    if (mapping->kind != NODE_MAPPING)
        return true; /* the reader will say so */
    if (chooses(&application->path, "optimizer", NULL))
        drop_hyperparameters(application->root, mapping, optimizer_find(application->value->text));
    if (chooses(&application->path, "schedule", "type"))
        drop_schedule(mapping, application->value->text);
    if (setting_schedule_parameter(&application->path, from) != NULL &&
        !spell_schedule_out(application, mapping))
        return false;
    return put_path(application, mapping, from);
}

/* The schedule that a walker's mapping names; NULL if there is none of that name. */
static const struct schedule *schedule_of(const struct node *mapping)
{
    const struct node *node = node_find(mapping, "schedule");
    const struct node *type =
        node != NULL && node->kind == NODE_MAPPING ? node_find(node, "type") : node;
    return type != NULL && type->kind == NODE_SCALAR ? schedule_find(type->text) : NULL;
}

/*
 * How much of the key at part 0 a walker has. Of a hyperparameter: all or nothing. Of a schedule's
 * parameter: the schedule without it is better than none, for what the reader then says. Any other
 * key is everybody's.
 */
enum share { SHARE_NONE, SHARE_LITTLE, SHARE_SOME, SHARE_ALL };

static enum share share_of(const struct application *application, const struct node *mapping)
{
    const char *name = application->path.part[0];
    const char *parameter = setting_schedule_parameter(&application->path, 0);
    const struct optimizer *optimizer = optimizer_of(mapping);
    if (parameter != NULL) {
        const struct schedule *schedule = schedule_of(mapping);
        return schedule == NULL                      ? SHARE_LITTLE
               : schedule_takes(schedule, parameter) ? SHARE_ALL
                                                     : SHARE_SOME;
    }
    return !key_is_hyperparameter(name) || optimizer == NULL || optimizer_knob(optimizer, name) >= 0
               ? SHARE_ALL
               : SHARE_NONE;
}

static bool no_walker_has(struct application *application)
{
    struct error error = {0};
    const struct optimizer *only = optimizer_of(application->root);
    if (node_find(application->root, "walkers") == NULL && only != NULL)
        error_set(&error, "'%s' is not a hyperparameter of %s", application->path.part[0],
                  only->name);
    else
        error_set(&error, "no walker's optimizer has '%s'", application->path.part[0]);
    return fail(application, error.message);
}

/* To all that have the most of it. */
static bool put_into_walkers(struct application *application)
{
    struct node *walkers = node_find(application->root, "walkers");
    struct node *first = walkers != NULL ? walkers->first : application->root;
    bool right = true;
    enum share most = SHARE_NONE;
    for (struct node *walker = first; walker != NULL;
         walker = walkers != NULL ? walker->next : NULL)
        if (share_of(application, walker) > most)
            most = share_of(application, walker);
    if (most == SHARE_NONE)
        return (walkers != NULL && walkers->kind != NODE_LIST) || no_walker_has(application);
    for (struct node *walker = first; walker != NULL;
         walker = walkers != NULL ? walker->next : NULL)
        if (share_of(application, walker) == most)
            right = put_into_walker(application, walker, 0) && right;
    return right;
}

/* `walkers.2.lr`, `walkers.2={...}`. */
static bool put_into_one_walker(struct application *application)
{
    struct node *walkers = node_find(application->root, "walkers");
    struct error error = {0};
    size_t count = walkers != NULL ? walkers->count : 1, index = 0;
    if (walkers != NULL && walkers->kind != NODE_LIST)
        return true; /* the reader will say so */
    if (application->path.count < 3)
        return fail(application, "which key of the walker? (`walkers.1.lr`)");
    if (!setting_parse_index(application->path.part[1], count, &index, &error))
        return fail(application, error.message);
    struct node *walker = walkers != NULL ? walkers->first : application->root;
    for (; index > 0; index--)
        walker = walker->next;
    return put_into_walker(application, walker, 2);
}

static const char *parameter_name(const struct node *root, int axis)
{
    const struct node *parameters = node_find(root, "parameters");
    if (parameters == NULL || parameters->kind != NODE_LIST || parameters->count != SURFACE_AXES)
        return axis == 0 ? "x" : "y";
    return (axis == 0 ? parameters->first : parameters->last)->text;
}

static bool is_constant(const struct node *root, const char *name)
{
    return node_find(node_find(root, "constants"), name) != NULL;
}

static bool unknown(struct application *application)
{
    const char *words[64 + SURFACE_AXES + OPTIMIZER_KNOBS];
    const char *name = application->path.part[0];
    const struct optimizer *optimizer = optimizer_of(application->root);
    struct error error = {0};
    char hint[TEXT_HINT];
    size_t count = 0;
    if (is_constant(application->root, name)) {
        error_set(&error, "unknown key (did you mean 'constants.%s'?)", name);
        return fail(application, error.message);
    }
    for (int axis = 0; axis < SURFACE_AXES; axis++)
        words[count++] = parameter_name(application->root, axis);
    for (size_t i = 0; i < scene_key_count && count < 64; i++)
        if (scene_keys[i].axis == 0 && scene_keys[i].place & (KEY_SCENE | KEY_WALKER))
            words[count++] = scene_keys[i].name;
    for (size_t i = 0; optimizer != NULL && i < optimizer->knob_count; i++)
        words[count++] = optimizer->knobs[i].name;
    const char *nearest = key_meant(name, words, count);
    error_set(&error, "unknown key%s", text_hint(nearest, hint));
    return fail(application, error.message);
}

/* The row of a key in a tree that is not a scene yet: the windows go by the names in the tree. */
static const struct key *find_row(const struct node *root, const char *name)
{
    for (size_t i = 0; i < scene_key_count; i++) {
        const char *key = scene_keys[i].axis > 0 ? parameter_name(root, scene_keys[i].axis - 1)
                                                 : scene_keys[i].name;
        if (scene_keys[i].place & (KEY_SCENE | KEY_WALKER) && strcmp(key, name) == 0)
            return &scene_keys[i];
    }
    return NULL;
}

/* Walkers in a list take the place of the one at the left margin: what it says of itself alone
 * goes.
 */
static void drop_lone_walker(struct node *root)
{
    struct node *next;
    for (struct node *child = root->first; child != NULL; child = next) {
        const char *name = child->key->text;
        const struct key *row = find_row(root, name);
        next = child->next;
        if (row != NULL ? row->place == KEY_WALKER : key_is_hyperparameter(name))
            node_remove(root, name);
    }
}

static bool apply(struct application *application)
{
    const char *name = application->path.part[0];
    if (strcmp(name, "walkers") == 0 && application->path.count > 1)
        return put_into_one_walker(application);
    const struct key *row = find_row(application->root, name);
    if (row == NULL && !key_is_hyperparameter(name))
        return unknown(application);
    if (row == NULL || row->place == KEY_WALKER)
        return put_into_walkers(application);
    /* What both may have goes to all walkers by taking away their own. */
    struct node *walkers = node_find(application->root, "walkers");
    if (row->place & KEY_WALKER && walkers != NULL)
        for (struct node *walker = walkers->first; walker != NULL; walker = walker->next)
            if (walker->kind == NODE_MAPPING)
                node_remove(walker, name);
    if (strcmp(name, "walkers") == 0)
        drop_lone_walker(application->root);
    return put_path(application, application->root, 0);
}

enum { PASSES = 3 };

static int pass_of(const struct setting_path *path)
{
    const char *last = path->part[path->count - 1];
    if (path->count == 1 && (strcmp(last, "walkers") == 0 || strcmp(last, "parameters") == 0))
        return 0;
    return chooses(path, "optimizer", NULL) || chooses(path, "schedule", "type") ? 1 : 2;
}

static bool apply_one(struct report *report, struct node *root, const struct scene_setting *setting,
                      int pass)
{
    struct application application = {.report = report, .root = root, .setting = setting};
    struct error error = {0};
    if (!setting_parse_key(setting->key, &application.path, &error))
        return pass > 0 || fail(&application, error.message);
    if (pass_of(&application.path) != pass)
        return true;
    application.value = setting_parse_value(setting->key, setting->value, &error);
    if (application.value == NULL)
        return fail(&application, error.message);
    mark(application.value, setting);
    bool right = apply(&application);
    node_free(application.value);
    return right;
}

bool settings_apply(struct report *report, struct node *root, const struct scene_setting *settings,
                    size_t count)
{
    bool right = true;
    for (int pass = 0; pass < PASSES; pass++)
        for (size_t i = 0; i < count; i++)
            right = apply_one(report, root, &settings[i], pass) && right;
    return right;
}
