/*
 * A column at the left says where one is and what Enter does; the rest shows a part of one text:
 * what is said, what is asked, the choices.
 */
#include "view/lesson.h"

#include <stdio.h>

#include "base/bounds.h"
#include "view/spell.h"

enum { LABEL_FROM_COLUMNS = 60, LABEL = 13, SHORT_LABEL = 6, RESULT_ROWS = 1, CHOICE_INDENT = 2 };

/* Below the number of the page, and where there is only a mark's room. */
struct sign {
    enum ink ink;
    const char *word, *plain, *mark, *plain_mark;
};

/* By enum lesson_sign. */
static const struct sign signs[] = {
    [LESSON_GO] = {INK_BAR_STRONG, "Enter ▸", "Enter >", "▸", ">"},
    [LESSON_WAITS] = {INK_BAR_QUIET, "waits", "waits", "…", ".."},
    [LESSON_DONE] = {INK_BAR_STRONG, "✓ Enter ▸", "* Enter >", "✓ ▸", "*>"},
    [LESSON_ASKS] = {INK_BAR_STRONG, "? Enter", "? Enter", "?", "?"},
};

/* Instead, until the end of the words is seen: Enter leads there first. */
static const struct sign more = {INK_BAR_WARN, "Enter ↓", "Enter v", "↓", "v"};

/* Something that the board says: its lines follow those of what stands before it. */
struct words {
    const char *text;
    enum ink ink;
    int indent;
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

/* What is said, what is asked, and then the choices. */
enum { WORDS_SAY, WORDS_ASK, WORDS_CHOICES };

static size_t words_count(const struct lesson_board *board)
{
    return WORDS_CHOICES + board->choice_count;
}

static struct words words_of(const struct lesson_board *board, size_t index)
{
    if (index == WORDS_SAY)
        return (struct words){board->say, INK_BAR, 0};
    if (index == WORDS_ASK)
        return (struct words){board->ask, INK_BAR_STRONG, 0};
    size_t choice = index - WORDS_CHOICES;
    return (struct words){board->choices[choice].key,
                          choice == board->chosen ? INK_BAR_STRONG : INK_BAR, CHOICE_INDENT};
}

static int words_lines(const struct pen *pen, const struct words *words)
{
    return spell_lines(pen->look, words->text, text_columns_of(pen->area.columns) - words->indent);
}

/* The line in which something of what the board says begins; for the index after the last, how many
 * there are. */
static int line_of(const struct pen *pen, const struct lesson_board *board, size_t index)
{
    int line = 0;
    for (size_t i = 0; i < index; i++) {
        const struct words words = words_of(board, i);
        line += words_lines(pen, &words);
    }
    return line;
}

int lesson_rows(const struct scene *scene, const struct look *look, int columns)
{
    const struct pen pen = {.look = look, .area = {.columns = columns}};
    int most = 0;
    for (size_t i = 0; i < scene->page_count; i++) {
        const struct scene_page *page = &scene->pages[i];
        const struct lesson_board board = {.say = page->say,
                                           .ask = page->ask,
                                           .choices = page->choices,
                                           .choice_count = page->choice_count};
        bool told_below = page->ask != NULL && page->choice_count == 0;
        int rows = line_of(&pen, &board, words_count(&board)) + (told_below ? RESULT_ROWS : 0);
        most = rows > most ? rows : most;
    }
    return most > 0 && most < 2 ? 2 : most; /* the sign stands below the number */
}

/* The first line, scrolled to the end. */
static int last_first(const struct pen *pen, const struct lesson_board *board)
{
    int lines = line_of(pen, board, words_count(board));
    return lines > pen->area.rows ? lines - pen->area.rows : 0;
}

static int scrolled(const struct pen *pen, const struct lesson_board *board)
{
    int last = last_first(pen, board);
    return board->first < last ? board->first : last;
}

/* As scrolled; at the end the chosen one of more choices than there are rows is seen. */
static int first_line(const struct pen *pen, const struct lesson_board *board)
{
    int first = scrolled(pen, board);
    if (board->choice_count == 0 || first < last_first(pen, board))
        return first;
    int chosen = line_of(pen, board, WORDS_CHOICES + board->chosen);
    return chosen < first ? chosen : first;
}

int lesson_turn(const struct pen *pen, const struct lesson_board *board, int screenfuls)
{
    int last = last_first(pen, board);
    int first = scrolled(pen, board) + screenfuls * pen->area.rows;
    return between(first, 0, last);
}

int lesson_pick(const struct pen *pen, const struct lesson_board *board, int row)
{
    if (board == NULL)
        return -1;
    int line = first_line(pen, board) + row - pen->area.row;
    for (size_t i = 0; i < board->choice_count; i++)
        if (line >= line_of(pen, board, WORDS_CHOICES + i) &&
            line < line_of(pen, board, WORDS_CHOICES + i + 1))
            return (int)i;
    return -1;
}

static void draw_label(const struct pen *pen, const struct lesson_board *board, bool has_more)
{
    bool wide = pen->area.columns >= LABEL_FROM_COLUMNS;
    bool ascii = pen->look->glyphs == GLYPHS_ASCII;
    int columns = label_columns(pen->area.columns) - 1;
    const struct sign *sign = has_more ? &more : &signs[board->sign];
    char label[SPELL_NUMBER];
    snprintf(label, sizeof label, "%s%zu/%zu", wide ? "Lesson " : "", board->page, board->pages);
    pen_text(pen, 1, 0, columns, pen_style(pen->look, INK_BAR_WARN), label);
    const char *word = ascii ? sign->plain : sign->word;
    if (!wide)
        word = ascii ? sign->plain_mark : sign->mark;
    pen_text(pen, 1, 1, columns, pen_style(pen->look, sign->ink), word);
}

static void draw_words(const struct pen *pen, const struct lesson_board *board, int first)
{
    int left = label_columns(pen->area.columns), width = text_columns_of(pen->area.columns);
    int row = -first;
    for (size_t i = 0; i < words_count(board); i++) {
        const struct words words = words_of(board, i);
        struct style style = pen_style(pen->look, words.ink);
        if (i == WORDS_CHOICES + board->chosen)
            pen_text(pen, left, row, 1, style, "▸");
        int lines = words_lines(pen, &words);
        pen_fill(pen, left + words.indent, row, width - words.indent, lines, style, words.text);
        row += lines;
    }
}

void lesson_draw(const struct pen *pen, const struct lesson_board *board)
{
    if (board == NULL || pen->area.rows <= 0)
        return;
    for (int row = 0; row < pen->area.rows; row++)
        pen_bar(pen, row, pen_style(pen->look, INK_BAR));
    int first = first_line(pen, board), last = last_first(pen, board);
    draw_label(pen, board, scrolled(pen, board) < last);
    draw_words(pen, board, first);
    pen_more(pen, pen_style(pen->look, INK_BAR_WARN), first > 0, first < last);
}
