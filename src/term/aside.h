/*
 * Work done aside, so that the screen waits for nothing: a child process does it, on its own copy
 * of all that the program knows at that moment, and tells by a pipe how it ended. Whatever the
 * program changes meanwhile, the work sees nothing of it; all that it leaves is its files and its
 * words.
 *
 * A child of a process with threads has one: the work runs on it alone. It ignores the terminal,
 * and ends like any process by a signal.
 */
#ifndef TERM_ASIDE_H
#define TERM_ASIDE_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/buffer.h"
#include "base/error.h"

/* Zeroed, it is none. */
struct aside {
    pid_t child; /* 0: there is none */
    int pipe;    /* its words come from here, */
    bool talks;  /* and are not all there */
    struct buffer words;
};

/* What is to be done: appends what there is to say of it; false, with the reason. */
typedef bool aside_work(void *context, struct buffer *words, struct error *error);

/* Begins. Where no process can be made, it is done here and now. */
void aside_begin(struct aside *aside, aside_work *work, void *context);

/* Has it begun and not been ended? */
bool aside_is_there(const struct aside *aside);

/* Has it been done? Waits for it up to so many milliseconds; negative: as long as it takes. */
bool aside_is_done(struct aside *aside, int patience);

/* Waits until it is done and forgets it: its words, or false and the reason. */
bool aside_end(struct aside *aside, struct buffer *words, struct error *error) NODISCARD;

#endif
