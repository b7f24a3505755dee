/* Would catch: parts that overlap or leave the screen, a size at which something needed is missing.
 */
#include "view/layout.h"

#include "base/array.h"
#include "scene/knobs.h"
#include "support/test.h"

static const char about[] = "Four valleys, all equally deep. Where the walker ends depends only on "
                            "where it starts: click another start, or move it with the arrow keys.";

static const struct look look = {GLYPHS_BRAILLE, DEPTH_TRUE, false};
static int lesson;
static bool reading, course;
static int knobs = LIVE_BATCH;

static struct layout lay(int columns, int rows, size_t walkers)
{
    struct layout_wish wish = {.columns = columns,
                               .rows = rows,
                               .walkers = walkers,
                               .knobs = knobs,
                               .data = knobs == LIVE_KNOBS,
                               .course = course,
                               .look = &look,
                               .about = about,
                               .reading = reading,
                               .lesson = lesson};
    return layout_make(&wish);
}

static bool is_inside(struct rectangle part, int columns, int rows)
{
    return part.column >= 0 && part.row >= 0 && part.column + part.columns <= columns &&
           part.row + part.rows <= rows;
}

static bool is_empty(struct rectangle part)
{
    return part.rows <= 0 || part.columns <= 0;
}

static bool overlap(struct rectangle a, struct rectangle b)
{
    return a.column < b.column + b.columns && b.column < a.column + a.columns &&
           a.row < b.row + b.rows && b.row < a.row + a.rows;
}

static bool has(const struct layout *layout, enum layout_part part)
{
    return !is_empty(layout->part[part]);
}

static void check_size(int columns, int rows, size_t walkers)
{
    struct layout layout = lay(columns, rows, walkers);
    for (int i = 0; i < LAYOUT_PARTS; i++) {
        struct rectangle a = layout.part[i];
        assert_true(a.rows >= 0 && a.columns >= 0);
        if (is_empty(a))
            continue;
        assert_true(is_inside(a, columns, rows));
        for (int j = i + 1; j < LAYOUT_PARTS; j++)
            if (!is_empty(layout.part[j]))
                assert_false(overlap(a, layout.part[j]));
    }
    assert_int_equal(layout.part[PART_KNOBS].rows, knobs * layout.knob_rows);
    if (columns > 0 && rows > 0)
        assert_true(!is_empty(layout.part[PART_MAP]) || !is_empty(layout.part[PART_WORDS]));
}

/* Would catch: a room that sees a verdict without its reason. */
static void test_a_room_sees_the_reason(void **state)
{
    (void)state;
    static const struct {
        int columns, rows, lesson, reason;
    } cases[] = {{40, 12, 0, 2}, {80, 24, 0, 1}, {40, 11, 0, 0}, {40, 12, 5, 0}, {40, 24, 5, 2}};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        const struct layout_wish wish = {.columns = cases[i].columns,
                                         .rows = cases[i].rows,
                                         .walkers = 1,
                                         .look = &look,
                                         .lesson = cases[i].lesson,
                                         .presenting = true};
        const struct layout layout = layout_make(&wish);
        assert_int_equal(layout.part[PART_REASON].rows, cases[i].reason);
        assert_int_equal(layout.part[PART_STATUS].rows, 1);
    }
}

/* Would catch: a long message cut, or words of a lesson that move while one stands there. */
static void test_a_long_message_folds(void **state)
{
    (void)state;
    for (int presenting = 0; presenting < 2; presenting++) {
        struct layout_wish wish = {.columns = 40,
                                   .rows = 12,
                                   .walkers = 1,
                                   .look = &look,
                                   .lesson = 3,
                                   .presenting = presenting};
        const struct layout brief = layout_make(&wish);
        wish.message = 55;
        const struct layout folded = layout_make(&wish);
        assert_int_equal(folded.part[PART_MESSAGE].rows, brief.part[PART_MESSAGE].rows + 1);
        assert_int_equal(folded.part[PART_LESSON].rows, brief.part[PART_LESSON].rows);
    }
}

static void test_every_size(void **state)
{
    (void)state;
    for (size_t walkers = 0; walkers <= 8; walkers++, reading = !reading, course = walkers % 3 > 0)
        for (int columns = 0; columns <= 220; columns++)
            for (int rows = 0; rows <= 70; rows++, knobs = rows % 2 ? LIVE_KNOBS : LIVE_BATCH)
                check_size(columns, rows, walkers);
    check_size(1000, 500, 1);
    reading = course = false;
    knobs = LIVE_BATCH;
}

/* Before the walk the whole text has room from 80 x 24 on; when the walk begins what is above it
 * stays, and on a larger screen nothing moves at all. */
static void test_reading(void **state)
{
    (void)state;
    reading = true;
    struct layout layout = lay(80, 24, 1);
    assert_true(layout.part[PART_ABOUT].rows >= 5 && has(&layout, PART_KNOBS));
    reading = false;
    struct layout walking = lay(80, 24, 1);
    for (int part = 0; part <= PART_KNOBS; part++)
        assert_memory_equal(&layout.part[part], &walking.part[part], sizeof layout.part[part]);
    reading = true;
    struct layout before = lay(140, 45, 1);
    reading = false;
    struct layout after = lay(140, 45, 1);
    assert_memory_equal(&before, &after, sizeof before);
    assert_true(after.part[PART_ABOUT].rows >= 3);
}

static void test_steps(void **state)
{
    (void)state;
    static const enum layout_part everything[] = {PART_TITLE, PART_MAP,     PART_MESSAGE,
                                                  PART_KEYS,  PART_WALKERS, PART_STATE,
                                                  PART_KNOBS, PART_RULE,    PART_CHART};
    struct layout layout = lay(80, 24, 1);
    for (size_t i = 0; i < ARRAY_LENGTH(everything); i++)
        assert_true(has(&layout, everything[i]));
    assert_int_equal(layout.part[PART_STATE].rows, 2);
    assert_true(layout.part[PART_CHART].rows >= 6); /* four of them are the plot's */
    assert_true(layout.part[PART_RULE].rows >= 6);  /* Adam's, and both numbers of the step */
    assert_true(layout.part[PART_MAP].columns >= 44);
    layout = lay(120, 36, 1);
    assert_true(has(&layout, PART_ABOUT));
    layout = lay(120, 40, 1);
    assert_true(has(&layout, PART_ABOUT) && has(&layout, PART_SUMMARY));
    assert_int_equal(layout.knob_rows, 2);
    layout = lay(60, 16, 1);
    assert_true(has(&layout, PART_KNOBS) && has(&layout, PART_CHART) && has(&layout, PART_STATE));
    layout = lay(40, 12, 1);
    assert_true(has(&layout, PART_STATUS) && has(&layout, PART_KEYS) && !has(&layout, PART_KNOBS));
    layout = lay(20, 6, 1);
    assert_true(has(&layout, PART_MAP) && has(&layout, PART_STATUS));
    layout = lay(19, 6, 1);
    assert_true(has(&layout, PART_WORDS) && !has(&layout, PART_MAP));
}

/* Eight walkers at 80 x 24 have a row each, their terms, and a plot; at 100 x 30 the plot has room
 * for them. */
static void test_race(void **state)
{
    (void)state;
    struct layout layout = lay(80, 24, 8);
    assert_int_equal(layout.part[PART_WALKERS].rows, 9);
    assert_true(layout.part[PART_CHART].rows >= 4 && layout.part[PART_KNOBS].rows >= knobs);
    layout = lay(100, 30, 8);
    assert_true(layout.part[PART_CHART].rows >= 7);
}

/* Over data the plot has height for the dots of the batches at 80 x 24 already. */
static void test_data(void **state)
{
    (void)state;
    knobs = LIVE_KNOBS;
    struct layout layout = lay(80, 24, 1);
    assert_int_equal(layout.part[PART_KNOBS].rows, LIVE_KNOBS);
    assert_true(layout.part[PART_CHART].rows >= 8);
    assert_true(has(&layout, PART_RULE) && layout.part[PART_STATE].rows == 2);
    knobs = LIVE_BATCH;
}

/* In a lesson at 80 x 24 the whole reason is read, and the dots of the batches have height; what
 * knobs do not need is the curve's. */
static void test_lesson(void **state)
{
    (void)state;
    lesson = 5;
    struct layout layout = lay(80, 24, 1);
    assert_int_equal(layout.part[PART_REASON].rows, 2);
    knobs = LIVE_KNOBS;
    layout = lay(80, 24, 1);
    assert_int_equal(layout.part[PART_REASON].rows, 2);
    assert_true(layout.part[PART_CHART].rows >= 5);
    knobs = LIVE_RATE + 1;
    layout = lay(80, 24, 1);
    assert_true(layout.part[PART_CHART].rows >= 6 && layout.part[PART_RULE].rows == 3);
    knobs = LIVE_BATCH;
    layout = lay(120, 36, 1);
    assert_true(layout.part[PART_CHART].rows >= 8);
    lesson = 0;
}

/* A larger screen gives the plot of the loss more rows, and the panel no more than it can use. */
static void test_large(void **state)
{
    (void)state;
    struct layout small = lay(80, 24, 1), large = lay(200, 60, 1);
    assert_true(large.part[PART_CHART].rows > 3 * small.part[PART_CHART].rows);
    assert_true(large.part[PART_CHART].columns > small.part[PART_CHART].columns * 3 / 2);
    assert_true(large.part[PART_MAP].columns > 120);
    struct rectangle last = large.part[PART_RULE], map = large.part[PART_MAP];
    assert_true(map.row + map.rows - (last.row + last.rows) <= 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_size),
        cmocka_unit_test(test_a_room_sees_the_reason),
        cmocka_unit_test(test_reading),
        cmocka_unit_test(test_steps),
        cmocka_unit_test(test_race),
        cmocka_unit_test(test_large),
        cmocka_unit_test(test_a_long_message_folds),
        cmocka_unit_test(test_data),
        cmocka_unit_test(test_lesson),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
