/* Everything waits in poll(), with a limit. */
#include "support/test.h"
#include "support/pty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void set_environment(const char *const *variables)
{
    static const char *const unset[] = {
        "TERM",         "COLORTERM",     "NO_COLOR",    "TMUX",       "STY",
        "TERM_PROGRAM", "XTERM_VERSION", "VTE_VERSION", "WT_SESSION", "TERMINAL_EMULATOR",
        "COLUMNS",      "LINES",         "ESCDELAY",    "LC_ALL",     "LC_CTYPE",
        "COLORFGBG"};
    for (size_t i = 0; i < sizeof unset / sizeof unset[0]; i++)
        unsetenv(unset[i]);
    setenv("LANG", "C.UTF-8", 1);
    for (; variables && *variables; variables++) {
        char name[64];
        snprintf(name, sizeof name, "%.*s", (int)strcspn(*variables, "="), *variables);
        setenv(name, strchr(*variables, '=') + 1, 1);
    }
}

/* The child's half: a session of its own with the terminal as its standard streams. */
static void become_child(const char *name, const struct pty_options *options)
{
    setsid();
    int slave = open(name, O_RDWR);
    ioctl(slave, TIOCSCTTY, 0);
    for (int i = 0; i < 3; i++)
        dup2(slave, i);
    if (slave > 2)
        close(slave);
    for (int number = 1; number < 32; number++)
        signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    set_environment(options->variables);
}

void pty_start(struct pty *pty, const struct pty_options *options, int (*child)(void *),
               void *argument)
{
    *pty = (struct pty){.sink = options->sink, .context = options->context};
    pty->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    assert_true(pty->master >= 0 && grantpt(pty->master) == 0 && unlockpt(pty->master) == 0);
    const char *name = ptsname(pty->master);
    int slave = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
    assert_true(slave >= 0);
    pty_resize(pty, options->columns, options->rows);
    tcgetattr(slave, &pty->before);
    fflush(NULL);
    pty->child = fork();
    assert_true(pty->child >= 0);
    if (pty->child == 0) {
        close(pty->master);
        close(slave);
        become_child(name, options);
        exit(child(argument));
    }
    /* Our hand on the child's side stays until it has its own: else a hang-up would be read. */
    fcntl(pty->master, F_SETFL, O_NONBLOCK);
    pty->capacity = 1;
    pty->log = calloc(1, 1);
    long end = now_ms() + PTY_PATIENCE_MS;
    siginfo_t gone = {0};
    while (tcgetsid(pty->master) != pty->child && gone.si_pid == 0 && now_ms() < end) {
        poll(NULL, 0, 1);
        waitid(P_PID, (id_t)pty->child, &gone, WEXITED | WNOHANG | WNOWAIT);
    }
    close(slave);
}

void pty_stop(struct pty *pty)
{
    if (!pty->ended) {
        kill(pty->child, SIGKILL);
        waitpid(pty->child, &pty->status, 0);
    }
    if (pty->master >= 0)
        close(pty->master);
    free(pty->log);
    *pty = (struct pty){.master = -1, .ended = true};
}

static void keep(struct pty *pty, const char *bytes, size_t length)
{
    while (pty->length + length + 1 > pty->capacity) {
        pty->capacity *= 2;
        pty->log = realloc(pty->log, pty->capacity);
        assert_non_null(pty->log);
    }
    memcpy(pty->log + pty->length, bytes, length);
    pty->length += length;
    pty->log[pty->length] = '\0';
    if (pty->sink)
        pty->sink(pty->context, bytes, length);
}

/* One read; 0: nothing came in time; -1: nothing will come any more. */
static int take(struct pty *pty, int patience_ms)
{
    char bytes[65536];
    struct pollfd poll_for = {.fd = pty->master, .events = POLLIN};
    if (pty->master < 0)
        return -1;
    if (poll(&poll_for, 1, patience_ms) <= 0)
        return 0;
    ssize_t count = read(pty->master, bytes, sizeof bytes);
    if (count > 0)
        keep(pty, bytes, (size_t)count);
    else if (count == 0 || errno != EAGAIN)
        return -1;
    return count > 0;
}

void pty_send(struct pty *pty, const char *bytes, size_t length)
{
    long end = now_ms() + PTY_PATIENCE_MS;
    while (length > 0 && now_ms() < end) {
        ssize_t count = write(pty->master, bytes, length);
        if (count > 0) {
            bytes += count;
            length -= (size_t)count;
        } else if (take(pty, 20) < 0) { /* it may be waiting for us to read */
            return;
        }
    }
}

void pty_type(struct pty *pty, const char *text)
{
    pty_send(pty, text, strlen(text));
}

void pty_resize(struct pty *pty, int columns, int rows)
{
    struct winsize size = {.ws_col = (unsigned short)columns, .ws_row = (unsigned short)rows};
    ioctl(pty->master, TIOCSWINSZ, &size);
}

bool pty_settle(struct pty *pty, int silence_ms)
{
    int got;
    long end = now_ms() + PTY_PATIENCE_MS;
    do {
        got = take(pty, silence_ms);
    } while (got > 0 && now_ms() < end);
    return got >= 0;
}

bool pty_expect(struct pty *pty, const char *text)
{
    long end = now_ms() + PTY_PATIENCE_MS;
    for (;;) {
        const char *found = strstr(pty->log + pty->mark, text);
        if (found) {
            pty->mark = (size_t)(found - pty->log) + strlen(text);
            return true;
        }
        long left = end - now_ms();
        if (left <= 0 || take(pty, (int)left) < 0)
            return false;
    }
}

bool pty_until(struct pty *pty, bool (*done)(void *context), void *context)
{
    long end = now_ms() + PTY_PATIENCE_MS;
    while (!done(context)) {
        long left = end - now_ms();
        if (left <= 0 || take(pty, (int)left) < 0)
            return done(context);
    }
    return true;
}

bool pty_wait(struct pty *pty, int patience_ms)
{
    long end = now_ms() + patience_ms;
    while (!pty->ended) {
        int got = take(pty, 5);
        if (waitpid(pty->child, &pty->status, WNOHANG) == pty->child)
            pty->ended = true;
        else if (now_ms() > end)
            return false;
        else if (got < 0)
            poll(NULL, 0, 5);
    }
    while (take(pty, 0) > 0)
        continue;
    return true;
}

bool pty_same_modes(const struct pty *pty)
{
    struct termios now;
    const struct termios *before = &pty->before;
    return tcgetattr(pty->master, &now) == 0 && now.c_iflag == before->c_iflag &&
           now.c_oflag == before->c_oflag && now.c_cflag == before->c_cflag &&
           now.c_lflag == before->c_lflag && memcmp(now.c_cc, before->c_cc, sizeof now.c_cc) == 0;
}

static const char *last(const char *log, const char *text)
{
    const char *found = NULL;
    for (const char *at = strstr(log, text); at; at = strstr(at + 1, text))
        found = at;
    return found;
}

bool pty_last_is(const struct pty *pty, const char *a, const char *b)
{
    const char *last_a = last(pty->log, a), *last_b = last(pty->log, b);
    return last_a && (!last_b || last_a > last_b);
}
