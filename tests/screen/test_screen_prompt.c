/*
 * The command line: words of scene files and names of actions, typed, completed, edited.
 */
#include "screen/support/playback.h"

static void words_change_the_scene(void **state)
{
    (void)state;
    struct playback playback =
        playback_of(PLAYBACK_BOWL, ". . : l r Space 0 . 0 0 3 Enter wait:40 shot:a");
    assert_close(playback_rate(&playback, 0), 0.003, 0, 0);
    assert_int_equal(playback_step(&playback), 2);
    playback_shows(&playback, "a", "lr: 0.003");
    playback_strike(&playback);
    playback = playback_of(PLAYBACK_BOWL, ": Space l x Backspace r Space = Space 0 . 3 Enter");
    assert_close(playback_rate(&playback, 0), 0.3, 0, 0);
    playback_strike(&playback);
}

/* Would catch: a map that shows the old window. */
static void words_change_the_window(void **state)
{
    (void)state;
    static const char narrow[] = "title: A bowl\n"
                                 "loss: a*x^2 + 2*y^2\n"
                                 "constants: {a: 1}\n"
                                 "x: [-1.75, 0]\n"
                                 "y: [-2, 2]\n"
                                 "start: [-1.5, 1]\n"
                                 "steps: 30\n"
                                 "lr: 0.05\n"
                                 "momentum: 0.5\n";
    struct playback typed = playback_of(
        PLAYBACK_BOWL, "wait:40 : x = [ - 1 . 7 5 , 0 ] Enter wait:400 . , wait:40 shot:typed");
    struct playback read = playback_of(narrow, "wait:400 . , wait:40 shot:read");
    playback_same(playback_frame(&typed, "typed"), playback_frame(&read, "read"));
    playback_strike(&typed);
    playback_strike(&read);
}

/* Would catch: a map that still shows the old surface, a walk on ground that is gone. */
static void words_change_the_surface_and_back(void **state)
{
    (void)state;
    struct playback playback = playback_of(
        PLAYBACK_BOWL,
        "wait:40 shot:before . . : c o n s t a n t s . a = 9 Enter wait:40 shot:steep u "
        "wait:40 : l o s s = x ^ 2 + y ^ 4 Enter wait:40 shot:loss u wait:40 r Escape "
        ": x = 1 Enter wait:40");
    assert_close(playback.app->scene->constants[0].value, 1, 0, 0);
    assert_string_equal(playback.app->scene->loss, "a*x^2 + 2*y^2");
    assert_close(walk_now(playback_walk(&playback, 0))->loss, 1.5 * 1.5 + 2, 1e-12, 0);
    playback_strike(&playback);
}

static void wrong_words_change_nothing(void **state)
{
    (void)state;
    struct playback playback = playback_of(
        PLAYBACK_BOWL,
        ". : o p t i m i z e r = a d a n Enter wait:40 shot:a : l r = - 1 Enter wait:40 shot:b "
        ": q q = 1 Enter wait:40 shot:c : l r Enter wait:40 shot:d : Escape wait:40 shot:e "
        ": f o o Enter wait:40 shot:f : c l i p _ n o r m Space 1 Enter u wait:40 shot:g");
    playback_shows(&playback, "a", "did you mean 'adam'");
    playback_shows(&playback, "b", "rate     ");
    playback_shows(&playback, "c", "qq");
    playback_shows(&playback, "d", "'lr' needs a value");
    playback_lacks(&playback, "e", "needs a value");
    playback_shows(&playback, "f", "unknown key 'foo'");
    playback_shows(&playback, "g", "undone: the old clip_norm again");
    assert_close(playback_rate(&playback, 0), 0.05, 0, 0);
    assert_int_equal(playback_step(&playback), 1);
    assert_int_equal(playback.app->history.count, 0);
    playback_strike(&playback);
}

static void words_name_actions(void **state)
{
    (void)state;
    struct playback playback = playback_of(
        PLAYBACK_BOWL, ": s t e p Enter : h e l p Enter wait:40 shot:a q : q u i t Enter . .");
    playback_shows(&playback, "a", "learning rate down, up");
    assert_int_equal(playback_step(&playback), 1);
    assert_true(playback.app->done);
    playback_strike(&playback);
}

static void tab_completes(void **state)
{
    (void)state;
    struct playback playback = playback_of(
        PLAYBACK_BOWL, ": o p Tab a d Tab wait:40 shot:several m Tab wait:40 shot:one Enter");
    playback_shows(&playback, "several", ":optimizer ada");
    playback_shows(&playback, "several", "adagrad");
    playback_shows(&playback, "one", ":optimizer adam");
    playback_strike(&playback);
    playback = playback_of(PLAYBACK_BOWL, ": c o n Tab 3 Enter");
    assert_close(playback.app->scene->constants[0].value, 3, 0, 0);
    playback_strike(&playback);
}

/* Would catch: a q that quits while it is typed; bytes cut inside a character. */
static void the_prompt_edits_text(void **state)
{
    (void)state;
    struct playback playback = playback_of(
        PLAYBACK_BOWL, ": q é ü wait:40 shot:typed Left Backspace wait:40 shot:cut Home Delete "
                       "wait:40 shot:front Escape . : Up");
    playback_shows(&playback, "typed", ":qéü");
    playback_shows(&playback, "cut", ":qü");
    playback_shows(&playback, "front", ":ü");
    assert_int_equal(playback_step(&playback), 1);
    assert_false(playback.app->done && playback.app->prompt.text[0] == 'q');
    playback_strike(&playback);
}

/* Would catch a text about the scene that takes the place of the warning. */
static void a_rate_beyond_the_limit_is_told_before_the_walk(void **state)
{
    (void)state;
    struct playback playback =
        playback_of("bowl", "size:80x24 wait:40 : l r = 1 . 2 5 Enter wait:40 shot:bar");
    playback_shows(&playback, "bar", "unstable");
    playback_strike(&playback);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_change_the_scene),
        cmocka_unit_test(words_change_the_window),
        cmocka_unit_test(words_change_the_surface_and_back),
        cmocka_unit_test(wrong_words_change_nothing),
        cmocka_unit_test(words_name_actions),
        cmocka_unit_test(tab_completes),
        cmocka_unit_test(the_prompt_edits_text),
        cmocka_unit_test(a_rate_beyond_the_limit_is_told_before_the_walk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
