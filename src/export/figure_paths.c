/*
 * The walks: each path from its start to where it is, cut exactly at the border of the map, with a
 * dot at each step where steps are long; the marks on top. A walker that has left the map is not
 * drawn on it: an arrow at the border points to it and says how far it is.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "export/figure_marks.h"
#include "export/landscape.h"
#include "view/marks.h"
#include "view/outside.h"
#include "view/path.h"

#define WIDTH     1.8 /* units */
#define RIM       1.1
#define SAME      0.25 /* units: nearer points are drawn as one */
#define DOTS_FROM 5.5  /* units from step to step */
#define DOT       1.9  /* units */
#define HIDDEN    0.75
#define BESIDE    2.2 /* letters from a place to its mark, if that is taken */

enum { MOST_DOTS = 1000, TAKEN = 3 * RACE_WALKS, LONG_WALK = 4000 /* points */ };

struct paths {
    const struct figure *figure;
    struct canvas *canvas;
    const struct box *within; /* NULL: all is drawn */
    struct spot taken[TAKEN];
    size_t count;
};

/* --- lines */

/* May something of a line from a to b, or of a dot at its ends, show in the part that is drawn? */
static bool may_show(const struct paths *paths, struct spot a, struct spot b)
{
    const double reach = (DOT + WIDTH + 2 * RIM) * figure_pen(paths->figure);
    const struct box *box = paths->within;
    return box == NULL ||
           (fmax(a.x, b.x) >= box->x - reach && fmin(a.x, b.x) <= box->x + box->width + reach &&
            fmax(a.y, b.y) >= box->y - reach && fmin(a.y, b.y) <= box->y + box->height + reach);
}

static void add_segment(const struct paths *paths, struct outline *outline, const double from[2],
                        const double to[2], bool *joined)
{
    const struct figure *figure = paths->figure;
    double a[2] = {from[0], from[1]}, b[2] = {to[0], to[1]};
    bool is_on_map = path_clip(figure->window, a, b);
    struct spot begin = figure_place(figure, figure->layout.plot, a);
    struct spot end = figure_place(figure, figure->layout.plot, b);
    if (!is_on_map || !may_show(paths, begin, end)) {
        *joined = false;
        return;
    }
    if (!*joined || a[0] != from[0] || a[1] != from[1])
        outline_move(outline, begin.x, begin.y);
    *joined = b[0] == to[0] && b[1] == to[1];
    outline_line(outline, end.x, end.y);
}

/* On a flat map, beyond its border too. */
static double distance_on_map(const struct figure *figure, const double a[2], const double b[2])
{
    double away[2];
    for (int axis = 0; axis < 2; axis++)
        away[axis] = camera_fraction(figure->window[axis], a[axis]) -
                     camera_fraction(figure->window[axis], b[axis]);
    return hypot(away[0] * figure->layout.plot.width, away[1] * figure->layout.plot.height);
}

/* --- long walks: what runs along lines that are there already is not drawn again */

struct trodden {
    const struct figure *figure;
    size_t columns, rows;
    bool *cells; /* of the map, a unit wide; NULL: a short walk, or no memory: all is drawn */
};

static void trodden_init(struct trodden *trodden, const struct figure *figure, size_t count)
{
    *trodden = (struct trodden){.figure = figure,
                                .columns = (size_t)figure->layout.plot.width + 1,
                                .rows = (size_t)figure->layout.plot.height + 1};
    if (count > LONG_WALK)
        trodden->cells = calloc(trodden->columns * trodden->rows, sizeof *trodden->cells);
}

/* Is every cell from a to b trodden? Then they are. */
static bool tread(struct trodden *trodden, const double from[2], const double to[2])
{
    const struct figure *figure = trodden->figure;
    double a[2] = {from[0], from[1]}, b[2] = {to[0], to[1]}, at[2], step[2], length = 0;
    if (trodden->cells == NULL || !path_clip(figure->window, a, b))
        return false;
    for (int axis = 0; axis < 2; axis++) {
        double side = (double)(axis == 0 ? trodden->columns - 1 : trodden->rows - 1);
        at[axis] = camera_fraction(figure->window[axis], a[axis]) * side;
        step[axis] = camera_fraction(figure->window[axis], b[axis]) * side - at[axis];
        length = fmax(length, fabs(step[axis]));
    }
    size_t steps = (size_t)(2 * length) + 1;
    bool all = true;
    for (size_t i = 0; i <= steps; i++) {
        double part = (double)i / (double)steps;
        size_t column = (size_t)fmax(at[0] + step[0] * part, 0);
        size_t row = (size_t)fmax(at[1] + step[1] * part, 0);
        bool *cell = &trodden->cells[row * trodden->columns + column];
        all = all && *cell;
        *cell = true;
    }
    return all;
}

/* --- and all others */

/* Points that lie close together are drawn as one; the last is always there. What other ground
 * hides goes into an outline of its own. */
static void add_points(const struct paths *paths, struct outline *outline, struct outline *hidden,
                       const struct walk_point *points, size_t count)
{
    const struct figure *figure = paths->figure;
    struct landscape_line line = {
        .landscape = figure->landscape, .seen = outline, .hidden = hidden};
    const double *last = points[0].at;
    struct trodden trodden;
    bool joined = false;
    trodden_init(&trodden, figure, count);
    for (size_t i = 1; i < count; i++) {
        if (i + 1 < count && distance_on_map(figure, last, points[i].at) < SAME)
            continue;
        if (tread(&trodden, last, points[i].at)) {
            joined = false;
            landscape_line_end(&line);
        } else if (figure->landscape != NULL) {
            landscape_drape(&line, last, points[i].at);
        } else {
            add_segment(paths, outline, last, points[i].at, &joined);
        }
        last = points[i].at;
    }
    free(trodden.cells);
}

void figure_stroke_hidden(const struct figure *figure, struct canvas *canvas,
                          const struct outline *outline, color paint)
{
    canvas_stroke(canvas, outline,
                  &(struct stroke){.color = paint,
                                   .alpha = HIDDEN,
                                   .width = 1.2 * figure_pen(figure),
                                   .dash_count = 2,
                                   .dash = {4, 3}});
}

void figure_stroke_path(const struct figure *figure, struct canvas *canvas,
                        const struct outline *outline, size_t walker)
{
    canvas_stroke(canvas, outline,
                  &(struct stroke){.color = figure_rim(figure),
                                   .alpha = 0.7,
                                   .width = (WIDTH + 2 * RIM) * figure_pen(figure),
                                   .round = true});
    canvas_stroke(canvas, outline,
                  &(struct stroke){.color = figure_path_color(figure, walker),
                                   .alpha = 1,
                                   .width = WIDTH * figure_pen(figure),
                                   .round = true});
}

static void draw_line(const struct paths *paths, size_t walker)
{
    const struct figure *figure = paths->figure;
    struct outline outline = {0}, hidden = {0};
    size_t count;
    const struct walk_point *points = walk_points(figure->source.race->walks[walker], &count);
    add_points(paths, &outline, &hidden, points, count);
    figure_stroke_hidden(figure, paths->canvas, &hidden, figure_path_color(figure, walker));
    outline_release(&hidden);
    figure_stroke_path(figure, paths->canvas, &outline, walker);
    outline_release(&outline);
}

/* A future. All of it, whatever part is drawn: its dots rest. */
static void draw_future(const struct paths *paths, size_t walker, enum trail trail)
{
    const struct figure *figure = paths->figure;
    const struct paths all = {.figure = figure};
    const struct trail_line line = figure_trail(figure, walker, trail);
    const struct stroke dotted =
        figure_dotted(figure_path_color(figure, walker), WIDTH * figure_pen(figure));
    struct stroke rim = dotted;
    rim.color = figure_rim(figure);
    rim.width += RIM * figure_pen(figure);
    struct outline outline = {0};
    if (line.count > 1)
        add_points(&all, &outline, &outline, line.points, line.count);
    canvas_stroke(paths->canvas, &outline, &rim);
    canvas_stroke(paths->canvas, &outline, &dotted);
    outline_release(&outline);
}

/* A dot at each point that is far from both its neighbours. */
static void draw_dots(const struct paths *paths, size_t walker)
{
    const struct figure *figure = paths->figure;
    struct outline outline = {0};
    size_t count, dots = 0;
    const struct walk_point *points = walk_points(figure->source.race->walks[walker], &count);
    for (size_t i = 1; i + 1 < count && count <= LONG_WALK && dots < MOST_DOTS; i++) {
        struct spot spot[3];
        for (size_t j = 0; j < 3; j++)
            spot[j] = figure_place(figure, figure->layout.plot, points[i - 1 + j].at);
        if (!(hypot(spot[1].x - spot[0].x, spot[1].y - spot[0].y) >= DOTS_FROM) ||
            !(hypot(spot[2].x - spot[1].x, spot[2].y - spot[1].y) >= DOTS_FROM) ||
            outside_distance(figure->window, points[i].at) > 0 ||
            figure_hides(figure, points[i].at))
            continue;
        dots++;
        if (!may_show(paths, spot[1], spot[1]))
            continue;
        outline_circle(&outline, spot[1].x, spot[1].y, DOT * figure_pen(figure));
    }
    canvas_stroke(paths->canvas, &outline,
                  &(struct stroke){.color = figure_rim(figure), .alpha = 0.7, .width = 1.2});
    canvas_fill(paths->canvas, &outline, figure_path_color(figure, walker), 1);
    outline_release(&outline);
}

/* --- marks */

static bool is_taken(const struct paths *paths, struct spot spot)
{
    const double apart = 1.3 * paths->figure->layout.text;
    for (size_t i = 0; i < paths->count; i++)
        if (hypot(paths->taken[i].x - spot.x, paths->taken[i].y - spot.y) < apart)
            return true;
    return false;
}

static void take(struct paths *paths, struct spot spot)
{
    if (paths->count < TAKEN)
        paths->taken[paths->count++] = spot;
}

static bool is_on_map(const struct figure *figure, struct spot spot)
{
    const struct box plot = figure->layout.plot;
    return spot.x >= plot.x && spot.x <= plot.x + plot.width && spot.y >= plot.y &&
           spot.y <= plot.y + plot.height;
}

/* Several at one place stand around it. */
static struct spot free_spot(const struct paths *paths, struct spot wanted)
{
    static const double turn = NUMBER_PI / 4;
    const double text = paths->figure->layout.text;
    for (int i = 0; i < 16 && is_taken(paths, wanted); i++) {
        double radius = BESIDE * text * (1 + i / 8), angle = turn * (i % 8) - turn;
        struct spot beside = {wanted.x + radius * cos(angle), wanted.y + radius * sin(angle)};
        if (is_on_map(paths->figure, beside) && !is_taken(paths, beside))
            return beside;
    }
    return wanted;
}

/* From a mark that stands aside to its place. */
static void draw_leader(const struct paths *paths, struct spot from, struct spot to, color paint)
{
    struct outline line = {0};
    outline_segment(&line, from.x, from.y, to.x, to.y);
    double width = 1.2 * figure_pen(paths->figure), rim = RIM * figure_pen(paths->figure);
    canvas_stroke(paths->canvas, &line,
                  &(struct stroke){
                      .color = figure_rim(paths->figure), .alpha = 0.8, .width = width + 2 * rim});
    canvas_stroke(paths->canvas, &line,
                  &(struct stroke){.color = paint, .alpha = 1, .width = width});
    outline_release(&line);
}

static void draw_start(struct paths *paths, size_t walker)
{
    const struct figure *figure = paths->figure;
    const double *start = walk_start_point(figure->source.race->walks[walker]);
    if (outside_distance(figure->window, start) > 0)
        return;
    const struct figure_mark mark = {.at = figure_place(figure, figure->layout.plot, start),
                                     .color = figure_path_color(figure, walker),
                                     .size = 1,
                                     .faint = figure_hides(figure, start)};
    figure_mark_start(figure, paths->canvas, &mark);
}

/* Where a walker's mark goes; from one that stands aside a line leads to its place, below all
 * marks. */
static struct spot find_spot(struct paths *paths, size_t walker)
{
    const struct figure *figure = paths->figure;
    const double *at = marks_place(figure->source.race->walks[walker]);
    const struct spot place = figure_place(figure, figure->layout.plot, at);
    const struct spot spot = free_spot(paths, place);
    if (spot.x != place.x || spot.y != place.y)
        draw_leader(paths, spot, place, figure_path_color(figure, walker));
    take(paths, spot);
    return spot;
}

static void draw_walker(const struct paths *paths, size_t walker, struct spot spot)
{
    const struct figure *figure = paths->figure;
    const struct walk *walk = figure->source.race->walks[walker];
    const struct figure_mark mark = {.at = spot,
                                     .color = figure_path_color(figure, walker),
                                     .size = 1,
                                     .faint = figure_hides(figure, marks_place(walk))};
    figure_mark_walker(figure, paths->canvas, &mark,
                       figure->source.race->count > 1 ? race_letter(walker) : '\0',
                       walk_has_diverged(walk));
}

/* --- beyond the border */

static int side(double fraction)
{
    return (fraction > 1) - (fraction < 0);
}

/* "B: 3.1 windows away", "diverged at step 12" */
static void print_outside(const struct figure *figure, size_t walker, const double *at,
                          struct buffer *out)
{
    const struct walk *walk = figure->source.race->walks[walker];
    char number[FIGURE_NUMBER];
    double windows = outside_distance(figure->window, at);
    if (figure->source.race->count > 1)
        buffer_printf(out, "%c ", race_letter(walker));
    if (walk_has_diverged(walk)) {
        buffer_printf(out, "diverged at step %llu", (unsigned long long)walk_now(walk)->step);
        return;
    }
    if (!(windows <= OUTSIDE_FAR)) {
        buffer_add_text(out, "too far to show");
        return;
    }
    figure_number(number, windows, windows < 100 ? 2 : 3);
    buffer_printf(out, "%s window%s away", number, strcmp(number, "1") == 0 ? "" : "s");
}

static struct spot way_out(const struct figure *figure, const double at[SURFACE_AXES])
{
    if (figure->landscape != NULL)
        return landscape_way_out(figure->landscape, at);
    return (struct spot){side(camera_fraction(figure->window[0], at[0])),
                         -side(camera_fraction(figure->window[1], at[1]))};
}

static double within(double value, double low, double high)
{
    return fmin(fmax(value, low), high);
}

/* On the side that the mark points to, off the walk, if there is room; if there is none on either,
 * the legend alone says it. */
static void write_outside(const struct paths *paths, size_t walker, struct spot at, struct spot way)
{
    const struct figure *figure = paths->figure;
    const struct box plot = figure->layout.plot;
    const double text = figure->layout.text;
    struct buffer words = {0};
    struct text_style style = figure_text(figure, 0.9, false);
    print_outside(figure, walker, marks_place(figure->source.race->walks[walker]), &words);
    bool on_paper = figure->landscape != NULL; /* a landscape does not fill its box */
    style.color = on_paper ? figure_word_color(figure, walker) : figure_path_color(figure, walker);
    style.halo = 1.6;
    style.halo_color = on_paper ? figure->theme.paper : figure_rim(figure);
    double width = lettering_width(buffer_text(&words), &style.font) + text;
    bool fits_right = at.x + width<plot.x + plot.width, fits_left = at.x - width> plot.x;
    bool to_right = fits_right && (way.x >= 0 || !fits_left);
    style.anchor = to_right ? TEXT_START : TEXT_END;
    if (to_right || fits_left)
        canvas_text(paths->canvas, at.x + (to_right ? 0.95 : -0.95) * text, at.y + 0.33 * text,
                    canvas_words(paths->canvas, &words), &style);
    buffer_release(&words);
}

static void draw_outside(struct paths *paths, size_t walker)
{
    const struct figure *figure = paths->figure;
    const struct box plot = figure->layout.plot;
    const double text = figure->layout.text, inset = 0.75 * text;
    const double *at = marks_place(figure->source.race->walks[walker]);
    struct spot place = figure_place(figure, plot, at);
    if (isnan(at[0]) || isnan(at[1]))
        return;
    struct figure_mark mark = {
        .at = {within(place.x, plot.x + inset, plot.x + plot.width - inset),
               within(place.y, plot.y + inset, plot.y + plot.height - inset)},
        .color = figure_path_color(figure, walker),
        .size = 1};
    for (int i = 0; i < TAKEN && is_taken(paths, mark.at); i++)
        mark.at.y += mark.at.y < plot.y + plot.height / 2 ? 1.4 * text : -1.4 * text;
    take(paths, mark.at);
    struct spot way = way_out(figure, at);
    figure_mark_outside(figure, paths->canvas, &mark, way);
    write_outside(paths, walker, mark.at, way);
}

static void draw_walkers(struct paths *paths)
{
    const struct figure *figure = paths->figure;
    const struct race *race = figure->source.race;
    struct spot spots[RACE_WALKS];
    bool outside[RACE_WALKS];
    for (size_t i = 0; i < race->count; i++) {
        outside[i] = outside_distance(figure->window, marks_place(race->walks[i])) > 0;
        if (!outside[i])
            spots[i] = find_spot(paths, i);
    }
    for (size_t i = 0; i < race->count; i++) {
        if (outside[i])
            draw_outside(paths, i);
        else
            draw_walker(paths, i, spots[i]);
    }
}

void figure_draw_paths(const struct figure *figure, struct canvas *canvas, const struct box *within)
{
    struct paths paths = {.figure = figure, .canvas = canvas, .within = within};
    const struct race *race = figure->source.race;
    canvas_push_clip(canvas, figure->layout.plot);
    for (size_t i = 0; i < race->count; i++) {
        draw_future(&paths, i, TRAIL_GHOST);
        draw_future(&paths, i, TRAIL_AHEAD);
        draw_line(&paths, i);
        draw_dots(&paths, i);
    }
    canvas_pop_clip(canvas);
    for (size_t i = 0; i < race->count; i++)
        draw_start(&paths, i);
    draw_walkers(&paths);
}
