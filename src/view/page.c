/* Places come from one function of page and size, so that drawing and picking agree. */
#include "view/page.h"

#include <stdio.h>

#include "base/text.h"
#include "view/spell.h"

enum {
    PREVIEW_FROM_COLUMNS = 66,
    PREVIEW_FROM_ROWS = 16,
    LIST_LEAST = 30,
    LIST_MOST = 64,
    LEFT_MOST = 24,        /* columns of a line's left half */
    WORDS_BEFORE_ABOUT = 3 /* rows: title, formula, a blank */
};

struct page_places {
    struct rectangle title, list, footer, map, words; /* 0 x 0: not shown */
    size_t first;                                     /* line in the list's first row */
};

static int at_most(int value, int limit)
{
    return value < limit ? value : limit;
}

/* The chosen line in the middle, as far as the list's ends let it; else where it was scrolled to.
 */
static size_t first_line(const struct page *page, int rows)
{
    size_t visible = rows > 0 ? (size_t)rows : 0, first = page->first;
    if (page->count <= visible)
        return 0;
    if (page->chosen >= 0)
        first = (size_t)page->chosen > visible / 2 ? (size_t)page->chosen - visible / 2 : 0;
    return first < page->count - visible ? first : page->count - visible;
}

/* Two halves: the list; and a map, with the words below it that they need, but not more than half.
 */
static void place_preview(struct page_places *places, const struct scene *scene)
{
    struct rectangle *list = &places->list;
    int left = list->columns * 9 / 20;
    left = left < LIST_LEAST ? LIST_LEAST : at_most(left, LIST_MOST);
    struct rectangle right = {list->column + left + 2, list->row, list->columns - left - 2,
                              list->rows};
    list->columns = left;
    int words = WORDS_BEFORE_ABOUT + spell_lines(scene->about, right.columns);
    words = at_most(words, right.rows * 11 / 20);
    int rows = at_most(right.columns * 2 / 5, right.rows - words - 1);
    places->map =
        (struct rectangle){right.column, right.row, at_most(right.columns, rows * 3), rows};
    places->words = (struct rectangle){right.column, right.row + rows + 1, right.columns,
                                       right.rows - rows - 1};
}

static struct page_places place(const struct page *page, int columns, int rows)
{
    struct page_places places = {.first = 0};
    int bars = rows >= 5, air = rows >= 16;
    places.title = (struct rectangle){0, 0, columns, bars};
    places.footer = (struct rectangle){0, rows - bars, columns, bars};
    int margin = columns >= 30;
    places.list =
        (struct rectangle){margin, bars + air, columns - 2 * margin, rows - 2 * bars - 2 * air};
    if (page->preview != NULL && columns >= PREVIEW_FROM_COLUMNS && rows >= PREVIEW_FROM_ROWS)
        place_preview(&places, page->preview);
    places.first = first_line(page, places.list.rows);
    return places;
}

/* The widest left half, headings apart. */
static int left_columns(const struct page *page, const struct look *look, int room)
{
    char text[SPELL_LINE];
    int widest = 0;
    for (size_t i = 0; i < page->count; i++) {
        if (page->lines[i].heading || page->lines[i].left == NULL)
            continue;
        spell_text(text, sizeof text, look, page->lines[i].left);
        int width = text_width(text);
        widest = width > widest ? width : widest;
    }
    return at_most(at_most(widest, LEFT_MOST), room / 2);
}

static void draw_line(const struct pen *pen, const struct page_line *line, bool chosen, int row,
                      int left)
{
    struct style name = pen_style(pen->look, INK_STRONG), text = pen_style(pen->look, INK_TEXT);
    if (line->heading) {
        pen_line(pen, 0, row, pen_style(pen->look, INK_QUIET), line->left);
        return;
    }
    if (chosen) {
        name = text = pen_style(pen->look, INK_CHOSEN);
        pen_bar(pen, row, name);
        pen_text(pen, 0, row, 1, name, "▸");
    }
    if (line->left != NULL)
        pen_text(pen, 2, row, left, name, line->left);
    if (line->right != NULL)
        pen_line(pen, left + 4, row, text, line->right);
}

/* Arrows at the right edge say that there is more. */
static void draw_more(const struct pen *pen, const struct page *page, size_t first)
{
    struct style style = pen_style(pen->look, INK_WARN);
    bool ascii = pen->look->glyphs == GLYPHS_ASCII;
    int edge = pen->area.columns - 1, last = pen->area.rows - 1;
    if (first > 0)
        pen_text(pen, edge, 0, 1, style, ascii ? "^" : "↑");
    if (first + (size_t)(last + 1) < page->count)
        pen_text(pen, edge, last, 1, style, ascii ? "v" : "↓");
}

static void draw_list(const struct pen *pen, const struct page *page, size_t first)
{
    int left = left_columns(page, pen->look, pen->area.columns);
    for (int row = 0; row < pen->area.rows && first + (size_t)row < page->count; row++) {
        size_t line = first + (size_t)row;
        bool chosen = page->chosen >= 0 && line == (size_t)page->chosen;
        draw_line(pen, &page->lines[line], chosen, row, left);
    }
    if (pen->area.rows > 1)
        draw_more(pen, page, first);
}

static void draw_words(const struct pen *pen, const struct scene *scene, const char *formula)
{
    char line[SPELL_LINE];
    int columns = pen->area.columns;
    pen_line(pen, 0, 0, pen_style(pen->look, INK_STRONG), scene->title);
    snprintf(line, sizeof line, "f(%s, %s) = %s", scene->parameters[0], scene->parameters[1],
             formula);
    int row = 1 + pen_fill(pen, 0, 1, columns, 2, pen_style(pen->look, INK_QUIET), line);
    row += pen->area.rows - row > spell_lines(scene->about, columns);
    pen_fill(pen, 0, row, columns, pen->area.rows - row, pen_style(pen->look, INK_TEXT),
             scene->about);
}

bool page_draw(const struct model *model, const struct pen *pen, struct map *preview,
               const char *formula)
{
    const struct page *page = model->page;
    struct page_places places = place(page, pen->area.columns, pen->area.rows);
    struct pen on = pen_on(pen, places.title);
    pen_bar(&on, 0, pen_style(pen->look, INK_BAR));
    pen_line(&on, 1, 0, pen_style(pen->look, INK_BAR_STRONG), page->title);
    on.area = places.footer;
    if (page->footer != NULL)
        pen_line(&on, 1, 0, pen_style(pen->look, INK_QUIET), page->footer);
    on.area = places.list;
    draw_list(&on, page, places.first);
    if (places.map.rows <= 0)
        return true;
    on.area = places.words;
    draw_words(&on, page->preview, formula);
    return map_draw_preview(preview, model, page->preview, places.map, pen->frame);
}

int page_pick(const struct page *page, int columns, int rows, int column, int row)
{
    struct page_places places = place(page, columns, rows);
    if (!rectangle_has(places.list, column, row))
        return -1;
    size_t line = places.first + (size_t)(row - places.list.row);
    return line < page->count && !page->lines[line].heading ? (int)line : -1;
}

int page_rows(const struct page *page, int columns, int rows)
{
    int shown = place(page, columns, rows).list.rows;
    return shown > 0 ? shown : 0;
}
