/* Races: walks step together, those that ended wait, and going back finds everyone where they were.
 */
#include "support/test.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "descent/race.h"
#include "support/back.h"
#include "support/ground.h"

enum { WALKERS = 3, STEPS = 200 };

/* The first blows up early, the second later, the third never. */
static void entries_of(struct race_entry entries[WALKERS])
{
    static const double rates[WALKERS] = {10, 6, 0.1};
    for (size_t i = 0; i < WALKERS; i++) {
        walker_settings_init(&entries[i].settings, optimizer_find("sgd"));
        entries[i].settings.knob[OPTIMIZER_LR] = rates[i];
        entries[i].settings.noise = 0.25;
        entries[i].start[0] = 2 + (double)i, entries[i].start[1] = -1;
    }
}

static struct walker alone[WALKERS][STEPS + 1];
static uint64_t last[WALKERS];

/* Each walker by itself, step by step. */
static void walk_alone(const struct surface *surface)
{
    struct race_entry entries[WALKERS];
    entries_of(entries);
    for (uint32_t i = 0; i < WALKERS; i++) {
        struct walker_chance chance = {.seed = 5, .index = i};
        struct walker walker;
        walker_start(&walker, surface, entries[i].start);
        alone[i][0] = walker;
        while (walker.step < STEPS && walker_step(&walker, &entries[i].settings, surface, &chance))
            alone[i][walker.step] = walker;
        last[i] = walker.step;
    }
}

static void stands_at(const struct race *race, uint64_t step)
{
    assert_int_equal(race_step_count(race), step);
    for (size_t i = 0; i < WALKERS; i++) {
        const struct walker *now = walk_now(race->walks[i]);
        uint64_t own = step < last[i] ? step : last[i];
        assert_int_equal(now->step, own);
        assert_memory_equal(now->at, alone[i][own].at, sizeof now->at);
    }
}

static void start(struct race *race, const struct surface *surface)
{
    struct race_entry entries[WALKERS];
    entries_of(entries);
    assert_true(race_init(race, surface, entries, WALKERS, (struct walker_chance){.seed = 5}));
    assert_int_equal(race->count, WALKERS);
}

static void goes_forth_and_back_together(void **state)
{
    struct race race;
    start(&race, *state);
    assert_true(last[0] < last[1] && last[1] < STEPS && last[2] == STEPS);
    assert_false(back_race(&race));
    for (uint64_t k = 0; k < STEPS; k++) {
        stands_at(&race, k);
        assert_true(race_step(&race));
    }
    for (uint64_t k = STEPS; k > 0; k--) {
        stands_at(&race, k);
        assert_true(back_race(&race));
    }
    assert_false(back_race(&race));
    stands_at(&race, 0);
    race_release(&race);
    assert_int_equal(race.count, 0);
}

static void jumps_anywhere(void **state)
{
    struct race race;
    static const uint64_t steps[] = {150, 1, 199, 0, 64, 63, 128, 200, 3};
    start(&race, *state);
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        race_seek(&race, steps[i]);
        stands_at(&race, steps[i]);
        if (steps[i] > 0) {
            assert_true(back_race(&race));
            stands_at(&race, steps[i] - 1);
            assert_true(race_step(&race));
            stands_at(&race, steps[i]);
        }
    }
    race_restart(&race);
    stands_at(&race, 0);
    race_release(&race);
}

/* When everyone has ended there is no step to take. */
static void ends_when_all_have_ended(void **state)
{
    struct race race;
    struct race_entry entries[WALKERS];
    entries_of(entries);
    assert_true(race_init(&race, *state, entries, 2, (struct walker_chance){.seed = 5}));
    race_seek(&race, 100000);
    assert_int_equal(race_step_count(&race), last[1]);
    assert_false(race_step(&race));
    race_release(&race);
}

/* Whoever leaves or joins, each walks as it would alone, with its own noise. */
static void walkers_leave_and_join(void **state)
{
    struct race race;
    struct race_entry entries[WALKERS];
    entries_of(entries);
    start(&race, *state);
    race_seek(&race, 20);
    race_remove(&race, 1);
    assert_int_equal(race.count, 2);
    assert_int_equal(walk_chance(race.walks[1])->index, 2);
    assert_true(race_add(&race, *state, &entries[1], *walk_chance(race.walks[0])));
    assert_int_equal(walk_chance(race.walks[2])->index, 1); /* the one that was free */
    struct walk *moved = race.walks[1];
    race.walks[1] = race.walks[2];
    race.walks[2] = moved;
    stands_at(&race, 20);
    race_seek(&race, 60);
    stands_at(&race, 60);
    race_seek(&race, 30);
    assert_int_equal(race_last_step(&race), 60);
    while (race.count < RACE_WALKS)
        assert_true(race_add(&race, *state, &entries[2], *walk_chance(race.walks[0])));
    assert_false(race_add(&race, *state, &entries[2], *walk_chance(race.walks[0])));
    for (size_t i = 0; i < RACE_WALKS; i++) {
        assert_int_equal(walk_chance(race.walks[i])->index, i);
        assert_true(walk_now(race.walks[i])->step == (30 < last[i % 3] || i > 2 ? 30 : last[i]));
    }
    race_release(&race);
}

static int set_up(void **state)
{
    *state = ground_new(GROUND_BOWL);
    walk_alone(*state);
    return 0;
}

static int tear_down(void **state)
{
    surface_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(goes_forth_and_back_together),
        cmocka_unit_test(jumps_anywhere),
        cmocka_unit_test(ends_when_all_have_ended),
        cmocka_unit_test(walkers_leave_and_join),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
