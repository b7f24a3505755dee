/* Would catch: a click beside where the knob is drawn, a knob off its track, a press that moves
 * nothing. */
#include "view/slider.h"

#include <math.h>

#include "base/array.h"
#include "base/knob.h"
#include "support/test.h"

enum { COLUMNS = 40, KNOB_FULL = 0x2588, KNOB_LEFT = 0x2590, KNOB_RIGHT = 0x258C };

static struct frame frame;
static struct look look = {GLYPHS_BRAILLE, DEPTH_TRUE, false};

static void draw(int columns, double fraction)
{
    assert_true(frame_resize(&frame, COLUMNS, 3));
    struct pen pen = {&frame, &look, {1, 1, COLUMNS - 2, 1}};
    slider_draw(&pen, 0, 0, columns, fraction, NULL);
}

/* Where the knob's middle is drawn, in cells of the track; fails unless there is one knob. */
static double drawn_knob(int columns)
{
    double found = -1;
    int knobs = 0;
    for (int i = 0; i < COLUMNS; i++) {
        uint32_t codepoint = frame_at(&frame, i, 1)->codepoint;
        bool whole = codepoint == KNOB_FULL || codepoint == 'O';
        if (!whole && codepoint != KNOB_LEFT)
            continue;
        knobs++;
        found = i - 1 + (whole ? 0 : 0.5);
        if (!whole)
            assert_int_equal(frame_at(&frame, i + 1, 1)->codepoint, KNOB_RIGHT);
    }
    assert_int_equal(knobs, 1);
    assert_true(found >= 0 && found <= columns - 1);
    return found;
}

static void test_round_trip(void **state)
{
    (void)state;
    static const enum glyphs glyphs[] = {GLYPHS_ASCII, GLYPHS_FULL, GLYPHS_HALF, GLYPHS_BRAILLE};
    for (size_t g = 0; g < ARRAY_LENGTH(glyphs); g++)
        for (int columns = 2; columns <= COLUMNS - 2; columns++)
            for (int i = 0; i <= 100; i++) {
                double fraction = i / 100.0, cell = 1.0 / (columns - 1);
                look.glyphs = glyphs[g];
                draw(columns, fraction);
                double knob = drawn_knob(columns);
                bool halves = look.glyphs >= GLYPHS_HALF;
                assert_close(knob * cell, fraction, (halves ? 0.2501 : 0.5001) * cell, 0);
                assert_close(slider_fraction(columns, (int)knob), fraction, 0.7501 * cell, 0);
                int at = slider_cell(columns, fraction);
                assert_close(slider_fraction(columns, at), fraction, 0.5001 * cell, 0);
            }
    look.glyphs = GLYPHS_BRAILLE;
}

/* Filled to its left, empty to its right, nothing beyond its track. */
static void test_track(void **state)
{
    (void)state;
    draw(20, 0.5);
    for (int i = 0; i < 9; i++)
        assert_int_equal(frame_at(&frame, 1 + i, 1)->codepoint, 0x2501);
    for (int i = 11; i < 20; i++)
        assert_int_equal(frame_at(&frame, 1 + i, 1)->codepoint, 0x2500);
    assert_int_equal(frame_at(&frame, 0, 1)->codepoint, ' ');
    assert_int_equal(frame_at(&frame, 21, 1)->codepoint, ' ');
}

/* Beyond a limit the track has another line and another colour; its label keeps clear of the knob.
 */
static void test_limit(void **state)
{
    (void)state;
    static const struct {
        enum glyphs glyphs;
        uint32_t limit, beyond;
    } signs[] = {
        {GLYPHS_ASCII, '|', '~'}, {GLYPHS_FULL, 0x2502, 0x2550}, {GLYPHS_HALF, 0x2502, 0x2550}};
    const struct slider_limit unnamed = {0.5, NULL, false};
    struct pen pen = {&frame, &look, {1, 1, COLUMNS - 2, 1}};
    for (size_t i = 0; i < ARRAY_LENGTH(signs); i++) {
        look.glyphs = signs[i].glyphs;
        draw(21, 0);
        slider_draw(&pen, 0, 0, 21, 0, &unnamed);
        assert_int_equal(frame_at(&frame, 1 + 10, 1)->codepoint, signs[i].limit);
        for (int column = 11; column < 21; column++) {
            assert_int_equal(frame_at(&frame, 1 + column, 1)->codepoint, signs[i].beyond);
            assert_int_equal(frame_at(&frame, 1 + column, 1)->fore, pen_style(&look, INK_BAD).fore);
        }
        assert_int_not_equal(frame_at(&frame, 1 + 9, 1)->fore, pen_style(&look, INK_BAD).fore);
    }
    look.glyphs = GLYPHS_BRAILLE;
}

static int column_of(uint32_t codepoint)
{
    for (int i = 0; i < COLUMNS; i++)
        if (frame_at(&frame, i, 1)->codepoint == codepoint)
            return i - 1;
    return -1;
}

static bool is_bad(int column)
{
    return frame_at(&frame, 1 + column, 1)->fore == pen_style(&look, INK_BAD).fore;
}

/* Would catch: a mark or its label on the wrong side of the knob, or hidden by it; a label that
 * touches the knob; a knob beyond the limit that is not red; a red cell before the limit, or none
 * beyond it. */
static void test_sides_of_the_limit(void **state)
{
    (void)state;
    struct pen pen = {&frame, &look, {1, 1, COLUMNS - 2, 1}};
    for (int columns = 5; columns <= 38; columns++)
        for (int at = 0; at <= 20; at++)
            for (int i = 0; i <= 100; i++) {
                double fraction = i / 100.0, limit = at / 20.0;
                const struct slider_limit named = {limit, "2/λ", fraction > limit};
                draw(columns, 0);
                slider_draw(&pen, 0, 0, columns, fraction, &named);
                double knob = drawn_knob(columns);
                int mark = column_of(0x2502), label = column_of('2');
                bool over = fraction > limit;
                if (mark < 0) { /* the knob stands at the end behind which it lies */
                    assert_true(over ? knob < 1 : knob > columns - 2);
                    assert_int_equal(label, -1);
                    continue;
                }
                assert_true(over ? mark < knob : mark > knob);
                assert_true(fabs(mark - limit * (columns - 1)) <=
                            2.01); /* the knob may cover two */
                assert_true(label < 0 || (label < knob) == over);
                assert_true(label < 0 || label + 3 < floor(knob) || label > ceil(knob) + 1);
                assert_int_equal(is_bad((int)knob), over);
                for (int cell = 0; cell < columns; cell++)
                    if (cell >= mark && !(cell >= floor(knob) && cell <= ceil(knob)))
                        assert_true(is_bad(cell));
                for (int cell = 0; cell < mark && (label < 0 || cell < label); cell++)
                    assert_false(is_bad(cell));
            }
}

static void test_odd_values(void **state)
{
    (void)state;
    draw(20, (double)NAN);
    assert_close(drawn_knob(20), 0, 0, 0);
    draw(20, 7);
    assert_close(drawn_knob(20), 19, 0, 0);
    draw(1, 0.5);
    assert_close(drawn_knob(1), 0, 0, 0);
    draw(0, 0.5);
    assert_close(slider_fraction(1, 0), 0, 0, 0);
}

/* A logarithmic knob over four decades: every press of its key moves the knob by about as much. */
static void test_logarithmic(void **state)
{
    (void)state;
    const struct knob knob = {
        .scale = KNOB_LOGARITHMIC, .low = 0, .high = 10, .shown_low = 1e-4, .shown_high = 1};
    double value = 1e-4, before = 0;
    for (int press = 0; press < 40; press++) {
        value = knob_turn(&knob, value, +1);
        draw(38, knob_fraction(&knob, value));
        double now = drawn_knob(38);
        assert_true(now > before && now - before <= 1.5);
        before = now;
    }
    assert_close(before, 37, 0, 0);
}

static int tear_down(void **state)
{
    (void)state;
    frame_release(&frame);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trip), cmocka_unit_test(test_track),
        cmocka_unit_test(test_limit),      cmocka_unit_test(test_sides_of_the_limit),
        cmocka_unit_test(test_odd_values), cmocka_unit_test(test_logarithmic),
    };
    return cmocka_run_group_tests(tests, NULL, tear_down);
}
