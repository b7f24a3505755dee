/*
 * A terminal that was closed shows as input that is readable and yet empty. Whoever does not look
 * for that reads nothing for ever, at full speed.
 */
#include "term/tty.h"

#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <time.h>
#include <unistd.h>

#include "term/signals.h"

static void take_terminal_as_input(void)
{
    int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC);
    if (terminal < 0)
        return;
    dup2(terminal, STDIN_FILENO);
    close(terminal);
}

bool tty_is_there(bool was_read)
{
    if (was_read && isatty(STDOUT_FILENO) && !isatty(STDIN_FILENO))
        take_terminal_as_input();
    return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

int64_t tty_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool is_gone(void)
{
    int waiting = 0;
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    if (poll(&input, 1, 0) <= 0)
        return false;
    return (input.revents & (POLLHUP | POLLERR | POLLNVAL)) ||
           ioctl(STDIN_FILENO, FIONREAD, &waiting) != 0 || waiting == 0;
}

bool tty_sleep(int64_t deadline)
{
    int64_t left = deadline < 0 ? 0 : deadline - tty_now();
    left = left < 0 ? 0 : left;
    struct timespec timeout = {.tv_sec = left / 1000, .tv_nsec = left % 1000 * 1000000};
    fd_set input;
    sigset_t mask;
    FD_ZERO(&input);
    FD_SET(STDIN_FILENO, &input);
    signals_wait_begin(&mask);
    int ready = 0;
    if (!signals_ended())
        ready =
            pselect(STDIN_FILENO + 1, &input, NULL, NULL, deadline < 0 ? NULL : &timeout, &mask);
    signals_wait_end();
    return ready <= 0 || !is_gone();
}

bool tty_is_ready(void)
{
    struct pollfd output = {.fd = STDOUT_FILENO, .events = POLLOUT};
    return poll(&output, 1, 0) > 0 && (output.revents & POLLOUT);
}

void tty_say(const char *text)
{
    ssize_t written = write(STDOUT_FILENO, text, strlen(text));
    (void)written; /* a terminal that is gone is found out by the next sleep */
}
