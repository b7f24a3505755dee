/*
 * The next step of a walker, as the screen draws it (view/arrows.h): a line to where it will land,
 * true to scale, and a ring there; an arrow downhill and one along what is kept of the steps
 * before, which show directions and are of one length. The key in the legend says which is which.
 */
#include "export/figure_marks.h"

#include <math.h>
#include <string.h>

#include "view/outside.h"
#include "view/path.h"
#include "view/step.h"

#define PART     6.0 /* of the plot's width that an arrow is long, */
#define SHORTEST 4.0 /* in letters, at least */
#define LONGEST  7.0 /* at most */
#define SEEN     0.8 /* letters: a shorter step is an arrow as the others */
#define HEAD     0.75
#define BESIDE   1.25 /* letters from a head to its letter */

enum { TAKEN = 2 + 2 * ARROWS };

struct sketch {
    const struct figure *figure;
    struct canvas *canvas;
    size_t walker;
    struct explanation step;
    struct spot from, to;
    struct spot taken[TAKEN];
    size_t count;
};

/* --- what there is */

/* From a walker outside nothing is drawn. */
static bool explain(const struct figure *figure, struct explanation *step)
{
    const struct walk *walk = figure->source.race->walks[figure_walker(figure)];
    return figure_has(figure, FIGURE_ARROWS) && step_shown(walk, step) == STEP_NEXT &&
           outside_distance(figure->window, step->before) == 0;
}

static struct spot place_of(const struct figure *figure, const double at[SURFACE_AXES])
{
    return figure_place(figure, figure->layout.plot, at);
}

static bool is_short(const struct figure *figure, const struct explanation *step)
{
    struct spot from = place_of(figure, step->before), to = place_of(figure, step->after);
    return hypot(to.x - from.x, to.y - from.y) < SEEN * figure->layout.text;
}

static double size_of(struct surface_window window)
{
    return window.high - window.low;
}

/* The way against the part's value on the page, of length 1. False: there is none. */
static bool way_of(const struct figure *figure, const struct explanation *step, enum arrow kind,
                   struct spot *way)
{
    const struct box plot = figure->layout.plot;
    const struct part *part = explanation_find(step, arrow_rows[kind].role);
    if (part == NULL || (kind == ARROW_STEP && !is_short(figure, step)))
        return false;
    double longest = fmax(fabs(part->value[0]), fabs(part->value[1]));
    if (!(longest > 0) || !isfinite(longest))
        return false;
    way->x = -part->value[0] / longest / size_of(figure->window[0]) * plot.width;
    way->y = part->value[1] / longest / size_of(figure->window[1]) * plot.height;
    double length = hypot(way->x, way->y);
    *way = (struct spot){way->x / length, way->y / length};
    return true;
}

size_t figure_arrow_keys(const struct figure *figure, struct figure_arrow_key out[ARROWS + 1])
{
    struct explanation step;
    struct spot way;
    size_t count = 0, walker = figure_walker(figure);
    if (!explain(figure, &step))
        return 0;
    if (!is_short(figure, &step))
        out[count++] = (struct figure_arrow_key){'\0', walker, "lands"};
    for (int kind = 0; kind < ARROWS; kind++)
        if (way_of(figure, &step, (enum arrow)kind, &way))
            out[count++] = (struct figure_arrow_key){
                arrow_rows[kind].letter, kind == ARROW_STEP ? walker : arrow_rows[kind].color,
                arrow_words((enum arrow)kind, &step,
                            step_chance(figure->source.race->walks[walker]))};
    return count;
}

/* --- drawing */

static void take(struct sketch *sketch, struct spot spot)
{
    if (sketch->count < TAKEN)
        sketch->taken[sketch->count++] = spot;
}

static bool is_taken(const struct sketch *sketch, struct spot spot)
{
    for (size_t i = 0; i < sketch->count; i++)
        if (hypot(sketch->taken[i].x - spot.x, sketch->taken[i].y - spot.y) <
            sketch->figure->layout.text)
            return true;
    return false;
}

static void draw_head(const struct sketch *sketch, struct spot at, struct spot way, color paint)
{
    double size = HEAD * sketch->figure->layout.text;
    struct outline head = {0};
    outline_move(&head, at.x, at.y);
    outline_line(&head, at.x - size * (way.x - 0.5 * way.y), at.y - size * (way.y + 0.5 * way.x));
    outline_line(&head, at.x - size * (way.x + 0.5 * way.y), at.y - size * (way.y - 0.5 * way.x));
    outline_close(&head);
    canvas_stroke(sketch->canvas, &head,
                  &(struct stroke){.color = figure_rim(sketch->figure),
                                   .alpha = 0.8,
                                   .width = 2 * figure_pen(sketch->figure),
                                   .round = true});
    canvas_fill(sketch->canvas, &head, paint, 1);
    outline_release(&head);
}

/* Beyond the head; further where another's letter stands. */
static void draw_letter(struct sketch *sketch, struct spot head, struct spot way, char letter,
                        color paint)
{
    const double apart = BESIDE * sketch->figure->layout.text;
    struct figure_mark mark = {.at = head, .color = paint, .size = 0.8};
    do {
        mark.at.x += apart * way.x;
        mark.at.y += apart * way.y;
    } while (is_taken(sketch, mark.at));
    take(sketch, mark.at);
    figure_mark_walker(sketch->figure, sketch->canvas, &mark, letter, false);
}

static void draw_arrow(struct sketch *sketch, enum arrow kind)
{
    const struct figure *figure = sketch->figure;
    const double text = figure->layout.text;
    size_t shade = kind == ARROW_STEP ? sketch->walker : arrow_rows[kind].color;
    color paint = figure_path_color(figure, shade);
    struct outline line = {0};
    struct spot way;
    if (!way_of(figure, &sketch->step, kind, &way))
        return;
    double length = fmin(fmax(figure->layout.plot.width / PART, SHORTEST * text), LONGEST * text);
    struct spot end = {sketch->from.x + length * way.x, sketch->from.y + length * way.y};
    outline_segment(&line, sketch->from.x, sketch->from.y, end.x, end.y);
    figure_stroke_path(figure, sketch->canvas, &line, shade);
    outline_release(&line);
    draw_head(sketch, end, way, paint);
    draw_letter(sketch, end, way, arrow_rows[kind].letter, paint);
}

static void draw_step(struct sketch *sketch)
{
    const struct figure *figure = sketch->figure;
    double from[SURFACE_AXES], to[SURFACE_AXES];
    struct outline line = {0};
    memcpy(from, sketch->step.before, sizeof from);
    memcpy(to, sketch->step.after, sizeof to);
    if (path_clip(figure->window, from, to)) {
        struct spot a = place_of(figure, from), b = place_of(figure, to);
        outline_segment(&line, a.x, a.y, b.x, b.y);
        figure_stroke_path(figure, sketch->canvas, &line, sketch->walker);
    }
    outline_release(&line);
    figure_mark_landing(figure, sketch->canvas,
                        &(struct figure_mark){.at = sketch->to,
                                              .color = figure_path_color(figure, sketch->walker),
                                              .size = 1});
}

void figure_draw_arrows(const struct figure *figure, struct canvas *canvas)
{
    struct sketch sketch = {.figure = figure, .canvas = canvas, .walker = figure_walker(figure)};
    if (!explain(figure, &sketch.step))
        return;
    sketch.from = place_of(figure, sketch.step.before);
    sketch.to = place_of(figure, sketch.step.after);
    take(&sketch, sketch.from);
    take(&sketch, sketch.to);
    canvas_push_clip(canvas, figure->layout.plot);
    draw_arrow(&sketch, ARROW_MOMENTUM);
    draw_arrow(&sketch, ARROW_GRADIENT);
    draw_arrow(&sketch, ARROW_STEP);
    if (!is_short(figure, &sketch.step))
        draw_step(&sketch);
    canvas_pop_clip(canvas);
}
