/* Would catch: a line with a gap, one that misses an end, one that is thicker than a dot. */
#include "view/dots.h"

#include <stdlib.h>

#include "support/test.h"

static void check_line(struct dot from, struct dot to)
{
    int steps = dots_line_steps(from, to);
    bool steep = abs(to.y - from.y) > abs(to.x - from.x);
    struct dot before = from;
    for (int i = 0; i <= steps; i++) {
        const struct dot dot = dots_line_at(from, to, i);
        int right = abs(dot.x - before.x), down = abs(dot.y - before.y);
        assert_int_equal(steep ? down : right, i > 0);
        assert_true((steep ? right : down) <= 1);
        before = dot;
    }
    assert_int_equal(before.x, to.x);
    assert_int_equal(before.y, to.y);
    assert_int_equal(dots_line_at(from, to, 0).x, from.x);
    assert_int_equal(dots_line_at(from, to, 0).y, from.y);
}

static void test_lines(void **state)
{
    (void)state;
    for (int y = -6; y <= 6; y++)
        for (int x = -6; x <= 6; x++)
            check_line((struct dot){2, -1}, (struct dot){2 + x, -1 + y});
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_lines)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
