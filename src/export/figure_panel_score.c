/*
 * The score: who came to the goal first, with which loss everyone ended, and how each walk stands.
 * The goal and the order are those of the screen's score (descent/goal.h).
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "descent/goal.h"
#include "export/figure_panel.h"

/* What comes first is kept where not all have room; the others are told below. */
enum score_column {
    COLUMN_WALKER,
    COLUMN_STEPS,
    COLUMN_VERDICT,
    COLUMN_LOSS,
    COLUMN_RATE,
    COLUMNS
};

/* In letters: the least width, and how much more it takes of what is left. */
// clang-format off
static const struct {
    const char *name;
    double width, more;
    bool right; /* numbers stand in a column */
} columns[COLUMNS] = {
    [COLUMN_WALKER]  = {"walker",        4.8, 6,   false},
    [COLUMN_STEPS]   = {"steps to goal", 4.9, 1.5, true},
    [COLUMN_VERDICT] = {"",              7.6, 3,   false},
    [COLUMN_LOSS]    = {"loss",          5.2, 0,   true},
    [COLUMN_RATE]    = {"lr",            4.5, 0,   true},
};
// clang-format on

/* From left to right. */
static const enum score_column order[COLUMNS] = {COLUMN_WALKER, COLUMN_RATE, COLUMN_STEPS,
                                                 COLUMN_LOSS, COLUMN_VERDICT};

static const double gap = 1, chip = 1.7, most_name = 7, head_height = 2.2; /* letters */
static const double leading = 1.55, least_leading = 1.2, detail_leading = 1.15;

/* What is told below a walker: its verdict and the columns that have no room, and why it stands so.
 */
enum depth { TELL_NOTHING, TELL_RESULTS, TELL_COLUMNS, TELL_REASONS };

struct score {
    struct figure_panel *panel;
    struct goal goal;
    double x[COLUMNS], width[COLUMNS]; /* width 0: left out */
    struct goal_place places[RACE_WALKS];
    size_t count;
    size_t rows; /* that have room */
    double row;  /* height of one, without what is told below */
    enum depth depth;
};

/* --- columns */

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

/* In letters: a name is not cut for a number. */
static double least_width(const struct score *score, enum score_column column)
{
    const struct figure *figure = score->panel->figure;
    const struct font font = figure_text(figure, 1, false).font;
    double width = columns[column].width, letter = score->panel->letter;
    for (size_t i = 0; column == COLUMN_WALKER && i < figure->source.race->count; i++) {
        double name = lettering_width(name_of(score, i, 0), &font) / letter + 0.1;
        width = fmax(width, chip + fmin(name, most_name));
    }
    return width;
}

static void place_columns(struct score *score)
{
    const struct box box = score->panel->box;
    double letter = score->panel->letter, rest = box.width / letter + gap, x = box.x;
    for (int i = 0; i < COLUMNS; i++) {
        double least = least_width(score, (enum score_column)i);
        if (least + gap > rest)
            break;
        score->width[i] = least;
        rest -= least + gap;
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
    else if (column == COLUMN_LOSS && walk_has_diverged(walk))
        snprintf(text, FIGURE_NUMBER, "no loss");
    else if (column == COLUMN_LOSS)
        figure_number(text, place->loss, 3);
    else if (arrived)
        snprintf(text, FIGURE_NUMBER, "%lld", (long long)place->arrival);
    else
        snprintf(text, FIGURE_NUMBER, "not there");
    return column == COLUMN_STEPS ? arrived : column != COLUMN_LOSS || !walk_has_diverged(walk);
}

/* --- what is told below */

static void print_columns(const struct score *score, const struct goal_place *place,
                          struct buffer *out)
{
    char text[FIGURE_NUMBER];
    for (int i = COLUMN_STEPS; i < COLUMNS; i++) {
        enum depth least = i == COLUMN_STEPS ? TELL_RESULTS : TELL_COLUMNS;
        if (i == COLUMN_VERDICT || score->width[i] > 0 || score->depth < least)
            continue;
        bool known = print_cell(score, place, (enum score_column)i, text);
        const char *before = known && i != COLUMN_STEPS ? columns[i].name : "";
        buffer_printf(out, "%s%s%s%s%s", out->length > 0 ? ", " : "", before,
                      *before != '\0' ? NO_BREAK : "", text,
                      known && i == COLUMN_STEPS ? NO_BREAK "steps" : "");
    }
}

/* "settling: 0.1 off the minimum", as much of it as is not told above. */
static void print_verdict(const struct score *score, const struct judgement *judgement,
                          struct buffer *out)
{
    bool has_word = score->depth >= TELL_RESULTS && !(score->width[COLUMN_VERDICT] > 0);
    bool has_reason = score->depth >= TELL_REASONS && judgement->reason[0] != '\0';
    struct buffer reason = {0};
    figure_words(&reason, has_reason ? judgement->reason : "");
    buffer_printf(out, "%s%s%s%s", out->length > 0 && (has_word || has_reason) ? "; " : "",
                  has_word ? verdicts[judgement->verdict].name : "",
                  has_word && has_reason ? ": " : "", buffer_text(&reason));
    out->failed |= reason.failed;
    buffer_release(&reason);
}

/* Filled into lines below a base; returns their number. Without a canvas they are counted. */
static size_t put_details(const struct score *score, struct canvas *canvas,
                          const struct goal_place *place, double base)
{
    const struct figure_panel *panel = score->panel;
    const struct judgement *judgements = panel->figure->source.judgements;
    const struct text_style quiet = figure_text(panel->figure, 0.85, true);
    double indent = chip * panel->letter, width = panel->box.width - indent;
    struct buffer words = {0}, line = {0};
    size_t lines = 0;
    print_columns(score, place, &words);
    if (judgements != NULL)
        print_verdict(score, &judgements[place->walker], &words);
    const char *text = canvas_words(panel->canvas, &words), *rest;
    for (; *text != '\0'; text = rest) {
        size_t length = lettering_line(text, &quiet.font, width, &rest);
        buffer_clear(&line);
        buffer_append(&line, text, length);
        lines++;
        if (canvas != NULL)
            canvas_text(canvas, panel->box.x + indent,
                        base + (double)lines * detail_leading * panel->letter,
                        canvas_words(canvas, &line), &quiet);
    }
    buffer_release(&words);
    buffer_release(&line);
    return lines;
}

/* --- rows */

static double height_of(const struct score *score)
{
    double height = 0;
    for (size_t i = 0; i < score->count; i++)
        height +=
            least_leading + detail_leading * (double)put_details(score, NULL, &score->places[i], 0);
    return height * score->panel->letter;
}

/* As many as there is room for, with as much below each as all of them have room for. */
static void place_rows(struct score *score)
{
    const struct figure_panel *panel = score->panel;
    double letter = panel->letter, count = (double)score->count;
    double room = panel->box.height - (head_height + leading) * letter;
    score->depth = TELL_REASONS;
    while (score->depth > TELL_NOTHING && height_of(score) > room)
        score->depth--;
    double free = fmax(room - height_of(score), 0) / count;
    score->rows = (size_t)fmin(count, fmax(floor(room / (least_leading * letter)), 1));
    score->row = least_leading * letter + fmin(free, (leading - least_leading) * letter);
}

/* Returns the base of the next. */
static double put_place(const struct score *score, const struct goal_place *place, double base)
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
    size_t lines = put_details(score, panel->canvas, place, base);
    return base + score->row + (double)lines * detail_leading * panel->letter;
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

static void put_title(const struct score *score)
{
    char line[FIGURE_NUMBER], note[4 * FIGURE_NUMBER], brief[2 * FIGURE_NUMBER];
    struct buffer title = {0};
    figure_number(line, score->goal.line, 3);
    snprintf(note, sizeof note, "goal: loss %s, 99 %% of the way down", line);
    snprintf(brief, sizeof brief, "goal: %s", line);
    buffer_add_text(&title, "score");
    if (score->count > 1) {
        buffer_add_text(&title, ": ");
        goal_print_winner(score->places, score->count, &title);
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
    struct score score = {.panel = panel, .goal = goal_of(race, panel->figure->source.deepest)};
    double letter = panel->letter, base = panel->box.y + (head_height + 1) * letter;
    score.count = goal_places(race, &score.goal, score.places);
    place_columns(&score);
    place_rows(&score);
    put_title(&score);
    put_heads(&score, base);
    size_t shown = score.rows < score.count ? score.rows - 1 : score.count;
    base += leading * letter;
    for (size_t i = 0; i < shown; i++)
        base = put_place(&score, &score.places[i], base);
    if (shown < score.count)
        put_more(&score, score.count - shown, base);
}
