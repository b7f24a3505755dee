#include "export/survey.h"

static bool find(const struct scene *scene, const struct scene_window *window,
                 struct critical_points *out, struct error *error)
{
    double low[SURFACE_AXES], high[SURFACE_AXES];
    scene_window_ends(window, low, high);
    return critical_find(scene->surface, low, high, out, error);
}

bool survey_find(struct survey *survey, const struct scene *scene, const struct scene_window *shown,
                 struct error *error)
{
    survey->has_shown = shown != NULL;
    if (!find(scene, scene->window, &survey->critical, error) ||
        (shown != NULL && !find(scene, shown, &survey->shown, error)))
        return false;
    survey->ground = scene_ground(scene, &survey->critical, scene->steps);
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
        .judgements = survey->judgements,
        .deepest = survey->ground.deepest,
    };
}
