#include "surface/table.h"

#include <stdlib.h>
#include <string.h>

#include "surface/table_kinds.h"

void table_release(struct table *table)
{
    free(table->values);
    free(table->names);
    free(table->lines);
    *table = (struct table){.first_gap = SIZE_MAX};
}

bool table_read(const char *bytes, size_t length, const struct table *wanted, struct table *table,
                struct error *error)
{
    *table = (struct table){.first_gap = SIZE_MAX};
    bool is_npy = length >= 6 && memcmp(bytes, "\x93NUMPY", 6) == 0;
    bool good = is_npy ? table_read_npy(bytes, length, table, error)
                       : table_read_csv(bytes, length, wanted, table, error);
    if (!good)
        table_release(table);
    return good;
}
