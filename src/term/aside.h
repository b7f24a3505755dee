/*
 * Work done aside, so that the screen waits for nothing: a child process does it, on its own copy
 * of all that the program knows at that moment, and tells by a pipe how it ended. Whatever the
 * program changes meanwhile, the work sees nothing of it; all that it leaves is its files and its
 * words.
 *
 * A child of a process with threads has one: the work runs on it alone. It is a process group of
 * its own, so that what is typed at the terminal (Ctrl-C, Ctrl-Z) or happens to it is not for the
 * work: what was begun is done. A signal sent to the child ends it as any process.
 *
 * A work may be fed: the program tells it something while it goes on, and waits for it as little.
 */
#ifndef TERM_ASIDE_H
#define TERM_ASIDE_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/buffer.h"
#include "base/error.h"

/* Zeroed, it is none. */
struct aside {
    bool begun;  /* and not ended */
    pid_t child; /* 0: it was done here */
    int pipe;    /* its words come from here, */
    bool talks;  /* and are not all there */
    struct buffer words;
    bool fed, starved;   /* it is told things; no more will come */
    int feed;            /* they go there, */
    struct buffer bytes; /* but for these, which had no room yet */
};

/* What is to be done: appends what there is to say of it; false, with the reason. */
typedef bool aside_work(void *context, struct buffer *words, struct error *error);

/* Begins. Where no process can be made, it is done here and now. */
void aside_begin(struct aside *aside, aside_work *work, void *context);

/* Begins a work that is fed, from *feed, which is set before it begins: a file that ends where the
 * feed does. False: no process can be made, and nothing was begun. */
bool aside_begin_fed(struct aside *aside, aside_work *work, void *context, int *feed);

/* Feeds it, without waiting: what has no room is sent later. */
void aside_feed(struct aside *aside, const void *bytes, size_t length);

/* There is no more. */
void aside_starve(struct aside *aside);

/* Will there be more? */
bool aside_is_fed(const struct aside *aside);

/* Has it begun and not been ended? */
bool aside_is_there(const struct aside *aside);

/* Has it been done? To wait until it has been is the other one; it does not for what is still fed.
 */
bool aside_is_done(struct aside *aside);
void aside_wait(struct aside *aside);

/* Waits until it is done, fed no more, and forgets it: its words, or false and the reason. */
bool aside_end(struct aside *aside, struct buffer *words, struct error *error) NODISCARD;

#endif
