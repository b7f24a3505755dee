/*
 * The table of actions by itself.
 */
#include "screen/support/playback.h"

#include <string.h>

#include "view/colormap.h"

/* Would catch: two actions on one key, of which the second never acts. */
static void no_key_has_two_actions(void **state)
{
    (void)state;
    for (size_t i = 0; i < action_count; i++)
        for (size_t k = 0; k < ACTION_KEYS && actions[i].keys[k].key; k++) {
            int argument;
            assert_ptr_equal(action_of_key(actions[i].keys[k].key, &argument), &actions[i]);
            assert_int_equal(argument, actions[i].keys[k].argument);
        }
}

/* Would catch: a key that cannot be typed on common keyboards without AltGr or a dead key. */
static void keys_are_easy_to_type(void **state)
{
    (void)state;
    for (size_t i = 0; i < action_count; i++)
        for (size_t k = 0; k < ACTION_KEYS && actions[i].keys[k].key; k++) {
            uint32_t key = actions[i].keys[k].key;
            bool letter = (key >= 'a' && key <= 'z') || (key >= 'A' && key <= 'Z');
            bool other = key >= 0x110000 || (key < 0x80 && strchr(" +-,.?:", (int)key));
            assert_true(letter || other || actions[i].keys[k].is_alias);
        }
}

/* Would catch: a colour map that was added and not told. */
static void the_key_of_colours_names_them_all(void **state)
{
    (void)state;
    for (size_t i = 0; i < colormap_count; i++)
        assert_non_null(strstr(action_find("palette")->help, colormaps[i].name));
}

static void hints_have_each_rank_once(void **state)
{
    (void)state;
    char keys[ACTION_HINTS][ACTION_KEYS_TEXT];
    struct key_hint hints[ACTION_HINTS];
    size_t ranked = 0;
    for (size_t i = 0; i < action_count; i++) {
        ranked += actions[i].rank > 0;
        assert_true(!actions[i].rank == !actions[i].hint);
    }
    assert_int_equal(action_hints(false, keys, hints), ranked);
}

/* Would catch: a key that the screen names beside what it does, but the keymap does not. */
static void each_key_on_the_screen_is_an_actions(void **state)
{
    (void)state;
    struct key_names names = {0};
    int count[SHOWN_KEYS] = {0};
    for (size_t i = 0; i < action_count; i++)
        count[actions[i].shown]++;
    action_print_shown(&names);
    for (int key = SHOWN_NONE + 1; key < SHOWN_KEYS; key++) {
        assert_int_equal(count[key], 1);
        assert_true(names.of[key][0] != '\0');
    }
    int ignored; /* what the board of a lesson calls Enter */
    assert_string_equal(action_of_key(KEY_CODE_ENTER, &ignored)->name, "next");
}

/* Would catch: a message or a page that names no key, or one that does not do what is said. */
static void messages_name_keys_of_the_table(void **state)
{
    (void)state;
    static const char *const names[] = {
        "add",    "animation", "arrows", "back",   "chart", "explain", "help", "optimizer", "quit",
        "remove", "restart",   "run",    "scenes", "score", "step",    "undo", "whole",     "zoom"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        assert_true(*action_key(names[i]).text);
    assert_string_equal(action_key("run").text, "space");
    assert_string_equal(action_key("optimizer").text, "o");
    assert_true(action_has_key("chart", 'c') && action_has_key("chart", 'C'));
    assert_false(action_has_key("chart", 'E'));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_key_has_two_actions),
        cmocka_unit_test(keys_are_easy_to_type),
        cmocka_unit_test(the_key_of_colours_names_them_all),
        cmocka_unit_test(hints_have_each_rank_once),
        cmocka_unit_test(each_key_on_the_screen_is_an_actions),
        cmocka_unit_test(messages_name_keys_of_the_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
