/*
 * The built-in scenes: the files of scenes/, in the order of the menu, built into the program.
 */
#ifndef SCENE_CATALOGUE_H
#define SCENE_CATALOGUE_H

#include <stddef.h>

struct catalogue_entry {
    const char *name;
    const char *text;
    size_t length;
    const char *group; /* of the menu: "Course" */
};

extern const struct catalogue_entry catalogue[];
extern const size_t catalogue_count;

/* NULL if there is none of that name. */
const struct catalogue_entry *catalogue_find(const char *name);

/* The name that was probably meant, or NULL. */
const char *catalogue_nearest(const char *name);

#endif
