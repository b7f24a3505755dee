#include "term/progress.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { WIDTH = 40, FIRST = 300, AGAIN = 100 /* milliseconds */ };

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* Of no consequence if it cannot be written. */
static void tell(const char *text, size_t length)
{
    ssize_t written = write(STDERR_FILENO, text, length);
    (void)written;
}

void progress_begin(struct progress *progress)
{
    *progress = (struct progress){.shown = false, .due = now() + FIRST, .percent = -1};
    if (!isatty(STDERR_FILENO))
        progress->due = INT64_MAX;
}

void progress_show(struct progress *progress, double part)
{
    char text[WIDTH + 32], bar[WIDTH + 1];
    int percent = part > 0 ? part < 1 ? (int)(part * 100) : 100 : 0;
    if (progress->due == INT64_MAX || percent == progress->percent || now() < progress->due)
        return;
    progress->shown = true;
    progress->due = now() + AGAIN;
    progress->percent = percent;
    memset(bar, '.', WIDTH);
    memset(bar, '#', (size_t)(percent * WIDTH / 100));
    bar[WIDTH] = '\0';
    int length = snprintf(text, sizeof text, "\r[%s] %3d %%", bar, percent);
    tell(text, (size_t)length);
}

void progress_end(struct progress *progress)
{
    static const char away[] = "\r\x1b[K";
    if (progress->shown)
        tell(away, sizeof away - 1);
    progress->shown = false;
}
