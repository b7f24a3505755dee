/*
 * Pictures and animations from the program: where they go, what they never overwrite, and what is
 * said when they cannot be written.
 */
#include "screen/support/folder.h"
#include "screen/support/playback.h"
#include "screen/support/recording.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "app/state.h"
#include "export/animation.h"
#include "export/canvas.h"
#include "export/recipe.h"
#include "term/file.h"
#include "term/signals.h"

static bool has_pixels(void)
{
    return canvas_format_of("a.png")->open != NULL;
}

/* The scene's file is called test.yaml. */
static const char *name(char out[32], int number)
{
    snprintf(out, 32, "test-%d.%s", number, has_pixels() ? "png" : "svg");
    return out;
}

static void assert_picture(const char *file)
{
    assert_memory_equal(folder_head(file), has_pixels() ? "\x89PNG" : "<?xm", 4);
}

static void p_saves_a_picture(void **state)
{
    (void)state;
    char first[32];
    folder_enter();
    struct playback playback = recording_play("wait:100 p wait:100 shot:a");
    playback_shows(&playback, "a", name(first, 1));
    assert_picture(first);
    assert_int_equal(folder_count(), 1);
    playback_strike(&playback);
    folder_leave();
}

static const char turned[] = "# its knobs were turned on the way";
static const char ahead[] = "# what was ahead after going back, dotted there, is not in this";

/* The command that draws it again: what was turned is in it, and what no command does is told. */
static void a_picture_holds_its_recipe(void **state)
{
    (void)state;
    static const char *const words[] = {" figure test.yaml -n 3 ",        "-s seed=1 ",
                                        "-s walkers.1.optimizer=sgd ",    "-s walkers.1.lr=0.05 ",
                                        "-s 'walkers.1.start=[-1.5,1]' ", "--no-contours "};
    char file[32];
    folder_enter();
    struct playback playback =
        recording_play("wait:100 . . . i p wait:100 L . p wait:100 z p wait:100");
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        recording_assert_recipe(name(file, 1), words[i], true);
    recording_assert_recipe(name(file, 1), turned, false);
    recording_assert_recipe(name(file, 1), "--window", false);
    recording_assert_recipe(name(file, 2), turned, true);
    recording_assert_recipe(name(file, 3), "--window=-", true);
    playback_strike(&playback);
    folder_leave();
}

/* Runs what `show` prints of a picture; false if it fails. */
static bool run_recipe(const char *file)
{
    struct error error = {0};
    struct buffer bytes = {0}, script = {0};
    buffer_add_text(&script, "downhill() { \"$PROGRAM\" \"$@\"; }\n");
    assert_true(file_read(file, 1 << 24, &bytes, &error));
    assert_true(recipe_find(bytes.data, bytes.length, &script, &error));
    assert_true(file_write("recipe.sh", buffer_text(&script), script.length, &error));
    buffer_release(&bytes);
    buffer_release(&script);
    return system("sh recipe.sh") == 0;
}

static char *program_path(void)
{
    char *path = realpath(getenv("DOWNHILL") ? getenv("DOWNHILL") : "./downhill", NULL);
    assert_non_null(path);
    setenv("PROGRAM", path, 1);
    return path;
}

static void assert_same_file(const char *a, const char *b, const char *what)
{
    struct error error = {0};
    struct buffer first = {0}, second = {0};
    assert_true(file_read(a, 1 << 24, &first, &error));
    assert_true(file_read(b, 1 << 24, &second, &error));
    if (first.length != second.length || memcmp(first.data, second.data, first.length) != 0)
        fail_msg("%s: its recipe makes another picture", what);
    buffer_release(&first);
    buffer_release(&second);
}

/* Whatever a session changes: the recipe makes the same picture, byte for byte, or says what of it
 * no command makes. */
static const struct {
    const char *scene, *keys;
    const char *remark; /* NULL: it makes the same */
} sessions[] = {
    {"himmelblau", "", NULL},
    {"himmelblau", ". . .", NULL},
    {"himmelblau", ". . . ,", ahead},
    {"himmelblau", ". . . , .", NULL},
    {"himmelblau", "i d", NULL},
    {"himmelblau", "y k x h", NULL},
    {"himmelblau", ". . z", NULL},
    {"himmelblau", ". . f", NULL},
    {"himmelblau", ". . E g", NULL},
    {"himmelblau", ". . c", NULL},
    {"himmelblau", ". . c c", NULL},
    {"himmelblau", ". . c c c", NULL},
    {"race", ". . Tab c c c c", NULL},
    {"himmelblau", ". . C C z z", NULL},
    {"double-well", ". . C", NULL},
    {"line-fit", ". . A Tab .", NULL},
    {"himmelblau", "T T t u", ahead},
    {"himmelblau", "L L u .", NULL},
    {"himmelblau", ". . w", NULL},
    {"himmelblau", "o", NULL},
    {"himmelblau", "L L m N . . .", NULL},
    {"himmelblau", "N n n n n n n n n . .", NULL},
    {"himmelblau", ". . L . .", turned},
    {"himmelblau", ". . . , , L r . .", "# "},
    {"himmelblau", ". . . . , , L .", turned},
    {"himmelblau", ". . . . , , L .", "# what a change cut off, dotted there, is not in this"},
    {"himmelblau", ": c l i p _ n o r m Space 2 Enter . .", NULL},
    {"himmelblau", ": w a r m u p Space 7 Enter . .", NULL},
    {"himmelblau", ": x Space [ - 3 , Space 3 ] Enter . .", NULL},
    {"himmelblau", ": s t e p s Space 9 Enter . .", NULL},
    {"himmelblau", ": s e e d Space 9 Enter N .", NULL},
    {"himmelblau", ": s t a r t Space [ 1 , Space 2 ] Enter .", NULL},
    {"himmelblau", ": l a b e l Space m e : Space 1 Enter .", NULL},
    {"himmelblau", ": t i t l e Space \" a ' b Enter .", NULL},
    {"himmelblau", ": l o s s Space x ^ 2 + 3 * y ^ 2 Enter . .", NULL},
    {"himmelblau", ": s c h e d u l e Space s t e p Enter . .", NULL},
    {"himmelblau", "A . . X", NULL},
    {"himmelblau", "A A . . E", NULL},
    {"race", "X . .", "# a walker left"},
    {"race", ". . Tab E", NULL},
    {"race", "R . .", NULL},
    {"race", "Tab Tab Tab E c . .", NULL},
    {"race", "X A . .", "# a walker left"},
    {"line-fit", ": b a t c h Space 4 Enter . .", NULL},
    {"12-schedules", ": s c h e d u l e Space n o n e Enter . .", NULL},
    {"line-fit", ". . Y z z", NULL},
    {"12-schedules",
     ": s c h e d u l e Space { t y p e : Space m u l t i s t e p , Space "
     "m i l e s t o n e s : Space [ 2 , 3 ] } Enter . . . .",
     NULL},
    {"10-cliffs", ". .", NULL},
    {"network", ". . z f", NULL},
    {"rosenbrock", ": c o n s t a n t s . b Space 7 Enter . .", NULL},
};

static void a_recipe_makes_the_picture_again(void **state)
{
    (void)state;
    char file[32], script[256], *program = program_path();
    for (size_t i = 0; i < sizeof sessions / sizeof sessions[0]; i++) {
        const char *again = has_pixels() ? "picture.png" : "picture.svg";
        folder_enter();
        snprintf(script, sizeof script, "wait:100 %s wait:100 p wait:100", sessions[i].keys);
        struct playback playback = playback_of(sessions[i].scene, script);
        snprintf(file, sizeof file, "%s-1.%s", sessions[i].scene, has_pixels() ? "png" : "svg");
        if (!run_recipe(file))
            fail_msg("%s %s: its recipe does not run", sessions[i].scene, sessions[i].keys);
        if (sessions[i].remark)
            recording_assert_recipe(file, sessions[i].remark, true);
        else
            assert_same_file(file, again, sessions[i].keys);
        playback_strike(&playback);
        folder_leave();
    }
    free(program);
}

/* The file may have changed since, or have come through a pipe. */
static void a_recipe_holds_the_scene(void **state)
{
    (void)state;
    char file[32], *program = program_path();
    struct error error = {0};
    folder_enter();
    assert_true(file_write("test.yaml", recording_scene, strlen(recording_scene), &error));
    struct playback playback = playback_of("test.yaml", "wait:100 . . L r . p wait:100");
    assert_int_equal(unlink("test.yaml"), 0);
    assert_true(run_recipe(name(file, 1)));
    assert_same_file(name(file, 1), has_pixels() ? "picture.png" : "picture.svg", "test.yaml");
    playback_strike(&playback);
    folder_leave();
    free(program);
}

/* A dangling link is a name that is taken, too. */
static void nothing_is_overwritten(void **state)
{
    (void)state;
    char second[32], third[32], fifth[32];
    folder_enter();
    close(open(name(second, 2), O_WRONLY | O_CREAT, 0600));
    assert_int_equal(symlink("nowhere", name(third, 3)), 0);
    struct playback playback =
        recording_play("wait:100 p wait:100 . p wait:100 . p wait:100 shot:a");
    playback_shows(&playback, "a", name(fifth, 5));
    assert_picture(fifth);
    assert_string_equal(folder_head(second), "");
    assert_int_equal(access("nowhere", F_OK), -1);
    assert_int_equal(access(name(fifth, 4), F_OK), 0);
    assert_int_equal(folder_count(), 5);
    playback_strike(&playback);
    folder_leave();
}

/* Would catch a picture that the screen waits for, or one of what came after its key. */
static void keys_answer_while_a_picture_is_drawn(void **state)
{
    (void)state;
    char file[32];
    folder_enter();
    struct playback playback = recording_play("wait:100");
    struct app *app = playback.app;
    struct buffer words = {0};
    recording_key(app, 'p');
    assert_true(app->record.asides[RECORD_PICTURE].child > 0);
    assert_string_equal(app->message, "drawing the picture");
    recording_key(app, '.');
    assert_int_equal(playback_step(&playback), 1);
    assert_true(record_deadline(app) >= 0);
    app_close(app, &words);
    assert_int_equal(record_deadline(app), -1);
    recording_assert_recipe(name(file, 1), " -n 0 ", true);
    buffer_release(&words);
    playback_strike(&playback);
    folder_leave();
}

/* Would catch a held key that draws picture after picture, or a walk that waits for them. */
static void one_picture_is_drawn_at_a_time(void **state)
{
    (void)state;
    folder_enter();
    struct playback playback = recording_play("wait:100");
    struct buffer words = {0};
    recording_key(playback.app, 'p');
    kill(playback.app->record.asides[RECORD_PICTURE].child, SIGSTOP);
    for (int i = 0; i < 9; i++)
        recording_key(playback.app, 'p');
    assert_string_equal(playback.app->message, "the picture before is still being drawn");
    kill(playback.app->record.asides[RECORD_PICTURE].child, SIGCONT);
    aside_wait(&playback.app->record.asides[RECORD_PICTURE]);
    recording_key(playback.app, 'p');
    assert_true(app_close(playback.app, &words));
    assert_int_equal(folder_count(), 2);
    buffer_release(&words);
    playback_strike(&playback);
    folder_leave();
}

/* A child that somebody ends says nothing. */
static void a_picture_that_is_ended_is_said(void **state)
{
    (void)state;
    folder_enter();
    struct playback playback = recording_play("wait:100");
    struct buffer words = {0};
    recording_key(playback.app, 'p');
    kill(playback.app->record.asides[RECORD_PICTURE].child, SIGKILL);
    assert_false(app_close(playback.app, &words));
    assert_string_equal(buffer_text(&words), "downhill: the process that did it was ended\n");
    assert_int_equal(folder_count(), 0);
    buffer_release(&words);
    playback_strike(&playback);
    folder_leave();
}

/* Would catch a name that is lost behind the right edge. */
static void a_long_way_to_the_file_ends_in_its_name(void **state)
{
    (void)state;
    static const int widths[] = {24, 40, 80};
    static const char deep[] = "a-folder-with-a-long-name/and-one-of-the-same-length-in-it";
    char file[32], command[160];
    for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++) {
        folder_enter();
        snprintf(command, sizeof command, "mkdir -p %s", deep);
        assert_int_equal(system(command), 0);
        assert_int_equal(chdir(deep), 0);
        struct playback playback = playback_make(recording_scene);
        playback.options.columns = widths[i];
        playback_play(&playback, "wait:100 p wait:100 shot:a");
        playback_shows(&playback, "a", name(file, 1));
        playback_strike(&playback);
        assert_int_equal(chdir("../.."), 0);
        assert_int_equal(system("rm -r a-folder*"), 0);
        folder_leave();
    }
}

/* What is made until the end is saved, and its place is told where there is no screen any more. */
static void leaving_tells_what_was_recorded(void **state)
{
    (void)state;
    struct buffer words = {0};
    folder_enter();
    struct playback playback = recording_play("wait:100 P Space wait:500 p q");
    app_close(playback.app, &words);
    assert_int_equal(strncmp(buffer_text(&words), "downhill: saved as ", 19), 0);
    assert_non_null(strstr(buffer_text(&words), has_pixels() ? "/test-1.gif\n" : "/test-1.cast\n"));
    assert_non_null(strstr(buffer_text(&words), has_pixels() ? "/test-1.png\n" : "/test-1.svg\n"));
    buffer_clear(&words);
    app_close(playback.app, &words);
    assert_string_equal(buffer_text(&words), "");
    assert_int_equal(folder_count(), 2);
    buffer_release(&words);
    playback_strike(&playback);
    folder_leave();
}

static void what_cannot_be_written_is_said(void **state)
{
    (void)state;
    char here[64];
    folder_enter();
    assert_non_null(getcwd(here, sizeof here));
    assert_int_equal(rmdir(here), 0);
    struct playback playback = recording_play(
        "wait:100 p wait:100 shot:picture P Space wait:500 P wait:50 shot:animation");
    playback_shows(&playback, "picture", "cannot write");
    playback_shows(&playback, "animation", "cannot write");
    assert_true(playback.app->message_is_error);
    playback_strike(&playback);
    folder_leave();
}

/* A size limit stands for a full disk; clang's OpenMP needs a file of a kilobyte for itself. */
static void a_full_disk_leaves_nothing(void **state)
{
    (void)state;
    struct rlimit before, small;
    folder_enter();
    getrlimit(RLIMIT_FSIZE, &before);
    small = before;
    small.rlim_cur = 4096;
    signals_prefer_errors();
    setrlimit(RLIMIT_FSIZE, &small);
    struct playback playback = recording_play(
        "wait:100 p wait:100 shot:picture P Space wait:500 P wait:50 shot:animation");
    setrlimit(RLIMIT_FSIZE, &before);
    playback_shows(&playback, "picture", "cannot write");
    playback_shows(&playback, "animation", "cannot write");
    assert_int_equal(folder_count(), 0);
    playback_strike(&playback);
    folder_leave();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(p_saves_a_picture),
        cmocka_unit_test(a_picture_holds_its_recipe),
        cmocka_unit_test(a_recipe_makes_the_picture_again),
        cmocka_unit_test(a_recipe_holds_the_scene),
        cmocka_unit_test(nothing_is_overwritten),
        cmocka_unit_test(keys_answer_while_a_picture_is_drawn),
        cmocka_unit_test(one_picture_is_drawn_at_a_time),
        cmocka_unit_test(a_picture_that_is_ended_is_said),
        cmocka_unit_test(a_long_way_to_the_file_ends_in_its_name),
        cmocka_unit_test(leaving_tells_what_was_recorded),
        cmocka_unit_test(what_cannot_be_written_is_said),
        cmocka_unit_test(a_full_disk_leaves_nothing),
    };
    return cmocka_run_group_tests_name("screen/record", tests, NULL, NULL);
}
