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
static enum exit_status show_picture(const char *path, const struct buffer *bytes,
                                     struct buffer *words)
{
    struct buffer out = {0};
    struct error error = {0}, reason = {0};
    const char *data = buffer_text(bytes);
    bool found = false;
    if (!recipe_may_be_in(data, bytes->length))
        error_set(&error, "'%s' is none of the files that hold a recipe: .png .svg .pdf .gif .cast",
                  path);
    else if (recipe_find(data, bytes->length, &out, &reason))
        found = true;
    else
        error_set(&error, "'%s': %s", path, reason.message);
    enum exit_status status =
        found ? command_output(&out, words) : command_fail(STATUS_FAILED, words, &error);
    buffer_release(&out);
    return status;
}

/* Whatever a file is called, its bytes tell what it is. A name without a dot or a slash was meant
 * to be a scene's, if there is no such file. */
static enum exit_status show_file(const char *name, struct buffer *words)
{
    struct buffer bytes = {0};
    struct error error = {0};
    char hint[TEXT_HINT];
    enum exit_status status = STATUS_FAILED;
    const char *meant = catalogue_nearest(name);
    if (strcmp(name, "-") != 0 && file_read(name, PICTURE_BYTES, &bytes, &error)) {
        status = show_picture(name, &bytes, words);
    } else {
        struct error unknown = {0};
        bool file = strpbrk(name, "./") != NULL;
        if (!file)
            error_set(&unknown, "'%s' is not a built-in scene%s", name,
                      meant ? text_hint(meant, hint) : ": 'downhill list' names them");
        command_fail(status, words, file ? &error : &unknown);
    }
    buffer_release(&bytes);
    return status;
}

static enum exit_status run(const struct arguments *arguments, struct buffer *words)
{
    const char *name = arguments->words[0];
    const struct catalogue_entry *entry = catalogue_find(name);
    if (!entry)
        entry = catalogue_find_file(name);
    return entry ? show_entry(entry, words) : show_file(name, words);
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
