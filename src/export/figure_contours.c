/*
 * Contour lines with the losses that they stand for.
 *
 * They are traced on a lattice of their own, which reaches from border to border of the map and is
 * coarser than its pixels, in positions on the scale: between two samples those are straighter than
 * losses are.
 */
#include "export/figure_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "export/isoline.h"
#include "view/marks.h"
#include "view/path.h"

#define CELL 0.9 /* units, about */
#define SHORTEST                                                                                   \
    9.0 /* units: a line that is shorter is a bead of a valley too narrow to be sampled */
#define TOLERANCE    0.06 /* units that a line may be off */
#define LABEL_SIZE   0.8  /* of a letter */
#define SPOTS_APART  7.0  /* units, along a walk, at most */
#define LABELS_APART 26.0 /* letters */
#define MOST_WORK    1e9

enum { MOST_CELLS = 1600, LABELS = 40, WAY_SPOTS = 300 };

struct lattice {
    size_t columns, rows;
    double *x, *y, *position;
};

struct contours {
    const struct figure *figure;
    struct canvas *canvas;
    struct isoline_grid grid;
    double level[FIGURE_CONTOUR_LINES]; /* positions */
    char word[FIGURE_CONTOUR_LINES][FIGURE_NUMBER];
    struct isolines lines;
    struct isoline_label labels[LABELS];
    size_t label_count;
};

static void lattice_free(struct lattice *lattice)
{
    free(lattice->x);
    free(lattice->y);
    free(lattice->position);
}

static size_t nodes(double length, double less)
{
    double cells = round(length / (CELL * less));
    return 1 + (size_t)fmin(fmax(cells, 8), MOST_CELLS);
}

static void spread(struct surface_window window, size_t count, double *at)
{
    for (size_t i = 0; i < count; i++)
        at[i] = camera_between(window, (double)i / (double)(count - 1));
}

static bool lattice_sample(struct lattice *lattice, const struct figure *figure)
{
    const struct surface *surface = figure->source.scene->surface;
    const struct box plot = figure->layout.plot;
    double work = plot.width * plot.height / CELL / CELL * surface_cost(surface);
    double less = fmax(sqrt(work / MOST_WORK), 1);
    lattice->columns = nodes(plot.width, less);
    lattice->rows = nodes(plot.height, less);
    size_t count = lattice->columns * lattice->rows;
    lattice->x = malloc(lattice->columns * sizeof *lattice->x);
    lattice->y = malloc(lattice->rows * sizeof *lattice->y);
    lattice->position = malloc(count * sizeof *lattice->position);
    if (lattice->x == NULL || lattice->y == NULL || lattice->position == NULL)
        return false;
    spread(figure->window[0], lattice->columns, lattice->x);
    spread((struct surface_window){figure->window[1].high, figure->window[1].low}, lattice->rows,
           lattice->y);
    surface_grid(surface, SURFACE_LOSS, lattice->columns, lattice->x, lattice->rows, lattice->y,
                 &(struct surface_lanes){.loss = lattice->position});
    scale_positions(&figure->scale, lattice->position, count, lattice->position);
    return true;
}

/* --- labels */

/* One straight step, in spots that keep apart; those of its walk so far come before. */
static size_t add_step(const struct figure *figure, struct spot from, struct spot to,
                       struct isoline_spot *spots, size_t count, size_t most)
{
    double parts = ceil(hypot(to.x - from.x, to.y - from.y) / SPOTS_APART);
    for (double i = 0; i <= parts && count < most; i++) {
        double part = parts > 0 ? i / parts : 0;
        struct spot spot = {from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part};
        const struct isoline_spot *last = count > 0 ? &spots[count - 1] : NULL;
        if (last == NULL || hypot(spot.x - last->x, spot.y - last->y) >= SPOTS_APART / 2)
            spots[count++] = (struct isoline_spot){spot.x, spot.y, 0.6 * figure->layout.text};
    }
    return count;
}

/* The way of a walk over the map, in so many spots at most. */
static size_t add_way(const struct figure *figure, const struct walk *walk,
                      struct isoline_spot *spots, size_t most)
{
    size_t length, count = 0;
    const struct walk_point *points = walk_points(walk, &length);
    const struct box plot = figure->layout.plot;
    for (size_t i = 1; i < length && count < most; i++) {
        double from[SURFACE_AXES], to[SURFACE_AXES];
        memcpy(from, points[i - 1].at, sizeof from);
        memcpy(to, points[i].at, sizeof to);
        if (path_clip(figure->window, from, to))
            count = add_step(figure, figure_place(figure, plot, from),
                             figure_place(figure, plot, to), spots, count, most);
    }
    return count;
}

/* Where the walks begin and are, the critical points, the ways: no label stands there. */
static size_t find_spots(const struct contours *contours, struct isoline_spot *spots, size_t most)
{
    const struct figure *figure = contours->figure;
    const struct race *race = figure->source.race;
    const struct critical_points *critical = figure->source.critical;
    const double text = figure->layout.text;
    size_t count = 0;
    for (size_t i = 0; i < race->count && count + 2 <= most; i++) {
        const double *ends[] = {walk_start_point(race->walks[i]), marks_place(race->walks[i])};
        for (int end = 0; end < 2; end++) {
            struct spot spot = figure_place(figure, figure->layout.plot, ends[end]);
            spots[count++] = (struct isoline_spot){spot.x, spot.y, text};
        }
    }
    for (size_t i = 0; critical != NULL && i < critical->count && count < most; i++) {
        struct spot spot = figure_place(figure, figure->layout.plot, critical->points[i].at);
        spots[count++] = (struct isoline_spot){spot.x, spot.y, text};
    }
    for (size_t i = 0; i < race->count; i++)
        count += add_way(figure, race->walks[i], spots + count,
                         most - count < WAY_SPOTS ? most - count : WAY_SPOTS);
    return count;
}

static void find_labels(struct contours *contours)
{
    enum { SPOTS = 1000 + RACE_WALKS * WAY_SPOTS };
    const struct figure *figure = contours->figure;
    const struct box plot = figure->layout.plot;
    const struct font font = {.size = LABEL_SIZE * figure->layout.text};
    double widths[FIGURE_CONTOUR_LINES];
    struct isoline_spot spots[SPOTS];
    for (size_t i = 0; i < figure->contour_count; i++) {
        figure_number(contours->word[i], figure->contour[i], 3);
        widths[i] = lettering_width(contours->word[i], &font) + 0.5 * font.size;
    }
    double inset = 0.3 * figure->layout.text;
    const struct isoline_labelling labelling = {
        .grid = &contours->grid,
        .levels = contours->level,
        .widths = widths,
        .level_count = figure->contour_count,
        .height = font.size,
        .left = plot.x + inset,
        .top = plot.y + inset,
        .right = plot.x + plot.width - inset,
        .bottom = plot.y + plot.height - inset,
        .apart = LABELS_APART * figure->layout.text,
        .spots = spots,
        .spot_count = find_spots(contours, spots, SPOTS),
    };
    contours->label_count = isoline_label(&contours->lines, &labelling, contours->labels, LABELS);
}

/* --- drawing */

/* The colour of a line or label: what stands out from the colour of the map there. */
static color ink_of(const struct contours *contours, size_t level)
{
    const struct figure *figure = contours->figure;
    if (!figure_has_heat(figure))
        return color_mix(figure->theme.paper, figure->theme.ink, 150);
    return color_ink(figure_color(figure->colormap, contours->level[level]));
}

static void draw_lines(const struct contours *contours, const struct isolines *lines)
{
    const struct figure *figure = contours->figure;
    struct outline outline = {0};
    struct stroke stroke = {
        .width = 0.8, .alpha = figure_has_heat(figure) ? 0.55 : 1, .round = true};
    for (size_t i = 0; i < lines->count; i++) {
        const struct isoline *line = &lines->lines[i];
        for (size_t j = 0; j < line->count; j++) {
            const double *point = lines->points[line->first + j];
            (j == 0 ? outline_move : outline_line)(&outline, point[0], point[1]);
        }
        if (line->closed)
            outline_close(&outline);
        if (i + 1 < lines->count && lines->lines[i + 1].level == line->level)
            continue;
        stroke.color = ink_of(contours, line->level);
        canvas_stroke(contours->canvas, &outline, &stroke);
        outline_clear(&outline);
    }
    outline_release(&outline);
}

static void draw_labels(const struct contours *contours)
{
    static const double letter_middle = 0.36;
    const double degree = NUMBER_PI / 180;
    struct text_style style = figure_text(contours->figure, LABEL_SIZE, false);
    style.anchor = TEXT_MIDDLE;
    for (size_t i = 0; i < contours->label_count; i++) {
        const struct isoline_label *label = &contours->labels[i];
        double lower = letter_middle * style.font.size, turn = label->turn * degree;
        style.turn = label->turn;
        style.color = ink_of(contours, label->level);
        canvas_text(contours->canvas, label->x - lower * sin(turn), label->y + lower * cos(turn),
                    contours->word[label->level], &style);
    }
}

static double length_of(const struct isolines *lines, const struct isoline *line)
{
    double length = 0;
    for (size_t i = 1; i < line->count && length < SHORTEST; i++) {
        const double *a = lines->points[line->first + i - 1], *b = a + 2;
        length += hypot(b[0] - a[0], b[1] - a[1]);
    }
    return length;
}

static void drop_beads(struct isolines *lines)
{
    size_t kept = 0;
    for (size_t i = 0; i < lines->count; i++)
        if (length_of(lines, &lines->lines[i]) >= SHORTEST)
            lines->lines[kept++] = lines->lines[i];
    lines->count = kept;
}

static bool trace_and_draw(struct contours *contours, struct error *error)
{
    const struct figure *figure = contours->figure;
    struct isolines cut = {0};
    bool done = isoline_trace(&contours->lines, &contours->grid, contours->level,
                              figure->contour_count, error);
    if (done)
        drop_beads(&contours->lines);
    done = done && isoline_simplify(&contours->lines, TOLERANCE, error);
    if (done) {
        find_labels(contours);
        done = isoline_cut(&contours->lines, contours->labels, contours->label_count, &cut, error);
    }
    if (done) {
        canvas_push_clip(contours->canvas, figure->layout.plot);
        draw_lines(contours, &cut);
        draw_labels(contours);
        canvas_pop_clip(contours->canvas);
    }
    isoline_release(&cut);
    isoline_release(&contours->lines);
    return done;
}

void figure_draw_contours(const struct figure *figure, struct canvas *canvas)
{
    const struct box plot = figure->layout.plot;
    struct contours contours = {.figure = figure, .canvas = canvas};
    struct lattice lattice = {0};
    struct error error = {0};
    if (figure->contour_count == 0)
        return;
    if (lattice_sample(&lattice, figure)) {
        contours.grid = (struct isoline_grid){
            .columns = lattice.columns,
            .rows = lattice.rows,
            .value = lattice.position,
            .x = plot.x,
            .y = plot.y,
            .across = plot.width / (double)(lattice.columns - 1),
            .down = plot.height / (double)(lattice.rows - 1),
        };
        for (size_t i = 0; i < figure->contour_count; i++)
            contours.level[i] = scale_position(&figure->scale, figure->contour[i]);
        canvas->failed |= !trace_and_draw(&contours, &error);
    } else {
        canvas->failed = true;
    }
    lattice_free(&lattice);
}
