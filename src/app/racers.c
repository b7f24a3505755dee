/*
 * The walks of those that stay go on undisturbed where somebody joins or leaves: the race is not
 * made anew, and each walk keeps its own chance.
 */
#include "app/racers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/change.h"
#include "app/score.h"
#include "app/state.h"
#include "base/number.h"
#include "base/text.h"

/* --- terms */

static struct terms_answer find_rates(struct app *app, enum race_terms terms)
{
    const struct scene *scene = app->scene;
    double given[RACE_WALKS];
    struct terms_question question = {
        .terms = terms,
        .surface = scene->surface,
        .race = &app->race,
        .given = given,
        .chosen = app->walker,
        .steps = scene->steps,
        .goal = terms == TERMS_BEST_RATE ? score_goal(app) : (struct goal){0},
        .window = {scene->window[0], scene->window[1]},
    };
    struct terms_answer answer;
    for (size_t i = 0; i < scene->walker_count; i++)
        given[i] = scene->walkers[i].given;
    terms_rates(&question, &answer);
    return answer;
}

/* Whom the terms do not reach, by their letters. */
static void name_exceptions(const struct app *app, const struct terms_answer *answer, char out[64])
{
    size_t length = 0;
    out[0] = '\0';
    for (size_t i = 0; i < app->race.count; i++)
        if (!answer->applies[i])
            length += (size_t)snprintf(out + length, 64 - length, "%s%c",
                                       length > 0 ? ", " : "; as they are: ", race_letter(i));
}

static void say_terms(struct app *app, enum race_terms terms, const struct terms_answer *answer)
{
    char exceptions[64], number[NUMBER_TEXT], letter = race_letter(app->walker);
    name_exceptions(app, answer, exceptions);
    if (terms == TERMS_SAME_RATE) {
        number_print_short(number, answer->rates[app->walker], 4);
        state_say(app, "same lr for all: %c's %s%s", letter, number, exceptions);
    } else if (terms == TERMS_SAME_STEP) {
        number_print_short(number, answer->first_step, 3);
        state_say(app, "first steps as long as %c's, %s%s", letter, number, exceptions);
    } else if (terms == TERMS_BEST_RATE && answer->steps > 0) {
        state_say(app, "each its best of %d lr, by the score's rule after %llu steps%s",
                  RATE_TRIALS + 1, (unsigned long long)answer->steps, exceptions);
    } else if (terms == TERMS_BEST_RATE) {
        state_say(app, "too much work to try rates here: they are as they were");
    } else {
        state_say(app, "as given: the scene's own rates");
    }
}

static void set_terms(struct app *app, enum race_terms terms)
{
    struct scene *scene = app->scene;
    if (app->race.count < 2) {
        state_say(app, "terms are for a race: %s adds a walker", action_key("add").text);
        return;
    }
    struct change change;
    if (!change_begin(app, 0, &change))
        return;
    const struct terms_answer answer = find_rates(app, terms);
    snprintf(change.was, sizeof change.was, "terms %s", racers_terms(app)->label);
    for (size_t i = 0; i < scene->walker_count; i++)
        scene->walkers[i].agreed = scene->walkers[i].settings.knob[OPTIMIZER_LR] = answer.rates[i];
    scene->terms = terms;
    change.anew = true;
    change_record(app, &change);
    state_follow(app, &change.before);
    race_restart(&app->race);
    app->beyond = false;
    say_terms(app, terms, &answer);
}

void racers_turn_terms(struct app *app, int direction)
{
    int next = (int)app->scene->terms + direction + RACE_TERMS;
    set_terms(app, (enum race_terms)(next % RACE_TERMS));
}

void racers_set_terms(struct app *app, const char *name)
{
    struct error error = {0};
    int terms = race_terms_find(name);
    if (terms >= 0) {
        set_terms(app, (enum race_terms)terms);
        return;
    }
    char list[TEXT_LIST];
    error_set(&error, "terms '%s': expected %s", name,
              text_list(&race_terms[0].name, RACE_TERMS, sizeof race_terms[0], list));
    state_say_error(app, &error);
}

static bool terms_hold(const struct scene *scene)
{
    for (size_t i = 0; i < scene->walker_count; i++) {
        const struct scene_walker *walker = &scene->walkers[i];
        double agreed = scene->terms == TERMS_GIVEN ? walker->given : walker->agreed;
        if (walker->settings.knob[OPTIMIZER_LR] != agreed)
            return false;
    }
    return true;
}

const struct terms_row *racers_terms(const struct app *app)
{
    static const struct terms_row by_hand = {NULL, "lr by hand", "a learning rate was turned"};
    return terms_hold(app->scene) ? &race_terms[app->scene->terms] : &by_hand;
}

/* --- who races */

/* False, and says so, where nothing may change, and without memory: what cannot be undone is not
 * begun. */
static bool begin(struct app *app, const char *was, struct change *change)
{
    if (!change_begin(app, 0, change))
        return false;
    snprintf(change->was, sizeof change->was, "%s", was);
    change->anew = change->relabels = true;
    for (size_t i = 0; i < app->scene->walker_count; i++) {
        const char *label = app->scene->walkers[i].label;
        change->labels[i] = label ? strdup(label) : NULL;
        if (label && !change->labels[i]) {
            change_release(change);
            state_say_no_memory(app);
            return false;
        }
    }
    return true;
}

static bool is_taken(const struct scene *scene, const struct optimizer *optimizer)
{
    for (size_t i = 0; i < scene->walker_count; i++)
        if (scene->walkers[i].settings.optimizer == optimizer)
            return true;
    return false;
}

/* The next of the table after the chosen walker's that nobody has, or simply the next. */
static const struct optimizer *next_optimizer(const struct app *app)
{
    const struct optimizer *own = app->scene->walkers[app->walker].settings.optimizer;
    size_t from = 0, i = 1;
    while (optimizers[from] != own)
        from++;
    while (i < optimizer_count && is_taken(app->scene, optimizers[(from + i) % optimizer_count]))
        i++;
    return optimizers[(from + (i < optimizer_count ? i : 1)) % optimizer_count];
}

/* On other terms than the scene's own the newcomer gets the rate that they give it. */
static void agree(struct app *app, size_t newcomer, bool held)
{
    struct scene_walker *walker = &app->scene->walkers[newcomer];
    struct walk *walk = app->race.walks[newcomer];
    uint64_t step = race_step_count(&app->race);
    walker->agreed = walker->given;
    if (app->scene->terms == TERMS_GIVEN || !held)
        return;
    const struct terms_answer answer = find_rates(app, app->scene->terms);
    walker->agreed = walker->settings.knob[OPTIMIZER_LR] = answer.rates[newcomer];
    walk_seek(walk, 0);
    if (walk_change(walk, &walker->settings))
        walk_restart(walk);
    walk_seek(walk, step);
}

void racers_add(struct app *app)
{
    struct scene *scene = app->scene;
    size_t newcomer = scene->walker_count;
    if (newcomer == RACE_WALKS) {
        state_say(app, "there are %d walkers: no more have room", RACE_WALKS);
        return;
    }
    struct change change;
    if (!begin(app, newcomer > 1 ? "the race without it" : "one walker alone", &change))
        return;
    struct scene_walker *walker = &scene->walkers[newcomer];
    bool held = terms_hold(scene);
    const struct optimizer *optimizer = next_optimizer(app);
    free(walker->label);
    *walker = scene->walkers[app->walker];
    walker->label = NULL;
    scene_choose_optimizer(scene, newcomer, optimizer);
    struct race_entry entry = {.settings = walker->settings,
                               .start = {walker->start[0], walker->start[1]}};
    change_record(app, &change);
    if (!race_add(&app->race, scene->surface, &entry, *walk_chance(app->race.walks[0]))) {
        state_say_no_memory(app);
        if (history_take(&app->history, &change)) /* there is nothing to undo */
            change_release(&change);
        return;
    }
    scene->walker_count++;
    score_forget(app);
    agree(app, newcomer, held);
    app->walker = newcomer;
    char rate[NUMBER_TEXT];
    number_print_short(rate, walker->settings.knob[OPTIMIZER_LR], 4);
    state_say(app, "walker %c: %s with lr %s: %s for another, %s takes it out",
              race_letter(newcomer), optimizer->name, rate, action_key("optimizer").text,
              action_key("remove").text);
}

void racers_remove(struct app *app)
{
    struct scene *scene = app->scene;
    size_t out = app->walker;
    char was[HISTORY_TEXT];
    if (scene->walker_count == 1) {
        state_say(app, "the last walker stays: %s adds one", action_key("add").text);
        return;
    }
    char letter = race_letter(out);
    snprintf(was, sizeof was, "walker %c", letter);
    struct change change;
    if (!begin(app, was, &change))
        return;
    change_record(app, &change);
    race_remove(&app->race, out);
    score_forget(app);
    free(scene->walkers[out].label);
    scene->walker_count--;
    memmove(&scene->walkers[out], &scene->walkers[out + 1],
            (scene->walker_count - out) * sizeof scene->walkers[0]);
    scene->walkers[scene->walker_count].label = NULL;
    if (app->walker == scene->walker_count)
        app->walker--;
    state_say(app, "walker %c is out: %s brings it back", letter, action_key("undo").text);
}
