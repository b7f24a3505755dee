/* One step back, for tests that go to and fro. */
#ifndef SUPPORT_BACK_H
#define SUPPORT_BACK_H

#include "descent/race.h"

/* False at the start. */
static inline bool back_walk(struct walk *walk)
{
    uint64_t step = walk_now(walk)->step;
    walk_seek(walk, step > 0 ? step - 1 : 0);
    return step > 0;
}

static inline bool back_race(struct race *race)
{
    uint64_t step = race_step_count(race);
    race_seek(race, step > 0 ? step - 1 : 0);
    return step > 0;
}

#endif
