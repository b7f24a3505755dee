#include "command/help.h"

#include "command/options.h"
#include "descent/optimizer.h"
#include "export/animation.h"
#include "export/trajectory.h"
#include "scene/catalogue.h"

static void add_usage(const struct command *command, const char *start, struct buffer *out)
{
    size_t from = out->length;
    buffer_printf(out, "%s%s%s%s%s", start, *command->name ? " " : "", command->name,
                  *command->usage ? " " : "", command->usage);
    buffer_printf(out, "%*s%s\n", out->length - from < 32 ? (int)(34 - (out->length - from)) : 2,
                  "", command->summary);
}

enum exit_status help_command(const struct command *command, struct buffer *words)
{
    struct buffer out = {0};
    bool whole = command == commands[0];
    if (whole) {
        buffer_add_text(&out, "downhill: see gradient descent walk.\n\nusage:\n");
        for (size_t i = 0; i < command_count; i++)
            add_usage(commands[i], "  downhill", &out);
    } else {
        buffer_printf(&out, "usage: downhill %s [OPTION...]%s%s\n%s\n", command->name,
                      *command->usage ? " " : "", command->usage, command->summary);
    }
    buffer_add_text(&out, "\noptions:\n");
    options_describe(command->options, &out);
    if (command->help)
        buffer_printf(&out, "\n%s", command->help);
    enum exit_status status = command_output(&out, words);
    buffer_release(&out);
    return status;
}

enum exit_status help_version(struct buffer *words)
{
    struct buffer out = {0};
    buffer_add_text(&out, "downhill " DOWNHILL_VERSION "\noptimizers:");
    for (size_t i = 0; i < optimizer_count; i++)
        buffer_printf(&out, " %s", optimizers[i]->name);
    buffer_add_text(&out, "\nformats:");
    for (size_t i = 0; i < trajectory_format_count; i++)
        buffer_printf(&out, " %s", trajectory_formats[i].name);
    buffer_add_text(&out, "\npictures:");
    for (size_t i = 0; i < canvas_format_count; i++)
        if (canvas_formats[i].open)
            buffer_printf(&out, " %s", canvas_formats[i].ending + 1);
    const char *missing = animation_missing();
    buffer_printf(&out, " txt ans\nanimations: %scast", missing ? "" : "gif ");
    for (size_t i = 0; i < canvas_format_count; i++)
        if (!canvas_formats[i].open)
            buffer_printf(&out, "\nmissing: %s, for want of %s", canvas_formats[i].ending + 1,
                          canvas_formats[i].needs);
    if (missing)
        buffer_printf(&out, "\nmissing: gif, for want of %s", missing);
    buffer_add_text(&out, "\nscenes:");
    for (size_t i = 0; i < catalogue_count; i++)
        buffer_printf(&out, " %s", catalogue[i].name);
    buffer_add_char(&out, '\n');
    enum exit_status status = command_output(&out, words);
    buffer_release(&out);
    return status;
}
