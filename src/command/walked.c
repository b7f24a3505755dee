#include "command/walked.h"

void walked_release(struct walked *walked)
{
    race_release(&walked->race);
    critical_release(&walked->critical);
    critical_release(&walked->shown);
    scene_free(walked->scene);
}

static bool find_critical(const struct walked *walked, const struct scene_window *window,
                          struct critical_points *out, struct error *error)
{
    double low[SURFACE_AXES], high[SURFACE_AXES];
    scene_window_ends(window, low, high);
    return critical_find(walked->scene->surface, low, high, out, error);
}

static void survey(struct walked *walked, uint64_t steps)
{
    walked->ground = scene_ground(walked->scene, &walked->critical, steps);
    verdict_survey(&walked->ground);
}

void walked_judge(struct walked *walked)
{
    for (size_t i = 0; i < walked->race.count; i++)
        verdict_judge(walked->race.walks[i], &walked->ground, &walked->judgements[i]);
}

bool walked_walk(struct walked *walked, uint64_t steps, const struct scene_window *shown,
                 struct error *error)
{
    struct race_entry entries[RACE_WALKS];
    walked->has_shown = shown != NULL;
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
    if (!find_critical(walked, walked->scene->window, &walked->critical, error) ||
        (shown && !find_critical(walked, shown, &walked->shown, error)))
        return false;
    survey(walked, steps);
    walked_judge(walked);
    return true;
}

struct figure_source walked_source(const struct walked *walked)
{
    return (struct figure_source){
        .scene = walked->scene,
        .race = &walked->race,
        .critical = walked->has_shown ? &walked->shown : &walked->critical,
        .judgements = walked->judgements,
        .deepest = walked->ground.deepest,
    };
}
