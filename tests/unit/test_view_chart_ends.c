/*
 * Would catch: letters of curves in another order than the curves, one over the other, off the
 * chart, or further from their curves than they have to be.
 */
#include "view/chart_ends.h"

#include <math.h>

#include "base/array.h"
#include "base/random.h"
#include "support/test.h"

enum { MOST = 8, TRIALS = 4000 };

static const double slack = 1e-9;

static double draw(int trial, int which)
{
    double out[2];
    random_uniform(&(struct random_name){3, RANDOM_TEST, (uint32_t)which, (uint64_t)trial}, out);
    return out[0];
}

/* Some in one place, some above the room and below it, some of the same value. */
static size_t draw_ends(int trial, struct chart_end ends[MOST])
{
    size_t count = 1 + (size_t)(draw(trial, 0) * MOST);
    double wide = draw(trial, 1) < 0.5 ? 12 : 3;
    for (size_t i = 0; i < count; i++) {
        double down = wide * draw(trial, 2 + (int)i) - 1;
        ends[i] = (struct chart_end){
            .walker = i, .value = -floor(down), .down = floor(down), .right = 10};
        if (trial % 3 == 0)
            ends[i].right += floor(2 * draw(trial, 20 + (int)i));
    }
    return count;
}

static void assert_in_order(const struct chart_end *end, const struct chart_end *next,
                            const struct chart_ends_room *room, double apart)
{
    assert_true(end->letter >= room->top - slack && next->letter <= room->bottom + slack);
    assert_true(next->letter >= end->letter + apart - slack);
    assert_true(end->value > next->value ||
                (end->value == next->value && end->walker < next->walker));
}

static double cost_of(const struct chart_end *ends, size_t from, size_t to, double moved)
{
    double cost = 0;
    for (size_t i = from; i < to; i++)
        cost += pow(ends[i].letter + moved - ends[i].down, 2);
    return cost;
}

/* No letters next to each other could together go anywhere better. */
static void assert_nearest(const struct chart_end *ends, size_t count,
                           const struct chart_ends_room *room, double apart)
{
    static const double moves[] = {-0.01, 0.01};
    for (size_t from = 0; from < count; from++)
        for (size_t to = from + 1; to <= count; to++)
            for (size_t i = 0; i < ARRAY_LENGTH(moves); i++) {
                double above = from > 0 ? ends[from - 1].letter + apart : room->top;
                double below = to < count ? ends[to].letter - apart : room->bottom;
                if (ends[from].letter + moves[i] >= above &&
                    ends[to - 1].letter + moves[i] <= below)
                    assert_true(cost_of(ends, from, to, moves[i]) >=
                                cost_of(ends, from, to, 0) - slack);
            }
}

static void letters_keep_order_and_are_near(void **state)
{
    (void)state;
    const struct chart_ends_room room = {.top = 0, .bottom = 9, .apart = 1, .across = 1};
    size_t columns = 0, letters = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
        struct chart_end ends[MOST];
        size_t count = draw_ends(trial, ends);
        chart_ends_spread(ends, count, &room);
        for (size_t from = 0, to = 1; from < count; from = to++) {
            while (to < count && ends[to].right == ends[from].right)
                to++;
            for (size_t i = from; i + 1 < to; i++)
                assert_in_order(&ends[i], &ends[i + 1], &room, room.apart);
            assert_nearest(ends + from, to - from, &room, room.apart);
            columns++;
            letters += to - from;
        }
    }
    assert_true(letters > 2 * columns && columns > TRIALS);
}

static void letters_with_room_are_not_moved(void **state)
{
    (void)state;
    const struct chart_ends_room room = {.top = 0, .bottom = 9, .apart = 1, .across = 1};
    struct chart_end ends[] = {{.walker = 0, .value = -6, .down = 6, .right = 4},
                               {.walker = 1, .value = -2, .down = 2, .right = 4},
                               {.walker = 2, .value = -3, .down = 3, .right = 4},
                               {.walker = 3, .value = -6, .down = 6, .right = 9}};
    chart_ends_spread(ends, ARRAY_LENGTH(ends), &room);
    static const size_t walkers[] = {1, 2, 0, 3};
    for (size_t i = 0; i < ARRAY_LENGTH(ends); i++) {
        assert_int_equal(ends[i].walker, walkers[i]);
        assert_same(ends[i].letter, ends[i].down);
    }
}

static void a_low_room_is_shared(void **state)
{
    (void)state;
    const struct chart_ends_room room = {.top = 1, .bottom = 3, .apart = 1, .across = 1};
    struct chart_end ends[5];
    for (size_t i = 0; i < ARRAY_LENGTH(ends); i++)
        ends[i] = (struct chart_end){.walker = i, .value = (double)i, .down = 2};
    chart_ends_spread(ends, ARRAY_LENGTH(ends), &room);
    for (size_t i = 0; i < ARRAY_LENGTH(ends); i++) {
        assert_int_equal(ends[i].walker, 4 - i);
        assert_close(ends[i].letter, 1 + (double)i / 2, slack, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_keep_order_and_are_near),
        cmocka_unit_test(letters_with_room_are_not_moved),
        cmocka_unit_test(a_low_room_is_shared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
