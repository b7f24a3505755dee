/* What the program sends goes through libvterm, which keeps the screen. */
#include "support/test.h"
#include "terminal/support/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int set_property(VTermProp property, VTermValue *value, void *user)
{
    struct session *session = user;
    if (property == VTERM_PROP_ALTSCREEN)
        session->alternate = value->boolean;
    else if (property == VTERM_PROP_CURSORVISIBLE)
        session->cursor = value->boolean;
    return 1;
}

/* How many bytes at the end are a character cut short. */
static size_t cut_bytes(const char *bytes, size_t length)
{
    for (size_t back = 1; back <= 3 && back <= length; back++) {
        unsigned char c = (unsigned char)bytes[length - back];
        if (c >= 0xC0)
            return back < (c >= 0xF0 ? 4u : c >= 0xE0 ? 3u : 2u) ? back : 0;
        if (c < 0x80)
            return 0;
    }
    return 0;
}

/* libvterm 0.1.4 takes a character that comes in two pieces for two broken ones. */
static void feed(void *context, const char *bytes, size_t length)
{
    struct session *session = context;
    char *all = malloc(session->cut_length + length + 1);
    assert_non_null(all);
    memcpy(all, session->cut, session->cut_length);
    memcpy(all + session->cut_length, bytes, length);
    length += session->cut_length;
    session->cut_length = cut_bytes(all, length);
    memcpy(session->cut, all + length - session->cut_length, session->cut_length);
    vterm_input_write(session->vterm, all, length - session->cut_length);
    free(all);
}

/* In the child. Faults are to end in their signals, under a sanitizer too. */
static int run(void *argument)
{
    const char *const *arguments = argument;
    const char *program = getenv("DOWNHILL");
    char *line[16] = {(char *)(program ? program : "./downhill")};
    for (size_t i = 0; arguments[i] && i + 2 < sizeof line / sizeof line[0]; i++)
        line[i + 1] = (char *)arguments[i];
    setenv("ASAN_OPTIONS",
           "handle_segv=0:handle_abort=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0", 1);
    execv(line[0], line);
    return 127;
}

void session_start(struct session *session, const char *const *arguments,
                   const char *const *variables, int columns, int rows)
{
    static const VTermScreenCallbacks callbacks = {.settermprop = set_property};
    *session = (struct session){.columns = columns, .rows = rows, .cursor = true};
    session->vterm = vterm_new(rows, columns);
    assert_non_null(session->vterm);
    vterm_set_utf8(session->vterm, 1);
    session->screen = vterm_obtain_screen(session->vterm);
    vterm_screen_set_callbacks(session->screen, &callbacks, session);
    vterm_screen_enable_altscreen(session->screen, 1);
    vterm_screen_reset(session->screen, 1);
    const struct pty_options options = {
        .columns = columns, .rows = rows, .variables = variables, .sink = feed, .context = session};
    pty_start(&session->pty, &options, run, (void *)arguments);
}

void session_stop(struct session *session)
{
    pty_stop(&session->pty);
    vterm_free(session->vterm);
}

void session_resize(struct session *session, int columns, int rows)
{
    session->columns = columns;
    session->rows = rows;
    vterm_set_size(session->vterm, rows, columns);
    pty_resize(&session->pty, columns, rows);
}

/* A row as UTF-8, a blank for an empty cell; column i begins at byte starts[i]. */
static size_t row_text(struct session *session, int row, char *text, size_t size)
{
    size_t length = 0;
    for (int column = 0; column < session->columns; column++) {
        VTermScreenCell cell;
        VTermPos position = {.row = row, .col = column};
        vterm_screen_get_cell(session->screen, position, &cell);
        uint32_t c = cell.chars[0] == (uint32_t)-1 ? 0 : cell.chars[0] ? cell.chars[0] : ' ';
        if (c == 0 || length + 5 > size)
            continue;
        if (c < 0x80) {
            text[length++] = (char)c;
        } else if (c < 0x800) {
            text[length++] = (char)(0xC0 | c >> 6);
            text[length++] = (char)(0x80 | (c & 63));
        } else {
            text[length++] = (char)(0xE0 | (c >> 12 & 15));
            text[length++] = (char)(0x80 | (c >> 6 & 63));
            text[length++] = (char)(0x80 | (c & 63));
        }
    }
    text[length] = '\0';
    return length;
}

bool session_has(struct session *session, const char *text, int *column, int *row)
{
    char line[4096];
    for (int y = 0; y < session->rows; y++) {
        row_text(session, y, line, sizeof line);
        const char *found = strstr(line, text);
        if (!found)
            continue;
        int x = 0;
        for (const char *at = line; at < found; at++)
            x += ((unsigned char)*at & 0xC0) != 0x80;
        if (column)
            *column = x;
        if (row)
            *row = y;
        return true;
    }
    return false;
}

static bool shows_wanted(void *context)
{
    struct session *session = context;
    return session_has(session, session->wanted, NULL, NULL);
}

bool session_shows(struct session *session, const char *text)
{
    session->wanted = text;
    return pty_until(&session->pty, shows_wanted, session);
}

char *session_text(struct session *session)
{
    size_t row_size = (size_t)session->columns * 4 + 2, length = 0;
    char *text = malloc(row_size * (size_t)session->rows + 1);
    assert_non_null(text);
    for (int row = 0; row < session->rows; row++) {
        length += row_text(session, row, text + length, row_size);
        text[length++] = '\n';
    }
    text[length] = '\0';
    return text;
}

static uint32_t rgb_of(struct session *session, VTermColor c)
{
    vterm_screen_convert_color_to_rgb(session->screen, &c);
    return (uint32_t)c.rgb.red << 16 | (uint32_t)c.rgb.green << 8 | c.rgb.blue;
}

int session_count_colors(struct session *session)
{
    enum { MOST = 4096 };
    uint32_t seen[MOST];
    int count = 0;
    for (int i = 0; i < session->columns * session->rows; i++) {
        VTermScreenCell cell;
        VTermPos position = {.row = i / session->columns, .col = i % session->columns};
        vterm_screen_get_cell(session->screen, position, &cell);
        uint32_t both[2] = {rgb_of(session, cell.fg), rgb_of(session, cell.bg)};
        for (int k = 0; k < 2; k++) {
            int at = 0;
            while (at < count && seen[at] != both[k])
                at++;
            if (at == count && count < MOST)
                seen[count++] = both[k];
        }
    }
    return count;
}
