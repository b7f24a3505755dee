/*
 * downhill: see gradient descent walk. Wires the parts together; the only place that ends the
 * program and the only one that writes to standard error.
 */
#include <fcntl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command/command.h"
#include "term/signals.h"

/*
 * A standard stream that the caller closed would give its number to the next file opened, which
 * would then receive what was meant for the stream. Such a number is taken by a descriptor that
 * fails on use instead.
 */
static void hold_streams(void)
{
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++)
        if (fcntl(stream, F_GETFD) < 0 &&
            open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY) != stream)
            _exit(STATUS_FAILED);
}

static void tell(const struct buffer *words)
{
    const char *text = buffer_text(words);
    for (size_t done = 0; done < words->length;) {
        ssize_t written = write(STDERR_FILENO, text + done, words->length - done);
        if (written <= 0)
            return;
        done += (size_t)written;
    }
}

/* The locale that the environment names; NULL if it names none. */
static const char *named_locale(void)
{
    static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof variables / sizeof variables[0]; i++) {
        const char *name = getenv(variables[i]);
        if (name && *name)
            return name;
    }
    return NULL;
}

/*
 * Characters as the environment has them; never LC_NUMERIC: 0.5 stays 0.5. A machine where nobody
 * set a locale, or that lacks the UTF-8 one that a remote shell brought along, still has a terminal
 * of today.
 */
static void set_characters(void)
{
    const char *name = named_locale();
    if (name && setlocale(LC_CTYPE, ""))
        return;
    if (!name || strstr(name, "UTF-8") || strstr(name, "utf8"))
        setlocale(LC_CTYPE, "C.UTF-8");
}

int main(int argc, char **argv)
{
    struct buffer words = {0};
    hold_streams();
    signals_prefer_errors();
    set_characters();
    enum exit_status status = command_main(argc, argv, &words);
    tell(&words);
    buffer_release(&words);
    signals_finish();
    exit((int)status);
}
