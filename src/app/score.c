/*
 * The score's page is text: a row of cells a walker, above it what the race is about, below it the
 * rule by which it is won (descent/goal.h).
 */
#include "app/score.h"

#include <stdio.h>
#include <string.h>

#include "app/racers.h"
#include "app/state.h"
#include "base/number.h"
#include "base/text.h"

/* Columns of a screen on which the score is said in full, and on which a walker takes one row. */
enum { WIDE = 76, USUAL = 60 };

struct goal score_goal(struct app *app)
{
    ground_search(app);
    return goal_of(&app->race, ground_survey(app)->deepest);
}

const int64_t *score_arrivals(struct app *app)
{
    const struct goal goal = goal_of(&app->race, ground_survey(app)->deepest);
    for (size_t i = 0; i < app->race.count && goal.exists; i++)
        app->arrived[i] = goal_arrival(&app->arrivals[i], app->race.walks[i], &goal);
    return goal.exists ? app->arrived : NULL;
}

void score_forget(struct app *app)
{
    memset(app->arrivals, 0, sizeof app->arrivals);
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

/* As the panel says it. */
static const char *word_of(struct app *app, size_t walker)
{
    const struct walk *walk = app->race.walks[walker];
    struct judgement judgement;
    ground_judge(app, walker, &judgement);
    bool ready = walk_now(walk)->step == 0 && !walk_has_diverged(walk);
    return ready ? "ready" : verdicts[judgement.verdict].name;
}

static void add_place(struct app *app, const struct goal_place *place, struct buffer *out)
{
    const struct scene_walker *walker = &app->scene->walkers[place->walker];
    char first[16], rate[NUMBER_TEXT], steps[NUMBER_TEXT], loss[NUMBER_TEXT];
    snprintf(first, sizeof first, "%zu  %c\t", place->rank, race_letter(place->walker));
    const char *name = scene_walker_name(app->scene, place->walker, &walker->settings);
    if (text_width(name) > score_columns(app)->width)
        name = scene_walker_short_name(app->scene, place->walker, &walker->settings);
    number_print_short(rate, walker->settings.knob[OPTIMIZER_LR], 3);
    snprintf(steps, sizeof steps, "%lld", (long long)place->arrival);
    number_print_short(loss, place->loss, 3);
    const char *const cells[CELLS] = {[CELL_NAME] = name,
                                      [CELL_RATE] = rate,
                                      [CELL_STEPS] =
                                          place->arrival != GOAL_NEVER ? steps : "not there",
                                      [CELL_LOSS] = loss,
                                      [CELL_VERDICT] = word_of(app, place->walker)};
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

static void add_result(const struct app *app, const struct goal_place *places, size_t count,
                       struct buffer *out)
{
    buffer_add_text(out, "score\t");
    if (race_step_count(&app->race) == 0)
        buffer_add_text(out, "nobody has walked yet");
    else
        goal_print_result(places, count, out);
    buffer_add_char(out, '\n');
}

void score_print(struct app *app, struct buffer *out)
{
    struct goal_place places[RACE_WALKS];
    struct goal goal = score_goal(app);
    size_t count = goal_places(&app->race, &goal, places);
    add_terms(app, out);
    add_goal(app, &goal, out);
    add_steps(app, out);
    if (count > 1)
        add_result(app, places, count, out);
    add_heading(app, out);
    for (size_t i = 0; i < count; i++)
        add_place(app, &places[i], out);
    if (count > 1)
        buffer_printf(out, "\nrule\t%s\n", goal_rule);
}
