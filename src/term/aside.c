/* The first byte that comes tells how it ended, the others are its words. */
#include "term/aside.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef _OPENMP
#include <omp.h>
#endif

#include "term/signals.h"

enum { LOWER = 10 /* priority than the program's */ };

static const char good = '+', bad = '-';

/* How it ended, and its words or the reason. */
static void do_work(aside_work *work, void *context, struct buffer *out)
{
    struct error error = {0};
    struct buffer words = {0};
    bool done = work(context, &words, &error) && (!words.failed || error_memory(&error));
    buffer_add_char(out, done ? good : bad);
    buffer_add_text(out, done ? buffer_text(&words) : error.message);
    buffer_release(&words);
}

/* The threads that help with pictures stayed behind, and so did the terminal: its signals go to the
 * group of those that have it. What is on the screen goes first. */
static void be_alone(void)
{
    setpgid(0, 0);
    (void)setpriority(PRIO_PROCESS, 0, LOWER);
    signals_release();
#ifdef _OPENMP
    omp_set_num_threads(1);
#endif
}

static _Noreturn void run_child(int pipe, aside_work *work, void *context)
{
    struct buffer out = {0};
    be_alone();
    do_work(work, context, &out);
    for (size_t sent = 0; sent < out.length;) {
        ssize_t count = write(pipe, out.data + sent, out.length - sent);
        if (count < 0 && errno != EINTR)
            break;
        sent += count > 0 ? (size_t)count : 0;
    }
    _exit(0);
}

/* Of its feed the child has the end from which it reads, alone. */
static bool fork_off(struct aside *aside, aside_work *work, void *context)
{
    int ends[2];
    if (pipe(ends) != 0)
        return false;
    aside->child = fork();
    if (aside->child == 0) {
        if (aside->fed)
            close(aside->feed);
        run_child(ends[1], work, context);
    }
    close(ends[1]);
    aside->begun = aside->talks = aside->child > 0;
    aside->pipe = ends[0];
    if (!aside->begun)
        close(ends[0]);
    return aside->begun;
}

void aside_begin(struct aside *aside, aside_work *work, void *context)
{
    *aside = (struct aside){.child = 0};
    if (fork_off(aside, work, context))
        return;
    *aside = (struct aside){.begun = true};
    do_work(work, context, &aside->words);
}

/* --- feeding: through a socket, whose end tells a child that ended without a signal */

bool aside_begin_fed(struct aside *aside, aside_work *work, void *context, int *feed)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
        return false;
    *feed = ends[0];
    *aside = (struct aside){.fed = true, .feed = ends[1]};
    bool begun = fork_off(aside, work, context);
    close(ends[0]);
    if (!begun) {
        close(ends[1]);
        *aside = (struct aside){.begun = false};
    }
    return begun;
}

static void drop(struct buffer *bytes, size_t count)
{
    if (count > 0)
        memmove(bytes->data, bytes->data + count, bytes->length - count);
    bytes->length -= count;
}

/* What has room, or all, however long that takes. Other processes may have the socket too: its end
 * is said, not only closed. */
static void send_bytes(struct aside *aside, int flags)
{
    struct buffer *bytes = &aside->bytes;
    size_t sent = 0;
    while (sent < bytes->length) {
        ssize_t count =
            send(aside->feed, bytes->data + sent, bytes->length - sent, flags | MSG_NOSIGNAL);
        if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            break;
        if (count < 0 && errno != EINTR)
            sent = bytes->length; /* nobody reads it any more */
        sent += count > 0 ? (size_t)count : 0;
    }
    drop(bytes, sent);
    if (aside->starved && bytes->length == 0) {
        shutdown(aside->feed, SHUT_WR);
        close(aside->feed);
        aside->fed = false;
    }
}

void aside_feed(struct aside *aside, const void *bytes, size_t length)
{
    if (!aside_is_fed(aside))
        return;
    buffer_append(&aside->bytes, bytes, length);
    aside->starved = aside->bytes.failed;
    send_bytes(aside, MSG_DONTWAIT);
}

void aside_starve(struct aside *aside)
{
    aside->starved = true;
    send_bytes(aside, MSG_DONTWAIT);
}

bool aside_is_fed(const struct aside *aside)
{
    return aside->fed && !aside->starved;
}

/* --- its end */

bool aside_is_there(const struct aside *aside)
{
    return aside->begun;
}

/* False at the end. */
static bool take_words(struct aside *aside)
{
    char bytes[512];
    ssize_t count = read(aside->pipe, bytes, sizeof bytes);
    if (count > 0)
        buffer_append(&aside->words, bytes, (size_t)count);
    return count > 0 || (count < 0 && errno == EINTR);
}

/* What has come, or comes. */
static void listen_to(struct aside *aside)
{
    if (take_words(aside))
        return;
    close(aside->pipe);
    aside->talks = false;
}

bool aside_is_done(struct aside *aside)
{
    struct pollfd ready = {.fd = aside->pipe, .events = POLLIN};
    if (aside->fed)
        send_bytes(aside, MSG_DONTWAIT);
    while (aside->talks && poll(&ready, 1, 0) > 0)
        listen_to(aside);
    return !aside->talks;
}

void aside_wait(struct aside *aside)
{
    if (aside->fed && aside->starved)
        send_bytes(aside, 0);
    while (aside->talks && !aside->fed)
        listen_to(aside);
}

/* The child is at its end, or at once there. */
static void bury(pid_t child)
{
    while (child > 0 && waitpid(child, NULL, 0) < 0 && errno == EINTR)
        continue;
}

bool aside_end(struct aside *aside, struct buffer *words, struct error *error)
{
    aside->starved = true;
    aside_wait(aside);
    bury(aside->child);
    const char *said = buffer_text(&aside->words);
    bool done = *said == good && !aside->words.failed;
    if (done)
        buffer_add_text(words, said + 1);
    else if (aside->words.failed)
        error_memory(error);
    else
        error_set(error, "%s", *said == bad ? said + 1 : "the process that did it was ended");
    buffer_release(&aside->words);
    buffer_release(&aside->bytes);
    *aside = (struct aside){0};
    return done;
}
