/* The charts of a figure: that their curves and futures lie where they should, and what they say.
 */
#include "support/test.h"

#include <math.h>

#include "base/array.h"
#include "support/drawn.h"

/* The curve ends where its last value lies on the scale that the panel's labels tell: found anew
 * from the walk, in decades. */
static void the_curve_stands_on_its_scale(void **state)
{
    static const struct {
        enum chart_kind kind;
        const char *heading;
    } cases[] = {{CHART_LOSS, "loss|"},
                 {CHART_GRADIENT, "gradient norm|"},
                 {CHART_NEAREST, "distance to nearest minimum|"},
                 {CHART_DEEPEST, "distance to deepest minimum|"}};
    (void)state;
    const struct chart_minima minima = chart_minima(&drawn_known);
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct drawn drawn;
        drawn_panel(&drawn, "ravine", NULL, 100, (int)cases[i].kind);
        size_t count;
        const struct walk_point *points = walk_points(drawn.stage.race.walks[0], &count);
        const struct line *curve = drawn_curve(&drawn);
        drawn_assert(&drawn, cases[i].heading);
        drawn_assert(&drawn, "step|");
        double first = log10(chart_kinds[cases[i].kind].value(&points[0], &minima));
        double last = log10(chart_kinds[cases[i].kind].value(&points[count - 1], &minima));
        double a_decade = (curve->last.y - curve->first.y) / (first - last);
        double top = drawn_box.y, bottom = drawn_box.y + drawn_box.height;
        assert_true(curve->first.y > top && curve->last.y < bottom && a_decade > 0);
        /* the next whole decade above the start is the upper edge of the frame */
        double edge = curve->first.y - a_decade * (ceil(first) - first);
        assert_true(edge > top + 10 && edge < top + 30);
        drawn_release(&drawn);
    }
}

/* Would catch a walk of few steps that is a line at the edge. */
static void the_axis_grows_with_the_walk(void **state)
{
    static const struct {
        int steps;
        double share;
    } cases[] = {{100, 1}, {60, 0.6}, {25, 0.5}, {150, 1}}; /* the scene's steps are 150 */
    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct drawn drawn;
        drawn_panel(&drawn, "ravine", NULL, cases[i].steps, CHART_LOSS);
        const struct line *curve = drawn_curve(&drawn);
        assert_close((curve->last.x - curve->first.x) / cases[i].share, drawn_box.width, 60, 0);
        drawn_release(&drawn);
    }
}

static void rates_stand_over_zero(void **state)
{
    (void)state;
    struct drawn drawn;
    drawn_panel(&drawn, "ravine", NULL, 100, CHART_RATE);
    drawn_assert(&drawn, "learning rate|");
    drawn_assert(&drawn, "|0|");
    assert_true(drawn_curve(&drawn)->first.y == drawn_curve(&drawn)->last.y);
    assert_true(drawn_curve(&drawn)->first.y > drawn_box.y + 28); /* not on the frame */
    drawn_release(&drawn);
}

static void losses_may_be_linear(void **state)
{
    (void)state;
    struct drawn drawn;
    drawn_panel(&drawn, "ravine", NULL, 100, CHART_LINEAR_LOSS);
    size_t count;
    const struct walk_point *points = walk_points(drawn.stage.race.walks[0], &count);
    const struct line *curve = drawn_curve(&drawn);
    double a_unit = (curve->last.y - curve->first.y) / (points[0].loss - points[count - 1].loss);
    drawn_assert(&drawn, "loss (linear)|");
    assert_close(curve->first.y - a_unit * (15 - points[0].loss), drawn_box.y + 20, 10, 0);
    drawn_release(&drawn);
}

/* Would catch: a curve of infinite distances. */
static void without_a_minimum_there_is_no_distance(void **state)
{
    (void)state;
    struct drawn drawn;
    stage_open(&drawn.stage, "ravine", NULL);
    drawn_make(&drawn, &FIGURE_USUAL);
    drawn.figure->source.known = NULL;
    figure_draw_panel(drawn.figure, &drawn.notes.canvas, CHART_NEAREST, drawn_box);
    drawn_assert(&drawn, "distance: no minimum is known|");
    assert_int_equal(drawn.notes.count, 0);
    drawn_release(&drawn);
}

/* How far a dotted line of the walker's goes to the right; 0: there is none. */
static double end_of_future(const struct drawn *drawn, color paint)
{
    const struct line *dotted = drawn_line(drawn, paint, true);
    return dotted != NULL ? dotted->last.x : 0;
}

/* Would catch: 0.08, 0.03 and 0 beside a rate. */
static void linear_values_are_round(void **state)
{
    (void)state;
    struct drawn drawn;
    drawn_panel(&drawn, "ravine", NULL, 40, CHART_RATE);
    drawn_assert(&drawn, "|0|0.02|0.04|0.06|0.08|");
    drawn_release(&drawn);
    stage_open(&drawn.stage, "ravine", NULL);
    drawn_make(&drawn, &FIGURE_USUAL);
    figure_draw_panel(drawn.figure, &drawn.notes.canvas, CHART_RATE, (struct box){0, 0, 170, 110});
    drawn_assert(&drawn, "|0|0.05|");
    assert_false(drawn_says(&drawn, "0.03"));
    drawn_release(&drawn);
}

/* Would catch: "distance to nearest minim…". */
static void a_long_name_is_not_cut(void **state)
{
    (void)state;
    struct drawn drawn;
    stage_open(&drawn.stage, "ravine", NULL);
    drawn_make(&drawn, &FIGURE_USUAL);
    figure_draw_panel(drawn.figure, &drawn.notes.canvas, CHART_NEAREST,
                      (struct box){0, 0, 160, 110});
    drawn_assert(&drawn, "distance to nearest minimum|");
    drawn_release(&drawn);
}

/* Would catch: an olive curve whose walker is yellow, where yellow can be read. */
static void curves_on_dark_paper_have_their_walkers_colour(void **state)
{
    (void)state;
    for (int dark = 0; dark < 2; dark++) {
        struct drawn drawn;
        struct figure_options options = FIGURE_USUAL;
        options.dark = dark;
        stage_open(&drawn.stage, "race", NULL);
        stage_walk(&drawn.stage, 20);
        drawn_make(&drawn, &options);
        figure_draw_panel(drawn.figure, &drawn.notes.canvas, CHART_LOSS, drawn_box);
        for (size_t i = 0; i < drawn.stage.race.count; i++)
            assert_int_equal(drawn_line(&drawn, figure_path_color(drawn.figure, i), false) != NULL,
                             dark);
        drawn_release(&drawn);
    }
}

/* Would catch: a dotted line that the legend does not name, settings that pass for those of the
 * whole walk. */
static void an_old_future_has_a_name(void **state)
{
    (void)state;
    struct drawn drawn;
    stage_open(&drawn.stage, "ravine", NULL);
    stage_walk(&drawn.stage, 40);
    race_seek(&drawn.stage.race, 10);
    struct walk *walk = drawn.stage.race.walks[0];
    struct walker_settings settings = *walk_settings(walk);
    settings.knob[OPTIMIZER_LR] = 0.02;
    assert_true(walk_change(walk, &settings));
    stage_walk(&drawn.stage, 5);
    drawn_make(&drawn, &FIGURE_USUAL);
    figure_draw_legend(drawn.figure, &drawn.notes.canvas);
    drawn_assert(&drawn, "|old future|");
    drawn_assert(&drawn, "lr\u00a00.02, since step\u00a010|");
    assert_false(drawn_says(&drawn, "|ahead|"));
    drawn_release(&drawn);
}

/* Would catch a future that is left out of a picture of the screen; and one in each picture of an
 * animation, which is walked before it is drawn. */
static void a_future_is_dotted_where_it_is_asked_for(void **state)
{
    (void)state;
    for (int ahead = 0; ahead < 2; ahead++) {
        struct drawn drawn;
        struct figure_options options = FIGURE_USUAL;
        options.parts |= ahead ? FIGURE_AHEAD : 0;
        stage_open(&drawn.stage, "ravine", NULL);
        stage_walk(&drawn.stage, 40);
        race_seek(&drawn.stage.race, 10);
        drawn_make(&drawn, &options);
        figure_draw_panel(drawn.figure, &drawn.notes.canvas, CHART_LOSS, drawn_box);
        double end = end_of_future(&drawn, figure_word_color(drawn.figure, 0));
        assert_true(ahead ? end > drawn_curve(&drawn)->last.x + drawn_box.width / 2 : end == 0);
        drawn.notes.count = 0;
        figure_draw_paths(drawn.figure, &drawn.notes.canvas, NULL);
        end = end_of_future(&drawn, figure_path_color(drawn.figure, 0));
        assert_true(ahead ? end > 0 : end == 0);
        figure_draw_legend(drawn.figure, &drawn.notes.canvas);
        assert_int_equal(drawn_says(&drawn, "|ahead|"), ahead);
        drawn_release(&drawn);
    }
}

/* Would catch a scale that jumps from picture to picture of an animation, which is walked first. */
static void the_scale_is_that_of_all_that_is_kept(void **state)
{
    (void)state;
    static const int kinds[] = {CHART_LOSS, CHART_LINEAR_LOSS, CHART_GRADIENT, CHART_RATE};
    for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++) {
        struct drawn drawn;
        struct buffer labels = {0};
        drawn_panel(&drawn, "ravine", NULL, 100, kinds[i]);
        buffer_add_text(&labels, buffer_text(&drawn.notes.words));
        race_seek(&drawn.stage.race, 3);
        buffer_clear(&drawn.notes.words);
        figure_draw_panel(drawn.figure, &drawn.notes.canvas, kinds[i], drawn_box);
        assert_string_equal(buffer_text(&drawn.notes.words), buffer_text(&labels));
        buffer_release(&labels);
        drawn_release(&drawn);
    }
}

/* Would catch: a ghost in the map alone. */
static void what_was_cut_off_is_dotted(void **state)
{
    (void)state;
    struct drawn drawn;
    stage_open(&drawn.stage, "ravine", NULL);
    stage_walk(&drawn.stage, 40);
    race_seek(&drawn.stage.race, 10);
    struct walker_settings other = *walk_settings(drawn.stage.race.walks[0]);
    other.knob[OPTIMIZER_LR] /= 2;
    assert_true(walk_change(drawn.stage.race.walks[0], &other));
    drawn_make(&drawn, &FIGURE_USUAL);
    figure_draw_panel(drawn.figure, &drawn.notes.canvas, CHART_LOSS, drawn_box);
    assert_true(end_of_future(&drawn, figure_word_color(drawn.figure, 0)) >
                drawn_curve(&drawn)->last.x + drawn_box.width / 2);
    drawn_release(&drawn);
}

static void negative_losses_are_linear(void **state)
{
    (void)state;
    struct drawn drawn;
    drawn_panel(&drawn, "ripples", NULL, 60, CHART_LOSS);
    stage_close(&drawn.stage);
    figure_free(drawn.figure);
    buffer_release(&drawn.notes.words);
    const char *const settings[] = {"loss=sin(x)*cos(y) - 3", NULL};
    drawn_panel(&drawn, "ripples", settings, 60, CHART_LOSS);
    drawn_assert(&drawn, "loss (linear)|");
    drawn_release(&drawn);
}

/* Would catch: a letter beside the step where its walker is, or over the labels of the axis. */
static void letters_share_a_step(void **state)
{
    (void)state;
    for (int steps = 0; steps <= 30; steps += 30) {
        struct drawn drawn;
        drawn_panel(&drawn, "race", NULL, steps, CHART_LOSS);
        for (int i = 1; i < 4; i++)
            assert_close(drawn.notes.chip[i].x, drawn.notes.chip[0].x, 1e-9, 0);
        assert_true(drawn.notes.chip[0].x > drawn_box.x);
        drawn_release(&drawn);
    }
}

/* Would catch: the best below the worst, where letters have to make room or their curves all lie
 * on the edge; a letter that nothing leads to. */
static void letters_are_in_the_order_of_the_losses(void **state)
{
    (void)state;
    for (int steps = 30; steps <= 300; steps += 30) {
        struct drawn drawn;
        drawn_panel(&drawn, "race", NULL, steps, CHART_LOSS);
        for (size_t a = 0; a < 4; a++) {
            const struct spot chip = drawn.notes.chip[a];
            bool led = false;
            for (size_t i = 0; i < drawn.notes.count; i++)
                led |= drawn.notes.lines[i].last.x == chip.x &&
                       fabs(drawn.notes.lines[i].last.y - chip.y) < 6; /* of the letter's foot */
            assert_true(led);
            assert_true(chip.y > drawn_box.y && chip.y < drawn_box.y + drawn_box.height);
            for (size_t b = 0; b < a; b++) {
                bool above = walk_now(drawn.stage.race.walks[b])->loss >=
                             walk_now(drawn.stage.race.walks[a])->loss;
                assert_true(fabs(chip.y - drawn.notes.chip[b].y) > 12);
                assert_true(above == (chip.y > drawn.notes.chip[b].y));
            }
        }
        drawn_release(&drawn);
    }
}

/* Would catch: a scale as coarse as its labels, which cuts off what the score beside it tells. */
static void the_scale_reaches_down_to_the_least_loss(void **state)
{
    (void)state;
    struct drawn drawn;
    stage_open(&drawn.stage, "race", NULL);
    stage_walk(&drawn.stage, 120);
    drawn_make(&drawn, &FIGURE_USUAL);
    figure_draw_panel(drawn.figure, &drawn.notes.canvas, CHART_LOSS, (struct box){0, 0, 300, 140});
    drawn_assert(&drawn, "10²|10⁻³|10⁻⁸|10⁻¹³|"); /* RMSprop: 1.8e-13 */
    drawn_release(&drawn);
}

static void decades_are_even(void **state)
{
    (void)state;
    struct drawn drawn;
    stage_open(&drawn.stage, "01-slope", NULL);
    stage_walk(&drawn.stage, 60);
    drawn_make(&drawn, &FIGURE_USUAL);
    figure_draw_panel(drawn.figure, &drawn.notes.canvas, CHART_LOSS, (struct box){0, 0, 200, 140});
    drawn_assert(&drawn, "10²|10⁻³|10⁻⁸|10⁻¹³|");
    drawn_release(&drawn);
}

/* Would catch: labels that lie on what stands beside the panel. */
static void wide_labels_have_their_room(void **state)
{
    (void)state;
    struct drawn drawn;
    drawn_panel(&drawn, "monkey-saddle", NULL, 120, CHART_LOSS);
    drawn_assert(&drawn, "−2·10²⁰⁵|");
    assert_true(drawn.notes.left >= drawn_box.x);
    drawn_release(&drawn);
}

/* Would catch: a line to nowhere where a walk leaves the finite numbers. */
static void a_diverging_curve_leaves_through_the_top(void **state)
{
    (void)state;
    struct drawn drawn;
    const char *const settings[] = {"lr=1", NULL};
    drawn_panel(&drawn, "ravine", settings, 400, CHART_LOSS);
    assert_true(walk_has_diverged(drawn.stage.race.walks[0]));
    const struct line *curve = drawn_curve(&drawn);
    assert_true(curve->last.y < drawn_box.y + 30);
    drawn_release(&drawn);
}

/* Would catch: a curve of a race that only its colour tells. */
static void a_diverging_curve_keeps_its_letter(void **state)
{
    (void)state;
    struct drawn drawn;
    const char *const settings[] = {"walkers.1.lr=0.12", NULL};
    drawn_panel(&drawn, "race", settings, 120, CHART_LOSS);
    const struct spot gone = drawn.notes.chip[0], other = drawn.notes.chip[1];
    assert_true(gone.y > drawn_box.y && gone.y < drawn_box.y + 30);
    assert_true(gone.x > drawn_box.x && gone.x < other.x - 50);
    drawn_release(&drawn);
}

static void batches_are_dots_and_epochs_are_told(void **state)
{
    (void)state;
    struct drawn drawn;
    drawn_panel(&drawn, "line-fit", NULL, 50, CHART_LOSS);
    drawn_assert(&drawn, "epoch ");
    drawn_assert(&drawn, "dots: loss over the batch|");
    drawn_release(&drawn);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_curve_stands_on_its_scale),
        cmocka_unit_test(the_axis_grows_with_the_walk),
        cmocka_unit_test(rates_stand_over_zero),
        cmocka_unit_test(losses_may_be_linear),
        cmocka_unit_test(without_a_minimum_there_is_no_distance),
        cmocka_unit_test(curves_on_dark_paper_have_their_walkers_colour),
        cmocka_unit_test(linear_values_are_round),
        cmocka_unit_test(a_long_name_is_not_cut),
        cmocka_unit_test(an_old_future_has_a_name),
        cmocka_unit_test(a_future_is_dotted_where_it_is_asked_for),
        cmocka_unit_test(the_scale_is_that_of_all_that_is_kept),
        cmocka_unit_test(what_was_cut_off_is_dotted),
        cmocka_unit_test(negative_losses_are_linear),
        cmocka_unit_test(letters_share_a_step),
        cmocka_unit_test(letters_are_in_the_order_of_the_losses),
        cmocka_unit_test(the_scale_reaches_down_to_the_least_loss),
        cmocka_unit_test(decades_are_even),
        cmocka_unit_test(wide_labels_have_their_room),
        cmocka_unit_test(a_diverging_curve_leaves_through_the_top),
        cmocka_unit_test(a_diverging_curve_keeps_its_letter),
        cmocka_unit_test(batches_are_dots_and_epochs_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
