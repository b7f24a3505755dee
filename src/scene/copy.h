/* A copy of a scene: everything its own but the surface and the input, which both share. */
#ifndef SCENE_COPY_H
#define SCENE_COPY_H

#include "scene/scene.h"

/* NULL without memory. Before it is freed, take its surface and its input away (set them to NULL),
 * or the scene's. */
struct scene *scene_copy(const struct scene *scene) NODISCARD;

/* Frees the copy, and leaves what it shares to the scene. */
void scene_copy_free(struct scene *copy);

#endif
