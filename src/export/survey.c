#include "export/survey.h"

bool survey_find(struct survey *survey, const struct scene *scene,
                 const struct surface_window *shown, struct error *error)
{
    survey->has_shown = shown != NULL;
    if (!critical_find(scene->surface, scene->window, &survey->critical, error) ||
        (shown != NULL && !critical_find(scene->surface, shown, &survey->shown, error)))
        return false;
    scene_ground(scene, &survey->critical, &survey->ground);
    verdict_survey(&survey->ground);
    return true;
}

void survey_release(struct survey *survey)
{
    critical_release(&survey->critical);
    critical_release(&survey->shown);
}

void survey_judge(struct survey *survey, const struct race *race)
{
    for (size_t i = 0; i < race->count; i++)
        verdict_judge(race->walks[i], &survey->ground, &survey->judgements[i]);
}

struct figure_source survey_source(const struct survey *survey, const struct scene *scene,
                                   const struct race *race)
{
    return (struct figure_source){
        .scene = scene,
        .race = race,
        .critical = survey->has_shown ? &survey->shown : &survey->critical,
        .known = &survey->critical,
        .judgements = survey->judgements,
        .deepest = survey->ground.deepest,
    };
}
