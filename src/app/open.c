#include "app/open.h"

#include <string.h>

#include "base/text.h"
#include "scene/catalogue.h"
#include "term/file.h"

struct source {
    const char *name, *text;
    size_t length;
    struct scene_files files;
};

static struct scene *read_source(const struct source *source, const struct scene_setting *settings,
                                 size_t count, struct buffer *words)
{
    struct report report;
    report_init(&report, source->name, source->text, source->length);
    struct scene *scene = scene_read(&report, &source->files, settings, count);
    if (!scene)
        report_print(&report, words);
    return scene;
}

struct beside {
    const char *path; /* the scene's */
    struct buffer *tables;
};

/* Reads a file beside the scene. One from standard input lies in the
 * working folder. A link there may lead anywhere: not the scene has put it there, but who owns the
 * folder. */
static bool load_beside(void *context, const char *path, struct buffer *out, struct error *error)
{
    const struct beside *beside = context;
    const char *scene = beside->path, *slash = strrchr(scene, '/');
    struct buffer whole = {0};
    buffer_append(&whole, slash ? scene : "./", slash ? (size_t)(slash - scene) + 1 : 2);
    buffer_add_text(&whole, path);
    bool read = whole.failed ? error_memory(error)
                             : file_read_regular(buffer_text(&whole), SCENE_FILE_BYTES, out, error);
    buffer_printf(beside->tables, "%s%s", beside->tables->length > 0 ? ", " : "", path);
    buffer_release(&whole);
    return read;
}

/* Hands a buffer's text over; NULL of an empty one. */
static char *take_text(struct buffer *buffer)
{
    char *text = buffer->length > 0 ? buffer->data : NULL;
    *buffer = (struct buffer){0};
    return text;
}

struct scene *open_scene_file(const char *path, const struct scene_setting *settings, size_t count,
                              struct buffer *words)
{
    struct buffer text = {0}, tables = {0};
    struct beside beside = {path, &tables};
    struct error error = {0};
    struct scene *scene = NULL;
    if (file_read(path, SCENE_BYTES, &text, &error)) {
        const struct source source = {.name = strcmp(path, "-") == 0 ? "standard input" : path,
                                      .text = buffer_text(&text),
                                      .length = text.length,
                                      .files = {load_beside, &beside}};
        scene = read_source(&source, settings, count, words);
    } else {
        buffer_printf(words, "downhill: %s\n", error.message);
    }
    if (scene) {
        scene->source = take_text(&text);
        scene->tables = take_text(&tables);
    }
    buffer_release(&text);
    buffer_release(&tables);
    return scene;
}

static bool is_path(const char *name)
{
    return strchr(name, '/') || strcmp(name, "-") == 0 || strcmp(name, ".yaml") == 0 ||
           text_ends_with(name, ".yaml");
}

struct scene *open_scene(const char *name, const struct scene_setting *settings, size_t count,
                         struct buffer *words)
{
    if (is_path(name))
        return open_scene_file(name, settings, count, words);
    const struct catalogue_entry *entry = catalogue_find(name);
    if (entry) {
        const struct source source = {
            entry->name, entry->text, entry->length, {catalogue_load, NULL}};
        return read_source(&source, settings, count, words);
    }
    struct error error = {0};
    char hint[TEXT_HINT];
    const char *meant = catalogue_nearest(name);
    if (meant)
        error_set(&error, "unknown scene '%s'%s", name, text_hint(meant, hint));
    else
        error_set(&error,
                  "unknown scene '%s': 'downhill list' names the built-in ones, and a file's name "
                  "has a / or ends in .yaml",
                  name);
    buffer_printf(words, "downhill: %s\n", error.message);
    return NULL;
}
