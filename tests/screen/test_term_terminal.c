/*
 * The curses device on a terminal of its own, with a tiny program in place of the real one: what
 * the real program cannot be made to do on demand (faults, endless loops, too many colours) and
 * what is said in which bytes.
 */
#include "support/test.h"
#include "support/pty.h"

#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "term/signals.h"
#include "term/terminal.h"

/* --- the child: shows "ready", tells every event through a pipe, and does as the key says */

/* A store into a page that may not be written: what a sanitizer does not see coming. */
static void fault(void)
{
    volatile int *page = mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    *page = 1;
}

/* Deeper than any stack; the compiler cannot know. */
static int overflow_stack(volatile char *above, long depth)
{
    volatile char here[4096];
    here[0] = depth > 0 ? above[0] : 1;
    return depth == 0 ? 0 : overflow_stack(here, depth - 1) + here[0];
}

static void work_for_ever(void)
{
    for (volatile unsigned i = 0;; i = i + 1)
        continue;
}

static void act(uint32_t key)
{
    switch (key) {
    case 'f':
        fault();
        break;
    case 'o':
        overflow_stack((volatile char[1]){0}, 1L << 40);
        break;
    case 'a':
        abort();
    case 'e':
        exit(3);
    case 'w':
        work_for_ever();
        break;
    default:
        break;
    }
}

/* A picture of so many colours, and a line of text. */
static void draw(struct frame *frame, int colors, const char *text)
{
    for (int i = 0; i < frame->columns * frame->rows; i++) {
        unsigned level = (unsigned)(i % colors);
        color above = COLOR_RGB(level & 255, level >> 8, 100);
        color below = COLOR_RGB(100, level & 255, level >> 8);
        frame_put(frame, i % frame->columns, i / frame->columns, 0x2580,
                  (struct style){above, below, 0});
    }
    frame_text(frame, 0, 0, frame->columns, STYLE_PLAIN, text);
}

static void show(struct device *device, struct frame *frame, int colors, const char *text)
{
    int columns, rows;
    device->operations->size(device, &columns, &rows);
    if (!frame_resize(frame, columns, rows))
        exit(9);
    draw(frame, colors, text);
    device->operations->present(device, frame);
}

struct plan {
    int colors;
    enum color_choice choice;
    int events[2]; /* a pipe */
    int depth;     /* told by the child */
};

static void tell(const struct plan *plan, const struct event *event)
{
    dprintf(plan->events[1], "kind=%d key=%x at=%d,%d turn=%d\n", event->kind, event->key,
            event->column, event->row, event->turn);
}

static int run(void *argument)
{
    const struct plan *plan = argument;
    struct error error = {0};
    struct frame frame = {0};
    char text[80];
    setlocale(LC_CTYPE, "");
    struct device *device = terminal_open(plan->choice, &error);
    if (!device) {
        fprintf(stderr, "%s\n", error.message);
        return 1;
    }
    snprintf(text, sizeof text, "ready");
    dprintf(plan->events[1], "depth=%d\n", device->depth);
    for (;;) {
        show(device, &frame, plan->colors, text);
        struct event event = device->operations->wait(device, -1);
        tell(plan, &event);
        if (event.kind == EVENT_HANGUP || (event.kind == EVENT_KEY && event.key == 'q'))
            break;
        if (event.kind == EVENT_KEY)
            act(event.key);
    }
    frame_release(&frame);
    device->operations->close(device);
    signals_finish();
    return 0;
}

/* --- the tests */

static const char *const plain[] = {"TERM=xterm-256color", NULL};

static void start(struct pty *pty, const char *const *variables, struct plan *plan)
{
    struct pty_options options = {.columns = 80, .rows = 24, .variables = variables};
    assert_int_equal(pipe(plan->events), 0);
    fcntl(plan->events[0], F_SETFL, O_NONBLOCK);
    pty_start(pty, &options, run, plan);
    assert_true(pty_expect(pty, "ready"));
    assert_true(pty_settle(pty, 50));
    char told[32] = {0};
    assert_true(read(plan->events[0], told, sizeof told - 1) > 0);
    assert_int_equal(sscanf(told, "depth=%d", &plan->depth), 1);
}

static void stop(struct pty *pty, struct plan *plan)
{
    close(plan->events[0]);
    close(plan->events[1]);
    pty_stop(pty);
}

static void assert_restored(const struct pty *pty)
{
    assert_true(pty_last_is(pty, "\033[?1049l", "\033[?1049h"));
    assert_true(pty_last_is(pty, "\033[?25h", "\033[?25l"));
    assert_true(pty_last_is(pty, "\033[?1006;1000l", "\033[?1006;1000h"));
    assert_true(pty_last_is(pty, "\033[?2004l", "\033[?2004h"));
    assert_true(!strstr(pty->log, "\033]4;") || pty_last_is(pty, "\033]104\007", "\033]4;"));
    assert_true(pty_same_modes(pty));
}

/*
 * Would catch: a way of dying that leaves the user in the alternate screen, without cursor or echo,
 * or that hides from the shell how the program died.
 */
static void test_deaths(void **state)
{
    static const struct {
        char key;
        int signal; /* 0: an exit */
        int exit;
    } cases[] = {{'f', SIGSEGV, 0}, {'o', SIGSEGV, 0}, {'a', SIGABRT, 0}, {'e', 0, 3}, {'q', 0, 0}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct pty pty;
        struct plan plan = {.colors = 20};
        start(&pty, plain, &plan);
        pty_send(&pty, &cases[i].key, 1);
        assert_true(pty_wait(&pty, PTY_PATIENCE_MS));
        assert_restored(&pty);
        if (cases[i].signal && (!PTY_SANITIZED || WIFSIGNALED(pty.status)))
            assert_int_equal(WTERMSIG(pty.status), cases[i].signal);
        else if (!cases[i].signal)
            assert_int_equal(WEXITSTATUS(pty.status), cases[i].exit);
        stop(&pty, &plan);
    }
}

/* Between the first byte that changes the terminal and the moment when it can be given back. */
static int open_slowly(void *argument)
{
    struct signals_terminal terminal = {.output = STDOUT_FILENO, .restore = "given back"};
    const int *number = argument;
    tcgetattr(STDIN_FILENO, &terminal.modes);
    signals_take();
    dprintf(STDOUT_FILENO, "taken");
    kill(getpid(), *number);
    signals_arm(&terminal);
    return 0;
}

/* Would catch: a signal sent while the terminal is opened that ends the program at once. */
static void test_early_deaths(void **state)
{
    int numbers[] = {SIGILL, SIGABRT, SIGXCPU};
    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        struct pty pty;
        struct pty_options options = {.columns = 80, .rows = 24, .variables = plain};
        pty_start(&pty, &options, open_slowly, &numbers[i]);
        assert_true(pty_wait(&pty, PTY_PATIENCE_MS));
        assert_true(pty_last_is(&pty, "given back", "taken"));
        if (!PTY_SANITIZED || WIFSIGNALED(pty.status))
            assert_int_equal(WTERMSIG(pty.status), numbers[i]);
        pty_stop(&pty);
    }
}

/* Would catch: a program that cannot be ended while it computes, or while Ctrl-S holds its output.
 */
static void test_watchdog(void **state)
{
    static const char *const keys[] = {"w", "\023"};
    struct pty ptys[2];
    struct plan plans[2] = {{.colors = 20}, {.colors = 20}};
    (void)state;
    for (int i = 0; i < 2; i++) {
        start(&ptys[i], plain, &plans[i]);
        pty_type(&ptys[i], keys[i]);
        pty_settle(&ptys[i], 50);
        kill(ptys[i].child, SIGTERM);
    }
    for (int i = 0; i < 2; i++) {
        assert_true(pty_wait(&ptys[i], PTY_PATIENCE_MS));
        assert_true(WIFSIGNALED(ptys[i].status));
        assert_int_equal(WTERMSIG(ptys[i].status), SIGTERM);
        assert_restored(&ptys[i]);
        stop(&ptys[i], &plans[i]);
    }
}

/* What the child tells until it has told of a '~'. */
static void read_told(struct pty *pty, const struct plan *plan, char *told, size_t size)
{
    size_t length = 0;
    for (int i = 0; i < 500 && length + 1 < size; i++) {
        told[length] = '\0';
        if (strstr(told, "key=7e"))
            return;
        pty_settle(pty, 5);
        ssize_t count = read(plan->events[0], told + length, size - 1 - length);
        length += count > 0 ? (size_t)count : 0;
    }
    told[length] = '\0';
}

/* Would catch: keys, mouse reports, pastes and replies of the terminal taken for one another. */
static void test_events(void **state)
{
    static const struct {
        const char *sent, *told;
    } cases[] = {
        // clang-format off
        {"x",              "kind=1 key=78 at=0,0 turn=0\n"},
        {"\033OA",         "kind=1 key=110000 at=0,0 turn=0\n"},
        {"\033[A",         "kind=1 key=110000 at=0,0 turn=0\n"}, /* as sent in normal mode */
        {"\033[Z",         "kind=1 key=110006 at=0,0 turn=0\n"},
        {"\r",             "kind=1 key=110004 at=0,0 turn=0\n"},
        {"\n",             "kind=1 key=110004 at=0,0 turn=0\n"},
        {"\177",           "kind=1 key=110008 at=0,0 turn=0\n"},
        {"\033[3~",        "kind=1 key=110009 at=0,0 turn=0\n"},
        {"\033[5~",        "kind=1 key=11000c at=0,0 turn=0\n"},
        {"\f",             "kind=1 key=11000e at=0,0 turn=0\n"},
        {"\033",           "kind=1 key=110007 at=0,0 turn=0\n"},
        {"\316\267",       "kind=1 key=3b7 at=0,0 turn=0\n"},  /* eta */
        {"\033Oj",         "kind=1 key=2a at=0,0 turn=0\n"},   /* the keypad's star */
        {"\033[<0;5;3M",   "kind=2 key=0 at=4,2 turn=0\n"},    /* button 1 goes down: a click */
        {"\033[<0;5;3m",   ""},                                /* and up: nothing */
        {"\033[<2;5;3M",   ""},                                /* another button */
        {"\033[<64;1;1M",  "kind=3 key=0 at=0,0 turn=1\n"},
        {"\033[<65;80;24M", "kind=3 key=0 at=79,23 turn=-1\n"},
        {"\033[<0;81;3M",  ""},                                /* outside */
        {"\033[<0;300;200M", ""},
        {"\033[M !!",      ""},                                /* the oldest mouse report */
        {"\033[?1;2c",     ""},                                /* replies */
        {"\033]11;rgb:0000/0000/0000\033\\", ""},
        {"\033P1$r0m\033\\", ""},
        {"\033[999999999;5H", ""},
        {"\033[200~qq\nq\033[201~", ""},                       /* a paste would have quit */
        {"\377\300\001\002", ""},
        // clang-format on
    };
    struct pty pty;
    struct plan plan = {.colors = 20};
    char told[1024];
    (void)state;
    start(&pty, plain, &plan);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        pty_type(&pty, cases[i].sent);
        pty_settle(&pty, 40); /* a lone Escape is one only after a pause */
        pty_type(&pty, "~");
        read_told(&pty, &plan, told, sizeof told);
        char *end = strstr(told, "kind=1 key=7e");
        assert_non_null(end);
        *end = '\0';
        assert_string_equal(told, cases[i].told);
    }
    stop(&pty, &plan);
}

/* Has any colour been set, in any way? */
static bool says_color(const char *log)
{
    char eight[] = "\033[30m";
    if (strstr(log, "8;5;") || strstr(log, "8;2;") || strstr(log, "8:2:") || strstr(log, "\033]4;"))
        return true;
    for (int i = 0; i < 16; i++) {
        eight[2] = i < 8 ? '3' : '4';
        eight[3] = (char)('0' + i % 8);
        if (strstr(log, eight))
            return true;
    }
    return false;
}

/*
 * Would catch: colours that the terminal does not have, a promise of the environment not used,
 * NO_COLOR not honoured, --color not stronger than both, the user's palette touched where it cannot
 * be put back.
 */
static void test_colors(void **state)
{
    static const char true_color[] = "COLORTERM=truecolor";
    static const struct {
        const char *variables[4];
        enum color_choice choice;
        enum color_depth depth;
        const char *said, *unsaid;
    } cases[] = {
        // clang-format off
        {{"TERM=xterm-256color"},                COLOR_AUTO, DEPTH_PALETTE, "\033]4;",   "38;2;"},
        {{"TERM=xterm-256color", true_color},    COLOR_AUTO, DEPTH_TRUE,    "\033[38;2;", "\033]4;"},
        {{"TERM=xterm-256color", "COLORTERM=24bit"}, COLOR_AUTO, DEPTH_TRUE, "\033[48;2;", "\033]4;"},
        {{"TERM=xterm-direct"},                  COLOR_AUTO, DEPTH_TRUE,    "\033[38:2::", "\033]4;"},
        {{"TERM=xterm-direct2"},                 COLOR_AUTO, DEPTH_TRUE,    "\033[38:2:", "\033]4;"},
        {{"TERM=konsole-direct"},                COLOR_AUTO, DEPTH_TRUE,    "\033[38;2;", "\033]4;"},
        {{"TERM=tmux-256color", true_color, "TMUX=/tmp/x"}, COLOR_AUTO, DEPTH_TRUE, "\033[38:2:", "\033]4;"},
        {{"TERM=tmux-256color", "TMUX=/tmp/x"},  COLOR_AUTO, DEPTH_256,     "\033[38;5;", "\033]4;"},
        {{"TERM=xterm-256color", "TMUX=/tmp/x"}, COLOR_AUTO, DEPTH_256,     "\033[38;5;", "\033]4;"},
        {{"TERM=screen-256color", true_color, "STY=1.x"}, COLOR_AUTO, DEPTH_256, "\033[38;5;", "38;2"},
        {{"TERM=xterm-256color", "TERM_PROGRAM=Apple_Terminal"}, COLOR_AUTO, DEPTH_256, "\033[38;5;", "\033]4;"},
        {{"TERM=xterm-ghostty"},                 COLOR_AUTO, DEPTH_PALETTE, "\033]4;",   "38;2;"},
        {{"TERM=xterm-ghostty", true_color},     COLOR_AUTO, DEPTH_TRUE,    "\033[38;2;", "\033]4;"},
        {{"TERM=foot", true_color},              COLOR_AUTO, DEPTH_TRUE,    "\033[38",        "\033]4;"},
        {{"TERM=xterm-16color"},                 COLOR_AUTO, DEPTH_16,      "\033[3",    "38;"},
        {{"TERM=xterm"},                         COLOR_AUTO, DEPTH_8,       "\033[3",    "38;"},
        {{"TERM=xterm", true_color},             COLOR_AUTO, DEPTH_TRUE,    "\033[38;2;", "\033]4;"},
        {{"TERM=xterm", "XTERM_VERSION=XTerm(379)"}, COLOR_AUTO, DEPTH_TRUE, "\033[38;2;", "\033]4;"},
        {{"TERM=xterm", "XTERM_VERSION=XTerm(300)"}, COLOR_AUTO, DEPTH_8,   "\033[3",    "38;"},
        {{"TERM=xterm-256color", "WT_SESSION=x"}, COLOR_AUTO, DEPTH_TRUE,   "\033[38;2;", "\033]4;"},
        {{"TERM=vt100", "VTE_VERSION=7000"},     COLOR_AUTO, DEPTH_MONO,    "ready",     "\033]4;"},
        {{"TERM=cons25"},                        COLOR_AUTO, DEPTH_8,       "\033[3",    "\033]"},
        {{"TERM=vt100"},                         COLOR_AUTO, DEPTH_MONO,    "ready", "\033]4;"},
        {{"TERM=xterm-256color", "NO_COLOR=1"},  COLOR_AUTO, DEPTH_MONO,    "ready", "\033]4;"},
        {{"TERM=xterm-256color", "NO_COLOR="},   COLOR_AUTO, DEPTH_PALETTE, "\033]4;",   "38;2;"},
        {{"TERM=xterm-256color", true_color, "NO_COLOR=1"}, COLOR_AUTO, DEPTH_MONO, "ready", "\033]4;"},
        {{"TERM=xterm-256color", "NO_COLOR=1"},  COLOR_256,  DEPTH_256,     "\033[38;5;", "\033]4;"},
        {{"TERM=xterm-256color", true_color},    COLOR_NEVER, DEPTH_MONO,   "ready", "\033]4;"},
        {{"TERM=xterm-256color"},                COLOR_TRUE, DEPTH_TRUE,    "\033[38;2;", "\033]4;"},
        {{"TERM=xterm-256color", true_color},    COLOR_PALETTE, DEPTH_PALETTE, "\033]4;", "38;2;"},
        {{"TERM=xterm-256color", true_color},    COLOR_8,    DEPTH_8,       "\033[3",    "38;"},
        {{"TERM=xterm-direct"},                  COLOR_256,  DEPTH_256,     "\033[38;5;", "38:2"},
        {{"TERM=xterm"},                         COLOR_256,  DEPTH_256,     "\033[38;5;", "\033]4;"},
        // clang-format on
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct pty pty;
        struct plan plan = {.colors = 200, .choice = cases[i].choice};
        start(&pty, cases[i].variables, &plan);
        pty_type(&pty, "q");
        assert_true(pty_wait(&pty, PTY_PATIENCE_MS));
        if (plan.depth != (int)cases[i].depth || !strstr(pty.log, cases[i].said) ||
            strstr(pty.log, cases[i].unsaid))
            fail_msg("case %zu: depth %d", i, plan.depth);
        assert_int_equal(says_color(pty.log), cases[i].depth != DEPTH_MONO);
        assert_int_equal(pty.status, 0);
        assert_true(pty_same_modes(&pty));
        stop(&pty, &plan);
    }
}

/*
 * More colours than a palette has entries, more pairs than curses keeps. Would catch: an endless
 * round of forgetting and sending everything, a pair taken from cells that are shown.
 */
static void test_too_many_colors(void **state)
{
    static const char *const few[] = {"TERM=cons25", NULL};
    static const char *const *const terminals[] = {plain, few};
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct pty pty;
        struct plan plan = {.colors = 1500};
        start(&pty, terminals[i], &plan);
        for (int k = 0; k < 5; k++) {
            size_t before = pty.length;
            pty_type(&pty, "x");
            assert_true(pty_settle(&pty, 50));
            assert_true(k == 0 || pty.length - before < 100);
        }
        pty_type(&pty, "q");
        assert_true(pty_wait(&pty, PTY_PATIENCE_MS));
        assert_int_equal(pty.status, 0);
        stop(&pty, &plan);
    }
}

/* Would catch: an unknown or helpless terminal that gets a screen all the same, or no helpful word.
 */
static void test_refused(void **state)
{
    static const struct {
        const char *variables[2];
        const char *said;
    } cases[] = {
        {{"TERM=no-such-terminal"}, "unknown terminal 'no-such-terminal' (TERM)"},
        {{"TERM="}, "unknown terminal '' (TERM)"},
        {{NULL}, "(TERM); try TERM=xterm-256color"},
        {{"TERM=dumb"}, "'dumb' (TERM) cannot place its cursor"},
        {{"TERM=\033[31mred"}, "unknown terminal '\\x1b[31mred'"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct pty pty;
        struct plan plan = {.colors = 20};
        struct pty_options options = {.columns = 80, .rows = 24, .variables = cases[i].variables};
        pty_start(&pty, &options, run, &plan);
        assert_true(pty_wait(&pty, PTY_PATIENCE_MS));
        assert_int_equal(WEXITSTATUS(pty.status), 1);
        assert_non_null(strstr(pty.log, cases[i].said));
        assert_null(strchr(pty.log, '\033'));
        assert_true(pty_same_modes(&pty));
        pty_stop(&pty);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_deaths),       cmocka_unit_test(test_watchdog),
        cmocka_unit_test(test_early_deaths), cmocka_unit_test(test_events),
        cmocka_unit_test(test_colors),       cmocka_unit_test(test_too_many_colors),
        cmocka_unit_test(test_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
