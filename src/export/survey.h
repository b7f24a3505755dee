/*
 * What is found out about a scene before its walks are drawn: the critical points, and how each
 * walk stands.
 */
#ifndef EXPORT_SURVEY_H
#define EXPORT_SURVEY_H

#include "descent/race.h"
#include "descent/verdict.h"
#include "export/figure.h"
#include "scene/scene.h"

struct survey {
    struct critical_points critical; /* of the scene's window */
    bool has_shown;
    struct critical_points shown;            /* of another window, if one is shown */
    struct verdict_ground ground;            /* points into this struct: it stays where it is */
    struct judgement judgements[RACE_WALKS]; /* as survey_judge() found them */
};

/* Zeroed before. Finds the critical points of the scene's window and of the one that is shown
 * instead (NULL: none is). To be released in either case. */
bool survey_find(struct survey *survey, const struct scene *scene,
                 const struct surface_window *shown, struct error *error) NODISCARD;
void survey_release(struct survey *survey);

/* Judges walks of the scene as they are now. */
void survey_judge(struct survey *survey, const struct race *race);

/* What a figure is drawn from; all is borrowed. */
struct figure_source survey_source(const struct survey *survey, const struct scene *scene,
                                   const struct race *race);

#endif
