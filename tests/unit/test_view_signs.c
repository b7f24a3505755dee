/* Signs on the ground: critical points by shape, walkers outside by an arrow and a distance. */
#include "support/stage.h"
#include "support/test.h"

#include <string.h>

#include "base/array.h"
#include "surface/critical.h"
#include "view/map.h"
#include "view/outside.h"

enum { MINIMUM = 0x25C6, SADDLE = 0x2715, MAXIMUM = 0x25B2 };

static const char hills[] = "loss: sin(x)*cos(y) + 0.1*(x^2 + y^2)\n"
                            "x: [-4, 4]\n"
                            "y: [-4, 4]\n"
                            "start: [3, 2.5]\n"
                            "rates: {sgd: 0.2}\n";

static struct critical_points find(const struct stage *stage)
{
    struct critical_points points = {0};
    struct error error = {0};
    assert_true(critical_find(stage->scene->surface, stage->scene->window, &points, &error));
    return points;
}

static size_t count_kind(const struct critical_points *points, enum critical_kind kind)
{
    size_t count = 0;
    for (size_t i = 0; i < points->count; i++)
        count += points->points[i].kind == kind;
    return count;
}

/* In the frame, but for the row of signs itself. */
static size_t count_shape(const struct stage *stage, uint32_t shape)
{
    int last = stage_find(stage, "○ start");
    size_t count = 0;
    for (int i = 0; i < stage->frame.columns * stage->frame.rows; i++)
        count += stage->frame.cells[i].codepoint == shape && i / stage->frame.columns != last;
    return count;
}

/* Would catch: a saddle marked as a minimum, a mark that is missing, a word without a mark. */
static void critical_points_are_marked_by_kind(void **state)
{
    (void)state;
    struct stage stage;
    stage_open_text(&stage, hills);
    struct critical_points points = find(&stage);
    stage.model.critical = &points;
    stage_draw(&stage, 120, 40);
    assert_int_equal(count_shape(&stage, MINIMUM), count_kind(&points, CRITICAL_MINIMUM));
    assert_int_equal(count_shape(&stage, SADDLE), count_kind(&points, CRITICAL_SADDLE));
    assert_int_equal(count_shape(&stage, MAXIMUM), count_kind(&points, CRITICAL_MAXIMUM));
    assert_true(count_shape(&stage, MINIMUM) > 1 && count_shape(&stage, SADDLE) > 1);
    assert_true(stage_find(&stage, "◆ minimum  ✕ saddle") >= 0);
    stage.model.layers &= ~(unsigned)LAYER_CRITICAL;
    stage_draw(&stage, 120, 40);
    assert_int_equal(count_shape(&stage, MINIMUM) + count_shape(&stage, SADDLE), 0);
    assert_int_equal(stage_find(&stage, "minimum"), -1);
    critical_release(&points);
    stage_close(&stage);
}

/* Would catch: the one maximum below one of many saddles. */
static void what_is_rarest_lies_on_top(void **state)
{
    (void)state;
    struct stage stage;
    struct critical_point list[] = {{.kind = CRITICAL_SADDLE, .at = {1, 1}},
                                    {.kind = CRITICAL_MAXIMUM, .at = {1, 1}}};
    const struct critical_points points = {.points = list, .count = ARRAY_LENGTH(list)};
    stage_open_text(&stage, hills);
    stage.model.critical = &points;
    stage_draw(&stage, 120, 40);
    assert_int_equal(count_shape(&stage, MAXIMUM), 1);
    assert_int_equal(count_shape(&stage, SADDLE), 0);
    stage_close(&stage);
}

/* Would catch: a map that cannot be seen for marks. The deepest minimum stays. */
static void too_many_are_left_out(void **state)
{
    (void)state;
    struct stage stage;
    stage_open_text(&stage, "loss: 20 + x^2 + y^2 - 10*(cos(2*pi*x) + cos(2*pi*y))\n"
                            "x: [-5, 5]\ny: [-5, 5]\nstart: [4, 4]\n");
    struct critical_points points = find(&stage);
    assert_true(count_kind(&points, CRITICAL_MINIMUM) >= 81);
    stage.model.critical = &points;
    stage_draw(&stage, 80, 24);
    assert_int_equal(count_shape(&stage, MINIMUM), 1);
    assert_int_equal(count_shape(&stage, SADDLE), 0);
    stage.model.window[0] = stage.model.window[1] = (struct surface_window){-1.3, 1.3};
    stage_draw(&stage, 80, 24); /* enlarged, there is room for them */
    assert_int_equal(count_shape(&stage, MINIMUM), 9);
    critical_release(&points);
    stage_close(&stage);
}

/* Would catch: a fog through which the answer is seen. */
static void the_fog_hides_them(void **state)
{
    (void)state;
    struct stage stage;
    stage_open_text(&stage, hills);
    struct critical_points points = find(&stage);
    stage.model.critical = &points;
    stage.model.layers |= LAYER_FOG | LAYER_SLOPES | LAYER_CONTOURS | LAYER_RELIEF;
    stage_draw(&stage, 120, 40);
    assert_int_equal(count_shape(&stage, MINIMUM) + count_shape(&stage, SADDLE), 0);
    stage.model.window[0] = (struct surface_window){-4.5, 4};
    walk_move_start(stage.race.walks[0], (double[2]){-1.3, 0.2}); /* beside the deepest */
    stage_draw(&stage, 120, 40);
    assert_int_equal(count_shape(&stage, MINIMUM), 1);
    critical_release(&points);
    stage_close(&stage);
}

static void distances_are_in_windows(void **state)
{
    (void)state;
    const struct surface_window window[2] = {{-1, 3}, {0, 2}};
    static const struct {
        double at[2], distance;
    } cases[] = {
        {{0, 1}, 0}, {{3, 2}, 0}, {{7, 1}, 1}, {{-3, 1}, 0.5}, {{0, 7}, 2.5}, {{5, -3}, 1.5},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
        assert_close(outside_distance(window, cases[i].at), cases[i].distance, 1e-12, 1e-12);
    assert_true(outside_distance(window, (double[2]){1e308, 0}) > OUTSIDE_FAR);
}

/* Would catch: a walker that has left and is not told of, or clamped to the border. */
static void who_left_is_pointed_at_with_the_distance(void **state)
{
    (void)state;
    static const struct {
        double at[2];
        const char *words;
    } cases[] = {
        {{12, 0}, "1 window →"},           {{-9.6, 0}, "← 0.7 windows"},
        {{0, 812}, "↑ 101 windows"},       {{4e9, -1}, "5e8 windows →"},
        {{1e200, 0}, "too far to show →"}, {{0, -1e200}, "↓ too far to show"},
    };
    struct stage stage;
    stage_open_text(&stage, hills);
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        walk_move_start(stage.race.walks[0], cases[i].at);
        stage_draw(&stage, 100, 30);
        if (stage_find(&stage, cases[i].words) < 0)
            fail_msg("case %zu lacks '%s'", i, cases[i].words);
    }
    stage_close(&stage);
}

/* Would catch: three walkers thrown out together that look like one. */
static void those_at_one_place_stand_in_rows(void **state)
{
    (void)state;
    static const double places[][2] = {{90, 0}, {9, 90}, {-20, -20}, {0, 1e200}};
    struct stage stage;
    stage_open_text(&stage, "loss: x^2 + y^2\nx: [-1, 1]\ny: [-1, 1]\n"
                            "walkers:\n  - {optimizer: sgd}\n  - {optimizer: adam}\n"
                            "  - {optimizer: sgd}\n  - {optimizer: adam}\n");
    for (size_t i = 0; i < ARRAY_LENGTH(places); i++) {
        for (size_t w = 0; w < stage.race.count; w++)
            walk_move_start(stage.race.walks[w], places[i]);
        stage_draw(&stage, 80, 24);
        int arrows = 0; /* of the plot: the rule and the row of signs have one too */
        for (int row = 0; row < 20; row++)
            for (int column = 0; column < 45; column++) {
                uint32_t c = stage.frame.cells[row * 80 + column].codepoint;
                arrows += c >= 0x2190 && c <= 0x2199;
            }
        assert_int_equal(arrows, 4);
    }
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(critical_points_are_marked_by_kind),
        cmocka_unit_test(what_is_rarest_lies_on_top),
        cmocka_unit_test(too_many_are_left_out),
        cmocka_unit_test(the_fog_hides_them),
        cmocka_unit_test(distances_are_in_windows),
        cmocka_unit_test(who_left_is_pointed_at_with_the_distance),
        cmocka_unit_test(those_at_one_place_stand_in_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
