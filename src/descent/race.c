/* A race: every walk by its own present; the race's step is the furthest of them. */
#include "descent/race.h"

#include <string.h>

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

char race_letter(size_t walker)
{
    return (char)('A' + walker);
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

uint64_t race_last_step(const struct race *race)
{
    uint64_t largest = 0;
    for (size_t i = 0; i < race->count; i++) {
        uint64_t step = walk_last_step(race->walks[i]);
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

/* The smallest index that no walk has. */
static uint32_t free_index(const struct race *race)
{
    uint32_t index = 0;
    for (size_t i = 0; i < race->count; i++) {
        if (walk_chance(race->walks[i])->index != index)
            continue;
        index++;
        i = SIZE_MAX; /* from the first again */
    }
    return index;
}

bool race_add(struct race *race, const struct surface *surface, const struct race_entry *entry,
              struct walker_chance chance)
{
    if (race->count == RACE_WALKS)
        return false;
    chance.index = free_index(race);
    struct walk *walk = walk_new(surface, &entry->settings, entry->start, chance);
    if (walk == NULL)
        return false;
    walk_seek(walk, race_step_count(race));
    race->walks[race->count++] = walk;
    return true;
}

void race_remove(struct race *race, size_t index)
{
    walk_free(race->walks[index]);
    race->count--;
    memmove(&race->walks[index], &race->walks[index + 1],
            (race->count - index) * sizeof race->walks[0]);
    race->walks[race->count] = NULL;
}
