#include "view/race_table.h"

#include "base/text.h"
#include "view/spell.h"
#include "view/standing.h"

enum {
    DIGITS = 3,
    LOSS_COLUMNS = 8, /* room for "diverged" too */
    GOAL_COLUMNS = 6,
    RATE_FROM = 44, /* columns from which there is one for the rates */
    GOAL_FROM = 52  /* ... for the arrivals at the goal */
};

/* The columns of a race's table, from the right. */
struct table_columns {
    int name, rate, loss, goal, word; /* where each begins; what has no room, where the next does */
};

static struct table_columns table_columns(int columns)
{
    struct table_columns at = {.name = 3, .word = columns - STANDING_WORD};
    bool wide = columns >= RATE_FROM;
    at.goal = at.word - (columns >= GOAL_FROM ? GOAL_COLUMNS + 1 : 0);
    at.loss = at.goal - 1 - (wide ? LOSS_COLUMNS : SPELL_COLUMNS);
    at.rate = wide ? at.loss - 1 - SPELL_COLUMNS : at.loss;
    return at;
}

/* The step from which on it is at the goal. */
static void draw_arrival(const struct pen *pen, const struct model *model, size_t walker,
                         int column, int row)
{
    char number[SPELL_NUMBER];
    if (model->arrivals == NULL || model->arrivals[walker] == GOAL_NEVER)
        return;
    spell_number(number, pen->look, (double)model->arrivals[walker], GOAL_COLUMNS, GOAL_COLUMNS);
    pen_text(pen, column, row, GOAL_COLUMNS, pen_style(pen->look, INK_STRONG), number);
}

static void draw_race_row(const struct pen *pen, const struct model *model, size_t walker, int row)
{
    char number[SPELL_NUMBER];
    const struct walk *walk = model->race->walks[walker];
    const struct walker_settings *settings = walk_settings(walk);
    struct table_columns at = table_columns(pen->area.columns);
    bool chosen = walker == model_chosen(model);
    char letter[2] = {race_letter(walker), '\0'};
    pen_text(pen, 0, row, 1, pen_style(pen->look, INK_STRONG), chosen ? "▸" : " ");
    pen_text(pen, 1, row, 1, pen_chip_style(pen->look, walker), letter);
    const char *name = scene_walker_name(model->scene, walker, settings);
    int named = at.rate - at.name - 1;
    if (text_width(name) > named)
        name = scene_walker_short_name(model->scene, walker, settings);
    pen_text(pen, at.name, row, named, pen_style(pen->look, chosen ? INK_STRONG : INK_TEXT), name);
    if (at.rate < at.loss) {
        spell_number(number, pen->look, settings->knob[OPTIMIZER_LR], DIGITS, SPELL_COLUMNS);
        pen_text(pen, at.rate, row, SPELL_COLUMNS, pen_style(pen->look, INK_TEXT), number);
    }
    if (at.goal < at.word)
        draw_arrival(pen, model, walker, at.goal, row);
    int room = at.goal - 1 - at.loss;
    spell_steady(number, pen->look, walk_now(walk)->loss, DIGITS, room);
    pen_text(pen, at.loss, row, room, pen_style(pen->look, INK_STRONG), number);
    standing_draw_word(pen, model, walker, pen->area.columns, row, STANDING_WORD);
}

/* Which walkers' rows are shown, if not all have room: those around the chosen one. */
struct table_rows {
    int heading;
    size_t first, count;
};

static struct table_rows table_rows(const struct model *model, int rows)
{
    size_t count = model->race->count, chosen = model_chosen(model);
    struct table_rows shown = {.heading = rows > (int)count, .count = count};
    if ((int)count > rows) {
        shown.count = (size_t)rows;
        shown.first = chosen + 1 > shown.count ? chosen + 1 - shown.count : 0;
    }
    return shown;
}

/* On what terms they race stands over their names; the other headings where it leaves room. */
static void draw_race_heading(const struct pen *pen, const struct model *model)
{
    struct table_columns at = table_columns(pen->area.columns);
    struct style quiet = pen_style(pen->look, INK_QUIET);
    const char *terms = model->terms != NULL ? model->terms : "optimizer";
    int end =
        at.name + 1 +
        pen_text(pen, at.name, 0, at.word - at.name - 1, pen_style(pen->look, INK_TEXT), terms);
    if (at.rate < at.loss && end < at.rate)
        pen_text(pen, at.rate, 0, SPELL_COLUMNS, quiet, "lr");
    if (end < at.loss)
        pen_text(pen, at.loss, 0, at.goal - at.loss - 1, quiet, "loss");
    else if (end <= at.goal - 1 - text_width("loss"))
        pen_right(pen, at.goal - 1, 0, text_width("loss"), quiet, "loss");
    if (at.goal < at.word)
        pen_text(pen, at.goal, 0, GOAL_COLUMNS, quiet, "goal");
    pen_right(pen, pen->area.columns, 0, STANDING_WORD, quiet, "verdict");
}

void race_table_draw(const struct pen *pen, const struct model *model)
{
    struct table_rows shown = table_rows(model, pen->area.rows);
    if (shown.heading)
        draw_race_heading(pen, model);
    for (size_t i = 0; i < shown.count; i++)
        draw_race_row(pen, model, shown.first + i, shown.heading + (int)i);
}

int race_table_pick(const struct model *model, int rows, int row)
{
    struct table_rows shown = table_rows(model, rows);
    int line = row - shown.heading;
    return line >= 0 && (size_t)line < shown.count ? (int)shown.first + line : -1;
}
