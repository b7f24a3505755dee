/*
 * A storm of keys, clicks, wheels and sizes. Would catch: a crash, a hang, a state from which q
 * does not lead out, in any order of events that nobody thought of. The seed is printed: SEED=N
 * plays the same storm again.
 */
#include "screen/support/folder.h"
#include "screen/support/playback.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/array.h"
#include "base/random.h"

enum { EVENTS = 20000 };

static uint64_t seed;

/* Word `index` of the storm, below `limit`. */
static uint32_t pick(uint64_t index, uint32_t which, uint32_t limit)
{
    uint32_t words[4];
    random_words(
        &(struct random_name){
            .seed = seed, .stream = RANDOM_TEST, .walker = which / 4, .step = index},
        words);
    return words[which % 4] % limit;
}

static struct event random_key(uint64_t i)
{
    static const uint32_t keys[] = {
        ' ', '.', ',', 'r', 'l', 'L', 'm', 'M', 'n', 'N',  'o',    'O',    'u',      '+', '-',
        'z', 'Z', 'w', 'v', 'd', 'i', 'g', 'h', 'f', 'k',  'y',    'Y',    'b',      's', 'a',
        '?', ':', ':', '=', '0', '1', '3', '.', 'e', 0xE9, 0x4E2D, 0x202E, 0x10FFFF,
    };
    uint32_t choice = pick(i, 1, 10);
    struct event event = {.kind = EVENT_KEY};
    if (choice < 6)
        event.key = keys[pick(i, 2, ARRAY_LENGTH(keys))];
    else if (choice < 9)
        event.key = KEY_CODE_UP + pick(i, 2, KEY_CODE_REDRAW - KEY_CODE_UP + 1);
    else
        event.key = ' ' + pick(i, 2, 95);
    bool slow = (event.key == 'p' || event.key == 'P') && pick(i, 3, 4) > 0;
    if (event.key == 'q' || slow) /* the storm is not to end early, or to draw pictures only */
        event.key = 'r';
    return event;
}

static struct event random_event(uint64_t i, int columns, int rows)
{
    uint32_t kind = pick(i, 0, 20);
    if (kind < 15)
        return random_key(i);
    struct event event = {
        .kind = kind < 18   ? EVENT_CLICK
                : kind < 19 ? EVENT_WHEEL
                            : EVENT_RESUME,
        .column = (int)pick(i, 1, (uint32_t)columns + 2),
        .row = (int)pick(i, 2, (uint32_t)rows + 2),
        .turn = pick(i, 3, 2) ? 1 : -1,
    };
    return event;
}

static void draw(struct app *app, struct frame *frame)
{
    struct error error = {0};
    assert_true(app_render(app, frame, &error));
}

/* Types a whole command, so that the words of scenes are reached too. */
static void type_words(struct app *app, const char *words, int64_t now)
{
    for (; *words; words++)
        app_event(app, &(struct event){.kind = EVENT_KEY, .key = (unsigned char)*words}, now);
    app_event(app, &(struct event){.kind = EVENT_KEY, .key = KEY_CODE_ENTER}, now);
}

static void a_storm_ends_with_q(void **state)
{
    (void)state;
    static const char *const words[] = {
        ":lr 1e9",         ":lr 0.01",        ":start [1, 1]", ":steps 5",
        ":seed 3",         ":scale log",      ":loss x^2+y^2", ":x [0, 1]",
        ":optimizer adam", ":constants.b 10", ":noise 1",      ":walkers.2.lr 0.1",
    };
    static const char *const scenes[] = {"rosenbrock", "himmelblau", "bowl"};
    const struct look look = {.glyphs = GLYPHS_BRAILLE, .depth = DEPTH_TRUE};
    struct error error = {0};
    struct frame frame = {0};
    int columns = 80, rows = 24;
    int64_t now = 0;
    struct app *app = app_new(playback_scene(scenes[pick(0, 7, 3)]), &look, &error);
    assert_non_null(app);
    folder_enter();
    app_resize(app, columns, rows);
    for (uint64_t i = 1; i <= EVENTS; i++) {
        if (pick(i, 5, 200) == 0) {
            columns = (int)pick(i, 6, 150);
            rows = (int)pick(i, 7, 50);
            app_resize(app, columns, rows);
        }
        struct event event = random_event(i, columns, rows);
        app_event(app, &event, now);
        if (pick(i, 8, 100) == 0)
            type_words(app, words[pick(i, 9, ARRAY_LENGTH(words))], now);
        now += pick(i, 10, 50);
        if (app_tick(app, now))
            app_drop_time(app, now);
        if (pick(i, 11, 40) == 0)
            draw(app, &frame);
        assert_false(app_is_done(app));
    }
    draw(app, &frame);
    for (int i = 0; i < 3; i++) { /* out of a prompt, out of a page, out of the program */
        app_event(app, &(struct event){.kind = EVENT_KEY, .key = KEY_CODE_ESCAPE}, now);
        app_event(app, &(struct event){.kind = EVENT_KEY, .key = 'q'}, now);
    }
    assert_true(app_is_done(app));
    app_free(app);
    folder_leave();
    frame_release(&frame);
}

int main(void)
{
    const char *given = getenv("SEED");
    seed = given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
    printf("# SEED=%llu\n", (unsigned long long)seed);
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_storm_ends_with_q)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
