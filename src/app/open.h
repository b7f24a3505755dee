/*
 * Opening a scene by what the user calls it: a built-in name, a path, or `-` for standard input.
 */
#ifndef APP_OPEN_H
#define APP_OPEN_H

#include "base/buffer.h"
#include "scene/scene.h"

/*
 * NULL on failure: then all that is wrong is appended to *words, a line each, as
 * FILE:LINE:COLUMN: message where it has a place. A name with a `/` or ending in `.yaml` is a path.
 */
struct scene *open_scene(const char *name, const struct scene_setting *settings, size_t count,
                         struct buffer *words) NODISCARD;

/* The same where the name can only be a path or `-`. */
struct scene *open_scene_file(const char *path, const struct scene_setting *settings, size_t count,
                              struct buffer *words) NODISCARD;

#endif
