/*
 * The real terminal, through curses: the one place that knows it.
 *
 * The terminal always comes back: on close, on an error, when stopped (Ctrl-Z), on SIGHUP, SIGTERM
 * and SIGINT (the loop is told by EVENT_HANGUP; signals_finish() then ends the program by the same
 * signal), and on a crash, where a handler writes a string prepared beforehand and raises the
 * signal again.
 */
#ifndef TERM_TERMINAL_H
#define TERM_TERMINAL_H

#include "term/colors.h"
#include "term/device.h"

/* Is there a terminal on standard input and output? `was_read`: the input was a scene's text; then
 * keys come from the terminal that the program was started from. */
bool terminal_is_there(bool was_read);

/* With the colours of --color; COLOR_AUTO honours NO_COLOR, COLORTERM and terminfo. NULL on failure
 * (unknown TERM, no cursor addressing): nothing was changed then. */
struct device *terminal_open(enum color_choice choice, struct error *error) NODISCARD;

#endif
