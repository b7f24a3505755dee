/* The scripted device: its words, its clock, its shots. */
#include "support/test.h"

#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "term/script.h"

struct shots {
    int count;
    char names[4][16];
    uint32_t first[4]; /* the first cell's character in each */
};

static void keep_shot(void *context, const char *name, const struct frame *frame)
{
    struct shots *shots = context;
    snprintf(shots->names[shots->count], sizeof shots->names[0], "%s", name);
    shots->first[shots->count++] = frame->rows > 0 ? frame->cells[0].codepoint : 0;
}

static const struct script_options options = {.columns = 80, .rows = 24, .depth = DEPTH_TRUE};

static struct device *open_script(const char *text, struct shots *shots)
{
    struct error error = {0};
    struct device *device = script_open(text, &options, keep_shot, shots, &error);
    assert_non_null(device);
    return device;
}

static struct event next(struct device *device)
{
    return device->operations->wait(device, -1);
}

/* Would catch: a word that means another key than the header says. */
static void test_keys(void **state)
{
    static const struct {
        const char *word;
        uint32_t key;
    } cases[] = {
        {"a", 'a'},
        {"+", '+'},
        {":", ':'},
        {"\316\267", 0x3B7},
        {"Space", ' '},
        {"Hash", '#'},
        {"Up", KEY_CODE_UP},
        {"Down", KEY_CODE_DOWN},
        {"Left", KEY_CODE_LEFT},
        {"Right", KEY_CODE_RIGHT},
        {"Enter", KEY_CODE_ENTER},
        {"Tab", KEY_CODE_TAB},
        {"BackTab", KEY_CODE_BACK_TAB},
        {"Escape", KEY_CODE_ESCAPE},
        {"Backspace", KEY_CODE_BACKSPACE},
        {"Delete", KEY_CODE_DELETE},
        {"Home", KEY_CODE_HOME},
        {"End", KEY_CODE_END},
        {"PageUp", KEY_CODE_PAGE_UP},
        {"PageDown", KEY_CODE_PAGE_DOWN},
        {"Redraw", KEY_CODE_REDRAW},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct device *device = open_script(cases[i].word, NULL);
        struct event event = next(device);
        assert_int_equal(event.kind, EVENT_KEY);
        assert_int_equal(event.key, cases[i].key);
        assert_int_equal(next(device).kind, EVENT_HANGUP);
        assert_int_equal(next(device).kind, EVENT_HANGUP);
        device->operations->close(device);
    }
}

/* Would catch: an order that is read wrong, a comment that is played. */
static void test_orders(void **state)
{
    (void)state;
    struct device *device = open_script("# click:1,1 q\n"
                                        "click:3,4\twheel:5,6,-1\nsize:100x30 # q\nresume",
                                        NULL);
    struct event event = next(device);
    assert_int_equal(event.kind, EVENT_CLICK);
    assert_true(event.column == 3 && event.row == 4);
    event = next(device);
    assert_int_equal(event.kind, EVENT_WHEEL);
    assert_true(event.column == 5 && event.row == 6 && event.turn == -1);
    assert_int_equal(next(device).kind, EVENT_RESIZE);
    int columns, rows;
    device->operations->size(device, &columns, &rows);
    assert_true(columns == 100 && rows == 30);
    assert_int_equal(next(device).kind, EVENT_RESUME);
    assert_int_equal(next(device).kind, EVENT_HANGUP);
    device->operations->close(device);
}

/* Would catch: a clock that skips a deadline, moves without a wait:MS, or goes back. */
static void test_clock(void **state)
{
    (void)state;
    struct device *device = open_script("a wait:100 b", NULL);
    const struct device_operations *on = device->operations;
    assert_int_equal(on->wait(device, 1000).key, 'a');
    assert_int_equal(on->now(device), 0);
    assert_int_equal(on->wait(device, 40).kind, EVENT_TIMEOUT);
    assert_int_equal(on->now(device), 40);
    assert_int_equal(on->wait(device, 10).kind, EVENT_TIMEOUT); /* long past */
    assert_int_equal(on->now(device), 40);
    assert_int_equal(on->wait(device, 80).kind, EVENT_TIMEOUT);
    assert_int_equal(on->wait(device, 120).key, 'b');
    assert_int_equal(on->now(device), 100);
    on->close(device);
}

/* Would catch: a shot of anything but the frame last presented. */
static void test_shots(void **state)
{
    struct shots shots = {0};
    struct frame frame = {0};
    (void)state;
    struct device *device = open_script("shot:none a shot:x b shot:y", &shots);
    assert_int_equal(next(device).key, 'a');
    assert_true(frame_resize(&frame, 3, 2));
    frame_put(&frame, 0, 0, 'X', STYLE_PLAIN);
    device->operations->present(device, &frame);
    frame_put(&frame, 0, 0, 'Y', STYLE_PLAIN);
    assert_int_equal(next(device).key, 'b');
    device->operations->present(device, &frame);
    assert_int_equal(next(device).kind, EVENT_HANGUP);
    assert_int_equal(shots.count, 3);
    assert_string_equal(shots.names[0], "none");
    assert_int_equal(shots.first[0], 0);
    assert_string_equal(shots.names[1], "x");
    assert_int_equal(shots.first[1], 'X');
    assert_int_equal(shots.first[2], 'Y');
    frame_release(&frame);
    device->operations->close(device);
}

/* Would catch: a mistake in a script that goes unseen, or is told at the wrong place. */
static void test_mistakes(void **state)
{
    static const struct {
        const char *text;
        size_t offset;
    } cases[] = {
        {"a Spce", 2},      {"# x\nwait:", 4},   {"wait:-1", 0},   {"wait:1s", 0}, {"click:1", 0},
        {"click:1,2,3", 0}, {"wheel:1,2,0", 0},  {"size:80", 0},   {"shot:", 0},   {"a b ab", 4},
        {"\377", 0},        {"wheel:1,2,+2", 0}, {"size:8x-1", 0},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct error error = {0};
        assert_null(script_open(cases[i].text, &options, NULL, NULL, &error));
        assert_true(error.set);
        assert_int_equal(error.offset, cases[i].offset);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys),  cmocka_unit_test(test_orders),   cmocka_unit_test(test_clock),
        cmocka_unit_test(test_shots), cmocka_unit_test(test_mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
