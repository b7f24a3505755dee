/* Opening and closing: the entry of terminfo, what the device can do, what brings the terminal
 * back. */
#include "term/terminal.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <termcap.h>
#include <unistd.h>

#include "base/array.h"
#include "term/signals.h"
#include "term/terminal_parts.h"
#include "term/tty.h"

#define PASTE_ON  "\033[?2004h"
#define PASTE_OFF "\033[?2004l"

static void terminal_size(struct device *device, int *columns, int *rows)
{
    (void)device;
    *columns = COLS;
    *rows = LINES;
}

static bool terminal_ready(struct device *device)
{
    (void)device;
    return tty_is_ready();
}

static int64_t terminal_now(struct device *device)
{
    (void)device;
    return tty_now();
}

static void terminal_close(struct device *device)
{
    struct terminal *terminal = terminal_of(device);
    if (terminal->has_paste)
        tty_say(PASTE_OFF);
    delwin(terminal->pad);
    endwin();
    delscreen(terminal->screen);
    tcsetattr(STDIN_FILENO, TCSANOW, &terminal->modes);
    signals_release();
    frame_release(&terminal->shown);
    free(terminal);
}

static const struct device_operations operations = {
    .size = terminal_size,
    .present = terminal_present,
    .redraw = terminal_redraw,
    .wait = terminal_wait,
    .ready = terminal_ready,
    .now = terminal_now,
    .close = terminal_close,
};

/* --- what brings it back */

char *terminal_capability(const char *name)
{
    char *text = tigetstr(name);
    return text && text != (char *)-1 ? text : NULL; /* that is how terminfo says "no string" */
}

/* Appends without the padding ($<5>) that old terminals need. */
static void add_restore(char restore[SIGNALS_TEXT], const char *text)
{
    size_t length = strlen(restore);
    while (text && *text && length + 1 < SIGNALS_TEXT) {
        if (text[0] == '$' && text[1] == '<' && strchr(text, '>')) {
            text = strchr(text, '>') + 1;
            continue;
        }
        restore[length++] = *text++;
    }
    restore[length] = '\0';
}

/* What brings the terminal back when curses cannot be asked any more. */
static void prepare_restore(const struct terminal *terminal)
{
    static const char *const names[] = {"sgr0", "op", "cnorm", "rmkx", "rmcup"};
    struct signals_terminal give_back = {.output = STDOUT_FILENO,
                                         .modes = terminal->modes,
                                         .stopping = terminal->has_paste ? PASTE_OFF : "",
                                         .resuming = terminal->has_paste ? PASTE_ON : ""};
    if (terminal->has_paste) {
        char *mouse = terminal_capability("XM");
        add_restore(give_back.restore, mouse ? tparm(mouse, 0L) : "\033[?1000l");
        add_restore(give_back.restore, PASTE_OFF);
    }
    if (terminal->device.depth == DEPTH_PALETTE)
        add_restore(give_back.restore, terminal_capability("oc"));
    for (size_t i = 0; i < ARRAY_LENGTH(names); i++)
        add_restore(give_back.restore, terminal_capability(names[i]));
    signals_arm(&give_back);
}

/* --- opening */

static struct color_hints read_hints(enum color_choice choice)
{
    return (struct color_hints){
        .choice = choice,
        .term = getenv("TERM"),
        .colorterm = getenv("COLORTERM"),
        .no_color = getenv("NO_COLOR"),
        .tmux = getenv("TMUX"),
        .sty = getenv("STY"),
        .term_program = getenv("TERM_PROGRAM"),
        .terminal_emulator = getenv("TERMINAL_EMULATOR"),
        .xterm_version = getenv("XTERM_VERSION"),
        .vte_version = getenv("VTE_VERSION"),
        .wt_session = getenv("WT_SESSION"),
        .colorfgbg = getenv("COLORFGBG"),
    };
}

/* The first entry that terminfo knows. */
static SCREEN *open_screen(const struct color_hints *hints, struct error *error)
{
    char names[COLOR_ENTRIES][COLOR_ENTRY_TEXT];
    const char *term = hints->term ? hints->term : "";
    size_t count = *term ? colors_entries(hints, names) : 0;
    unsetenv("LINES"); /* the terminal knows its size; with use_env() instead, 6.4 never learns a
                          new one */
    unsetenv("COLUMNS");
    for (size_t i = 0; i < count; i++) {
        if (tgetent(NULL, names[i]) != 1)
            continue; /* newterm would fail too, and lose memory */
        SCREEN *screen = newterm(names[i], stdout, stdin);
        if (!screen)
            continue;
        if (terminal_capability("cup"))
            return screen;
        delscreen(screen);
        (void)error_set(error,
                        "the terminal '%s' (TERM) cannot place its cursor; "
                        "--plain, run and figure need no screen",
                        term);
        return NULL;
    }
    (void)error_set(error,
                    "unknown terminal '%s' (TERM); try TERM=xterm-256color, "
                    "or --plain, run and figure, which need no screen",
                    term);
    return NULL;
}

static void describe(struct terminal *terminal, const struct color_hints *hints)
{
    bool unicode = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    terminal->device.operations = &operations;
    terminal->device.unicode = unicode;
    terminal->device.half_blocks = unicode && colors_has_glyphs(hints);
    terminal->device.braille = terminal->device.half_blocks;
    terminal->device.light = colors_is_light(hints);
}

bool terminal_is_there(bool was_read)
{
    return tty_is_there(was_read);
}

struct device *terminal_open(enum color_choice choice, struct error *error)
{
    struct color_hints hints = read_hints(choice);
    struct terminal *terminal = calloc(1, sizeof *terminal);
    if (!terminal) {
        (void)error_memory(error);
        return NULL;
    }
    tcgetattr(STDIN_FILENO, &terminal->modes);
    signals_take();
    terminal->screen = open_screen(&hints, error);
    terminal->pad = terminal->screen ? newpad(1, 1) : NULL;
    if (!terminal->pad) {
        (void)error_memory(error); /* unless the screen has said more */
        tcsetattr(STDIN_FILENO, TCSANOW, &terminal->modes);
        signals_release();
        free(terminal);
        return NULL;
    }
    describe(terminal, &hints);
    terminal_open_colors(terminal, &hints);
    terminal_open_keys(terminal);
    prepare_restore(terminal);
    if (terminal->has_paste)
        tty_say(PASTE_ON);
    terminal->forgotten = true;
    return &terminal->device;
}
