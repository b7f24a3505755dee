/* Paths: exact clipping, whole lines, and the same dots however they were drawn. */
#include "support/test.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/random.h"
#include "view/path.h"

static double uniform(uint64_t step, double low, double high)
{
    double u[2];
    random_uniform(&(struct random_name){1, RANDOM_TEST, 0, step}, u);
    return low + u[0] * (high - low);
}

static const struct surface_window unit[2] = {{-1, 1}, {-2, 3}};

static bool inside(const double at[2])
{
    return at[0] >= -1 && at[0] <= 1 && at[1] >= -2 && at[1] <= 3;
}

/* Against many points of the segment: what is cut off lies outside, what stays lies inside. */
static void clipping_is_what_brute_force_finds(void **state)
{
    (void)state;
    for (uint64_t n = 0; n < 4000; n++) {
        double a[2], b[2], first = 2, last = -1;
        for (uint64_t k = 0; k < 2; k++) {
            a[k] = uniform(8 * n + k, -6, 6);
            b[k] = uniform(8 * n + 4 + k, -6, 6);
        }
        for (int i = 0; i <= 4000; i++) {
            double t = i / 4000.0, at[2] = {a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])};
            if (!inside(at))
                continue;
            first = t < first ? t : first;
            last = t;
        }
        double p[2] = {a[0], a[1]}, q[2] = {b[0], b[1]};
        bool left = path_clip(unit, p, q);
        if (last < 0) /* a corner may be cut between two of the points */
            assert_true(!left || hypot(p[0] - q[0], p[1] - q[1]) < 0.01);
        if (last < 0)
            continue;
        assert_true(left && inside(p) && inside(q));
        for (int axis = 0; axis < 2; axis++) {
            assert_close(p[axis], a[axis] + first * (b[axis] - a[axis]), 0.004, 0);
            assert_close(q[axis], a[axis] + last * (b[axis] - a[axis]), 0.004, 0);
        }
    }
}

// clang-format off
static const struct { double a[2], b[2]; bool left; double p[2], q[2]; } clip_cases[] = {
    {{0, 0},        {0.5, 1},        true,  {0, 0},     {0.5, 1}},
    {{0, 0},        {0, 0},          true,  {0, 0},     {0, 0}},
    {{0, 0},        {1e300, 0},      true,  {0, 0},     {1, 0}},
    {{0, 0},        {1e308, 1e308},  true,  {0, 0},     {1, 1}},
    {{-1e308, 0},   {1e308, 0},      true,  {-1, 0},    {1, 0}},
    {{1e308, 0.5},  {0, 0.5},        true,  {1, 0.5},   {0, 0.5}},
    {{-DBL_MAX, 1}, {DBL_MAX, 1},    true,  {-1, 1},    {1, 1}},
    {{2, 0},        {3, 1e308},      false, {0, 0},     {0, 0}},
    {{0, 3.5},      {0, 1e300},      false, {0, 0},     {0, 0}},
    {{0, 0},        {(double)NAN, 0},        false, {0, 0},     {0, 0}},
    {{0, 0},        {0, HUGE_VAL},   false, {0, 0},     {0, 0}},
    {{-HUGE_VAL, 0},{0, 0},          false, {0, 0},     {0, 0}},
    {{-1, -2},      {1, -2},         true,  {-1, -2},   {1, -2}},   /* along the border */
    {{-5e29, -4e29},{7e31, 5.6e31},  false, {0, 0},     {0, 0}},    /* lost in rounding */
};
// clang-format on

static void clipping_is_exact_whatever_the_size(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(clip_cases); i++) {
        double p[2] = {clip_cases[i].a[0], clip_cases[i].a[1]};
        double q[2] = {clip_cases[i].b[0], clip_cases[i].b[1]};
        if (path_clip(unit, p, q) != clip_cases[i].left)
            fail_msg("case %zu", i);
        for (int axis = 0; clip_cases[i].left && axis < 2; axis++) {
            assert_close(p[axis], clip_cases[i].p[axis], 1e-12, 0);
            assert_close(q[axis], clip_cases[i].q[axis], 1e-12, 0);
        }
    }
}

static struct path_source source_of(enum glyphs glyphs, struct walk_point *points, size_t count)
{
    return (struct path_source){
        {{3, 2, 37, 19}, {{-1, 1}, {-2, 3}}}, glyphs, 7, points, count, false};
}

static void wander(struct walk_point *points, size_t count)
{
    double at[2] = {0, 0};
    for (size_t i = 0; i < count; i++) {
        for (int axis = 0; axis < 2; axis++) {
            at[axis] += uniform(2 * i + (size_t)axis, -0.4, 0.4) - 0.05 * at[axis];
            points[i].at[axis] = i % 97 == 13 ? (axis ? (double)NAN : 1e307) : at[axis];
        }
    }
}

static void assert_same_dots(const struct path *a, const struct path *b)
{
    for (int row = 0; row < 19; row++)
        for (int column = 0; column < 37; column++)
            assert_int_equal(path_bits(a, column, row), path_bits(b, column, row));
}

/* Drawn point by point, in leaps, or at once: the same. */
static void pieces_give_the_same_dots_as_the_whole(void **state)
{
    (void)state;
    enum { COUNT = 600 };
    static struct walk_point points[COUNT];
    wander(points, COUNT);
    for (int way = 0; way <= 2 * GLYPHS_BRAILLE + 1; way++) {
        struct path whole = {0}, pieces = {0};
        struct path_source source = source_of((enum glyphs)(way / 2), points, COUNT);
        source.dotted = way % 2;
        assert_true(path_update(&whole, &source));
        for (size_t n = 1; n < COUNT; n += 1 + n % 5 + (n % 50 == 0 ? 31 : 0)) {
            source.count = n;
            assert_true(path_update(&pieces, &source));
            assert_int_equal(pieces.drawn, n);
        }
        source.count = COUNT;
        assert_true(path_update(&pieces, &source));
        assert_same_dots(&whole, &pieces);
        path_release(&whole);
        path_release(&pieces);
    }
}

/* A changed past (another generation, fewer points, another walk, another window) is drawn anew. */
static void nothing_of_an_old_path_stays(void **state)
{
    (void)state;
    static struct walk_point old[300], young[400];
    wander(old, 300);
    for (size_t i = 0; i < 400; i++)
        young[i] = (struct walk_point){.at = {0.9 - 0.001 * (double)i, -1.5}};
    for (int change = 0; change < 6; change++) {
        struct path path = {0}, fresh = {0};
        struct path_source source = source_of(GLYPHS_BRAILLE, old, 300);
        assert_true(path_update(&path, &source));
        if (change == 0) { /* the same walk after going back, and another way */
            source.generation++;
            source.points = young;
        } else if (change == 1) { /* fewer points */
            source.count = 20;
        } else if (change == 2) { /* another walk, at the same generation */
            source.points = young;
            source.count = 400;
        } else if (change == 3) {
            source.camera.window[0].high = 1.5;
        } else if (change == 4) {
            source.dotted = true;
        } else {
            source.glyphs = GLYPHS_HALF;
        }
        assert_true(path_update(&path, &source));
        assert_true(path_update(&fresh, &source));
        assert_same_dots(&path, &fresh);
        path_release(&path);
        path_release(&fresh);
    }
}

/* From each dot of a line the next is a neighbour: no gaps, at any slope. */
static void lines_have_no_gaps(void **state)
{
    (void)state;
    for (uint64_t n = 0; n < 300; n++) {
        struct walk_point points[2] = {
            {.at = {uniform(4 * n, -1, 1), uniform(4 * n + 1, -2, 3)}},
            {.at = {uniform(4 * n + 2, -1, 1), uniform(4 * n + 3, -2, 3)}}};
        struct path path = {0};
        struct path_source source = source_of(GLYPHS_BRAILLE, points, 2);
        assert_true(path_update(&path, &source));
        int dots = 0, lowest[2] = {999, 999}, highest[2] = {-1, -1};
        for (int y = 0; y < 19 * 4; y++)
            for (int x = 0; x < 37 * 2; x++) {
                if (!(path_bits(&path, x / 2, y / 4) >> (y % 4 * 2 + x % 2) & 1))
                    continue;
                dots++;
                lowest[0] = x < lowest[0] ? x : lowest[0];
                lowest[1] = y < lowest[1] ? y : lowest[1];
                highest[0] = x > highest[0] ? x : highest[0];
                highest[1] = y > highest[1] ? y : highest[1];
            }
        int wide = highest[0] - lowest[0], high = highest[1] - lowest[1];
        assert_int_equal(dots, (wide > high ? wide : high) + 1);
        path_release(&path);
    }
}

/* A third of the line's dots, whatever segments it is cut into, none that the line lacks. */
static void a_dotted_line_is_thin(void **state)
{
    (void)state;
    enum { COUNT = 200 };
    static struct walk_point points[COUNT];
    for (size_t i = 0; i < COUNT; i++)
        points[i].at[0] = points[i].at[1] = -1 + 2 * (double)i / (COUNT - 1);
    struct path whole = {0}, dotted = {0};
    struct path_source source = source_of(GLYPHS_BRAILLE, points, COUNT);
    assert_true(path_update(&whole, &source));
    source.dotted = true;
    assert_true(path_update(&dotted, &source));
    int all = 0, kept = 0;
    for (int row = 0; row < 19; row++)
        for (int column = 0; column < 37; column++) {
            unsigned of_line = path_bits(&whole, column, row);
            unsigned of_dots = path_bits(&dotted, column, row);
            assert_int_equal(of_dots & ~of_line, 0);
            for (unsigned bit = 1; bit < 256; bit *= 2) {
                all += (of_line & bit) != 0;
                kept += (of_dots & bit) != 0;
            }
        }
    assert_in_range(kept, all / 3, all / 3 + 1);
    path_release(&whole);
    path_release(&dotted);
}

static void glyphs_show_the_dots(void **state)
{
    (void)state;
    assert_int_equal(dots_glyph(GLYPHS_BRAILLE, 0xFF), 0x28FF);
    assert_int_equal(dots_glyph(GLYPHS_BRAILLE, 0x01), 0x2801); /* upper left */
    assert_int_equal(dots_glyph(GLYPHS_BRAILLE, 0x02), 0x2808); /* upper right */
    assert_int_equal(dots_glyph(GLYPHS_BRAILLE, 0x80), 0x2880); /* lower right */
    assert_int_equal(dots_glyph(GLYPHS_HALF, 0x1), 0x2598);
    assert_int_equal(dots_glyph(GLYPHS_HALF, 0x3), 0x2580);
    assert_int_equal(dots_glyph(GLYPHS_HALF, 0x8), 0x2597);
    assert_int_equal(dots_glyph(GLYPHS_HALF, 0xF), 0x2588);
    assert_int_equal(dots_glyph(GLYPHS_FULL, 1), 0xB7);
    assert_int_equal(dots_glyph(GLYPHS_ASCII, 1), '.');
}

static void no_room_is_no_path(void **state)
{
    (void)state;
    struct walk_point point = {.at = {0, 0}};
    struct path path = {0};
    struct path_source source = source_of(GLYPHS_HALF, &point, 1);
    source.camera.plot.columns = 0;
    assert_true(path_update(&path, &source));
    source.camera.plot.columns = 5;
    source.camera.plot.rows = -3;
    assert_true(path_update(&path, &source));
    path_release(&path);
}

/* Would catch: steps that are not told apart, and a path that is nothing but marks. */
static void long_steps_are_marked(void **state)
{
    (void)state;
    const struct walk_point points[] = {
        {.at = {-0.95, 0.05}}, {.at = {-0.45, 0.05}}, {.at = {-0.45, 0.55}}, {.at = {-0.35, 0.55}},
        {.at = {-0.25, 0.45}}, {.at = {9, 0.45}},     {.at = {0.55, 0.45}}};
    const struct {
        int column, row;
        bool marked;
    } cells[] = {{0, 9, false}, {5, 9, true},  {5, 4, true},
                 {6, 4, false}, {7, 5, false}, {15, 5, true}};
    struct path_source source = {.camera = {{0, 0, 20, 20}, {{-1, 1}, {-1, 1}}},
                                 .glyphs = GLYPHS_BRAILLE,
                                 .points = points,
                                 .count = ARRAY_LENGTH(points)};
    struct path path = {0};
    for (int dotted = 0; dotted < 2; dotted++) {
        source.dotted = dotted;
        assert_true(path_update(&path, &source));
        assert_true(path.stepped == !dotted);
        for (size_t i = 0; i < ARRAY_LENGTH(cells); i++)
            assert_int_equal((path_bits(&path, cells[i].column, cells[i].row) & PATH_STEP) != 0,
                             cells[i].marked && !dotted);
    }
    path_release(&path);
}

/* Would catch: marks of a bouncing walk that run together. */
static void marks_do_not_touch(void **state)
{
    (void)state;
    struct walk_point points[41] = {0};
    for (size_t i = 0; i < ARRAY_LENGTH(points); i++) {
        points[i].at[0] = -0.95 + 0.04 * (double)i;
        points[i].at[1] = i % 2 ? 0.75 : -0.75;
    }
    const struct path_source source = {.camera = {{0, 0, 20, 20}, {{-1, 1}, {-1, 1}}},
                                       .glyphs = GLYPHS_BRAILLE,
                                       .points = points,
                                       .count = ARRAY_LENGTH(points)};
    struct path path = {0};
    int marks = 0;
    assert_true(path_update(&path, &source));
    for (int row = 0; row < 20; row++)
        for (int column = 0; column < 19; column++) {
            bool here = path_bits(&path, column, row) & PATH_STEP;
            marks += here;
            assert_false(here && path_bits(&path, column + 1, row) & PATH_STEP);
        }
    assert_in_range(marks, 12, 20);
    path_release(&path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clipping_is_what_brute_force_finds),
        cmocka_unit_test(clipping_is_exact_whatever_the_size),
        cmocka_unit_test(pieces_give_the_same_dots_as_the_whole),
        cmocka_unit_test(nothing_of_an_old_path_stays),
        cmocka_unit_test(lines_have_no_gaps),
        cmocka_unit_test(a_dotted_line_is_thin),
        cmocka_unit_test(long_steps_are_marked),
        cmocka_unit_test(marks_do_not_touch),
        cmocka_unit_test(glyphs_show_the_dots),
        cmocka_unit_test(no_room_is_no_path),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
