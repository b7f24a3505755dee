/*
 * The start, by arrows and by clicks; and what else a click reaches.
 */
#include "screen/support/playback.h"

#include <stdio.h>
#include <string.h>

/* A cell of the map, found as a mouse would: by looking. */
static void find_on_screen(enum pick_kind kind, const char *scene, int *column, int *row)
{
    struct playback playback = playback_of(scene, "wait:40");
    struct model model = state_model(playback.app);
    for (*row = 0; *row < 24; ++*row)
        for (*column = 0; *column < 80; ++*column)
            if (view_pick(&model, 80, 24, *column, *row).kind == kind) {
                playback_strike(&playback);
                return;
            }
    fail_msg("nothing of that kind on the screen");
}

static void a_click_moves_the_start(void **state)
{
    (void)state;
    int column, row;
    char script[128];
    find_on_screen(PICK_MAP, PLAYBACK_BOWL, &column, &row);
    snprintf(script, sizeof script, ". . . click:%d,%d wait:40 shot:a", column + 20, row + 4);
    struct playback playback = playback_of(PLAYBACK_BOWL, script);
    const double *start = walk_start_point(playback_walk(&playback, 0));
    struct model model = state_model(playback.app);
    struct pick pick = view_pick(&model, 80, 24, column + 20, row + 4);
    assert_int_equal(playback_step(&playback), 0);
    assert_close(start[0], pick.at[0], 0.03, 0);
    assert_close(start[1], pick.at[1], 0.1, 0);
    assert_false(start[0] == -1.5);
    playback_shows(&playback, "a", "start (");
    playback_strike(&playback);
}

static void a_click_sets_a_slider(void **state)
{
    (void)state;
    int column, row;
    char script[128];
    find_on_screen(PICK_SLIDER, PLAYBACK_BOWL, &column, &row);
    snprintf(script, sizeof script, "click:%d,%d", column, row);
    struct playback playback = playback_of(PLAYBACK_BOWL, script);
    assert_false(playback_rate(&playback, 0) == 0.05);
    playback_strike(&playback);
}

static void a_click_chooses_a_walker(void **state)
{
    (void)state;
    struct playback playback = playback_of(PLAYBACK_RACE, "wait:40");
    struct model model = state_model(playback.app);
    char script[64] = "";
    for (int row = 0; row < 24 && !*script; row++) {
        struct pick pick = view_pick(&model, 80, 24, 75, row);
        if (pick.kind == PICK_WALKER && pick.index == 2)
            snprintf(script, sizeof script, "click:75,%d", row);
    }
    playback_strike(&playback);
    assert_true(*script);
    playback = playback_of(PLAYBACK_RACE, script);
    assert_int_equal(playback.app->walker, 2);
    playback_strike(&playback);
}

static void arrows_move_the_start(void **state)
{
    (void)state;
    struct playback playback = playback_of(PLAYBACK_BOWL, ". . Tab Right Right Down");
    const double *start = walk_start_point(playback_walk(&playback, 0));
    assert_true(start[0] > -1.5 && start[0] < -1);
    assert_true(start[1] < 1 && start[1] > 0.5);
    assert_int_equal(playback_step(&playback), 0);
    playback_strike(&playback);
}

/* Would catch: a start pushed out of the window, where nobody sees it. */
static void the_start_stays_in_the_window(void **state)
{
    (void)state;
    static char script[3000] = "Tab ";
    for (int i = 0; i < 200; i++)
        strcat(script, "Left Up ");
    struct playback playback = playback_of(PLAYBACK_BOWL, script);
    const double *start = walk_start_point(playback_walk(&playback, 0));
    assert_close(start[0], -2, 0, 0);
    assert_close(start[1], 2, 0, 0);
    playback_strike(&playback);
}

/* Would catch: a race in which moving the start leaves walkers that began elsewhere, or a step
 * ahead. */
static void a_race_moves_those_that_start_together(void **state)
{
    (void)state;
    struct playback playback = playback_of(PLAYBACK_RACE, ". . . Tab Right");
    const double *a = walk_start_point(playback_walk(&playback, 0)),
                 *b = walk_start_point(playback_walk(&playback, 1));
    const double *c = walk_start_point(playback_walk(&playback, 2));
    assert_true(a[0] > 1);
    assert_close(a[0], b[0], 0, 0);
    assert_close(c[0], -1, 0, 0);
    assert_int_equal(playback_step(&playback), 0);
    playback_strike(&playback);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_click_moves_the_start),
        cmocka_unit_test(a_click_sets_a_slider),
        cmocka_unit_test(a_click_chooses_a_walker),
        cmocka_unit_test(arrows_move_the_start),
        cmocka_unit_test(the_start_stays_in_the_window),
        cmocka_unit_test(a_race_moves_those_that_start_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
