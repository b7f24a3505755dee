/*
 * What can be undone: a snapshot taken before each change, and what the walks would have gone on to
 * do without it.
 */
#ifndef APP_HISTORY_H
#define APP_HISTORY_H

#include <stdint.h>

#include "app/snapshot.h"

enum { HISTORY_LENGTH = 100, HISTORY_TEXT = 96, HISTORY_MERGE = 1000 /* milliseconds */ };

/* One change; change.h makes them. */
struct change {
    struct snapshot before;
    uint64_t step; /* of the race, when the change was made */
    bool anew;     /* the walks began again: their memories are of all of them */
    bool turned;   /* walkers' settings changed: their memories are of the steps from then on */
    struct walk_memory memories[RACE_WALKS]; /* owned */
    size_t walker;                           /* chosen then */
    bool relabels;                           /* there were more walkers, or fewer, so labelled: */
    char *labels[RACE_WALKS];                /* owned */
    char was[HISTORY_TEXT];                  /* in words: "learning rate 0.01" */
    char *loss;   /* owned: the formula, if the change was of it; else NULL */
    unsigned tag; /* what was changed; 0: merges with nothing */
    int64_t time;
};

/* A ring: the oldest change is forgotten first. */
struct history {
    struct change changes[HISTORY_LENGTH];
    size_t first, count;
};

/*
 * Remembers a change, and owns what it owns. One with the tag of the last, made within a second of
 * it, is the same change going on (a held key), and undone together with it.
 */
void history_add(struct history *history, struct change *change);

/* After a journey in time, the next change is one of its own. */
void history_seal(struct history *history);

/* Takes the last change out, with what it owns; false if there is none. */
bool history_take(struct history *history, struct change *out);
void change_release(struct change *change);
void history_clear(struct history *history);

#endif
