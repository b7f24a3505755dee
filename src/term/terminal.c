/*
 * Curses keeps what the screen shows, sends the little that changed, and decodes keys; the rest of
 * the program never hears of it. Its calls are many and old, so each has one place here: opening,
 * colours, showing, listening, closing.
 *
 * A frame is compared with the one last shown, and only cells that differ are handed on. Colour
 * pairs are a cache in curses (alloc_pair), palette entries one in slots.h. Keys are read through a
 * pad, since reading through a window would make curses draw it first.
 */
#include "term/terminal.h"

#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <termcap.h>
#include <unistd.h>
#include <wchar.h>

#include "base/array.h"
#include "term/colors.h"
#include "term/input.h"
#include "term/signals.h"
#include "term/slots.h"
#include "term/tty.h"

#define PASTE_ON  "\033[?2004h"
#define PASTE_OFF "\033[?2004l"

enum {
    QUEUE = 8,
    CODE_PASTE_BEGIN = 0x4000, /* key codes of ours, above all of curses' */
    CODE_PASTE_END,
    WORN_MS = 5000, /* at most so often are all colours forgotten */
    REPLACEMENT = 0xFFFD
};

struct terminal {
    struct device device;
    SCREEN *screen;
    WINDOW *pad; /* keys come through it */
    struct termios modes;
    bool has_paste;
    /* what is shown */
    struct frame shown;
    bool forgotten; /* `shown` tells nothing */
    /* colours */
    struct slots slots;
    int pairs_left;
    int fore, back, pair; /* the pair used last */
    bool worn;            /* pairs ran out */
    int64_t fresh_until;  /* not forgotten again before */
    bool has_default;     /* -1 is the terminal's own colour */
    /* events */
    struct event queue[QUEUE];
    size_t first, count;
    struct input input;
    int64_t paste_until; /* what comes is pasted text */
    bool gone;
};

static struct terminal *of(struct device *device)
{
    return (struct terminal *)device;
}

static int64_t terminal_now(struct device *device)
{
    (void)device;
    return tty_now();
}

/* --- colours */

/*
 * A direct entry takes small numbers for the places of a palette; one step of green, which nobody
 * sees, leads above them.
 */
static int direct_index(color c)
{
    int rgb = (int)(c & 0xFFFFFFu);
    return rgb < 256 ? rgb | 0x100 : rgb;
}

/* Rounded up, since terminfo's way back to 255 rounds down. */
static int per_mille(color c, int shift)
{
    return ((int)(c >> shift & 255) * 1000 + 254) / 255;
}

static int slot_index(struct terminal *terminal, color c)
{
    bool made;
    int index = slots_find(&terminal->slots, c, &made);
    if (made)
        init_extended_color(index, per_mille(c, 16), per_mille(c, 8), per_mille(c, 0));
    return index;
}

static int color_index(struct terminal *terminal, color c, int column, int half_row)
{
    if (COLOR_TAG(c) == 255)
        return -1;
    if (terminal->device.depth == DEPTH_TRUE)
        return direct_index(c);
    if (terminal->device.depth == DEPTH_PALETTE)
        return slot_index(terminal, c);
    return palette_index(terminal->device.depth, c, column, half_row);
}

static int pair_for(struct terminal *terminal, int fore, int back)
{
    if (!terminal->has_default) {
        fore = fore < 0 ? COLOR_WHITE : fore;
        back = back < 0 ? COLOR_BLACK : back;
    } else if (fore < 0 && back < 0) {
        return 0;
    }
    if (fore == terminal->fore && back == terminal->back)
        return terminal->pair;
    if (find_pair(fore, back) < 0 && --terminal->pairs_left < 0) {
        terminal->worn = true; /* alloc_pair would take one from cells that are shown */
        return terminal->pair;
    }
    terminal->fore = fore;
    terminal->back = back;
    terminal->pair = alloc_pair(fore, back);
    return terminal->pair;
}

/* A blank shows its background alone: any foreground will do, the last one for nothing. */
static bool is_bare(const struct cell *cell)
{
    return cell->codepoint == ' ' && !(cell->attributes & (CELL_REVERSE | CELL_UNDERLINE));
}

static int cell_pair(struct terminal *terminal, const struct cell *cell, int column, int row)
{
    if (terminal->device.depth == DEPTH_MONO)
        return 0;
    bool upper = cell->codepoint == 0x2580, lower = cell->codepoint == 0x2584;
    int back = color_index(terminal, cell->back, column, 2 * row + upper);
    int fore = is_bare(cell) ? back == terminal->back ? terminal->fore : -1
                             : color_index(terminal, cell->fore, column, 2 * row + lower);
    return pair_for(terminal, fore, back);
}

static void forget_pair(struct terminal *terminal)
{
    terminal->fore = terminal->back = -2; /* like none */
    terminal->pair = 0;
}

/* All pairs and palette entries are free again; the next frame is sent whole. */
static void forget_colors(struct terminal *terminal)
{
    reset_color_pairs();
    slots_clear(&terminal->slots);
    terminal->pairs_left = COLOR_PAIRS - 1;
    terminal->worn = false;
    terminal->forgotten = true;
    clearok(stdscr, TRUE);
    forget_pair(terminal);
}

static void renew_colors(struct terminal *terminal)
{
    int64_t now = tty_now();
    if ((terminal->worn || terminal->slots.overflowed) && now >= terminal->fresh_until) {
        forget_colors(terminal);
        terminal->fresh_until = now + WORN_MS;
    }
}

/* --- showing */

static bool cell_equal(const struct cell *a, const struct cell *b)
{
    return a->codepoint == b->codepoint && a->fore == b->fore && a->back == b->back &&
           a->attributes == b->attributes;
}

static attr_t cell_attributes(const struct cell *cell)
{
    return (cell->attributes & CELL_BOLD ? A_BOLD : A_NORMAL) |
           (cell->attributes & CELL_DIM ? A_DIM : A_NORMAL) |
           (cell->attributes & CELL_REVERSE ? A_REVERSE : A_NORMAL) |
           (cell->attributes & CELL_UNDERLINE ? A_UNDERLINE : A_NORMAL);
}

/* What the locale cannot show, or shows in another width than the frame counts on, is replaced. */
static wchar_t cell_character(const struct terminal *terminal, const struct cell *cell, int width)
{
    wchar_t character = (wchar_t)cell->codepoint;
    if (cell->codepoint >= ' ' && cell->codepoint < 0x7F)
        return character;
    if (cell->codepoint > 0x7F && wcwidth(character) == width)
        return character;
    return terminal->device.unicode ? REPLACEMENT : '?';
}

/* Columns that the cell takes: 2 if its right half follows. */
static int cell_width(const struct frame *frame, const struct cell *cell, int column)
{
    return column + 1 < frame->columns && cell[1].codepoint == 0 ? 2 : 1;
}

static void put_cell(struct terminal *terminal, const struct frame *frame, int column, int row)
{
    const struct cell *cell = &frame->cells[(size_t)row * (size_t)frame->columns + (size_t)column];
    int width = cell_width(frame, cell, column);
    wchar_t text[2] = {L' ', L'\0'};
    if (cell->codepoint != 0)
        text[0] = cell_character(terminal, cell, width);
    else if (column > 0 && cell_character(terminal, cell - 1, 2) == (wchar_t)cell[-1].codepoint)
        return; /* curses put both halves */
    int pair = cell_pair(terminal, cell, column, row);
    cchar_t out;
    if (setcchar(&out, text, cell_attributes(cell), 0, &pair) == OK)
        mvwadd_wchnstr(stdscr, row, column, &out, 1);
}

static bool has_wide(const struct cell *row, int columns)
{
    for (int i = 0; i < columns; i++) {
        if (row[i].codepoint == 0)
            return true;
    }
    return false;
}

static bool row_equal(const struct cell *a, const struct cell *b, int columns)
{
    for (int i = 0; i < columns; i++) {
        if (!cell_equal(&a[i], &b[i]))
            return false;
    }
    return true;
}

/* `old` is NULL for a row to be put whole. Half a wide character is never left to chance. */
static void put_row(struct terminal *terminal, const struct frame *frame, int row, int columns,
                    const struct cell *old)
{
    const struct cell *new = &frame->cells[(size_t)row * (size_t)frame->columns];
    if (old && row_equal(old, new, columns))
        return;
    if (old && (has_wide(old, columns) || has_wide(new, columns)))
        old = NULL;
    forget_pair(terminal);
    for (int column = 0; column < columns; column++) {
        if (!old || !cell_equal(&old[column], &new[column]))
            put_cell(terminal, frame, column, row);
    }
}

static void place_cursor(const struct frame *frame)
{
    bool visible = frame->cursor_column >= 0 && frame->cursor_row >= 0 &&
                   frame->cursor_column < COLS && frame->cursor_row < LINES;
    leaveok(stdscr, !visible); /* a hidden cursor may stay where it is: fewer bytes */
    curs_set(visible);
    if (visible)
        wmove(stdscr, frame->cursor_row, frame->cursor_column);
}

static void remember(struct terminal *terminal, const struct frame *frame)
{
    struct frame *shown = &terminal->shown;
    size_t cells = (size_t)frame->columns * (size_t)frame->rows;
    bool fits = shown->columns == frame->columns && shown->rows == frame->rows;
    terminal->forgotten = !fits && !frame_resize(shown, frame->columns, frame->rows);
    if (!terminal->forgotten && cells > 0)
        memcpy(shown->cells, frame->cells, cells * sizeof *frame->cells);
}

static void terminal_present(struct device *device, const struct frame *frame)
{
    struct terminal *terminal = of(device);
    renew_colors(terminal);
    struct frame *shown = &terminal->shown;
    bool whole =
        terminal->forgotten || shown->columns != frame->columns || shown->rows != frame->rows;
    int columns = frame->columns < COLS ? frame->columns : COLS;
    int rows = frame->rows < LINES ? frame->rows : LINES;
    if (whole)
        werase(stdscr);
    for (int row = 0; row < rows; row++) {
        size_t start = (size_t)row * (size_t)frame->columns;
        put_row(terminal, frame, row, columns, whole ? NULL : &shown->cells[start]);
    }
    place_cursor(frame);
    wnoutrefresh(stdscr);
    doupdate();
    remember(terminal, frame);
}

static void terminal_redraw(struct device *device)
{
    of(device)->forgotten = true;
    clearok(stdscr, TRUE);
}

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

/* --- listening */

static void push(struct terminal *terminal, struct event event)
{
    if (terminal->count < QUEUE)
        terminal->queue[(terminal->first + terminal->count++) % QUEUE] = event;
}

static struct event pull(struct terminal *terminal)
{
    struct event event = terminal->queue[terminal->first];
    terminal->first = (terminal->first + 1) % QUEUE;
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

static struct event terminal_wait(struct device *device, int64_t deadline)
{
    struct terminal *terminal = of(device);
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

/* --- opening and closing */

static void terminal_close(struct device *device)
{
    struct terminal *terminal = of(device);
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

/* A terminfo string, or NULL. */
static char *capability(const char *name)
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
        char *mouse = capability("XM");
        add_restore(give_back.restore, mouse ? tparm(mouse, 0L) : "\033[?1000l");
        add_restore(give_back.restore, PASTE_OFF);
    }
    if (terminal->device.depth == DEPTH_PALETTE)
        add_restore(give_back.restore, capability("oc"));
    for (size_t i = 0; i < ARRAY_LENGTH(names); i++)
        add_restore(give_back.restore, capability(names[i]));
    signals_arm(&give_back);
}

static struct color_hints read_hints(const struct terminal_options *options)
{
    return (struct color_hints){
        .choice = options->color,
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
        if (capability("cup"))
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

static void open_colors(struct terminal *terminal, const struct color_hints *hints)
{
    struct color_facts facts = {.colors = has_colors() ? tigetnum("colors") : 0,
                                .can_change = can_change_color()};
    terminal->device.depth = colors_depth(hints, &facts);
    if (terminal->device.depth == DEPTH_MONO)
        return; /* alloc_pair dies where there are no colours */
    start_color();
    terminal->has_default = use_default_colors() == OK;
    terminal->pairs_left = COLOR_PAIRS - 1;
    forget_pair(terminal);
}

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

static void open_keys(struct terminal *terminal)
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
    terminal->has_paste = capability("kmous") != NULL;
    if (!terminal->has_paste)
        return;
    define_key("\033[200~", CODE_PASTE_BEGIN);
    define_key("\033[201~", CODE_PASTE_END);
    mouseinterval(0);
    mousemask(BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED, NULL);
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

bool terminal_is_there(void)
{
    return tty_is_there();
}

struct device *terminal_open(const struct terminal_options *options, struct error *error)
{
    struct color_hints hints = read_hints(options);
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
    open_colors(terminal, &hints);
    open_keys(terminal);
    prepare_restore(terminal);
    if (terminal->has_paste)
        tty_say(PASTE_ON);
    terminal->forgotten = true;
    return &terminal->device;
}

void terminal_finish_signal(void)
{
    signals_finish();
}
