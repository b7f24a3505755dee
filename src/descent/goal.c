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

/* --- places */

const char goal_rule[] = "fewest steps to the goal win, then the lower loss; else it is a tie";

static double comparable(double loss)
{
    return isfinite(loss) ? loss : HUGE_VAL;
}

int goal_compare(const struct goal_place *p, const struct goal_place *q)
{
    uint64_t at = (uint64_t)p->arrival, bt = (uint64_t)q->arrival; /* never is largest */
    double x = comparable(p->loss), y = comparable(q->loss);
    return at != bt ? (at > bt) - (at < bt) : (x > y) - (x < y);
}

static int compare_places(const void *a, const void *b)
{
    const struct goal_place *p = a, *q = b;
    int order = goal_compare(p, q);
    return order != 0 ? order : (p->walker > q->walker) - (p->walker < q->walker);
}

size_t goal_places(const struct race *race, const struct goal *goal,
                   struct goal_place places[RACE_WALKS])
{
    for (size_t i = 0; i < race->count; i++) {
        const struct walk *walk = race->walks[i];
        struct arrival arrival = {.count = 0};
        places[i] = (struct goal_place){.walker = i,
                                        .arrival = goal_arrival(&arrival, walk, goal),
                                        .loss = walk_now(walk)->loss};
    }
    qsort(places, race->count, sizeof places[0], compare_places);
    for (size_t i = 0; i < race->count; i++) {
        bool ties = i > 0 && goal_compare(&places[i - 1], &places[i]) == 0;
        places[i].rank = ties ? places[i - 1].rank : i + 1;
    }
    return race->count;
}

/* --- who wins */

/* How many share the first place. */
static size_t count_first(const struct goal_place *places, size_t count)
{
    size_t first = 1;
    while (first < count && places[first].rank == places[0].rank)
        first++;
    return first;
}

/* "A", "A and B", "A, B and C". */
static void add_names(const struct goal_place *places, size_t count, struct buffer *out)
{
    for (size_t i = 0; i < count; i++)
        buffer_printf(out, "%s%c",
                      i == 0          ? ""
                      : i + 1 < count ? ", "
                                      : " and ",
                      race_letter(places[i].walker));
}

void goal_print_winner(const struct goal_place *places, size_t count, struct buffer *out)
{
    size_t first = count_first(places, count);
    if (places[0].arrival == GOAL_NEVER) {
        buffer_add_text(out, "nobody wins");
        return;
    }
    add_names(places, first, out);
    buffer_add_text(out, first > 1 ? " tie" : " wins");
}

void goal_print_result(const struct goal_place *places, size_t count, struct buffer *out)
{
    size_t first = count_first(places, count);
    bool together = count > 1 && places[1].arrival == places[0].arrival;
    goal_print_winner(places, count, out);
    if (places[0].arrival != GOAL_NEVER) {
        buffer_printf(out, ": at the goal after %lld steps%s", (long long)places[0].arrival,
                      first > 1  ? ", with the same loss"
                      : together ? ", with the lowest loss"
                                 : "");
    } else if (isfinite(places[0].loss)) {
        buffer_add_text(out, ": none is at the goal; ");
        add_names(places, first, out);
        buffer_add_text(out, first > 1 ? " are the deepest" : " is the deepest");
    } else {
        buffer_add_text(out, ": none has a loss any more");
    }
}
