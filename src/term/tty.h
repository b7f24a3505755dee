/*
 * Standard input and output as a terminal, below curses: is it there, is it gone, sleeping on it.
 */
#ifndef TERM_TTY_H
#define TERM_TTY_H

#include <stdbool.h>
#include <stdint.h>

/* Is there a terminal on both? `was_read`: the input was a file or a pipe, and has been read; from
 * then on it is the terminal that the program was started from. */
bool tty_is_there(bool was_read);

/* Milliseconds of the monotonic clock. */
int64_t tty_now(void);

/*
 * Sleeps until there is input, a signal has come, or the time is `deadline` (negative: never). All
 * signals are let in meanwhile (signals.h). False: the terminal is gone.
 */
bool tty_sleep(int64_t deadline);

/* Will it take more output now? */
bool tty_is_ready(void);

/* Writes the text past curses, which must have nothing of its own waiting. */
void tty_say(const char *text);

#endif
