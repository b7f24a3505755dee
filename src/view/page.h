/*
 * A page over the screen: a list of lines, with one chosen or scrolled through, and beside it,
 * where there is room, the preview of a scene. A line that is too long takes several rows.
 */
#ifndef VIEW_PAGE_H
#define VIEW_PAGE_H

#include "view/model.h"
#include "view/pen.h"

struct map;

/*
 * Draws the model's page over the whole pen. The preview's map is one of its own; `formula` is the
 * previewed scene's loss. False without memory.
 */
bool page_draw(const struct model *model, const struct pen *pen, struct map *preview,
               const char *formula) NODISCARD;

/* How many rows of its lines the page shows on a screen of this size. */
int page_rows(const struct page *page, const struct look *look, int columns, int rows);

/* The first of them when it is scrolled to its end. */
int page_last(const struct page *page, const struct look *look, int columns, int rows);

/* The line at a cell of a screen of this size, or -1. */
int page_pick(const struct page *page, const struct look *look, struct rectangle screen, int column,
              int row);

#endif
