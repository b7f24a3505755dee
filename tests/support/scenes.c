/* Scenes for tests. */
#include "support/scenes.h"

#include <string.h>

#include "scene/catalogue.h"
#include "support/test.h"

const struct scene_file *scene_test_files;

/* A file of the test's own, else one of the program's. */
static bool load(void *context, const char *path, struct buffer *out, struct error *error)
{
    for (const struct scene_file *file = scene_test_files; file != NULL && file->path; file++)
        if (strcmp(file->path, path) == 0) {
            buffer_append(out, file->bytes, file->length > 0 ? file->length : strlen(file->bytes));
            return true;
        }
    return catalogue_load(context, path, out, error);
}

static const struct scene_files files = {load, NULL};

enum { SETTINGS = 16, SETTING_BYTES = 400 };

/* "a=b" to key and value, in memory that the caller has. */
static size_t split_settings(const char *const *words, struct scene_setting *settings,
                             char copies[SETTINGS][SETTING_BYTES])
{
    size_t count = 0;
    for (; words != NULL && words[count] != NULL; count++) {
        assert_true(count < SETTINGS && strlen(words[count]) < SETTING_BYTES);
        strcpy(copies[count], words[count]);
        char *equals = strchr(copies[count], '=');
        assert_non_null(equals);
        *equals = '\0';
        settings[count] = (struct scene_setting){copies[count], equals + 1};
    }
    return count;
}

struct scene *scene_of(const char *text, size_t length, const char *const *settings,
                       struct buffer *errors)
{
    static struct report report;
    struct scene_setting set[SETTINGS];
    char copies[SETTINGS][SETTING_BYTES];
    size_t count = split_settings(settings, set, copies);
    report_init(&report, "", text, length);
    struct scene *scene = scene_read(&report, &files, set, count);
    report.text = NULL; /* the messages alone, without the lines they quote */
    struct buffer printed = {0};
    report_print(&report, &printed);
    buffer_clear(errors);
    for (const char *line = buffer_text(&printed); *line != '\0';) {
        size_t bytes = strcspn(line, "\n");
        bool placed = line[0] == ':' && line[1] != ' '; /* ":3:7: words" or ": words" */
        buffer_append(errors, placed ? line + 1 : line, placed ? bytes - 1 : bytes);
        buffer_add_char(errors, '\n');
        line += bytes + (line[bytes] == '\n');
    }
    buffer_release(&printed);
    assert_true((scene == NULL) == (report.count > 0));
    return scene;
}

static struct scene *must(struct scene *scene, struct buffer *errors, const char *text)
{
    if (scene == NULL)
        print_error("%s\nin:\n%s\n", buffer_text(errors), text);
    buffer_release(errors);
    assert_non_null(scene);
    return scene;
}

struct scene *scene_right(const char *text, const char *const *settings)
{
    struct buffer errors = {0};
    struct scene *scene = scene_of(text, strlen(text), settings, &errors);
    return must(scene, &errors, text);
}

struct scene *scene_named(const char *name, const char *const *settings)
{
    struct buffer errors = {0};
    const struct catalogue_entry *entry = catalogue_find(name);
    assert_non_null(entry);
    struct scene *scene = scene_of(entry->text, entry->length, settings, &errors);
    return must(scene, &errors, name);
}
