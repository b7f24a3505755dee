/* Clipping, and the table of inks. */
#include "view/pen.h"

#include <string.h>

#include "base/text.h"
#include "view/marks.h"
#include "view/spell.h"

struct ink_row {
    color fore[2], back[2]; /* on dark, on light */
    uint8_t attributes;
    uint8_t mono; /* attributes instead where there are no colours, or none in between */
};

#define GREY COLOR_RGB(130, 136, 148) /* reads on both, should the background be guessed wrong */
#define OWN                                                                                        \
    {                                                                                              \
        COLOR_DEFAULT, COLOR_DEFAULT                                                               \
    }
#define BACK                                                                                       \
    {                                                                                              \
        COLOR_RGB(26, 29, 38), COLOR_RGB(226, 230, 238)                                            \
    }

// clang-format off
static const struct ink_row inks[INKS] = {
    /*                  foreground on dark           on light                       background */
    [INK_TEXT]       = {OWN,                                                         OWN, 0, 0},
    [INK_STRONG]     = {OWN,                                                         OWN, CELL_BOLD, CELL_BOLD},
    [INK_QUIET]      = {{GREY,                       COLOR_RGB(104, 110, 122)},      OWN, 0, CELL_DIM},
    [INK_GOOD]       = {{COLOR_RGB(48, 176, 92),     COLOR_RGB(0, 118, 52)},         OWN, 0, CELL_BOLD},
    [INK_WARN]       = {{COLOR_RGB(205, 150, 35),    COLOR_RGB(140, 92, 0)},         OWN, CELL_BOLD, CELL_BOLD},
    [INK_BAD]        = {{COLOR_RGB(255, 115, 105),   COLOR_RGB(190, 24, 24)},        OWN, CELL_BOLD, CELL_BOLD | CELL_UNDERLINE},
    [INK_BAR]        = {{COLOR_RGB(214, 218, 226),   COLOR_RGB(40, 44, 54)},         BACK, 0, CELL_REVERSE},
    [INK_BAR_STRONG] = {{COLOR_RGB(255, 255, 255),   COLOR_RGB(0, 0, 0)},            BACK, CELL_BOLD, CELL_REVERSE | CELL_BOLD},
    [INK_BAR_QUIET]  = {{COLOR_RGB(150, 156, 168),   COLOR_RGB(92, 98, 110)},        BACK, 0, CELL_REVERSE},
    [INK_BAR_WARN]   = {{COLOR_RGB(240, 200, 90),    COLOR_RGB(140, 92, 0)},         BACK, CELL_BOLD, CELL_REVERSE | CELL_BOLD},
    [INK_BAR_BAD]    = {{COLOR_RGB(255, 130, 120),   COLOR_RGB(180, 16, 16)},        BACK, CELL_BOLD, CELL_REVERSE | CELL_BOLD},
    [INK_CHOSEN]     = {{COLOR_RGB(255, 255, 255),   COLOR_RGB(255, 255, 255)},
                        {COLOR_RGB(38, 84, 140),     COLOR_RGB(38, 84, 140)},        CELL_BOLD, CELL_REVERSE},
};
// clang-format on

struct style pen_style(const struct look *look, enum ink ink)
{
    const struct ink_row *row = &inks[ink];
    bool shaded = ink == INK_QUIET || row->back[0] != COLOR_DEFAULT;
    if (look->depth == DEPTH_MONO || (shaded && look->depth <= DEPTH_16))
        return (struct style){COLOR_DEFAULT, COLOR_DEFAULT, row->mono};
    return (struct style){row->fore[look->light], row->back[look->light], row->attributes};
}

struct style pen_walker_style(const struct look *look, size_t walker)
{
    struct style style = pen_style(look, INK_STRONG);
    if (look->depth != DEPTH_MONO)
        style.fore = marks_text_color(walker, look->light);
    return style;
}

struct style pen_chip_style(const struct look *look, size_t walker)
{
    color chip = marks_text_color(walker, look->light);
    if (look->depth == DEPTH_MONO || chip == COLOR_DEFAULT)
        return (struct style){COLOR_DEFAULT, COLOR_DEFAULT, CELL_BOLD | CELL_REVERSE};
    if (look->depth <= DEPTH_16) /* the few colours there are: the bright ones of the map */
        return marks_sign_style(look, walker);
    return (struct style){look->light ? COLOR_RGB(255, 255, 255) : COLOR_RGB(0, 0, 0), chip,
                          CELL_BOLD};
}

struct pen pen_on(const struct pen *pen, struct rectangle area)
{
    return (struct pen){pen->frame, pen->look, area};
}

static bool row_is_inside(const struct pen *pen, int row)
{
    return row >= 0 && row < pen->area.rows;
}

void pen_put(const struct pen *pen, int column, int row, uint32_t codepoint, struct style style)
{
    if (row_is_inside(pen, row) && column >= 0 && column < pen->area.columns)
        frame_put(pen->frame, pen->area.column + column, pen->area.row + row, codepoint, style);
}

int pen_text(const struct pen *pen, int column, int row, int width, struct style style,
             const char *text)
{
    char line[SPELL_LINE];
    if (width > pen->area.columns - column)
        width = pen->area.columns - column;
    if (!row_is_inside(pen, row) || column < 0 || width <= 0)
        return 0;
    spell_fitting(line, sizeof line, pen->look, text, width);
    return frame_text(pen->frame, pen->area.column + column, pen->area.row + row, width, style,
                      line);
}

int pen_line(const struct pen *pen, int column, int row, struct style style, const char *text)
{
    return pen_text(pen, column, row, pen->area.columns, style, text);
}

int pen_right(const struct pen *pen, int end, int row, int width, struct style style,
              const char *text)
{
    char line[SPELL_LINE];
    spell_text(line, sizeof line, pen->look, text);
    int columns = text_width(line);
    if (columns > width || columns > end || columns == 0)
        return end;
    pen_text(pen, end - columns, row, columns, style, line);
    return end - columns;
}

int pen_fill(const struct pen *pen, int column, int row, int width, int rows, struct style style,
             const char *text)
{
    char line[SPELL_LINE];
    int taken = 0;
    for (; text != NULL && *text != '\0' && taken < rows; taken++) {
        const char *rest;
        size_t length = spell_line(pen->look, text, width, &rest);
        bool cut = taken + 1 == rows && *rest != '\0';
        if (cut) /* more than fits, so that the ellipsis shows */
            length = strlen(text);
        length = length < sizeof line ? length : sizeof line - 1;
        memcpy(line, text, length);
        line[length] = '\0';
        for (char *c = line; *c != '\0'; c++)
            *c = *c == '\n' ? ' ' : *c;
        pen_text(pen, column, row + taken, width, style, line);
        text = rest;
    }
    return taken;
}

void pen_more(const struct pen *pen, struct style style, bool above, bool below)
{
    bool ascii = pen->look->glyphs == GLYPHS_ASCII;
    int edge = pen->area.columns - 1;
    if (above)
        pen_put(pen, edge, 0, ascii ? '^' : 0x2191, style);
    if (below)
        pen_put(pen, edge, pen->area.rows - 1, ascii ? 'v' : 0x2193, style);
}

void pen_bar(const struct pen *pen, int row, struct style style)
{
    for (int column = 0; column < pen->area.columns; column++)
        pen_put(pen, column, row, ' ', style);
}
