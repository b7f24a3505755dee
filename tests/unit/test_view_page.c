/* Would catch: a chosen line out of sight, a click that opens the line beside, a preview that is
 * missing. */
#include "view/page.h"

#include <stdio.h>
#include <string.h>

#include "support/stage.h"
#include "support/test.h"

enum { LINES = 37 };

static struct stage stage;
static struct page_line lines[LINES];
static char names[LINES][16];
static struct page page;

static int set_up(void **state)
{
    (void)state;
    stage_open(&stage, "himmelblau", NULL);
    for (int i = 0; i < LINES; i++) {
        snprintf(names[i], sizeof names[i], "line-%02d", i);
        lines[i] = (struct page_line){.left = names[i], .right = "what it does"};
    }
    lines[10] = (struct page_line){.left = "A heading", .heading = true};
    page = (struct page){.title = "A page",
                         .footer = "enter opens  q leaves",
                         .count = LINES,
                         .lines = lines,
                         .chosen = 0};
    stage.model.page = &page;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    stage_close(&stage);
    return 0;
}

/* Whichever line is chosen, it is on the screen, and a click on its row picks it. */
static void test_chosen_is_seen(void **state)
{
    (void)state;
    for (int rows = 1; rows < 50; rows++)
        for (page.chosen = 0; page.chosen < LINES; page.chosen++) {
            stage_draw(&stage, 60, rows);
            int row = stage_find(&stage, lines[page.chosen].left);
            if (row < 0)
                print_error("line %d at %d rows\n", page.chosen, rows);
            assert_true(row >= 0);
            struct pick pick = view_pick(&stage.model, 60, rows, 5, row);
            if (page.chosen == 10) {
                assert_int_equal(pick.kind, PICK_NOTHING); /* a heading leads nowhere */
                continue;
            }
            assert_int_equal(pick.kind, PICK_PAGE_LINE);
            assert_int_equal(pick.index, page.chosen);
        }
}

/* Scrolled through without a choice, every line comes into sight, and never less than a full list.
 */
static void test_scrolling(void **state)
{
    (void)state;
    page.chosen = -1;
    bool seen[LINES] = {false};
    for (page.first = 0; page.first < LINES + 5; page.first++) {
        stage_draw(&stage, 60, 12);
        int shown = 0;
        for (int i = 0; i < LINES; i++) {
            bool here = stage_find(&stage, lines[i].left) >= 0;
            seen[i] = seen[i] || here;
            shown += here;
        }
        assert_int_equal(shown, 10);
    }
    for (int i = 0; i < LINES; i++)
        assert_true(seen[i]);
}

static void test_preview(void **state)
{
    (void)state;
    page.preview = stage.scene;
    stage_draw(&stage, 80, 24);
    assert_true(stage_find(&stage, "Himmelblau's four valleys") >= 0);
    assert_true(stage_find(&stage, "f(x, y) = ") >= 0);
    int coloured = 0;
    for (int i = 0; i < 80 * 24; i++)
        coloured += COLOR_TAG(stage.frame.cells[i].back) != 255;
    assert_true(coloured > 300);
    stage_draw(&stage, 50, 24);
    assert_true(stage_find(&stage, "f(x, y) = ") < 0);
    page.preview = NULL;
}

static void test_every_size(void **state)
{
    (void)state;
    page.preview = stage.scene;
    for (int columns = 0; columns <= 220; columns += 3)
        for (int rows = 0; rows <= 70; rows += 3) {
            stage_draw(&stage, columns, rows);
            assert_true(columns < 9 || rows < 6 || stage_find(&stage, "A page") == 0);
            for (int i = 0; i < columns * rows; i += 7)
                view_pick(&stage.model, columns, rows, i % columns, i / columns);
        }
    page.count = 0;
    stage_draw(&stage, 80, 24);
    assert_int_equal(stage_find(&stage, "A page"), 0);
    page.preview = NULL;
}

/* A page needs no scene below it. */
static void test_alone(void **state)
{
    (void)state;
    stage.model.scene = NULL;
    stage.model.race = NULL;
    stage_draw(&stage, 80, 24);
    assert_true(stage_find(&stage, "A page") == 0);
    assert_true(stage_find(&stage, "q leaves") == 23);
    stage.model.page = NULL;
    stage_draw(&stage, 80, 24);
    assert_int_equal(view_pick(&stage.model, 80, 24, 3, 3).kind, PICK_NOTHING);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_chosen_is_seen, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_scrolling, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_preview, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_every_size, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_alone, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
