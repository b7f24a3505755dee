/*
 * The learning rate of a walker for which the scene names none.
 *
 * The finder walks on the scene's own surface, as many steps as take no time that is felt. Over so
 * many data that these would be too few to tell anything, it walks on a random part of the examples
 * (the first batch of an epoch), and what it finds is tried on all of them: where those are steeper
 * than the part was, the rate is halved until it serves.
 */
#include "scene/scene.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "descent/rate.h"
#include "scene/input.h"
#include "scene/reader.h"

enum { HALVINGS = 12 };

static bool find_by(const struct rate_question *question, double *rate)
{
    struct rate_sweep sweep;
    rate_sweep(question, &sweep);
    if (sweep.recommended >= 0)
        *rate = sweep.trials[sweep.recommended].rate;
    return sweep.recommended >= 0;
}

/* --- a part of the examples */

/* So many rows of the scene's data, by chance; the values are owned. False without memory. */
static bool draw_rows(const struct scene *scene, size_t count, struct table *out)
{
    const struct table *data = &scene->input->data;
    const struct batch_order order = {.seed = scene->seed, .size = count, .examples = data->rows};
    const struct batch batch = batch_of(&order, 0);
    uint32_t *rows = malloc(count * sizeof *rows);
    *out = *data;
    out->rows = count;
    out->values = malloc(count * data->columns * sizeof *out->values);
    bool right = rows != NULL && out->values != NULL;
    if (right)
        batch_rows(&batch, 0, count, rows);
    for (size_t i = 0; right && i < count; i++)
        memcpy(out->values + i * data->columns, data->values + rows[i] * data->columns,
               data->columns * sizeof *out->values);
    free(rows);
    if (!right)
        free(out->values);
    return right;
}

/* The surface over a part of the examples; NULL without memory. */
static struct surface *surface_over_part(const struct scene *scene, size_t count)
{
    struct report report;
    struct scene_input input = *scene->input;
    struct scene part = *scene;
    const struct node nowhere = {0};
    part.input = &input;
    if (!draw_rows(scene, count, &input.data))
        return NULL;
    report_init(&report, scene->name, NULL, 0);
    struct surface *surface = read_surface(&report, &nowhere, &part);
    free(input.data.values);
    return surface;
}

/* The batches' size, where they are replayed from a list of all examples' numbers: the first's. */
static uint64_t batch_size(const struct rate_question *question)
{
    const struct batch_list *list = question->chance.batches;
    return list != NULL ? list->start[1] - list->start[0] : question->settings->batch;
}

static bool find_by_part(const struct rate_question *question, const struct surface *surface,
                         double *rate)
{
    struct walker_settings settings = *question->settings;
    struct rate_question part = *question;
    settings.batch = batch_size(question);
    part.surface = surface;
    part.settings = &settings;
    part.chance.batches = NULL;
    part.steps = rate_steps_at_once(surface, question->steps);
    return part.steps > 0 && find_by(&part, rate);
}

static bool serves_all(const struct rate_question *question, double *rate)
{
    struct rate_question all = *question;
    all.steps = rate_trial_steps_at_once(question->surface, question->steps);
    for (int i = 0; i < HALVINGS; i++, *rate /= 2)
        if (rate_serves(&all, *rate))
            return true;
    return false;
}

static bool find_for_many(const struct scene *scene, const struct rate_question *question,
                          double *rate)
{
    struct surface *part = surface_over_part(scene, rate_examples_at_once(scene->surface));
    bool found = part != NULL && find_by_part(question, part, rate) && serves_all(question, rate);
    surface_free(part);
    return found;
}

/* --- the walker's */

/* The finder's rate for a walker, or the usual one where no rate leads downhill. What is too dear
 * for a look in passing gets the shortest of sweeps all the same: an unsought rate would be a lie.
 */
static enum scene_rate_origin find_rate(struct scene *scene, size_t walker)
{
    struct walker_settings *settings = &scene->walkers[walker].settings;
    double *rate = &settings->knob[OPTIMIZER_LR], usual;
    *rate = usual = settings->optimizer->knobs[OPTIMIZER_LR].initial;
    if (settings->schedule.schedule != NULL && settings->schedule.schedule->ignores_rate)
        return SCENE_RATE_USUAL;
    struct rate_question question = scene_rate_question(scene, walker, scene->steps);
    uint64_t steps = rate_steps_at_once(scene->surface, scene->steps);
    if (scene->steps > 0 && steps == 0 && surface_examples(scene->surface) > 1 &&
        find_for_many(scene, &question, rate))
        return SCENE_RATE_FOUND;
    question.steps = steps > 0 || scene->steps < RATE_FEWEST ? steps : RATE_FEWEST;
    if (question.steps > 0 && find_by(&question, rate))
        return SCENE_RATE_FOUND;
    *rate = usual;
    return SCENE_RATE_USUAL;
}

enum scene_rate_origin scene_settle_rate(struct scene *scene, size_t walker)
{
    struct scene_walker *w = &scene->walkers[walker];
    bool named = !isnan(w->settings.knob[OPTIMIZER_LR]);
    enum scene_rate_origin origin = named ? SCENE_RATE_NAMED : find_rate(scene, walker);
    w->given = w->settings.knob[OPTIMIZER_LR];
    w->found = origin == SCENE_RATE_FOUND;
    return origin;
}
