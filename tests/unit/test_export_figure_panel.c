/* The panels of a figure and its landscape, on a canvas that takes notes: what they say, and that
 * their lines lie where they should. */
#include "support/test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "descent/goal.h"
#include "export/landscape.h"
#include "support/stage.h"
#include "view/chart_scale.h"

enum { MOST_LINES = 64 };

/* A stroke: where it begins and ends, and how it is drawn. */
struct line {
    struct spot first, last;
    double length, width;
    color color;
    bool dashed;
};

struct notes {
    struct canvas canvas;
    struct buffer words;
    struct line lines[MOST_LINES]; /* the longest piece of each stroke */
    size_t count, images;
    double left;       /* edge of all text */
    double chip_x[26]; /* of walkers' letters */
    bool broken; /* a spot is not finite */
};

static double length_of(const struct outline *outline, size_t piece)
{
    size_t count;
    const struct spot *spots = outline_spots(outline, piece, &count);
    double length = 0;
    for (size_t i = 1; i < count; i++)
        length += hypot(spots[i].x - spots[i - 1].x, spots[i].y - spots[i - 1].y);
    return length;
}

static void check(struct notes *notes, const struct outline *outline)
{
    for (size_t i = 0; i < outline->count; i++)
        notes->broken |= !isfinite(outline->spots[i].x) || !isfinite(outline->spots[i].y);
}

static void note_stroke(struct canvas *canvas, const struct outline *outline,
                        const struct stroke *stroke)
{
    struct notes *notes = (struct notes *)canvas;
    struct line line = {
        .width = stroke->width, .color = stroke->color, .dashed = stroke->dash_count > 0};
    check(notes, outline);
    for (size_t i = 0; i < outline->piece_count; i++) {
        size_t count;
        const struct spot *spots = outline_spots(outline, i, &count);
        if (count > 1 && length_of(outline, i) > line.length) {
            line.length = length_of(outline, i);
            line.first = spots[0];
            line.last = spots[count - 1];
        }
    }
    if (line.length > 0 && notes->count < MOST_LINES)
        notes->lines[notes->count++] = line;
}

static void note_fill(struct canvas *canvas, const struct outline *outline, color paint,
                      double alpha)
{
    (void)paint, (void)alpha;
    check((struct notes *)canvas, outline);
}

static void note_image(struct canvas *canvas, struct box box, const struct bitmap *bitmap)
{
    (void)box, (void)bitmap;
    ((struct notes *)canvas)->images++;
}

static void note_text(struct canvas *canvas, double x, double y, const char *text,
                      const struct text_style *style)
{
    struct notes *notes = (struct notes *)canvas;
    double width = lettering_width(text, &style->font);
    double before = style->anchor == TEXT_END ? 1 : style->anchor == TEXT_MIDDLE ? 0.5 : 0;
    notes->broken |= !isfinite(x) || !isfinite(y);
    if (strlen(text) == 1 && *text >= 'A' && *text <= 'Z')
        notes->chip_x[*text - 'A'] = x;
    notes->left = fmin(notes->left, x - before * width);
    buffer_printf(&notes->words, "%s|", text);
}

static void ignore_box(struct canvas *canvas, struct box box)
{
    (void)canvas, (void)box;
}

static void ignore(struct canvas *canvas)
{
    (void)canvas;
}

static const struct canvas_kind note_kind = {.push_clip = ignore_box,
                                             .pop_clip = ignore,
                                             .stroke = note_stroke,
                                             .fill = note_fill,
                                             .image = note_image,
                                             .text = note_text};

/* --- a figure of a stage */

struct drawn {
    struct stage stage;
    struct figure *figure;
    struct notes notes;
};

static const struct box panel_box = {20, 30, 400, 200};

static void make_figure(struct drawn *drawn, const struct figure_options *options)
{
    struct error error = {0};
    struct verdict_ground ground = drawn->stage.ground;
    verdict_survey(&ground);
    const struct figure_source source = {
        .scene = drawn->stage.scene, .race = &drawn->stage.race, .deepest = ground.deepest};
    drawn->figure = figure_new(&source, options, &error);
    assert_non_null(drawn->figure);
    drawn->notes = (struct notes){.canvas = {&note_kind, 800, 500}, .left = 800};
}

static void release(struct drawn *drawn)
{
    assert_false(drawn->notes.broken);
    assert_false(drawn->figure->failed);
    figure_free(drawn->figure);
    buffer_release(&drawn->notes.words);
    stage_close(&drawn->stage);
}

static void draw_panel(struct drawn *drawn, const char *scene, const char *const *settings,
                       int steps, int panel)
{
    stage_open(&drawn->stage, scene, settings);
    stage_walk(&drawn->stage, steps);
    make_figure(drawn, &FIGURE_USUAL);
    figure_draw_panel(drawn->figure, &drawn->notes.canvas, panel, panel_box);
}

static bool says(const struct drawn *drawn, const char *words)
{
    return strstr(buffer_text(&drawn->notes.words), words) != NULL;
}

static void assert_says(const struct drawn *drawn, const char *words)
{
    if (!says(drawn, words))
        fail_msg("'%s' is not in '%s'", words, buffer_text(&drawn->notes.words));
}

/* The longest whole line, or dashed one, of a colour; frames and ticks are thin. */
static const struct line *line_of(const struct drawn *drawn, color paint, bool dashed)
{
    const struct line *found = NULL;
    for (size_t i = 0; i < drawn->notes.count; i++) {
        const struct line *line = &drawn->notes.lines[i];
        if (line->width > 1 && line->color == paint && line->dashed == dashed &&
            (found == NULL || line->length > found->length))
            found = line;
    }
    return found;
}

/* --- loss */

/* The curve ends where its last loss lies on the scale that the panel's labels tell: found anew
 * from the walk, in decades. */
static void the_curve_stands_on_its_scale(void **state)
{
    (void)state;
    struct drawn drawn;
    draw_panel(&drawn, "ravine", NULL, 100, CHART_LOSS);
    size_t count;
    const struct walk_point *points = walk_points(drawn.stage.race.walks[0], &count);
    const struct line *curve = line_of(&drawn, figure_word_color(drawn.figure, 0), false);
    assert_non_null(curve);
    assert_says(&drawn, "loss|");
    assert_says(&drawn, "step|");
    assert_false(says(&drawn, "linear"));
    double first = log10(points[0].loss), last = log10(points[count - 1].loss);
    double a_decade = (curve->last.y - curve->first.y) / (first - last);
    double top = panel_box.y, bottom = panel_box.y + panel_box.height;
    assert_true(curve->first.y > top && curve->last.y < bottom && a_decade > 0);
    /* the next whole decade above the start is the upper edge of the frame */
    double edge = curve->first.y - a_decade * (ceil(first) - first);
    assert_true(edge > top + 10 && edge < top + 30);
    double steps = (double)drawn.stage.scene->steps;
    assert_close((curve->last.x - curve->first.x) / 100 * steps, panel_box.width, 60, 0);
    release(&drawn);
}

static void negative_losses_are_linear(void **state)
{
    (void)state;
    struct drawn drawn;
    draw_panel(&drawn, "ripples", NULL, 60, CHART_LOSS);
    stage_close(&drawn.stage);
    figure_free(drawn.figure);
    buffer_release(&drawn.notes.words);
    const char *const settings[] = {"loss=sin(x)*cos(y) - 3", NULL};
    draw_panel(&drawn, "ripples", settings, 60, CHART_LOSS);
    assert_says(&drawn, "loss (linear)|");
    release(&drawn);
}

/* Would catch: walkers beside the chart, over the labels of its axis. */
static void walkers_at_the_start_stand_in_the_chart(void **state)
{
    (void)state;
    struct drawn drawn;
    draw_panel(&drawn, "race", NULL, 0, CHART_LOSS);
    for (int i = 1; i < 4; i++)
        assert_true(drawn.notes.chip_x[i] > drawn.notes.chip_x[i - 1]);
    release(&drawn);
}

/* Would catch: 10⁰ beside the tick of 10⁻¹. */
static void decades_are_even(void **state)
{
    (void)state;
    struct drawn drawn;
    stage_open(&drawn.stage, "01-slope", NULL);
    stage_walk(&drawn.stage, 60);
    make_figure(&drawn, &FIGURE_USUAL);
    figure_draw_panel(drawn.figure, &drawn.notes.canvas, CHART_LOSS, (struct box){0, 0, 200, 140});
    assert_says(&drawn, "10²|10⁻¹|10⁻⁴|");
    release(&drawn);
}

/* Would catch: labels that lie on what stands beside the panel. */
static void wide_labels_have_their_room(void **state)
{
    (void)state;
    struct drawn drawn;
    draw_panel(&drawn, "monkey-saddle", NULL, 120, CHART_LOSS);
    assert_says(&drawn, "−2·10²⁰⁵|");
    assert_true(drawn.notes.left >= panel_box.x);
    release(&drawn);
}

/* Would catch: a line to nowhere where a walk leaves the finite numbers. */
static void a_diverging_curve_leaves_through_the_top(void **state)
{
    (void)state;
    struct drawn drawn;
    const char *const settings[] = {"lr=1", NULL};
    draw_panel(&drawn, "ravine", settings, 400, CHART_LOSS);
    assert_true(walk_has_diverged(drawn.stage.race.walks[0]));
    const struct line *curve = line_of(&drawn, figure_word_color(drawn.figure, 0), false);
    assert_non_null(curve);
    assert_true(curve->last.y < panel_box.y + 30);
    release(&drawn);
}

static void batches_are_dots_and_epochs_are_told(void **state)
{
    (void)state;
    struct drawn drawn;
    draw_panel(&drawn, "line-fit", NULL, 50, CHART_LOSS);
    assert_says(&drawn, "epoch ");
    assert_says(&drawn, "dots: loss over the batch|");
    release(&drawn);
}

/* --- cut */

static void the_cut_shows_the_step(void **state)
{
    (void)state;
    struct drawn drawn;
    const char *const settings[] = {"lr=0.099", NULL}; /* beyond the bottom of the ravine */
    draw_panel(&drawn, "ravine", settings, 0, CHART_CUT);
    assert_says(&drawn, "next step|");
    assert_says(&drawn, "past the bottom|");
    assert_says(&drawn, "now|");
    assert_says(&drawn, "lands|");
    assert_non_null(line_of(&drawn, drawn.figure->theme.quiet, true)); /* the tangent */
    const struct line *curve = line_of(&drawn, figure_word_color(drawn.figure, 0), false);
    assert_non_null(curve);
    assert_true(curve->last.x - curve->first.x > 0.7 * panel_box.width);
    release(&drawn);
}

static void a_walker_that_rests_has_no_cut(void **state)
{
    (void)state;
    struct drawn drawn;
    const char *const settings[] = {"start=[0, 0]", NULL};
    draw_panel(&drawn, "bowl", settings, 0, CHART_CUT);
    assert_says(&drawn, "it does not move|");
    release(&drawn);
}

/* Would catch: ten equal digits beside each tick. */
static void small_steps_count_from_the_walker(void **state)
{
    (void)state;
    struct drawn drawn;
    draw_panel(&drawn, "plateau", NULL, 200, CHART_CUT);
    assert_says(&drawn, "±0|");
    assert_says(&drawn, "·10⁻⁹|");
    assert_false(says(&drawn, "0.99"));
    assert_true(drawn.notes.left >= panel_box.x);
    release(&drawn);
}

/* Would catch: the rounding of the loss drawn as walls, marks far outside the panel. */
static void what_is_no_curve_is_said(void **state)
{
    static const struct {
        const char *scene, *words;
        int steps;
    } cases[] = {{"ripples", "level, to the loss's last digits|", 120},
                 {"monkey-saddle", "beyond the finite numbers|", 120}};
    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct drawn drawn;
        draw_panel(&drawn, cases[i].scene, NULL, cases[i].steps, CHART_CUT);
        assert_says(&drawn, cases[i].words);
        assert_int_equal(drawn.notes.count, 0);
        release(&drawn);
    }
}

/* --- score */

/* In the order of the screen's score, each with its steps to the goal. */
static void the_score_is_in_order(void **state)
{
    (void)state;
    struct drawn drawn;
    draw_panel(&drawn, "race", NULL, 18, FIGURE_SCORE);
    struct verdict_ground ground = drawn.stage.ground;
    struct goal_place places[RACE_WALKS];
    verdict_survey(&ground);
    const struct goal goal = goal_of(&drawn.stage.race, ground.deepest);
    assert_int_equal(goal_places(&drawn.stage.race, &goal, places), 4);
    const char *before = buffer_text(&drawn.notes.words);
    for (size_t i = 0; i < 4; i++) {
        const char *here = strstr(before, drawn.stage.scene->walkers[places[i].walker].label);
        assert_non_null(here);
        before = here;
        assert_true(i == 0 || (uint64_t)places[i].arrival >= (uint64_t)places[i - 1].arrival);
    }
    assert_true(places[0].arrival != GOAL_NEVER && places[3].arrival == GOAL_NEVER);
    assert_says(&drawn, "not there|");
    assert_says(&drawn, "after 18 steps|");
    assert_says(&drawn, "score: C wins|");
    assert_says(&drawn, "99 % of the way down|");
    release(&drawn);
}

/* Draws the score of a race into a box so large; each walker is judged as walking. */
static void draw_score(struct drawn *drawn, double width, double height)
{
    struct judgement judgements[RACE_WALKS];
    for (size_t i = 0; i < RACE_WALKS; i++)
        judgements[i] = (struct judgement){.verdict = VERDICT_WALKING, .reason = "on -1 leg"};
    stage_open(&drawn->stage, "race", NULL);
    stage_walk(&drawn->stage, 30);
    make_figure(drawn, &FIGURE_USUAL);
    drawn->figure->source.judgements = judgements;
    figure_draw_panel(drawn->figure, &drawn->notes.canvas, FIGURE_SCORE,
                      (struct box){0, 0, width, height});
}

/* Would catch: a verdict, or the steps, that vanish where their column has no room. */
static void a_narrow_score_folds(void **state)
{
    static const struct {
        double width;
        const char *heads, *details;
    } cases[] = {
        {600, "walker|lr|steps to goal|loss|after 30 steps|", "|on −1 leg|"},
        {240, "walker|steps|after 30 steps|", "|loss\u00a00.0263, lr\u00a00.08; on −1 leg|"},
        {170, "walker|after 30 steps|", "|steps to goal\u00a0"}};
    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct drawn drawn;
        draw_score(&drawn, cases[i].width, 160);
        assert_says(&drawn, cases[i].heads);
        assert_says(&drawn, cases[i].details);
        assert_says(&drawn, "momentum|");
        assert_says(&drawn, "walking|");
        assert_true(drawn.notes.left >= 0);
        release(&drawn);
    }
}

/* Would catch: rows upon each other, walkers that are missing without a word. */
static void a_low_score_counts_the_rest(void **state)
{
    (void)state;
    struct drawn drawn;
    draw_score(&drawn, 600, 85);
    assert_says(&drawn, "and 2 more|");
    assert_false(says(&drawn, "leg"));
    release(&drawn);
}

/* --- the landscape */

static void draw_landscape(struct drawn *drawn, const char *scene, const char *const *settings,
                           int steps, double turn, double tilt)
{
    struct figure_options options = FIGURE_USUAL;
    stage_open(&drawn->stage, scene, settings);
    stage_walk(&drawn->stage, steps);
    options.view = FIGURE_SURFACE3D;
    options.turn = turn;
    options.tilt = tilt;
    make_figure(drawn, &options);
    assert_true(figure_draw(drawn->figure, &drawn->notes.canvas));
}

/* The walk down the cliff is behind it from the right, and in sight from the left and from above.
 */
static void hidden_ways_are_dashed(void **state)
{
    (void)state;
    static const struct {
        double turn, tilt;
        bool hidden;
    } cases[] = {{-20, 25, true}, {-160, 55, false}, {-20, 90, false}};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct drawn drawn;
        draw_landscape(&drawn, "cliff", NULL, 20, cases[i].turn, cases[i].tilt);
        const struct line *dashed = line_of(&drawn, figure_path_color(drawn.figure, 0), true);
        if ((dashed != NULL && dashed->length > 5) != cases[i].hidden)
            fail_msg("from %g, %g above", cases[i].turn, cases[i].tilt);
        assert_int_equal(drawn.notes.images, 2); /* the ground and the colour bar */
        release(&drawn);
    }
}

/* A walk that leaves is cut at the border: its line ends on the box's edge. */
static void a_way_out_ends_at_the_border(void **state)
{
    (void)state;
    struct drawn drawn;
    draw_landscape(&drawn, "monkey-saddle", NULL, 104, -60, 50);
    size_t count;
    const struct walk_point *points = walk_points(drawn.stage.race.walks[0], &count);
    const struct surface_window *window = drawn.stage.scene->window;
    assert_true(
        points[count - 1].at[0] < window[0].low || points[count - 1].at[0] > window[0].high ||
        points[count - 1].at[1] < window[1].low || points[count - 1].at[1] > window[1].high);
    struct spot edge = landscape_spot(drawn.figure->landscape, points[count - 1].at);
    const struct box plot = drawn.figure->layout.plot;
    assert_true(edge.x > plot.x && edge.x < plot.x + plot.width);
    assert_true(edge.y > plot.y && edge.y < plot.y + plot.height);
    const struct line *way = line_of(&drawn, figure_path_color(drawn.figure, 0), false);
    assert_non_null(way);
    assert_true(way->last.x > plot.x && way->last.x < plot.x + plot.width);
    release(&drawn);
}

static void undefined_ground_is_a_hole(void **state)
{
    (void)state;
    struct drawn drawn;
    const char *const settings[] = {"loss=log(x) + y^2", "start=[2, 2]", NULL};
    draw_landscape(&drawn, "bowl", settings, 40, -60, 40);
    const struct landscape *landscape = drawn.figure->landscape;
    assert_true(isnan(terrain_height(&landscape->terrain, 0.2, 0.5)) != 0);
    assert_true(terrain_height(&landscape->terrain, 0.8, 0.5) > 0);
    release(&drawn);
}

/* Without an angle the ravine is looked along, so that the walk in it is seen; x or y goes to the
 * right. */
static void the_usual_view_shows_the_walk(void **state)
{
    (void)state;
    static const char *const scenes[] = {"ravine", "himmelblau", "saddle", "cliff", "bowl"};
    for (size_t i = 0; i < ARRAY_LENGTH(scenes); i++) {
        struct drawn drawn;
        draw_landscape(&drawn, scenes[i], NULL, 80, (double)NAN, 40);
        const struct landscape *landscape = drawn.figure->landscape;
        size_t count, hidden = 0;
        const struct walk_point *points = walk_points(drawn.stage.race.walks[0], &count);
        for (size_t j = 0; j < count; j++)
            hidden += landscape_hides(landscape, points[j].at);
        if (hidden * 4 > count)
            fail_msg("%s: %zu of %zu hidden", scenes[i], hidden, count);
        assert_true(landscape->perspective.right[0] > 0);
        release(&drawn);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_curve_stands_on_its_scale),
        cmocka_unit_test(negative_losses_are_linear),
        cmocka_unit_test(walkers_at_the_start_stand_in_the_chart),
        cmocka_unit_test(decades_are_even),
        cmocka_unit_test(wide_labels_have_their_room),
        cmocka_unit_test(a_diverging_curve_leaves_through_the_top),
        cmocka_unit_test(batches_are_dots_and_epochs_are_told),
        cmocka_unit_test(the_cut_shows_the_step),
        cmocka_unit_test(a_walker_that_rests_has_no_cut),
        cmocka_unit_test(small_steps_count_from_the_walker),
        cmocka_unit_test(what_is_no_curve_is_said),
        cmocka_unit_test(the_score_is_in_order),
        cmocka_unit_test(a_narrow_score_folds),
        cmocka_unit_test(a_low_score_counts_the_rest),
        cmocka_unit_test(hidden_ways_are_dashed),
        cmocka_unit_test(a_way_out_ends_at_the_border),
        cmocka_unit_test(undefined_ground_is_a_hole),
        cmocka_unit_test(the_usual_view_shows_the_walk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
