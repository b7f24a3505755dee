/*
 * The recipe of a picture: what made it, as text, kept in the picture's metadata, so that it can be
 * made again. It is a script for a shell: a comment that names version, steps and seed, then the
 * command; a scene that is not built in follows as what the command reads. Tables beside it are not
 * in here, as a second comment says: if they lie in another folder than the working one, the
 * command reads the scene there, and its text follows only to be kept.
 *
 *   # made by downhill 0.1.0: 200 steps, seed 1
 *   downhill figure himmelblau -s lr=0.01 -o a.png
 */
#ifndef EXPORT_RECIPE_H
#define EXPORT_RECIPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/error.h"

/* What the text is put together from; strings are borrowed. */
struct recipe {
    const char *const *words; /* of the command line, "downhill" left out */
    size_t word_count;
    size_t scene_word; /* which of them is the scene */
    uint64_t steps, seed;
    const char *source; /* the scene's text; NULL: its name, or its path, says all */
    const char *tables; /* names of files that lie beside the scene; NULL: it needs none */
};

/* Appends it. Every line ends in a newline; no character in it controls a terminal. */
void recipe_print(const struct recipe *recipe, struct buffer *out);

/* Appends a word as a shell reads it back. */
void recipe_quote(struct buffer *out, const char *word);

/* --- and back */

/* Under this name it lies in a PNG, in a GIF's comment before a newline, in an asciicast's header.
 * In a PDF it is the subject. */
#define RECIPE_KEY       "downhill"
#define RECIPE_XML_OPEN  "<recipe xmlns=\"urn:downhill:recipe\">"
#define RECIPE_XML_CLOSE "</recipe>"

/* Do the bytes begin as a picture that could hold a recipe (PNG, SVG, PDF, GIF, asciicast)? */
bool recipe_may_be_in(const void *bytes, size_t length);

/* Finds the recipe in a picture, and appends it. False, with the reason, if there is none. */
bool recipe_find(const void *bytes, size_t length, struct buffer *out,
                 struct error *error) NODISCARD;

#endif
