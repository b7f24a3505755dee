/*
 * Text: UTF-8, what may be shown, and names that are nearly right.
 *
 * Text from outside (a scene, a file name, an argument) may hold characters that control a
 * terminal or hide text: control characters, bidirectional overrides, zero-width characters. A
 * scene with one is refused with its place; anything else is shown through text_escape().
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/error.h"

#define TEXT_INVALID 0xFFFFFFFFu

/* U+FFFD, shown for what cannot be. */
#define TEXT_REPLACEMENT 0xFFFDu

/*
 * Decodes the code point at text[0..length), length > 0. *used is the number of its bytes, at
 * least 1. TEXT_INVALID for anything that is not well-formed UTF-8 (overlong, surrogate, cut
 * short, above U+10FFFF); *used is then 1.
 */
uint32_t text_decode(const char *text, size_t length, size_t *used);

/* Encodes a code point; returns the number of bytes, 1 to 4. */
size_t text_encode(char out[4], uint32_t codepoint);

/*
 * Does the character control a terminal or hide text? C0 (newline and tab too) and C1 controls,
 * DEL, soft hyphen, zero-width and bidirectional controls, line and paragraph separators, variation
 * selectors, byte order mark, interlinear and tag characters, noncharacters, surrogates.
 */
bool text_is_hidden(uint32_t codepoint);

/* Columns of a terminal that the character takes: 0 (combining), 1, or 2 (wide). */
int text_columns(uint32_t codepoint);

/* Columns of a string of valid UTF-8. */
int text_width(const char *text);

/* Does a file's name end so (".yaml"), with something before it? ASCII case is ignored. */
bool text_ends_with(const char *text, const char *ending);

/* Replaces a borrowed string by one of its own; NULL stays. False without memory: it is NULL then.
 */
bool text_own(char **text) NODISCARD;

/* Appends the text with every hidden character or invalid byte as \xHH or \u{HHHH}. */
void text_escape(struct buffer *out, const char *text, size_t length);

/* How many insertions, deletions, changes and swaps of neighbours lead from one word to the other.
 */
int text_distance(const char *a, const char *b);

/*
 * The candidate that was probably meant by `name`, or NULL: a distance of at most a third of its
 * length, rounded up (none for one letter), ASCII case ignored. `stride` is the distance in bytes
 * between the `const char *`s, so that a column of a table can be searched.
 */
const char *text_nearest(const char *name, const char *const *candidates, size_t count,
                         size_t stride);

/* The word in row i of such a column. */
const char *text_word(const char *const *words, size_t i, size_t stride);

enum { TEXT_HINT = 96, TEXT_LIST = 200 };

/* "a, b or c": what there is to choose from. `stride` as in text_nearest(). */
const char *text_list(const char *const *words, size_t count, size_t stride, char out[TEXT_LIST]);

/* " (did you mean 'adam'?)", or "" for NULL: to end a message with. */
const char *text_hint(const char *nearest, char out[TEXT_HINT]);

#endif
