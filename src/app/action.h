/*
 * The table of actions: every key, what it is called, what it does. The keymap, the help page, the
 * key line, the words of the command line and the README's table of keys come from it.
 */
#ifndef APP_ACTION_H
#define APP_ACTION_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "view/model.h"

struct app;

enum { ACTION_KEYS = 8, ACTION_KEYS_TEXT = KEY_NAME, ACTION_HINTS = 18 };

struct action_key {
    uint32_t key;  /* a code point or an enum key_code; 0: no more */
    int argument;  /* what the key says to turn(), such as a direction */
    bool is_alias; /* works, but is not shown: `=` for `+`, which needs Shift on many keyboards */
};

struct action {
    const char *heading; /* of the help page, where a group begins; NULL: the group goes on */
    const char *name;    /* `:restart`; NULL: no word */
    const char *mouse;   /* what is done with the mouse instead of a key; NULL: keys */
    struct action_key keys[ACTION_KEYS];
    const char *help;
    int rank;                     /* its place in the key line, from 1; 0: not there */
    const char *hint;             /* its word there */
    enum shown_key shown;         /* where else on the screen its keys stand */
    const char *hint_running;     /* the word while the walk runs, if it is another */
    void (*act)(struct app *app); /* what it does; or, if the key says something to it: */
    void (*turn)(struct app *app, int argument);
    void (*take)(struct app *app, const char *value); /* `:step 120`; NULL: takes no value */
};

/* In the order of the help page. */
extern const struct action actions[];
extern const size_t action_count;

/* The action of a key, and what the key says to it; NULL if the key does nothing. */
const struct action *action_of_key(uint32_t key, int *argument);

/* Does it; from the command line with what its first key says. */
void action_do(struct app *app, const struct action *action, int argument);

/* By its name; NULL if there is none. */
const struct action *action_find(const char *name);

/* The action's keys as they are shown: "l L", "space". */
void action_print_keys(const struct action *action, char out[ACTION_KEYS_TEXT]);

/* For messages, the first key of the action with that name or hint: `action_key("undo").text`. */
struct action_key_text {
    char text[ACTION_KEYS_TEXT];
};
struct action_key_text action_key(const char *name);

/* Is it one of the keys of the action with that name or hint? */
bool action_has_key(const char *name, uint32_t key);

/* One key as it is shown. */
void action_print_key(uint32_t key, char out[ACTION_KEYS_TEXT]);

/* The entries of the key line, by rank. Returns their number. The words are the table's; the keys
 * are written to `keys`. */
size_t action_hints(bool running, char keys[ACTION_HINTS][ACTION_KEYS_TEXT],
                    struct key_hint hints[ACTION_HINTS]);

/* The keys that stand elsewhere on the screen, beside what they do. */
void action_print_shown(struct key_names *out);

/* Appends the README's table of keys. */
void action_print_table(struct buffer *out);

#endif
