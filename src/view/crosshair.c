#include "view/crosshair.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "view/marks.h"
#include "view/spell.h"

enum { DIGITS = 4, NUMBER_COLUMNS = 9, ARM = 3, LABEL = SPELL_NUMBER + 16 };

static void put_inside(struct frame *frame, const struct rectangle *plot, int column, int row,
                       uint32_t codepoint, const struct look *look)
{
    if (rectangle_has(*plot, column, row))
        marks_put_note(frame, column, row, codepoint, look);
}

static void draw_arms(struct frame *frame, const struct rectangle *plot, int column, int row,
                      const struct look *look)
{
    bool lines = look->glyphs >= GLYPHS_FULL;
    for (int i = 1; i < ARM; i++) {
        put_inside(frame, plot, column - i, row, lines ? 0x2500 : '-', look);
        put_inside(frame, plot, column + i, row, lines ? 0x2500 : '-', look);
    }
    put_inside(frame, plot, column, row - 1, lines ? 0x2502 : '|', look);
    put_inside(frame, plot, column, row + 1, lines ? 0x2502 : '|', look);
    put_inside(frame, plot, column, row, lines ? 0x253C : '+', look);
}

static void print_loss(const struct model *model, bool hidden, char out[LABEL])
{
    struct surface_point point;
    char number[SPELL_NUMBER];
    if (hidden) {
        snprintf(out, LABEL, "not felt");
        return;
    }
    surface_at(model->scene->surface, SURFACE_LOSS, model->crosshair, &point);
    spell_number(number, &model->look, point.loss, DIGITS, NUMBER_COLUMNS);
    snprintf(out, LABEL, "loss %s", number);
}

/* At the right of the crosshair, at its left where there is no room. */
static void draw_label(struct frame *frame, const struct rectangle *plot, int column, int row,
                       const char *label, const struct look *look)
{
    int width = text_width(label), start = column + ARM + 1;
    if (start + width > plot->column + plot->columns)
        start = column - ARM - width;
    size_t used;
    for (const char *c = label; *c != '\0'; c += used, start++)
        put_inside(frame, plot, start, row, text_decode(c, strlen(c), &used), look);
}

void crosshair_draw(struct frame *frame, const struct camera *camera, const struct model *model,
                    const struct fog *fog)
{
    char label[LABEL];
    int column, row;
    if (!camera_cell(camera, model->crosshair, &column, &row))
        return;
    bool hidden = fog != NULL && fog_light(fog, column - camera->plot.column,
                                           row - camera->plot.row, 0) < FOG_CLEAR / 2;
    print_loss(model, hidden, label);
    draw_arms(frame, &camera->plot, column, row, &model->look);
    draw_label(frame, &camera->plot, column, row, label, &model->look);
}
