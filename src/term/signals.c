/*
 * Handlers call only what POSIX calls async-signal-safe. State is file-static, since that is what a
 * handler can reach; it is written before the handlers are installed, or is a sig_atomic_t.
 *
 * A crash handler runs on a stack of its own (the crash may be a stack overflow), puts the earlier
 * action back and returns: a fault then strikes again at its place and is the earlier handler's,
 * with the right registers; a signal that was sent is sent again.
 */
#include "term/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/array.h"

enum { CRASH_STACK = 64 * 1024, WATCHDOG_SECONDS = 2, WRITE_PATIENCE_MS = 500 };

static const int ending[] = {SIGHUP, SIGINT, SIGTERM, SIGQUIT, SIGUSR1, SIGUSR2};
static const int crashing[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGSYS, SIGXCPU};
static const int screen[] = {SIGTSTP, SIGCONT, SIGWINCH};

static struct sigaction before_ending[ARRAY_LENGTH(ending)];
static struct sigaction before_crashing[ARRAY_LENGTH(crashing)];
static struct sigaction before_screen[ARRAY_LENGTH(screen)];
static struct sigaction before_watchdog;
static struct sigaction curses_stop; /* curses' handler of SIGTSTP */
static sigset_t before_mask;
static pthread_t waiting; /* the thread that waits for input */

static struct signals_terminal terminal;
static char crash_stack[CRASH_STACK];
static volatile sig_atomic_t armed, ended, continued;

/* Never waits for long: the terminal may be stopped by Ctrl-S, or gone. */
static void write_patiently(const char *text)
{
    int flags = fcntl(terminal.output, F_GETFL);
    size_t left = strlen(text);
    fcntl(terminal.output, F_SETFL, flags | O_NONBLOCK);
    while (left > 0) {
        ssize_t written = write(terminal.output, text, left);
        struct pollfd room = {.fd = terminal.output, .events = POLLOUT};
        if (written > 0) {
            text += written;
            left -= (size_t)written;
        } else if (errno != EINTR && (errno != EAGAIN || poll(&room, 1, WRITE_PATIENCE_MS) <= 0)) {
            break;
        }
    }
    fcntl(terminal.output, F_SETFL, flags);
}

static void restore_terminal(void)
{
    if (!armed)
        return;
    armed = 0;
    tcflow(terminal.output, TCOOFF); /* this pair undoes a Ctrl-S */
    tcflow(terminal.output, TCOON);
    write_patiently(terminal.restore);
    tcsetattr(terminal.output, TCSANOW, &terminal.modes);
}

static void on_crash(int number, siginfo_t *info, void *context)
{
    (void)context;
    restore_terminal();
    for (size_t i = 0; i < ARRAY_LENGTH(crashing); i++) {
        if (crashing[i] == number)
            sigaction(number, &before_crashing[i], NULL);
    }
    if (info->si_code <= 0) { /* sent by a process, so it would not strike again */
        raise(number);
    }
}

/* A signal may find a thread that helps with a picture, while this one has it blocked. */
static void on_end(int number)
{
    if (!pthread_equal(pthread_self(), waiting)) {
        pthread_kill(waiting, number);
        return;
    }
    ended = number;
    alarm(WATCHDOG_SECONDS);
}

static void die_by(int number)
{
    sigset_t only;
    signal(number, SIG_DFL);
    sigemptyset(&only);
    sigaddset(&only, number);
    sigprocmask(SIG_UNBLOCK, &only, NULL);
    raise(number);
}

static void on_watchdog(int number)
{
    (void)number;
    restore_terminal();
    die_by(ended ? ended : SIGTERM);
}

static void on_continue(int number)
{
    (void)number;
    continued = 1;
}

static void on_stop(int number)
{
    write_patiently(terminal.stopping);
    curses_stop.sa_handler(number);
    write_patiently(terminal.resuming);
}

/* exit() in the midst of it. */
static void on_exit_call(void)
{
    restore_terminal();
}

static void handle(int number, void (*handler)(int), struct sigaction *before)
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(number, NULL, before);
    if (before->sa_handler != SIG_IGN)
        sigaction(number, &action, NULL);
}

static void handle_crashes(void)
{
    static const stack_t own = {.ss_sp = crash_stack, .ss_size = sizeof crash_stack};
    struct sigaction action = {.sa_sigaction = on_crash, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    stack_t other;
    if (sigaltstack(NULL, &other) == 0 && (other.ss_flags & SS_DISABLE))
        sigaltstack(&own, NULL); /* a sanitizer has its own */
    sigfillset(&action.sa_mask);
    for (size_t i = 0; i < ARRAY_LENGTH(crashing); i++)
        sigaction(crashing[i], &action, &before_crashing[i]);
}

static sigset_t set_of(const int *numbers, size_t count)
{
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < count; i++)
        sigaddset(&set, numbers[i]);
    return set;
}

/* Lets through those that had not been blocked before. */
static void unblock(const int *numbers, size_t count)
{
    sigset_t set = set_of(numbers, count);
    for (size_t i = 0; i < count; i++) {
        if (sigismember(&before_mask, numbers[i]))
            sigdelset(&set, numbers[i]);
    }
    sigprocmask(SIG_UNBLOCK, &set, NULL);
}

void signals_prefer_errors(void)
{
    signal(SIGXFSZ, SIG_IGN);
}

void signals_note_end(void)
{
    ended = 0;
    waiting = pthread_self();
    for (size_t i = 0; i < ARRAY_LENGTH(ending); i++)
        handle(ending[i], on_end, &before_ending[i]);
    handle(SIGALRM, on_watchdog, &before_watchdog);
}

void signals_take(void)
{
    static bool registered;
    if (!registered)
        registered = atexit(on_exit_call) == 0;
    sigset_t block = set_of(screen, ARRAY_LENGTH(screen));
    sigprocmask(SIG_BLOCK, &block, &before_mask);
    /* One that is sent while curses opens the terminal waits until it can be given back. */
    block = set_of(crashing, ARRAY_LENGTH(crashing));
    sigprocmask(SIG_BLOCK, &block, NULL);
    continued = 0;
    signals_note_end();
    for (size_t i = 0; i < ARRAY_LENGTH(screen); i++)
        sigaction(screen[i], NULL, &before_screen[i]);
    struct sigaction ignored;
    handle(SIGCONT, on_continue, &ignored);
    handle_crashes();
}

void signals_arm(const struct signals_terminal *with)
{
    terminal = *with;
    armed = 1;
    sigaction(SIGTSTP, NULL, &curses_stop);
    if (curses_stop.sa_handler != SIG_IGN && curses_stop.sa_handler != SIG_DFL) {
        struct sigaction ignored;
        handle(SIGTSTP, on_stop, &ignored);
    }
    unblock(crashing, ARRAY_LENGTH(crashing));
}

void signals_release(void)
{
    armed = 0;
    alarm(0);
    sigaction(SIGALRM, &before_watchdog, NULL);
    for (size_t i = 0; i < ARRAY_LENGTH(ending); i++)
        sigaction(ending[i], &before_ending[i], NULL);
    for (size_t i = 0; i < ARRAY_LENGTH(crashing); i++)
        sigaction(crashing[i], &before_crashing[i], NULL);
    for (size_t i = 0; i < ARRAY_LENGTH(screen); i++)
        sigaction(screen[i], &before_screen[i], NULL);
    sigprocmask(SIG_SETMASK, &before_mask, NULL);
}

void signals_wait_begin(sigset_t *mask)
{
    sigset_t block = set_of(ending, ARRAY_LENGTH(ending));
    sigprocmask(SIG_BLOCK, &block, NULL);
    *mask = before_mask;
}

void signals_wait_end(void)
{
    unblock(ending, ARRAY_LENGTH(ending));
}

int signals_ended(void)
{
    return ended;
}

bool signals_continued(void)
{
    bool was = continued;
    continued = 0;
    return was;
}

void signals_finish(void)
{
    if (ended)
        die_by(ended);
}
