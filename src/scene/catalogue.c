/* The built-in scenes by name; the table itself is made by builtin.sh. */
#include "scene/catalogue.h"

#include <string.h>

#include "base/text.h"

static const struct catalogue_entry *find(const struct catalogue_entry *entries, size_t count,
                                          const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(entries[i].name, name) == 0)
            return &entries[i];
    return NULL;
}

const struct catalogue_entry *catalogue_find(const char *name)
{
    return find(catalogue, catalogue_count, name);
}

const struct catalogue_entry *catalogue_find_file(const char *name)
{
    return find(catalogue_files, catalogue_file_count, name);
}

bool catalogue_load(void *context, const char *path, struct buffer *out, struct error *error)
{
    const struct catalogue_entry *file = catalogue_find_file(path);
    (void)context;
    if (file == NULL)
        return error_set(error, "there is no built-in file '%s'", path);
    buffer_append(out, file->text, file->length);
    return !out->failed || error_memory(error);
}

const char *catalogue_nearest(const char *name)
{
    return text_nearest(name, &catalogue[0].name, catalogue_count, sizeof catalogue[0]);
}
