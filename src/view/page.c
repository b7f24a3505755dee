/* Places come from one function of page and size, so that drawing, picking and scrolling agree. */
#include "view/page.h"

#include <stdio.h>

#include "base/bounds.h"
#include "base/text.h"
#include "view/map.h"
#include "view/spell.h"

enum {
    PREVIEW_FROM_COLUMNS = 66,
    PREVIEW_FROM_ROWS = 16,
    PREVIEW_LEAST = 26,
    BARS_FROM_ROWS = 5,
    LIST_MOST = 64,        /* columns of a list beside a preview, unless it needs more */
    LEFT_MOST = 24,        /* columns of a line's left half */
    RIGHT_MOST = 76,       /* ... of its right half: longer lines are hard to read */
    RIGHT_MARGIN = 1,      /* beside it: the arrows that tell of more */
    INDENT = 2,            /* before the left half */
    GAP = 2,               /* before the right one */
    WORDS_BEFORE_ABOUT = 3 /* rows: title, formula, a blank */
};

struct page_places {
    struct rectangle title, list, footer, map, words; /* 0 x 0: not shown */
    int left, right;                                  /* columns of a line's halves */
    int rows;                                         /* of all lines */
    int first;                                        /* of them, in the list's first row */
};

static int spelled_columns(const struct look *look, const char *text)
{
    char spelled[SPELL_LINE];
    if (text == NULL)
        return 0;
    spell_text(spelled, sizeof spelled, look, text);
    return text_width(spelled);
}

/* --- how much room the lines take */

/* The widest left half, headings apart. */
static int left_columns(const struct page *page, const struct look *look)
{
    int widest = 0;
    for (size_t i = 0; i < page->count; i++)
        if (!page->lines[i].heading)
            widest = at_least(widest, spelled_columns(look, page->lines[i].left));
    return at_most(widest, LEFT_MOST);
}

static int right_columns(const struct page *page, const struct look *look)
{
    int widest = 0;
    for (size_t i = 0; i < page->count; i++)
        widest = at_least(widest, spelled_columns(look, page->lines[i].right));
    return widest;
}

/* As pen_fill() fills it: blanks at its beginning stay. */
static int fill_rows(const struct look *look, const char *text, int columns)
{
    int rows = 0;
    for (; text != NULL && *text != '\0' && columns > 0; rows++)
        spell_line(look, text, columns, &text);
    return rows;
}

static int line_rows(const struct page_places *places, const struct look *look,
                     const struct page_line *line)
{
    if (line->heading)
        return at_least(fill_rows(look, line->left, places->list.columns - RIGHT_MARGIN), 1);
    int left = fill_rows(look, line->left, places->left);
    return at_least(at_least(left, fill_rows(look, line->right, places->right)), 1);
}

/* The row in which a line begins; for the line after the last, how many there are. */
static int row_of(const struct page_places *places, const struct look *look,
                  const struct page *page, size_t line)
{
    int row = 0;
    for (size_t i = 0; i < line; i++)
        row += line_rows(places, look, &page->lines[i]);
    return row;
}

/* --- where everything is */

static int last_row(const struct page_places *places)
{
    return at_least(places->rows - places->list.rows, 0);
}

/* The chosen line in the middle, as far as the list's ends let it; else where it was scrolled to.
 */
static int first_row(const struct page_places *places, const struct look *look,
                     const struct page *page)
{
    int first = page->first;
    if (page->chosen >= 0)
        first = row_of(places, look, page, (size_t)page->chosen) - places->list.rows / 2;
    return at_least(at_most(first, last_row(places)), 0);
}

/* Two halves: the list; and a map, with the words below it that they need, but not more than half.
 */
static void place_preview(struct page_places *places, const struct look *look,
                          const struct page *page)
{
    struct rectangle *list = &places->list;
    int needed = INDENT + places->left + GAP + right_columns(page, look) + RIGHT_MARGIN;
    int left = at_least(at_most(list->columns * 9 / 20, LIST_MOST), needed);
    left = at_most(left, list->columns - GAP - PREVIEW_LEAST);
    struct rectangle right = {list->column + left + GAP, list->row, list->columns - left - GAP,
                              list->rows};
    list->columns = left;
    int words = WORDS_BEFORE_ABOUT + spell_lines(look, page->preview->about, right.columns);
    words = at_most(words, right.rows * 13 / 20);
    int rows = at_most(right.columns * 2 / 5, right.rows - words - 1);
    places->map =
        (struct rectangle){right.column, right.row, at_most(right.columns, rows * 3), rows};
    places->words = (struct rectangle){right.column, right.row + rows + 1, right.columns,
                                       right.rows - rows - 1};
}

/* Of the title and of the footer. */
static int bar_rows(const struct look *look, const char *text, int columns, int rows)
{
    int lines = at_least(spell_lines(look, text, columns - 2), 1);
    return rows >= BARS_FROM_ROWS ? at_most(lines, rows / 5) : 0;
}

static struct page_places place(const struct page *page, const struct look *look, int columns,
                                int rows)
{
    struct page_places places = {.first = 0};
    int air = rows >= 16, margin = columns >= 30;
    int title = bar_rows(look, page->title, columns, rows);
    int footer = bar_rows(look, page->footer, columns, rows);
    places.title = (struct rectangle){0, 0, columns, title};
    places.footer = (struct rectangle){0, rows - footer, columns, footer};
    places.list = (struct rectangle){margin, title + air, columns - 2 * margin,
                                     at_least(rows - title - footer - 2 * air, 0)};
    places.left = left_columns(page, look);
    if (page->preview != NULL && columns >= PREVIEW_FROM_COLUMNS && rows >= PREVIEW_FROM_ROWS)
        place_preview(&places, look, page);
    places.left = at_most(places.left, places.list.columns / 2);
    places.right =
        at_most(places.list.columns - INDENT - places.left - GAP - RIGHT_MARGIN, RIGHT_MOST);
    places.rows = row_of(&places, look, page, page->count);
    places.first = first_row(&places, look, page);
    return places;
}

/* --- drawing */

static void draw_line(const struct pen *pen, const struct page_places *places,
                      const struct page_line *line, bool chosen, int row)
{
    struct style name = pen_style(pen->look, INK_STRONG), text = pen_style(pen->look, INK_TEXT);
    int rows = line_rows(places, pen->look, line);
    if (line->heading) {
        pen_fill(pen, 0, row, pen->area.columns - RIGHT_MARGIN, rows,
                 pen_style(pen->look, INK_QUIET), line->left);
        return;
    }
    if (chosen) {
        name = text = pen_style(pen->look, INK_CHOSEN);
        for (int i = 0; i < rows; i++)
            pen_bar(pen, row + i, name);
        pen_text(pen, 0, row, 1, name, "▸");
    }
    pen_fill(pen, INDENT, row, places->left, rows, name, line->left);
    pen_fill(pen, INDENT + places->left + GAP, row, places->right, rows, text, line->right);
}

static void draw_list(const struct pen *pen, const struct page *page,
                      const struct page_places *places)
{
    int row = -places->first;
    for (size_t i = 0; i < page->count && row < pen->area.rows; i++) {
        bool chosen = page->chosen >= 0 && i == (size_t)page->chosen;
        draw_line(pen, places, &page->lines[i], chosen, row);
        row += line_rows(places, pen->look, &page->lines[i]);
    }
    if (pen->area.rows > 1)
        pen_more(pen, pen_style(pen->look, INK_WARN), places->first > 0,
                 places->first < last_row(places));
}

static void draw_words(const struct pen *pen, const struct scene *scene, const char *formula)
{
    char line[SPELL_LINE];
    int columns = pen->area.columns;
    pen_line(pen, 0, 0, pen_style(pen->look, INK_STRONG), scene->title);
    snprintf(line, sizeof line, "f(%s, %s) = %s", scene->parameters[0], scene->parameters[1],
             formula);
    int row = 1 + pen_fill(pen, 0, 1, columns, 2, pen_style(pen->look, INK_QUIET), line);
    row += pen->area.rows - row > spell_lines(pen->look, scene->about, columns);
    pen_fill(pen, 0, row, columns, pen->area.rows - row, pen_style(pen->look, INK_TEXT),
             scene->about);
}

bool page_draw(const struct model *model, const struct pen *pen, struct map *preview,
               const char *formula)
{
    const struct page *page = model->page;
    struct page_places places = place(page, pen->look, pen->area.columns, pen->area.rows);
    struct pen on = pen_on(pen, places.title);
    for (int row = 0; row < on.area.rows; row++)
        pen_bar(&on, row, pen_style(pen->look, INK_BAR));
    pen_fill(&on, 1, 0, on.area.columns - 2, on.area.rows, pen_style(pen->look, INK_BAR_STRONG),
             page->title);
    on.area = places.footer;
    pen_fill(&on, 1, 0, on.area.columns - 2, on.area.rows, pen_style(pen->look, INK_QUIET),
             page->footer);
    on.area = places.list;
    draw_list(&on, page, &places);
    if (places.map.rows <= 0)
        return true;
    on.area = places.words;
    draw_words(&on, page->preview, formula);
    return map_draw_preview(preview, model, page->preview, places.map, pen->frame);
}

int page_pick(const struct page *page, const struct look *look, struct rectangle screen, int column,
              int row)
{
    struct page_places places = place(page, look, screen.columns, screen.rows);
    if (!rectangle_has(places.list, column, row))
        return -1;
    int wanted = places.first + row - places.list.row, end = 0;
    for (size_t i = 0; i < page->count; i++) {
        end += line_rows(&places, look, &page->lines[i]);
        if (wanted < end)
            return page->lines[i].heading ? -1 : (int)i;
    }
    return -1;
}

int page_rows(const struct page *page, const struct look *look, int columns, int rows)
{
    return place(page, look, columns, rows).list.rows;
}

int page_last(const struct page *page, const struct look *look, int columns, int rows)
{
    struct page_places places = place(page, look, columns, rows);
    return last_row(&places);
}
