/*
 * The score: who came to the goal first, with which loss everyone ended, and how each walk stands.
 * The goal and the order are those of the screen's score (descent/goal.h).
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "descent/goal.h"
#include "export/figure_panel.h"

/* What comes first is kept where not all have room. */
enum score_column {
    COLUMN_WALKER,
    COLUMN_VERDICT,
    COLUMN_STEPS,
    COLUMN_LOSS,
    COLUMN_RATE,
    COLUMNS
};

/* In letters: the least width, and how much more it takes of what is left. */
static const struct {
    const char *name;
    double width, more;
    bool right; /* numbers stand in a column */
} columns[COLUMNS] = {
    [COLUMN_WALKER] = {"walker", 4.8, 6, false},
    [COLUMN_VERDICT] = {"", 6.6, 4, false},
    [COLUMN_STEPS] = {"steps to goal", 4.9, 1.5, true},
    [COLUMN_LOSS] = {"loss", 5.2, 0, true},
    [COLUMN_RATE] = {"lr", 4.5, 0, true},
};

/* From left to right. */
static const enum score_column order[COLUMNS] = {COLUMN_WALKER, COLUMN_RATE, COLUMN_STEPS,
                                                 COLUMN_LOSS, COLUMN_VERDICT};

static const double gap = 1, chip = 1.7, head_height = 2.2; /* letters */
static const double leading = 1.55, least_leading = 1.2, detail_leading = 1.15;

struct score {
    struct figure_panel *panel;
    struct goal goal;
    double x[COLUMNS], width[COLUMNS]; /* width 0: left out */
    double row;                        /* height of one */
    size_t rows;                       /* that have room */
    bool has_details;                  /* a line more below each */
};

/* --- layout */

static void place_columns(struct score *score)
{
    const struct box box = score->panel->box;
    double letter = score->panel->letter, rest = box.width / letter + gap, x = box.x;
    for (int i = 0; i < COLUMNS && columns[i].width + gap <= rest; i++) {
        score->width[i] = columns[i].width;
        rest -= columns[i].width + gap;
    }
    for (int i = 0; i < COLUMNS; i++) {
        double more = score->width[i] > 0 ? fmin(columns[i].more, fmax(rest, 0)) : 0;
        score->width[i] = (score->width[i] + more) * letter;
        rest -= more;
    }
    for (int i = 0; i < COLUMNS; i++) {
        score->x[order[i]] = x;
        if (score->width[order[i]] > 0)
            x += score->width[order[i]] + gap * letter;
    }
}

/* As many as there is room for, with a line of details below each if all of them have one. */
static void place_rows(struct score *score)
{
    const struct figure_panel *panel = score->panel;
    double letter = panel->letter, count = (double)panel->figure->source.race->count;
    double room = panel->box.height - (head_height + leading) * letter;
    score->has_details = room >= count * (least_leading + detail_leading) * letter;
    double wanted = leading + (score->has_details ? detail_leading : 0);
    double most = fmax(floor(room / (least_leading * letter)), 1);
    score->rows = (size_t)fmin(count, most);
    score->row = fmin(wanted * letter, room / (double)score->rows);
}

/* --- cells */

static void put(const struct score *score, enum score_column column, double base, const char *text,
                const struct text_style *style, double indent)
{
    struct text_style placed = *style;
    double x = score->x[column] + indent, width = score->width[column] - indent;
    if (!(score->width[column] > 0))
        return;
    if (columns[column].right) {
        placed.anchor = TEXT_END;
        x += width;
    }
    canvas_text_within(score->panel->canvas, x, base, width, text, &placed);
}

static const char *name_of(const struct score *score, size_t walker, double room)
{
    const struct figure *figure = score->panel->figure;
    const struct walker_settings *settings = walk_settings(figure->source.race->walks[walker]);
    const struct font font = figure_text(figure, 1, false).font;
    const char *name = scene_walker_name(figure->source.scene, walker, settings);
    return lettering_width(name, &font) <= room
               ? name
               : scene_walker_short_name(figure->source.scene, walker, settings);
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

/* What a column tells of a walk, but for the walker's name. */
static bool print_cell(const struct score *score, const struct goal_place *place,
                       enum score_column column, char text[FIGURE_NUMBER])
{
    const struct figure *figure = score->panel->figure;
    const struct judgement *judgements = figure->source.judgements;
    const struct walk *walk = figure->source.race->walks[place->walker];
    bool arrived = place->arrival != GOAL_NEVER;
    if (column == COLUMN_VERDICT)
        snprintf(text, FIGURE_NUMBER, "%s",
                 judgements != NULL ? verdicts[judgements[place->walker].verdict].name : "");
    else if (column == COLUMN_RATE)
        figure_number(text, walk_settings(walk)->knob[OPTIMIZER_LR], 3);
    else if (column == COLUMN_LOSS)
        figure_number(text, place->loss, 3);
    else if (arrived)
        snprintf(text, FIGURE_NUMBER, "%lld", (long long)place->arrival);
    else
        snprintf(text, FIGURE_NUMBER, "not there");
    return column != COLUMN_STEPS || arrived;
}

/* Columns that have no room, and why the walk stands so. */
static void put_details(const struct score *score, const struct goal_place *place, double base)
{
    const struct figure_panel *panel = score->panel;
    const struct judgement *judgements = panel->figure->source.judgements;
    const struct text_style quiet = figure_text(panel->figure, 0.85, true);
    struct buffer line = {0}, reason = {0};
    char text[FIGURE_NUMBER];
    for (int i = 0; i < COLUMNS; i++)
        if (!(score->width[i] > 0)) {
            print_cell(score, place, (enum score_column)i, text);
            buffer_printf(&line, "%s%s" NO_BREAK "%s", line.length > 0 ? ", " : "", columns[i].name,
                          text);
        }
    if (judgements != NULL)
        figure_words(&reason, judgements[place->walker].reason);
    buffer_printf(&line, "%s%s", line.length > 0 && reason.length > 0 ? "; " : "",
                  canvas_words(panel->canvas, &reason));
    canvas_text_within(panel->canvas, panel->box.x + chip * panel->letter, base,
                       panel->box.width - chip * panel->letter, canvas_words(panel->canvas, &line),
                       &quiet);
    buffer_release(&line);
    buffer_release(&reason);
}

static void put_place(const struct score *score, const struct goal_place *place, double base)
{
    const struct figure_panel *panel = score->panel;
    char text[FIGURE_NUMBER];
    put_walker(score, place->walker, base);
    for (int i = 1; i < COLUMNS; i++) {
        bool known = print_cell(score, place, order[i], text);
        struct text_style style = figure_text(panel->figure, 1, !known);
        style.font.bold = order[i] == COLUMN_VERDICT;
        put(score, order[i], base, text, &style, 0);
    }
    if (score->has_details)
        put_details(score, place, base + detail_leading * panel->letter);
}

/* --- all */

static void put_more(const struct score *score, size_t count, double base)
{
    const struct text_style quiet = figure_text(score->panel->figure, 1, true);
    char text[FIGURE_NUMBER];
    snprintf(text, sizeof text, "and %zu more", count);
    put(score, COLUMN_WALKER, base, text, &quiet, chip * score->panel->letter);
}

/* The shorter words where the longer have no room. */
static void put_head(const struct score *score, enum score_column column, double base,
                     const char *words, const char *brief)
{
    const struct text_style quiet = figure_text(score->panel->figure, 0.9, true);
    bool fits = lettering_width(words, &quiet.font) <= score->width[column];
    put(score, column, base, fits ? words : brief, &quiet,
        column == COLUMN_WALKER ? chip * score->panel->letter : 0);
}

static void put_heads(const struct score *score, double base)
{
    unsigned long long steps = race_step_count(score->panel->figure->source.race);
    char after[FIGURE_NUMBER];
    for (int i = 0; i < COLUMNS; i++)
        put_head(score, order[i], base, columns[order[i]].name,
                 order[i] == COLUMN_STEPS ? "steps" : columns[order[i]].name);
    snprintf(after, sizeof after, "after %llu steps", steps);
    put_head(score, COLUMN_VERDICT, base, after, after + strlen("after "));
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
        figure_panel_head(score->panel, canvas_words(score->panel->canvas, &title), note, brief);
    else
        figure_panel_head(score->panel, canvas_words(score->panel->canvas, &title),
                          "goal: none is known", "goal: none");
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
    size_t shown = score.rows < count ? score.rows - 1 : count;
    base += leading * letter;
    for (size_t i = 0; i < shown; i++)
        put_place(&score, &places[i], base + (double)i * score.row);
    if (shown < count)
        put_more(&score, count - shown, base + (double)shown * score.row);
}
