/*
 * A scripted device: keys from a text, a clock that only the script moves, frames that can be read.
 *
 * A script is words parted by blanks or newlines; # to the end of a line is a comment:
 *   a single character   that key          Up Down Left Right Enter Tab BackTab Escape Backspace
 *   Space Hash           ` ` and `#`       Delete Home End PageUp PageDown Redraw
 *   wait:MS              lets that time pass (frames are drawn as they fall due)
 *   click:COL,ROW        wheel:COL,ROW,+1  size:COLSxROWS  resume
 *   shot:NAME            keeps the frame as it is now under that name
 * At its end the device tells EVENT_HANGUP.
 */
#ifndef TERM_SCRIPT_H
#define TERM_SCRIPT_H

#include "term/device.h"

struct script_options {
    int columns, rows;
    enum color_depth depth;
    bool unicode, half_blocks, braille;
};

/* Called for every shot:NAME with the frame last presented. */
typedef void script_shot(void *context, const char *name, const struct frame *frame);

/* The text is borrowed until close. NULL if it has a word that is none; the error's offset says
 * where. */
struct device *script_open(const char *text, const struct script_options *options,
                           script_shot *shot, void *context, struct error *error) NODISCARD;

#endif
