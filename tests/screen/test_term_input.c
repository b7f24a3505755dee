/* The pure parts of the terminal: sequences that curses leaves over, and palette entries. */
#include "support/test.h"

#include <string.h>

#include "base/array.h"
#include "term/device.h"
#include "term/input.h"
#include "term/slots.h"

/* Feeds the bytes as characters, then a pause; what came out, as letters (U D L R ... for keys). */
static void play(const char *sent, char *out)
{
    static const char names[] = "UDLRetbEkdHFPNr";
    struct input input = {0};
    uint32_t keys[2];
    for (; *sent; sent++) {
        size_t count = input_feed(&input, (unsigned char)*sent, 1000, keys);
        for (size_t i = 0; i < count; i++)
            *out++ = keys[i] < 128 ? (char)keys[i] : names[keys[i] - KEY_CODE_UP];
    }
    size_t count = input_pause(&input, keys);
    for (size_t i = 0; i < count; i++)
        *out++ = names[keys[i] - KEY_CODE_UP];
    *out = '\0';
}

/* Would catch: a sequence that leaks letters, or swallows what follows it. */
static void test_sequences(void **state)
{
    static const struct {
        const char *sent, *got;
    } cases[] = {
        {"abc", "abc"},
        {"\r\n\t\b\f\177", "eetkrk"},
        {"\001\002\004\032", ""},
        {"\033", "E"},
        {"\033x", "Ex"},
        {"\033\033", "EE"},
        {"\033\033[A", "EU"},
        {"\033[A\033[B\033[C\033[D\033[H\033[F\033[Z", "UDRLHFb"},
        {"\033[1~\033[3~\033[4~\033[5~\033[6~\033[7~\033[8~", "HdFPNHF"},
        {"\033[2~x", "x"},              /* Insert is no key of ours */
        {"\033[1;5Ax", "x"},            /* nor is Ctrl-Up */
        {"\033[15~\033[24;2~x", "x"},   /* nor function keys */
        {"\033[I\033[Ox", "x"},         /* focus */
        {"\033[?62;1;4c\033[0nx", "x"}, /* replies */
        {"\033[99999999999999999999Ax", "x"},
        {"\033[M !!x", "x"},
        {"\033[Mqqqx", "x"},
        {"\033]0;title\007x", "x"},
        {"\033]0;title\033\\x", "x"},
        {"\033P1$r q\033\\x", "x"},
        {"\033_Gq\033\\x", "x"},
        {"\033Ok\033Om\033On\033Ow\033OM\033Oq", "+-.7e1"},
        {"\033OZx", "x"},
        {"\033[\033[Ax", "Ux"}, /* cut short by another */
    };
    char out[64];
    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        play(cases[i].sent, out);
        assert_string_equal(out, cases[i].got);
    }
}

/* Would catch: a cut sequence that eats the key pressed a second later. */
static void test_patience(void **state)
{
    static const char *const cut[] = {"\033[", "\033[1;", "\033]0;", "\033O", "\033[M"};
    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(cut); i++) {
        struct input input = {0};
        uint32_t keys[2];
        for (const char *at = cut[i]; *at; at++)
            assert_int_equal(input_feed(&input, (unsigned char)*at, 1000, keys), 0);
        assert_int_equal(input_feed(&input, 'q', 1000 + INPUT_PATIENCE_MS + 1, keys), 1);
        assert_int_equal(keys[0], 'q');
    }
}

/* Would catch: two colours in one entry while others are free, an entry of the user's touched. */
static void test_slots(void **state)
{
    static struct slots slots;
    bool taken[256] = {false}, made;
    (void)state;
    slots_clear(&slots);
    for (int i = 0; i < SLOT_COUNT; i++) {
        int index = slots_find(&slots, COLOR_LEVEL(COLOR_RGB(i, 255 - i, i / 2), i % 64), &made);
        assert_true(made && index >= SLOT_FIRST && index < 256 && !taken[index]);
        taken[index] = true;
        assert_int_equal(slots_find(&slots, COLOR_RGB(i, 255 - i, i / 2), &made), index);
        assert_false(made);
    }
    assert_false(slots.overflowed);
    int other = slots_find(&slots, COLOR_RGB(10, 245, 6), &made);
    assert_false(made);
    assert_true(slots.overflowed);
    assert_int_equal(other, slots_find(&slots, COLOR_RGB(10, 245, 5), &made)); /* its nearest */
}

/* Would catch: a picture that is wrong, not only coarse, where a terminal ignores redefinition. */
static void test_slots_are_near(void **state)
{
    static struct slots slots;
    bool made;
    (void)state;
    slots_clear(&slots);
    for (int i = 0; i < 64; i++) {
        color grey = COLOR_RGB(4 * i, 4 * i, 4 * i);
        color usual = palette_rgb(slots_find(&slots, grey, &made));
        assert_in_range((usual >> 8 & 255) + 48 - (unsigned)(4 * i), 0, 96);
    }
    assert_int_equal(palette_rgb(slots_find(&slots, COLOR_RGB(255, 0, 0), &made)), 0xFF0000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sequences),
        cmocka_unit_test(test_patience),
        cmocka_unit_test(test_slots),
        cmocka_unit_test(test_slots_are_near),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
