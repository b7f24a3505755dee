/* The first byte that comes tells how it ended, the others are its words. */
#include "term/aside.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef _OPENMP
#include <omp.h>
#endif

#include "term/signals.h"

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
 * group of those that have it. */
static void be_alone(void)
{
    setpgid(0, 0);
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

static bool fork_off(struct aside *aside, aside_work *work, void *context)
{
    int ends[2];
    if (pipe(ends) != 0)
        return false;
    pid_t child = fork();
    if (child == 0)
        run_child(ends[1], work, context);
    close(ends[1]);
    if (child < 0)
        close(ends[0]);
    else
        *aside = (struct aside){.begun = true, .child = child, .pipe = ends[0], .talks = true};
    return child > 0;
}

void aside_begin(struct aside *aside, aside_work *work, void *context)
{
    *aside = (struct aside){.begun = true};
    if (!fork_off(aside, work, context))
        do_work(work, context, &aside->words);
}

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
    while (aside->talks && poll(&ready, 1, 0) > 0)
        listen_to(aside);
    return !aside->talks;
}

void aside_wait(struct aside *aside)
{
    while (aside->talks)
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
    *aside = (struct aside){0};
    return done;
}
