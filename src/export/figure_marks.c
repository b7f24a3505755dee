/*
 * Every mark has a dark rim on a coloured map and a light one on paper, so that it reads on any
 * ground.
 */
#include "export/figure_marks.h"

#include <math.h>

#include "base/number.h"

#define RING    0.40 /* radii, in letters */
#define DISC    0.42
#define CHIP    0.66
#define DIAMOND 0.52
#define CROSS   0.34
#define RIM     1.3 /* units */
#define DARK    0x101014
#define FAINT   0.5

color figure_rim(const struct figure *figure)
{
    return figure_has_heat(figure) ? DARK : figure->theme.paper;
}

static double strength(const struct figure_mark *mark)
{
    return mark->faint ? FAINT : 1;
}

/* Outlined twice: the rim, then the line itself. */
static void stroke_rimmed(const struct figure *figure, struct canvas *canvas,
                          const struct outline *outline, const struct figure_mark *mark,
                          double width)
{
    double pen = figure_pen(figure);
    width *= pen;
    canvas_stroke(canvas, outline,
                  &(struct stroke){.color = figure_rim(figure),
                                   .alpha = 0.85 * strength(mark),
                                   .width = width + 2 * RIM * pen,
                                   .round = true});
    canvas_stroke(
        canvas, outline,
        &(struct stroke){
            .color = mark->color, .alpha = strength(mark), .width = width, .round = true});
}

static void fill_rimmed(const struct figure *figure, struct canvas *canvas,
                        const struct outline *outline, const struct figure_mark *mark)
{
    canvas_stroke(canvas, outline,
                  &(struct stroke){.color = figure_rim(figure),
                                   .alpha = 0.9 * strength(mark),
                                   .width = 2 * RIM * figure_pen(figure),
                                   .round = true});
    canvas_fill(canvas, outline, mark->color, strength(mark));
}

static double letters(const struct figure *figure, const struct figure_mark *mark)
{
    return mark->size * figure->layout.text;
}

void figure_mark_start(const struct figure *figure, struct canvas *canvas,
                       const struct figure_mark *mark)
{
    struct outline ring = {0};
    outline_circle(&ring, mark->at.x, mark->at.y, RING * letters(figure, mark));
    canvas_fill(canvas, &ring, figure_rim(figure), 0.55 * strength(mark));
    stroke_rimmed(figure, canvas, &ring, mark, 1.7);
    outline_release(&ring);
}

void figure_mark_landing(const struct figure *figure, struct canvas *canvas,
                         const struct figure_mark *mark)
{
    const double pen = figure_pen(figure);
    struct outline ring = {0};
    outline_circle(&ring, mark->at.x, mark->at.y, DISC * letters(figure, mark));
    canvas_fill(canvas, &ring, figure_rim(figure), 0.85);
    canvas_fill(canvas, &ring, mark->color, 0.25);
    canvas_stroke(canvas, &ring,
                  &(struct stroke){.color = mark->color,
                                   .alpha = 1,
                                   .width = 1.5 * pen,
                                   .dash_count = 2,
                                   .dash = {2 * pen, 1.4 * pen}});
    outline_release(&ring);
}

static void draw_letter(const struct figure *figure, struct canvas *canvas,
                        const struct figure_mark *mark, char letter)
{
    const char word[] = {letter, '\0'};
    struct text_style style = figure_text(figure, 0.9 * mark->size, false);
    style.font.bold = true;
    style.color = color_ink(mark->color);
    style.anchor = TEXT_MIDDLE;
    canvas_text(canvas, mark->at.x, mark->at.y + 0.365 * style.font.size, word, &style);
}

void figure_mark_walker(const struct figure *figure, struct canvas *canvas,
                        const struct figure_mark *mark, char letter, bool lost)
{
    struct outline disc = {0};
    double radius = (letter != 0 || lost ? CHIP : DISC) * letters(figure, mark);
    outline_circle(&disc, mark->at.x, mark->at.y, radius);
    fill_rimmed(figure, canvas, &disc, mark);
    outline_clear(&disc);
    if (letter != 0) {
        draw_letter(figure, canvas, mark, letter);
    } else if (lost) {
        double arm = 0.62 * radius;
        outline_segment(&disc, mark->at.x - arm, mark->at.y - arm, mark->at.x + arm,
                        mark->at.y + arm);
        outline_segment(&disc, mark->at.x - arm, mark->at.y + arm, mark->at.x + arm,
                        mark->at.y - arm);
        canvas_stroke(canvas, &disc,
                      &(struct stroke){.color = color_ink(mark->color), .alpha = 1, .width = 1.7});
    }
    outline_release(&disc);
}

void figure_mark_outside(const struct figure *figure, struct canvas *canvas,
                         const struct figure_mark *mark, struct spot way)
{
    struct outline triangle = {0};
    double turn = atan2(way.x, -way.y) * 180 / NUMBER_PI;
    outline_polygon(&triangle, mark->at.x, mark->at.y, 0.62 * letters(figure, mark), 3, turn);
    fill_rimmed(figure, canvas, &triangle, mark);
    outline_release(&triangle);
}

static void draw_cross(const struct figure *figure, struct canvas *canvas,
                       const struct figure_mark *mark)
{
    struct outline cross = {0};
    double arm = CROSS * letters(figure, mark);
    outline_segment(&cross, mark->at.x - arm, mark->at.y - arm, mark->at.x + arm, mark->at.y + arm);
    outline_segment(&cross, mark->at.x - arm, mark->at.y + arm, mark->at.x + arm, mark->at.y - arm);
    stroke_rimmed(figure, canvas, &cross, mark, 2);
    outline_release(&cross);
}

void figure_mark_critical(const struct figure *figure, struct canvas *canvas,
                          const struct figure_mark *mark, enum critical_kind kind)
{
    struct outline shape = {0};
    double radius = DIAMOND * letters(figure, mark);
    if (kind == CRITICAL_SADDLE) {
        draw_cross(figure, canvas, mark);
        return;
    }
    if (kind == CRITICAL_MAXIMUM)
        outline_polygon(&shape, mark->at.x, mark->at.y + 0.2 * radius, radius, 3, 0);
    else
        outline_polygon(&shape, mark->at.x, mark->at.y, radius, 4, 0);
    if (kind == CRITICAL_FLAT)
        stroke_rimmed(figure, canvas, &shape, mark, 1.6);
    else
        fill_rimmed(figure, canvas, &shape, mark);
    outline_release(&shape);
}
