/*
 * The built-in scenes: the files of scenes/, in the order of the menu, and the tables that they
 * name, built into the program.
 */
#ifndef SCENE_CATALOGUE_H
#define SCENE_CATALOGUE_H

#include <stddef.h>

#include "base/buffer.h"
#include "base/error.h"

struct catalogue_entry {
    const char *name;
    const char *text;
    size_t length;
    const char *group; /* of the menu: "Course" */
};

extern const struct catalogue_entry catalogue[];
extern const size_t catalogue_count;

/* The files that they name: the tables of scenes/, by their own names. */
extern const struct catalogue_entry catalogue_files[];
extern const size_t catalogue_file_count;

/* NULL if there is none of that name. */
const struct catalogue_entry *catalogue_find_file(const char *name);

/* The `load` of built-in scenes (struct scene_files). */
bool catalogue_load(void *context, const char *path, struct buffer *out,
                    struct error *error) NODISCARD;

/* NULL if there is none of that name. */
const struct catalogue_entry *catalogue_find(const char *name);

/* The name that was probably meant, or NULL. */
const char *catalogue_nearest(const char *name);

#endif
