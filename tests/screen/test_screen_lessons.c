/*
 * The course, walked through as its pages ask. Would catch: a page that waits for what never
 * happens, a prediction that the walk does not bear out, words that do not fit the screen.
 *
 * Enter leads on only where a page's `until` has come true (the first Enter says so otherwise), so
 * a script with one Enter a page, and one more a question, arrives only if all did. Every shot is
 * taken after a right prediction.
 */
#include "screen/support/playback.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "scene/catalogue.h"
#include "view/lesson.h"

struct course {
    const char *scene, *script;
};

// clang-format off
static const struct course course[] = {
    {"01-slope", ". wait:40 Enter . . . . wait:40 Enter Space wait:5000 Enter "
     "Right*14 Down*2 Enter wait:6000 shot:a Enter Enter"},
    {"02-learning-rate", "Space wait:5000 Enter L*10 r Space wait:6000 Enter "
     "Down*2 Enter wait:3000 shot:a Enter Enter wait:6000 shot:b Enter Space wait:3000 Enter Enter"},
    {"03-limit", ". . Enter Enter wait:9000 shot:a Enter L Space wait:9000 Enter "
     "L r Space wait:3000 Enter Down Enter wait:9000 shot:b Enter : c o n s t a n t s . c Space 1 0 Enter Space wait:20000 Enter Enter"},
    {"04-scale", "Space wait:8000 Enter Enter Down Enter wait:6000 shot:a Enter "
     "Enter wait:6000 shot:b Enter Enter"},
    {"05-momentum", "Space wait:8000 Enter Space wait:8000 Enter Enter "
     "Down Enter wait:8000 shot:a Enter Space wait:8000 Enter Enter"},
    {"06-local-minima", "Left*8 Down*2 Enter wait:9000 shot:a Enter Enter "
     ": s t a r t Space [ - 1 . 5 , 0 ] Enter Space wait:9000 Enter "
     "Left*26 Down*2 Enter wait:9000 shot:b Enter Enter"},
    {"07-noise", "Space wait:9000 Space Enter Down Enter wait:9000 shot:a Enter "
     "Down Enter wait:9000 shot:b Enter Space wait:4000 Enter n*40 wait:4000 Enter "
     ": s e e d Space 1 Enter Space wait:18000 Enter"},
    {"08-saddles", "Space wait:9000 Space Enter Enter Left*11 Up*5 Enter wait:9000 shot:a Enter Enter "
     "Space wait:20000 Enter Enter"},
    {"09-plateaus", "Down*2 Enter wait:9000 shot:a Enter Enter Space wait:9000 Enter "
     "Space wait:12000 Enter Enter"},
    {"10-cliffs", ". . . Enter . Enter Enter Left*5 Down*2 Enter wait:9000 shot:a Enter Enter Enter"},
    {"11-mini-batches", "Space wait:9000 Space Enter Space wait:9000 Space Enter Enter wait:9000 shot:a Enter "
     "Space wait:12000 Enter Enter"},
    {"12-schedules", "Space wait:12000 Enter Space wait:12000 Enter Enter "
     "Down Enter wait:9000 shot:a Enter Space wait:9000 Enter Enter"},
    {"13-adaptive", "Space wait:9000 Enter Down Enter wait:2000 shot:a Enter Space wait:9000 Enter "
     "Space wait:12000 Enter Enter"},
    {"14-fair-race", "Space wait:9000 Enter Enter Space wait:9000 Enter "
     "Down Enter wait:9000 shot:a Enter Space wait:9000 Enter Enter"},
};
// clang-format on

enum { COURSE = sizeof course / sizeof course[0] };

static void leads_to_the_next(void **state)
{
    const struct course *lesson = *state;
    struct playback playback = playback_make(lesson->scene);
    const struct catalogue_entry *entry = catalogue_find(lesson->scene);
    playback_play(&playback, lesson->script);
    for (size_t i = 0; i < playback.count; i++)
        playback_shows(&playback, playback.shots[i].name, "Right:");
    assert_true(playback.app->pages.finished[entry - catalogue]);
    if (strcmp(entry[1].group, entry->group) == 0)
        assert_string_equal(playback.app->scene->name, entry[1].name);
    else
        assert_true(playback.app->pages.is_menu);
    playback_strike(&playback);
}

/* What a page names beside the walk; the way to it passes over pages by Enter twice. */
static const struct {
    const char *scene, *script, *shown;
} sights[] = {
    {"02-learning-rate", "Enter*5 wait:9000 Enter*2 wait:9000 Enter c",
     "rises 2.15: overshoots"}, /* (1.1^2 - 1) (2.5^2 + 2^2) */
    {"03-limit", "Enter*3 wait:9000 Enter*3 L L c",
     "rises 11.6: overshoots"}, /* 10 (1.5^2 - 1) - (1 - 0.875^2) 2.8^2 / 2 along x, where it falls
                                 */
    {"05-momentum", "Enter*2 E . .", "m momentum"},
    {"14-fair-race", "Enter*2 Enter Space wait:9000 S", "A wins: at the goal after"},
    {"14-fair-race", "Enter*2 Enter", "given lr"},
    {"11-mini-batches", "Enter*5 wait:9000 Enter e", "slope of this batch"},
};

static void the_pages_show_what_they_name(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sights / sizeof sights[0]; i++) {
        struct playback playback = playback_make(sights[i].scene);
        char script[512];
        snprintf(script, sizeof script, "%s wait:40 shot:a", sights[i].script);
        playback_play(&playback, script);
        playback_shows(&playback, "a", sights[i].shown);
        playback_strike(&playback);
    }
}

/* Would catch: a page that speaks of the loss curve, and the cut that the lesson before asked for.
 */
static void a_lesson_begins_with_the_loss_curve(void **state)
{
    (void)state;
    struct playback playback = playback_make("01-slope");
    playback_play(&playback, "E c s Down Enter");
    assert_string_equal(playback.app->scene->name, "02-learning-rate");
    assert_int_equal(playback.app->chart, CHART_LOSS);
    assert_false(playback.app->sight.layers & LAYER_STEP);
    playback_strike(&playback);
}

/* Only what was gone through is ticked: not a page passed over, nor a scene merely opened. */
static void the_menu_ticks_what_is_finished(void **state)
{
    (void)state;
    struct playback playback = playback_make("14-fair-race");
    playback_play(&playback, "Enter s wait:40 shot:menu");
    playback_lacks(&playback, "menu", "✓");
    playback_strike(&playback);
    playback = playback_make("14-fair-race");
    char script[2048];
    snprintf(script, sizeof script, "%s wait:40 shot:menu", course[COURSE - 1].script);
    playback_play(&playback, script);
    playback_shows(&playback, "menu", "14-fair-race      ✓ Adam");
    playback_lacks(&playback, "menu", "✓ A rate");
    playback_strike(&playback);
}

/* Would catch: a lesson that MENU has and this table lacks, too few of them, too long ones. */
static void the_course_is_whole(void **state)
{
    (void)state;
    size_t count = 0;
    for (size_t i = 0; i < catalogue_count; i++) {
        if (strcmp(catalogue[i].group, "Course") != 0)
            continue;
        assert_true(count < COURSE);
        assert_string_equal(catalogue[i].name, course[count++].scene);
        struct scene *scene = playback_scene(catalogue[i].name);
        assert_in_range(scene->page_count, 4, 7);
        const struct look look = {.glyphs = GLYPHS_BRAILLE};
        if (lesson_rows(scene, &look, 80) > 4)
            fail_msg("%s needs %d rows at 80 columns", scene->name, lesson_rows(scene, &look, 80));
        scene_free(scene);
    }
    assert_int_equal(count, COURSE);
    assert_true(count >= 12);
}

/* Would catch: a curve too low to be read beside knobs that a lesson has no use for; a knob that
 * cannot be turned there. */
static void a_lesson_shows_the_knobs_that_it_needs(void **state)
{
    (void)state;
    static const struct {
        const char *lesson, *script;
        bool momentum, noise;
    } cases[] = {{"01-slope", "", false, false},        {"01-slope", "M", true, false},
                 {"01-slope", "N", false, true},        {"01-slope", "Down", true, false},
                 {"01-slope", "M N", true, true},       {"01-slope", "Down Down", false, true},
                 {"05-momentum", "", true, false},      {"08-saddles", "", false, true},
                 {"11-mini-batches", "", false, false}, {"14-fair-race", "Tab", true, false}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct playback playback = playback_make(cases[i].lesson);
        char script[64];
        snprintf(script, sizeof script, "%s wait:6000 shot:a", cases[i].script);
        playback_play(&playback, script);
        (cases[i].momentum ? playback_shows : playback_lacks)(&playback, "a", "m M");
        (cases[i].noise ? playback_shows : playback_lacks)(&playback, "a", "n N");
        playback_strike(&playback);
    }
}

/* Would catch: a page that is done before anything was seen, one passed over that earns a tick. */
static void a_page_is_gone_through(void **state)
{
    (void)state;
    struct playback playback = playback_of("01-slope", "Space wait:9000 Enter wait:40 shot:a");
    playback_shows(&playback, "a", "Lesson 2/5");
    assert_int_equal(playback_step(&playback), 0);
    assert_false(playback.app->lesson.met);
    playback_strike(&playback);
    playback_play(&playback, "Enter Enter Enter Enter Enter Enter Right*14 Down*2 Enter wait:9000 "
                             "Enter Enter s wait:40 shot:menu");
    playback_lacks(&playback, "menu", "✓");
    playback_strike(&playback);
}

/* Would catch: a prediction's walk that goes on when nothing happens any more. */
static void a_prediction_ends_at_rest(void **state)
{
    (void)state;
    struct playback playback =
        playback_of("08-saddles", "Space wait:9000 Space Enter Enter Left*11 Up*5 Enter wait:9000");
    assert_in_range(playback_step(&playback), 100, 200); /* of 300 */
    playback_strike(&playback);
}

/* Would catch: words of a page that are true only if the page before was left as it asked. */
static void the_cliff_is_there_however_one_comes(void **state)
{
    (void)state;
    static const char *const ways[] = {". . . Enter", "Enter Enter", "Space wait:5000 Enter",
                                       "L L . . . . Enter", ". . . Enter Enter Enter Backspace"};
    struct playback playback = playback_make("10-cliffs");
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        char script[128];
        snprintf(script, sizeof script, "wait:40 %s wait:40 shot:a", ways[i]);
        playback_play(&playback, script);
        const struct walker *now = walk_now(playback.app->race.walks[0]);
        playback_shows(&playback, "a", "Lesson 2/6");
        assert_false(playback.app->lesson.met);
        assert_true(fabs(hypot(now->gradient[0], now->gradient[1]) - 17) < 0.5);
        playback_strike(&playback);
    }
}

/* Would catch: on a screen where a page has no room, an answer before the choices are read, words
 * out of reach, an outcome out of sight. */
static void a_small_screen_shows_it_all(void **state)
{
    (void)state;
    struct playback playback = playback_make("11-mini-batches");
    playback.options.columns = 40;
    playback.options.rows = 12;
    playback_play(&playback,
                  "wait:40 shot:begin PageDown wait:40 shot:end Backspace wait:40 shot:back "
                  "Enter Enter Enter Enter Enter Enter wait:40 shot:ask Enter "
                  "wait:40 shot:choices Enter wait:9000 shot:told");
    playback_shows(&playback, "begin", "Twenty-four examples");
    playback_lacks(&playback, "begin", "Press space.");
    playback_shows(&playback, "end", "Press space.");
    playback_same(playback_frame(&playback, "begin"), playback_frame(&playback, "back"));
    playback_shows(&playback, "ask", "As fast, at a sixth");
    playback_lacks(&playback, "ask", "it trembles more");
    playback_shows(&playback, "choices", "▸ it trembles more");
    playback_shows(&playback, "choices", "thrown off the map");
    playback_shows(&playback, "told", "Right: it trembles more.");
    playback_strike(&playback);
    playback_play(&playback, "Enter Enter Enter Enter Enter Enter Down Down Down Down Up Up "
                             "Up Up wait:40 shot:up Down wait:40 shot:down");
    playback_shows(&playback, "up", "As fast, at a sixth");
    playback_shows(&playback, "down", "▸ it trembles more");
    playback_strike(&playback);
    playback.scene = "01-slope";
    playback_play(&playback, "Space wait:5000 shot:reason");
    playback_shows(&playback, "reason", "60 steps walked: converged, at the");
    playback_shows(&playback, "reason", "global minimum (0, 0)");
    playback_strike(&playback);
    playback.scene = "06-local-minima";
    playback_play(&playback, "wait:40 shot:place");
    playback_shows(&playback, "place", "arrows or clicks move ?, Enter answers");
    playback_strike(&playback);
}

/* Would catch: words that hide the map on a small screen. */
static void a_small_screen_keeps_its_map(void **state)
{
    (void)state;
    static const int sizes[][2] = {{80, 24}, {60, 16}, {40, 12}, {20, 6}};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct playback playback = playback_make("07-noise");
        double size[SURFACE_AXES];
        playback.options.columns = sizes[i][0];
        playback.options.rows = sizes[i][1];
        playback_play(&playback, "wait:40 shot:a");
        const struct model model = state_model(playback.app);
        assert_true(view_cell_size(&model, sizes[i][0], sizes[i][1], size));
        assert_true(3.2 / size[1] >= (sizes[i][1] - 3) * 0.45); /* rows of the plot */
        playback_strike(&playback);
    }
}

/* Would catch: a mark to be placed that is hidden below the walker it begins on. */
static void a_prediction_is_seen_at_once(void **state)
{
    (void)state;
    struct playback playback = playback_of("title: t\nloss: x^2 + y^2\nx: [-2, 2]\ny: [-2, 2]\n"
                                           "start: [1, 1]\nlesson:\n  - {ask: Where to?}\n",
                                           "wait:40 shot:asks");
    const struct frame *frame = playback_frame(&playback, "asks");
    size_t marks = 0;
    for (int row = 1; row < frame->rows / 2; row++) /* the map's upper half */
        for (int column = 0; column < frame->columns / 2; column++)
            marks += frame->cells[row * frame->columns + column].codepoint == '?';
    assert_int_equal(marks, 1);
    playback_strike(&playback);
}

int main(void)
{
    static const struct CMUnitTest own[] = {
        cmocka_unit_test(the_course_is_whole),
        cmocka_unit_test(the_pages_show_what_they_name),
        cmocka_unit_test(a_lesson_begins_with_the_loss_curve),
        cmocka_unit_test(the_menu_ticks_what_is_finished),
        cmocka_unit_test(a_lesson_shows_the_knobs_that_it_needs),
        cmocka_unit_test(a_page_is_gone_through),
        cmocka_unit_test(a_prediction_ends_at_rest),
        cmocka_unit_test(the_cliff_is_there_however_one_comes),
        cmocka_unit_test(a_small_screen_shows_it_all),
        cmocka_unit_test(a_small_screen_keeps_its_map),
        cmocka_unit_test(a_prediction_is_seen_at_once),
    };
    struct CMUnitTest tests[ARRAY_LENGTH(own) + COURSE];
    memcpy(tests, own, sizeof own);
    for (size_t i = 0; i < COURSE; i++)
        tests[ARRAY_LENGTH(own) + i] = (struct CMUnitTest){.name = course[i].scene,
                                                           .test_func = leads_to_the_next,
                                                           .initial_state = (void *)&course[i]};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
