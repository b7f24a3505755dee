/*
 * A key of a living scene changed: on a copy, which takes the scene's place if all went well. The
 * rows of the key table that read the file read the change as well.
 */
#include "scene/scene.h"

#include <string.h>

#include "scene/copy.h"
#include "scene/key.h"
#include "scene/reader.h"
#include "scene/setting.h"
#include "scene/value.h"

struct change {
    struct report *report;
    struct scene *scene; /* the copy */
    int walker;          /* as of scene_set() */
    struct setting_path path;
    size_t from;        /* the part of the path that names the key */
    struct node *value; /* below what the path's later parts name */
    unsigned stale;
};

/* Reports an error of the module below as if it stood at the key. */
static bool fail(struct change *change, const struct error *error)
{
    return report_add(change->report, 0, 0, "%s", error->message);
}

/* `walkers.2.lr`: the key is the third part, the walker is the second. */
static bool choose_walker(struct change *change)
{
    struct error error = {0};
    size_t index;
    if (strcmp(change->path.part[0], "walkers") != 0 || change->path.count < 3)
        return true;
    if (!setting_parse_index(change->path.part[1], change->scene->walker_count, &index, &error))
        return fail(change, &error);
    change->walker = (int)index;
    change->from = 2;
    return true;
}

/* `constants.a` with the value 2 is `constants` with the value {a: 2}. */
static bool wrap_value(struct change *change)
{
    for (size_t i = change->path.count - 1; i > change->from; i--) {
        const char *name = change->path.part[i];
        struct node *mapping = node_new(NODE_MAPPING, "", 0);
        struct node *key = node_new(NODE_SCALAR, name, strlen(name));
        if (mapping == NULL || key == NULL) {
            node_free(mapping);
            node_free(key);
            return value_no_memory(change->report);
        }
        node_append(mapping, key, change->value);
        change->value = mapping;
    }
    return true;
}

static bool goes_to(const struct change *change, size_t walker)
{
    return change->walker == SCENE_ALL || (size_t)change->walker == walker;
}

/* `schedule.gamma`: how much of it the walker has: 2 the parameter, 1 a schedule, 0 none. Any other
 * key is everybody's. */
static int share_of(const struct change *change, size_t walker)
{
    const struct setting_path *path = &change->path;
    const struct schedule *schedule = change->scene->walkers[walker].settings.schedule.schedule;
    const char *parameter = setting_schedule_parameter(path, change->from);
    if (parameter == NULL)
        return 0;
    return schedule == NULL ? 0 : schedule_takes(schedule, parameter) ? 2 : 1;
}

/* To those that have the key; where nobody has it, the reader of the key says what is wrong. */
static bool change_walkers(struct change *change, const struct key *row)
{
    bool right = true;
    int most = 0;
    for (size_t i = 0; i < change->scene->walker_count; i++)
        if (goes_to(change, i) && share_of(change, i) > most)
            most = share_of(change, i);
    for (size_t i = 0; i < change->scene->walker_count; i++)
        if (goes_to(change, i) && share_of(change, i) == most)
            right = key_read(row, change->report, change->value, change->scene, i) && right;
    return right;
}

static bool change_hyperparameter(struct change *change, const char *name)
{
    bool right = true, any = false;
    size_t last = 0;
    for (size_t i = 0; i < change->scene->walker_count; i++) {
        if (!goes_to(change, i))
            continue;
        last = i;
        if (optimizer_knob(change->scene->walkers[i].settings.optimizer, name) < 0)
            continue;
        any = true;
        right = read_hyperparameter(change->report, change->value, change->scene, i, name) && right;
    }
    const struct node key = {.text = (char *)name, .length = strlen(name)};
    return any ? right : read_unknown(change->report, &key, KEY_WALKER, change->scene, last);
}

static bool unknown(struct change *change, const char *name)
{
    const struct node key = {.text = (char *)name, .length = strlen(name)};
    for (size_t i = 0; i < change->scene->constant_count; i++)
        if (strcmp(change->scene->constants[i].name, name) == 0)
            return report_add(change->report, 0, 0, "unknown key (did you mean 'constants.%s'?)",
                              name);
    return read_unknown(change->report, &key, KEY_SCENE | KEY_WALKER, change->scene, 0);
}

static bool apply(struct change *change)
{
    const char *name = change->path.part[change->from];
    unsigned places = change->from > 0 ? KEY_WALKER : KEY_SCENE | KEY_WALKER;
    const struct key *row = key_find(change->scene, name, places);
    if (row == NULL && key_is_hyperparameter(name))
        return change_hyperparameter(change, name);
    if (row == NULL)
        return unknown(change, name);
    if (row->fixed)
        return report_add(change->report, 0, 0, "cannot be changed while the scene is open");
    change->stale = row->stale;
    if (row->place & KEY_WALKER)
        return change_walkers(change, row);
    return key_read(row, change->report, change->value, change->scene, 0);
}

/* Gives the surface the constants' values; if one fails, those before it are taken back. */
static bool turn_constants(const struct scene *scene, const struct scene *old, struct error *error)
{
    size_t i = 0;
    for (; i < scene->constant_count; i++)
        if (scene->constants[i].value != old->constants[i].value &&
            !surface_set_constant(scene->surface, i, scene->constants[i].value, error))
            break;
    if (i == scene->constant_count)
        return true;
    while (i-- > 0) {
        struct error ignored = {0};
        if (!surface_set_constant(scene->surface, i, old->constants[i].value, &ignored))
            break; /* it stood there before, so it compiles; without memory nothing can be done */
    }
    return false;
}

/* The last step that can fail: the surface follows the loss or the constants. */
static bool follow_surface(struct change *change, const struct scene *old)
{
    struct error error = {0};
    if (old->loss == NULL || strcmp(change->scene->loss, old->loss) == 0)
        return turn_constants(change->scene, old, &error) || fail(change, &error);
    change->scene->surface = read_surface(change->report, change->value, change->scene);
    return change->scene->surface != NULL;
}

/* The copy becomes the scene, and what it replaces is freed. */
static void replace(struct scene *scene, struct scene *copy)
{
    struct scene old = *scene;
    *scene = *copy;
    *copy = old;
    if (copy->surface == scene->surface)
        copy->surface = NULL;
    copy->input = NULL;
    scene_free(copy);
}

static bool read_change(struct change *change, const char *key, const char *value)
{
    struct error error = {0};
    if (!setting_parse_key(key, &change->path, &error))
        return fail(change, &error);
    change->value = setting_parse_value(key, value, &error);
    if (change->value == NULL)
        return fail(change, &error);
    return choose_walker(change) && wrap_value(change);
}

/* The key stands before what is wrong, unless that begins with it or quotes it. */
static bool tell(const char *key, const char *wrong, struct error *error)
{
    size_t length = strlen(key);
    const char *quoted = strstr(wrong, key);
    bool begins = strncmp(wrong, key, length) == 0 && wrong[length] == ' ';
    if (begins ||
        (quoted != NULL && quoted > wrong && quoted[-1] == '\'' && quoted[length] == '\''))
        return error_set(error, "%s", wrong);
    return error_set(error, "%s: %s", key, wrong);
}

bool scene_set(struct scene *scene, int walker, const char *key, const char *value, unsigned *stale,
               struct error *error)
{
    struct report report;
    report_init(&report, scene->name, NULL, 0);
    struct change change = {.report = &report, .walker = walker};
    change.scene = scene_copy(scene);
    if (change.scene == NULL)
        return error_memory(error);
    bool right =
        read_change(&change, key, value) && apply(&change) && follow_surface(&change, scene);
    node_free(change.value);
    if (!right) {
        if (change.scene->surface == scene->surface)
            change.scene->surface = NULL;
        change.scene->input = NULL;
        scene_free(change.scene);
        return tell(key, report.errors[0].message, error);
    }
    replace(scene, change.scene);
    *stale = change.stale;
    return true;
}

bool scene_restore(struct scene *scene, const struct scene *base, struct error *error)
{
    unsigned stale;
    if (base->loss != NULL && strcmp(base->loss, scene->loss) != 0 &&
        !scene_set(scene, SCENE_ALL, "loss", base->loss, &stale, error))
        return false;
    struct scene *copy = scene_copy(base);
    if (copy == NULL)
        return error_memory(error);
    copy->surface = scene->surface;
    if (!turn_constants(copy, scene, error)) {
        scene_copy_free(copy);
        return false;
    }
    replace(scene, copy);
    return true;
}
