/*
 * The grammar of control sequences is ECMA-48's (5.4, 5.6): CSI, parameters 30-3F, intermediates
 * 20-2F, one final 40-7E.
 */
#include "term/input.h"

#include <stdbool.h>
#include <string.h>

#include "base/array.h"
#include "term/device.h"

enum { BELL = 7, CANCEL = 0x18, ESCAPE = 0x1B };

/* The numeric keypad in its application mode sends ESC O and one of these. */
static uint32_t keypad_key(uint32_t character)
{
    static const char sent[] = "Xjklmnopqrstuvwxy";
    static const char meant[] = "=*+,-./0123456789";
    if (character == 'M')
        return KEY_CODE_ENTER;
    const char *found = character > 0 && character < 128 ? strchr(sent, (int)character) : NULL;
    return found ? (uint32_t)(unsigned char)meant[found - sent] : 0;
}

/* Control characters that are keys. Those that are none give 0. */
static uint32_t plain_key(uint32_t character)
{
    switch (character) {
    case '\r':
    case '\n':
        return KEY_CODE_ENTER;
    case '\t':
        return KEY_CODE_TAB;
    case '\b':
    case 0x7F:
        return KEY_CODE_BACKSPACE;
    case '\f':
        return KEY_CODE_REDRAW;
    default:
        return character < ' ' || (character >= 0x80 && character < 0xA0) ? 0 : character;
    }
}

static size_t give(uint32_t *keys, uint32_t key)
{
    keys[0] = key;
    return key != 0;
}

static size_t feed_escape(struct input *input, uint32_t character, uint32_t keys[2])
{
    static const struct {
        char introducer;
        enum input_state state;
    } introducers[] = {
        {'[', INPUT_CSI_OPEN}, {'O', INPUT_SS3},    {']', INPUT_STRING}, {'P', INPUT_STRING},
        {'_', INPUT_STRING},   {'^', INPUT_STRING}, {'X', INPUT_STRING},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(introducers); i++) {
        if (character == (uint32_t)introducers[i].introducer) {
            input->state = introducers[i].state;
            input->number = 0;
            return 0;
        }
    }
    keys[0] = KEY_CODE_ESCAPE;
    if (character == ESCAPE)
        return 1; /* and the state stays: the second one may begin a sequence */
    input->state = INPUT_PLAIN;
    return 1 + give(keys + 1, plain_key(character));
}

/* ESC [ with at most a number, then `final`: the forms of xterm, the Linux console and rxvt. */
static uint32_t csi_key(int number, uint32_t final)
{
    static const struct {
        int number;
        uint32_t final, key;
    } keys[] = {
        // clang-format off
        {0, 'A', KEY_CODE_UP},    {0, 'B', KEY_CODE_DOWN},   {0, 'C', KEY_CODE_RIGHT},
        {0, 'D', KEY_CODE_LEFT},  {0, 'H', KEY_CODE_HOME},   {0, 'F', KEY_CODE_END},
        {1, '~', KEY_CODE_HOME},  {7, '~', KEY_CODE_HOME},   {3, '~', KEY_CODE_DELETE},
        {4, '~', KEY_CODE_END},   {8, '~', KEY_CODE_END},    {5, '~', KEY_CODE_PAGE_UP},
        {0, 'Z', KEY_CODE_BACK_TAB},                         {6, '~', KEY_CODE_PAGE_DOWN},
        // clang-format on
    };
    for (size_t i = 0; i < ARRAY_LENGTH(keys); i++) {
        if (keys[i].number == number && keys[i].final == final)
            return keys[i].key;
    }
    return 0;
}

static size_t feed_csi(struct input *input, uint32_t character, uint32_t keys[2])
{
    bool open = input->state == INPUT_CSI_OPEN;
    if (open && character == 'M') {
        input->state = INPUT_REPORT;
        input->left = 3;
    } else if (character == ESCAPE) {
        input->state = INPUT_ESCAPE;
    } else if (character < 0x20 || character > 0x3F) {
        input->state = INPUT_PLAIN;
        return give(keys, csi_key(input->number, character));
    } else {
        bool digit = character >= '0' && character <= '9' && input->number >= 0;
        input->state = INPUT_CSI;
        input->number =
            digit && input->number < 100 ? input->number * 10 + (int)character - '0' : -1;
    }
    return 0;
}

static size_t feed_string(struct input *input, uint32_t character)
{
    if (character == BELL || character == CANCEL ||
        (input->state == INPUT_STRING_ESCAPE && character == '\\')) {
        input->state = INPUT_PLAIN;
    } else {
        input->state = character == ESCAPE ? INPUT_STRING_ESCAPE : INPUT_STRING;
    }
    return 0;
}

static size_t feed_ss3(struct input *input, uint32_t character, uint32_t keys[2])
{
    input->state = character == ESCAPE ? INPUT_ESCAPE : INPUT_PLAIN;
    return give(keys, keypad_key(character));
}

static size_t feed_plain(struct input *input, uint32_t character, uint32_t keys[2])
{
    if (character == ESCAPE) {
        input->state = INPUT_ESCAPE;
        return 0;
    }
    return give(keys, plain_key(character));
}

size_t input_feed(struct input *input, uint32_t character, int64_t now, uint32_t keys[2])
{
    if (now - input->last > INPUT_PATIENCE_MS)
        input->state = INPUT_PLAIN;
    input->last = now;
    switch (input->state) {
    case INPUT_ESCAPE:
        return feed_escape(input, character, keys);
    case INPUT_CSI_OPEN:
    case INPUT_CSI:
        return feed_csi(input, character, keys);
    case INPUT_SS3:
        return feed_ss3(input, character, keys);
    case INPUT_STRING:
    case INPUT_STRING_ESCAPE:
        return feed_string(input, character);
    case INPUT_REPORT:
        input->state = --input->left == 0 ? INPUT_PLAIN : INPUT_REPORT;
        return 0;
    case INPUT_PLAIN:
        break;
    }
    return feed_plain(input, character, keys);
}

size_t input_pause(struct input *input, uint32_t keys[2])
{
    if (input->state != INPUT_ESCAPE)
        return 0;
    input->state = INPUT_PLAIN;
    return give(keys, KEY_CODE_ESCAPE);
}
