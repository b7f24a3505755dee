/* Scenes for tests: read from a text, with what went wrong as text. */
#ifndef SUPPORT_SCENES_H
#define SUPPORT_SCENES_H

#include "base/buffer.h"
#include "scene/scene.h"

/*
 * Reads a scene with settings given as "KEY=VALUE", NULL-terminated (or NULL). The errors, a line
 * each as `LINE:COLUMN: message` or `: message`, by place, replace the content of *errors.
 */
struct scene *scene_of(const char *text, size_t length, const char *const *settings,
                       struct buffer *errors);

/* The same for a scene that must be right: fails the test with its errors otherwise. */
struct scene *scene_right(const char *text, const char *const *settings);

/* A built-in scene that must be there and right. */
struct scene *scene_named(const char *name, const char *const *settings);

/* Files that the scenes of a test may name, up to one without a path; NULL: none. */
struct scene_file {
    const char *path;
    const char *bytes;
    size_t length; /* 0: a string */
};
extern const struct scene_file *scene_test_files;

#endif
