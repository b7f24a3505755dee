#include "descent/goal.h"

#include <math.h>

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
