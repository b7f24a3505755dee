/* A column at the left says where one is and what Enter does; the words have the rest. */
#include "view/lesson.h"

#include <stdio.h>

#include "base/array.h"
#include "view/spell.h"

enum { LABEL_FROM_COLUMNS = 60, LABEL = 13, SHORT_LABEL = 6, RESULT_ROWS = 1 };

/* By enum lesson_sign: below the number of the page, and where there is only a mark's room. */
static const struct {
    enum ink ink;
    const char *word, *plain, *mark;
} signs[] = {
    [LESSON_GO] = {INK_BAR_STRONG, "Enter ▸", "Enter >", ">"},
    [LESSON_WAITS] = {INK_BAR_QUIET, "waits", "waits", ".."},
    [LESSON_DONE] = {INK_BAR_STRONG, "✓ Enter ▸", "* Enter >", "*>"},
    [LESSON_ASKS] = {INK_BAR_STRONG, "? Enter", "? Enter", "?"},
};

static int label_columns(int columns)
{
    return columns >= LABEL_FROM_COLUMNS ? LABEL : SHORT_LABEL;
}

static int text_columns_of(int columns)
{
    int left = columns - label_columns(columns) - 2;
    return left > 1 ? left : 1;
}

static int page_rows(const struct scene_page *page, int columns)
{
    int rows = spell_lines(page->say, columns);
    if (page->ask == NULL)
        return rows;
    return rows + spell_lines(page->ask, columns) +
           (page->choice_count > 0 ? (int)page->choice_count : RESULT_ROWS);
}

int lesson_rows(const struct scene *scene, int columns)
{
    int most = 0;
    for (size_t i = 0; i < scene->page_count; i++) {
        int rows = page_rows(&scene->pages[i], text_columns_of(columns));
        most = rows > most ? rows : most;
    }
    return most > 0 && most < 2 ? 2 : most; /* the sign stands below the number */
}

/* Rows of words above the choices, in the board's rectangle. */
static int words_rows(const struct lesson_board *board, struct rectangle area)
{
    int width = text_columns_of(area.columns);
    int rows = spell_lines(board->say, width) + spell_lines(board->ask, width);
    int most = area.rows - (int)board->choice_count;
    return rows < most ? rows : most < 1 ? 1 : most;
}

int lesson_pick(const struct lesson_board *board, struct rectangle area, int row)
{
    if (board == NULL)
        return -1;
    int choice = row - area.row - words_rows(board, area);
    return choice >= 0 && choice < (int)board->choice_count ? choice : -1;
}

static void draw_label(const struct pen *pen, const struct lesson_board *board)
{
    bool wide = pen->area.columns >= LABEL_FROM_COLUMNS;
    bool ascii = pen->look->glyphs == GLYPHS_ASCII;
    struct style style = pen_style(pen->look, signs[board->sign].ink);
    char label[SPELL_NUMBER];
    snprintf(label, sizeof label, "%s%zu/%zu", wide ? "Lesson " : "", board->page, board->pages);
    pen_text(pen, 1, 0, label_columns(pen->area.columns) - 1, pen_style(pen->look, INK_BAR_WARN),
             label);
    if (pen->area.rows > 1)
        pen_text(pen, 1, 1, label_columns(pen->area.columns) - 1, style,
                 !wide   ? signs[board->sign].mark
                 : ascii ? signs[board->sign].plain
                         : signs[board->sign].word);
}

static int draw_words(const struct pen *pen, int row, enum ink ink, const char *text)
{
    int left = label_columns(pen->area.columns);
    if (text == NULL || row >= pen->area.rows)
        return row;
    return row + pen_fill(pen, left, row, text_columns_of(pen->area.columns), pen->area.rows - row,
                          pen_style(pen->look, ink), text);
}

static void draw_choices(const struct pen *pen, const struct lesson_board *board)
{
    int left = label_columns(pen->area.columns), width = text_columns_of(pen->area.columns);
    int row = words_rows(board, pen->area);
    bool ascii = pen->look->glyphs == GLYPHS_ASCII;
    for (size_t i = 0; i < board->choice_count; i++) {
        bool chosen = i == board->chosen;
        struct style style = pen_style(pen->look, chosen ? INK_BAR_STRONG : INK_BAR);
        if (chosen)
            pen_text(pen, left, row + (int)i, 1, style, ascii ? ">" : "▸");
        pen_text(pen, left + 2, row + (int)i, width - 2, style, board->choices[i].key);
    }
}

void lesson_draw(const struct pen *pen, const struct lesson_board *board)
{
    if (board == NULL || pen->area.rows <= 0)
        return;
    for (int row = 0; row < pen->area.rows; row++)
        pen_bar(pen, row, pen_style(pen->look, INK_BAR));
    draw_label(pen, board);
    int row = draw_words(pen, 0, INK_BAR, board->say);
    draw_words(pen, row, INK_BAR_STRONG, board->ask);
    draw_choices(pen, board);
}
