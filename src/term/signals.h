/*
 * Signals and the promise that the terminal comes back. Knows no curses.
 *
 * Three kinds:
 * - asked to end (HUP INT TERM QUIT): a flag is set, the program leaves by its usual way. If it has
 *   not within two seconds (it computes, or writes to a terminal that takes nothing), a watchdog
 *   gives the terminal back and ends it.
 * - crashed (SEGV BUS FPE ILL ABRT SYS XCPU): a string prepared beforehand is written, the modes
 *   are set back, and the signal goes its way to whoever handled it before (a sanitizer, or the
 *   kernel).
 * - stopped, continued, resized: blocked but while the program waits, so that curses' handlers
 *   never meet curses at work.
 *
 * Ignored signals stay ignored.
 */
#ifndef TERM_SIGNALS_H
#define TERM_SIGNALS_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

enum { SIGNALS_TEXT = 512 };

/* What a terminal needs: all strings may be empty. */
struct signals_terminal {
    int output;                      /* file descriptor */
    struct termios modes;            /* as they were before */
    char restore[SIGNALS_TEXT];      /* everything back, alternate screen left */
    const char *stopping, *resuming; /* static; what curses' own handler forgets to say */
};

/* From now on a file too large is an error of write(), with a message. */
void signals_prefer_errors(void);

/* From now on who is asked to end sees that by signals_ended(), and cleans up first. */
void signals_note_end(void);

/* Takes all the signals over. Before curses begins, which leaves alone what is taken. */
void signals_take(void);

/* From now on there is a terminal to give back. The struct is copied. */
void signals_arm(const struct signals_terminal *terminal);

/* The signals as before signals_take(); the terminal is the caller's to give back. */
void signals_release(void);

/*
 * Around a wait: signals that ask to end are blocked, and *mask is the one to wait with (pselect),
 * so that none falls between a look at the flags and the wait.
 */
void signals_wait_begin(sigset_t *mask);
void signals_wait_end(void);

/* The signal that asked the program to end, or 0. Stays. */
int signals_ended(void);

/* Has the program been continued since the last call? */
bool signals_continued(void);

/* Ends the program by the signal that asked it to; returns if none did. To be called last: what is
 * left to say is never said. */
void signals_finish(void);

#endif
