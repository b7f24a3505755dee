#include "command/command.h"

#include "app/open.h"
#include "base/text.h"
#include "scene/catalogue.h"

static int name_width(void)
{
    int widest = 0;
    for (size_t i = 0; i < catalogue_count; i++)
        if (text_width(catalogue[i].name) > widest)
            widest = text_width(catalogue[i].name);
    return widest;
}

static enum exit_status run(const struct arguments *arguments, struct buffer *words)
{
    (void)arguments;
    struct buffer out = {0};
    enum exit_status status = STATUS_DONE;
    int width = name_width();
    for (size_t i = 0; i < catalogue_count; i++) {
        struct scene *scene = open_scene(catalogue[i].name, NULL, 0, words);
        if (!scene)
            status = STATUS_FAILED;
        buffer_printf(&out, "%-*s  %s\n", width, catalogue[i].name, scene ? scene->title : "");
        scene_free(scene);
    }
    enum exit_status written = command_output(&out, words);
    buffer_release(&out);
    return status == STATUS_DONE ? written : status;
}

const struct command command_list = {
    .name = "list",
    .usage = "",
    .summary = "the built-in scenes",
    .options = "hV",
    .run = run,
};
