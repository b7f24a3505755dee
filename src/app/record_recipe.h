/*
 * The command that makes the picture on the screen again: the scene by its name, and what of it was
 * turned, chosen or zoomed since.
 */
#ifndef APP_RECORD_RECIPE_H
#define APP_RECORD_RECIPE_H

#include "base/buffer.h"

struct app;
struct figure_options;

/* A file, and what is drawn in it. */
struct recorded {
    const char *command, *file; /* that makes it; what it is called there */
    const struct figure_options *options;
    const char *remark; /* what else is to be said; NULL: nothing */
    int columns, rows;  /* of a screen; 0: it is a drawing */
};

/*
 * Appends the recipe (export/recipe.h). Where no command walks like that, because knobs were turned
 * on the way, a comment says so first, and the command walks with the last ones.
 */
void record_recipe(const struct app *app, const struct recorded *recorded, struct buffer *out);

#endif
