/*
 * The score: who came to the goal first, with which loss everyone ended, and how each walk stands.
 * The goal and the order are those of the screen's score (descent/goal.h).
 */
#include <math.h>
#include <stdio.h>

#include "descent/goal.h"
#include "export/figure_panel.h"

enum score_column {
    COLUMN_WALKER,
    COLUMN_STEPS,
    COLUMN_LOSS,
    COLUMN_VERDICT,
    COLUMN_RATE,
    COLUMNS
};

/* As they stand from left to right; in letters. */
static const struct {
    enum score_column column;
    const char *name;
    double width;
    bool right; /* numbers stand in a column */
} columns[COLUMNS] = {
    {COLUMN_WALKER, "walker", 6.6, false},
    {COLUMN_RATE, "lr", 4.5, true},
    {COLUMN_STEPS, "steps to goal", 6.4, true},
    {COLUMN_LOSS, "loss", 5.2, true},
    {COLUMN_VERDICT, "", 7, false},
};
static const double gap = 1, chip = 1.7, head_height = 2.2, leading = 1.55;
static const double reason_leading = 1.25;

struct score {
    struct figure_panel *panel;
    struct goal goal;
    double x[COLUMNS], width[COLUMNS]; /* by place; width 0: left out */
    double row;                        /* height of one */
    bool has_reasons;
};

/* --- layout */

static int place_of(enum score_column column)
{
    int i = 0;
    while (columns[i].column != column)
        i++;
    return i;
}

/* Those that come first in their enum are kept where not all have room; the walker's name and the
 * verdict share what is left. */
static void place_columns(struct score *score)
{
    const struct box box = score->panel->box;
    double letter = score->panel->letter, rest = box.width / letter + gap, x = box.x;
    bool full = false;
    for (enum score_column column = 0; column < COLUMNS; column++)
        for (int i = 0; i < COLUMNS; i++) {
            if (columns[i].column != column)
                continue;
            full |= columns[i].width + gap > rest;
            score->width[i] = full ? 0 : columns[i].width;
            rest -= full ? 0 : columns[i].width + gap;
        }
    score->width[0] += score->width[COLUMNS - 1] > 0 ? fmin(fmax(rest, 0), 3) : fmax(rest, 0);
    if (score->width[COLUMNS - 1] > 0)
        score->width[COLUMNS - 1] += fmax(rest - 3, 0);
    for (int i = 0; i < COLUMNS; i++) {
        score->x[i] = x;
        score->width[i] *= letter;
        if (score->width[i] > 0)
            x += score->width[i] + gap * letter;
    }
}

/* Rows as high as there is room for, with the reason below each verdict if that has its own. */
static void place_rows(struct score *score)
{
    const struct figure_panel *panel = score->panel;
    double letter = panel->letter;
    double rows = (double)panel->figure->source.race->count;
    double room = panel->box.height - (head_height + leading) * letter;
    score->has_reasons = panel->figure->source.judgements != NULL &&
                         score->width[place_of(COLUMN_VERDICT)] > 14 * letter &&
                         room >= rows * (leading + reason_leading) * letter;
    double wanted = leading + (score->has_reasons ? reason_leading : 0);
    score->row = fmin(wanted * letter, room / rows);
}

/* --- cells */

static void put(const struct score *score, enum score_column column, double base, const char *text,
                const struct text_style *style, double indent)
{
    struct buffer shown = {0};
    struct text_style placed = *style;
    int i = place_of(column);
    double x = score->x[i] + indent, width = score->width[i] - indent;
    if (!(score->width[i] > 0))
        return;
    if (columns[i].right) {
        placed.anchor = TEXT_END;
        x += width;
    }
    lettering_fit(&shown, text, &style->font, width);
    canvas_text(score->panel->canvas, x, base, buffer_text(&shown), &placed);
    score->panel->figure->failed |= shown.failed;
    buffer_release(&shown);
}

/* Its label; else the optimizer's, or where that has no room its short name. */
static const char *name_of(const struct score *score, size_t walker, double room)
{
    const struct figure *figure = score->panel->figure;
    const struct scene *scene = figure->source.scene;
    const struct font font = figure_text(figure, 1, false).font;
    if (walker < scene->walker_count && scene->walkers[walker].label != NULL)
        return scene->walkers[walker].label;
    const struct optimizer *optimizer =
        walk_settings(figure->source.race->walks[walker])->optimizer;
    return lettering_width(optimizer->label, &font) <= room ? optimizer->label : optimizer->name;
}

static void put_walker(const struct score *score, size_t walker, double base)
{
    struct figure_panel *panel = score->panel;
    double letter = panel->letter;
    figure_panel_mark(panel, (struct spot){score->x[0] + 0.7 * letter, base - 0.36 * letter},
                      walker);
    const struct text_style style = figure_text(panel->figure, 1, false);
    double indent = chip * letter, room = score->width[0] - indent;
    put(score, COLUMN_WALKER, base, name_of(score, walker, room), &style, indent);
}

static void put_verdict(const struct score *score, size_t walker, double base)
{
    const struct figure_panel *panel = score->panel;
    const struct judgement *judgements = panel->figure->source.judgements;
    if (judgements == NULL)
        return;
    struct text_style word = figure_text(panel->figure, 1, false);
    const struct text_style quiet = figure_text(panel->figure, 0.85, true);
    word.font.bold = true;
    put(score, COLUMN_VERDICT, base, verdicts[judgements[walker].verdict].name, &word, 0);
    if (!score->has_reasons)
        return;
    struct buffer reason = {0};
    figure_words(&reason, judgements[walker].reason);
    put(score, COLUMN_VERDICT, base + reason_leading * panel->letter, buffer_text(&reason), &quiet,
        0);
    buffer_release(&reason);
}

static void put_place(const struct score *score, const struct goal_place *place, double base)
{
    const struct figure *figure = score->panel->figure;
    const struct walk *walk = figure->source.race->walks[place->walker];
    const struct text_style style = figure_text(figure, 1, false);
    const struct text_style quiet = figure_text(figure, 1, true);
    char text[FIGURE_NUMBER];
    put_walker(score, place->walker, base);
    figure_number(text, walk_settings(walk)->knob[OPTIMIZER_LR], 3);
    put(score, COLUMN_RATE, base, text, &style, 0);
    bool arrived = place->arrival != GOAL_NEVER;
    if (arrived)
        snprintf(text, sizeof text, "%lld", (long long)place->arrival);
    put(score, COLUMN_STEPS, base, arrived ? text : "not there", arrived ? &style : &quiet, 0);
    figure_number(text, place->loss, 3);
    put(score, COLUMN_LOSS, base, text, &style, 0);
    put_verdict(score, place->walker, base);
}

/* --- all */

static void put_heads(const struct score *score, double base)
{
    const struct text_style quiet = figure_text(score->panel->figure, 0.9, true);
    char verdict[FIGURE_NUMBER];
    for (int i = 0; i < COLUMNS; i++)
        put(score, columns[i].column, base, columns[i].name, &quiet,
            columns[i].column == COLUMN_WALKER ? chip * score->panel->letter : 0);
    snprintf(verdict, sizeof verdict, "after %llu steps",
             (unsigned long long)race_step_count(score->panel->figure->source.race));
    put(score, COLUMN_VERDICT, base, verdict, &quiet, 0);
}

static void put_title(const struct score *score, const struct goal_place *places, size_t count)
{
    char line[FIGURE_NUMBER], note[4 * FIGURE_NUMBER], brief[2 * FIGURE_NUMBER];
    struct buffer title = {0};
    figure_number(line, score->goal.line, 3);
    snprintf(note, sizeof note, "goal: loss %s, 99 %% of the way down", line);
    snprintf(brief, sizeof brief, "goal: loss %s", line);
    buffer_add_text(&title, "score");
    if (count > 1) {
        buffer_add_text(&title, ": ");
        goal_print_winner(places, count, &title);
    }
    if (score->goal.exists)
        figure_panel_head(score->panel, buffer_text(&title), note, brief);
    else
        figure_panel_head(score->panel, buffer_text(&title), "goal: none is known", "goal: none");
    score->panel->figure->failed |= title.failed;
    buffer_release(&title);
}

void figure_panel_draw_score(struct figure_panel *panel)
{
    const struct race *race = panel->figure->source.race;
    struct goal_place places[RACE_WALKS];
    struct score score = {.panel = panel, .goal = goal_of(race, panel->figure->source.deepest)};
    double letter = panel->letter, base = panel->box.y + (head_height + 1) * letter;
    place_columns(&score);
    place_rows(&score);
    size_t count = goal_places(race, &score.goal, places);
    put_title(&score, places, count);
    put_heads(&score, base);
    for (size_t i = 0; i < count; i++)
        put_place(&score, &places[i], base + leading * letter + (double)i * score.row);
}
