/* A race: every walk by its own present; the race's step is the furthest of them. */
#include "descent/race.h"

bool race_init(struct race *race, const struct surface *surface, const struct race_entry *entries,
               size_t count, struct walker_chance chance)
{
    *race = (struct race){0};
    for (size_t i = 0; i < count && i < RACE_WALKS; i++) {
        chance.index = (uint32_t)i;
        struct walk *walk = walk_new(surface, &entries[i].settings, entries[i].start, chance);
        if (walk == NULL) {
            race_release(race);
            return false;
        }
        race->walks[race->count++] = walk;
    }
    return true;
}

void race_release(struct race *race)
{
    for (size_t i = 0; i < race->count; i++)
        walk_free(race->walks[i]);
    *race = (struct race){0};
}

uint64_t race_step_count(const struct race *race)
{
    uint64_t largest = 0;
    for (size_t i = 0; i < race->count; i++) {
        uint64_t step = walk_now(race->walks[i])->step;
        largest = step > largest ? step : largest;
    }
    return largest;
}

bool race_step(struct race *race)
{
    bool any = false;
    for (size_t i = 0; i < race->count; i++)
        any = walk_step(race->walks[i]) || any;
    return any;
}

bool race_back(struct race *race)
{
    uint64_t step = race_step_count(race);
    if (step == 0)
        return false;
    for (size_t i = 0; i < race->count; i++) {
        if (walk_now(race->walks[i])->step == step)
            (void)walk_back(race->walks[i]);
    }
    return true;
}

void race_seek(struct race *race, uint64_t step)
{
    for (size_t i = 0; i < race->count; i++)
        walk_seek(race->walks[i], step);
}

void race_restart(struct race *race)
{
    for (size_t i = 0; i < race->count; i++)
        walk_restart(race->walks[i]);
}
