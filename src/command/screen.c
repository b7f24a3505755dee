/*
 * downhill SCENE: the screen. A scene that is wrong is told before the terminal is touched.
 */
#include "command/command.h"

#include <stdlib.h>
#include <string.h>

#include "app/action.h"
#include "app/app.h"
#include "app/loop.h"
#include "app/open.h"
#include "export/account.h"
#include "term/terminal.h"

static enum exit_status list_keys(struct buffer *words)
{
    struct buffer out = {0};
    action_print_table(&out);
    enum exit_status status = command_output(&out, words);
    buffer_release(&out);
    return status;
}

/* Takes the scene over; NULL opens the menu. */
static enum exit_status show(struct scene *scene, const struct arguments *arguments,
                             struct buffer *words)
{
    struct error error = {0};
    struct device *device = terminal_open(arguments->color, &error);
    if (!device) {
        scene_free(scene);
        return command_fail(STATUS_FAILED, words, &error);
    }
    struct look look = loop_look(device);
    if (arguments->has_glyphs && (device->unicode || arguments->glyphs == GLYPHS_ASCII))
        look.glyphs = arguments->glyphs;
    if (arguments->has_theme)
        look.light = arguments->light;
    struct app *app = app_new(scene, &look, &error);
    if (app && arguments->present)
        app_present(app);
    bool done = app && loop_run(app, device, &error);
    device->operations->close(device);
    bool saved = !app || app_close(app, words);
    app_free(app);
    if (!done)
        return command_fail(STATUS_FAILED, words, &error);
    return saved ? STATUS_DONE : STATUS_FAILED;
}

/* The walk in lines; the scene is taken over. */
static enum exit_status tell(struct scene *scene, const struct arguments *arguments,
                             struct buffer *words)
{
    struct buffer out = {0};
    struct error error = {0};
    uint64_t steps = arguments->has_steps ? arguments->steps : scene->steps;
    enum exit_status status = account_print(scene, steps, &out, &error)
                                  ? command_output(&out, words)
                                  : command_fail(STATUS_FAILED, words, &error);
    buffer_release(&out);
    scene_free(scene);
    return status;
}

/* ACCESSIBLE is set by people who read their screen by ear or by touch. */
static enum exit_status no_terminal(struct buffer *words)
{
    struct error error = {0};
    const char *accessible = getenv("ACCESSIBLE");
    if (accessible && *accessible && strcmp(accessible, "0") != 0)
        error_set(&error, "there is no terminal to draw on: 'downhill SCENE --plain' tells the "
                          "walk in lines, and 'downhill run SCENE' prints it as numbers");
    else
        error_set(&error, "there is no terminal to draw on: 'downhill run SCENE' prints the walk "
                          "as numbers, 'downhill SCENE --plain' in words, and 'downhill figure "
                          "SCENE -o FILE' draws it");
    return command_fail(STATUS_FAILED, words, &error);
}

static enum exit_status run(const struct arguments *arguments, struct buffer *words)
{
    struct scene *scene = NULL;
    struct error error = {0};
    if (arguments->list_keys)
        return list_keys(words);
    if (arguments->has_steps && !arguments->plain) {
        error_set(&error, "--steps needs --plain: on the screen the scene says how many");
        return command_fail(STATUS_USAGE, words, &error);
    }
    if (arguments->word_count == 0 && (arguments->setting_count > 0 || arguments->plain)) {
        error_set(&error, arguments->plain
                              ? "--plain needs a SCENE to walk: 'downhill bowl --plain'; "
                                "'downhill list' names them"
                              : "--set needs a SCENE to set it in");
        return command_fail(STATUS_USAGE, words, &error);
    }
    if (arguments->word_count > 0) {
        scene =
            open_scene(arguments->words[0], arguments->settings, arguments->setting_count, words);
        if (!scene)
            return STATUS_FAILED;
    }
    if (arguments->plain)
        return tell(scene, arguments, words);
    const bool was_read = arguments->word_count > 0 && strcmp(arguments->words[0], "-") == 0;
    if (terminal_is_there(was_read))
        return show(scene, arguments, words);
    scene_free(scene);
    return no_terminal(words);
}

const struct command command_screen = {
    .name = "",
    .usage = "[SCENE]",
    .summary = "open a scene on the screen; without one, the menu",
    .options = "snPRCGTKhV",
    .least = 0,
    .most = 1,
    .help =
        "SCENE is a built-in name, a path (with a / or ending in .yaml), or - for standard input.\n"
        "KEY is any key of a scene file: -s optimizer=adam -s lr=0.1; -s walkers.2.lr=0.1 reaches\n"
        "the second walker alone. 'downhill COMMAND --help' tells more of each.\n\n"
        "Exit status: 0 done, 1 what was asked could not be done, 2 wrong usage.\n",
    .run = run,
};
