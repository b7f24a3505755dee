#include "screen/support/playback.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/loop.h"
#include "app/open.h"
#include "screen/support/dump.h"
#include "term/file.h"

struct playback playback_make(const char *scene)
{
    return (struct playback){
        .scene = scene,
        .options = {.columns = 80,
                    .rows = 24,
                    .depth = DEPTH_TRUE,
                    .unicode = true,
                    .half_blocks = true,
                    .braille = true},
    };
}

struct scene *playback_scene(const char *name_or_text)
{
    struct buffer words = {0};
    struct scene *scene = NULL;
    if (strchr(name_or_text, '\n')) {
        struct report report;
        report_init(&report, "test.yaml", name_or_text, strlen(name_or_text));
        scene = scene_read(&report, &(struct scene_files){0}, NULL, 0);
        report_print(&report, &words);
    } else {
        scene = open_scene(name_or_text, NULL, 0, &words);
    }
    if (!scene)
        print_error("%s", buffer_text(&words));
    assert_non_null(scene);
    buffer_release(&words);
    return scene;
}

/* The device's own operations are called through a copy: its present() counts; its time stands
 * still while something is done aside, whose time is another. */
static size_t presents;
static struct app *played;
static void (*inner_present)(struct device *device, const struct frame *frame);
static struct event (*inner_wait)(struct device *device, int64_t deadline);

static struct event patient_wait(struct device *device, int64_t deadline)
{
    for (size_t i = 0; i < RECORD_ASIDES; i++)
        aside_wait(&played->record.asides[i]);
    return inner_wait(device, deadline);
}

static void counting_present(struct device *device, const struct frame *frame)
{
    presents++;
    inner_present(device, frame);
}

static void keep_shot(void *context, const char *name, const struct frame *frame)
{
    struct playback *playback = context;
    assert_true(playback->count < PLAYBACK_SHOTS);
    struct playback_shot *shot = &playback->shots[playback->count++];
    snprintf(shot->name, sizeof shot->name, "%s", name);
    assert_true(frame_resize(&shot->frame, frame->columns, frame->rows));
    memcpy(shot->frame.cells, frame->cells,
           (size_t)frame->columns * (size_t)frame->rows * sizeof frame->cells[0]);
    shot->frame.cursor_column = frame->cursor_column;
    shot->frame.cursor_row = frame->cursor_row;
    shot->presents = presents;
}

/* `L*10` is ten keys. */
static void unfold(const char *script, struct buffer *out)
{
    while (*script) {
        size_t length = strcspn(script, " ");
        const char *star = length > 2 ? memchr(script + 1, '*', length - 1) : NULL;
        size_t word = star ? (size_t)(star - script) : length;
        for (long times = star ? strtol(star + 1, NULL, 10) : 1; times > 0; times--)
            buffer_printf(out, "%.*s ", (int)word, script);
        script += length + strspn(script + length, " ");
    }
}

void playback_play(struct playback *playback, const char *script)
{
    struct error error = {0};
    struct buffer keys = {0};
    unfold(script, &keys);
    struct device *device =
        script_open(buffer_text(&keys), &playback->options, keep_shot, playback, &error);
    if (!device)
        print_error("%s at byte %zu\n", error.message, error.offset);
    assert_non_null(device);
    struct device_operations operations = *device->operations;
    inner_present = operations.present;
    operations.present = counting_present;
    inner_wait = operations.wait;
    operations.wait = patient_wait;
    device->operations = &operations;
    presents = 0;
    const struct look look = loop_look(device);
    struct scene *scene = playback->scene ? playback_scene(playback->scene) : NULL;
    playback->app = app_new(scene, &look, &error);
    played = playback->app;
    assert_non_null(played);
    assert_true(loop_run(playback->app, device, &error));
    playback->presents = presents;
    operations.close(device);
    buffer_release(&keys);
}

struct playback playback_of(const char *scene, const char *script)
{
    struct playback playback = playback_make(scene);
    playback_play(&playback, script);
    return playback;
}

const struct walk *playback_walk(const struct playback *playback, size_t index)
{
    return playback->app->race.walks[index];
}

double playback_rate(const struct playback *playback, size_t index)
{
    return walk_settings(playback_walk(playback, index))->knob[OPTIMIZER_LR];
}

uint64_t playback_step(const struct playback *playback)
{
    return race_step_count(&playback->app->race);
}

void playback_strike(struct playback *playback)
{
    for (size_t i = 0; i < playback->count; i++)
        frame_release(&playback->shots[i].frame);
    app_free(playback->app);
    playback->app = NULL;
    playback->count = 0;
}

static const struct playback_shot *find_shot(const struct playback *playback, const char *name)
{
    for (size_t i = 0; i < playback->count; i++)
        if (strcmp(playback->shots[i].name, name) == 0)
            return &playback->shots[i];
    print_error("no shot '%s' was taken\n", name);
    fail();
    return NULL;
}

const struct frame *playback_frame(const struct playback *playback, const char *name)
{
    return &find_shot(playback, name)->frame;
}

static size_t line_length(const char *text)
{
    return strcspn(text, "\n");
}

/* The lines that differ, one above the other: what was expected, what is. */
static void print_difference(const char *expected, const char *found)
{
    while (*expected || *found) {
        size_t a = line_length(expected), b = line_length(found);
        if (a != b || memcmp(expected, found, a) != 0)
            print_error("- %.*s\n+ %.*s\n", (int)a, expected, (int)b, found);
        expected += a + (expected[a] != '\0');
        found += b + (found[b] != '\0');
    }
}

static bool ends_in(const char *text, const char *end)
{
    size_t length = strlen(text), tail = strlen(end);
    return length >= tail && strcmp(text + length - tail, end) == 0;
}

void playback_golden(const struct playback *playback, const char *name)
{
    char path[160];
    struct buffer found = {0}, expected = {0};
    struct error error = {0};
    dump_frame(&found, playback_frame(playback, name), ends_in(name, "levels"));
    snprintf(path, sizeof path, "tests/screen/golden/%s.txt", name);
    if (getenv("GENERATE"))
        assert_true(file_write(path, buffer_text(&found), found.length, &error));
    if (!file_read(path, 1 << 22, &expected, &error))
        print_error("%s (GENERATE=1 writes it)\n", error.message);
    bool same = strcmp(buffer_text(&found), buffer_text(&expected)) == 0;
    if (!same) {
        print_error("%s differs (GENERATE=1 renews it):\n", path);
        print_difference(buffer_text(&expected), buffer_text(&found));
    }
    buffer_release(&found);
    buffer_release(&expected);
    assert_true(same);
}

void playback_same(const struct frame *a, const struct frame *b)
{
    struct buffer first = {0}, second = {0};
    dump_frame(&first, a, true);
    dump_frame(&second, b, true);
    bool same = strcmp(buffer_text(&first), buffer_text(&second)) == 0;
    if (!same)
        print_difference(buffer_text(&first), buffer_text(&second));
    buffer_release(&first);
    buffer_release(&second);
    assert_true(same);
}

static bool shows(const struct playback *playback, const char *name, const char *words)
{
    const struct frame *frame = playback_frame(playback, name);
    struct buffer text = {0};
    for (int row = 0; row < frame->rows; row++) {
        dump_row(&text, frame, row);
        buffer_add_char(&text, '\n');
    }
    bool found = strstr(buffer_text(&text), words) != NULL;
    buffer_release(&text);
    return found;
}

/* Row by row: cmocka's own buffer is short. */
static void print_shot(const struct playback *playback, const char *name)
{
    const struct frame *frame = playback_frame(playback, name);
    struct buffer text = {0};
    for (int row = 0; row < frame->rows; row++) {
        buffer_clear(&text);
        dump_row(&text, frame, row);
        print_error("|%s\n", buffer_text(&text));
    }
    buffer_release(&text);
}

void playback_shows(const struct playback *playback, const char *name, const char *words)
{
    bool found = shows(playback, name, words);
    if (!found) {
        print_error("shot '%s' does not show '%s':\n", name, words);
        print_shot(playback, name);
    }
    assert_true(found);
}

void playback_lacks(const struct playback *playback, const char *name, const char *words)
{
    bool found = shows(playback, name, words);
    if (found) {
        print_error("shot '%s' shows '%s':\n", name, words);
        print_shot(playback, name);
    }
    assert_false(found);
}
