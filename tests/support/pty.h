/*
 * A program on a terminal of its own: what it sends is kept, what it gets is sent, nothing waits
 * for ever.
 */
#ifndef SUPPORT_PTY_H
#define SUPPORT_PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <termios.h>

enum { PTY_PATIENCE_MS = 5000 }; /* longer than anything takes, sanitizers on a busy machine too */

/* Under a sanitizer a fault ends in its report, not in the signal. */
#if defined(__SANITIZE_ADDRESS__)
#define PTY_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define PTY_SANITIZED 1
#endif
#endif
#ifndef PTY_SANITIZED
#define PTY_SANITIZED 0
#endif

struct pty {
    int master;
    pid_t child;
    struct termios before; /* the modes before the child ran */
    char *log;             /* all that the child sent, NUL-terminated */
    size_t length, capacity;
    size_t mark; /* pty_expect() looks from here on */
    bool ended;
    int status;                                                    /* of waitpid() */
    void (*sink)(void *context, const char *bytes, size_t length); /* may be NULL */
    void *context;
};

struct pty_options {
    int columns, rows;
    const char *const *variables; /* "NAME=VALUE", the last NULL; all others are unset but PATH */
    void (*sink)(void *context, const char *bytes, size_t length);
    void *context;
};

/* Runs `child` in a process of its own; its result is the exit status. Fails the test if it cannot.
 */
void pty_start(struct pty *pty, const struct pty_options *options, int (*child)(void *),
               void *argument);

/* Ends the child if it still runs, closes everything. */
void pty_stop(struct pty *pty);

void pty_send(struct pty *pty, const char *bytes, size_t length);
void pty_type(struct pty *pty, const char *text);
void pty_resize(struct pty *pty, int columns, int rows);

/* Takes in what the child sends until it has been silent for so long; false once it has ended. */
bool pty_settle(struct pty *pty, int silence_ms);

/* Takes in what the child sends until `text` has come since the last mark, and sets the mark
 * behind. */
bool pty_expect(struct pty *pty, const char *text);

/* Takes in until `done` says so. */
bool pty_until(struct pty *pty, bool (*done)(void *context), void *context);

/* Waits for the child's end. */
bool pty_wait(struct pty *pty, int patience_ms);

/* Are the terminal's modes what they were? */
bool pty_same_modes(const struct pty *pty);

/* Where the last of a and b is a: the last word that was said on a matter. NULL counts as first. */
bool pty_last_is(const struct pty *pty, const char *a, const char *b);

#endif
