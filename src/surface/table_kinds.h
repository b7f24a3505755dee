/*
 * The two kinds of table.h, each into an empty table; a failure leaves what was read, to be
 * released. For table.c only.
 */
#ifndef SURFACE_TABLE_KINDS_H
#define SURFACE_TABLE_KINDS_H

#include "surface/table.h"

bool table_read_csv(const char *bytes, size_t length, const struct table *wanted,
                    struct table *table, struct error *error) NODISCARD;
bool table_read_npy(const char *bytes, size_t length, struct table *table,
                    struct error *error) NODISCARD;

#endif
