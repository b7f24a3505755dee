/*
 * Sub-commands: one small file each, with one const descriptor.
 */
#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

#include <stddef.h>

#include "base/buffer.h"
#include "base/error.h"

enum exit_status { STATUS_DONE = 0, STATUS_FAILED = 1, STATUS_USAGE = 2 };

struct command {
    const char *name;    /* "run"; "" for the screen, which has no name */
    const char *summary; /* "SCENE [-n STEPS] ...: one line" */
    const char *help;    /* the rest of --help */
    /* argv[0] is the command's name. A message for standard error is in *words when it returns. */
    enum exit_status (*run)(int argc, char **argv, struct buffer *words);
};

extern const struct command *const commands[];
extern const size_t command_count;

#endif
