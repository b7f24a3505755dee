/*
 * What --help and --version print, put together from the tables.
 */
#ifndef COMMAND_HELP_H
#define COMMAND_HELP_H

#include "command/command.h"

/* One command's help; of the screen, the whole program's. */
enum exit_status help_command(const struct command *command, struct buffer *words);
enum exit_status help_version(struct buffer *words);

#endif
