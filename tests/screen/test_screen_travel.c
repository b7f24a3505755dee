/*
 * Travel in time, branches, and their undoing, through the whole program but for the terminal.
 */
#include "screen/support/playback.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/pace.h"
#include "base/array.h"
#include "base/random.h"

static const char bowl[] = "title: A bowl\n"
                           "loss: x^2 + 2*y^2\n"
                           "x: [-2, 2]\n"
                           "y: [-2, 2]\n"
                           "start: [-1.5, 1]\n"
                           "steps: 130\n"
                           "optimizer: sgd\n"
                           "lr: 0.05\n";

static const char race[] = "title: A race\n"
                           "loss: x^2 + y^2\n"
                           "start: [1, 1]\n"
                           "steps: 50\n"
                           "walkers:\n"
                           "  - {optimizer: sgd, lr: 0.1, noise: 0.1}\n"
                           "  - {optimizer: adam, lr: 0.2}\n"
                           "  - {optimizer: sgd, lr: 0.3, start: [-1, -1]}\n";

static uint64_t last(const struct playback *playback)
{
    return race_last_step(&playback->app->race);
}

static void keys_go_to_any_step(void **state)
{
    (void)state;
    static const struct {
        const char *script;
        uint64_t step;
    } journeys[] = {
        {"End", 130},
        {"End t", 120},
        {"End j", 30},
        {"End j j", 0},
        {"End , ,", 128},
        {"End Home", 0},
        {"End Home T T", 20},
        {"J", 100},
        {"J J", 200}, /* beyond the scene's steps, as asked */
        {"J J Home End", 200},
        {": s t e p Space 1 2 Enter", 12},
        {"End : s t e p Space 1 2 Enter", 12},
        {": s t e p Space 1 . 5 Enter", 0},
        {": s t e p Space - 1 Enter", 0},
        {"t", 0},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(journeys); i++) {
        struct playback playback = playback_of(bowl, journeys[i].script);
        assert_int_equal(playback_step(&playback), journeys[i].step);
        assert_false(playback.app->running);
        playback_strike(&playback);
    }
}

/* Would catch: a journey that freezes the program while it is walked, or that no key stops. */
static void a_long_journey_can_be_stopped(void **state)
{
    (void)state;
    struct playback playback = playback_make(bowl);
    playback_play(&playback, "");
    struct app *app = playback.app;
    app->done = false;
    pace_seek(app, 1000000);
    assert_in_range(playback_step(&playback), 100, 200000);
    uint64_t before = playback_step(&playback);
    assert_true(app_tick(app, 0));
    app_drop_time(app, 0);
    assert_true(app_deadline(app) == 0 && app_tick(app, 0));
    assert_in_range(playback_step(&playback), before + 1, before + 5000);
    app_event(app, &(struct event){.kind = EVENT_KEY, .key = ' '}, 0);
    assert_false(app->running || app_tick(app, 0));
    playback_strike(&playback);
}

static void beyond_the_end_it_says_why_it_stops(void **state)
{
    (void)state;
    struct playback playback =
        playback_of(bowl, ": l r = 5 Enter : s t e p Space 9 9 9 9 Enter wait:40 "
                          "shot:a");
    playback_shows(&playback, "a", "diverged at step");
    assert_false(playback.app->running);
    playback_strike(&playback);
    playback = playback_of("loss: log(x) + y^2\nstart: [-1, 1]\nlr: 0.1\n", ". wait:40 shot:a");
    playback_shows(&playback, "a", "no finite slope leads on from this start");
    playback_strike(&playback);
}

/* The present on the walk's length: a click goes there, and so does the wheel, by single steps. */
static void the_scrubber_is_clicked(void **state)
{
    (void)state;
    struct playback playback = playback_of(bowl, "End wait:40");
    struct model model = state_model(playback.app);
    int column = 79;
    struct pick pick;
    while ((pick = view_pick(&model, 80, 24, column, 22)).kind != PICK_STEP || pick.step > 60)
        assert_true(--column > 0);
    playback_strike(&playback);
    char script[100];
    snprintf(script, sizeof script, "End wait:40 click:%d,22 wait:40 shot:a", column);
    playback = playback_of(bowl, script);
    assert_int_equal(playback_step(&playback), pick.step);
    playback_shows(&playback, "a", "╍ 130");
    playback_strike(&playback);
    snprintf(script, sizeof script, "End wait:40 wheel:%d,22,-1", column);
    playback = playback_of(bowl, script);
    assert_int_equal(playback_step(&playback), 129);
    playback_strike(&playback);
}

/* Would catch: a message cut by the scrubber, a scrubber where there is nothing to go to. */
static void the_scrubber_gives_way(void **state)
{
    (void)state;
    struct playback playback =
        playback_of(bowl, "wait:40 shot:start . wait:40 shot:one : x wait:40 shot:typed Escape "
                          ": o p t i m i z e r = n o t h i n g h e r e a t a l l "
                          "s o l o n g t h a t i t f i l l s Enter wait:40 shot:long");
    playback_lacks(&playback, "start", "─ 130");
    playback_shows(&playback, "one", "─ 130");
    playback_lacks(&playback, "typed", "─ 130");
    playback_shows(&playback, "long", "unknown optimizer 'nothinghereatallsolongthatitfills'");
    playback_lacks(&playback, "long", "─ 130");
    playback_strike(&playback);
}

static void a_branch_leaves_a_ghost(void **state)
{
    (void)state;
    struct playback playback = playback_of(bowl, "End j L wait:40 shot:a . . .");
    uint64_t from;
    size_t count;
    (void)walk_ghost(playback_walk(&playback, 0), &from, &count);
    assert_int_equal(from, 30);
    assert_int_equal(count, 101);
    assert_int_equal(last(&playback), 33);
    playback_shows(&playback, "a", "a branch, dotted is the old future");
    playback_strike(&playback);
}

static void copy_points(const struct playback *playback, size_t index, struct walk_point *out,
                        size_t *count)
{
    const struct walk_point *points = walk_kept_points(playback_walk(playback, index), count);
    assert_in_range(*count, 1, 400);
    memcpy(out, points, *count * sizeof *out);
}

/* Would catch: an undo that brings anything but the very future back, for any walker of a race. */
static void undo_brings_the_old_future_back(void **state)
{
    (void)state;
    static struct walk_point before[400], after[400];
    struct playback then = playback_of(race, "End Tab Tab t t");
    struct playback now =
        playback_of(race, "End Tab Tab t t wait:2000 L wait:2000 o wait:2000 . . . . wait:40 u u "
                          "wait:40 shot:a");
    assert_int_equal(playback_step(&now), 30);
    for (size_t i = 0; i < 3; i++) {
        size_t a, b;
        copy_points(&then, i, before, &a);
        copy_points(&now, i, after, &b);
        assert_int_equal(a, b);
        assert_memory_equal(before, after, a * sizeof before[0]);
    }
    playback_shows(&now, "a", "undone: walker B: learning rate 0.2 again");
    playback_strike(&then);
    playback_strike(&now);
}

/* Would catch: a restart, a click beside the knob or a turned constant that costs the whole walk.
 */
static void undo_brings_the_whole_walk_back(void **state)
{
    (void)state;
    static const char *const mishaps[] = {"r", "r . . .", "Tab Right . . .",
                                          ": s e e d = 5 Enter . .", ": l o s s = x ^ 4 Enter ."};
    static struct walk_point before[400], after[400];
    struct playback then = playback_of(race, "End t L T t");
    for (size_t m = 0; m < ARRAY_LENGTH(mishaps); m++) {
        char script[200];
        snprintf(script, sizeof script, "End t L T t wait:2000 %s u", mishaps[m]);
        struct playback now = playback_of(race, script);
        assert_int_equal(playback_step(&now), playback_step(&then));
        for (size_t i = 0; i < 3; i++) {
            size_t a, b;
            copy_points(&then, i, before, &a);
            copy_points(&now, i, after, &b);
            assert_int_equal(a, b);
            assert_memory_equal(before, after, a * sizeof before[0]);
        }
        playback_strike(&now);
    }
    playback_strike(&then);
}

/* A change that lies ahead is undone where it lies: the walk of now on is as if it had never been.
 */
static void undo_reaches_into_the_future(void **state)
{
    (void)state;
    struct playback playback = playback_of(bowl, "T T wait:2000 L wait:2000 T T t t t u");
    size_t count;
    const struct walk_point *points = walk_kept_points(playback_walk(&playback, 0), &count);
    assert_int_equal(playback_step(&playback), 10);
    for (size_t i = 0; i < count; i++)
        assert_close(points[i].rate, 0.05, 0, 0);
    playback_strike(&playback);
}

/* Would catch: what is no setting of a walker (the window) taking the walk along when undone. */
static void undo_of_a_window_leaves_the_walk(void **state)
{
    (void)state;
    struct playback playback =
        playback_of(bowl, "T T L wait:2000 T : x = [ - 1 , 1 ] Enter wait:2000 t t u");
    assert_int_equal(playback_step(&playback), 10);
    assert_int_equal(last(&playback), 30);
    assert_close(walk_settings(playback_walk(&playback, 0))->knob[OPTIMIZER_LR], 0.05, 0, 0);
    assert_close(playback.app->scene->window[0].low, -2, 0, 0);
    playback_strike(&playback);
}

/* --- whatever was done, undone in turn, leaves no trace */

static uint64_t draws;

static uint32_t draw(uint32_t below)
{
    uint32_t words[4];
    random_words(&(struct random_name){.seed = 8, .stream = RANDOM_TEST, .step = draws++}, words);
    return words[0] % below;
}

/* All that is walked, and will be. */
struct digest {
    size_t count[3], changes;
    struct walk_point points[3][400];
};

static void take_digest(const struct playback *playback, struct digest *digest)
{
    memset(digest, 0, sizeof *digest);
    for (size_t i = 0; i < 3; i++)
        copy_points(playback, i, digest->points[i], &digest->count[i]);
    digest->changes = playback->app->history.count;
}

static void press(struct app *app, uint32_t key, int64_t *now)
{
    app_event(app, &(struct event){.kind = EVENT_KEY, .key = key}, *now);
    for (int i = 0; i < 10 && app_tick(app, *now); i++)
        continue;
    *now += 2000; /* no change is of one piece with the next */
}

static void undoing_all_leaves_no_trace(void **state)
{
    (void)state;
    static struct digest digests[9], now_digest;
    static const uint32_t changes[] = {'l', 'L', 'o', 'M', 'N', 'r', 'L', 'o'};
    static const uint32_t journeys[] = {'t', ',', 'j', 't', ',', KEY_CODE_HOME, KEY_CODE_TAB};
    struct playback playback = playback_of(race, "wait:40");
    struct app *app = playback.app;
    int64_t now = 100000;
    app->done = false;
    for (int round = 0; round < 60; round++) {
        size_t depth = 0;
        press(app, KEY_CODE_END, &now);
        while (depth < 8) {
            for (uint32_t n = draw(3); n > 0; n--)
                press(app, journeys[draw(ARRAY_LENGTH(journeys))], &now);
            take_digest(&playback, &digests[depth]);
            press(app, changes[draw(ARRAY_LENGTH(changes))], &now);
            depth += app->history.count > digests[depth].changes;
            if (draw(3) == 0 && race_step_count(&app->race) == race_last_step(&app->race))
                continue;
            if (draw(3) == 0)
                press(app, KEY_CODE_HOME, &now);
        }
        while (depth-- > 0) {
            press(app, 'u', &now);
            take_digest(&playback, &now_digest);
            assert_memory_equal(&now_digest, &digests[depth], sizeof now_digest);
        }
    }
    playback_strike(&playback);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_go_to_any_step),
        cmocka_unit_test(a_long_journey_can_be_stopped),
        cmocka_unit_test(beyond_the_end_it_says_why_it_stops),
        cmocka_unit_test(the_scrubber_is_clicked),
        cmocka_unit_test(the_scrubber_gives_way),
        cmocka_unit_test(a_branch_leaves_a_ghost),
        cmocka_unit_test(undo_brings_the_old_future_back),
        cmocka_unit_test(undo_brings_the_whole_walk_back),
        cmocka_unit_test(undo_reaches_into_the_future),
        cmocka_unit_test(undo_of_a_window_leaves_the_walk),
        cmocka_unit_test(undoing_all_leaves_no_trace),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
