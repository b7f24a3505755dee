#include "app/record_recipe.h"

#include <string.h>

#include "app/state.h"
#include "export/figure_layers.h"
#include "export/recipe.h"
#include "scene/key.h"
#include "scene/knobs.h"
#include "view/colormap.h"
#include "view/trail.h"

enum { WORDS = 512 };

/* Words one after the other, each with its NUL. */
struct words {
    struct buffer text;
    size_t count, from[WORDS];
};

static void begin_word(struct words *words)
{
    if (words->count < WORDS)
        words->from[words->count++] = words->text.length;
    else
        words->text.failed = true;
}

static void end_word(struct words *words)
{
    buffer_append(&words->text, "", 1);
}

static void add_word(struct words *words, const char *word)
{
    begin_word(words);
    buffer_add_text(&words->text, word);
    end_word(words);
}

/* -s KEY= : the value follows, then end_word(). */
static void begin_setting(struct words *words, const char *key)
{
    add_word(words, "-s");
    begin_word(words);
    buffer_printf(&words->text, "%s=", key);
}

/* The same of a walker. */
static void begin_walker_setting(struct words *words, size_t walker, const char *key)
{
    add_word(words, "-s");
    begin_word(words);
    buffer_printf(&words->text, "walkers.%zu.%s=", walker + 1, key);
}

static void set_word(struct words *words, const char *key, const char *value)
{
    begin_setting(words, key);
    buffer_add_text(&words->text, value);
    end_word(words);
}

static void set_count(struct words *words, const char *key, uint64_t value)
{
    begin_setting(words, key);
    buffer_printf(&words->text, "%llu", (unsigned long long)value);
    end_word(words);
}

/* "[1,2]" */
static void add_pair(struct words *words, double first, double second)
{
    buffer_add_char(&words->text, '[');
    buffer_add_number(&words->text, first);
    buffer_add_char(&words->text, ',');
    buffer_add_number(&words->text, second);
    buffer_add_char(&words->text, ']');
    end_word(words);
}

/* --- what walks */

static void set_knob(struct words *words, size_t walker, const struct walker_knob *row)
{
    begin_walker_setting(words, walker, row->knob->name);
    if (row->knob->kind == KNOB_FLAG)
        buffer_add_text(&words->text, row->value != 0 ? "true" : "false");
    else
        buffer_add_number(&words->text, row->value);
    end_word(words);
}

/* "{type: cosine, t_max: 50}" */
static void set_schedule(struct words *words, size_t walker,
                         const struct schedule_settings *settings)
{
    const struct schedule *schedule = settings->schedule;
    struct buffer *out = &words->text;
    begin_walker_setting(words, walker, "schedule");
    buffer_printf(out, "{type: %s", schedule->name);
    for (size_t i = 0; i < schedule->knob_count; i++) {
        const struct schedule_knob *knob = &schedule->knobs[i];
        buffer_printf(out, ", %s: ", knob->knob.name);
        if (knob->words)
            buffer_add_text(out, knob->words[(size_t)settings->knob[i]]);
        else
            buffer_add_number(out, settings->knob[i]);
    }
    for (size_t i = 0; i < settings->milestone_count; i++)
        buffer_printf(out, "%s%llu", i == 0 ? ", milestones: [" : ", ",
                      (unsigned long long)settings->milestones[i]);
    buffer_add_text(out, settings->milestone_count > 0 ? "]}" : "}");
    end_word(words);
}

static void set_walker(struct words *words, const struct scene *scene, size_t walker)
{
    const struct scene_walker *row = &scene->walkers[walker];
    struct walker_knob knobs[WALKER_KNOBS];
    begin_walker_setting(words, walker, "optimizer");
    buffer_add_text(&words->text, row->settings.optimizer->name);
    end_word(words);
    size_t count = walker_knobs(scene, &row->settings, knobs);
    for (size_t i = 0; i < count; i++)
        set_knob(words, walker, &knobs[i]);
    if (row->settings.schedule.schedule)
        set_schedule(words, walker, &row->settings.schedule);
    begin_walker_setting(words, walker, "start");
    add_pair(words, row->start[0], row->start[1]);
    if (row->label) {
        begin_walker_setting(words, walker, "label");
        buffer_add_text(&words->text, row->label);
        end_word(words);
    }
}

/* All anew, whoever walks in the file: nothing hangs on what the session began with. */
static void set_walkers(struct words *words, const struct scene *scene)
{
    begin_setting(words, "walkers");
    for (size_t i = 0; i < scene->walker_count; i++)
        buffer_add_text(&words->text, i == 0 ? "[{}" : ", {}");
    buffer_add_char(&words->text, ']');
    end_word(words);
    for (size_t i = 0; i < scene->walker_count; i++)
        set_walker(words, scene, i);
}

/* --- the ground */

static void set_constants(struct words *words, const struct scene *scene)
{
    for (size_t i = 0; i < scene->constant_count; i++) {
        add_word(words, "-s");
        begin_word(words);
        buffer_printf(&words->text, "constants.%s=", scene->constants[i].name);
        buffer_add_number(&words->text, scene->constants[i].value);
        end_word(words);
    }
}

static void set_scene(struct words *words, const struct scene *scene)
{
    set_word(words, "title", scene->title);
    set_count(words, "seed", scene->seed);
    set_count(words, "steps", scene->steps);
    set_word(words, "scale", key_find(scene, "scale", KEY_SCENE)->words[scene->scale]);
    begin_setting(words, "parameters");
    buffer_printf(&words->text, "[%s, %s]", scene->parameters[0], scene->parameters[1]);
    end_word(words);
    for (int axis = 0; axis < SURFACE_AXES; axis++) {
        begin_setting(words, scene->parameters[axis]);
        add_pair(words, scene->window[axis].low, scene->window[axis].high);
    }
    if (scene->loss) {
        begin_setting(words, "loss");
        /* It may stand on many lines in its file; on a command line it has one. */
        for (const char *c = scene->loss; *c; c++)
            buffer_add_char(&words->text, *c == '\n' ? ' ' : *c);
        end_word(words);
    }
    set_constants(words, scene);
}

/* --- what is seen of it */

static void add_window(struct words *words, const struct surface_window window[SURFACE_AXES])
{
    begin_word(words);
    buffer_add_text(&words->text, "--window=");
    for (int axis = 0; axis < SURFACE_AXES; axis++) {
        buffer_add_text(&words->text, axis == 0 ? "" : ",");
        buffer_add_number(&words->text, window[axis].low);
        buffer_add_char(&words->text, ',');
        buffer_add_number(&words->text, window[axis].high);
    }
    end_word(words);
}

/* --NAME, or --NAME=VALUE. */
static void add_option(struct words *words, const char *name, const char *value)
{
    begin_word(words);
    buffer_printf(&words->text, "--%s%s%s", name, value ? "=" : "", value ? value : "");
    end_word(words);
}

static void add_sight(struct words *words, const struct scene *scene,
                      const struct figure_options *options)
{
    const unsigned other = options->parts ^ FIGURE_USUAL.parts;
    if (memcmp(options->window, scene->window, sizeof options->window) != 0)
        add_window(words, options->window);
    add_option(words, "theme", options->dark ? "dark" : "light");
    add_option(words, "colormap", options->colormap->name);
    if (options->view != FIGURE_VIEW_HEAT)
        add_option(words, "view", figure_view_names[options->view]);
    for (size_t i = 0; i < figure_layer_count; i++)
        if (other & figure_layers[i].part)
            add_option(words, figure_layers[i].option, NULL);
    for (int i = 0; i < FIGURE_PANELS; i++)
        if (options->panels >> i & 1)
            add_option(words, "panel", figure_panel_names[i]);
    if (options->walker > 0) {
        begin_word(words);
        buffer_printf(&words->text, "--walker=%zu", options->walker + 1);
        end_word(words);
    }
}

/* --- what no command says */

/* Did every walk have one set of knobs from its start on? */
static bool is_straight(const struct app *app)
{
    bool straight = true;
    for (size_t i = 0; i < app->race.count; i++) {
        struct walk_memory memory = {0};
        straight = walk_remember(app->race.walks[i], 0, &memory) && memory.count <= 1 && straight;
        walk_memory_release(&memory);
    }
    return straight;
}

/* Who stays keeps the chance of its first place, when others leave. */
static bool has_its_chance(const struct app *app)
{
    bool own = true;
    for (size_t i = 0; i < app->race.count; i++)
        own = own && walk_chance(app->race.walks[i])->index == i;
    return own;
}

/* Does anybody have such a line to be seen? */
static bool has_trail(const struct app *app, enum trail trail)
{
    bool has = false;
    for (size_t i = 0; i < app->race.count; i++)
        has |= trail_of(app->race.walks[i], trail).count > 1;
    return has;
}

static void add_remarks(const struct app *app, struct buffer *out)
{
    if (!is_straight(app))
        buffer_add_text(out, "# its knobs were turned on the way: this walks with the last ones\n");
    if (has_trail(app, TRAIL_GHOST))
        buffer_add_text(out, "# what a change cut off, dotted there, is not in this\n");
    if (has_trail(app, TRAIL_AHEAD))
        buffer_add_text(out, "# what was ahead after going back, dotted there, is not in this\n");
    if (!has_its_chance(app))
        buffer_add_text(out, "# a walker left the race: the noise of those after it was another\n");
}

/* --- the whole */

void record_recipe(const struct app *app, const struct recorded *recorded, struct buffer *out)
{
    struct words words = {.count = 0};
    const char *list[WORDS];
    add_word(&words, recorded->command);
    add_word(&words, app->scene->name);
    add_word(&words, "-n");
    begin_word(&words);
    buffer_printf(&words.text, "%llu", (unsigned long long)race_step_count(&app->race));
    end_word(&words);
    set_scene(&words, app->scene);
    set_walkers(&words, app->scene);
    add_sight(&words, app->scene, recorded->options);
    if (recorded->columns > 0) {
        begin_word(&words);
        buffer_printf(&words.text, "--size=%dx%d", recorded->columns, recorded->rows);
        end_word(&words);
    }
    add_word(&words, "-o");
    add_word(&words, recorded->file);
    for (size_t i = 0; i < words.count && !words.text.failed; i++)
        list[i] = words.text.data + words.from[i];
    if (recorded->remark)
        buffer_printf(out, "# %s\n", recorded->remark);
    add_remarks(app, out);
    const struct recipe recipe = {.words = list,
                                  .word_count = words.text.failed ? 0 : words.count,
                                  .scene_word = 1,
                                  .steps = race_step_count(&app->race),
                                  .seed = app->scene->seed,
                                  .source = app->scene->source,
                                  .tables = app->scene->tables};
    recipe_print(&recipe, out);
    out->failed |= words.text.failed;
    buffer_release(&words.text);
}
