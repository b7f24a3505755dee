/*
 * `--set KEY=VALUE`: changes to the tree of a scene's text before it is read, so that a setting
 * means exactly what it would mean in the file.
 */
#ifndef SCENE_SETTING_H
#define SCENE_SETTING_H

#include "base/report.h"
#include "scene/node.h"
#include "scene/scene.h"

/* The parts of a key: `walkers.2.schedule.type` has four. */
enum { SETTING_PARTS = 4, SETTING_PART_BYTES = 64 };
struct setting_path {
    char part[SETTING_PARTS][SETTING_PART_BYTES];
    size_t count;
};
bool setting_parse_key(const char *key, struct setting_path *path, struct error *error) NODISCARD;

/* The name of the schedule's parameter that the path's parts from `from` on are: `schedule.gamma`;
 * NULL: something else, the schedule's type too. */
const char *setting_schedule_parameter(const struct setting_path *path, size_t from);

/* Reads the number of a walker, from 1, as an index from 0. */
bool setting_parse_index(const char *text, size_t count, size_t *index,
                         struct error *error) NODISCARD;

/* The node of a value; what stands for words (a title, a formula) need not be YAML. */
struct node *setting_parse_value(const char *key, const char *value, struct error *error) NODISCARD;

/* Applies the settings to the tree; what is wrong with them goes to the report. */
bool settings_apply(struct report *report, struct node *root, const struct scene_setting *settings,
                    size_t count) NODISCARD;

#endif
