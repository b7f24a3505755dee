#include "screen/support/stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/loop.h"
#include "app/open.h"
#include "screen/support/dump.h"
#include "term/file.h"

struct stage stage_make(const char *scene)
{
    return (struct stage){
        .scene = scene,
        .options = {.columns = 80,
                    .rows = 24,
                    .depth = DEPTH_TRUE,
                    .unicode = true,
                    .half_blocks = true,
                    .braille = true},
    };
}

struct scene *stage_scene(const char *name_or_text)
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

/* The device's own present() is called through a copy of its operations that counts. */
static size_t presents;
static void (*inner_present)(struct device *device, const struct frame *frame);

static void counting_present(struct device *device, const struct frame *frame)
{
    presents++;
    inner_present(device, frame);
}

static void keep_shot(void *context, const char *name, const struct frame *frame)
{
    struct stage *stage = context;
    assert_true(stage->count < STAGE_SHOTS);
    struct stage_shot *shot = &stage->shots[stage->count++];
    snprintf(shot->name, sizeof shot->name, "%s", name);
    assert_true(frame_resize(&shot->frame, frame->columns, frame->rows));
    memcpy(shot->frame.cells, frame->cells,
           (size_t)frame->columns * (size_t)frame->rows * sizeof frame->cells[0]);
    shot->frame.cursor_column = frame->cursor_column;
    shot->frame.cursor_row = frame->cursor_row;
    shot->presents = presents;
}

void stage_play(struct stage *stage, const char *script)
{
    struct error error = {0};
    struct device *device = script_open(script, &stage->options, keep_shot, stage, &error);
    if (!device)
        print_error("%s at byte %zu\n", error.message, error.offset);
    assert_non_null(device);
    struct device_operations operations = *device->operations;
    inner_present = operations.present;
    operations.present = counting_present;
    device->operations = &operations;
    presents = 0;
    const struct look look = loop_look(device);
    struct scene *scene = stage->scene ? stage_scene(stage->scene) : NULL;
    stage->app = app_new(scene, &look, &error);
    assert_non_null(stage->app);
    assert_true(loop_run(stage->app, device, &error));
    stage->presents = presents;
    operations.close(device);
}

void stage_strike(struct stage *stage)
{
    for (size_t i = 0; i < stage->count; i++)
        frame_release(&stage->shots[i].frame);
    app_free(stage->app);
    stage->app = NULL;
    stage->count = 0;
}

static const struct stage_shot *find_shot(const struct stage *stage, const char *name)
{
    for (size_t i = 0; i < stage->count; i++)
        if (strcmp(stage->shots[i].name, name) == 0)
            return &stage->shots[i];
    print_error("no shot '%s' was taken\n", name);
    fail();
    return NULL;
}

const struct frame *stage_frame(const struct stage *stage, const char *name)
{
    return &find_shot(stage, name)->frame;
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

void stage_golden(const struct stage *stage, const char *name)
{
    char path[160];
    struct buffer found = {0}, expected = {0};
    struct error error = {0};
    dump_frame(&found, stage_frame(stage, name), ends_in(name, "levels"));
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

void stage_same(const struct stage *stage, const char *a, const char *b)
{
    struct buffer first = {0}, second = {0};
    dump_frame(&first, stage_frame(stage, a), true);
    dump_frame(&second, stage_frame(stage, b), true);
    bool same = strcmp(buffer_text(&first), buffer_text(&second)) == 0;
    if (!same)
        print_difference(buffer_text(&first), buffer_text(&second));
    buffer_release(&first);
    buffer_release(&second);
    assert_true(same);
}

static bool shows(const struct stage *stage, const char *name, const char *words)
{
    const struct frame *frame = stage_frame(stage, name);
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
static void print_shot(const struct stage *stage, const char *name)
{
    const struct frame *frame = stage_frame(stage, name);
    struct buffer text = {0};
    for (int row = 0; row < frame->rows; row++) {
        buffer_clear(&text);
        dump_row(&text, frame, row);
        print_error("|%s\n", buffer_text(&text));
    }
    buffer_release(&text);
}

void stage_shows(const struct stage *stage, const char *name, const char *words)
{
    bool found = shows(stage, name, words);
    if (!found) {
        print_error("shot '%s' does not show '%s':\n", name, words);
        print_shot(stage, name);
    }
    assert_true(found);
}

void stage_lacks(const struct stage *stage, const char *name, const char *words)
{
    bool found = shows(stage, name, words);
    if (found) {
        print_error("shot '%s' shows '%s':\n", name, words);
        print_shot(stage, name);
    }
    assert_false(found);
}
