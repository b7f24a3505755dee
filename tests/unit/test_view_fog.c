/* Fog: clear where a walker stood, and nowhere else; what is kept is what a new one would be. */
#include "support/back.h"
#include "support/stage.h"
#include "support/test.h"

#include <math.h>
#include <string.h>

#include "view/fog.h"

static const char bowl[] = "loss: x^2 + 3*y^2\n"
                           "x: [-2, 2]\n"
                           "y: [-2, 2]\n"
                           "start: [-1.5, 1]\n"
                           "noise: 1\n"
                           "lr: 0.08\n";

static struct fog_source source_of(const struct stage *stage)
{
    return (struct fog_source){
        .camera = {{3, 2, 80, 40}, {stage->scene->window[0], stage->scene->window[1]}},
        .halves = 2,
        .scene = {stage->scene->window[0], stage->scene->window[1]},
        .race = &stage->race,
    };
}

/* The distance, in windows, from a sample's middle to the nearest point of the walk. */
static double nearest(const struct stage *stage, int column, int row, int half)
{
    size_t count;
    const struct walk_point *points = walk_points(stage->race.walks[0], &count);
    double x = -2 + 4 * (column + 0.5) / 80, y = 2 - 4 * (2 * row + half + 0.5) / 80;
    double least = INFINITY;
    for (size_t i = 0; i < count; i++)
        least = fmin(least, hypot(points[i].at[0] - x, points[i].at[1] - y) / 4);
    return least;
}

/* Would catch: a disc in the wrong place, upside down, or along the segments that no one felt. */
static void clear_is_what_lies_near_a_point(void **state)
{
    (void)state;
    struct stage stage;
    struct fog fog = {0};
    stage_open_text(&stage, bowl);
    stage_walk(&stage, 12);
    const struct fog_source source = source_of(&stage);
    assert_true(fog_update(&fog, &source));
    for (int row = 0; row < 40; row++)
        for (int column = 0; column < 80; column++)
            for (int half = 0; half < 2; half++) {
                double distance = nearest(&stage, column, row, half);
                unsigned light = fog_light(&fog, column, row, half);
                if (distance < 0.03)
                    assert_int_equal(light, FOG_CLEAR);
                if (distance > 0.1)
                    assert_int_equal(light, 0);
            }
    fog_release(&fog);
    stage_close(&stage);
}

static void assert_same_fog(const struct fog *a, const struct fog *b)
{
    assert_int_equal(a->columns, b->columns);
    assert_int_equal(a->rows, b->rows);
    assert_memory_equal(a->light, b->light, (size_t)a->columns * (size_t)a->rows);
}

static void a_kept_fog_is_a_new_one(void **state)
{
    (void)state;
    struct stage stage;
    struct fog kept = {0};
    stage_open_text(&stage, bowl);
    struct fog_source source = source_of(&stage);
    for (int i = 0; i < 90; i++) {
        struct fog fresh = {0};
        if (i % 7 == 5)
            back_race(&stage.race);
        else
            stage_walk(&stage, 1);
        if (i == 40)
            race_restart(&stage.race);
        if (i == 50)
            source.camera.window[0] = (struct surface_window){-1.75, -1.25}; /* zoomed in */
        if (i == 60)
            source.camera.window[1] = (struct surface_window){-90, 90}; /* and out */
        if (i == 70)
            source.camera.plot.columns = 33, source.halves = 1;
        if (i == 80)
            walk_move_start(stage.race.walks[0], (double[2]){1e200, -7});
        assert_true(fog_update(&kept, &source));
        assert_true(fog_update(&fresh, &source));
        assert_same_fog(&kept, &fresh);
        fog_release(&fresh);
    }
    fog_release(&kept);
    stage_close(&stage);
}

static int clear_columns(const struct fog *fog, int row)
{
    int count = 0;
    for (int column = 0; column < fog->columns; column++)
        count += fog_light(fog, column, row, 0) > FOG_CLEAR / 2;
    return count;
}

/* Would catch: zooming that lifts the fog, or thickens it. */
static void the_disc_is_a_part_of_the_scene(void **state)
{
    (void)state;
    struct stage stage;
    struct fog fog = {0};
    stage_open_text(&stage, bowl);
    struct fog_source source = source_of(&stage);
    assert_true(fog_update(&fog, &source));
    int whole = clear_columns(&fog, 10);
    source.camera.window[0] = (struct surface_window){-2, -1}; /* four times as large */
    assert_true(fog_update(&fog, &source));
    assert_in_range(clear_columns(&fog, 10), 4 * whole - 5, 4 * whole + 5);
    source.camera.window[0] = (struct surface_window){-1e9, 1e9};
    assert_true(fog_update(&fog, &source));
    assert_in_range(clear_columns(&fog, 10), 1, 2); /* where one stood is seen from any height */
    fog_release(&fog);
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clear_is_what_lies_near_a_point),
        cmocka_unit_test(a_kept_fog_is_a_new_one),
        cmocka_unit_test(the_disc_is_a_part_of_the_scene),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
