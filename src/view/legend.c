/*
 * Labels are placed in the order of their worth: the ends, then contours from the middle outwards;
 * one that would touch another is left out.
 */
#include "view/legend.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "view/axis.h"
#include "view/density.h"

enum { LABEL_DIGITS = 3, LABEL_GAP = 2, MAX_COLUMNS = 512 };

static const double nothing = 1e-9; /* of the scale */

struct strip {
    struct frame *frame;
    const struct heat *heat;
    const struct look *look;
    int column, row, columns;
    int label_row;
    double lowest;
    bool taken[MAX_COLUMNS];
};

/* The column of a position on the strip. */
static int strip_column(const struct strip *strip, double position)
{
    int column = (int)(position * strip->columns);
    return column >= strip->columns ? strip->columns - 1 : column;
}

static void draw_cell(const struct strip *strip, int column)
{
    double position = (column + 0.5) / strip->columns;
    struct style style = STYLE_PLAIN;
    if (strip->look->depth == DEPTH_MONO) {
        frame_put(strip->frame, strip->column + column, strip->row, density_glyph(position), style);
        return;
    }
    style.back = colormap_color(strip->heat->source.colormap, position);
    frame_put(strip->frame, strip->column + column, strip->row, ' ', style);
}

static void draw_contours(const struct strip *strip)
{
    for (size_t i = 0; i < strip->heat->contour_count; i++) {
        double position = scale_position(&strip->heat->scale, strip->heat->contour[i]);
        struct cell *cell =
            frame_at(strip->frame, strip->column + strip_column(strip, position), strip->row);
        if (strip->heat->contour_drawn[i] && cell != NULL && cell->back != COLOR_DEFAULT)
            cell->back = color_shade(cell->back, HEAT_SHADE);
    }
}

/* Text over the strip: black or white, whichever is further from the colour below. */
static void write_over(const struct strip *strip, int column, const char *label)
{
    double middle = (column + text_width(label) / 2.0) / strip->columns;
    for (size_t left = strlen(label), used; left > 0; left -= used, label += used, column++) {
        uint32_t codepoint = text_decode(label, left, &used);
        const struct cell *cell = frame_at(strip->frame, strip->column + column, strip->row);
        if (cell == NULL)
            continue;
        struct style style = {COLOR_DEFAULT, cell->back, 0};
        if (cell->back != COLOR_DEFAULT) {
            double position = (column + 0.5) / strip->columns;
            style.back = colormap_color(strip->heat->source.colormap, position);
            style.fore = middle > 0.6 ? 0x000000 : 0xFFFFFF; /* one ink for a label */
        }
        frame_put(strip->frame, strip->column + column, strip->row, codepoint, style);
    }
}

static bool is_free(const struct strip *strip, int start, int width)
{
    for (int i = start - LABEL_GAP; i < start + width + LABEL_GAP; i++)
        if (i >= 0 && i < strip->columns && strip->taken[i])
            return false;
    return start >= 0 && start + width <= strip->columns;
}

static void draw_label(struct strip *strip, double loss, double position)
{
    char label[AXIS_LABEL];
    int width = axis_label(label, loss, LABEL_DIGITS, strip->look->glyphs);
    int start = strip_column(strip, position) - width / 2;
    start = start + width > strip->columns ? strip->columns - width : start;
    start = start < 0 ? 0 : start;
    if (!is_free(strip, start, width))
        return;
    memset(strip->taken + start, true, (size_t)width);
    if (strip->label_row == strip->row)
        write_over(strip, start, label);
    else
        frame_text(strip->frame, strip->column + start, strip->label_row, width,
                   (struct style){COLOR_DEFAULT, COLOR_DEFAULT, CELL_DIM}, label);
}

/* What a minimum's last digits leave over nothing is nothing. */
static double lowest(const struct strip *strip)
{
    const struct scale *scale = &strip->heat->scale;
    double low = strip->lowest < scale->low ? strip->lowest : scale->low;
    return fabs(low) < nothing * (scale->high - low) ? 0 : low;
}

static void draw_labels(struct strip *strip)
{
    const struct heat *heat = strip->heat;
    const struct scale *scale = &heat->scale;
    draw_label(strip, lowest(strip), 0);
    if (!(scale->high > scale->low))
        return;
    draw_label(strip, scale->high, 1);
    for (size_t i = 0; i < heat->contour_count; i++) {
        /* middle, then alternately below and above it */
        size_t middle = heat->contour_count / 2, step = (i + 1) / 2;
        size_t at = i % 2 == 0 ? middle + step : middle - step;
        if (at < heat->contour_count)
            draw_label(strip, heat->contour[at], scale_position(scale, heat->contour[at]));
    }
}

void legend_draw(struct frame *frame, const struct legend *legend)
{
    const struct heat *heat = legend->heat;
    const struct look *look = legend->look;
    struct rectangle area = legend->area;
    int gutter = legend->gutter;
    struct strip strip = {
        .frame = frame,
        .heat = heat,
        .look = look,
        .lowest = legend->lowest,
        .column = area.column + gutter,
        .row = area.row,
        .columns = area.columns - gutter < MAX_COLUMNS ? area.columns - gutter : MAX_COLUMNS,
        .label_row = area.row + (area.rows > 1 ? 1 : 0),
    };
    if (strip.columns <= 0 || area.rows <= 0 || heat->scale.empty)
        return;
    if (gutter > 4)
        frame_text(frame, strip.column - 5, strip.row, 4,
                   (struct style){COLOR_DEFAULT, COLOR_DEFAULT, CELL_DIM}, "loss");
    for (int i = 0; i < strip.columns; i++)
        draw_cell(&strip, i);
    draw_contours(&strip);
    draw_labels(&strip);
}
