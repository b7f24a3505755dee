/*
 * A scene with its walks and what is known of it: what figures and animations are drawn from.
 */
#ifndef COMMAND_WALKED_H
#define COMMAND_WALKED_H

#include "descent/race.h"
#include "export/survey.h"

/* Zeroed but for the scene, which is owned. */
struct walked {
    struct scene *scene;
    struct race race;
    struct survey survey; /* judged at the walks' end */
};

/* Walks so many steps, and surveys the scene and the window that is shown instead of its own (NULL:
 * none is). To be released in either case. */
bool walked_walk(struct walked *walked, uint64_t steps, const struct surface_window *shown,
                 struct error *error) NODISCARD;
void walked_release(struct walked *walked);

/* What a figure is drawn from. */
struct figure_source walked_source(const struct walked *walked);

#endif
