/*
 * The script is read word by word as the program asks for events; it was checked as a whole when it
 * was opened. Time moves only at wait:MS, and then stops at every deadline of the program on the
 * way.
 */
#include "term/script.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/text.h"

struct script {
    struct device device;
    const char *rest; /* of the text */
    int columns, rows;
    int64_t now;
    int64_t until; /* of the wait:MS that is going on */
    bool waiting;
    struct frame frame; /* last presented */
    script_shot *shot;
    void *context;
};

struct word {
    const char *text;
    size_t length;
};

enum action { ACTION_EVENT, ACTION_WAIT, ACTION_SHOT };

/* What a word means. */
struct order {
    enum action action;
    struct event event;
    int64_t wait;
    struct word name;  /* of a shot */
    int columns, rows; /* of a size */
};

static const struct {
    const char *word;
    uint32_t key;
} key_words[] = {
    // clang-format off
    {"Up",        KEY_CODE_UP},        {"Down",     KEY_CODE_DOWN},
    {"Left",      KEY_CODE_LEFT},      {"Right",    KEY_CODE_RIGHT},
    {"Enter",     KEY_CODE_ENTER},     {"Tab",      KEY_CODE_TAB},
    {"BackTab",   KEY_CODE_BACK_TAB},  {"Escape",   KEY_CODE_ESCAPE},
    {"Backspace", KEY_CODE_BACKSPACE}, {"Delete",   KEY_CODE_DELETE},
    {"Home",      KEY_CODE_HOME},      {"End",      KEY_CODE_END},
    {"PageUp",    KEY_CODE_PAGE_UP},   {"PageDown", KEY_CODE_PAGE_DOWN},
    {"Redraw",    KEY_CODE_REDRAW},    {"Space",    ' '},
    {"Hash",      '#'},
    // clang-format on
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* The next word; of length 0 at the end. */
static struct word next_word(const char **rest)
{
    const char *at = *rest;
    while (is_blank(*at) || *at == '#')
        at += *at == '#' ? strcspn(at, "\n") : 1;
    struct word word = {at, 0};
    while (at[word.length] && !is_blank(at[word.length]))
        word.length++;
    *rest = at + word.length;
    return word;
}

static bool word_is(struct word word, const char *text)
{
    return strlen(text) == word.length && memcmp(word.text, text, word.length) == 0;
}

/* Takes `prefix` off the word's front. */
static bool take(struct word *word, const char *prefix)
{
    size_t length = strlen(prefix);
    if (word->length < length || memcmp(word->text, prefix, length) != 0)
        return false;
    word->text += length;
    word->length -= length;
    return true;
}

/* A whole number with an optional sign off the word's front. */
static bool take_number(struct word *word, int *number)
{
    int sign = take(word, "-") ? -1 : 1;
    if (sign > 0)
        (void)take(word, "+");
    size_t digits = 0;
    *number = 0;
    for (; digits < word->length && digits < 9; digits++) {
        char c = word->text[digits];
        if (c < '0' || c > '9')
            break;
        *number = *number * 10 + (c - '0');
    }
    *number *= sign;
    word->text += digits;
    word->length -= digits;
    return digits > 0;
}

static bool read_wait(struct word word, struct order *order)
{
    int milliseconds;
    order->action = ACTION_WAIT;
    if (!take_number(&word, &milliseconds) || milliseconds < 0 || word.length > 0)
        return false;
    order->wait = milliseconds;
    return true;
}

static bool read_click(struct word word, struct order *order)
{
    order->event.kind = EVENT_CLICK;
    return take_number(&word, &order->event.column) && take(&word, ",") &&
           take_number(&word, &order->event.row) && word.length == 0;
}

static bool read_wheel(struct word word, struct order *order)
{
    order->event.kind = EVENT_WHEEL;
    return take_number(&word, &order->event.column) && take(&word, ",") &&
           take_number(&word, &order->event.row) && take(&word, ",") &&
           take_number(&word, &order->event.turn) && word.length == 0 &&
           (order->event.turn == 1 || order->event.turn == -1);
}

static bool read_size(struct word word, struct order *order)
{
    order->event.kind = EVENT_RESIZE;
    return take_number(&word, &order->columns) && take(&word, "x") &&
           take_number(&word, &order->rows) && word.length == 0 && order->columns >= 0 &&
           order->rows >= 0;
}

static bool read_shot(struct word word, struct order *order)
{
    order->action = ACTION_SHOT;
    order->name = word;
    return word.length > 0;
}

static const struct {
    const char *prefix;
    bool (*read)(struct word rest, struct order *order);
} forms[] = {
    {"wait:", read_wait}, {"click:", read_click}, {"wheel:", read_wheel},
    {"size:", read_size}, {"shot:", read_shot},
};

static bool read_key(struct word word, struct order *order)
{
    size_t used;
    order->event.kind = EVENT_KEY;
    for (size_t i = 0; i < ARRAY_LENGTH(key_words); i++) {
        if (word_is(word, key_words[i].word)) {
            order->event.key = key_words[i].key;
            return true;
        }
    }
    order->event.key = text_decode(word.text, word.length, &used);
    return order->event.key != TEXT_INVALID && used == word.length;
}

static bool read_order(struct word word, struct order *order)
{
    *order = (struct order){.action = ACTION_EVENT};
    if (word_is(word, "resume")) {
        order->event.kind = EVENT_RESUME;
        return true;
    }
    for (size_t i = 0; i < ARRAY_LENGTH(forms); i++) {
        struct word rest = word;
        if (take(&rest, forms[i].prefix))
            return forms[i].read(rest, order);
    }
    return read_key(word, order);
}

static bool check(const char *text, struct error *error)
{
    const char *rest = text;
    struct order order;
    for (struct word word = next_word(&rest); word.length > 0; word = next_word(&rest)) {
        if (!read_order(word, &order)) {
            return error_set_offset(error, (size_t)(word.text - text),
                                    "'%.*s' is no key and no order of a script", (int)word.length,
                                    word.text);
        }
    }
    return true;
}

static struct script *of(struct device *device)
{
    return (struct script *)device;
}

static void script_size(struct device *device, int *columns, int *rows)
{
    *columns = of(device)->columns;
    *rows = of(device)->rows;
}

static void script_present(struct device *device, const struct frame *frame)
{
    struct frame *mine = &of(device)->frame;
    if (!frame_resize(mine, frame->columns, frame->rows))
        return;
    memcpy(mine->cells, frame->cells,
           (size_t)frame->columns * (size_t)frame->rows * sizeof *frame->cells);
    mine->cursor_column = frame->cursor_column;
    mine->cursor_row = frame->cursor_row;
}

static void script_redraw(struct device *device)
{
    (void)device;
}

static bool script_ready(struct device *device)
{
    (void)device;
    return true;
}

static int64_t script_now(struct device *device)
{
    return of(device)->now;
}

static void take_shot(struct script *script, struct word name)
{
    char text[128];
    size_t length = name.length < sizeof text ? name.length : sizeof text - 1;
    memcpy(text, name.text, length);
    text[length] = '\0';
    if (script->shot)
        script->shot(script->context, text, &script->frame);
}

/* Lets the time of a wait:MS pass; false if the deadline comes before its end. */
static bool pass_time(struct script *script, int64_t deadline)
{
    if (deadline >= 0 && deadline < script->until) {
        script->now = deadline > script->now ? deadline : script->now;
        return false;
    }
    script->now = script->until;
    script->waiting = false;
    return true;
}

static struct event script_wait(struct device *device, int64_t deadline)
{
    struct script *script = of(device);
    struct order order;
    for (;;) {
        if (script->waiting && !pass_time(script, deadline))
            return (struct event){.kind = EVENT_TIMEOUT};
        struct word word = next_word(&script->rest);
        if (word.length == 0 || !read_order(word, &order))
            return (struct event){.kind = EVENT_HANGUP};
        if (order.action == ACTION_SHOT) {
            take_shot(script, order.name);
        } else if (order.action == ACTION_WAIT) {
            script->until = script->now + order.wait;
            script->waiting = true;
        } else {
            if (order.event.kind == EVENT_RESIZE) {
                script->columns = order.columns;
                script->rows = order.rows;
            }
            return order.event;
        }
    }
}

static void script_close(struct device *device)
{
    frame_release(&of(device)->frame);
    free(device);
}

static const struct device_operations operations = {
    .size = script_size,
    .present = script_present,
    .redraw = script_redraw,
    .wait = script_wait,
    .ready = script_ready,
    .now = script_now,
    .close = script_close,
};

struct device *script_open(const char *text, const struct script_options *options,
                           script_shot *shot, void *context, struct error *error)
{
    if (!check(text, error))
        return NULL;
    struct script *script = calloc(1, sizeof *script);
    if (!script) {
        (void)error_memory(error);
        return NULL;
    }
    script->device = (struct device){.operations = &operations,
                                     .depth = options->depth,
                                     .unicode = options->unicode,
                                     .half_blocks = options->half_blocks,
                                     .braille = options->braille};
    script->rest = text;
    script->columns = options->columns;
    script->rows = options->rows;
    script->shot = shot;
    script->context = context;
    return &script->device;
}
