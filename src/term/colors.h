/*
 * Which colours to show: from what the user says, what the environment says and what terminfo says.
 * Pure: nothing here reads the environment or touches a terminal.
 *
 * Best first: 24 bits; a palette of our own making; the fixed 256 colours; 16; 8; none.
 */
#ifndef TERM_COLORS_H
#define TERM_COLORS_H

#include <stdbool.h>
#include <stddef.h>

#include "view/palette.h"

/* --color */
enum color_choice {
    COLOR_AUTO,
    COLOR_NEVER,
    COLOR_8,
    COLOR_16,
    COLOR_256,
    COLOR_PALETTE,
    COLOR_TRUE
};

/* What the environment says; NULL where a variable is not set. */
struct color_hints {
    enum color_choice choice;
    const char *term, *colorterm, *no_color;
    const char *tmux, *sty; /* set inside tmux and inside screen */
    /* set by terminals whose TERM says less than they can */
    const char *term_program, *terminal_emulator, *xterm_version, *vte_version, *wt_session;
    const char *colorfgbg; /* rxvt's, Konsole's: "FOREGROUND;...;BACKGROUND" as of 16 colours */
};

/* What curses says once it has opened an entry. */
struct color_facts {
    int colors;      /* 0 or less: none; above 256: the number is the colour itself */
    bool can_change; /* colours can be redefined */
};

enum { COLOR_ENTRIES = 6, COLOR_ENTRY_TEXT = 64 };

/*
 * The terminfo entries to try, best first, into names[]; returns how many. Behind an entry with 24
 * bits come TERM itself and, for a terminal that calls itself an xterm or is known to behave as
 * one, xterm-256color: terminfo knows few of the newer names.
 */
size_t colors_entries(const struct color_hints *hints, char names[COLOR_ENTRIES][COLOR_ENTRY_TEXT]);

/* The depth to use with an entry that has these facts. */
enum color_depth colors_depth(const struct color_hints *hints, const struct color_facts *facts);

/* Can it show half blocks and braille? A terminal in a window takes from another font what its own
 * lacks; the Linux console has the 256 or 512 characters of its one font. */
bool colors_has_glyphs(const struct color_hints *hints);

/* Does the terminal say that its background is light? */
bool colors_is_light(const struct color_hints *hints);

#endif
