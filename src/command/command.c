/*
 * From the command line to a command: the first word, if it is a command's name, is the command;
 * all else opens the screen.
 */
#include "command/command.h"

#include <string.h>

#include "base/array.h"
#include "base/text.h"
#include "command/help.h"
#include "scene/catalogue.h"
#include "term/file.h"

extern const struct command command_screen, command_run, command_list, command_show, command_check,
    command_critical, command_rate, command_figure, command_animate;

const struct command *const commands[] = {
    &command_screen,   &command_run,  &command_list,   &command_show,    &command_check,
    &command_critical, &command_rate, &command_figure, &command_animate,
};
const size_t command_count = ARRAY_LENGTH(commands);

/* Commands that a later version has: named, so that a page about that version does not mislead. */
static const char *const later[] = {"map"};

enum exit_status command_fail(enum exit_status status, struct buffer *words,
                              const struct error *error)
{
    buffer_printf(words, "downhill: %s\n", error->message);
    return status;
}

enum exit_status command_output(const struct buffer *data, struct buffer *words)
{
    struct error error = {0};
    if (data->failed)
        error_memory(&error);
    else if (file_write_output(buffer_text(data), data->length, &error))
        return STATUS_DONE;
    return command_fail(STATUS_FAILED, words, &error);
}

enum exit_status command_write(const struct arguments *arguments, const struct buffer *data,
                               struct buffer *words)
{
    struct error error = {0};
    if (!arguments->output || strcmp(arguments->output, "-") == 0)
        return command_output(data, words);
    if (data->failed)
        error_memory(&error);
    else if (file_write(arguments->output, buffer_text(data), data->length, &error))
        return STATUS_DONE;
    return command_fail(STATUS_FAILED, words, &error);
}

static const struct command *find(const char *name)
{
    for (size_t i = 1; i < command_count; i++)
        if (strcmp(name, commands[i]->name) == 0)
            return commands[i];
    return NULL;
}

static const char *nearest(const char *name)
{
    const char *names[ARRAY_LENGTH(commands)];
    for (size_t i = 1; i < command_count; i++)
        names[i - 1] = commands[i]->name;
    return text_nearest(name, names, command_count - 1, sizeof names[0]);
}

static enum exit_status wrong_usage(const struct command *command, struct buffer *words,
                                    const struct error *error)
{
    const char *gap = *command->name ? " " : "";
    buffer_printf(words, "downhill%s%s: %s\nTry 'downhill%s%s --help'.\n", gap, command->name,
                  error->message, gap, command->name);
    return STATUS_USAGE;
}

/* A first word that is neither a command nor a scene, where the command line reads like a
 * command's. */
static enum exit_status not_a_command(const struct arguments *arguments, struct buffer *words)
{
    struct error error = {0};
    const char *name = arguments->words[0];
    char hint[TEXT_HINT];
    if (find(name))
        error_set(&error, "the command comes first, its options after it: downhill %s ...", name);
    else if (arguments->word_count > 1 && find(arguments->words[1]))
        error_set(&error, "the command comes first: downhill %s %s", arguments->words[1], name);
    else if (arguments->word_count > 1 && (catalogue_find(name) || strchr(name, '/')))
        error_set(&error, "one scene at a time: '%s' is too much", arguments->words[1]);
    else
        error_set(&error, "unknown command '%s'%s", name, text_hint(nearest(name), hint));
    return wrong_usage(commands[0], words, &error);
}

static bool reads_like_a_command(const struct command *command, const struct arguments *arguments)
{
    if (command != commands[0] || arguments->word_count == 0)
        return false;
    const char *name = arguments->words[0];
    bool is_scene = catalogue_find(name) || strpbrk(name, "/.-");
    return arguments->word_count > 1 || find(name) ||
           (!is_scene && nearest(name) && !catalogue_nearest(name));
}

static enum exit_status run(const struct command *command, const struct arguments *arguments,
                            struct buffer *words)
{
    struct error error = {0};
    if (arguments->help)
        return help_command(command, words);
    if (arguments->version)
        return help_version(words);
    if (reads_like_a_command(command, arguments))
        return not_a_command(arguments, words);
    if (arguments->word_count > command->most)
        error_set(&error, "'%s' is too much", arguments->words[command->most]);
    else if (arguments->word_count < command->least)
        error_set(&error, "expected %s", command->usage);
    else
        return command->run(arguments, words);
    return wrong_usage(command, words, &error);
}

static bool is_later(const char *name)
{
    for (size_t i = 0; i < ARRAY_LENGTH(later); i++)
        if (strcmp(name, later[i]) == 0)
            return true;
    return false;
}

enum exit_status command_main(int argc, char **argv, struct buffer *words)
{
    const struct command *command = argc > 1 ? find(argv[1]) : NULL;
    struct error error = {0};
    if (argc > 1 && is_later(argv[1])) {
        error_set(&error, "this version (" DOWNHILL_VERSION ") does not have '%s'", argv[1]);
        return command_fail(STATUS_FAILED, words, &error);
    }
    if (command)
        argc--, argv++;
    else
        command = commands[0];
    struct arguments arguments;
    enum exit_status status = arguments_read(&arguments, command->options, argc, argv, &error)
                                  ? run(command, &arguments, words)
                                  : wrong_usage(command, words, &error);
    arguments_release(&arguments);
    return status;
}
