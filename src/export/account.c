#include "export/account.h"

#include <math.h>
#include <stdio.h>

#include "base/number.h"
#include "descent/goal.h"
#include "export/survey.h"
#include "scene/knobs.h"

enum { DIGITS = 4, WALKER_NAME = 4 };

struct account {
    const struct scene *scene;
    struct buffer *out;
    struct race race;
    struct survey survey;
    bool heard[RACE_WALKS][VERDICTS];
};

static void add_number(struct buffer *out, const char *before, double value)
{
    char number[NUMBER_TEXT];
    number_print_short(number, value, DIGITS);
    buffer_printf(out, "%s%s", before, number);
}

static void add_point(struct buffer *out, const double at[SURFACE_AXES])
{
    add_number(out, "(", at[0]);
    add_number(out, ", ", at[1]);
    buffer_add_text(out, ")");
}

/* "" in a walk of one, "B: " in a race. */
static const char *prefix(const struct account *account, size_t walker, char out[WALKER_NAME])
{
    out[0] = '\0';
    if (account->race.count > 1)
        snprintf(out, WALKER_NAME, "%c: ", race_letter(walker));
    return out;
}

/* --- what is shown */

/* Words that may have line ends, on one line. */
static void add_words(struct buffer *out, const char *words)
{
    for (; *words; words++)
        buffer_add_char(out, *words == '\n' ? ' ' : *words);
}

static void tell_scene(const struct account *account, uint64_t steps)
{
    const struct scene *scene = account->scene;
    struct buffer *out = account->out;
    add_words(out, scene->title);
    buffer_add_text(out, "\nloss: ");
    surface_print_loss(scene->surface, false, out);
    buffer_add_char(out, '\n');
    if (scene->about != NULL) {
        buffer_add_text(out, "about: ");
        add_words(out, scene->about);
        buffer_add_char(out, '\n');
    }
    for (int axis = 0; axis < SURFACE_AXES; axis++) {
        buffer_printf(out, "%s%s from ", axis == 0 ? "window: " : ", ", scene->parameters[axis]);
        add_number(out, "", scene->window[axis].low);
        add_number(out, " to ", scene->window[axis].high);
    }
    for (size_t i = 0; i < scene->constant_count; i++) {
        buffer_printf(out, "%s%s", i == 0 ? "\nconstants: " : ", ", scene->constants[i].name);
        add_number(out, " ", scene->constants[i].value);
    }
    buffer_printf(out, "\nsteps: %llu, seed: %llu\n", (unsigned long long)steps,
                  (unsigned long long)scene->seed);
}

/* " [set momentum=0.9, lr=0.1; until step > 80]": so that a page can be walked by --set. */
static void tell_terms(const struct scene_page *page, struct buffer *out)
{
    if (page->set_count == 0 && page->until == NULL)
        return;
    for (size_t i = 0; i < page->set_count; i++)
        buffer_printf(out, "%s%s=%s", i == 0 ? " [set " : ", ", page->sets[i].key,
                      page->sets[i].value);
    if (page->until != NULL)
        buffer_printf(out, "%suntil %s", page->set_count > 0 ? "; " : " [", page->until);
    buffer_add_char(out, ']');
}

/* What the pages of a lesson say, which only the screen turns. */
static void tell_page(const struct scene *scene, size_t index, struct buffer *out)
{
    const struct scene_page *page = &scene->pages[index];
    buffer_printf(out, "page %zu of %zu: ", index + 1, scene->page_count);
    if (page->say != NULL)
        add_words(out, page->say);
    if (page->ask != NULL) {
        buffer_add_text(out, page->say != NULL ? " " : "");
        add_words(out, page->ask);
    }
    for (size_t i = 0; i < page->choice_count; i++)
        buffer_printf(out, "%s%s", i == 0 ? " (" : "; ", page->choices[i].key);
    buffer_add_text(out, page->choice_count > 0 ? ")" : "");
    tell_terms(page, out);
    buffer_add_char(out, '\n');
}

/* The learning rate, and what is not at its default. */
static void tell_knobs(const struct scene *scene, const struct walker_settings *settings,
                       struct buffer *out)
{
    struct walker_knob knobs[WALKER_KNOBS];
    size_t count = walker_knobs_turned(scene, settings, knobs);
    for (size_t i = 0; i < count; i++) {
        buffer_printf(out, ", %s", knobs[i].knob->name);
        add_number(out, " ", knobs[i].value);
    }
    if (settings->schedule.schedule != NULL)
        buffer_printf(out, ", schedule %s", settings->schedule.schedule->name);
}

static void tell_walker(const struct account *account, size_t walker)
{
    const struct scene_walker *w = &account->scene->walkers[walker];
    char name[WALKER_NAME];
    buffer_printf(account->out, "walker%s%s", account->race.count > 1 ? " " : ": ",
                  prefix(account, walker, name));
    if (w->label != NULL)
        buffer_printf(account->out, "%s, ", w->label);
    buffer_add_text(account->out, w->settings.optimizer->name);
    tell_knobs(account->scene, &w->settings, account->out);
    buffer_add_text(account->out, ", start ");
    add_point(account->out, w->start);
    buffer_add_char(account->out, '\n');
}

/* --- what happens */

static void tell_state(const struct account *account, size_t walker)
{
    const struct walker *now = walk_now(account->race.walks[walker]);
    char name[WALKER_NAME];
    buffer_printf(account->out, "%sstep %llu: at ", prefix(account, walker, name),
                  (unsigned long long)now->step);
    add_point(account->out, now->at);
    add_number(account->out, ", loss ", now->loss);
    add_number(account->out, ", slope ", hypot(now->gradient[0], now->gradient[1]));
    buffer_add_char(account->out, '\n');
}

static void tell_events(struct account *account, size_t walker)
{
    const struct walk *walk = account->race.walks[walker];
    struct judgement judgement;
    char name[WALKER_NAME];
    verdict_judge(walk, &account->survey.ground, &judgement);
    bool *heard = &account->heard[walker][judgement.verdict];
    if (!*heard)
        buffer_printf(account->out, "%sstep %llu: %s: %s\n", prefix(account, walker, name),
                      (unsigned long long)walk_now(walk)->step, verdicts[judgement.verdict].name,
                      judgement.reason);
    *heard = true;
}

static bool is_milestone(uint64_t step)
{
    while (step >= 10 && step % 10 == 0)
        step /= 10;
    return step <= 1;
}

static void tell_walk(struct account *account, uint64_t steps)
{
    uint64_t step = 0;
    do {
        for (size_t i = 0; i < account->race.count; i++) {
            bool is_there = walk_now(account->race.walks[i])->step == step;
            if (is_there && (is_milestone(step) || step == steps))
                tell_state(account, i);
            if (is_there && step > 0)
                tell_events(account, i);
        }
    } while (step++ < steps && race_step(&account->race));
}

/* Who came to the goal when, who wins, and by what rule. */
static void tell_result(const struct account *account)
{
    struct goal_place places[RACE_WALKS];
    const struct goal goal = goal_of(&account->race, account->survey.ground.deepest);
    size_t count = goal_places(&account->race, &goal, places);
    if (count < 2)
        return;
    if (goal.exists)
        add_number(account->out, "goal: a loss for good at or below ", goal.line);
    else
        buffer_add_text(account->out, "goal: none, no ground is known that is deeper");
    buffer_printf(account->out, "\nrule: %s\nresult: ", goal_rule);
    goal_print_result(places, count, account->out);
    buffer_add_char(account->out, '\n');
}

static void tell_verdicts(struct account *account)
{
    survey_judge(&account->survey, &account->race);
    for (size_t i = 0; i < account->race.count; i++) {
        const struct judgement *judgement = &account->survey.judgements[i];
        char name[WALKER_NAME];
        buffer_printf(account->out, "%s%s: %s\n", prefix(account, i, name),
                      verdicts[judgement->verdict].name, judgement->reason);
    }
}

static void tell(struct account *account, uint64_t steps)
{
    tell_scene(account, steps);
    for (size_t i = 0; i < account->race.count; i++)
        tell_walker(account, i);
    for (size_t i = 0; i < account->scene->page_count; i++)
        tell_page(account->scene, i, account->out);
    tell_walk(account, steps);
    tell_result(account);
    tell_verdicts(account);
}

bool account_print(const struct scene *scene, uint64_t steps, struct buffer *out,
                   struct error *error)
{
    struct race_entry entries[RACE_WALKS];
    struct account account = {.scene = scene, .out = out};
    size_t count = scene_entries(scene, entries);
    bool told = survey_find(&account.survey, scene, NULL, error) &&
                (race_init(&account.race, scene->surface, entries, count, scene_chance(scene)) ||
                 error_memory(error));
    if (told) {
        tell(&account, steps);
        told = !out->failed || error_memory(error);
    }
    race_release(&account.race);
    survey_release(&account.survey);
    return told;
}
