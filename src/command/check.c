#include "command/command.h"

#include <string.h>

#include "app/open.h"
#include "base/text.h"

static enum exit_status run(const struct arguments *arguments, struct buffer *words)
{
    struct buffer out = {0};
    enum exit_status status = STATUS_DONE;
    for (size_t i = 0; i < arguments->word_count; i++) {
        const char *path = arguments->words[i];
        struct scene *scene = open_scene_file(path, NULL, 0, words);
        if (!scene)
            status = STATUS_FAILED;
        if (scene) {
            text_escape(&out, path, strlen(path));
            buffer_add_text(&out, ": ok\n");
        }
        scene_free(scene);
    }
    enum exit_status written = command_output(&out, words);
    buffer_release(&out);
    return status == STATUS_DONE ? written : status;
}

const struct command command_check = {
    .name = "check",
    .usage = "FILE...",
    .summary = "are these scenes right?",
    .options = "hV",
    .least = 1,
    .most = COMMAND_ANY,
    .help = "All errors of every FILE go to standard error, with line and column; `-` is standard "
            "input.\n",
    .run = run,
};
