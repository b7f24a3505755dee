/* The landscape's geometry: where places stand, what hides what, and how it is painted. */
#include "support/test.h"

#include <math.h>
#include <string.h>

#include "base/array.h"
#include "export/terrain.h"

enum { NODES = 41, WIDE = 200, HIGH = 120 };

static const double size[3] = {1, 1, 0.5};
static const struct box frame = {10, 20, WIDE, HIGH};
static double heights[NODES * NODES];
static color colors[NODES * NODES], picture[WIDE * HIGH];

static struct terrain terrain_of(double (*height)(double x, double y))
{
    for (int row = 0; row < NODES; row++)
        for (int column = 0; column < NODES; column++)
            heights[row * NODES + column] = height(column / (NODES - 1.), row / (NODES - 1.));
    return (struct terrain){NODES, NODES, heights};
}

static double flat(double x, double y)
{
    return 0.2 + 0 * (x + y);
}

/* A wall across the middle, along x. */
static double wall(double x, double y)
{
    return fabs(y - 0.5) < 0.06 ? 1 : 0.1 + 0 * x;
}

static double holed(double x, double y)
{
    return hypot(x - 0.5, y - 0.5) < 0.25 ? (double)NAN : 0.1;
}

static double hill(double x, double y)
{
    return exp(-20 * ((x - 0.5) * (x - 0.5) + (y - 0.5) * (y - 0.5)));
}

static struct perspective seen_from(double turn, double tilt)
{
    struct perspective perspective;
    perspective_fit(&perspective, size, turn, tilt, frame);
    return perspective;
}

/* Would catch: a corner cut off, a box that does not fill its frame, at any angle. */
static void the_box_fits_its_frame(void **state)
{
    (void)state;
    for (double turn = -180; turn <= 180; turn += 15)
        for (double tilt = 0; tilt <= 90; tilt += 10) {
            struct perspective perspective = seen_from(turn, tilt);
            double left = HUGE_VAL, right = -HUGE_VAL, top = HUGE_VAL, bottom = -HUGE_VAL;
            for (int corner = 0; corner < 8; corner++) {
                const double at[3] = {corner & 1, corner >> 1 & 1, corner >> 2};
                struct spot spot = perspective_spot(&perspective, at);
                left = fmin(left, spot.x);
                right = fmax(right, spot.x);
                top = fmin(top, spot.y);
                bottom = fmax(bottom, spot.y);
            }
            assert_true(left > 10 - 1e-9 && right < 10 + WIDE + 1e-9);
            assert_true(top > 20 - 1e-9 && bottom < 20 + HIGH + 1e-9);
            assert_true(fabs(right - left - WIDE) < 1e-6 || fabs(bottom - top - HIGH) < 1e-6);
        }
}

/* From -90 degrees one stands where y is low: x goes right, y away, and up is up. */
static void directions_are_right(void **state)
{
    (void)state;
    struct perspective perspective = seen_from(-90, 30);
    const double middle[3] = {0.5, 0.5, 0.5}, right[3] = {0.7, 0.5, 0.5}, far[3] = {0.5, 0.7, 0.5},
                 up[3] = {0.5, 0.5, 0.7};
    struct spot m = perspective_spot(&perspective, middle);
    assert_true(perspective_spot(&perspective, right).x > m.x + 5);
    assert_true(perspective_spot(&perspective, far).y < m.y - 1);
    assert_true(perspective_spot(&perspective, up).y < m.y - 1);
    /* what is far is small */
    const double near_left[3] = {0, 0, 0}, near_right[3] = {1, 0, 0};
    const double far_left[3] = {0, 1, 0}, far_right[3] = {1, 1, 0};
    assert_true(
        perspective_spot(&perspective, far_right).x - perspective_spot(&perspective, far_left).x <
        perspective_spot(&perspective, near_right).x - perspective_spot(&perspective, near_left).x);
}

static void heights_lie_between_nodes(void **state)
{
    (void)state;
    const double four[4] = {0, 1, 0.5, 0.25};
    const struct terrain terrain = {2, 2, four};
    assert_same(terrain_height(&terrain, 0, 0), 0);
    assert_same(terrain_height(&terrain, 1, 0), 1);
    assert_same(terrain_height(&terrain, 1, 1), 0.25);
    assert_close(terrain_height(&terrain, 0.5, 0.5), 0.4375, 1e-12, 0);
    assert_true(isnan(terrain_height(&terrain, 1.01, 0.5)));
    assert_true(isnan(terrain_height(&terrain, 0.5, -0.01)));
    assert_true(isnan(terrain_height(&terrain, (double)NAN, 0.5)));
}

/* What lies behind the wall is hidden, what lies before it is not; from the other side the other
 * way round; from straight above nothing is. */
static void ground_hides_what_lies_behind(void **state)
{
    (void)state;
    struct terrain terrain = terrain_of(wall);
    const struct perspective before = seen_from(-90, 20), beyond = seen_from(90, 20);
    const struct perspective above = seen_from(-90, 90);
    for (double x = 0.1; x < 1; x += 0.2) {
        const double near[3] = {x, 0.2, 0.1}, far[3] = {x, 0.62, 0.1}, top[3] = {x, 0.5, 1};
        assert_false(terrain_hides(&terrain, &before, near));
        assert_true(terrain_hides(&terrain, &before, far));
        assert_false(terrain_hides(&terrain, &before, top));
        assert_false(terrain_hides(&terrain, &beyond, far));
        assert_false(terrain_hides(&terrain, &above, near));
        assert_false(terrain_hides(&terrain, &above, far));
    }
}

/* Would catch: ground that hides itself, so that every contour on it is torn. */
static void ground_does_not_hide_itself(void **state)
{
    (void)state;
    struct terrain terrain = terrain_of(flat);
    for (double turn = -170; turn < 180; turn += 35)
        for (double tilt = 5; tilt <= 90; tilt += 17) {
            const struct perspective perspective = seen_from(turn, tilt);
            for (double x = 0; x <= 1; x += 0.0625)
                for (double y = 0; y <= 1; y += 0.0625) {
                    const double at[3] = {x, y, 0.2};
                    assert_false(terrain_hides(&terrain, &perspective, at));
                }
        }
}

static void paint(const struct terrain *terrain, const struct perspective *perspective,
                  size_t sides)
{
    static const color side[2] = {0x0000FF, 0x0000FF};
    const struct terrain_look look = {colors, side, sides, {1, 1}, 0xFFFFFF};
    assert_true(terrain_paint(terrain, perspective, &look, frame, WIDE, HIGH, picture));
}

static color pixel_at(const struct perspective *perspective, double x, double y, double z)
{
    const double at[3] = {x, y, z};
    struct spot spot = perspective_spot(perspective, at);
    return picture[(int)(spot.y - frame.y) * WIDE + (int)(spot.x - frame.x)];
}

/* Each half of the ground in a colour of its own: every pixel shows what the line of sight meets
 * first. Would catch: a wrong painter's order, from any side. */
static void what_is_near_is_painted_over_what_is_far(void **state)
{
    (void)state;
    struct terrain terrain = terrain_of(wall);
    for (int i = 0; i < NODES * NODES; i++) {
        int row = i / NODES, middle = NODES / 2;
        colors[i] = heights[i] == 1 ? 0x00FF00 : row < middle ? 0xFF0000 : 0x0000FF;
    }
    for (double turn = -180; turn < 180; turn += 20) {
        if (fabs(fmod(turn + 180, 180) - 90) > 60)
            continue; /* along the wall */
        const struct perspective perspective = seen_from(turn, 15);
        bool from_low = turn < 0;
        paint(&terrain, &perspective, 0);
        double near = from_low ? 0.2 : 0.8, far = from_low ? 0.64 : 0.36;
        assert_int_equal(pixel_at(&perspective, 0.5, near, 0.1), from_low ? 0xFF0000 : 0x0000FF);
        assert_int_equal(pixel_at(&perspective, 0.5, far, 0.1) & (from_low ? 0x0000FF : 0xFF0000),
                         0);
    }
}

/* No gap between neighbouring cells, at any angle: inside its outline ground is everywhere. */
static void ground_has_no_cracks(void **state)
{
    (void)state;
    struct terrain terrain = terrain_of(hill);
    for (int i = 0; i < NODES * NODES; i++)
        colors[i] = 0x808080;
    for (double turn = -175; turn < 180; turn += 32)
        for (double tilt = 5; tilt <= 90; tilt += 28) {
            const struct perspective perspective = seen_from(turn, tilt);
            paint(&terrain, &perspective, 2);
            for (int column = 0; column < WIDE; column++) {
                int first = -1, last = -1;
                for (int row = 0; row < HIGH; row++)
                    if (picture[row * WIDE + column] != COLOR_DEFAULT) {
                        first = first < 0 ? row : first;
                        last = row;
                    }
                for (int row = first + 1; first >= 0 && row < last; row++)
                    if (picture[row * WIDE + column] >> 16 == 0xFF ||
                        picture[row * WIDE + column] == COLOR_DEFAULT)
                        fail_msg("turn %g tilt %g: a crack at %d, %d", turn, tilt, column, row);
            }
        }
}

static void a_hole_shows_what_is_behind(void **state)
{
    (void)state;
    struct terrain terrain = terrain_of(holed);
    for (int i = 0; i < NODES * NODES; i++)
        colors[i] = isnan(heights[i]) ? 0xABCDEF : 0x808080;
    const struct perspective perspective = seen_from(-60, 50);
    paint(&terrain, &perspective, 0);
    assert_int_equal(pixel_at(&perspective, 0.5, 0.5, 0.1), COLOR_DEFAULT);
    assert_int_equal(pixel_at(&perspective, 0.15, 0.5, 0.1), 0x808080);
    for (int i = 0; i < WIDE * HIGH; i++)
        assert_true(picture[i] != 0xABCDEF);
}

/* The walls stand below the two edges that face the eye, and nowhere else. */
static void walls_face_the_eye(void **state)
{
    (void)state;
    struct terrain terrain = terrain_of(flat);
    for (int i = 0; i < NODES * NODES; i++)
        colors[i] = 0x808080;
    const struct perspective perspective = seen_from(-60, 30);
    paint(&terrain, &perspective, 2);
    assert_int_equal(pixel_at(&perspective, 0.5, 0, 0.1), 0x0000FF);
    assert_int_equal(pixel_at(&perspective, 1, 0.5, 0.1), 0x0000FF);
    assert_int_equal(pixel_at(&perspective, 0.5, 0.5, 0.2), 0x808080);
    paint(&terrain, &perspective, 0);
    for (int i = 0; i < WIDE * HIGH; i++)
        assert_true(picture[i] != 0x0000FF);
}

/* The same picture painted twice is the same. */
static void a_picture_is_repeated_exactly(void **state)
{
    (void)state;
    static color before[WIDE * HIGH];
    struct terrain terrain = terrain_of(hill);
    for (int i = 0; i < NODES * NODES; i++)
        colors[i] = (color)i * 2654435 & 0xFFFFFF;
    const struct perspective perspective = seen_from(33, 27);
    paint(&terrain, &perspective, 2);
    memcpy(before, picture, sizeof before);
    paint(&terrain, &perspective, 2);
    assert_memory_equal(before, picture, sizeof before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_box_fits_its_frame),
        cmocka_unit_test(directions_are_right),
        cmocka_unit_test(heights_lie_between_nodes),
        cmocka_unit_test(ground_hides_what_lies_behind),
        cmocka_unit_test(ground_does_not_hide_itself),
        cmocka_unit_test(what_is_near_is_painted_over_what_is_far),
        cmocka_unit_test(ground_has_no_cracks),
        cmocka_unit_test(a_hole_shows_what_is_behind),
        cmocka_unit_test(walls_face_the_eye),
        cmocka_unit_test(a_picture_is_repeated_exactly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
