/*
 * Terms against theory on the ravine (x^2 + 20 y^2) / 2, where first steps and best rates are known
 * by hand; goals against their definition. Would catch: terms that favour anyone, a race won by one
 * that only passed through the goal.
 */
#include "support/test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/random.h"
#include "descent/goal.h"
#include "descent/terms.h"
#include "support/ground.h"

static const double start[2] = {-2.8, 1};
static const double given[RACE_WALKS] = {0.08, 0.05, 0.2, 0.05, 0.5, 0.3, 1, 0.02};
static const char *const names[RACE_WALKS] = {"sgd",     "sgd",  "adam",   "rmsprop",
                                              "adagrad", "lion", "newton", "rprop"};

struct track {
    struct surface *surface;
    struct race race;
    struct terms_question question;
};

static void race_on(struct track *track, const char *formula, size_t count)
{
    struct race_entry entries[RACE_WALKS];
    track->surface = ground_new(formula);
    for (size_t i = 0; i < count; i++) {
        walker_settings_init(&entries[i].settings, optimizer_find(names[i]));
        entries[i].settings.knob[OPTIMIZER_LR] = given[i];
        memcpy(entries[i].start, start, sizeof start);
    }
    if (count > 1)
        entries[1].settings.knob[optimizer_knob(optimizer_find("sgd"), "momentum")] = 0.8;
    assert_true(
        race_init(&track->race, track->surface, entries, count, (struct walker_chance){.seed = 1}));
    track->question = (struct terms_question){.surface = track->surface,
                                              .race = &track->race,
                                              .given = given,
                                              .steps = 150,
                                              .window = {{-3, 3}, {-2, 2}}};
}

static struct track lay_track(size_t count)
{
    struct track track;
    race_on(&track, "(x^2 + 20*y^2)/2", count);
    return track;
}

static void clear(struct track *track)
{
    race_release(&track->race);
    surface_free(track->surface);
}

static struct terms_answer ask(struct track *track, enum race_terms terms)
{
    struct terms_answer answer;
    track->question.race = &track->race;
    track->question.terms = terms;
    terms_rates(&track->question, &answer);
    return answer;
}

static void given_and_same_rates(void **state)
{
    (void)state;
    struct track track = lay_track(8);
    struct terms_answer answer = ask(&track, TERMS_GIVEN);
    assert_memory_equal(answer.rates, given, sizeof given);
    track.question.chosen = 3;
    answer = ask(&track, TERMS_SAME_RATE);
    for (size_t i = 0; i < 8; i++)
        assert_true(answer.applies[i] && answer.rates[i] == given[3]);
    clear(&track);
}

/*
 * The gradient at the start is (-2.8, 20). Gradient descent, with momentum or without, first steps
 * by rate times that; Adam, Adagrad, Lion and Rprop by the rate along each axis; RMSprop by ten
 * times as much (its average has seen a hundredth of the square); Newton by the rate times the way
 * to the minimum.
 */
static void first_steps_are_as_long_as_theory_says(void **state)
{
    (void)state;
    struct track track = lay_track(8);
    struct terms_answer answer = ask(&track, TERMS_SAME_STEP);
    double slope = hypot(2.8, 20), diagonal = sqrt(2), length = 0.08 * slope;
    const double lengths[RACE_WALKS] = {slope,    slope,    diagonal,       10 * diagonal,
                                        diagonal, diagonal, hypot(2.8, 1.), diagonal};
    assert_close(answer.first_step, length, 1e-12, 0);
    for (size_t i = 0; i < 8; i++) {
        assert_true(answer.applies[i]);
        assert_close(answer.rates[i], length / lengths[i], 1e-6, 0); /* but for their eps */
    }
    clear(&track);
}

/* Whatever has a say in a step: walked, all first steps are equally long. */
static void first_steps_are_equal_whatever_shapes_them(void **state)
{
    (void)state;
    for (uint32_t round = 0; round < 60; round++) {
        struct track track = lay_track(8);
        double draw[2];
        for (size_t i = 0; i < 8; i++) {
            struct walker_settings settings = *walk_settings(track.race.walks[i]);
            random_uniform(
                &(struct random_name){
                    .seed = 3, .stream = RANDOM_TEST, .step = round, .walker = (uint32_t)i},
                draw);
            settings.noise = draw[0] < 0.5 ? 0 : 3 * draw[0];
            settings.clip_norm = draw[1] < 0.5 ? 0 : 8 * draw[1];
            settings.warmup = draw[0] < 0.3 ? 5 : 0;
            int decay = optimizer_knob(settings.optimizer, "weight_decay");
            if (decay >= 0 && draw[1] < 0.7)
                settings.knob[decay] = 0.1 * draw[1];
            assert_true(walk_change(track.race.walks[i], &settings));
        }
        track.question.chosen = round % 8;
        struct terms_answer answer = ask(&track, TERMS_SAME_STEP);
        for (size_t i = 0; i < 8; i++) {
            struct walker_settings settings = *walk_settings(track.race.walks[i]);
            struct walker walker;
            assert_true(answer.applies[i]);
            settings.knob[OPTIMIZER_LR] = answer.rates[i];
            walker_start(&walker, track.surface, start);
            assert_true(
                walker_step(&walker, &settings, track.surface, walk_chance(track.race.walks[i])));
            assert_close(hypot(walker.at[0] - start[0], walker.at[1] - start[1]), answer.first_step,
                         1e-9, 0);
        }
        clear(&track);
    }
}

/* Gradient descent's best is 2/(1 + 20); above 2/20 it diverges. */
static void best_rates_serve(void **state)
{
    (void)state;
    struct track track = lay_track(3);
    struct terms_answer answer = ask(&track, TERMS_BEST_RATE);
    assert_true(answer.steps >= 50);
    assert_true(answer.applies[0] && answer.rates[0] >= 0.05 && answer.rates[0] < 0.1);
    for (size_t i = 0; i < 3; i++) {
        struct walker_settings settings = *walk_settings(track.race.walks[i]);
        assert_true(answer.applies[i]);
        settings.knob[OPTIMIZER_LR] = answer.rates[i];
        assert_true(walk_change(track.race.walks[i], &settings));
        walk_seek(track.race.walks[i], 150);
        assert_true(walk_now(track.race.walks[i])->loss < 0.05);
    }
    clear(&track);
}

/* Level ground, a schedule that rules, a slope that no rate gets lower on: they keep their own. */
static void who_has_no_rate_keeps_the_own(void **state)
{
    (void)state;
    struct track track;
    race_on(&track, "x*0 + y*0", 4);
    for (int terms = TERMS_SAME_STEP; terms < RACE_TERMS; terms++) {
        struct terms_answer answer = ask(&track, (enum race_terms)terms);
        for (size_t i = 0; i < 4; i++)
            assert_true(!answer.applies[i] && answer.rates[i] == given[i]);
    }
    clear(&track);
    track = lay_track(2);
    struct walker_settings settings = *walk_settings(track.race.walks[1]);
    schedule_settings_init(&settings.schedule, schedule_find("cyclic"), 100);
    for (size_t i = 0; i < settings.schedule.schedule->knob_count; i++)
        if (isnan(settings.schedule.knob[i]))
            settings.schedule.knob[i] = 1e-3;
    assert_true(walk_change(track.race.walks[1], &settings));
    struct terms_answer answer = ask(&track, TERMS_SAME_RATE);
    assert_true(answer.applies[0] && !answer.applies[1] && answer.rates[1] == given[1]);
    clear(&track);
}

static void names_are_found(void **state)
{
    (void)state;
    for (int i = 0; i < RACE_TERMS; i++)
        assert_int_equal(race_terms_find(race_terms[i].name), i);
    assert_int_equal(race_terms_find("fair"), -1);
}

/* --- goals */

/* The definition: from there on, up to the present, never above the line. */
static int64_t arrival_of(const struct walk *walk, double line)
{
    size_t count;
    const struct walk_point *points = walk_points(walk, &count);
    size_t step = count;
    while (step > 0 && points[step - 1].loss <= line)
        step--;
    return step < count ? (int64_t)step : GOAL_NEVER;
}

/* x^2 + y^2 shrinks by 0.64 a step: 0.64^11 is the first power below a hundredth. */
static void a_bowl_takes_eleven_steps(void **state)
{
    (void)state;
    struct track track;
    struct arrival arrival = {.count = 0};
    race_on(&track, GROUND_BOWL, 1);
    struct walker_settings settings = *walk_settings(track.race.walks[0]);
    settings.knob[OPTIMIZER_LR] = 0.1;
    assert_true(walk_change(track.race.walks[0], &settings));
    struct goal goal = goal_of(&track.race, 0);
    assert_true(goal.exists);
    assert_close(goal.line, 0.01 * (2.8 * 2.8 + 1), 1e-12, 0);
    race_seek(&track.race, 10);
    assert_int_equal(goal_arrival(&arrival, track.race.walks[0], &goal), GOAL_NEVER);
    race_seek(&track.race, 40);
    assert_int_equal(goal_arrival(&arrival, track.race.walks[0], &goal), 11);
    goal = goal_of(&track.race, 100);
    assert_false(goal.exists);
    assert_int_equal(goal_arrival(&arrival, track.race.walks[0], &goal), GOAL_NEVER);
    clear(&track);
}

/* A heavy ball swings through the goal, and forth and back goes the time: as defined, always. */
static void arrivals_are_as_defined(void **state)
{
    (void)state;
    struct track track = lay_track(8);
    struct arrival arrivals[RACE_WALKS] = {{.count = 0}};
    struct goal goal = goal_of(&track.race, 0);
    bool left = false;
    for (uint64_t i = 0; i < 400; i++) {
        double draw[2];
        random_uniform(&(struct random_name){.seed = 4, .stream = RANDOM_TEST, .step = i}, draw);
        uint64_t step =
            draw[0] < 0.1 ? (uint64_t)(draw[1] * 100) : race_step_count(&track.race) + 1;
        race_seek(&track.race, step);
        if (i == 250)
            goal.line /= 8;
        for (size_t w = 0; w < 8; w++) {
            const struct walk *walk = track.race.walks[w];
            int64_t before = arrivals[w].step, now = goal_arrival(&arrivals[w], walk, &goal);
            assert_int_equal(now, arrival_of(walk, goal.line));
            left = left || (before >= 0 && now < 0);
        }
    }
    assert_true(left);
    clear(&track);
}

/* --- who wins */

struct finish {
    const char *rates; /* a walker's each, on x^2 + y^2 */
    uint64_t steps;
    const char *ranks; /* of A, B, C */
    const char *result;
};

/* The distance shrinks by |1 - 2 lr| a step; at 1 it swings, above it grows. */
static const struct finish finishes[] = {
    {"0.1 0.2 0.01", 40, "213", "B wins: at the goal after 5 steps"},
    {"0.1 0.4 0.1", 40, "212", "B wins: at the goal after 2 steps"},
    {"0.1 0.1 2", 40, "113", "A and B tie: at the goal after 11 steps, with the same loss"},
    {"0.4 0.39 0.41", 40, "231", "C wins: at the goal after 2 steps, with the lowest loss"},
    {"0.1 0.2 0.01", 1, "213", "nobody wins: none is at the goal; B is the deepest"},
    {"1 1 1", 7, "111", "nobody wins: none is at the goal; A, B and C are the deepest"},
    {"1e3 1e3 1e4", 2000, "111", "nobody wins: none has a loss any more"},
};

static void give_rates(struct track *track, const char *rates)
{
    for (size_t i = 0; i < track->race.count; i++) {
        struct walker_settings settings;
        char *end;
        walker_settings_init(&settings, optimizer_find("sgd"));
        settings.knob[OPTIMIZER_LR] = strtod(rates, &end);
        rates = end;
        assert_true(walk_change(track->race.walks[i], &settings));
    }
}

static void who_wins_is_said_by_the_rule(void **state)
{
    (void)state;
    for (size_t k = 0; k < ARRAY_LENGTH(finishes); k++) {
        struct track track;
        struct goal_place places[RACE_WALKS];
        struct buffer said = {0};
        race_on(&track, GROUND_BOWL, 3);
        give_rates(&track, finishes[k].rates);
        race_seek(&track.race, finishes[k].steps);
        const struct goal goal = goal_of(&track.race, 0);
        size_t count = goal_places(&track.race, &goal, places);
        goal_print_result(places, count, &said);
        assert_string_equal(buffer_text(&said), finishes[k].result);
        for (size_t i = 0; i < count; i++)
            assert_int_equal(places[i].rank, finishes[k].ranks[places[i].walker] - '0');
        buffer_release(&said);
        clear(&track);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(given_and_same_rates),
        cmocka_unit_test(first_steps_are_as_long_as_theory_says),
        cmocka_unit_test(first_steps_are_equal_whatever_shapes_them),
        cmocka_unit_test(best_rates_serve),
        cmocka_unit_test(who_has_no_rate_keeps_the_own),
        cmocka_unit_test(names_are_found),
        cmocka_unit_test(a_bowl_takes_eleven_steps),
        cmocka_unit_test(arrivals_are_as_defined),
        cmocka_unit_test(who_wins_is_said_by_the_rule),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
