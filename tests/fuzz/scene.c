/*
 * Fuzzes the reader of scene files, `--set` and changes of a living scene: `make fuzz CC=clang
 * FLAVOUR=fuzz`. The text up to a NUL is the file, then come KEY=VALUE lines, which are also the
 * content of every file that the scene names.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "scene/scene.h"

enum { SETTINGS = 4 };

static size_t read_settings(char *text, struct scene_setting *out)
{
    size_t count = 0;
    for (char *line = strtok(text, "\n"); line != NULL && count < SETTINGS;
         line = strtok(NULL, "\n")) {
        char *equals = strchr(line, '=');
        if (equals == NULL)
            continue;
        *equals = '\0';
        out[count++] = (struct scene_setting){line, equals + 1};
    }
    return count;
}

/* Every file that a scene names is what comes after the text. */
struct tail {
    const char *bytes;
    size_t length;
};

static bool load(void *context, const char *path, struct buffer *out, struct error *error)
{
    const struct tail *tail = context;
    (void)path;
    buffer_append(out, tail->bytes, tail->length);
    return !out->failed || error_memory(error);
}

/* Right or wrong, what it says must be printable; and a right scene must survive changes. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct report report;
    struct scene_setting settings[SETTINGS];
    const uint8_t *nul = memchr(data, '\0', size);
    size_t length = nul != NULL ? (size_t)(nul - data) : size;
    char *tail = calloc(size - length + 2, 1);
    if (tail == NULL)
        return 0;
    if (nul != NULL)
        memcpy(tail, nul + 1, size - length - 1);
    size_t count = read_settings(tail, settings);
    report_init(&report, "fuzz", (const char *)data, length);
    struct tail rest = {nul != NULL ? (const char *)nul + 1 : "",
                        nul != NULL ? size - length - 1 : 0};
    const struct scene_files files = {load, &rest};
    struct scene *scene = scene_read(&report, &files, settings, count);
    struct buffer out = {0};
    report_print(&report, &out);
    for (size_t i = 0; i < out.length; i++)
        if ((unsigned char)out.data[i] < 0x20 && out.data[i] != '\n')
            abort();
    for (size_t i = 0; scene != NULL && i < count; i++) {
        struct error error = {0};
        unsigned stale;
        (void)!scene_set(scene, SCENE_ALL, settings[i].key, settings[i].value, &stale, &error);
    }
    buffer_release(&out);
    scene_free(scene);
    free(tail);
    return 0;
}
