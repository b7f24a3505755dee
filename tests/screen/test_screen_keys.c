/*
 * What the keys do, through the whole program but for the terminal.
 */
#include "screen/support/playback.h"

#include <stdio.h>
#include <string.h>

#include "scene/catalogue.h"
#include "view/colormap.h"

static const char bowl[] = "title: A bowl\n"
                           "loss: a*x^2 + 2*y^2\n"
                           "constants: {a: 1}\n"
                           "x: [-2, 2]\n"
                           "y: [-2, 2]\n"
                           "start: [-1.5, 1]\n"
                           "steps: 30\n"
                           "rates: {adam: 0.25}\n"
                           "optimizer: sgd\n"
                           "lr: 0.05\n"
                           "momentum: 0.5\n";

static const char race[] = "title: A race\n"
                           "loss: x^2 + y^2\n"
                           "start: [1, 1]\n"
                           "steps: 50\n"
                           "walkers:\n"
                           "  - {optimizer: sgd, lr: 0.1}\n"
                           "  - {optimizer: sgd, lr: 0.2}\n"
                           "  - {optimizer: sgd, lr: 0.3, start: [-1, -1]}\n";

static double rate(const struct playback *playback, size_t index)
{
    return walk_settings(playback_walk(playback, index))->knob[OPTIMIZER_LR];
}

/* Would catch: time that walks while paused, a frame rate that changes how many steps are due. */
static void space_runs_and_pauses(void **state)
{
    (void)state;
    struct playback playback = playback_of(bowl, "wait:1000 Space wait:500 Space wait:1000");
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
        playback_of(bowl, "wait:60000 shot:a . wait:60000 shot:b resume wait:60000");
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
        bowl, ": s t e p s = 1 0 0 0 0 0 Enter + + + + + + + + + Space wait:1000 Space");
    assert_in_range(playback.presents, 10, 33);
    assert_true(playback_step(&playback) > 9000);
    playback_strike(&playback);
}

/* Would catch: a path that depends on speed. */
static void speed_never_changes_the_path(void **state)
{
    (void)state;
    struct playback slow = playback_of(bowl, "n N N N - - Space wait:20000");
    struct playback fast = playback_of(bowl, "n N N N + + + Space wait:20000");
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
    struct playback playback =
        playback_of(bowl, ". . . . , , . wait:40 shot:three . wait:40 shot:four "
                          ", wait:40 . wait:40 shot:again , , wait:40 . wait:40 shot:earlier");
    playback_same(playback_frame(&playback, "four"), playback_frame(&playback, "again"));
    playback_same(playback_frame(&playback, "three"), playback_frame(&playback, "earlier"));
    playback_strike(&playback);
}

static void the_start_is_the_end_of_going_back(void **state)
{
    (void)state;
    struct playback playback = playback_of(bowl, ". , , , wait:40 shot:a");
    assert_int_equal(playback_step(&playback), 0);
    playback_shows(&playback, "a", "this is the start");
    playback_strike(&playback);
}

/* Would catch: a knob that restarts the walk, or acts late. With the momentum gone, step 6 is lr
 * times gradient. */
static void a_knob_acts_on_the_next_step(void **state)
{
    (void)state;
    struct playback playback = playback_of(bowl, ": m o m e n t u m Space 0 Enter . . . . . L .");
    size_t count;
    const struct walk_point *points = walk_points(playback_walk(&playback, 0), &count);
    assert_int_equal(count, 7);
    assert_close(rate(&playback, 0), 0.064, 1e-12, 0);
    assert_close(points[5].at[0] - points[4].at[0], -0.05 * points[4].gradient[0], 1e-15, 0);
    assert_close(points[6].at[0] - points[5].at[0], -0.064 * points[5].gradient[0], 1e-15, 0);
    playback_strike(&playback);
}

static void knob_keys_turn_their_knobs(void **state)
{
    (void)state;
    struct playback playback = playback_of(bowl, "l l L M N wait:40 shot:a");
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
    struct playback playback = playback_of(bowl, "Down Right Down Right Up Up Left");
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
    struct playback playback =
        playback_of(bowl, "wait:400 L L L L L L L L L L L L L L L L L L L L wait:40 shot:a");
    assert_close(rate(&playback, 0), 5, 1e-9, 0);
    assert_int_equal(playback.presents, 3);
    playback_strike(&playback);
}

/* Would catch: an undo that leaves something changed, and one that takes back only a key of a held
 * key. */
static void undo_takes_changes_back(void **state)
{
    (void)state;
    struct playback playback =
        playback_of(bowl, "wait:2000 L L L wait:2000 o wait:2000 : n o i s e = 2 Enter wait:2000 "
                          "u wait:40 shot:noise u wait:40 shot:optimizer u wait:40 shot:rate "
                          "u wait:40 shot:nothing");
    const struct walker_settings *settings = walk_settings(playback_walk(&playback, 0));
    playback_shows(&playback, "noise", "undone: noise");
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
    playback = playback_of(bowl, "b wait:40 shot:none Down Down Down Down wait:40 shot:last");
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
    struct playback playback = playback_of(
        bowl, ": s c h e d u l e Space { t y p e : Space o n e c y c l e , Space m a x _ l r "
              ": Space 1 } Enter l wait:40 shot:a");
    playback_shows(&playback, "a", "no effect, onecycle sets it");
    playback_strike(&playback);
}

static void undo_moves_the_start_back(void **state)
{
    (void)state;
    struct playback playback = playback_of(bowl, "Tab Right Up wait:2000 u");
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
        playback_of(bowl, ": s t e p s = 9 9 9 Enter . . . . wait:40 : l r = 5 0 Enter + "
                          "+ + + + Space wait:9000 shot:gone "
                          "u wait:40 shot:back . wait:40");
    playback_shows(&playback, "gone", "diverged at step");
    playback_shows(&playback, "back", "back at step 4");
    assert_int_equal(playback_step(&playback), 5);
    assert_close(rate(&playback, 0), 0.05, 0, 0);
    assert_false(walk_has_diverged(playback_walk(&playback, 0)));
    playback_strike(&playback);
}

/* Would catch: a gauge that tells only after the walk has gone, a limit that is not 2(1+μ)/λ, a
 * verdict that does not follow the walk. λ is 4, so that with μ 0.5 the limit is 0.75. */
static void the_gauge_tells_before_the_walk_is_gone(void **state)
{
    (void)state;
    struct playback playback = playback_of(
        bowl, "size:120x36 : l r = 0 . 0 1 Enter . wait:40 shot:wide size:80x24 wait:40 "
              "shot:calm : l r = 0 . 7 "
              "Enter wait:40 shot:near "
              ": l r = 0 . 8 Enter wait:40 shot:beyond Space wait:9000 shot:gone "
              "o wait:40 shot:other");
    playback_shows(&playback, "calm", "stable if η < 0.75");
    playback_shows(&playback, "calm", "║ step 1");
    playback_shows(&playback, "near", "stable if η < 0.75");
    playback_shows(&playback, "wide", "2(1+μ)/λ");
    playback_shows(&playback, "beyond", "unstable: η > 0.75");
    playback_shows(&playback, "gone", "outside");
    playback_shows(&playback, "gone", "left the window");
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
    struct playback playback = playback_of(bowl, script);
    playback_shows(&playback, "a", "nothing to undo");
    playback_strike(&playback);
}

static void an_optimizer_comes_with_its_rate(void **state)
{
    (void)state;
    struct playback playback =
        playback_of(bowl, ". . : o p t i m i z e r Space a d a m Enter wait:40 shot:a .");
    assert_string_equal(walk_settings(playback_walk(&playback, 0))->optimizer->name, "adam");
    assert_close(rate(&playback, 0), 0.25, 0, 0);
    assert_int_equal(playback_step(&playback), 3); /* it goes on from where it is */
    playback_strike(&playback);
}

/* The bowl names a rate for adam alone: that of any other is found, and the screen says so. */
static void a_rate_is_found_and_told(void **state)
{
    (void)state;
    struct playback playback = playback_of(bowl, "o wait:40 shot:found");
    playback_shows(&playback, "found", "found automatically");
    assert_true(rate(&playback, 0) > 0);
    playback_strike(&playback);
}

static void o_goes_round_the_optimizers(void **state)
{
    (void)state;
    static char script[4 * 64];
    for (size_t i = 0; i < optimizer_count; i++)
        strcat(script, "o ");
    struct playback playback = playback_of(bowl, script);
    assert_string_equal(walk_settings(playback_walk(&playback, 0))->optimizer->name, "sgd");
    playback_strike(&playback);
    playback = playback_of(bowl, "o O");
    assert_string_equal(walk_settings(playback_walk(&playback, 0))->optimizer->name, "sgd");
    playback_strike(&playback);
}

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
    find_on_screen(PICK_MAP, bowl, &column, &row);
    snprintf(script, sizeof script, ". . . click:%d,%d wait:40 shot:a", column + 20, row + 4);
    struct playback playback = playback_of(bowl, script);
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
    find_on_screen(PICK_SLIDER, bowl, &column, &row);
    snprintf(script, sizeof script, "click:%d,%d", column, row);
    struct playback playback = playback_of(bowl, script);
    assert_false(rate(&playback, 0) == 0.05);
    playback_strike(&playback);
}

static void a_click_chooses_a_walker(void **state)
{
    (void)state;
    struct playback playback = playback_of(race, "wait:40");
    struct model model = state_model(playback.app);
    char script[64] = "";
    for (int row = 0; row < 24 && !*script; row++) {
        struct pick pick = view_pick(&model, 80, 24, 75, row);
        if (pick.kind == PICK_WALKER && pick.index == 2)
            snprintf(script, sizeof script, "click:75,%d", row);
    }
    playback_strike(&playback);
    assert_true(*script);
    playback = playback_of(race, script);
    assert_int_equal(playback.app->walker, 2);
    playback_strike(&playback);
}

static void arrows_move_the_start(void **state)
{
    (void)state;
    struct playback playback = playback_of(bowl, ". . Tab Right Right Down");
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
    struct playback playback = playback_of(bowl, script);
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
    struct playback playback = playback_of(race, ". . . Tab Right");
    const double *a = walk_start_point(playback_walk(&playback, 0)),
                 *b = walk_start_point(playback_walk(&playback, 1));
    const double *c = walk_start_point(playback_walk(&playback, 2));
    assert_true(a[0] > 1);
    assert_close(a[0], b[0], 0, 0);
    assert_close(c[0], -1, 0, 0);
    assert_int_equal(playback_step(&playback), 0);
    playback_strike(&playback);
}

static void keys_reach_the_chosen_walker_only(void **state)
{
    (void)state;
    struct playback playback = playback_of(race, "Tab Tab wait:40 shot:b L BackTab BackTab");
    playback_shows(&playback, "b", "walker B");
    assert_close(rate(&playback, 0), 0.1, 0, 0);
    assert_close(rate(&playback, 1), 0.25, 1e-12, 0);
    assert_close(rate(&playback, 2), 0.3, 0, 0);
    assert_int_equal(playback.app->walker, 0);
    playback_strike(&playback);
}

static void the_walk_pauses_at_its_end_and_goes_on(void **state)
{
    (void)state;
    struct playback playback =
        playback_of(bowl, "Space wait:5000 shot:end Space wait:1000 shot:beyond Space");
    playback_shows(&playback, "end", "30 steps walked");
    assert_in_range(playback_step(&playback), 45, 55);
    playback_strike(&playback);
    playback = playback_of(bowl, "Space wait:5000 r wait:40 Space wait:5000");
    assert_int_equal(playback_step(&playback), 30); /* restarted, it has an end again */
    playback_strike(&playback);
}

static void restart_keeps_the_settings(void **state)
{
    (void)state;
    struct playback playback = playback_of(bowl, ". . L . . r");
    assert_int_equal(playback_step(&playback), 0);
    assert_close(rate(&playback, 0), 0.064, 1e-12, 0);
    playback_strike(&playback);
}

/* --- the command line */

static void words_change_the_scene(void **state)
{
    (void)state;
    struct playback playback = playback_of(bowl, ". . : l r Space 0 . 0 0 3 Enter wait:40 shot:a");
    assert_close(rate(&playback, 0), 0.003, 0, 0);
    assert_int_equal(playback_step(&playback), 2);
    playback_shows(&playback, "a", "lr: 0.003");
    playback_strike(&playback);
    playback = playback_of(bowl, ": Space l x Backspace r Space = Space 0 . 3 Enter");
    assert_close(rate(&playback, 0), 0.3, 0, 0);
    playback_strike(&playback);
}

/* Would catch: a map that shows the old window. */
static void words_change_the_window(void **state)
{
    (void)state;
    static const char narrow[] = "title: A bowl\n"
                                 "loss: a*x^2 + 2*y^2\n"
                                 "constants: {a: 1}\n"
                                 "x: [-1.75, 0]\n"
                                 "y: [-2, 2]\n"
                                 "start: [-1.5, 1]\n"
                                 "steps: 30\n"
                                 "lr: 0.05\n"
                                 "momentum: 0.5\n";
    struct playback typed =
        playback_of(bowl, "wait:40 : x = [ - 1 . 7 5 , 0 ] Enter wait:400 . , wait:40 shot:typed");
    struct playback read = playback_of(narrow, "wait:400 . , wait:40 shot:read");
    playback_same(playback_frame(&typed, "typed"), playback_frame(&read, "read"));
    playback_strike(&typed);
    playback_strike(&read);
}

/* Would catch: a map that still shows the old surface, a walk on ground that is gone. */
static void words_change_the_surface_and_back(void **state)
{
    (void)state;
    struct playback playback = playback_of(
        bowl, "wait:40 shot:before . . : c o n s t a n t s . a = 9 Enter wait:40 shot:steep u "
              "wait:40 : l o s s = x ^ 2 + y ^ 4 Enter wait:40 shot:loss u wait:40 r Escape "
              ": x = 1 Enter wait:40");
    assert_close(playback.app->scene->constants[0].value, 1, 0, 0);
    assert_string_equal(playback.app->scene->loss, "a*x^2 + 2*y^2");
    assert_close(walk_now(playback_walk(&playback, 0))->loss, 1.5 * 1.5 + 2, 1e-12, 0);
    playback_strike(&playback);
}

static void wrong_words_change_nothing(void **state)
{
    (void)state;
    struct playback playback = playback_of(
        bowl,
        ". : o p t i m i z e r = a d a n Enter wait:40 shot:a : l r = - 1 Enter wait:40 shot:b "
        ": q q = 1 Enter wait:40 shot:c : l r Enter wait:40 shot:d : Enter");
    playback_shows(&playback, "a", "did you mean 'adam'");
    playback_shows(&playback, "b", "rate     ");
    playback_shows(&playback, "c", "qq");
    playback_shows(&playback, "d", "'lr' needs a value");
    assert_close(rate(&playback, 0), 0.05, 0, 0);
    assert_int_equal(playback_step(&playback), 1);
    assert_int_equal(playback.app->history.count, 0);
    playback_strike(&playback);
}

static void words_name_actions(void **state)
{
    (void)state;
    struct playback playback =
        playback_of(bowl, ": s t e p Enter : h e l p Enter wait:40 shot:a q : q u i t Enter . .");
    playback_shows(&playback, "a", "learning rate down, up");
    assert_int_equal(playback_step(&playback), 1);
    assert_true(playback.app->done);
    playback_strike(&playback);
}

static void tab_completes(void **state)
{
    (void)state;
    struct playback playback =
        playback_of(bowl, ": o p Tab a d Tab wait:40 shot:several m Tab wait:40 shot:one Enter");
    playback_shows(&playback, "several", ":optimizer ada");
    playback_shows(&playback, "several", "adagrad");
    playback_shows(&playback, "one", ":optimizer adam");
    playback_strike(&playback);
    playback = playback_of(bowl, ": c o n Tab 3 Enter");
    assert_close(playback.app->scene->constants[0].value, 3, 0, 0);
    playback_strike(&playback);
}

/* Would catch: a q that quits while it is typed; bytes cut inside a character. */
static void the_prompt_edits_text(void **state)
{
    (void)state;
    struct playback playback =
        playback_of(bowl, ": q é ü wait:40 shot:typed Left Backspace wait:40 shot:cut Home Delete "
                          "wait:40 shot:front Escape . : Up");
    playback_shows(&playback, "typed", ":qéü");
    playback_shows(&playback, "cut", ":qü");
    playback_shows(&playback, "front", ":ü");
    assert_int_equal(playback_step(&playback), 1);
    assert_false(playback.app->done && playback.app->prompt.text[0] == 'q');
    playback_strike(&playback);
}

/* --- pages */

static void the_menu_opens_a_scene(void **state)
{
    (void)state;
    struct playback playback = playback_of(
        NULL, "wait:40 shot:menu Down Down wait:40 shot:third Enter wait:40 shot:scene");
    playback_shows(&playback, "menu", "rosenbrock");
    assert_string_equal(playback.app->scene->name, catalogue[2].name);
    assert_false(playback.app->pages.open);
    playback_strike(&playback);
}

/* Would catch: a person who asks for help in the menu and lands in a scene. */
static void help_over_the_menu_leads_back_to_it(void **state)
{
    (void)state;
    struct playback playback =
        playback_of(NULL, "wait:40 Down Down ? wait:40 shot:help q wait:40 shot:menu "
                          "? ? Enter wait:40");
    playback_shows(&playback, "help", "arrows scroll");
    playback_shows(&playback, "menu", "q quits");
    assert_string_equal(playback.app->scene->name, catalogue[2].name);
    playback_strike(&playback);
}

/* Would catch: a person who opens the menu, wants out, and lands in a scene. */
static void q_leaves_the_first_menu_and_the_program(void **state)
{
    (void)state;
    struct playback playback = playback_of(NULL, "wait:40 q wait:1000 shot:a");
    assert_int_equal(playback.count, 0);
    playback_strike(&playback);
    playback = playback_of(NULL, "wait:40 Escape . wait:40 s wait:40 q wait:40 .");
    assert_int_equal(playback_step(&playback), 2);
    playback_strike(&playback);
}

/* Would catch: a menu that loses the walk under it, or lets it run on unseen. */
static void leaving_the_menu_returns_to_the_walk(void **state)
{
    (void)state;
    struct playback playback =
        playback_of("rosenbrock", ". . . wait:40 shot:before s Down wait:5000 Escape , . wait:40 s "
                                  "wait:40 q wait:40 . , wait:40 shot:after");
    assert_int_equal(playback_step(&playback), 3);
    assert_string_equal(playback.app->scene->name, "rosenbrock");
    playback_strike(&playback);
    playback = playback_of("rosenbrock", "Space wait:500 s wait:5000 Escape wait:500 Space");
    assert_in_range(playback_step(&playback), 18, 24);
    playback_strike(&playback);
}

static void a_click_opens_a_scene_of_the_menu(void **state)
{
    (void)state;
    struct playback playback = playback_of(NULL, "wait:40");
    struct model model = state_model(playback.app);
    char script[64] = "";
    for (int row = 0; row < 24; row++)
        if (view_pick(&model, 80, 24, 5, row).kind == PICK_PAGE_LINE &&
            view_pick(&model, 80, 24, 5, row).index == 2) /* below the heading */
            snprintf(script, sizeof script, "click:5,%d", row);
    playback_strike(&playback);
    playback = playback_of(NULL, script);
    assert_false(playback.app->pages.open);
    assert_string_equal(playback.app->scene->name, catalogue[1].name);
    playback_strike(&playback);
}

/* Would catch: an action that the help page leaves out. */
static void the_help_shows_every_action(void **state)
{
    (void)state;
    struct playback playback = playback_make(bowl);
    playback.options.rows = 100;
    playback_play(&playback, "? wait:40 shot:help");
    for (size_t i = 0; i < action_count; i++)
        playback_shows(&playback, "help", actions[i].help);
    for (int i = 0; i < VERDICTS; i++)
        playback_shows(&playback, "help", verdicts[i].help);
    playback_strike(&playback);
}

static void the_help_scrolls_to_its_end(void **state)
{
    (void)state;
    struct playback playback = playback_of(
        bowl, "? wait:40 shot:top End wait:40 shot:end PageUp PageUp PageUp Home wait:40 "
              "shot:again Escape . wait:40");
    playback_shows(&playback, "end", verdicts[VERDICTS - 1].help);
    playback_lacks(&playback, "end", "run, pause");
    playback_same(playback_frame(&playback, "top"), playback_frame(&playback, "again"));
    assert_int_equal(playback_step(&playback), 1);
    playback_strike(&playback);
}

static void about_tells_of_the_scene(void **state)
{
    (void)state;
    struct playback playback = playback_of("rosenbrock", "a wait:40 shot:a");
    playback_shows(&playback, "a", "slope along x");
    playback_strike(&playback);
}

/* --- the table */

/* Would catch: two actions on one key, of which the second never acts. */
static void no_key_has_two_actions(void **state)
{
    (void)state;
    for (size_t i = 0; i < action_count; i++)
        for (size_t k = 0; k < ACTION_KEYS && actions[i].keys[k].key; k++) {
            int argument;
            assert_ptr_equal(action_of_key(actions[i].keys[k].key, &argument), &actions[i]);
            assert_int_equal(argument, actions[i].keys[k].argument);
        }
}

/* Would catch: a key that cannot be typed on common keyboards without AltGr or a dead key. */
static void keys_are_easy_to_type(void **state)
{
    (void)state;
    for (size_t i = 0; i < action_count; i++)
        for (size_t k = 0; k < ACTION_KEYS && actions[i].keys[k].key; k++) {
            uint32_t key = actions[i].keys[k].key;
            bool letter = (key >= 'a' && key <= 'z') || (key >= 'A' && key <= 'Z');
            bool other = key >= 0x110000 || (key < 0x80 && strchr(" +-,.?:", (int)key));
            assert_true(letter || other || actions[i].keys[k].is_alias);
        }
}

/* Would catch: a colour map that was added and not told. */
static void the_key_of_colours_names_them_all(void **state)
{
    (void)state;
    for (size_t i = 0; i < colormap_count; i++)
        assert_non_null(strstr(action_find("palette")->help, colormaps[i].name));
}

static void hints_have_each_rank_once(void **state)
{
    (void)state;
    char keys[ACTION_HINTS][ACTION_KEYS_TEXT];
    struct key_hint hints[ACTION_HINTS];
    size_t ranked = 0;
    for (size_t i = 0; i < action_count; i++) {
        ranked += actions[i].rank > 0;
        assert_true(!actions[i].rank == !actions[i].hint);
    }
    assert_int_equal(action_hints(false, keys, hints), ranked);
}

/* Would catch: a key that the screen names beside what it does, but the keymap does not. */
static void each_key_on_the_screen_is_an_actions(void **state)
{
    (void)state;
    struct key_names names = {0};
    int count[SHOWN_KEYS] = {0};
    for (size_t i = 0; i < action_count; i++)
        count[actions[i].shown]++;
    action_print_shown(&names);
    for (int key = SHOWN_NONE + 1; key < SHOWN_KEYS; key++) {
        assert_int_equal(count[key], 1);
        assert_true(names.of[key][0] != '\0');
    }
}

/* --- sizes */

static void every_size_draws_something(void **state)
{
    (void)state;
    struct playback playback = playback_of(
        bowl, "Space wait:500 size:1x1 wait:100 shot:a size:0x0 wait:100 size:500x200 wait:100 "
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
    struct playback playback = playback_of(
        bowl, ". . . . . wait:40 shot:before size:60x16 wait:40 size:200x60 wait:40 size:1x1 "
              "wait:40 size:20x6 size:80x24 wait:40 shot:after");
    playback_same(playback_frame(&playback, "before"), playback_frame(&playback, "after"));
    playback_strike(&playback);
}

/* Would catch: a suspended hour that is walked in one go. */
static void stopped_time_is_not_walked(void **state)
{
    (void)state;
    struct playback playback = playback_make(bowl);
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

/* Would catch: a page of a step that shows another one, or that walks by itself. */
static void a_step_is_taken_apart_on_its_page(void **state)
{
    (void)state;
    struct playback playback =
        playback_of(race, "e wait:40 shot:first . wait:1000 shot:second Tab wait:40 "
                          "shot:other , wait:40 e wait:40 shot:back");
    playback_shows(&playback, "first", "walker A: the next step, step 1: ");
    playback_shows(&playback, "second", "walker A: the next step, step 2: ");
    playback_shows(&playback, "second", "-0.16    -0.16"); /* 0.8 - 0.1 * 1.6 */
    playback_shows(&playback, "other", "walker B: the next step, step 2: ");
    playback_lacks(&playback, "back", "the next step, step");
    assert_int_equal(playback_step(&playback), 0);
    assert_int_equal(playback.app->walker, 1);
    playback_strike(&playback);
}

/* Would catch: keys that the page offers, and that do what is not seen below it. */
static void the_page_of_a_step_leads_to_its_pictures(void **state)
{
    (void)state;
    struct playback playback =
        playback_of(bowl, ". e E wait:40 shot:drawn e E wait:40 shot:still e c wait:40 shot:cut");
    playback_shows(&playback, "drawn", "g downhill");
    playback_shows(&playback, "drawn", "the next step, true to scale");
    playback_shows(&playback, "still", "g downhill");
    playback_shows(&playback, "cut", "along the next step");
    playback_strike(&playback);
}

static void capital_e_draws_the_next_step(void **state)
{
    (void)state;
    struct playback playback =
        playback_of(race, "wait:40 shot:off E wait:40 shot:on E wait:40 shot:gone");
    playback_lacks(&playback, "off", "g downhill");
    playback_shows(&playback, "on", "g downhill");
    playback_lacks(&playback, "gone", "g downhill");
    playback_strike(&playback);
}

static void c_shows_the_cut(void **state)
{
    (void)state;
    struct playback playback = playback_of(bowl, "c wait:40 shot:cut C wait:40 shot:loss");
    playback_shows(&playback, "cut", "along the next step");
    playback_lacks(&playback, "loss", "along the next step");
    playback_strike(&playback);
}

/* Would catch a text about the scene that takes the place of the warning. */
static void a_rate_beyond_the_limit_is_told_before_the_walk(void **state)
{
    (void)state;
    struct playback playback =
        playback_of("bowl", "size:80x24 wait:40 : l r = 1 . 2 5 Enter wait:40 shot:bar");
    playback_shows(&playback, "bar", "unstable");
    playback_strike(&playback);
}

/* Would catch a page that was scrolled beyond its end: then the first keys back do nothing. */
static void a_page_scrolls_back_from_its_end(void **state)
{
    (void)state;
    static const char *const sizes[] = {"80x12", "80x15", "80x16", "80x24", "120x40", "20x4"};
    char script[128];
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        snprintf(script, sizeof script, "size:%s wait:40 ? End wait:40 shot:end Up wait:40 shot:up",
                 sizes[i]);
        struct playback playback = playback_of(bowl, script);
        const struct frame *end = playback_frame(&playback, "end");
        const struct frame *up = playback_frame(&playback, "up");
        size_t cells = (size_t)end->columns * (size_t)end->rows;
        assert_memory_not_equal(end->cells, up->cells, cells * sizeof *end->cells);
        playback_strike(&playback);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_key_on_the_screen_is_an_actions),
        cmocka_unit_test(a_rate_beyond_the_limit_is_told_before_the_walk),
        cmocka_unit_test(a_page_scrolls_back_from_its_end),
        cmocka_unit_test(a_step_is_taken_apart_on_its_page),
        cmocka_unit_test(the_page_of_a_step_leads_to_its_pictures),
        cmocka_unit_test(capital_e_draws_the_next_step),
        cmocka_unit_test(c_shows_the_cut),
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
        cmocka_unit_test(a_click_moves_the_start),
        cmocka_unit_test(a_click_sets_a_slider),
        cmocka_unit_test(a_click_chooses_a_walker),
        cmocka_unit_test(arrows_move_the_start),
        cmocka_unit_test(the_start_stays_in_the_window),
        cmocka_unit_test(a_race_moves_those_that_start_together),
        cmocka_unit_test(keys_reach_the_chosen_walker_only),
        cmocka_unit_test(the_walk_pauses_at_its_end_and_goes_on),
        cmocka_unit_test(restart_keeps_the_settings),
        cmocka_unit_test(words_change_the_scene),
        cmocka_unit_test(words_change_the_window),
        cmocka_unit_test(words_change_the_surface_and_back),
        cmocka_unit_test(wrong_words_change_nothing),
        cmocka_unit_test(words_name_actions),
        cmocka_unit_test(tab_completes),
        cmocka_unit_test(the_prompt_edits_text),
        cmocka_unit_test(the_menu_opens_a_scene),
        cmocka_unit_test(help_over_the_menu_leads_back_to_it),
        cmocka_unit_test(q_leaves_the_first_menu_and_the_program),
        cmocka_unit_test(leaving_the_menu_returns_to_the_walk),
        cmocka_unit_test(a_click_opens_a_scene_of_the_menu),
        cmocka_unit_test(the_help_shows_every_action),
        cmocka_unit_test(the_help_scrolls_to_its_end),
        cmocka_unit_test(about_tells_of_the_scene),
        cmocka_unit_test(no_key_has_two_actions),
        cmocka_unit_test(keys_are_easy_to_type),
        cmocka_unit_test(the_key_of_colours_names_them_all),
        cmocka_unit_test(hints_have_each_rank_once),
        cmocka_unit_test(every_size_draws_something),
        cmocka_unit_test(any_resize_comes_back),
        cmocka_unit_test(stopped_time_is_not_walked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
