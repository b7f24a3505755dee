#include "term/progress.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "term/tty.h"

enum { WIDTH = 40, FIRST = 300, AGAIN = 100 /* milliseconds */ };

/* Of no consequence if it cannot be written. */
static void tell(const char *text, size_t length)
{
    ssize_t written = write(STDERR_FILENO, text, length);
    (void)written;
}

void progress_begin(struct progress *progress)
{
    *progress = (struct progress){.shown = false, .due = tty_now() + FIRST, .percent = -1};
    if (!isatty(STDERR_FILENO))
        progress->due = INT64_MAX;
}

void progress_show(struct progress *progress, double part)
{
    char text[WIDTH + 32], bar[WIDTH + 1];
    int percent = part > 0 ? part < 1 ? (int)(part * 100) : 100 : 0;
    if (progress->due == INT64_MAX || percent == progress->percent || tty_now() < progress->due)
        return;
    progress->shown = true;
    progress->due = tty_now() + AGAIN;
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
