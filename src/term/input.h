/*
 * What curses does not recognise: key sequences that terminfo does not have, replies of the
 * terminal, mouse reports in a form that was not asked for. None of it may be taken for keys.
 *
 * Characters go in one by one, with the time that they came; what comes out is a key, two (an
 * Escape that turned out to be only that, then what followed), or none.
 */
#ifndef TERM_INPUT_H
#define TERM_INPUT_H

#include <stddef.h>
#include <stdint.h>

enum { INPUT_PATIENCE_MS = 200 }; /* a sequence that stops for so long is over */

enum input_state {
    INPUT_PLAIN,
    INPUT_ESCAPE,   /* ESC came */
    INPUT_CSI,      /* ESC [ : parameters up to a letter */
    INPUT_CSI_OPEN, /* ESC [ and nothing yet */
    INPUT_SS3,      /* ESC O : one more */
    INPUT_STRING,   /* ESC ] P _ ^ X : text up to BEL or ESC \ */
    INPUT_STRING_ESCAPE,
    INPUT_REPORT /* ESC [ M : three bytes of the oldest mouse report */
};

/* A zeroed struct waits for anything. */
struct input {
    enum input_state state;
    int number;   /* of a CSI sequence; -1: it has more than one plain number */
    int left;     /* of a mouse report */
    int64_t last; /* when the last character came */
};

/* Feeds a character; stores 0 to 2 keys (code points or enum key_code) and returns how many. */
size_t input_feed(struct input *input, uint32_t character, int64_t now, uint32_t keys[2]);

/*
 * Tells that no character waits any more; curses has waited long enough by then for the rest of a
 * sequence, so a lone Escape is a key. Returns 0 or 1.
 */
size_t input_pause(struct input *input, uint32_t keys[2]);

#endif
