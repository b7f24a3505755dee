/*
 * The options of the command line: one table, from which each command takes those that it names.
 */
#ifndef COMMAND_OPTIONS_H
#define COMMAND_OPTIONS_H

#include "base/buffer.h"
#include "command/arguments.h"

/* What there is to choose from: a column of words, of a table or alone. */
struct option_words {
    const char *const *first;
    const size_t *count;
    size_t stride; /* in bytes */
};

/* The value is read by take(), or is one of the words, and choose() is told which. */
struct option_row {
    const char *name;
    char id; /* stands for it in a command's `options`; its letter too, if it has one */
    bool has_letter;
    const char *value; /* what --help calls its value; NULL: it takes none */
    const char *help;  /* behind the words, if it has such */
    bool (*take)(struct arguments *arguments, char *value, struct error *error);
    struct option_words words;
    void (*choose)(struct arguments *arguments, size_t word);
    bool several; /* words, with commas between them; else the first is the default */
};

/* By its id; NULL if there is none. */
const struct option_row *option_find(int id);

/* Reads its value, NULL if it takes none. The string may be changed. */
bool option_take(const struct option_row *row, struct arguments *arguments, char *value,
                 struct error *error) NODISCARD;

/* Appends a line for each option that `ids` names. */
void options_describe(const char *ids, struct buffer *out);

#endif
