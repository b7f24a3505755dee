/*
 * The cut against theory: on a bowl it is a parabola whatever the direction, whose shape the rate
 * alone decides. Would catch: a line that is not the step's, a tangent of another slope, an
 * overshoot that is not told.
 */
#include "support/test.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "descent/explain.h"
#include "support/ground.h"
#include "support/stage.h"
#include "view/cut.h"
#include "view/step.h"

enum { POINTS = 201 };

static struct explanation step_of(const struct surface *surface, double lr, double x, double y)
{
    struct walker_settings settings;
    struct walker walker;
    struct explanation step = {.count = 0};
    const struct walker_chance chance = {.seed = 1};
    walker_settings_init(&settings, optimizer_find("sgd"));
    settings.knob[OPTIMIZER_LR] = lr;
    walker_start(&walker, surface, (const double[2]){x, y});
    assert_true(walker_explain(&walker, &settings, surface, &chance, &step));
    return step;
}

static double place_of(const struct cut *cut, size_t i)
{
    return cut->low + (cut->high - cut->low) * (double)i / (double)(cut->count - 1);
}

/* On x² + y² with rate η, at place s the loss is L(1 - 2ηs)², and the slope promises -4ηL. */
static void cut_of_a_bowl_is_a_parabola(void **state)
{
    (void)state;
    static const double rates[] = {0.01, 0.1, 0.25, 0.5, 0.8, 1, 1.25, 3};
    struct surface *surface = ground_new(GROUND_BOWL);
    for (size_t k = 0; k < sizeof rates / sizeof rates[0]; k++) {
        struct cut cut;
        const struct explanation step = step_of(surface, rates[k], 3, -2);
        assert_true(cut_sample(&cut, surface, &step, POINTS));
        assert_int_equal(cut.count, POINTS);
        assert_close(cut.before, 13, 0, 0);
        assert_close(cut.slope, -4 * rates[k] * 13, 0, 1e-14);
        assert_close(cut.after, 13 * pow(1 - 2 * rates[k], 2), 1e-14, 1e-14);
        for (size_t i = 0; i < cut.count; i++)
            assert_close(cut.loss[i], 13 * pow(1 - 2 * rates[k] * place_of(&cut, i), 2), 1e-12,
                         1e-12);
        assert_true(cut.low < 0 && cut.high > 1);
    }
    surface_free(surface);
}

/* At rate 1 the landing is the mirror image: as high as before. Above it overshoots. */
static void landing_is_mirrored_at_rate_1(void **state)
{
    (void)state;
    struct surface *surface = ground_new(GROUND_BOWL);
    struct cut cut;
    struct explanation step = step_of(surface, 1, 3, -2);
    assert_true(step.after[0] == -3 && step.after[1] == 2);
    assert_true(cut_sample(&cut, surface, &step, POINTS));
    assert_true(cut.after == cut.before);
    step = step_of(surface, 1.25, 3, -2);
    assert_true(cut_sample(&cut, surface, &step, POINTS));
    assert_true(cut.after > cut.before);
    surface_free(surface);
}

/* The valley's bottom is at place 1 / (2η): in the picture as soon as it is within eight steps,
 * with what is shown of the loss around both ends. */
static void the_valley_is_in_the_picture(void **state)
{
    (void)state;
    struct surface *surface = ground_new(GROUND_BOWL);
    for (double lr = 0.07; lr < 4; lr *= 1.1) {
        struct cut cut;
        const struct explanation step = step_of(surface, lr, 3, -2);
        assert_true(cut_sample(&cut, surface, &step, POINTS));
        assert_in_range((int)(cut.high * 10), 15, 80);
        assert_true(cut.high >= 1 / (2 * lr));
        assert_true(cut.floor < 0.01 * 13 && cut.ceiling > fmax(cut.before, cut.after));
    }
    surface_free(surface);
}

/* ... and named: what comes of a step on a bowl is a matter of ηλ alone, here 2η. */
static void the_bottom_is_found(void **state)
{
    (void)state;
    static const struct {
        double lr;
        enum cut_outcome outcome;
    } rows[] = {
        {0.1, CUT_FALLS},       {0.45, CUT_FALLS},    {0.49, CUT_ON_BOTTOM}, {0.5, CUT_ON_BOTTOM},
        {0.52, CUT_ON_BOTTOM},  {0.6, CUT_PAST},      {0.99, CUT_PAST},      {1, CUT_LEVEL},
        {1.01, CUT_OVERSHOOTS}, {30, CUT_OVERSHOOTS}, {5e3, CUT_OVERSHOOTS},
    };
    struct surface *surface = ground_new(GROUND_BOWL);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct cut cut;
        const struct explanation step = step_of(surface, rows[i].lr, 3, -2);
        assert_true(cut_sample(&cut, surface, &step, POINTS));
        assert_close(cut.bottom, 1 / (2 * rows[i].lr), 0, 1e-9);
        assert_int_equal(cut_outcome(&cut), rows[i].outcome);
    }
    surface_free(surface);
}

/* A step up the slope has no bottom ahead, and on a slope without end there is none. */
static void without_a_bottom(void **state)
{
    (void)state;
    struct surface *surface = ground_new(GROUND_BOWL);
    struct cut cut;
    struct explanation step = step_of(surface, 0.1, 3, -2);
    step.after[0] = 4, step.after[1] = -3, step.loss[1] = 25;
    assert_true(cut_sample(&cut, surface, &step, POINTS));
    assert_true(isnan(cut.bottom));
    assert_int_equal(cut_outcome(&cut), CUT_CLIMBS);
    surface_free(surface);
    surface = ground_new("x + 2*y");
    step = step_of(surface, 0.1, 3, -2);
    assert_true(cut_sample(&cut, surface, &step, POINTS));
    assert_true(isnan(cut.bottom));
    assert_int_equal(cut_outcome(&cut), CUT_FALLS);
    surface_free(surface);
}

static void no_cut_without_a_move(void **state)
{
    (void)state;
    struct surface *surface = ground_new(GROUND_BOWL);
    struct cut cut;
    struct explanation step = step_of(surface, 0.1, 0, 0);
    assert_false(cut_sample(&cut, surface, &step, POINTS));
    step = step_of(surface, 0.1, 1, 0);
    step.after[0] = INFINITY;
    assert_false(cut_sample(&cut, surface, &step, POINTS));
    surface_free(surface);
}

/* --- as it is drawn */

static const char bowl[] = "loss: x^2 + y^2\n"
                           "x: [-4, 4]\n"
                           "y: [-4, 4]\n"
                           "start: [3, -2]\n"
                           "lr: 0.25\n";

/* Two examples, of which a step sees one: its loss alone is (w - 1)² or (w + 3)². */
static const char batches[] = "parameters: [w, b]\n"
                              "loss: (w - target)^2 + 0*b\n"
                              "data:\n"
                              "  columns: [target]\n"
                              "  rows: [[1], [-3]]\n"
                              "batch: 1\n"
                              "start: [2, 0]\n"
                              "lr: 0.1\n";

static struct stage stage;

/* The curve of the batch is that of the example which the step then takes. */
static void the_batch_has_its_own_curve(void **state)
{
    (void)state;
    stage_open_text(&stage, batches);
    const struct walk *walk = stage.race.walks[0];
    for (int k = 0; k < 6; k++, stage_walk(&stage, 1)) {
        struct explanation step;
        struct cut cut;
        assert_int_equal(step_shown(walk, &step), STEP_NEXT);
        assert_int_equal(step_chance(walk), STEP_BATCH);
        double w = step.before[0], move = step.after[0] - w, target = w + move / 0.2;
        assert_true(fabs(target - 1) < 1e-9 || fabs(target + 3) < 1e-9);
        assert_true(cut_sample(&cut, stage.scene->surface, &step, POINTS));
        cut_sample_batch(&cut, walk, &step, POINTS);
        assert_int_equal(cut.batch_count, POINTS);
        assert_close(cut.batch_before, (w - target) * (w - target), 1e-12, 1e-12);
        for (size_t i = 0; i < POINTS; i++) {
            double at = w + move * place_of(&cut, i);
            assert_close(cut.batch_loss[i], (at - target) * (at - target), 1e-12, 1e-12);
            assert_close(cut.loss[i], (at - 1) * (at - 1) / 2 + (at + 3) * (at + 3) / 2, 1e-12,
                         1e-12);
        }
        stage.model.chart = CHART_CUT;
        stage_draw(&stage, 120, 36);
        assert_true(stage_find(&stage, "along the next batch step") > 0);
    }
    stage_close(&stage);
}

/* What the cut says of the landing is what the next row of the walk holds; in the past too. */
static void the_landing_is_the_next_row(void **state)
{
    (void)state;
    static const char *const scenes[] = {"himmelblau", "line-fit", "rosenbrock", "network"};
    static const char *const settings[] = {"noise=0.1", "momentum=0.7", NULL};
    for (size_t i = 0; i < sizeof scenes / sizeof scenes[0]; i++) {
        stage_open(&stage, scenes[i], settings);
        struct walk *walk = stage.race.walks[0];
        stage_walk(&stage, 12);
        for (uint64_t back = 12; back-- > 0;) {
            struct explanation step;
            struct cut cut;
            size_t count;
            walk_seek(walk, back);
            assert_int_equal(step_shown(walk, &step), STEP_NEXT);
            assert_true(cut_sample(&cut, stage.scene->surface, &step, POINTS));
            const struct walk_point *points = walk_kept_points(walk, &count);
            assert_int_equal(count, 13);
            assert_true(cut.before == points[back].loss && cut.after == points[back + 1].loss);
        }
        stage_close(&stage);
    }
}

static void set_rate(double lr)
{
    struct walker_settings settings = *walk_settings(stage.race.walks[0]);
    settings.knob[OPTIMIZER_LR] = lr;
    assert_true(walk_change(stage.race.walks[0], &settings));
}

/* The row of the panel below another where a mark stands. */
static int row_of(uint32_t mark, int panel, int below)
{
    for (int row = below + 1; row < stage.frame.rows; row++)
        for (int column = panel; column < stage.frame.columns; column++)
            if (frame_at(&stage.frame, column, row)->codepoint == mark)
                return row;
    return -1;
}

/* `panel` is its first column. */
static void shown_at(int columns, int rows, int panel)
{
    stage_draw(&stage, columns, rows);
    int heading = stage_find(&stage, "next step  "), now = row_of(0x25CF, panel, heading);
    int lands = row_of(0x25CE, panel, heading), names = stage_find(&stage, "lands");
    assert_true(now > heading && lands > heading && names > now && names > lands);
    const struct walk *walk = stage.race.walks[0];
    struct explanation step;
    assert_int_equal(step_shown(walk, &step), STEP_NEXT);
    if (step.loss[1] > 1.5 * step.loss[0])
        assert_true(lands < now && stage_find(&stage, "overshoots") == heading);
    if (step.loss[0] > 1.5 * step.loss[1])
        assert_true(lands > now && (stage_find(&stage, "falls ") == heading ||
                                    stage_find(&stage, "the bottom") == heading));
}

/* Walker and landing stand where their losses are, at every size that has a panel. */
static void drawn_higher_where_it_overshoots(void **state)
{
    (void)state;
    static const double rates[] = {0.05, 0.25, 0.5, 0.9, 1.25, 2};
    stage_open_text(&stage, bowl);
    stage.model.chart = CHART_CUT;
    for (size_t i = 0; i < sizeof rates / sizeof rates[0]; i++) {
        set_rate(rates[i]);
        shown_at(80, 24, 46);
        shown_at(120, 36, 79);
        shown_at(200, 60, 136);
    }
    stage_close(&stage);
}

/* A step by a noisy slope is called so, whose loss is the noise-free one all the same. */
static void noise_is_named(void **state)
{
    (void)state;
    char text[300];
    snprintf(text, sizeof text, "%snoise: 2\n", bowl);
    stage_open_text(&stage, text);
    stage.model.chart = CHART_CUT;
    stage_draw(&stage, 120, 36);
    assert_true(stage_find(&stage, "next noisy step") > 0);
    stage_close(&stage);
}

/* With room the loss curve stands above the cut. */
static void both_charts_where_there_is_room(void **state)
{
    (void)state;
    stage_open_text(&stage, bowl);
    stage.model.chart = CHART_CUT;
    stage_walk(&stage, 5);
    stage_draw(&stage, 200, 60);
    int cut = stage_find(&stage, "loss along the next step"), axis = stage_find(&stage, "50");
    assert_true(axis > 0 && cut > axis);
    stage_draw(&stage, 80, 24);
    assert_true(stage_find(&stage, "10⁻") < 0);
    stage_close(&stage);
}

static bool has_heading(void)
{
    static const char *const headings[] = {"next step", "last step", "no step leaves here",
                                           "the next step does not move"};
    for (size_t i = 0; i < ARRAY_LENGTH(headings); i++)
        if (stage_find(&stage, headings[i]) >= 0)
            return true;
    return false;
}

/* Every look and size draws, also where the loss is not finite along the way, and nothing moves. */
static void draws_whatever_comes(void **state)
{
    (void)state;
    static const char *const scenes[] = {
        "loss: x^2 + y^2\nstart: [1e150, 1]\nlr: 2\n",
        "loss: log(x) + y^2\nstart: [0.5, 1]\nlr: 0.4\n",
        "loss: 1/x\nstart: [0.1, 0]\nlr: 0.001\n",
        "loss: x^2 + y^2\nstart: [0, 0]\nlr: 0.1\n",
        "loss: log(x)\nstart: [-1, 0]\nlr: 0.1\n",
        "loss: 0*x + 7\nstart: [1, 1]\nlr: 0.1\n",
        "loss: exp(x)\nstart: [700, 0]\nlr: 1e-3\n",
    };
    for (size_t i = 0; i < sizeof scenes / sizeof scenes[0]; i++) {
        stage_open_text(&stage, scenes[i]);
        stage.model.chart = CHART_CUT;
        stage.model.layers |= LAYER_STEP;
        for (int walked = 0; walked < 4; walked++, stage_walk(&stage, 1))
            for (enum glyphs glyphs = GLYPHS_ASCII; glyphs <= GLYPHS_BRAILLE; glyphs++) {
                stage.model.look.glyphs = glyphs;
                for (int columns = 20; columns <= 200; columns += 30) {
                    stage_draw(&stage, columns, columns / 3);
                    assert_true(columns < 80 || has_heading());
                }
            }
        stage_close(&stage);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cut_of_a_bowl_is_a_parabola),
        cmocka_unit_test(landing_is_mirrored_at_rate_1),
        cmocka_unit_test(the_valley_is_in_the_picture),
        cmocka_unit_test(the_bottom_is_found),
        cmocka_unit_test(without_a_bottom),
        cmocka_unit_test(the_batch_has_its_own_curve),
        cmocka_unit_test(the_landing_is_the_next_row),
        cmocka_unit_test(no_cut_without_a_move),
        cmocka_unit_test(drawn_higher_where_it_overshoots),
        cmocka_unit_test(noise_is_named),
        cmocka_unit_test(both_charts_where_there_is_room),
        cmocka_unit_test(draws_whatever_comes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
