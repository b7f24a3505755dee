/*
 * The real program in a terminal: start, keys, mouse, resizing, colours, and every way out.
 */
#include "support/test.h"
#include "terminal/support/session.h"

#include <glob.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char title[] = "Rosenbrock's valley";
static const char *const scene[] = {"rosenbrock", NULL};
/* libvterm 0.1.4 misreads xterm-direct's 38:2::R:G:B; this entry's 38;2;R;G;B it reads well. */
static const char *const direct[] = {"TERM=konsole-direct", NULL};
static const char *const indexed[] = {"TERM=xterm-256color", NULL};

/* libvterm reads only the first of the two. */
static const char mouse_on[] = "\033[?1006;1000h", mouse_off[] = "\033[?1006;1000l";

static void start(struct session *session, const char *const *variables)
{
    session_start(session, scene, variables, 80, 24);
    assert_true(session_shows(session, title));
    assert_true(pty_settle(&session->pty, 50));
}

static void assert_restored(const struct session *session)
{
    const struct pty *pty = &session->pty;
    assert_false(session->alternate);
    assert_true(session->cursor);
    assert_false(pty_last_is(pty, mouse_on, mouse_off));
    assert_false(pty_last_is(pty, "\033[?2004h", "\033[?2004l"));
    assert_false(pty_last_is(pty, "\033]4;", "\033]104"));
    assert_true(pty_same_modes(pty));
}

static void quit(struct session *session)
{
    pty_type(&session->pty, "q");
    assert_true(pty_wait(&session->pty, PTY_PATIENCE_MS));
    assert_int_equal(session->pty.status, 0);
    assert_restored(session);
    session_stop(session);
}

/* Would catch: a start that does not take the terminal over, or a `q` that does not give it back.
 */
static void test_start_and_quit(void **state)
{
    struct session session;
    (void)state;
    start(&session, indexed);
    assert_true(session.alternate);
    assert_false(session.cursor);
    assert_true(pty_last_is(&session.pty, mouse_on, mouse_off));
    assert_true(pty_last_is(&session.pty, "\033[?2004h", "\033[?2004l"));
    quit(&session);
}

/* Would catch: keys that do not arrive, a walk that does not run, a pause that still sends. */
static void test_keys(void **state)
{
    struct session session;
    (void)state;
    start(&session, direct);
    pty_type(&session.pty, ".");
    assert_true(session_shows(&session, "step 1 "));
    pty_type(&session.pty, "...,");
    assert_true(session_shows(&session, "step 3 "));
    pty_type(&session.pty, " ");
    assert_true(session_shows(&session, "step 9 "));
    pty_type(&session.pty, " ");
    assert_true(session_shows(&session, "paused"));
    assert_true(pty_settle(&session.pty, 100));
    size_t before = session.pty.length;
    assert_true(pty_settle(&session.pty, 500));
    assert_int_equal(session.pty.length, before); /* paused: not a byte */
    pty_type(&session.pty, "?");
    for (int i = 0; i < 50 && session_has(&session, "step 9 ", NULL, NULL); i++)
        assert_true(pty_settle(&session.pty, 50));
    assert_false(session_has(&session, "step 9 ", NULL, NULL)); /* the help lies over it */
    pty_type(&session.pty, "\033");
    assert_true(session_shows(&session, title));
    quit(&session);
}

/* Would catch: a click that does not move the start, or one outside the screen that does harm. */
static void test_mouse(void **state)
{
    struct session session;
    (void)state;
    start(&session, direct);
    char *before = session_text(&session);
    pty_type(&session.pty, "\033[<0;20;8M\033[<0;20;8m");
    char *after = session_text(&session);
    for (int i = 0; i < 50 && strcmp(before, after) == 0; i++) {
        free(after);
        assert_true(pty_settle(&session.pty, 50));
        after = session_text(&session);
    }
    assert_string_not_equal(before, after);
    free(before);
    pty_type(&session.pty, "\033[<0;300;200M\033[<0;300;200m\033[<35;3;3M");
    assert_true(pty_settle(&session.pty, 100));
    before = session_text(&session);
    assert_string_equal(before, after);
    free(before);
    free(after);
    quit(&session);
}

/*
 * Would catch: a size at which it dies, and a screen that is not what a fresh start at that size
 * shows once the dust has settled.
 */
static void test_resize_storm(void **state)
{
    static const int sizes[][2] = {{1, 1},   {200, 60},  {20, 6}, {1, 40},  {200, 1},
                                   {37, 11}, {80, 24},   {2, 2},  {79, 23}, {120, 36},
                                   {3, 50},  {300, 100}, {10, 3}, {60, 16}, {100, 30}};
    struct session session, fresh;
    (void)state;
    start(&session, direct);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        session_resize(&session, sizes[i][0], sizes[i][1]);
        pty_type(&session.pty, i % 3 ? "" : "\f");
        assert_true(pty_settle(&session.pty, i % 4 ? 1 : 40));
    }
    assert_true(pty_settle(&session.pty, 300));
    session_start(&fresh, scene, direct, 100, 30);
    assert_true(session_shows(&fresh, title));
    assert_true(pty_settle(&fresh.pty, 200));
    char *one = session_text(&session), *other = session_text(&fresh);
    for (int i = 0; i < 30 && strcmp(one, other) != 0;
         i++) { /* on a busy machine it takes a while */
        free(one);
        free(other);
        assert_true(pty_settle(&session.pty, 50) && pty_settle(&fresh.pty, 50));
        one = session_text(&session);
        other = session_text(&fresh);
    }
    assert_string_equal(one, other);
    free(one);
    free(other);
    quit(&session);
    quit(&fresh);
}

/* Would catch: a map that is grey mush in a depth, colours where there are none, a screen without
 * words. */
static void test_depths(void **state)
{
    static const struct {
        const char *variables[4];
        int least, most; /* colours that the screen shows */
    } cases[] = {
        {{"TERM=konsole-direct"}, 40, 4096},
        {{"TERM=xterm-direct2"}, 40, 4096},
        {{"TERM=xterm-256color", "COLORTERM=truecolor"}, 40, 4096},
        {{"TERM=xterm-256color", "TMUX=/nowhere"}, 12, 256},
        {{"TERM=xterm-16color"}, 4, 16},
        {{"TERM=xterm"}, 4, 10},
        {{"TERM=vt100"}, 1, 2},
        {{"TERM=xterm-256color", "NO_COLOR=1"}, 1, 2},
        {{"TERM=xterm", "LC_ALL=C"}, 4, 10},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct session session;
        start(&session, cases[i].variables);
        int colors = session_count_colors(&session);
        if (colors < cases[i].least || colors > cases[i].most)
            fail_msg("%s: %d colours", cases[i].variables[0], colors);
        quit(&session);
    }
}

/* Would catch: a map of letters where nobody set a locale, or where a remote shell names one that
 * this machine lacks; and one of half blocks where letters were asked for. */
static void test_locales(void **state)
{
    static const struct {
        const char *variables[5];
        bool blocks;
    } cases[] = {
        {{"TERM=xterm-256color", "LANG=", "LC_ALL=", "LC_CTYPE="}, true},
        {{"TERM=xterm-256color", "LANG=", "LC_ALL=xx_XX.UTF-8"}, true},
        {{"TERM=xterm-256color", "LC_ALL=POSIX"}, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct session session;
        start(&session, cases[i].variables);
        assert_int_equal(session_has(&session, "▀", NULL, NULL), cases[i].blocks);
        quit(&session);
    }
}

/*
 * Would catch: a signal that leaves the terminal changed (plain curses does so for HUP, QUIT, SEGV
 * and ABRT), or an exit status that hides the signal. With a palette of its own, to be put back
 * too.
 */
static void test_signals(void **state)
{
    static const int signals[] = {SIGHUP, SIGINT, SIGTERM, SIGQUIT, SIGUSR1, SIGUSR2, SIGSEGV,
                                  SIGBUS, SIGFPE, SIGILL,  SIGABRT, SIGSYS,  SIGXCPU};
    (void)state;
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        struct session session;
        start(&session, indexed);
        if (i % 2)
            pty_type(&session.pty, " "); /* in the midst of a walk */
        pty_settle(&session.pty, 20);
        kill(session.pty.child, signals[i]);
        assert_true(pty_wait(&session.pty, PTY_PATIENCE_MS));
        assert_true(WIFSIGNALED(session.pty.status));
        assert_int_equal(WTERMSIG(session.pty.status), signals[i]);
        assert_restored(&session);
        session_stop(&session);
    }
}

/* Would catch: Ctrl-C or Ctrl-\ typed at it that does not end it, or leaves something behind. */
static void test_interrupt_keys(void **state)
{
    static const struct {
        const char *key;
        int signal;
    } cases[] = {{"\003", SIGINT}, {"\034", SIGQUIT}};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct session session;
        start(&session, direct);
        pty_type(&session.pty, cases[i].key);
        assert_true(pty_wait(&session.pty, PTY_PATIENCE_MS));
        assert_int_equal(WTERMSIG(session.pty.status), cases[i].signal);
        assert_restored(&session);
        session_stop(&session);
    }
}

/* --- what is saved while it ends, in a folder of its own */

static char folder[32], left[4096];

static int enter_folder(void **state)
{
    const char *named = getenv("DOWNHILL");
    char *program = realpath(named ? named : "./downhill", NULL);
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/downhill-test-XXXXXX");
    bool entered = program && setenv("DOWNHILL", program, 1) == 0 && getcwd(left, sizeof left) &&
                   mkdtemp(folder) && chdir(folder) == 0;
    free(program);
    return entered ? 0 : -1;
}

static int leave_folder(void **state)
{
    (void)state;
    rmdir(folder);
    return chdir(left);
}

static size_t count_files(const char *pattern)
{
    glob_t found = {0};
    size_t count = glob(pattern, 0, NULL, &found) == 0 ? found.gl_pathc : 0;
    for (size_t i = 0; i < count; i++)
        unlink(found.gl_pathv[i]);
    globfree(&found);
    return count;
}

/* Or has ended: an SVG may be there before the screen speaks of it. */
static bool draws_picture(void *session)
{
    return session_has(session, "drawing the picture", NULL, NULL) ||
           session_has(session, "saved as", NULL, NULL);
}

/* Would catch: Ctrl-C that ends what is drawn aside, or that swallows where it was saved. */
static void test_interrupted_pictures(void **state)
{
    struct session session;
    (void)state;
    start(&session, direct);
    pty_type(&session.pty, "P.");
    assert_true(session_shows(&session, "step 1 "));
    pty_type(&session.pty, "p");
    assert_true(pty_until(&session.pty, draws_picture, &session));
    pty_type(&session.pty, "\003");
    assert_true(pty_wait(&session.pty, PTY_PATIENCE_MS));
    assert_int_equal(WTERMSIG(session.pty.status), SIGINT);
    assert_restored(&session);
    assert_true(session_has(&session, "downhill: saved as", NULL, NULL));
    session_stop(&session);
    assert_int_equal(count_files("rosenbrock-*"), 2); /* the picture, and the animation */
}

/* Would catch: a `q` that says all is well, though what was to be saved then is not there. */
static void test_unsaved_pictures(void **state)
{
    (void)state;
    assert_int_equal(rmdir(folder), 0);
    for (int i = 0; i < 2; i++) {
        struct session session;
        start(&session, direct);
        pty_type(&session.pty, i == 0 ? "pq" : "P.q");
        assert_true(pty_wait(&session.pty, PTY_PATIENCE_MS));
        assert_int_equal(WEXITSTATUS(session.pty.status), 1);
        assert_true(session_has(&session, "downhill: cannot write", NULL, NULL));
        session_stop(&session);
    }
}

/* Would catch: a program that lives on at full speed after its window was closed. */
static void test_closed(void **state)
{
    (void)state;
    for (int running = 0; running < 2; running++) {
        struct session session;
        start(&session, direct);
        pty_type(&session.pty, running ? " " : "");
        pty_settle(&session.pty, 50);
        close(session.pty.master);
        session.pty.master = -1;
        assert_true(pty_wait(&session.pty, PTY_SANITIZED ? 3000 : 1000));
        session_stop(&session);
    }
}

/* Would catch: garbage taken for a key that quits, hangs or kills; a paste that is played. */
static void test_garbage(void **state)
{
    struct session session;
    char noise[2000];
    unsigned seed = 1;
    (void)state;
    start(&session, direct);
    pty_type(&session.pty, "\033[200~qqq\033[201~\033]11;rgb:0/0/0\007\033[?1;2c\033[999999999;5H");
    for (size_t i = 0; i < sizeof noise; i++) {
        seed = seed * 1103515245u + 12345u;
        noise[i] = (char)(0x80 | (seed >> 16 & 0x7F)); /* no ASCII: no key among it */
    }
    pty_send(&session.pty, noise, sizeof noise);
    pty_type(&session.pty, "\033[M !!\033[<9999;9999;9999M\033O\033\033");
    assert_true(pty_settle(&session.pty, 300));
    pty_type(&session.pty, "\033");
    assert_true(pty_settle(&session.pty, 100));
    assert_true(session_has(&session, title, NULL, NULL));
    quit(&session);
}

/* Would catch: an unknown or helpless TERM that ends in a mess instead of a word. */
static void test_refused(void **state)
{
    static const char *const cases[][2] = {{"TERM=no-such-terminal", "no-such-terminal"},
                                           {"TERM=dumb", "dumb"}};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct session session;
        const char *const variables[] = {cases[i][0], NULL};
        session_start(&session, scene, variables, 80, 24);
        assert_true(pty_wait(&session.pty, PTY_PATIENCE_MS));
        assert_int_equal(WEXITSTATUS(session.pty.status), 1);
        assert_non_null(strstr(session.pty.log, cases[i][1]));
        assert_non_null(strstr(session.pty.log, "TERM"));
        assert_true(pty_same_modes(&session.pty));
        session_stop(&session);
    }
}

/* Would catch: a terminal less common that kills the program, hangs it, or gets no word. */
static void test_entries(void **state)
{
    static const char *const names[] = {"ansi",          "vt52",
                                        "vt102",         "vt220",
                                        "vt340",         "xterm-mono",
                                        "xterm-88color", "rxvt",
                                        "Eterm",         "st-256color",
                                        "putty",         "wy60",
                                        "cygwin",        "screen.xterm-256color",
                                        "hpterm",        "sun",
                                        "iterm2-direct", "nsterm-direct",
                                        "teraterm"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct session session;
        char variable[64];
        const char *const variables[] = {variable, NULL};
        snprintf(variable, sizeof variable, "TERM=%s", names[i]);
        session_start(&session, scene, variables, 80, 24);
        while (session.pty.length == 0 && pty_settle(&session.pty, 20))
            continue;
        pty_settle(&session.pty, 60);
        pty_type(&session.pty, "q");
        assert_true(pty_wait(&session.pty, PTY_PATIENCE_MS));
        assert_true(WIFEXITED(session.pty.status));
        bool refused = WEXITSTATUS(session.pty.status) == 1 && strstr(session.pty.log, "(TERM)");
        assert_true(session.pty.status == 0 || refused);
        assert_true(pty_same_modes(&session.pty));
        session_stop(&session);
    }
}

/* Would catch: a screen that repaints more than what a step changes (the bar is 300 bytes). */
static void test_bytes_of_a_step(void **state)
{
    enum { STEPS = 40 };
    struct session session;
    (void)state;
    session_start(&session, scene, direct, 200, 60);
    assert_true(session_shows(&session, title));
    assert_true(pty_settle(&session.pty, 100));
    size_t before = session.pty.length;
    for (int i = 1; i <= STEPS; i++) {
        char text[32];
        snprintf(text, sizeof text, "step %d ", i);
        pty_type(&session.pty, ".");
        assert_true(session_shows(&session, text));
    }
    assert_true(pty_settle(&session.pty, 50));
    assert_in_range(session.pty.length - before, STEPS, STEPS * 300);
    quit(&session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_start_and_quit),
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_mouse),
        cmocka_unit_test(test_resize_storm),
        cmocka_unit_test(test_depths),
        cmocka_unit_test(test_locales),
        cmocka_unit_test(test_signals),
        cmocka_unit_test(test_interrupt_keys),
        cmocka_unit_test_setup_teardown(test_interrupted_pictures, enter_folder, leave_folder),
        cmocka_unit_test_setup_teardown(test_unsaved_pictures, enter_folder, leave_folder),
        cmocka_unit_test(test_closed),
        cmocka_unit_test(test_garbage),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_entries),
        cmocka_unit_test(test_bytes_of_a_step),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
