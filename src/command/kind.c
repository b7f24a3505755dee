#include "command/kind.h"

#include <string.h>

#include "base/text.h"
#include "command/options.h"

const struct file_kind *kind_choose(const struct file_kind *kinds, size_t count,
                                    const struct arguments *arguments, struct error *error)
{
    const char *path = arguments->output;
    for (size_t i = 0; path && i < count; i++)
        if (text_ends_with(path, kinds[i].name))
            return &kinds[i];
    char list[TEXT_LIST];
    text_list(&kinds[0].name, count, sizeof kinds[0], list);
    if (path)
        error_set(error, "'%s': the file's name ends in %s", path, list);
    else
        error_set(error, "-o FILE is missing: its name ends in %s", list);
    return NULL;
}

static bool refuse(char id, const struct file_kind *kind, const struct file_kind *kinds,
                   size_t count, struct error *error)
{
    const char *names[OPTIONS_MOST];
    size_t know = 0;
    for (size_t i = 0; i < count; i++)
        if (strchr(kinds[i].options, id))
            names[know++] = kinds[i].name;
    char list[TEXT_LIST];
    return error_set(error, "--%s does nothing for %s: choose %s", option_find(id)->name,
                     kind->name, text_list(names, know, sizeof names[0], list));
}

bool kind_knows(const struct file_kind *kind, const struct file_kind *kinds, size_t count,
                const struct arguments *arguments, struct error *error)
{
    for (const char *id = arguments->given; *id; id++)
        if (!strchr(kind->options, *id))
            return refuse(*id, kind, kinds, count, error);
    return true;
}
