#include "command/command.h"

#include <string.h>

#include "base/text.h"
#include "export/recipe.h"
#include "scene/catalogue.h"
#include "term/file.h"

enum { PICTURE_BYTES = 256 << 20 };

static enum exit_status show_entry(const struct catalogue_entry *entry, struct buffer *words)
{
    struct buffer out = {0};
    buffer_append(&out, entry->text, entry->length);
    enum exit_status status = command_output(&out, words);
    buffer_release(&out);
    return status;
}

/* How a picture was made. */
static enum exit_status show_picture(const char *path, struct buffer *words)
{
    struct buffer bytes = {0}, out = {0};
    struct error error = {0}, reason = {0};
    bool found = false;
    if (file_read(path, PICTURE_BYTES, &bytes, &error)) {
        const char *data = buffer_text(&bytes);
        if (!recipe_may_be_in(data, bytes.length))
            error_set(&error, "'%s' is no picture that downhill makes: .png .svg .pdf .gif .cast",
                      path);
        else if (recipe_find(data, bytes.length, &out, &reason))
            found = true;
        else
            error_set(&error, "'%s': %s", path, reason.message);
    }
    enum exit_status status =
        found ? command_output(&out, words) : command_fail(STATUS_FAILED, words, &error);
    buffer_release(&bytes);
    buffer_release(&out);
    return status;
}

static bool is_picture(const char *name)
{
    static const char *const endings[] = {".png", ".svg", ".pdf", ".gif", ".cast", ".txt", ".ans"};
    size_t length = strlen(name);
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        size_t ending = strlen(endings[i]);
        if (length > ending && strcmp(name + length - ending, endings[i]) == 0)
            return true;
    }
    return false;
}

static enum exit_status run(const struct arguments *arguments, struct buffer *words)
{
    const char *name = arguments->words[0];
    const struct catalogue_entry *entry = catalogue_find(name);
    if (!entry)
        entry = catalogue_find_file(name);
    if (entry)
        return show_entry(entry, words);
    if (is_picture(name))
        return show_picture(name, words);
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
    .summary = "a built-in scene's source, or how a picture was made",
    .options = "hV",
    .least = 1,
    .most = 1,
    .help =
        "A table that the scene names is shown by its own name: 'downhill show terrain.csv'.\n"
        "Of a picture (.png .svg .pdf .gif .cast) that downhill made, the command that made it is\n"
        "shown, with the scene if it is not built in: a script that makes it again.\n",
    .run = run,
};
