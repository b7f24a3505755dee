/* Arrivals are remembered with what they were seen of, so that a score looks at new points alone.
 */
#include "descent/goal.h"

#include <math.h>
#include <stdlib.h>

struct goal goal_of(const struct race *race, double deepest)
{
    struct goal goal = {.start = INFINITY, .deepest = deepest};
    for (size_t i = 0; i < race->count; i++) {
        size_t count;
        double loss = walk_points(race->walks[i], &count)[0].loss;
        if (loss < goal.start)
            goal.start = loss;
    }
    goal.exists = isfinite(goal.start) && isfinite(deepest) && goal.start > deepest;
    goal.line = deepest + GOAL_PART * (goal.start - deepest);
    return goal;
}

int64_t goal_arrival(struct arrival *arrival, const struct walk *walk, const struct goal *goal)
{
    size_t count;
    const struct walk_point *points = walk_points(walk, &count);
    if (!goal->exists)
        return GOAL_NEVER;
    if (arrival->walk != walk || arrival->generation != walk_generation(walk) ||
        arrival->line != goal->line || arrival->count > count)
        *arrival = (struct arrival){.walk = walk,
                                    .generation = walk_generation(walk),
                                    .line = goal->line,
                                    .step = GOAL_NEVER};
    for (; arrival->count < count; arrival->count++) {
        bool is_there = points[arrival->count].loss <= goal->line;
        if (!is_there)
            arrival->step = GOAL_NEVER;
        else if (arrival->step == GOAL_NEVER)
            arrival->step = (int64_t)arrival->count;
    }
    return arrival->step;
}

static int compare_places(const void *a, const void *b)
{
    const struct goal_place *p = a, *q = b;
    uint64_t at = (uint64_t)p->arrival, bt = (uint64_t)q->arrival; /* never is largest */
    if (at != bt)
        return at < bt ? -1 : 1;
    double x = isfinite(p->loss) ? p->loss : HUGE_VAL, y = isfinite(q->loss) ? q->loss : HUGE_VAL;
    return x < y ? -1 : x > y ? 1 : (p->walker > q->walker) - (p->walker < q->walker);
}

size_t goal_places(const struct race *race, const struct goal *goal,
                   struct goal_place places[RACE_WALKS])
{
    for (size_t i = 0; i < race->count; i++) {
        const struct walk *walk = race->walks[i];
        struct arrival arrival = {.count = 0};
        places[i] =
            (struct goal_place){i, goal_arrival(&arrival, walk, goal), walk_now(walk)->loss};
    }
    qsort(places, race->count, sizeof places[0], compare_places);
    return race->count;
}
