/* Would catch: words of a lesson that no key brings onto a small screen, an end of them that is
 * called one too early, a choice that is made unseen. */
#include "view/lesson.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "support/stage.h"
#include "support/test.h"

enum { WORDS = 40, CHOICES = 3 };

static struct stage stage;
static char say[WORDS * 5], ask[WORDS * 5];
static const struct scene_pair choices[CHOICES] = {
    {"c000 c001 c002 c003 c004 c005 c006", ""}, {"c007 c008", ""}, {"c009 c010 c011 c012", ""}};
static struct lesson_board board;

static void spell_words(char *out, char letter)
{
    for (int i = 0; i < WORDS; i++)
        sprintf(out + 5 * i, "%c%03d%s", letter, i, i + 1 < WORDS ? " " : "");
}

static int set_up(void **state)
{
    (void)state;
    char text[sizeof say + sizeof ask + 80]; /* with a lesson as long as the board's words */
    spell_words(say, 's');
    spell_words(ask, 'a');
    snprintf(text, sizeof text, "loss: x^2 + y^2\nlesson:\n  - {say: %s %s}\n", say, ask);
    stage_open_text(&stage, text);
    board = (struct lesson_board){.page = 1,
                                  .pages = 2,
                                  .say = say,
                                  .ask = ask,
                                  .choices = choices,
                                  .choice_count = CHOICES,
                                  .sign = LESSON_ASKS};
    stage.model.lesson = &board;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    stage_close(&stage);
    return 0;
}

static int count_seen(char letter, bool *seen)
{
    char word[5];
    int count = 0;
    for (int i = 0; i < WORDS; i++) {
        snprintf(word, sizeof word, "%c%03d", letter, i);
        seen[i] = seen[i] || stage_find(&stage, word) >= 0;
        count += seen[i];
    }
    return count;
}

static void read_through(int columns, int rows)
{
    bool said[WORDS] = {false}, asked[WORDS] = {false}, chosen[WORDS] = {false};
    int counts[3], next = 0;
    do {
        board.first = next;
        stage_draw(&stage, columns, rows);
        counts[0] = count_seen('s', said);
        counts[1] = count_seen('a', asked);
        counts[2] = count_seen('c', chosen);
        next = view_turn_lesson(&stage.model, columns, rows, 1);
    } while (next != board.first);
    for (board.chosen = 0; board.chosen < CHOICES; board.chosen++) {
        stage_draw(&stage, columns, rows);
        counts[2] = count_seen('c', chosen);
    }
    board.chosen = 0;
    if (counts[0] < WORDS || counts[1] < WORDS || counts[2] < 13)
        fail_msg("%dx%d: %d, %d, %d words", columns, rows, counts[0], counts[1], counts[2]);
}

static void test_all_is_read(void **state)
{
    (void)state;
    for (int columns = 20; columns <= 120; columns += 5)
        for (int rows = 6; rows <= 40; rows++)
            read_through(columns, rows);
    stage.model.presenting = true;
    read_through(40, 12);
}

/* The arrows and the sign stand there as long as there is more. */
static void test_signs(void **state)
{
    (void)state;
    stage_draw(&stage, 80, 24);
    assert_true(stage_find(&stage, "Enter ↓") >= 0);
    assert_int_equal(stage_find(&stage, "? Enter"), -1);
    board.first = INT_MAX;
    stage_draw(&stage, 80, 24);
    assert_int_equal(stage_find(&stage, "Enter ↓"), -1);
    assert_true(stage_find(&stage, "? Enter") >= 0);
    assert_true(stage_find(&stage, "↑") >= 0);
    assert_int_equal(view_turn_lesson(&stage.model, 80, 24, 1),
                     view_turn_lesson(&stage.model, 80, 24, 0));
    assert_true(view_turn_lesson(&stage.model, 80, 24, -1) <
                view_turn_lesson(&stage.model, 80, 24, 0));
    assert_int_equal(view_turn_lesson(&stage.model, 80, 24, -100), 0);
}

/* At the end the chosen one is seen, and a click on it picks it. */
static void test_choices(void **state)
{
    (void)state;
    static const char *const words[CHOICES] = {"c000", "c007", "c009"};
    board.first = INT_MAX;
    for (int rows = 6; rows <= 24; rows += 3)
        for (board.chosen = 0; board.chosen < CHOICES; board.chosen++) {
            stage_draw(&stage, 40, rows);
            int row = stage_find(&stage, words[board.chosen]);
            assert_true(row >= 0);
            assert_non_null(strstr(stage_row(&stage, row), "▸"));
            struct pick pick = view_pick(&stage.model, 40, rows, 12, row);
            assert_int_equal(pick.kind, PICK_CHOICE);
            assert_int_equal(pick.index, board.chosen);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_all_is_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_signs, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_choices, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
