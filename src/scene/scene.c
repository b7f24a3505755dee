/* A scene's life: made from text, changed key by key, freed. */
#include "scene/scene.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "scene/document.h"
#include "scene/input.h"
#include "scene/key.h"
#include "scene/knobs.h"
#include "scene/lesson.h"
#include "scene/reader.h"
#include "scene/setting.h"
#include "scene/value.h"

/* --- made and freed */

/* "scenes/my-valley.yaml" is called my-valley as long as it has no title. */
static char *title_of_name(const char *name)
{
    const char *base = strrchr(name, '/') != NULL ? strrchr(name, '/') + 1 : name;
    size_t cut = text_ends_with(base, ".yaml") ? strlen(".yaml") : 0;
    return strndup(base, strlen(base) - cut);
}

/* A scene with the defaults of all that a file may leave out; NULL without memory. */
static struct scene *scene_new(const char *name)
{
    struct scene *scene = calloc(1, sizeof *scene);
    if (scene == NULL)
        return NULL;
    scene->name = strdup(name);
    scene->title = title_of_name(name);
    scene->parameters[0] = strdup("x");
    scene->parameters[1] = strdup("y");
    for (int axis = 0; axis < SURFACE_AXES; axis++)
        scene->window[axis] = (struct surface_window){-3, 3};
    scene->scale = SCENE_LINEAR;
    scene->colormap = SCENE_NO_COLORMAP;
    scene->steps = (uint64_t)knob_steps.initial;
    scene->seed = (uint64_t)knob_seed.initial;
    for (size_t i = 0; i < OPTIMIZER_ROWS; i++)
        scene->rates[i] = (double)NAN;
    scene->walker_count = 1;
    for (size_t i = 0; i < RACE_WALKS; i++) {
        walker_settings_init(&scene->walkers[i].settings, key_default_optimizer());
        /* Settled by the reader. */
        scene->walkers[i].start[0] = scene->walkers[i].start[1] = (double)NAN;
    }
    if (scene->name != NULL && scene->title != NULL && scene->parameters[0] != NULL &&
        scene->parameters[1] != NULL)
        return scene;
    scene_free(scene);
    return NULL;
}

/* Everything but the surface. */
static void release_words(struct scene *scene)
{
    free(scene->name);
    free(scene->source);
    free(scene->tables);
    free(scene->title);
    free(scene->about);
    free(scene->loss);
    for (int axis = 0; axis < SURFACE_AXES; axis++)
        free(scene->parameters[axis]);
    for (size_t i = 0; i < scene->constant_count; i++)
        free((char *)scene->constants[i].name);
    for (size_t i = 0; i < RACE_WALKS; i++)
        free(scene->walkers[i].label);
    for (size_t i = 0; i < scene->page_count; i++)
        lesson_release_page(&scene->pages[i]);
    free(scene->pages);
}

void scene_free(struct scene *scene)
{
    if (scene == NULL)
        return;
    release_words(scene);
    input_free(scene->input);
    surface_free(scene->surface);
    free(scene);
}

/* Editors of Windows put a byte order mark before UTF-8; no place counts it. */
static void skip_mark(struct report *report)
{
    static const char mark[] = "\xEF\xBB\xBF";
    if (report->length >= 3 && memcmp(report->text, mark, 3) == 0) {
        report->text += 3;
        report->length -= 3;
    }
}

struct scene *scene_read(struct report *report, const struct scene_files *files,
                         const struct scene_setting *settings, size_t setting_count)
{
    if (report->length > SCENE_BYTES) {
        report_add(report, 0, 0, "too large: a scene has at most %d bytes", SCENE_BYTES);
        return NULL;
    }
    skip_mark(report);
    struct node *root = document_read(report);
    struct scene *scene = scene_new(report->name);
    if (scene == NULL)
        value_no_memory(report);
    bool right = root != NULL && scene != NULL;
    if (right) { /* both, so that one run tells what is wrong with either */
        right = settings_apply(report, root, settings, setting_count);
        scene->files = files;
        right = read_scene(report, root, scene) && right;
        scene->files = NULL;
    }
    node_free(root);
    if (right && report->count == 0)
        return scene;
    scene_free(scene);
    return NULL;
}

/* --- changed */

double *scene_rate(struct scene *scene, const struct optimizer *optimizer)
{
    for (size_t i = 0; i < optimizer_count; i++)
        if (optimizers[i] == optimizer)
            return &scene->rates[i];
    return NULL;
}

static const char *label_or(const struct scene *scene, size_t walker, const char *otherwise)
{
    const char *label = walker < scene->walker_count ? scene->walkers[walker].label : NULL;
    return label != NULL ? label : otherwise;
}

const char *scene_walker_name(const struct scene *scene, size_t walker,
                              const struct walker_settings *settings)
{
    return label_or(scene, walker, settings->optimizer->label);
}

const char *scene_walker_short_name(const struct scene *scene, size_t walker,
                                    const struct walker_settings *settings)
{
    return label_or(scene, walker, settings->optimizer->name);
}

struct rate_question scene_rate_question(const struct scene *scene, size_t walker, uint64_t steps)
{
    const struct scene_walker *w = &scene->walkers[walker];
    struct walker_chance chance = scene_chance(scene);
    chance.index = (uint32_t)walker;
    return (struct rate_question){
        .surface = scene->surface,
        .settings = &w->settings,
        .start = {w->start[0], w->start[1]},
        .steps = steps,
        .chance = chance,
        .has_window = true,
        .window = {scene->window[0], scene->window[1]},
    };
}

enum scene_rate_origin scene_choose_optimizer(struct scene *scene, size_t walker,
                                              const struct optimizer *optimizer)
{
    struct walker_settings *settings = &scene->walkers[walker].settings, fresh;
    const double *rate = scene_rate(scene, optimizer);
    walker_settings_init(&fresh, optimizer);
    settings->optimizer = optimizer;
    memcpy(settings->knob, fresh.knob, sizeof settings->knob);
    settings->knob[OPTIMIZER_LR] = rate != NULL ? *rate : (double)NAN;
    return scene->surface != NULL ? scene_settle_rate(scene, walker) : SCENE_RATE_OPEN;
}

void scene_ground(const struct scene *scene, const struct critical_points *critical,
                  struct verdict_ground *out)
{
    out->surface = scene->surface;
    for (int axis = 0; axis < SURFACE_AXES; axis++) {
        out->parameters[axis] = scene->parameters[axis];
        out->window[axis] = scene->window[axis];
    }
    out->critical = critical;
    out->steps = scene->steps;
}

struct walker_chance scene_chance(const struct scene *scene)
{
    const struct scene_input *input = scene->input;
    bool replays = input != NULL && input->batches.steps > 0;
    return (struct walker_chance){.seed = scene->seed, .batches = replays ? &input->batches : NULL};
}

size_t scene_entries(const struct scene *scene, struct race_entry *out)
{
    for (size_t i = 0; i < scene->walker_count; i++) {
        out[i].settings = scene->walkers[i].settings;
        memcpy(out[i].start, scene->walkers[i].start, sizeof out[i].start);
    }
    return scene->walker_count;
}
