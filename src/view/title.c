/* Rows of words: each takes the room it finds, the most important first. */
#include "view/title.h"

#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "view/spell.h"
#include "view/standing.h"

/* Left out where the scene's title needs its room. */
static const char program[] = "downhill";

enum {
    DIGITS = 3,
    GAP = 2 /* between the words of the title */
};

/* Whole, or not at all. */
static bool draw_formula(const struct pen *pen, int begin, int end, const char *formula)
{
    char spelled[SPELL_LINE];
    spell_text(spelled, sizeof spelled, pen->look, formula);
    int columns = text_width(spelled), gap = end - begin - columns >= 8 ? 4 : 2;
    if (begin + gap + columns + 2 > end)
        return false;
    pen_text(pen, begin + gap, 0, columns, pen_style(pen->look, INK_BAR_QUIET), spelled);
    return true;
}

/* The loss in a number of forms, the fullest first; false if there are no more. */
static bool spell_formula(struct buffer *out, const struct scene *scene, const char *formula,
                          int form)
{
    static const char mean[] = "mean of ";
    enum { WHOLE, WITHOUT_NAME, WITHOUT_COUNT, BARE, FORMS };
    size_t count = surface_examples(scene->surface);
    buffer_clear(out);
    if (scene->loss != NULL && (form == WHOLE || form == WITHOUT_COUNT)) /* a grid is no formula */
        buffer_printf(out, "f(%s, %s) = ", scene->parameters[0], scene->parameters[1]);
    if (count > 0 && strncmp(formula, mean, strlen(mean)) != 0) /* plain text leaves that out */
        buffer_add_text(out, mean);
    buffer_add_text(out, formula);
    if (count > 0 && form <= WITHOUT_NAME)
        buffer_printf(out, " over %zu examples", count);
    return form < FORMS && !out->failed;
}

void title_draw(const struct pen *pen, const struct model *model, const char *formula)
{
    const struct scene *scene = model->scene;
    struct buffer line = {0};
    char help[SPELL_NUMBER];
    snprintf(help, sizeof help, "%s help", model_key(model, SHOWN_HELP));
    struct style quiet = pen_style(pen->look, INK_BAR_QUIET);
    pen_bar(pen, 0, pen_style(pen->look, INK_BAR));
    int room = pen->area.columns;
    int end = room - 1;
    if (model->keys != NULL)
        end = pen_right(pen, end, 0, room / 3, quiet, help);
    int column = 1;
    if (column + text_width(program) + GAP + text_width(scene->title) < end)
        column += pen_text(pen, column, 0, end, pen_style(pen->look, INK_BAR), program) + GAP;
    column += pen_text(pen, column, 0, end - column - 1, pen_style(pen->look, INK_BAR_STRONG),
                       scene->title);
    for (int form = 0; spell_formula(&line, scene, formula, form); form++)
        if (draw_formula(pen, column, end, buffer_text(&line)))
            break;
    buffer_release(&line);
}

/* The part of the command line around its cursor. */
static void draw_prompt(const struct pen *pen, const char *prompt, int cursor)
{
    struct style style = pen_style(pen->look, INK_BAR_STRONG);
    int room = pen->area.columns - 2, skip = cursor > room - 1 ? cursor - room + 1 : 0;
    pen_bar(pen, 0, style);
    pen_put(pen, 0, 0, ':', style);
    size_t left = strlen(prompt), used;
    int column = 0;
    for (const char *at = prompt; left > 0; at += used, left -= used) {
        uint32_t codepoint = text_decode(at, left, &used);
        int width = codepoint == TEXT_INVALID ? 1 : text_columns(codepoint);
        char character[8] = "";
        memcpy(character, at, used);
        if (width > 0 && column >= skip)
            pen_text(pen, 1 + column - skip, 0, room - (column - skip), style, character);
        column += width > 0 ? width : 0;
    }
    pen->frame->cursor_column = pen->area.column + 1 + cursor - skip;
    pen->frame->cursor_row = pen->area.row;
}

void title_draw_message(const struct pen *pen, const struct model *model)
{
    if (pen->area.rows <= 0)
        return;
    if (model->prompt != NULL) {
        draw_prompt(pen, model->prompt, model->prompt_cursor);
        return;
    }
    bool is_empty = model->message == NULL || model->message[0] == '\0';
    if (is_empty && (model->lesson == NULL || model->page != NULL))
        return;
    enum ink ink = model->message_is_error ? INK_BAR_BAD : INK_BAR_STRONG;
    for (int row = 0; row < pen->area.rows; row++)
        pen_bar(pen, row, pen_style(pen->look, INK_BAR));
    if (!is_empty)
        pen_fill(pen, 1, 0, pen->area.columns - 2, pen->area.rows, pen_style(pen->look, ink),
                 model->message);
}

void title_draw_keys(const struct pen *pen, const struct key_hint *hints, size_t count)
{
    struct style strong = pen_style(pen->look, INK_STRONG);
    struct style text = pen_style(pen->look, INK_TEXT);
    int column = 1;
    for (size_t i = 0; i < count; i++) {
        char key[SPELL_LINE], word[SPELL_LINE];
        spell_text(key, sizeof key, pen->look, hints[i].key);
        spell_text(word, sizeof word, pen->look, hints[i].word);
        int columns = text_width(key) + 1 + text_width(word);
        if (column + columns >= pen->area.columns)
            continue; /* a shorter one may fit still */
        column += pen_text(pen, column, 0, columns, strong, key) + 1;
        column += pen_text(pen, column, 0, columns, text, word) + 2;
    }
}

void title_draw_status(const struct pen *pen, const struct model *model)
{
    char number[SPELL_NUMBER], line[4 * SPELL_NUMBER];
    size_t walker = model_chosen(model);
    const struct walker *now = walk_now(model->race->walks[walker]);
    int room = pen->area.columns, column = 0;
    int end = standing_draw_word(pen, model, walker, room, 0, room < 18 ? room / 3 : STANDING_WORD);
    end -= end < room; /* a blank between */
    if (model->race->count > 1) {
        char letter[2] = {race_letter(walker), '\0'};
        column = 1 + pen_text(pen, 0, 0, 1, pen_chip_style(pen->look, walker), letter);
    }
    if (end - column > 30)
        column += 2 + pen_text(pen, column, 0, 12, pen_walker_style(pen->look, walker),
                               walk_settings(model->race->walks[walker])->optimizer->name);
    if (end - column >= 21) {
        standing_draw_mark(pen, model, walker, column, 0);
        column += 2;
    }
    spell_number(number, pen->look, (double)now->step, 6, SPELL_COLUMNS);
    snprintf(line, sizeof line, end - column >= 21 ? "step %s" : "%s", number);
    column += 2 + pen_text(pen, column, 0, end - column, pen_style(pen->look, INK_TEXT), line);
    spell_steady(number, pen->look, now->loss, DIGITS, SPELL_COLUMNS);
    snprintf(line, sizeof line, end - column >= 13 ? "loss %s" : "%s", number);
    if (column + text_width(line) <= end)
        pen_text(pen, column, 0, end - column, pen_style(pen->look, INK_STRONG), line);
}

/* From the plainest on: as many of these as there are rows. */
void title_draw_words(const struct pen *pen, const struct model *model)
{
    struct style text = pen_style(pen->look, INK_TEXT);
    int row = 0;
    if (model->race != NULL && model->scene != NULL) {
        struct pen line = pen_on(pen, (struct rectangle){pen->area.column, pen->area.row,
                                                         pen->area.columns, pen->area.rows > 0});
        title_draw_status(&line, model);
        row = 1;
    }
    if (row < pen->area.rows)
        row +=
            pen_fill(pen, 0, row, pen->area.columns, pen->area.rows - row, text, "enlarge to 20x6");
    if (model->keys == NULL)
        return;
    char quit[SPELL_NUMBER];
    snprintf(quit, sizeof quit, "%s quits", model_key(model, SHOWN_QUIT));
    pen_line(pen, 0, row, text, quit);
}
