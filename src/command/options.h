/*
 * The options of the command line: one table, from which each command takes those that it names.
 */
#ifndef COMMAND_OPTIONS_H
#define COMMAND_OPTIONS_H

#include "base/buffer.h"
#include "command/arguments.h"

enum { OPTIONS_MOST = 40 };

struct option_row {
    const char *name;
    char id; /* stands for it in a command's `options`; its letter too, if it has one */
    bool has_letter;
    const char *value; /* what --help calls its value; NULL: it takes none */
    const char *help;
    bool (*take)(struct arguments *arguments, char *value, struct error *error);
};

/* By its id; NULL if there is none. */
const struct option_row *option_find(int id);

/* Appends a line for each option that `ids` names. */
void options_describe(const char *ids, struct buffer *out);

#endif
