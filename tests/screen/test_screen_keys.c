/*
 * What the keys do, through the whole program but for the terminal.
 */
#include "screen/support/playback.h"

#include <stdio.h>
#include <string.h>

/* Would catch: time that walks while paused, a frame rate that changes how many steps are due. */
static void space_runs_and_pauses(void **state)
{
    (void)state;
    struct playback playback =
        playback_of(PLAYBACK_BOWL, "wait:1000 Space wait:500 Space wait:1000");
    assert_int_equal(playback_step(&playback),
                     10); /* one at once, then 20 a second, up to the key */
    assert_false(playback.app->running);
    playback_strike(&playback);
}

/* Would catch: a paused program that redraws. One frame for the start, one with the minimum marked,
 * one for the message of `.`. */
static void paused_sends_nothing(void **state)
{
    (void)state;
    struct playback playback =
        playback_of(PLAYBACK_BOWL, "wait:60000 shot:a . wait:60000 shot:b resume wait:60000");
    assert_int_equal(playback.shots[0].presents, 2);
    assert_int_equal(playback.shots[1].presents, 3);
    assert_int_equal(playback.presents, 4);
    assert_int_equal(app_deadline(playback.app), -1);
    playback_strike(&playback);
}

/* Would catch: more frames than the screen can show, at a speed of thousands of steps a second. */
static void frames_are_bounded(void **state)
{
    (void)state;
    struct playback playback = playback_of(
        PLAYBACK_BOWL, ": s t e p s = 1 0 0 0 0 0 Enter + + + + + + + + + Space wait:1000 Space");
    assert_in_range(playback.presents, 10, 33);
    assert_true(playback_step(&playback) > 9000);
    playback_strike(&playback);
}

/* Would catch: a path that depends on speed. */
static void speed_never_changes_the_path(void **state)
{
    (void)state;
    struct playback slow = playback_of(PLAYBACK_BOWL, "n N N N - - Space wait:20000");
    struct playback fast = playback_of(PLAYBACK_BOWL, "n N N N + + + Space wait:20000");
    size_t count, other;
    const struct walk_point *a = walk_points(playback_walk(&slow, 0), &count);
    const struct walk_point *b = walk_points(playback_walk(&fast, 0), &other);
    assert_int_equal(count, 31);
    assert_int_equal(other, 31);
    assert_memory_equal(a, b, count * sizeof *a);
    playback_strike(&slow);
    playback_strike(&fast);
}

/* Would catch: a screen after going back that is not, to the cell, the one that was there. */
static void stepping_back_shows_the_same_frame(void **state)
{
    (void)state;
    struct playback playback = playback_of(
        PLAYBACK_BOWL, ". . . . , , . wait:40 shot:three . wait:40 shot:four "
                       ", wait:40 . wait:40 shot:again , , wait:40 . wait:40 shot:earlier");
    playback_same(playback_frame(&playback, "four"), playback_frame(&playback, "again"));
    playback_same(playback_frame(&playback, "three"), playback_frame(&playback, "earlier"));
    playback_strike(&playback);
}

static void the_start_is_the_end_of_going_back(void **state)
{
    (void)state;
    struct playback playback = playback_of(PLAYBACK_BOWL, ". , , , wait:40 shot:a");
    assert_int_equal(playback_step(&playback), 0);
    playback_shows(&playback, "a", "this is the start");
    playback_strike(&playback);
}

/* Would catch: a knob that restarts the walk, or acts late. With the momentum gone, step 6 is lr
 * times gradient. */
static void a_knob_acts_on_the_next_step(void **state)
{
    (void)state;
    struct playback playback =
        playback_of(PLAYBACK_BOWL, ": m o m e n t u m Space 0 Enter . . . . . L .");
    size_t count;
    const struct walk_point *points = walk_points(playback_walk(&playback, 0), &count);
    assert_int_equal(count, 7);
    assert_close(playback_rate(&playback, 0), 0.064, 1e-12, 0);
    assert_close(points[5].at[0] - points[4].at[0], -0.05 * points[4].gradient[0], 1e-15, 0);
    assert_close(points[6].at[0] - points[5].at[0], -0.064 * points[5].gradient[0], 1e-15, 0);
    playback_strike(&playback);
}

static void knob_keys_turn_their_knobs(void **state)
{
    (void)state;
    struct playback playback = playback_of(PLAYBACK_BOWL, "l l L M N wait:40 shot:a");
    const struct walker_settings *settings = walk_settings(playback_walk(&playback, 0));
    assert_close(settings->knob[OPTIMIZER_LR], 0.04, 1e-12, 0);
    assert_true(live_knob_value(LIVE_MOMENTUM, settings) > 0.5);
    assert_true(settings->noise > 0);
    playback_shows(&playback, "a", "noise");
    playback_strike(&playback);
}

/* Would catch: arrows that turn another knob than the one chosen. */
static void arrows_choose_and_turn(void **state)
{
    (void)state;
    struct playback playback = playback_of(PLAYBACK_BOWL, "Down Right Down Right Up Up Left");
    const struct walker_settings *settings = walk_settings(playback_walk(&playback, 0));
    assert_true(live_knob_value(LIVE_MOMENTUM, settings) > 0.5);
    assert_true(settings->noise > 0);
    assert_close(settings->knob[OPTIMIZER_LR], 0.04, 1e-12, 0);
    playback_strike(&playback);
}

/* Would catch: keys that queue: however long one is held, all of it has acted before the next
 * frame. */
static void a_held_key_does_not_queue(void **state)
{
    (void)state;
    struct playback playback = playback_of(
        PLAYBACK_BOWL, "wait:400 L L L L L L L L L L L L L L L L L L L L wait:40 shot:a");
    assert_close(playback_rate(&playback, 0), 5, 1e-9, 0);
    assert_int_equal(playback.presents, 3);
    playback_strike(&playback);
}

/* Would catch: an undo that leaves something changed, and one that takes back only a key of a held
 * key. */
static void undo_takes_changes_back(void **state)
{
    (void)state;
    struct playback playback = playback_of(
        PLAYBACK_BOWL, "wait:2000 L L L wait:2000 o wait:2000 : n o i s e = 2 Enter wait:2000 "
                       "u wait:40 shot:noise u wait:40 shot:optimizer u wait:40 shot:rate "
                       "u wait:40 shot:nothing");
    const struct walker_settings *settings = walk_settings(playback_walk(&playback, 0));
    playback_shows(&playback, "noise", "undone: the old noise again");
    playback_shows(&playback, "optimizer", "undone: sgd");
    playback_shows(&playback, "rate", "undone: learning rate 0.05");
    playback_shows(&playback, "nothing", "nothing to undo");
    assert_string_equal(settings->optimizer->name, "sgd");
    assert_close(settings->knob[OPTIMIZER_LR], 0.05, 0, 0);
    assert_close(live_knob_value(LIVE_MOMENTUM, settings), 0.5, 0, 0);
    assert_close(settings->noise, 0, 0, 0);
    playback_strike(&playback);
}

/* Would catch: a batch that begins the walk again, that an undo forgets, or that a scene without
 * data has. */
static void keys_turn_the_batch(void **state)
{
    (void)state;
    struct playback playback =
        playback_of("line-fit", ". . . b wait:40 shot:fewer B B B wait:40 shot:more "
                                "u wait:2000 shot:undone B B B B B B B B B B "
                                "wait:40 shot:all B wait:40 shot:end");
    playback_shows(&playback, "fewer", "batch 6 (was 8)");
    playback_shows(&playback, "fewer", "6 of 40");
    playback_shows(&playback, "more", "10/40");
    playback_shows(&playback, "undone", "undone: batch 8");
    playback_shows(&playback, "all", "all 40");
    playback_shows(&playback, "end", "batch 40: no further");
    assert_int_equal(playback_step(&playback), 3);
    playback_strike(&playback);
    playback =
        playback_of("line-fit", ": b a t c h Space 4 1 Enter wait:40 shot:wrong Down Down Down "
                                "wait:40 shot:knob Right wait:40 shot:turned");
    playback_shows(&playback, "wrong", "batch must lie between 1 and 40");
    playback_shows(&playback, "knob", "how many examples a step sees");
    playback_shows(&playback, "turned", "batch 10 (was 8)");
    playback_strike(&playback);
    playback =
        playback_of(PLAYBACK_BOWL, "b wait:40 shot:none Down Down Down Down wait:40 shot:last");
    playback_shows(&playback, "none", "no batches here");
    playback_shows(&playback, "last", "Gaussian noise");
    playback_strike(&playback);
    playback =
        playback_of("network", ". : l o s s Space x Enter wait:40 shot:loss l wait:40 shot:rate");
    playback_shows(&playback, "loss", "a measured surface has no formula");
    playback_shows(&playback, "rate", "learning rate 0.004 (was 0.005)");
    playback_strike(&playback);
}

/* Would catch: a key that turns in vain without a word. */
static void an_overruled_knob_says_so(void **state)
{
    (void)state;
    struct playback playback =
        playback_of(PLAYBACK_BOWL,
                    ": s c h e d u l e Space { t y p e : Space o n e c y c l e , Space m a x _ l r "
                    ": Space 1 } Enter l wait:40 shot:a");
    playback_shows(&playback, "a", "no effect, onecycle sets it");
    playback_strike(&playback);
}

static void undo_moves_the_start_back(void **state)
{
    (void)state;
    struct playback playback = playback_of(PLAYBACK_BOWL, "Tab Right Up wait:2000 u");
    const double *start = walk_start_point(playback_walk(&playback, 0));
    assert_close(start[0], -1.5, 0, 0);
    assert_close(start[1], 1, 0, 0);
    playback_strike(&playback);
}

/* Would catch: an undo that leaves the walker at infinity, where no setting can help it. */
static void undo_brings_a_diverged_walk_back(void **state)
{
    (void)state;
    struct playback playback =
        playback_of(PLAYBACK_BOWL, ": s t e p s = 9 9 9 Enter . . . . wait:40 : l r = 5 0 Enter + "
                                   "+ + + + Space wait:9000 shot:gone "
                                   "u wait:40 shot:back . wait:40");
    playback_shows(&playback, "gone", "diverged at step");
    playback_shows(&playback, "back", "back at step 4");
    assert_int_equal(playback_step(&playback), 5);
    assert_close(playback_rate(&playback, 0), 0.05, 0, 0);
    assert_false(walk_has_diverged(playback_walk(&playback, 0)));
    playback_strike(&playback);
}

/* Would catch: a gauge that tells only after the walk has gone, a limit that is not 2(1+μ)/λ, a
 * verdict that does not follow the walk. λ is 4, so that with μ 0.5 the limit is 0.75. */
static void the_gauge_tells_before_the_walk_is_gone(void **state)
{
    (void)state;
    struct playback playback = playback_of(
        PLAYBACK_BOWL, "size:120x36 : l r = 0 . 0 1 Enter . wait:40 shot:wide size:80x24 wait:40 "
                       "shot:calm : l r = 0 . 7 "
                       "Enter wait:40 shot:near "
                       ": l r = 0 . 8 Enter wait:40 shot:beyond Space wait:9000 shot:gone "
                       "o wait:40 shot:other");
    playback_shows(&playback, "calm", "stable if η < 0.75");
    playback_shows(&playback, "calm", "║ step 1");
    playback_shows(&playback, "near", "stable if η < 0.75");
    playback_shows(&playback, "wide", "2(1+μ)/λ");
    playback_shows(&playback, "beyond", "unstable: η > 0.75");
    playback_shows(&playback, "gone", "beyond y = ");
    playback_shows(&playback, "gone", "diverging: steps grow");
    playback_shows(&playback, "other", "curvature λ = 4");
    playback_lacks(&playback, "other", "stable");
    playback_strike(&playback);
}

/* Would catch: a verdict that does not know the minima once they are found, a word that stays. */
static void verdicts_follow_the_walk(void **state)
{
    (void)state;
    struct playback playback = playback_of(
        "double-well",
        "wait:300 shot:start . wait:40 shot:one Space wait:30000 shot:end r wait:40 shot:again "
        ": m o m e n t u m = 0 . 8 Enter + + + Space wait:30000 shot:deep");
    playback_shows(&playback, "start", "ready");
    playback_shows(&playback, "one", "walking");
    playback_shows(&playback, "end", "local");
    playback_shows(&playback, "end", "300 steps walked: local");
    playback_shows(&playback, "again", "ready");
    playback_shows(&playback, "deep", "at the global minimum");
    playback_shows(&playback, "deep", "300 steps walked: converged");
    playback_strike(&playback);
}

static void undo_forgets_the_oldest(void **state)
{
    (void)state;
    static char script[8000];
    size_t length = 0;
    for (int i = 0; i < 130; i++) /* alternately, so that no change merges with the one before */
        length += (size_t)sprintf(script + length, "%s ", i % 2 ? "L" : "o");
    for (int i = 0; i < 101; i++)
        length += (size_t)sprintf(script + length, "u ");
    sprintf(script + length, "wait:40 shot:a");
    struct playback playback = playback_of(PLAYBACK_BOWL, script);
    playback_shows(&playback, "a", "nothing to undo");
    playback_strike(&playback);
}

static void an_optimizer_comes_with_its_rate(void **state)
{
    (void)state;
    struct playback playback =
        playback_of(PLAYBACK_BOWL, ". . : o p t i m i z e r Space a d a m Enter wait:40 shot:a .");
    assert_string_equal(walk_settings(playback_walk(&playback, 0))->optimizer->name, "adam");
    assert_close(playback_rate(&playback, 0), 0.25, 0, 0);
    assert_int_equal(playback_step(&playback), 3); /* it goes on from where it is */
    playback_strike(&playback);
}

/* The bowl names a rate for adam alone: that of any other is found, and the screen says so. */
static void a_rate_is_found_and_told(void **state)
{
    (void)state;
    struct playback playback = playback_of(PLAYBACK_BOWL, "o wait:40 shot:found");
    playback_shows(&playback, "found", "found automatically");
    assert_true(playback_rate(&playback, 0) > 0);
    playback_strike(&playback);
}

static void o_goes_round_the_optimizers(void **state)
{
    (void)state;
    static char script[4 * 64];
    for (size_t i = 0; i < optimizer_count; i++)
        strcat(script, "o ");
    struct playback playback = playback_of(PLAYBACK_BOWL, script);
    assert_string_equal(walk_settings(playback_walk(&playback, 0))->optimizer->name, "sgd");
    playback_strike(&playback);
    playback = playback_of(PLAYBACK_BOWL, "o O");
    assert_string_equal(walk_settings(playback_walk(&playback, 0))->optimizer->name, "sgd");
    playback_strike(&playback);
}

static void keys_reach_the_chosen_walker_only(void **state)
{
    (void)state;
    struct playback playback =
        playback_of(PLAYBACK_RACE, "Tab Tab wait:40 shot:b L BackTab BackTab");
    playback_shows(&playback, "b", "walker B");
    assert_close(playback_rate(&playback, 0), 0.1, 0, 0);
    assert_close(playback_rate(&playback, 1), 0.25, 1e-12, 0);
    assert_close(playback_rate(&playback, 2), 0.3, 0, 0);
    assert_int_equal(playback.app->walker, 0);
    playback_strike(&playback);
}

static void the_walk_pauses_at_its_end_and_goes_on(void **state)
{
    (void)state;
    struct playback playback =
        playback_of(PLAYBACK_BOWL, "Space wait:5000 shot:end Space wait:1000 shot:beyond Space");
    playback_shows(&playback, "end", "30 steps walked");
    assert_in_range(playback_step(&playback), 45, 55);
    playback_strike(&playback);
    playback = playback_of(PLAYBACK_BOWL, "Space wait:5000 r wait:40 Space wait:5000");
    assert_int_equal(playback_step(&playback), 30); /* restarted, it has an end again */
    playback_strike(&playback);
}

static void restart_keeps_the_settings(void **state)
{
    (void)state;
    struct playback playback = playback_of(PLAYBACK_BOWL, ". . L . . r");
    assert_int_equal(playback_step(&playback), 0);
    assert_close(playback_rate(&playback, 0), 0.064, 1e-12, 0);
    playback_strike(&playback);
}

/* Would catch: knobs that are turned after r, and act in the middle of a walk. */
static void restart_waits_at_the_start(void **state)
{
    (void)state;
    struct playback playback =
        playback_of(PLAYBACK_BOWL, "Space wait:1000 r wait:1000 L wait:40 shot:ready Space wait:9");
    playback_shows(&playback, "ready", "ready");
    assert_int_equal(playback_step(&playback), 1);
    playback_strike(&playback);
}

static void capital_e_draws_the_next_step(void **state)
{
    (void)state;
    struct playback playback =
        playback_of(PLAYBACK_RACE, "wait:40 shot:off E wait:40 shot:on E wait:40 shot:gone");
    playback_lacks(&playback, "off", "g downhill");
    playback_shows(&playback, "on", "g downhill");
    playback_lacks(&playback, "gone", "g downhill");
    playback_strike(&playback);
}

static void c_shows_the_cut(void **state)
{
    (void)state;
    struct playback playback = playback_of(PLAYBACK_BOWL, "c wait:40 shot:cut C wait:40 shot:loss");
    playback_shows(&playback, "cut", "along the next step");
    playback_lacks(&playback, "loss", "along the next step");
    playback_strike(&playback);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(space_runs_and_pauses),
        cmocka_unit_test(paused_sends_nothing),
        cmocka_unit_test(frames_are_bounded),
        cmocka_unit_test(speed_never_changes_the_path),
        cmocka_unit_test(stepping_back_shows_the_same_frame),
        cmocka_unit_test(the_start_is_the_end_of_going_back),
        cmocka_unit_test(a_knob_acts_on_the_next_step),
        cmocka_unit_test(knob_keys_turn_their_knobs),
        cmocka_unit_test(arrows_choose_and_turn),
        cmocka_unit_test(a_held_key_does_not_queue),
        cmocka_unit_test(undo_takes_changes_back),
        cmocka_unit_test(keys_turn_the_batch),
        cmocka_unit_test(an_overruled_knob_says_so),
        cmocka_unit_test(undo_moves_the_start_back),
        cmocka_unit_test(undo_brings_a_diverged_walk_back),
        cmocka_unit_test(the_gauge_tells_before_the_walk_is_gone),
        cmocka_unit_test(verdicts_follow_the_walk),
        cmocka_unit_test(undo_forgets_the_oldest),
        cmocka_unit_test(an_optimizer_comes_with_its_rate),
        cmocka_unit_test(a_rate_is_found_and_told),
        cmocka_unit_test(o_goes_round_the_optimizers),
        cmocka_unit_test(keys_reach_the_chosen_walker_only),
        cmocka_unit_test(the_walk_pauses_at_its_end_and_goes_on),
        cmocka_unit_test(restart_keeps_the_settings),
        cmocka_unit_test(restart_waits_at_the_start),
        cmocka_unit_test(capital_e_draws_the_next_step),
        cmocka_unit_test(c_shows_the_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
