#include "command/command.h"

#include "base/text.h"
#include "scene/catalogue.h"

static enum exit_status run(const struct arguments *arguments, struct buffer *words)
{
    const char *name = arguments->words[0];
    const struct catalogue_entry *entry = catalogue_find(name);
    if (!entry)
        entry = catalogue_find_file(name);
    if (entry) {
        struct buffer out = {0};
        buffer_append(&out, entry->text, entry->length);
        enum exit_status status = command_output(&out, words);
        buffer_release(&out);
        return status;
    }
    struct error error = {0};
    char hint[TEXT_HINT];
    const char *meant = catalogue_nearest(name);
    error_set(&error, "'%s' is not a built-in scene%s", name,
              meant ? text_hint(meant, hint) : ": 'downhill list' names them");
    return command_fail(STATUS_FAILED, words, &error);
}

const struct command command_show = {
    .name = "show",
    .usage = "NAME",
    .summary = "a built-in scene's source, to copy and change",
    .options = "hV",
    .least = 1,
    .most = 1,
    .help = "A table that the scene names is shown by its own name: 'downhill show terrain.csv'.\n",
    .run = run,
};
