/*
 * Animations from the program: that they show what was walked, wherever they are drawn, and when
 * they end.
 */
#include "screen/support/folder.h"
#include "screen/support/playback.h"
#include "screen/support/recording.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "app/state.h"
#include "export/animation.h"
#include "term/file.h"

/* The scene, what was changed, and what its command cannot do. */
static void an_animation_holds_its_recipe(void **state)
{
    (void)state;
    const char *file = animation_missing() ? "test-1.cast" : "test-1.gif";
    folder_enter();
    struct playback playback =
        recording_play(". wait:100 g f P wait:50 Space wait:1000 Space P wait:100");
    recording_assert_recipe(file, "# recorded on the screen, from step 1 on", true);
    recording_assert_recipe(file, "downhill animate test.yaml -n ", true);
    recording_assert_recipe(file, " -n 1 ", false);
    recording_assert_recipe(file, " --fog ", true);
    recording_assert_recipe(file, " --field ", true);
    recording_assert_recipe(file, " --size=80x24 ", animation_missing() != NULL);
    recording_assert_recipe(file, "-s walkers.1.lr=0.05 ", true);
    playback_strike(&playback);
    folder_leave();
}

/* Would catch a command that is refused, for a chart that had no room on the screen either. */
static void a_small_recording_has_a_recipe_that_runs(void **state)
{
    (void)state;
    if (!animation_missing())
        skip();
    folder_enter();
    struct playback playback = playback_make(recording_scene);
    playback.options.columns = 40;
    playback.options.rows = 12;
    playback_play(&playback, "wait:100 P . . P wait:100");
    recording_assert_recipe("test-1.cast", " --size=40x12 ", true);
    recording_assert_recipe("test-1.cast", "--panel", false);
    playback_strike(&playback);
    folder_leave();
}

static void P_makes_an_animation(void **state)
{
    (void)state;
    folder_enter();
    struct playback playback =
        recording_play("wait:100 P wait:50 shot:begun Space wait:1000 P wait:50 shot:done");
    playback_shows(&playback, "begun", "P ends it");
    playback_shows(&playback, "done", !animation_missing() ? "test-1.gif" : "test-1.cast");
    assert_memory_equal(folder_head(!animation_missing() ? "test-1.gif" : "test-1.cast"),
                        !animation_missing() ? "GIF89a" : "{\"vers", 6);
    assert_int_equal(folder_count(), 1);
    playback_strike(&playback);
    folder_leave();
}

/* Would catch an animation that draws what is freed: another scene, another surface, the end. */
static void an_animation_ends_with_its_ground(void **state)
{
    (void)state;
    static const char *const scripts[] = {
        "wait:100 P Space wait:500 s Down Enter wait:300 Space wait:300",
        "wait:100 P Space wait:500 : l o s s Space x ^ 4 + y ^ 2 Enter wait:300 Space wait:300",
        "wait:100 P Space wait:500 A wait:300 X wait:300 r wait:100 L wait:100 , , L wait:200 P",
        "wait:100 P Space wait:500 size:20x10 wait:300 size:120x40 wait:300 q",
        "wait:100 P Space wait:500",
        "P P P",
    };
    for (size_t i = 0; i < sizeof scripts / sizeof scripts[0]; i++) {
        folder_enter();
        struct playback playback = recording_play(scripts[i]);
        playback_strike(&playback);
        assert_true(folder_count() == 1 || (i == 5 && folder_count() == 2));
        folder_leave();
    }
}

/* Would catch one that is thrown away without a word. */
static void what_becomes_too_large_is_saved(void **state)
{
    (void)state;
    folder_enter();
    struct playback playback = recording_play("wait:100");
    struct app *app = playback.app;
    struct frame frame = {0};
    struct error error = {0};
    struct buffer words = {0};
    app->record.most = !animation_missing() ? 20000 : 1000;
    recording_key(app, 'P');
    recording_key(app, ' ');
    for (int64_t i = 0; i < 2000 && !strstr(app->message, "full"); i++) {
        app_tick(app, app->clock + 100);
        assert_true(app_render(app, &frame, &error));
        nanosleep(&(struct timespec){.tv_nsec = i < 40 ? 0 : 5000000}, NULL);
    }
    assert_false(record_end(app));
    record_finish(app, &words);
    buffer_add_text(&words, app->message);
    if (!strstr(buffer_text(&words), "the recording is full: saved as"))
        fail_msg("%s", buffer_text(&words));
    assert_int_equal(folder_count(), 1);
    buffer_release(&words);
    frame_release(&frame);
    playback_strike(&playback);
    folder_leave();
}

/* There is room for one open file, and a pipe is two. */
static struct rlimit forbid_processes(void)
{
    struct rlimit before, small;
    getrlimit(RLIMIT_NOFILE, &before);
    int next = dup(STDIN_FILENO);
    assert_true(next > 0);
    close(next);
    small = before;
    small.rlim_cur = (rlim_t)next + 1;
    setrlimit(RLIMIT_NOFILE, &small);
    return before;
}

/* Would catch: a picture that is lost, or what is wrong with its memory (no sanitizer looks after a
 * process aside), where no process can be made. */
static void without_a_process_it_is_done_here(void **state)
{
    (void)state;
    folder_enter();
    const struct rlimit before = forbid_processes();
    struct playback playback = recording_play("wait:100 P . p wait:100 shot:picture P wait:100");
    setrlimit(RLIMIT_NOFILE, &before);
    playback_shows(&playback, "picture", "test-1.");
    assert_int_equal(folder_count(), 2);
    playback_strike(&playback);
    folder_leave();
}

static void play_and_read(const char *scene, const char *script, struct buffer *bytes)
{
    struct error error = {0};
    char file[64];
    struct playback playback = playback_of(scene, script);
    playback_strike(&playback);
    snprintf(file, sizeof file, "%s-1.%s", scene, animation_missing() ? "cast" : "gif");
    if (!file_read(file, 1 << 24, bytes, &error))
        fail_msg("%s %s: %s", scene, script, error.message);
    assert_int_equal(unlink(file), 0);
}

/* Would catch an app that follows another where it does not go: what happened and is not told. */
static void aside_is_drawn_what_is_walked_here(void **state)
{
    (void)state;
    static const struct {
        const char *scene, *script;
    } rows[] = {
        {"himmelblau", "wait:300 P Space wait:900 L L wait:300 o wait:500 Space . . , P wait:100"},
        {"himmelblau", "Space wait:700 P t wait:100 m M M wait:50 Space wait:400 u u wait:300"},
        {"himmelblau", "wait:20 P : l r Space 0 . 0 2 Enter Space wait:600 f g z wait:500 P"},
        {"race", "P Tab Space wait:500 R wait:200 . wait:200 . X wait:300 size:60x20 . . wait:200"},
        {"line-fit",
         "P Space wait:400 b b wait:400 click:30,9 . . . wait:100 J wait:500 P wait:100"},
        {"saddle", "P N N Space wait:900 r wait:200 + + Space wait:900 ? wait:100 q wait:300 P"},
        {"05-momentum", "P Space wait:900 Enter Enter wait:300 Space wait:900 Enter wait:300 P"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct buffer aside = {0}, here = {0};
        folder_enter();
        play_and_read(rows[i].scene, rows[i].script, &aside);
        const struct rlimit before = forbid_processes();
        play_and_read(rows[i].scene, rows[i].script, &here);
        setrlimit(RLIMIT_NOFILE, &before);
        if (aside.length != here.length || memcmp(aside.data, here.data, here.length) != 0)
            fail_msg("%s %s: aside another animation is drawn", rows[i].scene, rows[i].script);
        assert_true(here.length > 5000);
        buffer_release(&aside);
        buffer_release(&here);
        folder_leave();
    }
}

/* It is said, and the next one begins. */
static void an_animation_that_is_ended_is_said(void **state)
{
    (void)state;
    folder_enter();
    struct playback playback = recording_play("wait:100 P Space wait:200");
    struct app *app = playback.app;
    struct aside *aside = &app->record.asides[RECORD_ANIMATION];
    if (!animation_missing()) {
        assert_true(aside_is_fed(aside));
        assert_int_equal(kill(aside->child, SIGKILL), 0);
        for (int i = 0; i < 2000 && aside_is_there(aside); i++) {
            app_tick(app, app->clock + 20);
            nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
        }
        assert_string_equal(app->message, "the process that did it was ended");
        recording_key(app, 'P');
        assert_true(aside_is_fed(aside));
    }
    playback_strike(&playback);
    assert_int_equal(folder_count(), 1);
    folder_leave();
}

/* Would catch a key that waits for an animation that is still being saved. */
static void one_animation_is_saved_at_a_time(void **state)
{
    (void)state;
    if (animation_missing())
        skip();
    folder_enter();
    struct playback playback = recording_play("wait:100");
    struct app *app = playback.app;
    struct buffer words = {0};
    recording_key(app, 'P');
    kill(app->record.asides[RECORD_ANIMATION].child, SIGSTOP);
    recording_key(app, 'P');
    recording_key(app, 'P');
    assert_string_equal(app->message, "the animation before is still being saved");
    kill(app->record.asides[RECORD_ANIMATION].child, SIGCONT);
    assert_true(app_close(app, &words));
    assert_int_equal(folder_count(), 1);
    buffer_release(&words);
    playback_strike(&playback);
    folder_leave();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_small_recording_has_a_recipe_that_runs),
        cmocka_unit_test(P_makes_an_animation),
        cmocka_unit_test(an_animation_holds_its_recipe),
        cmocka_unit_test(an_animation_ends_with_its_ground),
        cmocka_unit_test(what_becomes_too_large_is_saved),
        cmocka_unit_test(without_a_process_it_is_done_here),
        cmocka_unit_test(aside_is_drawn_what_is_walked_here),
        cmocka_unit_test(an_animation_that_is_ended_is_said),
        cmocka_unit_test(one_animation_is_saved_at_a_time),
    };
    return cmocka_run_group_tests_name("screen/animation", tests, NULL, NULL);
}
