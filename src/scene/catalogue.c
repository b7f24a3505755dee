/* The built-in scenes by name; the table itself is made by builtin.sh. */
#include "scene/catalogue.h"

#include <string.h>

#include "base/text.h"

const struct catalogue_entry *catalogue_find(const char *name)
{
    for (size_t i = 0; i < catalogue_count; i++)
        if (strcmp(catalogue[i].name, name) == 0)
            return &catalogue[i];
    return NULL;
}

const char *catalogue_nearest(const char *name)
{
    return text_nearest(name, &catalogue[0].name, catalogue_count, sizeof catalogue[0]);
}
