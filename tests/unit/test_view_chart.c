/*
 * Would catch: a decimation that loses a peak, a cache that draws another curve than a fresh chart,
 * an axis that never rests, a loss of 0 or below drawn as if it were not.
 */
#include "view/chart.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "support/back.h"
#include "support/scenes.h"
#include "support/stage.h"
#include "support/test.h"

enum { DOTS = 113, COLUMNS = 60, ROWS = 12 };

static void test_step_end(void **state)
{
    (void)state;
    static const size_t ends[][2] = {{0, 50},      {50, 50},     {51, 100},        {100, 100},
                                     {101, 200},   {201, 500},   {500, 500},       {501, 1000},
                                     {1001, 2000}, {2001, 5000}, {999999, 1000000}};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        assert_int_equal(chart_step_end(ends[i][0]), ends[i][1]);
    for (size_t end = 50; end < 1000000; end *= 10) {
        assert_int_equal(chart_dot(0, DOTS, end), 0);
        assert_int_equal(chart_dot(end, DOTS, end), DOTS - 1);
    }
}

static struct walk_point *random_points(size_t count)
{
    struct walk_point *points = calloc(count, sizeof *points);
    assert_non_null(points);
    for (size_t i = 0; i < count; i++) {
        double draw[2];
        random_normal(&(struct random_name){7, RANDOM_TEST, 0, i}, draw);
        points[i].loss = i % 10007 == 5000 ? (double)INFINITY : exp(10 * draw[0]) - (i % 3 == 0);
    }
    return points;
}

/* A million points, gathered in uneven pieces, against the plain definition. */
static void test_decimation(void **state)
{
    (void)state;
    enum { COUNT = 1000001 };
    struct walk_point *points = random_points(COUNT);
    struct chart_column columns[DOTS];
    memset(columns, 0, sizeof columns);
    size_t end = chart_step_end(COUNT - 1);
    for (size_t from = 0, piece = 1; from < COUNT; from += piece, piece = piece * 3 % 4099 + 1)
        chart_gather(columns, DOTS, end,
                     &(struct chart_points){
                         .points = points,
                         .from = from,
                         .to = from + piece < COUNT ? from + piece : COUNT,
                     });
    size_t step = 0;
    for (int dot = 0; dot < DOTS; dot++) {
        double low = (double)INFINITY, high = -(double)INFINITY, least = (double)INFINITY;
        double last = 0;
        size_t count = 0;
        bool leaves = false;
        for (; step < COUNT && chart_dot(step, DOTS, end) == dot; step++, count++) {
            double loss = points[step].loss;
            leaves = leaves || !isfinite(loss);
            if (!isfinite(loss))
                continue;
            low = fmin(low, loss);
            high = fmax(high, loss);
            least = loss > 0 ? fmin(least, loss) : least;
            last = loss;
        }
        assert_int_equal(columns[dot].count, count);
        assert_same(columns[dot].low, low);
        assert_same(columns[dot].high, high);
        assert_same(columns[dot].least, least);
        assert_same(columns[dot].last, last);
        assert_int_equal(columns[dot].leaves, leaves);
    }
    assert_int_equal(step, COUNT);
    free(points);
}

/* As critical_find() lists them: two equally deep, one higher, then a saddle. */
static struct critical_point points[] = {
    {.kind = CRITICAL_MINIMUM, .at = {1, 1}, .loss = -2},
    {.kind = CRITICAL_MINIMUM, .at = {-1, 1}, .loss = -2},
    {.kind = CRITICAL_MINIMUM, .at = {0, 0}, .loss = 0.5},
    {.kind = CRITICAL_SADDLE, .at = {0.5, 0}, .loss = 1},
};
static struct critical_points minima = {.points = points, .count = 4};

/* A chart by itself over a race. */
struct plotted {
    struct chart *chart;
    struct frame frame;
};

static void plot_kind(struct plotted *plotted, const struct stage *stage, enum chart_kind kind,
                      size_t chosen)
{
    if (plotted->chart == NULL)
        plotted->chart = chart_new();
    assert_non_null(plotted->chart);
    assert_true(frame_resize(&plotted->frame, COLUMNS, ROWS));
    struct pen pen = {&plotted->frame, &stage->model.look, {0, 0, COLUMNS, ROWS}};
    chart_draw(plotted->chart, &pen, &(struct chart_source){kind, &stage->race, chosen, &minima});
}

static void plot(struct plotted *plotted, const struct stage *stage, size_t chosen)
{
    plot_kind(plotted, stage, CHART_LOSS, chosen);
}

static void release(struct plotted *plotted)
{
    chart_free(plotted->chart);
    frame_release(&plotted->frame);
}

static void assert_same_plot(const struct stage *stage, struct plotted *kept, enum chart_kind kind)
{
    struct plotted fresh = {0};
    plot_kind(kept, stage, kind, 0);
    plot_kind(&fresh, stage, kind, 0);
    assert_memory_equal(kept->frame.cells, fresh.frame.cells, COLUMNS * ROWS * sizeof(struct cell));
    release(&fresh);
}

static const char race_scene[] = "title: t\nloss: x^2 + 10*y^2\nx: [-2, 2]\ny: [-2, 2]\n"
                                 "start: [1.5, 1]\nwalkers:\n"
                                 "  - {optimizer: sgd, lr: 0.02}\n"
                                 "  - {optimizer: adam, lr: 0.1}\n"
                                 "  - {optimizer: sgd, lr: 0.11}\n";

static void turn_rate(struct walk *walk, double factor)
{
    struct walker_settings settings = *walk_settings(walk);
    settings.knob[OPTIMIZER_LR] *= factor;
    assert_true(walk_change(walk, &settings));
}

/* Forward, back, to another start, with another rate, by turns of all kinds or of one: what is kept
 * is never seen. */
static void test_kept_is_fresh(void **state)
{
    (void)state;
    struct stage stage;
    struct plotted kept = {0};
    stage_open_text(&stage, race_scene);
    for (int i = 0; i < 240; i++) {
        stage_walk(&stage, i % 7);
        if (i % 5 == 4)
            back_race(&stage.race);
        if (i == 40)
            race_seek(&stage.race, 3);
        if (i == 60)
            race_restart(&stage.race);
        if (i % 40 == 20)
            race_seek(&stage.race, race_last_step(&stage.race) / 2);
        if (i == 80)
            walk_move_start(stage.race.walks[1], (double[]){-1, 0.3});
        if (i % 11 == 10)
            turn_rate(stage.race.walks[i % 3], 0.9);
        points[0].at[0] = i / 50; /* another window has other minima */
        assert_same_plot(&stage, &kept, (enum chart_kind)(i < 120 ? i / 30 : i) % CHART_KINDS);
    }
    release(&kept);
    stage_close(&stage);
}

/* Another race in the same memory, of as many steps: not its predecessor's curve. */
static void test_another_race(void **state)
{
    (void)state;
    struct plotted kept = {0};
    for (int i = 0; i < 3; i++) {
        struct stage stage;
        stage_open(&stage, i == 1 ? "rosenbrock" : "himmelblau", NULL);
        stage_walk(&stage, 30);
        assert_same_plot(&stage, &kept, CHART_LOSS);
        stage_close(&stage);
    }
    release(&kept);
}

/* The text of a row of a plot's frame. */
static const char *row_of(const struct plotted *plotted, int row)
{
    struct stage stage = {.frame = plotted->frame};
    return stage_row(&stage, row);
}

/* Does a label stand at the right of a row? */
static bool has_label(const struct plotted *plotted, int row, const char *label)
{
    const char *text = row_of(plotted, row), *found = strstr(text, label);
    return found != NULL && strlen(found) == strlen(label);
}

static void walk_and_plot(struct plotted *plotted, const char *scene, int steps)
{
    struct stage stage;
    stage_open_text(&stage, scene);
    stage_walk(&stage, steps);
    plot(plotted, &stage, 0);
    stage_close(&stage);
}

static void test_scales(void **state)
{
    (void)state;
    struct plotted plotted = {0};
    walk_and_plot(&plotted,
                  "title: t\nloss: x^2 + y^2\nx: [-9, 9]\ny: [-9, 9]\nstart: [8, 0]\n"
                  "optimizer: sgd\nlr: 0.1\n",
                  20); /* from 64 down by 0.64 a step: to 0.0085 */
    assert_string_equal(row_of(&plotted, 0), "loss");
    assert_true(has_label(&plotted, 1, "10²"));
    assert_true(has_label(&plotted, ROWS - 2, "10⁻³"));
    walk_and_plot(&plotted,
                  "title: t\nloss: x^2 + y^2\nx: [-9, 9]\ny: [-9, 9]\nstart: [8, 0]\n"
                  "optimizer: sgd\nlr: 0.5\n",
                  5); /* exactly 0 after one step: a fall to the edge, not a line along it */
    assert_string_equal(row_of(&plotted, 0), "loss");
    assert_true(has_label(&plotted, 1, "10²"));
    assert_true(has_label(&plotted, ROWS - 2, " 0"));
    for (int row = 2; row < ROWS - 2; row++)
        assert_true(strlen(row_of(&plotted, row)) > 0);
    walk_and_plot(&plotted,
                  "title: t\nloss: x^2 + y^2\nx: [-9, 9]\ny: [-9, 9]\nstart: [8, 0]\n"
                  "optimizer: sgd\nlr: 0.5000000001\n",
                  60); /* beyond what the scale has room for, but not 0 */
    assert_non_null(strstr(row_of(&plotted, ROWS - 2), "≤10"));
    walk_and_plot(&plotted,
                  "title: t\nloss: x^2 + y^2 - 1\nx: [-9, 9]\ny: [-9, 9]\nstart: [8, 0]\n"
                  "optimizer: sgd\nlr: 0.1\n",
                  40);
    assert_string_equal(row_of(&plotted, 0), "loss (linear)");
    assert_true(has_label(&plotted, 1, "80"));
    assert_true(has_label(&plotted, ROWS - 2, "−20"));
    release(&plotted);
}

/* Would catch: a low chart that does not say what it shows. */
static void test_low_chart_is_named(void **state)
{
    (void)state;
    struct stage stage;
    struct frame frame = {0};
    struct chart *chart = chart_new();
    assert_non_null(chart);
    stage_open_text(&stage, race_scene);
    stage_walk(&stage, 5);
    for (int kind = 0; kind < CHART_KINDS; kind++) {
        assert_true(frame_resize(&frame, 32, 5));
        struct pen pen = {&frame, &stage.model.look, {0, 0, 32, 5}};
        chart_draw(chart, &pen,
                   &(struct chart_source){(enum chart_kind)kind, &stage.race, 0, &minima});
        assert_true(stage_find(&(struct stage){.frame = frame}, chart_kinds[kind].name) >= 0);
        assert_true(stage_find(&(struct stage){.frame = frame}, "step") >= 0);
    }
    chart_free(chart);
    frame_release(&frame);
    stage_close(&stage);
}

/* Would catch: a letter at a step where its walker is not. */
static void test_letters_share_a_step(void **state)
{
    (void)state;
    struct stage stage;
    struct plotted plotted = {0};
    stage_open_text(&stage, race_scene); /* all in one place */
    for (int steps = 0; steps <= 6; steps += 6) {
        stage_walk(&stage, steps);
        plot(&plotted, &stage, 1);
        size_t letters = 0;
        int columns = COLUMNS - 6, dots = 2 * columns;
        int column = chart_dot((size_t)steps, dots, 50) / 2;
        for (int row = 1; row < ROWS - 1; row++)
            for (int at = 0; at < columns; at++) {
                uint32_t sign = frame_at(&plotted.frame, at, row)->codepoint;
                bool letter = sign >= 'A' && sign <= 'C';
                assert_true(!letter || at == column);
                letters += letter;
            }
        assert_int_equal(letters, 3);
    }
    release(&plotted);
    stage_close(&stage);
}

/* The first cell of a frame that has a letter, counted row by row; fails if none has. */
static int cell_of(const struct frame *frame, char letter)
{
    int cell = 0;
    while (cell < frame->columns * frame->rows && frame->cells[cell].codepoint != (uint32_t)letter)
        cell++;
    assert_true(cell < frame->columns * frame->rows);
    return cell;
}

/* Would catch: letters in another order than the losses, the only legend there is; and one that is
 * lost where there are fewer rows than letters. */
static void test_letters_are_in_order(void **state)
{
    (void)state;
    struct stage stage;
    struct plotted plotted = {0};
    stage_open(&stage, "race", NULL);
    plotted.chart = chart_new();
    assert_non_null(plotted.chart);
    for (int step = 0; step <= 120; step++, stage_walk(&stage, 1))
        for (int rows = 3; rows <= ROWS; rows++) {
            assert_true(frame_resize(&plotted.frame, COLUMNS, rows));
            struct pen pen = {&plotted.frame, &stage.model.look, {0, 0, COLUMNS, rows}};
            chart_draw(plotted.chart, &pen,
                       &(struct chart_source){CHART_LOSS, &stage.race, 0, NULL});
            for (size_t a = 0; a < 4; a++)
                for (size_t b = a + 1; b < 4; b++) {
                    int one = cell_of(&plotted.frame, race_letter(a));
                    int other = cell_of(&plotted.frame, race_letter(b));
                    double loss = walk_now(stage.race.walks[a])->loss;
                    bool before = loss >= walk_now(stage.race.walks[b])->loss;
                    assert_true(before == (one < other)); /* row by row */
                    assert_true(rows < 5 || one / COLUMNS != other / COLUMNS);
                }
        }
    release(&plotted);
    stage_close(&stage);
}

/* Of the four listed: the nearest minimum, and the nearer of the two deepest. */
static void test_distances(void **state)
{
    (void)state;
    const struct walk_point point = {.at = {0.25, 0}};
    struct critical_point list[4];
    memcpy(list, points, sizeof list);
    list[0].at[0] = 1;
    const struct critical_points critical = {.points = list, .count = 4};
    struct chart_minima known = chart_minima(&critical);
    assert_true(known.count == 3 && known.deepest == 2);
    assert_close(chart_kinds[CHART_NEAREST].value(&point, &known), 0.25, 1e-15, 0);
    assert_close(chart_kinds[CHART_DEEPEST].value(&point, &known), hypot(0.75, 1), 1e-15, 0);
    assert_int_equal(chart_minima(NULL).count, 0);
    struct stage stage;
    struct plotted plotted = {0};
    stage_open_text(&stage, race_scene);
    minima.count = 0;
    plot_kind(&plotted, &stage, CHART_NEAREST, 0);
    assert_string_equal(row_of(&plotted, 0), "distance: no minimum is known");
    minima.count = 4;
    plot_kind(&plotted, &stage, CHART_NEAREST, 0);
    assert_string_equal(row_of(&plotted, 0), "distance to nearest minimum");
    release(&plotted);
    stage_close(&stage);
}

static void plot_after(struct plotted *plotted, enum chart_kind kind, const char *scene, int steps)
{
    struct stage stage;
    stage_open_text(&stage, scene);
    stage_walk(&stage, steps);
    plot_kind(plotted, &stage, kind, 0);
    stage_close(&stage);
}

/* Would catch: an ellipsis for the end of an axis that has a sign and an exponent of three digits.
 */
static void test_far_losses(void **state)
{
    (void)state;
    struct plotted plotted = {0};
    plot_after(&plotted, CHART_LOSS,
               "title: t\nloss: -1e205*x^2\nx: [-9, 9]\ny: [-9, 9]\nstart: [1, 0]\n"
               "steps: 40\nlr: 1e-206\n",
               40);
    assert_true(has_label(&plotted, ROWS - 2, "−3e211"));
    release(&plotted);
}

/* |∇| is 16 at the start and shrinks as the loss's root; a cosine stands over 0, rates of different
 * decades need a logarithm. */
static void test_kinds(void **state)
{
    (void)state;
    static const char bowl[] = "title: t\nloss: x^2 + y^2\nx: [-9, 9]\ny: [-9, 9]\n"
                               "start: [8, 0]\nsteps: 40\n";
    struct plotted plotted = {0};
    char scene[500];
    snprintf(scene, sizeof scene, "%soptimizer: sgd\nlr: 0.1\n", bowl);
    plot_after(&plotted, CHART_GRADIENT, scene, 20);
    assert_string_equal(row_of(&plotted, 0), "gradient norm");
    assert_true(has_label(&plotted, 1, "10²") && has_label(&plotted, ROWS - 2, "10⁻¹"));
    plot_after(&plotted, CHART_LINEAR_LOSS, scene, 20);
    assert_string_equal(row_of(&plotted, 0), "loss (linear)");
    assert_true(has_label(&plotted, 1, "80") && has_label(&plotted, ROWS - 2, "0"));
    snprintf(scene, sizeof scene, "%slr: 0.1\nschedule: cosine\n", bowl);
    plot_after(&plotted, CHART_RATE, scene, 40);
    assert_string_equal(row_of(&plotted, 0), "learning rate");
    assert_true(has_label(&plotted, 1, "0.1") && has_label(&plotted, ROWS - 2, "0"));
    snprintf(scene, sizeof scene, "%swalkers: [{lr: 0.001}, {optimizer: adadelta, lr: 10}]\n",
             bowl);
    plot_after(&plotted, CHART_RATE, scene, 4);
    assert_string_equal(row_of(&plotted, 0), "learning rate (log)");
    assert_true(has_label(&plotted, 1, "10¹") && has_label(&plotted, ROWS - 2, "10⁻³"));
    release(&plotted);
}

/* A walker that diverges leaves through the top, and the others are still seen apart. */
static void test_diverged(void **state)
{
    (void)state;
    struct stage stage;
    struct plotted plotted = {0};
    stage_open_text(&stage, race_scene);
    stage_walk(&stage, 10);
    plot(&plotted, &stage, 0);
    stage_walk(&stage, 4000);
    assert_true(walk_has_diverged(stage.race.walks[2]));
    plot(&plotted, &stage, 0);
    assert_non_null(strchr(row_of(&plotted, 1), 'C'));
    assert_true(has_label(&plotted, 1, "10⁶"));
    const char *top = row_of(&plotted, 1);
    assert_true(strchr(top, 'C') - top < 12); /* where it left, and no line along the edge after */
    assert_null(strchr(strchr(top, 'C') + 1, 'C'));
    assert_int_equal(frame_at(&plotted.frame, COLUMNS / 2, 1)->codepoint, ' ');
    release(&plotted);
    stage_close(&stage);
}

/* The scales rest: over 400 steps the labels change few times, and a step changes few cells. */
static void test_rest(void **state)
{
    (void)state;
    struct stage stage;
    struct plotted before = {0}, now = {0};
    stage_open(&stage, "rosenbrock", NULL);
    plot(&before, &stage, 0);
    int rescaled = 0, changed = 0;
    for (int step = 0; step < 400; step++) {
        stage_walk(&stage, 1);
        plot(&now, &stage, 0);
        int cells = 0;
        for (int i = 0; i < COLUMNS * ROWS; i++)
            cells += now.frame.cells[i].codepoint != before.frame.cells[i].codepoint;
        rescaled += cells > 8;
        changed += cells;
        struct frame swap = before.frame;
        before.frame = now.frame;
        now.frame = swap;
    }
    assert_true(rescaled <= 12);
    assert_true(changed < 400 * 3);
    release(&before);
    release(&now);
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_step_end),
        cmocka_unit_test(test_decimation),
        cmocka_unit_test(test_kept_is_fresh),
        cmocka_unit_test(test_another_race),
        cmocka_unit_test(test_scales),
        cmocka_unit_test(test_low_chart_is_named),
        cmocka_unit_test(test_letters_share_a_step),
        cmocka_unit_test(test_letters_are_in_order),
        cmocka_unit_test(test_diverged),
        cmocka_unit_test(test_distances),
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_far_losses),
        cmocka_unit_test(test_rest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
