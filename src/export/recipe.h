/*
 * The recipe of a picture: what made it, as text, kept in the picture's metadata, so that it can be
 * made again.
 *
 *   downhill 0.1.0
 *   command: downhill figure himmelblau -s lr=0.01 -o a.png
 *   seed: 1
 *   steps: 200
 *   title: ...
 *   scene:
 *     title: ...          (the scene's source, if it is not a built-in one)
 *
 * The command line is quoted for a shell, so that it can be pasted and run.
 */
#ifndef EXPORT_RECIPE_H
#define EXPORT_RECIPE_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "scene/scene.h"

/* What the text is put together from; strings are borrowed. */
struct recipe {
    const char *const *words; /* the command line, "downhill" first */
    size_t word_count;
    const struct scene *scene;
    uint64_t steps;
    const char *source; /* the scene's text; NULL: it is a built-in one, and its name says all */
    size_t source_length;
};

/* Appends it. Every line ends in a newline; no character in it controls a terminal. */
void recipe_print(const struct recipe *recipe, struct buffer *out);

/* --- and back */

/* Under this name it lies in a PNG, a PDF and the like. */
#define RECIPE_KEY       "downhill"
#define RECIPE_XML_OPEN  "<recipe xmlns=\"urn:downhill:recipe\">"
#define RECIPE_XML_CLOSE "</recipe>"

/*
 * Finds the recipe in the bytes of a picture (PNG, SVG, PDF, GIF, asciicast), and appends it. False
 * with the reason if they are none of these or hold none.
 */
bool recipe_find(const void *bytes, size_t length, struct buffer *out,
                 struct error *error) NODISCARD;

#endif
