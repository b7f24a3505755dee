/*
 * downhill run: the trajectories of a scene's walkers, walker by walker, in memory that does not
 * grow with their length (unless they go to a file, which is written in one piece).
 */
#include "command/command.h"

#include <string.h>

#include "app/open.h"
#include "export/trajectory.h"
#include "term/file.h"

enum { CHUNK = 1 << 16 };

struct output {
    struct buffer bytes;
    const char *path; /* NULL: standard output */
};

/* Hands on what has gathered: in chunks to standard output, all at the end to a file. */
static bool output_flush(struct output *output, bool end, struct error *error)
{
    struct buffer *bytes = &output->bytes;
    if (bytes->failed)
        return error_memory(error);
    if (output->path)
        return !end || file_write(output->path, buffer_text(bytes), bytes->length, error);
    if (!end && bytes->length < CHUNK)
        return true;
    bool done = file_write_output(buffer_text(bytes), bytes->length, error);
    buffer_clear(bytes);
    return done;
}

struct trajectory {
    const struct scene *scene;
    const struct trajectory_format *format;
    uint64_t steps;
    struct output *output;
    struct buffer *words;
};

static bool write_walker(const struct trajectory *trajectory, const struct race_entry *entry,
                         size_t index, struct error *error)
{
    const struct scene *scene = trajectory->scene;
    const char *const names[SURFACE_AXES] = {scene->parameters[0], scene->parameters[1]};
    const struct walker_chance chance = {.seed = scene->seed, .index = (uint32_t)index};
    struct walker walker;
    walker_start(&walker, scene->surface, entry->start);
    do {
        const struct trajectory_row row = {
            .walker = index + 1, .state = &walker, .rate = walker_rate(&walker, &entry->settings)};
        trajectory->format->row(&trajectory->output->bytes, names, &row);
        if (!output_flush(trajectory->output, false, error))
            return false;
    } while (walker.step < trajectory->steps &&
             walker_step(&walker, &entry->settings, scene->surface, &chance));
    if (!walker_is_finite(&walker))
        buffer_printf(
            trajectory->words,
            "downhill: walker %zu diverged at step %llu: its point, loss or gradient is no "
            "longer finite, and its rows end there\n",
            index + 1, (unsigned long long)walker.step);
    return true;
}

static bool write_all(const struct trajectory *trajectory, struct error *error)
{
    const struct scene *scene = trajectory->scene;
    const char *const names[SURFACE_AXES] = {scene->parameters[0], scene->parameters[1]};
    struct race_entry entries[RACE_WALKS];
    size_t count = scene_entries(scene, entries);
    trajectory->format->head(&trajectory->output->bytes, names);
    for (size_t i = 0; i < count; i++)
        if (!write_walker(trajectory, &entries[i], i, error))
            return false;
    return output_flush(trajectory->output, true, error);
}

static enum exit_status run(const struct arguments *arguments, struct buffer *words)
{
    struct scene *scene =
        open_scene(arguments->words[0], arguments->settings, arguments->setting_count, words);
    if (!scene)
        return STATUS_FAILED;
    bool to_file = arguments->output && strcmp(arguments->output, "-") != 0;
    struct output output = {.path = to_file ? arguments->output : NULL};
    const struct trajectory trajectory = {
        .scene = scene,
        .format = arguments->format,
        .steps = arguments->has_steps ? arguments->steps : scene->steps,
        .output = &output,
        .words = words,
    };
    struct error error = {0};
    enum exit_status status =
        write_all(&trajectory, &error) ? STATUS_DONE : command_fail(STATUS_FAILED, words, &error);
    buffer_release(&output.bytes);
    scene_free(scene);
    return status;
}

const struct command command_run = {
    .name = "run",
    .usage = "SCENE",
    .summary = "walk without a screen: the trajectory as data",
    .options = "snFohV",
    .least = 1,
    .most = 1,
    .help =
        "Rows are walker,step,X,Y,loss,g_X,g_Y,lr: all of walker 1, then all of walker 2, and so "
        "on.\n"
        "Row k is the state after k steps; lr is the rate of the step that leaves it. A walk that\n"
        "leaves the finite numbers ends with the first row that is not finite.\n",
    .run = run,
};
