/*
 * Whatever the size of the screen and however it changes; and time in which the program stood
 * still.
 */
#include "screen/support/playback.h"

static void every_size_draws_something(void **state)
{
    (void)state;
    struct playback playback = playback_of(
        PLAYBACK_BOWL,
        "Space wait:500 size:1x1 wait:100 shot:a size:0x0 wait:100 size:500x200 wait:100 "
        "shot:b size:2x30 wait:100 size:80x1 wait:100 size:7x5 ? wait:100 s wait:100 "
        "Escape size:80x24 wait:100 shot:c");
    assert_int_equal(playback_frame(&playback, "a")->columns, 1);
    assert_int_equal(playback_frame(&playback, "b")->columns, 500);
    assert_int_equal(playback_frame(&playback, "c")->rows, 24);
    playback_strike(&playback);
}

/* Would catch: a picture that depends on the sizes the screen had before. */
static void any_resize_comes_back(void **state)
{
    (void)state;
    struct playback playback =
        playback_of(PLAYBACK_BOWL,
                    ". . . . . wait:40 shot:before size:60x16 wait:40 size:200x60 wait:40 size:1x1 "
                    "wait:40 size:20x6 size:80x24 wait:40 shot:after");
    playback_same(playback_frame(&playback, "before"), playback_frame(&playback, "after"));
    playback_strike(&playback);
}

/* Would catch: a suspended hour that is walked in one go. */
static void stopped_time_is_not_walked(void **state)
{
    (void)state;
    struct playback playback = playback_make(PLAYBACK_BOWL);
    playback_play(&playback, "");
    struct app *app = playback.app;
    app->done = false;
    app_event(app, &(struct event){.kind = EVENT_KEY, .key = ' '}, 1000);
    while (app_tick(app, 1000))
        continue;
    assert_int_equal(playback_step(&playback), 1);
    app_event(app, &(struct event){.kind = EVENT_RESUME}, 3600000);
    while (app_tick(app, 3600000))
        continue;
    assert_int_equal(playback_step(&playback), 1);
    while (app_tick(app, 3600100))
        continue;
    assert_int_equal(playback_step(&playback), 3);
    playback_strike(&playback);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_size_draws_something),
        cmocka_unit_test(any_resize_comes_back),
        cmocka_unit_test(stopped_time_is_not_walked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
