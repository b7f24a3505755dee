/*
 * The walks of those that stay go on undisturbed where somebody joins or leaves: the race is not
 * made anew, and each walk keeps its own chance.
 */
#include "app/racers.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/change.h"
#include "app/state.h"
#include "base/number.h"
#include "base/text.h"
#include "descent/goal.h"
#include "view/marks.h"

/* Columns of a screen on which the score is said in full, and on which a walker takes one row. */
enum { WIDE = 76, USUAL = 60 };

/* --- terms */

static struct terms_answer find_rates(const struct app *app, enum race_terms terms)
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
    };
    struct terms_answer answer;
    for (size_t i = 0; i < scene->walker_count; i++)
        given[i] = scene->walkers[i].given;
    for (int axis = 0; axis < SURFACE_AXES; axis++) {
        question.low[axis] = scene->window[axis].low;
        question.high[axis] = scene->window[axis].high;
    }
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
                                       length > 0 ? ", " : "; as they are: ", marks_letter(i));
}

static void say_terms(struct app *app, enum race_terms terms, const struct terms_answer *answer)
{
    char exceptions[64], number[NUMBER_TEXT], letter = marks_letter(app->walker);
    name_exceptions(app, answer, exceptions);
    if (terms == TERMS_SAME_RATE) {
        number_print_short(number, answer->rates[app->walker], 4);
        state_say(app, "same lr for all: %c's %s%s", letter, number, exceptions);
    } else if (terms == TERMS_SAME_STEP) {
        number_print_short(number, answer->first_step, 3);
        state_say(app, "first steps as long as %c's, %s%s", letter, number, exceptions);
    } else if (terms == TERMS_BEST_RATE && answer->steps > 0) {
        state_say(app, "each its best of %d lr: lowest after %llu steps, there soonest%s",
                  RATE_TRIALS, (unsigned long long)answer->steps, exceptions);
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
        state_say(app, "terms are for a race: A adds a walker");
        return;
    }
    struct change change = change_begin(app, 0);
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

static void say_no_memory(struct app *app)
{
    struct error error = {0};
    error_memory(&error);
    state_say_error(app, &error);
}

/* False without memory, and says so: what cannot be undone is not begun. */
static bool begin(struct app *app, const char *was, struct change *change)
{
    *change = change_begin(app, 0);
    snprintf(change->was, sizeof change->was, "%s", was);
    change->anew = change->relabels = true;
    for (size_t i = 0; i < app->scene->walker_count; i++) {
        const char *label = app->scene->walkers[i].label;
        change->labels[i] = label ? strdup(label) : NULL;
        if (label && !change->labels[i]) {
            change_release(change);
            say_no_memory(app);
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
        say_no_memory(app);
        if (history_take(&app->history, &change)) /* there is nothing to undo */
            change_release(&change);
        return;
    }
    scene->walker_count++;
    memset(app->arrivals, 0, sizeof app->arrivals);
    agree(app, newcomer, held);
    app->walker = newcomer;
    char rate[NUMBER_TEXT];
    number_print_short(rate, walker->settings.knob[OPTIMIZER_LR], 4);
    state_say(app, "walker %c: %s with lr %s: o for another, X takes it out",
              marks_letter(newcomer), optimizer->name, rate);
}

void racers_remove(struct app *app)
{
    struct scene *scene = app->scene;
    size_t out = app->walker;
    char was[HISTORY_TEXT];
    if (scene->walker_count == 1) {
        state_say(app, "the last walker stays: A adds one");
        return;
    }
    char letter = marks_letter(out);
    snprintf(was, sizeof was, "walker %c", letter);
    struct change change;
    if (!begin(app, was, &change))
        return;
    change_record(app, &change);
    race_remove(&app->race, out);
    memset(app->arrivals, 0, sizeof app->arrivals);
    free(scene->walkers[out].label);
    scene->walker_count--;
    memmove(&scene->walkers[out], &scene->walkers[out + 1],
            (scene->walker_count - out) * sizeof scene->walkers[0]);
    scene->walkers[scene->walker_count].label = NULL;
    if (app->walker == scene->walker_count)
        app->walker--;
    state_say(app, "walker %c is out: u brings it back", letter);
}

/* --- the score */

const int64_t *racers_arrivals(struct app *app)
{
    const struct goal goal = goal_of(&app->race, ground_survey(app)->deepest);
    for (size_t i = 0; i < app->race.count && goal.exists; i++)
        app->arrived[i] = goal_arrival(&app->arrivals[i], app->race.walks[i], &goal);
    return goal.exists ? app->arrived : NULL;
}

/* What the columns have room for: a scene's words may be longer. */
static void add_cut_cell(struct buffer *out, int width, const char *text)
{
    int columns = 0;
    for (size_t left = strlen(text), used; left > 0; text += used, left -= used) {
        uint32_t codepoint = text_decode(text, left, &used);
        if (columns + text_columns(codepoint) > width - 1)
            break;
        columns += text_columns(codepoint);
        buffer_append(out, text, used);
    }
    buffer_add_text(out, "…");
    for (columns++; columns < width + 2; columns++)
        buffer_add_char(out, ' ');
}

/* A cell of the table; the next begins two columns after its end at least. A number is never cut.
 */
static void add_cell(struct buffer *out, int width, const char *text)
{
    buffer_add_text(out, text);
    for (int columns = text_width(text); columns < width; columns++)
        buffer_add_char(out, ' ');
    buffer_add_text(out, "  ");
}

/* What is told of a walker, and where: in a row, or folded into two on a narrow screen. */
enum score_cell { CELL_NAME, CELL_RATE, CELL_STEPS, CELL_LOSS, CELL_VERDICT, CELLS };

struct score_column {
    enum score_cell cell; /* CELLS: no more */
    int width;            /* 0: its row ends with it */
    const char *heading;
};

// clang-format off
static const struct score_column in_full[] = {
    {CELL_NAME, 16, "walker"}, {CELL_RATE, 8, "lr"}, {CELL_STEPS, 13, "steps to goal"},
    {CELL_LOSS, 10, "loss"}, {CELL_VERDICT, 0, "verdict"}, {CELLS, 0, ""}};
static const struct score_column in_a_row[] = {
    {CELL_NAME, 10, "walker"}, {CELL_STEPS, 9, "steps"}, {CELL_LOSS, 8, "loss"},
    {CELL_VERDICT, 0, "verdict"}, {CELLS, 0, ""}};
static const struct score_column in_two_rows[] = {
    {CELL_NAME, 13, "walker"}, {CELL_LOSS, 0, "loss"},
    {CELL_STEPS, 13, "steps to goal"}, {CELL_VERDICT, 0, "verdict"}, {CELLS, 0, ""}};
// clang-format on

static const struct score_column *score_columns(const struct app *app)
{
    return app->columns >= WIDE ? in_full : app->columns >= USUAL ? in_a_row : in_two_rows;
}

/* `first` and `next` begin its rows. */
static void add_cells(const struct score_column *column, const char *first, const char *next,
                      const char *const cells[CELLS], struct buffer *out)
{
    buffer_add_text(out, first);
    for (; column->cell < CELLS; column++) {
        const char *text = cells[column->cell];
        bool cut = column->cell == CELL_NAME && text_width(text) > column->width;
        if (column->width > 0) {
            (cut ? add_cut_cell : add_cell)(out, column->width, text);
            continue;
        }
        buffer_printf(out, "%s\n%s", text, column[1].cell < CELLS ? next : "");
    }
}

static void add_heading(const struct app *app, struct buffer *out)
{
    const struct score_column *columns = score_columns(app);
    const char *cells[CELLS];
    for (const struct score_column *column = columns; column->cell < CELLS; column++)
        cells[column->cell] = column->heading;
    add_cells(columns, "\n#         ", "#         ", cells, out);
}

static void add_place(struct app *app, const struct goal_place *place, struct buffer *out)
{
    const struct scene_walker *walker = &app->scene->walkers[place->walker];
    const struct optimizer *optimizer = walker->settings.optimizer;
    struct judgement judgement;
    char first[16], rate[NUMBER_TEXT], steps[NUMBER_TEXT], loss[NUMBER_TEXT];
    snprintf(first, sizeof first, "%zu  %c\t", place->rank, marks_letter(place->walker));
    bool fits = text_width(optimizer->label) <= score_columns(app)->width;
    number_print_short(rate, walker->settings.knob[OPTIMIZER_LR], 3);
    snprintf(steps, sizeof steps, "%lld", (long long)place->arrival);
    number_print_short(loss, place->loss, 3);
    ground_judge(app, place->walker, &judgement);
    const char *const cells[CELLS] = {[CELL_NAME] = walker->label ? walker->label
                                                    : fits        ? optimizer->label
                                                                  : optimizer->name,
                                      [CELL_RATE] = rate,
                                      [CELL_STEPS] =
                                          place->arrival != GOAL_NEVER ? steps : "not there",
                                      [CELL_LOSS] = loss,
                                      [CELL_VERDICT] = verdicts[judgement.verdict].name};
    add_cells(score_columns(app), first, "\t", cells, out);
}

static void add_terms(struct app *app, struct buffer *out)
{
    const struct terms_row *terms = racers_terms(app);
    bool wide = app->columns >= WIDE;
    buffer_printf(out, "terms\t%s%s%s\n", terms->label, wide ? ": " : "", wide ? terms->help : "");
}

static void add_goal(struct app *app, const struct goal *goal, struct buffer *out)
{
    char line[NUMBER_TEXT], start[NUMBER_TEXT], deepest[NUMBER_TEXT];
    bool wide = app->columns >= WIDE;
    number_print_short(line, goal->line, 3);
    number_print_short(start, goal->start, 3);
    number_print_short(deepest, goal->deepest, 3);
    if (!goal->exists) {
        buffer_add_text(out, "goal\tnone: no ground is known that is deeper than the start\n");
        return;
    }
    buffer_printf(out, "goal\tloss %s: 99 %% of the way from %s to %s%s\n", line, start,
                  wide ? "the deepest, " : "", deepest);
    buffer_printf(out, "there\tat the first step from which on it stays%s\n",
                  wide ? ", not when it swings through" : "");
}

static void add_steps(const struct app *app, struct buffer *out)
{
    unsigned long long steps = race_step_count(&app->race), all = app->scene->steps;
    buffer_printf(out, "steps\t%llu", steps);
    buffer_printf(out, steps > all ? ", past the scene's %llu\n" : " of %llu\n", all);
}

static void add_result(const struct goal_place *places, size_t count, struct buffer *out)
{
    buffer_add_text(out, "score\t");
    goal_print_result(places, count, out);
    buffer_add_char(out, '\n');
}

void racers_print_score(struct app *app, struct buffer *out)
{
    struct goal_place places[RACE_WALKS];
    struct goal goal = goal_of(&app->race, ground_survey(app)->deepest);
    size_t count = goal_places(&app->race, &goal, places);
    add_terms(app, out);
    add_goal(app, &goal, out);
    add_steps(app, out);
    if (count > 1)
        add_result(places, count, out);
    add_heading(app, out);
    for (size_t i = 0; i < count; i++)
        add_place(app, &places[i], out);
    if (count > 1)
        buffer_printf(out, "\nrule\t%s\n", goal_rule);
}
