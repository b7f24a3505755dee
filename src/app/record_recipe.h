/*
 * The command that makes the picture on the screen again: the scene by its name, and what of it was
 * turned, chosen or zoomed since.
 */
#ifndef APP_RECORD_RECIPE_H
#define APP_RECORD_RECIPE_H

#include "base/buffer.h"

struct app;

/*
 * Appends the recipe (export/recipe.h). Where no command walks like that, because knobs were turned
 * on the way, a comment says so first, and the command walks with the last ones.
 */
void record_recipe(const struct app *app, struct buffer *out);

#endif
