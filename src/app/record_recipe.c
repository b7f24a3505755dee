#include "app/record_recipe.h"

#include <string.h>

#include "app/state.h"
#include "export/recipe.h"
#include "scene/key.h"
#include "scene/knobs.h"
#include "view/colormap.h"

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

/* -s walkers.2.lr= : the value follows, then end_word(). */
static void begin_setting(struct words *words, size_t walker, const char *key)
{
    add_word(words, "-s");
    begin_word(words);
    buffer_printf(&words->text, "walkers.%zu.%s=", walker + 1, key);
}

static void set_knob(struct words *words, size_t walker, const struct walker_knob *row)
{
    begin_setting(words, walker, row->knob->name);
    if (row->knob->kind == KNOB_FLAG)
        buffer_add_text(&words->text, row->value != 0 ? "true" : "false");
    else
        buffer_add_number(&words->text, row->value);
    end_word(words);
}

static void set_walker(struct words *words, const struct scene *scene, size_t walker)
{
    const struct scene_walker *row = &scene->walkers[walker];
    struct walker_knob knobs[WALKER_KNOBS];
    begin_setting(words, walker, "optimizer");
    buffer_add_text(&words->text, row->settings.optimizer->name);
    end_word(words);
    size_t count = walker_knobs(scene, &row->settings, knobs);
    for (size_t i = 0; i < count; i++)
        set_knob(words, walker, &knobs[i]);
    begin_setting(words, walker, "start");
    buffer_add_char(&words->text, '[');
    buffer_add_number(&words->text, row->start[0]);
    buffer_add_char(&words->text, ',');
    buffer_add_number(&words->text, row->start[1]);
    buffer_add_char(&words->text, ']');
    end_word(words);
}

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

/* A formula may stand on many lines in its file; on a command line it has one. */
static void set_ground(struct words *words, const struct scene *scene)
{
    add_word(words, "-s");
    begin_word(words);
    buffer_printf(&words->text, "scale=%s",
                  key_find(scene, "scale", KEY_SCENE)->words[scene->scale]);
    end_word(words);
    if (!scene->loss)
        return;
    add_word(words, "-s");
    begin_word(words);
    buffer_add_text(&words->text, "loss=");
    for (const char *c = scene->loss; *c; c++)
        buffer_add_char(&words->text, *c == '\n' ? ' ' : *c);
    end_word(words);
}

/* --- what is seen of it */

static void add_window(struct words *words, const struct app *app)
{
    const struct scene_window *window = app->sight.window;
    const double ends[] = {window[0].low, window[0].high, window[1].low, window[1].high};
    if (memcmp(window, app->scene->window, sizeof app->sight.window) == 0)
        return;
    begin_word(words);
    for (size_t i = 0; i < 4; i++) {
        buffer_add_text(&words->text, i == 0 ? "--window=" : ",");
        buffer_add_number(&words->text, ends[i]);
    }
    end_word(words);
}

static void add_sight(struct words *words, const struct app *app)
{
    const unsigned layers = app->sight.layers;
    add_window(words, app);
    add_word(words, "--theme");
    add_word(words, app->look.light ? "light" : "dark");
    add_word(words, "--colormap");
    add_word(words, colormaps[app->sight.colormap].name);
    if (layers & LAYER_RELIEF)
        add_word(words, "--view=relief");
    if (!(layers & LAYER_CONTOURS))
        add_word(words, "--no-contours");
    if (!(layers & LAYER_CRITICAL))
        add_word(words, "--no-critical");
}

/* --- the whole */

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

/* Who walks, and by which schedules, is said by the scene alone. */
static bool has_its_walkers(const struct app *app)
{
    const struct snapshot *opened = &app->lesson.base;
    bool same = app->scene->walker_count == opened->walker_count;
    for (size_t i = 0; i < app->scene->walker_count && same; i++)
        same = schedule_settings_equal(&app->scene->walkers[i].settings.schedule,
                                       &opened->walkers[i].settings.schedule);
    return same;
}

static void add_remarks(const struct app *app, struct buffer *out)
{
    if (!is_straight(app))
        buffer_add_text(out, "# its knobs were turned on the way: this walks with the last ones\n");
    if (!has_its_walkers(app))
        buffer_add_text(out, "# its walkers or their schedules were changed on the way: this walks "
                             "with those of the scene\n");
}

void record_recipe(const struct app *app, struct buffer *out)
{
    const struct scene *scene = app->scene;
    size_t own = app->lesson.base.walker_count; /* others cannot be set */
    struct words words = {.count = 0};
    const char *list[WORDS];
    add_word(&words, "figure");
    add_word(&words, scene->name);
    add_word(&words, "-n");
    begin_word(&words);
    buffer_printf(&words.text, "%llu", (unsigned long long)race_step_count(&app->race));
    end_word(&words);
    add_word(&words, "-s");
    begin_word(&words);
    buffer_printf(&words.text, "seed=%llu", (unsigned long long)scene->seed);
    end_word(&words);
    set_ground(&words, scene);
    set_constants(&words, scene);
    for (size_t i = 0; i < scene->walker_count && i < own; i++)
        set_walker(&words, scene, i);
    add_sight(&words, app);
    add_word(&words, "-o");
    add_word(&words, "picture.png");
    for (size_t i = 0; i < words.count && !words.text.failed; i++)
        list[i] = words.text.data + words.from[i];
    add_remarks(app, out);
    const struct recipe recipe = {.words = list,
                                  .word_count = words.text.failed ? 0 : words.count,
                                  .scene_word = 1,
                                  .steps = race_step_count(&app->race),
                                  .seed = scene->seed};
    recipe_print(&recipe, out);
    out->failed |= words.text.failed;
    buffer_release(&words.text);
}
