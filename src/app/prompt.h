/*
 * The command line at the bottom of the screen: `:lr 0.003` with the words of scene files, or the
 * name of an action.
 */
#ifndef APP_PROMPT_H
#define APP_PROMPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct app;

enum { PROMPT_BYTES = 256 };

/* Valid UTF-8 without hidden characters; the cursor stands between characters. */
struct prompt {
    bool open;
    char text[PROMPT_BYTES];
    char last[PROMPT_BYTES]; /* what was entered before */
    size_t cursor;           /* bytes before it */
};

void prompt_open(struct app *app);

/* What a key does while it is open. */
void prompt_key(struct app *app, uint32_t key);

/* Columns before the cursor. */
int prompt_cursor_column(const struct prompt *prompt);

#endif
