/* A walker's schedule: its keys come from the schedule's row, as the hyperparameters do from the
 * optimizer's. */
#include "scene/reader.h"

#include <string.h>

#include "base/text.h"
#include "scene/value.h"

/* The schedule that the node names: itself, or by its key `type`; without it the one that stands.
 */
static bool find_type(struct report *report, const struct node *node, const struct node **named,
                      const struct schedule **schedule)
{
    char shown[NODE_SHOWN], hint[TEXT_HINT];
    const struct node *type = node->kind == NODE_MAPPING ? node_find(node, "type") : node;
    *named = type;
    if (type == NULL)
        return *schedule != NULL ||
               node_error(report, node, "the schedule's 'type' is missing: {type: cosine}");
    if (type->kind != NODE_SCALAR)
        return node_error(report, type, "expected a schedule's name, found %s",
                          node_describe(type, shown));
    bool none = node_is_nothing(type) || strcmp(type->text, "none") == 0;
    *schedule = none ? NULL : schedule_find(type->text);
    return none || *schedule != NULL ||
           node_error(report, type, "unknown schedule %s%s", node_describe(type, shown),
                      text_hint(schedule_nearest(type->text), hint));
}

static bool read_milestones(struct report *report, const struct node *node,
                            struct schedule_settings *settings)
{
    static const struct knob step = {
        .name = "a milestone", .kind = KNOB_COUNT, .low = 0, .high = KNOB_WHOLE};
    if (!value_list(report, node, "of steps, such as [100, 200]"))
        return false;
    if (node->count > SCHEDULE_MILESTONES)
        return node_error(report, node, "too many milestones (at most %d)", SCHEDULE_MILESTONES);
    settings->milestone_count = 0;
    for (const struct node *child = node->first; child != NULL; child = child->next) {
        double milestone;
        if (!value_knob(report, child, &step, &milestone))
            return false;
        settings->milestones[settings->milestone_count++] = (uint64_t)milestone;
    }
    return true;
}

static bool unknown_parameter(struct report *report, const struct node *key,
                              const struct schedule *schedule)
{
    const char *words[SCHEDULE_KNOBS + 2];
    char shown[NODE_SHOWN], hint[TEXT_HINT];
    size_t count = 0;
    for (size_t i = 0; i < schedule->knob_count; i++)
        words[count++] = schedule->knobs[i].knob.name;
    if (schedule->takes_milestones)
        words[count++] = "milestones";
    words[count++] = "type";
    return node_error(report, key, "%s is not a parameter of the schedule %s%s",
                      node_describe(key, shown), schedule->name,
                      text_hint(text_nearest(key->text, words, count, sizeof words[0]), hint));
}

static bool read_parameter(struct report *report, const struct node *node,
                           struct schedule_settings *settings)
{
    const struct schedule *schedule = settings->schedule;
    int index = schedule_knob(schedule, node->key->text), word;
    if (schedule->takes_milestones && strcmp(node->key->text, "milestones") == 0)
        return read_milestones(report, node, settings);
    if (index < 0)
        return unknown_parameter(report, node->key, schedule);
    const struct schedule_knob *row = &schedule->knobs[index];
    if (row->words == NULL)
        return value_knob(report, node, &row->knob, &settings->knob[index]);
    if (!value_choice(report, node, row->words, &word))
        return false;
    settings->knob[index] = word;
    return true;
}

/* A parameter that is there, but wrong, is not lacking. */
static bool has_all(struct report *report, const struct node *node,
                    const struct schedule_settings *settings)
{
    const struct schedule *schedule = settings->schedule;
    bool all = true;
    for (size_t i = 0; i < schedule->knob_count; i++) {
        struct error error = {0};
        if (node_find(node, schedule->knobs[i].knob.name) == NULL &&
            schedule_lacks(settings, i, &error))
            all = node_error(report, node, "%s", error.message);
    }
    return all;
}

bool read_schedule(struct report *report, const struct node *node, struct scene *scene,
                   size_t index)
{
    struct schedule_settings settings = scene->walkers[index].settings.schedule;
    const struct schedule *schedule = settings.schedule;
    const struct node *type;
    struct error error = {0};
    bool right = true;
    if (!find_type(report, node, &type, &schedule))
        return false;
    if (schedule == NULL)
        settings = (struct schedule_settings){.schedule = NULL};
    else if (schedule != settings.schedule)
        schedule_settings_init(&settings, schedule, scene->steps);
    for (const struct node *child = node->first; child != NULL && schedule != NULL;
         child = child->next)
        right = (child == type || read_parameter(report, child, &settings)) && right;
    if (schedule != NULL)
        right = has_all(report, node, &settings) && right;
    if (right && schedule != NULL && !schedule_check(&settings, &error))
        return node_error(report, node, "%s", error.message);
    if (right)
        scene->walkers[index].settings.schedule = settings;
    return right;
}
