/*
 * Keys are read through a pad, since reading through a window would make curses draw it first.
 */
#include "term/terminal_parts.h"

#include <stdlib.h>

#include "base/array.h"
#include "term/signals.h"
#include "term/tty.h"

enum {
    CODE_PASTE_BEGIN = 0x4000, /* key codes of ours, above all of curses' */
    CODE_PASTE_END
};

static void push(struct terminal *terminal, struct event event)
{
    if (terminal->count < TERMINAL_QUEUE)
        terminal->queue[(terminal->first + terminal->count++) % TERMINAL_QUEUE] = event;
}

static struct event pull(struct terminal *terminal)
{
    struct event event = terminal->queue[terminal->first];
    terminal->first = (terminal->first + 1) % TERMINAL_QUEUE;
    terminal->count--;
    return event;
}

static void push_keys(struct terminal *terminal, const uint32_t *keys, size_t count)
{
    for (size_t i = 0; i < count; i++)
        push(terminal, (struct event){.kind = EVENT_KEY, .key = keys[i]});
}

static void read_mouse(struct terminal *terminal)
{
    MEVENT mouse;
    while (getmouse(&mouse) == OK) {
        struct event event = {.column = mouse.x, .row = mouse.y};
        if (mouse.x < 0 || mouse.y < 0 || mouse.x >= COLS || mouse.y >= LINES)
            continue;
        if (mouse.bstate & BUTTON1_PRESSED)
            event.kind = EVENT_CLICK;
        else if (mouse.bstate & (BUTTON4_PRESSED | BUTTON5_PRESSED))
            event.kind = EVENT_WHEEL;
        else
            continue;
        event.turn = mouse.bstate & BUTTON4_PRESSED ? 1 : mouse.bstate & BUTTON5_PRESSED ? -1 : 0;
        push(terminal, event);
    }
}

static void read_code(struct terminal *terminal, wint_t code)
{
    static const struct {
        wint_t code;
        enum key_code key;
    } keys[] = {
        // clang-format off
        {KEY_UP,    KEY_CODE_UP},      {KEY_DOWN,      KEY_CODE_DOWN},
        {KEY_LEFT,  KEY_CODE_LEFT},    {KEY_RIGHT,     KEY_CODE_RIGHT},
        {KEY_ENTER, KEY_CODE_ENTER},   {KEY_BTAB,      KEY_CODE_BACK_TAB},
        {KEY_DC,    KEY_CODE_DELETE},  {KEY_BACKSPACE, KEY_CODE_BACKSPACE},
        {KEY_HOME,  KEY_CODE_HOME},    {KEY_END,       KEY_CODE_END},
        {KEY_PPAGE, KEY_CODE_PAGE_UP}, {KEY_NPAGE,     KEY_CODE_PAGE_DOWN},
        // clang-format on
    };
    for (size_t i = 0; i < ARRAY_LENGTH(keys); i++) {
        if (keys[i].code == code)
            push(terminal, (struct event){.kind = EVENT_KEY, .key = keys[i].key});
    }
    if (code == KEY_MOUSE)
        read_mouse(terminal);
    if (code == KEY_RESIZE) {
        terminal->forgotten = true;
        push(terminal, (struct event){.kind = EVENT_RESIZE});
    }
}

/* Pasted text is not typed: none of it is a key. An end that never comes is waited for in vain. */
static bool is_pasted(struct terminal *terminal, int kind, wint_t character, int64_t now)
{
    enum { PATIENCE_MS = 1000 };
    bool inside = now < terminal->paste_until;
    if (kind == KEY_CODE_YES && character == CODE_PASTE_BEGIN)
        inside = true;
    if (kind == KEY_CODE_YES && character == CODE_PASTE_END) {
        terminal->paste_until = 0;
        return true;
    }
    if (inside)
        terminal->paste_until = now + PATIENCE_MS;
    return inside && character != KEY_RESIZE;
}

/* Reads until there is an event or nothing to read. */
static void read_input(struct terminal *terminal)
{
    while (terminal->count == 0) {
        wint_t character;
        uint32_t keys[2];
        int kind = wget_wch(terminal->pad, &character);
        int64_t now = tty_now();
        if (kind == ERR) {
            push_keys(terminal, keys, input_pause(&terminal->input, keys));
            return;
        }
        if (is_pasted(terminal, kind, character, now))
            continue;
        if (kind == KEY_CODE_YES)
            read_code(terminal, character);
        else
            push_keys(terminal, keys, input_feed(&terminal->input, (uint32_t)character, now, keys));
    }
}

/* Whoever continued the program may have left other modes and another screen behind. */
static struct event resume(struct terminal *terminal)
{
    reset_prog_mode();
    terminal_redraw(&terminal->device);
    return (struct event){.kind = EVENT_RESUME};
}

struct event terminal_wait(struct device *device, int64_t deadline)
{
    struct terminal *terminal = terminal_of(device);
    for (bool slept = false;; slept = true) {
        if (signals_ended() || terminal->gone)
            return (struct event){.kind = EVENT_HANGUP};
        if (signals_continued())
            return resume(terminal);
        if (terminal->count == 0)
            read_input(terminal);
        if (terminal->count > 0)
            return pull(terminal);
        if (slept && deadline >= 0 && tty_now() >= deadline)
            return (struct event){.kind = EVENT_TIMEOUT};
        terminal->gone = !tty_sleep(deadline);
    }
}

/* --- opening */

/* The numeric keypad means what is printed on it (input.h), not the keys of its own that curses
 * makes. */
static void free_keypad(void)
{
    char sequence[] = "\033O?";
    for (const char *letter = "MXjklmnopqrstuvwxy"; *letter; letter++) {
        sequence[2] = *letter;
        define_key(sequence, 0);
    }
}

void terminal_open_keys(struct terminal *terminal)
{
    cbreak();
    noecho();
    nonl();
    intrflush(stdscr, FALSE);
    if (!getenv("ESCDELAY"))
        set_escdelay(25);
    keypad(terminal->pad, TRUE);
    nodelay(terminal->pad, TRUE);
    free_keypad();
    terminal->has_paste = terminal_capability("kmous") != NULL;
    if (!terminal->has_paste)
        return;
    define_key("\033[200~", CODE_PASTE_BEGIN);
    define_key("\033[201~", CODE_PASTE_END);
    mouseinterval(0);
    mousemask(BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED, NULL);
}
