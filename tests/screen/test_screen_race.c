/*
 * Walkers that join and leave, terms and score, through the whole program but for the terminal.
 */
#include "screen/support/playback.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/racers.h"
#include "app/score.h"
#include "base/array.h"

static const char ravine[] = "title: A ravine\n"
                             "loss: (x^2 + 20*y^2)/2\n"
                             "x: [-3, 3]\n"
                             "y: [-2, 2]\n"
                             "start: [-2.8, 1]\n"
                             "steps: 120\n"
                             "rates: {adam: 0.2, asgd: 0.05}\n"
                             "lr: 0.08\n";

static const char race[] = "title: A race\n"
                           "loss: (x^2 + 20*y^2)/2\n"
                           "x: [-3, 3]\n"
                           "y: [-2, 2]\n"
                           "start: [-2.8, 1]\n"
                           "steps: 120\n"
                           "walkers:\n"
                           "  - {optimizer: sgd, lr: 0.08, label: plain, noise: 0.1}\n"
                           "  - {optimizer: adam, lr: 0.2, noise: 0.1}\n"
                           "  - {optimizer: rmsprop, lr: 0.05, label: third, noise: 0.1}\n";

static const struct race *race_of(const struct playback *playback)
{
    return &playback->app->race;
}

static double first_step(const struct playback *playback, size_t index)
{
    size_t count;
    const struct walk_point *points = walk_kept_points(race_of(playback)->walks[index], &count);
    assert_true(count > 1);
    return hypot(points[1].at[0] - points[0].at[0], points[1].at[1] - points[0].at[1]);
}

/* Would catch: a walk that is disturbed by who joins or leaves beside it. */
static void same_walk(const struct playback *a, size_t i, const struct playback *b, size_t j)
{
    size_t m, n;
    const struct walk_point *p = walk_points(race_of(a)->walks[i], &m);
    const struct walk_point *q = walk_points(race_of(b)->walks[j], &n);
    assert_int_equal(m, n);
    assert_memory_equal(p, q, m * sizeof *p);
}

/* Would catch: a race of which one walker is seen. */
static void walkers_below_others_are_counted(void **state)
{
    (void)state;
    struct playback playback = playback_of(race, "wait:40 shot:all . . wait:40 shot:apart");
    playback_shows(&playback, "all", "A+2");
    playback_lacks(&playback, "apart", "A+");
    playback_strike(&playback);
    playback = playback_of(race, "size:40x12 V wait:40 shot:large");
    playback_shows(&playback, "large", "A+2");
    playback_strike(&playback);
}

/* Would catch: a block for the back row that hides the minimum or the walker beside its own. */
static void blocks_hide_no_marks(void **state)
{
    (void)state;
    struct playback playback = playback_of(
        "loss: x^2 + y^2\nx: [-4, 4]\ny: [-4, 4]\nwalkers:\n"
        "  - {optimizer: sgd, start: [0.2, 0]}\n  - {optimizer: sgd, start: [0.4, 0]}\n",
        "size:80x24 V wait:40 shot:a");
    playback_shows(&playback, "a", "◆ A B");
    playback_strike(&playback);
}

/* And what would Adam do? */
static void a_walker_joins_a_walk(void **state)
{
    (void)state;
    struct playback alone = playback_of(ravine, "T T T");
    struct playback both = playback_of(ravine, "T T A wait:40 shot:a T");
    assert_int_equal(race_of(&both)->count, 2);
    assert_int_equal(both.app->walker, 1);
    assert_int_equal(walk_now(race_of(&both)->walks[1])->step, 30);
    assert_false(walk_settings(race_of(&both)->walks[1])->optimizer ==
                 walk_settings(race_of(&both)->walks[0])->optimizer);
    same_walk(&alone, 0, &both, 0);
    playback_shows(&both, "a", "walker B:");
    playback_strike(&alone);
    playback_strike(&both);
}

static void eight_walkers_are_enough(void **state)
{
    (void)state;
    struct playback playback =
        playback_of(ravine, "A A A A A A A A A wait:40 shot:full . X X X X X X X X "
                            "wait:40 shot:alone .");
    playback_shows(&playback, "full", "no more have room");
    playback_shows(&playback, "alone", "the last walker stays");
    assert_int_equal(race_of(&playback)->count, 1);
    assert_int_equal(playback.app->scene->walker_count, 1);
    playback_strike(&playback);
}

static void all_optimizers_of_a_race_differ(void **state)
{
    (void)state;
    struct playback playback = playback_of(ravine, "A A A A A A A");
    for (size_t i = 0; i < RACE_WALKS; i++)
        for (size_t j = 0; j < i; j++)
            assert_false(walk_settings(race_of(&playback)->walks[i])->optimizer ==
                         walk_settings(race_of(&playback)->walks[j])->optimizer);
    playback_strike(&playback);
}

/* Whoever leaves, the others walk on as they would have, noise and labels too; u brings them back.
 */
static void a_walker_leaves_and_comes_back(void **state)
{
    (void)state;
    struct playback whole = playback_of(race, "T T T");
    struct playback without = playback_of(race, "T T X T");
    struct playback again =
        playback_of(race, "T T X T wait:2000 A T wait:2000 u u T wait:40 shot:a");
    assert_int_equal(race_of(&without)->count, 2);
    same_walk(&whole, 1, &without, 0);
    same_walk(&whole, 2, &without, 1);
    assert_string_equal(without.app->scene->walkers[1].label, "third");
    assert_int_equal(race_of(&again)->count, 3);
    for (size_t i = 0; i < 3; i++)
        same_walk(&whole, i, &again, i);
    assert_string_equal(again.app->scene->walkers[0].label, "plain");
    assert_string_equal(again.app->scene->walkers[2].label, "third");
    assert_null(again.app->scene->walkers[1].label);
    playback_strike(&whole);
    playback_strike(&without);
    playback_strike(&again);
}

static void terms_set_the_rates(void **state)
{
    (void)state;
    struct playback same = playback_of(race, "T R wait:40 shot:a .");
    for (size_t i = 0; i < 3; i++)
        assert_true(playback_rate(&same, i) == 0.08);
    assert_int_equal(race_step_count(race_of(&same)), 1); /* it began again */
    playback_shows(&same, "a", "same lr for all: A's 0.08");
    struct playback steps =
        playback_of(race, ": t e r m s Space s a m e - s t e p Enter wait:40 shot:a .");
    for (size_t i = 0; i < 3; i++)
        assert_close(first_step(&steps, i), first_step(&steps, 0), 1e-9, 0);
    playback_shows(&steps, "a", "first steps as long as A's");
    struct playback best = playback_of(race, "R R R wait:40 shot:a End");
    playback_shows(&best, "a", "each its best of 72 lr, by the score's rule after 120 steps");
    for (size_t i = 0; i < 3; i++)
        assert_true(walk_now(race_of(&best)->walks[i])->loss < 0.2);
    struct playback given = playback_of(race, "Tab Tab L R R R R");
    assert_true(playback_rate(&given, 0) == 0.08 && playback_rate(&given, 1) == 0.2 &&
                playback_rate(&given, 2) == 0.05);
    playback_strike(&same);
    playback_strike(&steps);
    playback_strike(&best);
    playback_strike(&given);
}

static void nobody_wins_before_the_race(void **state)
{
    (void)state;
    struct playback playback = playback_of(race, "S wait:40 shot:a");
    playback_shows(&playback, "a", "nobody has walked yet");
    playback_shows(&playback, "a", "ready");
    playback_lacks(&playback, "a", "nobody wins");
    playback_lacks(&playback, "a", "walking");
    playback_strike(&playback);
}

/* The places, by walker. */
static void places_of(struct playback *playback, struct goal_place out[RACE_WALKS])
{
    struct goal_place places[RACE_WALKS];
    const struct goal goal = score_goal(playback->app);
    size_t count = goal_places(race_of(playback), &goal, places);
    for (size_t i = 0; i < count; i++)
        out[places[i].walker] = places[i];
}

/* Would catch: a best rate chosen by another rule than the race is won by. */
static void nobody_scores_worse_at_its_best(void **state)
{
    (void)state;
    static const char *const scenes[] = {race, "race", "14-fair-race", PLAYBACK_RACE};
    for (size_t i = 0; i < ARRAY_LENGTH(scenes); i++) {
        struct goal_place as_given[RACE_WALKS], at_best[RACE_WALKS];
        struct playback given = playback_of(scenes[i], "End");
        struct playback best = playback_of(scenes[i], "R R R End");
        places_of(&given, as_given);
        places_of(&best, at_best);
        for (size_t k = 0; k < race_of(&given)->count; k++)
            assert_true(goal_compare(&at_best[k], &as_given[k]) <= 0);
        playback_strike(&given);
        playback_strike(&best);
    }
}

/* Would catch: terms told on the screen that no longer hold. */
static void terms_hold_or_are_told_otherwise(void **state)
{
    (void)state;
    static const struct {
        const char *script, *label;
    } plays[] = {
        {"", "given lr"},
        {"R", "same lr"},
        {"R L", "lr by hand"},
        {"R L l", "same lr"},
        {"R L R R", "best lr"},
        {"L", "lr by hand"},
        {"o", "given lr"},
        {"R : o p t i m i z e r = n e w t o n Enter", "lr by hand"},
        {"R A", "same lr"},
        {"R R A", "same step"},
        {"R X", "same lr"},
        {"R u", "given lr"},
        {"L wait:2000 R u", "lr by hand"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(plays); i++) {
        struct playback playback = playback_of(race, plays[i].script);
        assert_string_equal(racers_terms(playback.app)->label, plays[i].label);
        playback_strike(&playback);
    }
}

static void terms_need_a_race(void **state)
{
    (void)state;
    struct playback playback =
        playback_of(ravine, "R wait:40 shot:a : t e r m s Space f a i r Enter wait:40 shot:b");
    playback_shows(&playback, "a", "A adds a walker");
    playback_shows(&playback, "b", "expected given, same-lr, same-step or best-lr");
    playback_strike(&playback);
}

/* The goal is 0.01 * (2.8^2 + 20) / 2; gradient descent shrinks x by 0.92 and y by 0.6 a step. */
static void the_score_tells_who_arrived(void **state)
{
    (void)state;
    struct playback playback = playback_of(
        ravine, "wait:400 End A wait:40 : o p t i m i z e r = a d a m Enter r End wait:40 S "
                "wait:40 shot:score q wait:40 shot:back");
    double line = 0.01 * (2.8 * 2.8 + 20) / 2;
    int steps = 0;
    while ((pow(2.8 * pow(0.92, steps), 2) + 20 * pow(0.6, 2 * steps)) / 2 > line)
        steps++;
    char row[100];
    snprintf(row, sizeof row, "1  A   Gradient descent  0.08      %d ", steps);
    playback_shows(&playback, "score", row);
    playback_shows(&playback, "score", "loss 0.139: 99 % of the way from 13.9 to the deepest, 0");
    playback_shows(&playback, "score", "2  B   Adam");
    playback_shows(&playback, "score",
                   "at the first step from which on it stays, not when it swings");
    playback_shows(&playback, "score", "120 of 120");
    playback_shows(&playback, "score", "rule   fewest steps to the goal win, then the lower loss");
    playback_shows(&playback, "score", "score  A wins: at the goal after");
    playback_shows(&playback, "score", "terms  given lr: each its own, as the scene gives it");
    playback_lacks(&playback, "back", "of the way from");
    playback_strike(&playback);
}

/* Would catch: a scene's own long words, wide ones too, that push the numbers out of the table. */
static void long_labels_leave_the_score_its_columns(void **state)
{
    (void)state;
    struct playback playback = playback_of(
        "loss: x^2 + y^2\nstart: [1, 1]\nsteps: 20\nwalkers:\n"
        "  - {optimizer: sgd, lr: 0.5, label: A long name that a teacher may well write}\n"
        "  - {optimizer: sgd, lr: 0.25, label: 一二三四五六七八九十一二三四五六七八九十}\n",
        "End wait:400 S wait:40 shot:score");
    playback_shows(&playback, "score", "A long name tha…  0.5");
    playback_shows(&playback, "score", "一二三四五六七…   0.25");
    playback_shows(&playback, "score", "converged");
    playback_strike(&playback);
}

/* Would catch: a number or a verdict that a narrow screen has no room for. */
static void the_score_folds_on_a_narrow_screen(void **state)
{
    (void)state;
    struct playback playback = playback_make("race");
    playback.options.columns = 40;
    playback.options.rows = 12;
    playback_play(&playback, "J wait:400 S wait:40 shot:begin PageDown wait:40 shot:middle "
                             "End wait:40 shot:end");
    playback_lacks(&playback, "begin", "…");
    playback_shows(&playback, "middle", "walker         loss");
    playback_shows(&playback, "middle", "steps to goal  verdict");
    playback_shows(&playback, "end", "D   Adam           0.000209");
    playback_shows(&playback, "end", "37             settling");
    playback_strike(&playback);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(walkers_below_others_are_counted),
        cmocka_unit_test(blocks_hide_no_marks),
        cmocka_unit_test(a_walker_joins_a_walk),
        cmocka_unit_test(eight_walkers_are_enough),
        cmocka_unit_test(all_optimizers_of_a_race_differ),
        cmocka_unit_test(a_walker_leaves_and_comes_back),
        cmocka_unit_test(terms_set_the_rates),
        cmocka_unit_test(nobody_scores_worse_at_its_best),
        cmocka_unit_test(nobody_wins_before_the_race),
        cmocka_unit_test(terms_hold_or_are_told_otherwise),
        cmocka_unit_test(terms_need_a_race),
        cmocka_unit_test(the_score_tells_who_arrived),
        cmocka_unit_test(long_labels_leave_the_score_its_columns),
        cmocka_unit_test(the_score_folds_on_a_narrow_screen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
