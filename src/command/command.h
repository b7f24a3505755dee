/*
 * Sub-commands: one small file each, with one const descriptor. What a descriptor says of a
 * command's options and words is what is read, refused and printed by --help: there is no second
 * place.
 */
#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

#include <stddef.h>

#include "base/buffer.h"
#include "base/error.h"
#include "command/arguments.h"

enum exit_status { STATUS_DONE = 0, STATUS_FAILED = 1, STATUS_USAGE = 2 };

enum { COMMAND_ANY = 1 << 20 }; /* as many words as the command line holds */

struct command {
    const char *name;    /* "run"; "" for the screen, which has no name */
    const char *usage;   /* its words, as --help shows them: "SCENE" */
    const char *summary; /* one line */
    const char *help;    /* the rest of --help, whole lines; may be NULL */
    const char *options; /* the ids of the options that it takes, in the order of --help */
    size_t least, most;  /* how many words it takes */
    /* A message for standard error is in *words when it returns. */
    enum exit_status (*run)(const struct arguments *arguments, struct buffer *words);
};

/* The commands, in the order of --help; the screen first. */
extern const struct command *const commands[];
extern const size_t command_count;

/* Runs what the command line asks for. Reorders nothing; --set's `=` is overwritten in argv. */
enum exit_status command_main(int argc, char **argv, struct buffer *words);

/* Puts data on standard output, or says in *words why it could not. */
enum exit_status command_output(const struct buffer *data, struct buffer *words);

/* The same, but into the file that --output names, if it does. */
enum exit_status command_write(const struct arguments *arguments, const struct buffer *data,
                               struct buffer *words);

/* Puts `downhill: MESSAGE` and a newline into *words. Returns the status given. */
enum exit_status command_fail(enum exit_status status, struct buffer *words,
                              const struct error *error);

#endif
