#include "view/trail.h"

struct trail_line trail_of(const struct walk *walk, enum trail trail)
{
    struct trail_line line = {.count = 0};
    if (trail == TRAIL_PAST) {
        line.generation = walk_generation(walk);
        line.points = walk_points(walk, &line.count);
    } else if (trail == TRAIL_GHOST) {
        line.generation = walk_ghost_generation(walk);
        line.points = walk_ghost(walk, &line.first, &line.count);
    } else if (walk_last_step(walk) > walk_now(walk)->step) {
        line.generation = walk_kept_generation(walk);
        line.points = walk_kept_points(walk, &line.count);
    }
    return line;
}

uint64_t trail_last_step(const struct race *race)
{
    uint64_t most = 0;
    for (size_t i = 0; i < race->count; i++)
        for (int trail = 0; trail < TRAILS; trail++) {
            const struct trail_line line = trail_of(race->walks[i], (enum trail)trail);
            uint64_t last = line.count > 0 ? line.first + line.count - 1 : 0;
            most = last > most ? last : most;
        }
    return most;
}
