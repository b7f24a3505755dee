/*
 * downhill run: the trajectories of a scene's walkers, walker by walker, in memory that does not
 * grow with their length (unless they go to a file, which is written in one piece).
 */
#include "command/command.h"

#include <string.h>

#include "app/open.h"
#include "base/number.h"
#include "descent/explain.h"
#include "export/explanation.h"
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

static struct walker_chance chance_of(const struct scene *scene, size_t index)
{
    struct walker_chance chance = scene_chance(scene);
    chance.index = (uint32_t)index;
    return chance;
}

/* The row of the walker's state, and a step on. False at the end. */
static bool write_row(const struct trajectory *trajectory, const struct race_entry *entry,
                      struct walker *walker, const struct walker_chance *chance,
                      struct explanation *made_of)
{
    const struct scene *scene = trajectory->scene;
    const struct trajectory_row row = {
        .walker = chance->index + 1,
        .state = walker,
        .rate = walker_rate(walker, &entry->settings),
        .made_of = trajectory->format->explains && walker->step > 0 ? made_of : NULL,
    };
    trajectory->format->row(&trajectory->output->bytes, scene, &row);
    if (walker->step >= trajectory->steps)
        return false;
    if (trajectory->format->explains &&
        !walker_explain(walker, &entry->settings, scene->surface, chance, made_of))
        return false;
    return walker_step(walker, &entry->settings, scene->surface, chance);
}

static bool write_walker(const struct trajectory *trajectory, const struct race_entry *entry,
                         size_t index, struct error *error)
{
    const struct walker_chance chance = chance_of(trajectory->scene, index);
    struct walker walker;
    struct explanation made_of;
    walker_start(&walker, trajectory->scene->surface, entry->start);
    trajectory->format->head(&trajectory->output->bytes, trajectory->scene, index + 1);
    while (write_row(trajectory, entry, &walker, &chance, &made_of))
        if (!output_flush(trajectory->output, false, error))
            return false;
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
    struct race_entry entries[RACE_WALKS];
    size_t count = scene_entries(trajectory->scene, entries);
    for (size_t i = 0; i < count; i++)
        if (!write_walker(trajectory, &entries[i], i, error))
            return false;
    return output_flush(trajectory->output, true, error);
}

/* --- a step taken apart */

/* At the state that the step leaves; words say why there is none. */
static bool explain_walker(const struct trajectory *trajectory, const struct race_entry *entry,
                           size_t index, uint64_t step, struct explanation *out)
{
    const struct surface *surface = trajectory->scene->surface;
    const struct walker_chance chance = chance_of(trajectory->scene, index);
    struct walker walker;
    walker_start(&walker, surface, entry->start);
    while (walker.step + 1 < step && walker_step(&walker, &entry->settings, surface, &chance))
        continue;
    if (walker_explain(&walker, &entry->settings, surface, &chance, out))
        return true;
    buffer_printf(trajectory->words,
                  "downhill: walker %zu diverged at step %llu: there is no step %llu to explain\n",
                  index + 1, (unsigned long long)walker.step, (unsigned long long)step);
    return false;
}

static bool explain_all(const struct trajectory *trajectory, uint64_t step, struct error *error)
{
    const struct scene *scene = trajectory->scene;
    const struct explanation_form form = {
        .parameters = {scene->parameters[0], scene->parameters[1]}, .before = ""};
    struct buffer *out = &trajectory->output->bytes;
    struct race_entry entries[RACE_WALKS];
    struct explanation explanation;
    size_t count = scene_entries(scene, entries);
    if (step > trajectory->steps)
        return error_set(error, "--explain %llu: the walk ends after %llu steps (-n walks further)",
                         (unsigned long long)step, (unsigned long long)trajectory->steps);
    for (size_t i = 0; i < count; i++) {
        if (!explain_walker(trajectory, &entries[i], i, step, &explanation))
            continue;
        buffer_printf(out, "%swalker %zu, step %llu: %s\n", out->length > 0 ? "\n" : "", i + 1,
                      (unsigned long long)step, explanation.optimizer->label);
        explanation_print_rule(out, &explanation, &form);
        buffer_add_char(out, '\n');
        explanation_print_numbers(out, &explanation, &form);
    }
    return output_flush(trajectory->output, true, error);
}

/* A rate found for one walk is another for the next: who compares two has to know. */
static void tell_rates(const struct scene *scene, struct buffer *words)
{
    for (size_t i = 0; i < scene->walker_count; i++) {
        char rate[NUMBER_TEXT];
        if (!scene->walkers[i].found)
            continue;
        number_print_short(rate, scene->walkers[i].given, 4);
        buffer_printf(words,
                      "downhill: walker %zu: lr %s was found for this walk; the scene names none\n",
                      i + 1, rate);
    }
}

static enum exit_status run(const struct arguments *arguments, struct buffer *words)
{
    struct error error = {0};
    if (arguments->explain > 0 && arguments->format != &trajectory_formats[0]) {
        error_set(&error, "--explain prints text: there is no --format of it");
        return command_fail(STATUS_USAGE, words, &error);
    }
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
    bool done = arguments->explain > 0 ? explain_all(&trajectory, arguments->explain, &error)
                                       : write_all(&trajectory, &error);
    if (done)
        tell_rates(scene, words);
    enum exit_status status = done ? STATUS_DONE : command_fail(STATUS_FAILED, words, &error);
    buffer_release(&output.bytes);
    scene_free(scene);
    return status;
}

const struct command command_run = {
    .name = "run",
    .usage = "SCENE",
    .summary = "walk without a screen: the trajectory as data",
    .options = "snFEohV",
    .least = 1,
    .most = 1,
    .help =
        "Rows are walker,step,X,Y,loss,g_X,g_Y,lr: all of walker 1, then all of walker 2, and so "
        "on.\n"
        "Row k is the state after k steps; lr is the rate of the step that leaves it. A walk that\n"
        "leaves the finite numbers ends with the first row that is not finite.\n"
        "A row of --format jsonl has also a status, and the parts that the step which led to it\n"
        "is made of, with their symbols in the optimizer's rule; what is not finite is null "
        "there.\n"
        "--explain K prints, instead of rows, what the step from row K-1 to row K is made of.\n",
    .run = run,
};
