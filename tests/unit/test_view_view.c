/*
 * Would catch: a write outside the frame or over the map at some size, a picture that depends on
 * what was drawn before, a pick that disagrees with the map, a step that changes half the screen.
 */
#include "view/view.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "support/back.h"
#include "support/stage.h"
#include "support/test.h"
#include "view/layout.h"
#include "view/map.h"
#include "view/panel.h"

enum { SPARE = 997 }; /* cells behind the frame that must stay as they are */

static struct stage stage;

static int set_up(void **state)
{
    (void)state;
    stage_open(&stage, "himmelblau", NULL);
    stage_walk(&stage, 20);
    stage.model.message = "A message that is longer than small screens are wide";
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    stage_close(&stage);
    return 0;
}

/* Draws with a frame that owns more cells than it shows; none of those may change. */
static void draw_guarded(int columns, int rows)
{
    assert_true(frame_resize(&stage.frame, 230 * 80 + SPARE, 1));
    memset(stage.frame.cells, 0x5A, sizeof(struct cell) * (230 * 80 + SPARE));
    assert_true(frame_resize(&stage.frame, columns, rows));
    assert_true(view_draw(stage.view, &stage.model, &stage.frame));
    const unsigned char *behind = (const unsigned char *)(stage.frame.cells + columns * rows);
    for (size_t i = 0; i < SPARE * sizeof(struct cell); i++)
        assert_int_equal(behind[i], 0x5A);
}

/* No control character, no wide character cut in half, no colour of its own on a background that is
 * not. */
static void check_cells(int columns, int rows)
{
    for (int row = 0; row < rows; row++)
        for (int column = 0; column < columns; column++) {
            const struct cell *cell = frame_at(&stage.frame, column, row);
            assert_true(cell->codepoint == 0 || cell->codepoint >= ' ');
            assert_true(cell->codepoint != 0 || column > 0);
            if (COLOR_TAG(cell->fore) == 255 && cell->codepoint != ' ')
                assert_true(COLOR_TAG(cell->back) == 255);
        }
}

static void test_every_size(void **state)
{
    (void)state;
    for (int columns = 0; columns <= 220; columns += columns < 30 ? 1 : 9)
        for (int rows = 0; rows <= 70; rows += rows < 12 ? 1 : 5) {
            draw_guarded(columns, rows);
            check_cells(columns, rows);
        }
}

/* From the smallest screen on there is at least a word. */
static void test_a_word(void **state)
{
    (void)state;
    for (int columns = 1; columns < 30; columns++)
        for (int rows = 1; rows < 12; rows++) {
            stage_draw(&stage, columns, rows);
            int words = 0;
            for (int i = 0; i < columns * rows; i++)
                words += stage.frame.cells[i].codepoint > ' ';
            assert_true(words > 0);
        }
}

static void assert_fresh_view_agrees(int columns, int rows)
{
    struct view *fresh = view_new();
    struct frame frame = {0};
    assert_non_null(fresh);
    stage_draw(&stage, columns, rows);
    assert_true(frame_resize(&frame, columns, rows));
    assert_true(view_draw(fresh, &stage.model, &frame));
    for (int i = 0; i < columns * rows; i++) {
        struct cell a = frame.cells[i], b = stage.frame.cells[i];
        if (a.codepoint != b.codepoint || a.fore != b.fore || a.back != b.back ||
            a.attributes != b.attributes)
            fail_msg("cell %d,%d of %d x %d: %x and %x", i % columns, i / columns, columns, rows,
                     (unsigned)a.codepoint, (unsigned)b.codepoint);
    }
    frame_release(&frame);
    view_free(fresh);
}

/* The frame is a function of the model: whatever the view has drawn before. */
static void test_same_model_same_frame(void **state)
{
    (void)state;
    static const int sizes[][2] = {{80, 24}, {120, 36}, {200, 60}, {60, 16}, {40, 12}, {80, 24}};
    for (size_t i = 0; i < 24; i++) {
        stage_walk(&stage, (int)i % 5);
        if (i % 4 == 3)
            back_race(&stage.race);
        if (i == 12)
            race_restart(&stage.race);
        stage.model.running = i % 2;
        stage.model.look.light = i % 3 == 0;
        stage.model.look.glyphs = i % 7 == 6 ? GLYPHS_HALF : GLYPHS_BRAILLE;
        assert_fresh_view_agrees(sizes[i % 6][0], sizes[i % 6][1]);
    }
}

/* Each cell of the plot picks a point of the map; picks and rectangles agree everywhere. */
static void test_pick_map(void **state)
{
    (void)state;
    for (int columns = 10; columns <= 220; columns += 30)
        for (int rows = 3; rows <= 70; rows += 9) {
            struct layout layout = layout_of(&stage.model, columns, rows);
            struct rectangle area = layout.part[PART_MAP];
            for (int row = -1; row <= rows; row++)
                for (int column = -1; column <= columns; column++) {
                    double at[SURFACE_AXES];
                    bool on_map = rectangle_has(area, column, row) &&
                                  map_pick(&stage.model, area, column, row, at);
                    struct pick pick = view_pick(&stage.model, columns, rows, column, row);
                    assert_int_equal(pick.kind == PICK_MAP, on_map);
                    if (on_map)
                        assert_memory_equal(pick.at, at, sizeof at);
                }
        }
}

/* What a step changes is a few dozen cells, on average. */
static void test_few_changes(void **state)
{
    (void)state;
    enum { COLUMNS = 200, ROWS = 60, STEPS = 100 };
    static struct cell before[COLUMNS * ROWS];
    int changed = 0;
    stage.model.running = true;
    stage_draw(&stage, COLUMNS, ROWS);
    for (int step = 0; step < STEPS; step++) {
        memcpy(before, stage.frame.cells, sizeof before);
        stage_walk(&stage, 1);
        stage_draw(&stage, COLUMNS, ROWS);
        for (int i = 0; i < COLUMNS * ROWS; i++)
            changed += memcmp(&before[i], &stage.frame.cells[i], sizeof before[i]) != 0;
    }
    assert_true(changed < STEPS * 60);
}

static void test_prompt(void **state)
{
    (void)state;
    stage.model.prompt = "lr 0.003";
    for (stage.model.prompt_cursor = 0; stage.model.prompt_cursor <= 8;
         stage.model.prompt_cursor++) {
        stage_draw(&stage, 80, 24);
        assert_true(stage_find(&stage, ":lr 0.003") == 22);
        assert_int_equal(stage.frame.cursor_row, 22);
        assert_int_equal(stage.frame.cursor_column, 1 + stage.model.prompt_cursor);
    }
    stage.model.prompt = "a command that is much longer than the screen is wide, 0123456789";
    stage.model.prompt_cursor = (int)strlen(stage.model.prompt);
    stage_draw(&stage, 30, 12);
    assert_true(stage_find(&stage, "0123456789") >= 0);
    assert_true(stage.frame.cursor_column < 30);
    stage.model.prompt = NULL;
    stage_draw(&stage, 80, 24);
    assert_int_equal(stage.frame.cursor_column, -1);
    assert_true(stage_find(&stage, "A message that is longer") == 22);
}

/* The keys that have room stand whole; none is cut. */
static void test_keys(void **state)
{
    (void)state;
    stage.model.message = NULL;
    for (int columns = 20; columns < 160; columns++) {
        stage_draw(&stage, columns, 24);
        const char *row = stage_row(&stage, 23);
        assert_non_null(strstr(row, "space run"));
        for (size_t i = 0; i < stage.model.hint_count; i++) {
            char whole[64], key[32];
            snprintf(whole, sizeof whole, "%s %s", stage.model.hints[i].key,
                     stage.model.hints[i].word);
            snprintf(key, sizeof key, " %s ", stage.model.hints[i].key);
            if (strstr(row, key) != NULL)
                assert_non_null(strstr(row, whole));
        }
    }
}

/* Would catch: a start that moves by other than a cell at some size of the screen. */
static void test_cell_size(void **state)
{
    (void)state;
    static const int sizes[][2] = {{20, 6}, {40, 30}, {80, 24}, {200, 60}};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        int columns = sizes[i][0], rows = sizes[i][1], across = 0, column = 0, row = 0;
        double size[SURFACE_AXES];
        assert_true(view_cell_size(&stage.model, columns, rows, size));
        while (view_pick(&stage.model, columns, rows, column, row).kind != PICK_MAP) {
            column = (column + 1) % columns;
            row += column == 0;
        }
        while (view_pick(&stage.model, columns, rows, column + across, row).kind == PICK_MAP)
            across++;
        double span = stage.model.window[0].high - stage.model.window[0].low;
        assert_true(fabs(size[0] * across - span) < 1e-9 * span);
        assert_true(size[1] > 0);
    }
    assert_false(view_cell_size(&stage.model, 10, 3, (double[SURFACE_AXES]){0}));
}

/* Would catch: the end of a message that has no room in its row. */
static void test_long_message(void **state)
{
    (void)state;
    stage_draw(&stage, 40, 12);
    int row = stage_find(&stage, "A message that is longer than small");
    assert_int_equal(row, 10);
    assert_int_equal(stage_find(&stage, "screens are wide"), row + 1);
    stage.model.message = "short";
    stage_draw(&stage, 40, 12);
    assert_int_equal(stage_find(&stage, "short"), row);
    assert_int_equal(stage_find(&stage, "space run"), row + 1);
}

/* Would catch: a key on a picture, where nobody can press it; one that the keymap does not name. */
static void test_named_keys(void **state)
{
    (void)state;
    struct key_names other = *stage.model.keys;
    for (int key = SHOWN_RATE; key < SHOWN_KEYS; key++)
        snprintf(other.of[key], sizeof other.of[key], "F%d", key);
    stage.model.keys = &other;
    stage.model.hint_count = 0;
    stage_draw(&stage, 120, 36);
    assert_true(stage_find(&stage, "F1") >= 0 && stage_find(&stage, "F6 help") >= 0);
    assert_true(stage_find(&stage, "l L") < 0 && stage_find(&stage, "? help") < 0);
    stage.model.keys = NULL;
    stage_draw(&stage, 120, 36);
    assert_true(stage_find(&stage, "F1") < 0 && stage_find(&stage, "help") < 0);
}

/* Would catch: an ellipsis within a number, which makes another number of it. */
static void check_numbers(const char *scene, int steps)
{
    stage_open(&stage, scene, NULL);
    stage_walk(&stage, steps);
    for (int columns = 1; columns <= 124; columns += 3)
        for (int rows = 1; rows <= 40; rows += 3) {
            stage_draw(&stage, columns, rows);
            for (int row = 0; row < rows; row++) {
                const char *text = stage_row(&stage, row), *cut = strstr(text, "…");
                if (cut > text && strchr("0123456789", cut[-1]) != NULL)
                    fail_msg("%s, step %d, %dx%d: %s", scene, steps, columns, rows, text);
            }
        }
    stage_close(&stage);
}

static void test_numbers(void **state)
{
    (void)state;
    static const char *const scenes[] = {"himmelblau", "race", "line-fit", "beale", "03-limit"};
    for (size_t i = 0; i < sizeof scenes / sizeof scenes[0]; i++)
        for (int steps = 0; steps < 200; steps = 9 * steps + 4)
            check_numbers(scenes[i], steps);
}

/* A parameter's name wider than the labels of its axis has room made for it, or shows how it
 * begins. */
static void test_wide_name(void **state)
{
    (void)state;
    static const struct {
        int columns, rows;
        const char *name;
    } screens[] = {{120, 36, "intercept "}, {80, 24, "inter… "}, {40, 12, "inte… "}};
    stage_open_text(&stage, "parameters: [slope, intercept]\nslope: [-3, 3]\nintercept: [-1, 4]\n"
                            "loss: (slope - 1)^2 + 3*(intercept - 2)^2\n");
    for (size_t i = 0; i < sizeof screens / sizeof screens[0]; i++) {
        int row = 0;
        stage_draw(&stage, screens[i].columns, screens[i].rows);
        while (row < 5 && strstr(stage_row(&stage, row), screens[i].name) != stage_row(&stage, row))
            row++;
        assert_true(row < 5);
    }
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_every_size, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_word, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_same_model_same_frame, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_pick_map, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_cell_size, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_few_changes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_prompt, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_keys, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_long_message, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_named_keys, set_up, tear_down),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_wide_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
