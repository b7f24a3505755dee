#include "view/signs.h"

#include <stdio.h>

#include "base/array.h"
#include "base/text.h"
#include "view/marks.h"
#include "view/pen.h"
#include "view/spell.h"

enum { KINDS = CRITICAL_FLAT + 1, ROW_GAP = 2 };

// clang-format off
/* Plain, and where there are more characters. */
static const struct { uint32_t plain, fine; const char *word; } shapes[KINDS] = {
    [CRITICAL_MINIMUM] = {'*', 0x25C6, "minimum"},
    [CRITICAL_SADDLE]  = {'x', 0x2715, "saddle"},
    [CRITICAL_MAXIMUM] = {'^', 0x25B2, "maximum"},
    [CRITICAL_FLAT]    = {'~', 0x25C7, "flat"},
};
// clang-format on

static uint32_t shape_of(enum critical_kind kind, const struct look *look)
{
    return look->glyphs >= GLYPHS_HALF ? shapes[kind].fine : shapes[kind].plain;
}

/* The kinds that leave the map to be seen. */
static unsigned kinds_with_room(const struct camera *camera, const struct critical_points *points)
{
    size_t count[KINDS] = {0}, cells = (size_t)camera->plot.columns * (size_t)camera->plot.rows;
    unsigned kinds = 0;
    int column, row;
    for (size_t i = 0; i < points->count; i++)
        count[points->points[i].kind] += camera_cell(camera, points->points[i].at, &column, &row);
    for (unsigned kind = 0; kind < KINDS; kind++)
        if (count[kind] <= cells / SIGNS_CELLS)
            kinds |= 1u << kind;
    return kinds;
}

static bool is_hidden(const struct camera *camera, const struct fog *fog, int column, int row)
{
    return fog != NULL &&
           fog_light(fog, column - camera->plot.column, row - camera->plot.row, 0) < FOG_CLEAR / 2;
}

/* False if it is not seen. */
static bool draw_point(struct frame *frame, const struct camera *camera, const struct look *look,
                       const struct critical_point *point, const struct fog *fog)
{
    int column, row;
    if (!camera_cell(camera, point->at, &column, &row) || is_hidden(camera, fog, column, row))
        return false;
    marks_put_note(frame, column, row, shape_of(point->kind, look), look);
    return true;
}

unsigned signs_draw(struct frame *frame, const struct camera *camera, const struct look *look,
                    const struct critical_points *points, const struct fog *fog)
{
    /* What is rarest last, on top; of the minima the deepest, which is the first of them. */
    static const enum critical_kind order[] = {CRITICAL_FLAT, CRITICAL_SADDLE, CRITICAL_MAXIMUM,
                                               CRITICAL_MINIMUM};
    unsigned room = kinds_with_room(camera, points), drawn = 0;
    for (size_t k = 0; k < ARRAY_LENGTH(order); k++)
        for (size_t i = points->count; i-- > 0;) {
            const struct critical_point *point = &points->points[i];
            bool wanted = room & 1u << order[k] || (i == 0 && order[k] == CRITICAL_MINIMUM);
            if (point->kind == order[k] && wanted && draw_point(frame, camera, look, point, fog))
                drawn |= 1u << order[k];
        }
    return drawn;
}

/* --- the row */

/* Returns the column behind the entry, or `column` if it has no room. */
static int draw_entry(const struct pen *pen, int column, uint32_t shape, const char *word)
{
    int columns = 2 + text_width(word);
    if (column + columns > pen->area.columns)
        return column;
    pen_put(pen, column, 0, shape, pen_style(pen->look, INK_TEXT));
    pen_text(pen, column + 2, 0, columns - 2, pen_style(pen->look, INK_QUIET), word);
    return column + columns + ROW_GAP;
}

void signs_draw_row(struct frame *frame, const struct look *look, struct rectangle area,
                    struct signs_row row)
{
    struct pen pen = {frame, look, area};
    int column = draw_entry(&pen, 0, marks_start_shape(look->glyphs), "start");
    char outside[SPELL_NUMBER] = "outside";
    if (row.key[0] != '\0')
        snprintf(outside, sizeof outside, "outside (key %s)", row.key);
    if (row.outside)
        column = draw_entry(&pen, column, marks_arrow(look->glyphs, 1, 0), outside);
    for (unsigned kind = 0; kind < KINDS; kind++)
        if (row.kinds & 1u << kind)
            column = draw_entry(&pen, column, shape_of((enum critical_kind)kind, look),
                                shapes[kind].word);
    if (row.slopes)
        column = draw_entry(&pen, column, marks_arrow(look->glyphs, 1, 1), "downhill");
    if (row.steps)
        draw_entry(&pen, column, marks_step_shape(look->glyphs), "step");
}
