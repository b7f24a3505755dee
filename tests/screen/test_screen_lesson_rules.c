/*
 * The rules of any lesson: when a page leads on, what going back takes back, and that a prediction
 * comes before its walk and is told by it.
 */
#include "screen/support/playback.h"

#include <stdio.h>

#include "base/array.h"

static const char lesson[] = "loss: x^2 + y^2\n"
                             "x: [-3, 3]\n"
                             "start: [1, 1]\n"
                             "steps: 20\n"
                             "lr: 0.1\n"
                             "lesson:\n"
                             "  - {say: One., until: step >= 3}\n"
                             "  - {say: Two., set: {lr: 0.2, start: [2, 2]}}\n"
                             "  - {ask: Three?, choices: {far: loss > 1, near: loss < 1}}\n"
                             "  - {ask: Four?}\n";

/* Would catch: a page that lets through too early, or never. */
static void a_page_waits(void **state)
{
    (void)state;
    struct playback playback = playback_make(lesson);
    playback_play(&playback, ". . Enter wait:40 shot:early Enter wait:40 shot:over");
    playback_shows(&playback, "early", "Lesson 1/4");
    playback_shows(&playback, "early", "not yet");
    playback_shows(&playback, "over", "Lesson 2/4");
    playback_strike(&playback);
}

/* Would catch: "not yet" beside the tick of what has happened. */
static void what_has_happened_is_no_longer_awaited(void **state)
{
    (void)state;
    struct playback playback = playback_make(lesson);
    playback_play(&playback, "Space Enter wait:20 shot:early wait:2000 shot:late");
    playback_shows(&playback, "early", "not yet");
    playback_shows(&playback, "late", "✓ Enter");
    playback_lacks(&playback, "late", "not yet");
    playback_strike(&playback);
}

/* Would catch: settings of a page that stay when one goes back. */
static void going_back_takes_back(void **state)
{
    (void)state;
    struct playback playback = playback_make(lesson);
    playback_play(&playback, ". . . wait:40 Enter");
    const struct scene_walker *walker = &playback.app->scene->walkers[0];
    assert_true(walker->settings.knob[OPTIMIZER_LR] == 0.2 && walker->start[0] == 2);
    assert_int_equal(race_step_count(&playback.app->race), 0);
    playback_strike(&playback);
    playback_play(&playback, ". . . wait:40 Enter Backspace wait:40 shot:a");
    walker = &playback.app->scene->walkers[0];
    assert_true(walker->settings.knob[OPTIMIZER_LR] == 0.1 && walker->start[0] == 1);
    playback_shows(&playback, "a", "Lesson 1/4");
    playback_strike(&playback);
}

/* Would catch: words of a page that stay when it is opened again, or a loss or a walker that was
 * changed before it. */
static void a_page_shows_the_same_whatever_was_done_before(void **state)
{
    (void)state;
    struct playback playback =
        playback_make("loss: a*x^2 + y^2\n"
                      "constants: {a: 1}\n"
                      "title: Two\n"
                      "walkers: [{lr: 0.1, label: first}, {lr: 0.2, label: second}]\n"
                      "lesson: [{say: One.}, {say: Two., set: {seed: 4}}]\n");
    playback_play(&playback, "X R L : l o s s Space x ^ 4 Enter : c o n s t a n t s . a Space 2 "
                             "Enter : t i t l e Space m e Enter . . Enter wait:40 shot:a");
    const struct scene *scene = playback.app->scene;
    playback_shows(&playback, "a", "Lesson 2/2");
    assert_string_equal(scene->loss, "a*x^2 + y^2");
    assert_string_equal(scene->title, "Two");
    assert_true(scene->constants[0].value == 1);
    assert_int_equal(scene->walker_count, 2);
    assert_string_equal(scene->walkers[0].label, "first");
    assert_string_equal(scene->walkers[1].label, "second");
    assert_int_equal(playback.app->race.count, 2);
    assert_int_equal(playback_step(&playback), 0);
    playback_strike(&playback);
}

/* Would catch: a wrong prediction that is called right. */
static void a_wrong_prediction_is_told(void **state)
{
    (void)state;
    struct playback playback = playback_make(lesson);
    playback_play(&playback,
                  ". . . Enter Enter Enter wait:9000 shot:after "
                  "Enter Enter wait:40 shot:unplaced Up Up Up Enter wait:9000 shot:place");
    playback_shows(&playback, "after", "Not so: near.");
    playback_shows(&playback, "unplaced", "first put the ? somewhere");
    playback_shows(&playback, "place", "Not there: it ended at (0, 0), ");
    playback_shows(&playback, "place", " from your ?");
    playback_strike(&playback);
}

/* Would catch: a way to walk before the prediction, or on through the question. */
static void nothing_walks_before_the_prediction(void **state)
{
    (void)state;
    static const char *const ways[] = {
        "Space", ".", "T", "J", "End", "e .", ": r u n Enter", ": s t e p Space 9 Enter",
    };
    struct playback playback = playback_make(lesson);
    for (size_t i = 0; i < ARRAY_LENGTH(ways); i++) {
        char script[128];
        snprintf(script, sizeof script, ". . . Enter Enter %s wait:2000 shot:a", ways[i]);
        playback_play(&playback, script);
        playback_shows(&playback, "a", "first your prediction");
        assert_int_equal(playback_step(&playback), 0);
        playback_strike(&playback);
    }
    playback_play(&playback, ". . . Enter Space wait:200 Enter wait:2000");
    assert_in_range(playback_step(&playback), 1, 8);
    playback_strike(&playback);
}

/* Would catch: an answer that is marked by another walk than the one that was asked about. */
static void the_settings_stay_till_the_answer(void **state)
{
    (void)state;
    static const char *const ways[] = {
        "L", "N", "o", "A", "R", "u", "Tab", ": l r Space 0 . 0 1 Enter", ": s e e d Space 9 Enter",
    };
    static const char race[] = "loss: x^2 + y^2\n"
                               "walkers: [{lr: 0.1}, {lr: 0.2}]\n"
                               "steps: 2000\n"
                               "lesson: [{ask: How?, choices: {so: loss > 1, not: loss <= 1}}]\n";
    struct playback playback = playback_make(race);
    for (size_t i = 0; i < ARRAY_LENGTH(ways); i++)
        for (int walks = 0; walks < 2; walks++) {
            char script[128];
            snprintf(script, sizeof script, "wait:40 %s %s wait:40 shot:a",
                     walks ? "Enter wait:40" : "", ways[i]);
            playback_play(&playback, script);
            const struct scene *scene = playback.app->scene;
            playback_shows(&playback, "a", walks ? "settings stay" : "first your prediction");
            assert_true(scene->walkers[0].settings.knob[OPTIMIZER_LR] == 0.1);
            assert_true(scene->walkers[0].settings.noise == 0);
            assert_int_equal(scene->walker_count, 2);
            assert_int_equal(scene->seed, 1);
            assert_int_equal(playback.app->walker, 0);
            playback_strike(&playback);
        }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_waits),
        cmocka_unit_test(what_has_happened_is_no_longer_awaited),
        cmocka_unit_test(going_back_takes_back),
        cmocka_unit_test(a_page_shows_the_same_whatever_was_done_before),
        cmocka_unit_test(a_wrong_prediction_is_told),
        cmocka_unit_test(nothing_walks_before_the_prediction),
        cmocka_unit_test(the_settings_stay_till_the_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
