/*
 * Kinds of files that pictures and animations are written as, and the options that each knows. One
 * that would do nothing for a kind is refused by name: none is passed over.
 */
#ifndef COMMAND_KIND_H
#define COMMAND_KIND_H

#include "command/arguments.h"

struct file_kind {
    const char *name;    /* how the file's name ends, or the option that asks for the kind */
    const char *options; /* by their ids (command/options.h) */
};

/* What all know; what a drawn figure knows beside; what a screen of the terminal does; and what
 * one in colour does. */
#define KIND_PICTURE "snohVZWXLqagwxc"
#define KIND_DRAWN   KIND_PICTURE "TMAltmbi"
#define KIND_PLAIN   KIND_PICTURE "G"
#define KIND_SCREEN  KIND_PLAIN "TMi"

/* By the ending of the file that is to be written; NULL, with the reason, for one that is none. */
const struct file_kind *kind_choose(const struct file_kind *kinds, size_t count,
                                    const struct arguments *arguments,
                                    struct error *error) NODISCARD;

/* Does it know all options that were given? If not, the reason names those of the kinds that do. */
bool kind_knows(const struct file_kind *kind, const struct file_kind *kinds, size_t count,
                const struct arguments *arguments, struct error *error) NODISCARD;

#endif
