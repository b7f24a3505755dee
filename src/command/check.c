#include "command/command.h"

#include <string.h>

#include "app/open.h"
#include "base/text.h"
#include "scene/input.h"

/* What is not wrong, and yet hardly meant. */
static void tell_doubts(const char *path, const struct scene *scene, struct buffer *words)
{
    const struct surface_window *window = scene->window;
    if (!scene->input || !scene->input->is_unplaced)
        return;
    text_escape(words, path, strlen(path));
    buffer_add_text(words, ": nothing says where the grid lies: it is laid over ");
    for (int axis = 0; axis < SURFACE_AXES; axis++) {
        buffer_printf(words, "%s%s: [", axis > 0 ? ", " : "", scene->parameters[axis]);
        buffer_add_number(words, window[axis].low);
        buffer_add_text(words, ", ");
        buffer_add_number(words, window[axis].high);
        buffer_add_text(words, "]");
    }
    buffer_add_char(words, '\n');
}

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
            tell_doubts(path, scene, words);
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
    .help =
        "All errors of every FILE go to standard error, with line and column, and what is hardly\n"
        "meant: a grid that lies nowhere. `-` is standard input.\n",
    .run = run,
};
