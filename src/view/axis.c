/*
 * Steps are m * 10^e with m of 1, 2, 5, and ticks are whole multiples of them. Negative powers
 * divide, so that three steps of 0.1 are 3 / 10, the double nearest to 0.3.
 */
#include "view/axis.h"

#include <math.h>

#include "base/text.h"
#include "view/spell.h"

enum {
    TICK_COLUMNS = 10, /* of the plot a label along x, at least */
    TICK_ROWS = 4,     /* likewise along y */
    LABEL_GAP = 2
};

static const struct style label_style = {COLOR_DEFAULT, COLOR_DEFAULT, CELL_DIM};
static const struct style name_style = {COLOR_DEFAULT, COLOR_DEFAULT, 0};

struct step {
    int mantissa, exponent;
};

static double step_times(struct step step, double count)
{
    double whole = count * step.mantissa;
    if (step.exponent >= 0)
        return whole * pow(10, step.exponent);
    if (step.exponent >= -300)
        return whole / pow(10, -step.exponent);
    return whole / 1e300 / pow(10, -step.exponent - 300);
}

static struct step step_next(struct step step)
{
    switch (step.mantissa) {
    case 1:
        return (struct step){2, step.exponent};
    case 2:
        return (struct step){5, step.exponent};
    default:
        return (struct step){1, step.exponent + 1};
    }
}

static struct step step_before(struct step step)
{
    switch (step.mantissa) {
    case 5:
        return (struct step){2, step.exponent};
    case 2:
        return (struct step){1, step.exponent};
    default:
        return (struct step){5, step.exponent - 1};
    }
}

/* The multiples inside, with a little slack for windows such as 0.1 to 0.3. */
static void multiples(struct step step, struct surface_window window, double *first, double *last)
{
    double unit = step_times(step, 1);
    *first = ceil(window.low / unit - 1e-9);
    *last = floor(window.high / unit + 1e-9);
}

void axis_find_ticks(struct surface_window window, size_t most, struct axis_ticks *ticks)
{
    most = most < 1 ? 1 : most > AXIS_TICKS ? AXIS_TICKS : most;
    double span = window.high / 4 - window.low / 4; /* a quarter of it: never infinite */
    double decade = floor(log10(span / (double)most) + log10(4));
    struct step step = {1, (int)decade - 1};
    double first, last;
    multiples(step, window, &first, &last);
    while (last - first + 1 > (double)most) {
        step = step_next(step);
        multiples(step, window, &first, &last);
    }
    ticks->count = 0;
    for (double i = first; i <= last && ticks->count < most; i++) {
        double at = step_times(step, i);
        at = at < window.low ? window.low : at > window.high ? window.high : at;
        ticks->at[ticks->count++] = at + 0.0; /* -0 is 0 */
    }
    double largest = fmax(fabs(window.low), fabs(window.high));
    int digits = (int)floor(log10(largest)) - step.exponent + 1;
    ticks->digits = digits < 1 ? 1 : digits > 17 ? 17 : digits;
}

double axis_round(double low, double high)
{
    if (low <= 0 && high >= 0)
        return 0;
    if (low < 0)
        return -axis_round(-high, -low);
    struct step step = {1, (int)floor(log10(high))};
    for (int tries = 0; tries < 60; tries++, step = step_before(step)) {
        double number = step_times(step, ceil(low / step_times(step, 1) - 1e-12));
        if (number >= low && number <= high)
            return number;
    }
    return low; /* nearly equal ends, or below the range of normal numbers */
}

int axis_label(char out[AXIS_LABEL], double number, int digits, enum glyphs glyphs)
{
    char text[NUMBER_TEXT];
    size_t length = number_print_short(text, number, digits), used = 0;
    for (size_t i = 0; i <= length; i++) { /* at most two: one of the number, one of its exponent */
        if (text[i] == '-' && glyphs >= GLYPHS_HALF)
            used += text_encode(out + used, 0x2212);
        else
            out[used++] = text[i];
    }
    return text_width(out);
}

static void ticks_y(struct surface_window window, int rows, struct axis_ticks *ticks)
{
    axis_find_ticks(window, rows < 2 * TICK_ROWS ? 2 : (size_t)(rows / TICK_ROWS), ticks);
}

int axis_gutter(struct surface_window window, int rows, enum glyphs glyphs)
{
    struct axis_ticks ticks;
    char label[AXIS_LABEL];
    int widest = 0;
    ticks_y(window, rows, &ticks);
    for (size_t i = 0; i < ticks.count; i++) {
        int width = axis_label(label, ticks.at[i], ticks.digits, glyphs);
        widest = width > widest ? width : widest;
    }
    return widest + 1;
}

/* The parameter's name, or how it begins, at the top, or in the first row below that no label
 * takes. */
static void draw_name_y(struct frame *frame, const struct camera *camera, int columns,
                        const char *name, enum glyphs glyphs, const bool *taken)
{
    char words[SPELL_LINE];
    int row = 0;
    while (row < camera->plot.rows && row < 3 && taken[row])
        row++;
    if (row >= camera->plot.rows || row >= 3)
        return;
    spell_fitting(words, sizeof words, &(struct look){.glyphs = glyphs}, name, columns - 1);
    int width = text_width(words);
    frame_text(frame, camera->plot.column - 1 - width, camera->plot.row + row, width, name_style,
               words);
}

void axis_draw_y(struct frame *frame, const struct camera *camera, int columns, const char *name,
                 enum glyphs glyphs)
{
    struct axis_ticks ticks;
    char label[AXIS_LABEL];
    bool taken[3] = {false};
    int last = -1;
    ticks_y(camera->window[1], camera->plot.rows, &ticks);
    for (size_t i = ticks.count; i-- > 0;) {
        double at[SURFACE_AXES] = {camera->window[0].low, ticks.at[i]};
        int column, row, width = axis_label(label, ticks.at[i], ticks.digits, glyphs);
        camera_cell(camera, at, &column, &row);
        if (row <= last || width >= columns)
            continue;
        frame_text(frame, column - 1 - width, row, width, label_style, label);
        last = row;
        if (row - camera->plot.row < 3)
            taken[row - camera->plot.row] = true;
    }
    draw_name_y(frame, camera, columns, name, glyphs, taken);
}

void axis_draw_x(struct frame *frame, const struct camera *camera, int from, int to,
                 const char *name, enum glyphs glyphs)
{
    struct axis_ticks ticks;
    char label[AXIS_LABEL];
    int below = camera->plot.row + camera->plot.rows, free = from;
    int columns = camera->plot.columns, name_columns = text_width(name);
    int end = name_columns <= (to - from) / 3 ? to - name_columns - 1 : to; /* of the labels */
    axis_find_ticks(camera->window[0],
                    columns < 2 * TICK_COLUMNS ? 2 : (size_t)(columns / TICK_COLUMNS), &ticks);
    for (size_t i = 0; i < ticks.count; i++) {
        double at[SURFACE_AXES] = {ticks.at[i], camera->window[1].low};
        int column, row, width = axis_label(label, ticks.at[i], ticks.digits, glyphs);
        camera_cell(camera, at, &column, &row);
        int start = column - width / 2;
        start = start + width > end ? end - width : start;
        start = start < from ? from : start;
        if (start < free || start + width > end || start + width <= column)
            continue;
        frame_text(frame, start, below, width, label_style, label);
        free = start + width + LABEL_GAP;
    }
    if (end < to)
        frame_text(frame, to - name_columns, below, name_columns, name_style, name);
}
