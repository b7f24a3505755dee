/*
 * The command line at the bottom of the screen: `:lr 0.003` with the words of scene files, or the
 * name of an action.
 */
#ifndef APP_PROMPT_H
#define APP_PROMPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/action.h"

struct app;

enum { PROMPT_BYTES = 256, PROMPT_OFFERS = 16 };

/* Valid UTF-8 without hidden characters; the cursor stands between characters. */
struct prompt {
    bool open;
    char text[PROMPT_BYTES];
    char last[PROMPT_BYTES]; /* what was entered before */
    size_t cursor;           /* bytes before it */
    size_t offer_count;      /* what Tab found it may become */
    char offers[PROMPT_OFFERS][48];
};

void prompt_open(struct app *app);

/* What a key does while it is open. */
void prompt_key(struct app *app, uint32_t key);

/* What the key line says meanwhile: what the word may become, or the keys. Returns the number of
 * hints. */
size_t prompt_hints(const struct prompt *prompt, struct key_hint hints[ACTION_HINTS]);

/* Columns before the cursor. */
int prompt_cursor_column(const struct prompt *prompt);

#endif
