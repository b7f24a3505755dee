/*
 * The rooms of terminal.c, the only files that know curses, and what they share.
 *
 * Curses keeps what the screen shows, sends the little that changed, and decodes keys; the rest of
 * the program never hears of it. Its calls are many and old, so each has one place: colours,
 * showing, listening; terminal.c opens and closes.
 */
#ifndef TERM_TERMINAL_PARTS_H
#define TERM_TERMINAL_PARTS_H

#include <curses.h>
#include <termios.h>

#include "term/colors.h"
#include "term/device.h"
#include "term/input.h"
#include "term/slots.h"

enum { TERMINAL_QUEUE = 8 };

struct terminal {
    struct device device;
    SCREEN *screen;
    WINDOW *pad; /* keys come through it */
    struct termios modes;
    bool has_paste;
    /* what is shown */
    struct frame shown;
    bool forgotten; /* `shown` tells nothing */
    /* colours */
    struct slots slots;
    int pairs_left;
    int fore, back, pair; /* the pair used last */
    bool worn;            /* pairs ran out */
    int64_t fresh_until;  /* not forgotten again before */
    bool has_default;     /* -1 is the terminal's own colour */
    /* events */
    struct event queue[TERMINAL_QUEUE];
    size_t first, count;
    struct input input;
    int64_t paste_until; /* what comes is pasted text */
    bool gone;
};

static inline struct terminal *terminal_of(struct device *device)
{
    return (struct terminal *)device;
}

/* A terminfo string, or NULL. */
char *terminal_capability(const char *name);

/* --- colours: pairs are a cache in curses (alloc_pair), palette entries one in slots.h */

/* Chooses the depth. */
void terminal_open_colors(struct terminal *terminal, const struct color_hints *hints);

/* The pair that shows a cell at its place. */
int terminal_pair(struct terminal *terminal, const struct cell *cell, int column, int row);

/* The next pair is asked for anew: curses may have given the last one to others. */
void terminal_forget_pair(struct terminal *terminal);

/* Before a frame: where colours ran out, all are free again, and the frame is sent whole. */
void terminal_renew_colors(struct terminal *terminal);

/* --- showing: a frame is compared with the one last shown, only cells that differ are handed on */

void terminal_present(struct device *device, const struct frame *frame);
void terminal_redraw(struct device *device);

/* --- listening */

void terminal_open_keys(struct terminal *terminal);
struct event terminal_wait(struct device *device, int64_t deadline);

#endif
