/*
 * Reading options with getopt_long, which is told of a row only if the command takes it. An
 * optstring that begins with `-` hands the words over in their order, so that POSIXLY_CORRECT in
 * the environment changes nothing.
 */
#include "command/arguments.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "command/options.h"
#include "export/trajectory.h"

/* What getopt_long wants to know: the long options, and the letters. */
struct known {
    struct option longs[OPTIONS_MOST + 1];
    const char *names[OPTIONS_MOST];
    char letters[2 * OPTIONS_MOST + 3];
    size_t count;
};

static void known_init(struct known *known, const char *ids)
{
    char *letter = known->letters;
    *letter++ = '-'; /* words in their order, as an option with the value 1 */
    *letter++ = ':'; /* tell a missing value from an unknown option */
    for (; *ids; ids++) {
        const struct option_row *row = option_find(*ids);
        known->names[known->count] = row->name;
        known->longs[known->count++] =
            (struct option){row->name, row->value ? required_argument : no_argument, NULL, row->id};
        if (!row->has_letter)
            continue;
        *letter++ = row->id;
        if (row->value)
            *letter++ = ':';
    }
}

/* After getopt_long said '?': an unknown option, an ambiguous one, or a value where none is taken.
 */
static bool refuse(const struct known *known, const char *argument, struct error *error)
{
    const struct option_row *row = optopt ? option_find(optopt) : NULL;
    if (strncmp(argument, "--", 2) != 0)
        return error_set(error, "unknown option '-%c'", optopt);
    if (row)
        return error_set(error, "--%s takes no value", row->name);

    char name[64];
    size_t length = strcspn(argument + 2, "=");
    if (length >= sizeof name)
        length = sizeof name - 1;
    memcpy(name, argument + 2, length);
    name[length] = '\0';
    size_t starts = 0;
    for (size_t i = 0; i < known->count; i++)
        starts += strncmp(known->names[i], name, length) == 0;
    if (starts > 1)
        return error_set(error, "'--%s' could be several options: write it out", name);
    const char *meant = text_nearest(name, known->names, known->count, sizeof known->names[0]);
    char option[sizeof name + 2], hint[TEXT_HINT];
    snprintf(option, sizeof option, "--%s", meant ? meant : "");
    return error_set(error, "unknown option '--%s'%s", name,
                     text_hint(meant ? option : NULL, hint));
}

/* A copy, before --set's `=` is overwritten. */
static bool keep_line(struct arguments *arguments, int argc, char **argv)
{
    arguments->said = calloc((size_t)argc + 1, sizeof *arguments->said);
    for (int i = 0; arguments->said && i < argc; i++, arguments->said_count++)
        if (!(arguments->said[i] = strdup(argv[i])))
            return false;
    return arguments->said;
}

/* Each once: there is room for all. */
static void note(char *given, int id)
{
    if (!strchr(given, id))
        given[strlen(given)] = (char)id;
}

static void find_first_word(struct arguments *arguments, int argc, char **argv)
{
    for (int i = 0; i < argc; i++)
        if (arguments->word_count > 0 && argv[i] == arguments->words[0])
            arguments->first_word = (size_t)i;
}

bool arguments_read(struct arguments *arguments, const char *ids, int argc, char **argv,
                    struct error *error)
{
    struct known known = {0};
    known_init(&known, ids);
    *arguments = (struct arguments){.format = &trajectory_formats[0], .hold = -1};
    arguments->words = calloc((size_t)argc + 1, sizeof *arguments->words);
    arguments->settings = calloc((size_t)argc + 1, sizeof *arguments->settings);
    if (!arguments->words || !arguments->settings || !keep_line(arguments, argc, argv))
        return error_memory(error);

    opterr = 0;
    optind = 1;
    for (int id; (id = getopt_long(argc, argv, known.letters, known.longs, NULL)) != -1;) {
        if (id == 1)
            arguments->words[arguments->word_count++] = optarg;
        else if (id == ':')
            return error_set(error, "--%s needs a value: %s", option_find(optopt)->name,
                             option_find(optopt)->value);
        else if (id == '?')
            return refuse(&known, argv[optind - 1], error);
        else if (option_take(option_find(id), arguments, optarg, error))
            note(arguments->given, id);
        else
            return false;
    }
    while (optind < argc)
        arguments->words[arguments->word_count++] = argv[optind++];
    find_first_word(arguments, argc, argv);
    return true;
}

void arguments_release(struct arguments *arguments)
{
    for (size_t i = 0; i < arguments->said_count; i++)
        free(arguments->said[i]);
    free(arguments->said);
    free(arguments->words);
    free(arguments->settings);
    *arguments = (struct arguments){0};
}
