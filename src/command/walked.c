#include "command/walked.h"

void walked_release(struct walked *walked)
{
    race_release(&walked->race);
    survey_release(&walked->survey);
    scene_free(walked->scene);
}

bool walked_walk(struct walked *walked, uint64_t steps, const struct surface_window *shown,
                 struct error *error)
{
    struct race_entry entries[RACE_WALKS];
    size_t count = scene_entries(walked->scene, entries);
    if (!race_init(&walked->race, walked->scene->surface, entries, count,
                   scene_chance(walked->scene)))
        return error_memory(error);
    for (uint64_t step = 0; step < steps && race_step(&walked->race); step++)
        continue;
    for (size_t i = 0; i < count; i++)
        if (walk_is_full(walked->race.walks[i]))
            return error_set(error, "walker %zu: a walk of %llu steps is too long to be drawn",
                             i + 1, (unsigned long long)steps);
    if (!survey_find(&walked->survey, walked->scene, shown, error))
        return false;
    survey_judge(&walked->survey, &walked->race);
    return true;
}

struct figure_source walked_source(const struct walked *walked)
{
    return survey_source(&walked->survey, walked->scene, &walked->race);
}
