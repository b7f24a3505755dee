/*
 * The pages over the screen: the menu, the help, what a scene is about, a step taken apart.
 */
#include "screen/support/playback.h"

#include <stdio.h>

#include "scene/catalogue.h"

static void the_menu_opens_a_scene(void **state)
{
    (void)state;
    struct playback playback = playback_of(
        NULL, "wait:40 shot:menu Down Down wait:40 shot:third Enter wait:40 shot:scene");
    playback_shows(&playback, "menu", "rosenbrock");
    assert_string_equal(playback.app->scene->name, catalogue[2].name);
    assert_false(playback.app->pages.open);
    playback_strike(&playback);
}

/* Would catch: a person who asks for help in the menu and lands in a scene. */
static void help_over_the_menu_leads_back_to_it(void **state)
{
    (void)state;
    struct playback playback =
        playback_of(NULL, "wait:40 Down Down ? wait:40 shot:help q wait:40 shot:menu "
                          "? ? Enter wait:40");
    playback_shows(&playback, "help", "arrows scroll");
    playback_shows(&playback, "menu", "q quits");
    assert_string_equal(playback.app->scene->name, catalogue[2].name);
    playback_strike(&playback);
}

/* Would catch: a person who opens the menu, wants out, and lands in a scene. */
static void q_leaves_the_first_menu_and_the_program(void **state)
{
    (void)state;
    struct playback playback = playback_of(NULL, "wait:40 q wait:1000 shot:a");
    assert_int_equal(playback.count, 0);
    playback_strike(&playback);
    playback = playback_of(NULL, "wait:40 Escape . wait:40 s wait:40 q wait:40 .");
    assert_int_equal(playback_step(&playback), 2);
    playback_strike(&playback);
}

/* Would catch: a menu that loses the walk under it, or lets it run on unseen. */
static void leaving_the_menu_returns_to_the_walk(void **state)
{
    (void)state;
    struct playback playback =
        playback_of("rosenbrock", ". . . wait:40 shot:before s Down wait:5000 Escape , . wait:40 s "
                                  "wait:40 q wait:40 . , wait:40 shot:after");
    assert_int_equal(playback_step(&playback), 3);
    assert_string_equal(playback.app->scene->name, "rosenbrock");
    playback_strike(&playback);
    playback = playback_of("rosenbrock", "Space wait:500 s wait:5000 Escape wait:500 Space");
    assert_in_range(playback_step(&playback), 18, 24);
    playback_strike(&playback);
}

static void a_click_opens_a_scene_of_the_menu(void **state)
{
    (void)state;
    struct playback playback = playback_of(NULL, "wait:40");
    struct model model = state_model(playback.app);
    char script[64] = "";
    for (int row = 0; row < 24; row++)
        if (view_pick(&model, 80, 24, 5, row).kind == PICK_PAGE_LINE &&
            view_pick(&model, 80, 24, 5, row).index == 2) /* below the heading */
            snprintf(script, sizeof script, "click:5,%d", row);
    playback_strike(&playback);
    playback = playback_of(NULL, script);
    assert_false(playback.app->pages.open);
    assert_string_equal(playback.app->scene->name, catalogue[1].name);
    playback_strike(&playback);
}

/* Would catch: an action that the help page leaves out. */
static void the_help_shows_every_action(void **state)
{
    (void)state;
    struct playback playback = playback_make(PLAYBACK_BOWL);
    playback.options.rows = 100;
    playback_play(&playback, "? wait:40 shot:help");
    for (size_t i = 0; i < action_count; i++)
        playback_shows(&playback, "help", actions[i].help);
    for (int i = 0; i < VERDICTS; i++)
        playback_shows(&playback, "help", verdicts[i].help);
    playback_strike(&playback);
}

static void the_help_scrolls_to_its_end(void **state)
{
    (void)state;
    struct playback playback = playback_of(
        PLAYBACK_BOWL, "? wait:40 shot:top End wait:40 shot:end PageUp PageUp PageUp Home wait:40 "
                       "shot:again Escape . wait:40");
    playback_shows(&playback, "end", verdicts[VERDICTS - 1].help);
    playback_lacks(&playback, "end", "run, pause");
    playback_same(playback_frame(&playback, "top"), playback_frame(&playback, "again"));
    assert_int_equal(playback_step(&playback), 1);
    playback_strike(&playback);
}

static void about_tells_of_the_scene(void **state)
{
    (void)state;
    struct playback playback = playback_of("rosenbrock", "a wait:40 shot:a");
    playback_shows(&playback, "a", "slope along x");
    playback_strike(&playback);
}

/* Would catch: a page of a step that shows another one, or that walks by itself. */
static void a_step_is_taken_apart_on_its_page(void **state)
{
    (void)state;
    struct playback playback =
        playback_of(PLAYBACK_RACE, "e wait:40 shot:first . wait:1000 shot:second Tab wait:40 "
                                   "shot:other , wait:40 e wait:40 shot:back");
    playback_shows(&playback, "first", "walker A: the next step, step 1: ");
    playback_shows(&playback, "second", "walker A: the next step, step 2: ");
    playback_shows(&playback, "second", "−0.16    −0.16"); /* 0.8 - 0.1 * 1.6 */
    playback_shows(&playback, "other", "walker B: the next step, step 2: ");
    playback_lacks(&playback, "back", "the next step, step");
    assert_int_equal(playback_step(&playback), 0);
    assert_int_equal(playback.app->walker, 1);
    playback_strike(&playback);
}

/* Would catch: keys that the page offers, and that do what is not seen below it. */
static void the_page_of_a_step_leads_to_its_pictures(void **state)
{
    (void)state;
    struct playback playback = playback_of(
        PLAYBACK_BOWL, ". e E wait:40 shot:drawn e E wait:40 shot:still e c wait:40 shot:cut");
    playback_shows(&playback, "drawn", "g downhill");
    playback_shows(&playback, "drawn",
                   "the next step: its line is true to scale, letters show directions");
    playback_shows(&playback, "still", "g downhill");
    playback_shows(&playback, "cut", "along the next step");
    playback_strike(&playback);
}

/* Would catch: words that are cut off beside the numbers of a step, whose line is as long as any.
 */
static void the_parts_of_a_step_are_named_in_full(void **state)
{
    (void)state;
    struct playback playback = playback_of(
        PLAYBACK_BOWL, "size:120x36 : m o m e n t u m = 0 . 9 Enter . . E wait:40 shot:parts");
    playback_shows(&playback, "parts", "velocity kept  ");
    playback_shows(&playback, "parts", "learning rate  ");
    playback_strike(&playback);
}

/* Would catch a page that was scrolled beyond its end: then the first keys back do nothing. */
static void a_page_scrolls_back_from_its_end(void **state)
{
    (void)state;
    static const char *const sizes[] = {"80x12", "80x15", "80x16", "80x24", "120x40", "20x4"};
    char script[128];
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        snprintf(script, sizeof script, "size:%s wait:40 ? End wait:40 shot:end Up wait:40 shot:up",
                 sizes[i]);
        struct playback playback = playback_of(PLAYBACK_BOWL, script);
        const struct frame *end = playback_frame(&playback, "end");
        const struct frame *up = playback_frame(&playback, "up");
        size_t cells = (size_t)end->columns * (size_t)end->rows;
        assert_memory_not_equal(end->cells, up->cells, cells * sizeof *end->cells);
        playback_strike(&playback);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_menu_opens_a_scene),
        cmocka_unit_test(help_over_the_menu_leads_back_to_it),
        cmocka_unit_test(q_leaves_the_first_menu_and_the_program),
        cmocka_unit_test(leaving_the_menu_returns_to_the_walk),
        cmocka_unit_test(a_click_opens_a_scene_of_the_menu),
        cmocka_unit_test(the_help_shows_every_action),
        cmocka_unit_test(the_help_scrolls_to_its_end),
        cmocka_unit_test(about_tells_of_the_scene),
        cmocka_unit_test(a_step_is_taken_apart_on_its_page),
        cmocka_unit_test(the_page_of_a_step_leads_to_its_pictures),
        cmocka_unit_test(the_parts_of_a_step_are_named_in_full),
        cmocka_unit_test(a_page_scrolls_back_from_its_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
