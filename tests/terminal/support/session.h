/*
 * The real program ($DOWNHILL) in a terminal emulator: what a person at it would see.
 */
#ifndef TERMINAL_SUPPORT_SESSION_H
#define TERMINAL_SUPPORT_SESSION_H

#include <vterm.h>

#include "support/pty.h"

struct session {
    struct pty pty;
    VTerm *vterm;
    VTermScreen *screen;
    int columns, rows;
    bool alternate, cursor; /* alternate screen shown, cursor visible */
    const char *wanted;     /* of session_shows() */
    char cut[4];            /* the beginning of a character whose end has not come */
    size_t cut_length;
};

/*
 * Starts `$DOWNHILL arguments...` (NULL-terminated) with these variables ("NAME=VALUE",
 * NULL-terminated) on a screen of that size.
 */
void session_start(struct session *session, const char *const *arguments,
                   const char *const *variables, int columns, int rows);
void session_stop(struct session *session);

/* Resizes both sides. */
void session_resize(struct session *session, int columns, int rows);

/* Waits until the text stands somewhere on the screen, on one row. */
bool session_shows(struct session *session, const char *text);

/* Does it stand there now? Where: *column and *row (may be NULL). */
bool session_has(struct session *session, const char *text, int *column, int *row);

/* The whole screen as text, a row a line; to be freed. */
char *session_text(struct session *session);

/* How many different backgrounds and foregrounds the screen shows. */
int session_count_colors(struct session *session);

#endif
