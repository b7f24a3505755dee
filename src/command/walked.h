/*
 * A scene with its walks and what is known of it: what figures and animations are drawn from.
 */
#ifndef COMMAND_WALKED_H
#define COMMAND_WALKED_H

#include "descent/race.h"
#include "descent/verdict.h"
#include "export/figure.h"

/* Zeroed but for the scene, which is owned. */
struct walked {
    struct scene *scene;
    struct race race;
    struct critical_points critical; /* of the scene's window */
    bool has_shown;
    struct critical_points shown; /* of another window, if one is shown */
    struct verdict_ground ground;
    struct judgement judgements[RACE_WALKS]; /* of the walks as walked_judge() found them */
};

/* Walks so many steps, finds the critical points of the scene's window and of the one that is shown
 * instead (NULL: none is), and judges. To be released in either case. */
bool walked_walk(struct walked *walked, uint64_t steps, const struct scene_window *shown,
                 struct error *error) NODISCARD;
void walked_release(struct walked *walked);

/* Judges the walks as they are now. */
void walked_judge(struct walked *walked);

/* What a figure is drawn from. */
struct figure_source walked_source(const struct walked *walked);

#endif
