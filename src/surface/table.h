/*
 * Tables of numbers out of files: CSV and NPY, from bytes already read.
 *
 * CSV: cells parted by commas, semicolons or tabs (whichever the first line has), # comments, blank
 * lines left out, LF or CRLF, a byte order mark allowed, a decimal point. A cell that begins with a
 * quote ends with one: separators, #, line ends and doubled quotes within it are its own (RFC
 * 4180). An empty cell is NaN. A first line with a cell that is no number is the header. NPY:
 * format 1 to 3, two axes, <f8 >f8 <f4 >f4 <i4 <i8 |u1, either order.
 *
 * Errors carry the line and column of a CSV file; hostile shapes are refused before memory is
 * taken.
 */
#ifndef SURFACE_TABLE_H
#define SURFACE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

enum { TABLE_SIDE = 4096, TABLE_NAME = 33 };

struct table {
    size_t columns, rows;
    double *values;            /* row by row; owned */
    char (*names)[TABLE_NAME]; /* of the columns, from the header; NULL: there was none; owned */
    int *lines;                /* on which each row stands in a CSV file; NULL: it is none; owned */
    bool open_corner;          /* a CSV file's first cell is empty: `nan` is a value */
    size_t first_gap;          /* the first empty cell after it, as an index of values; SIZE_MAX */
};

/*
 * The bytes' own beginning tells which of the two it is. On failure the table is empty. Only the
 * columns that `wanted` names are wanted (NULL, or without columns: all): whatever stands in a CSV
 * file's others is not read, and is NaN. Whether they are all there is not asked.
 */
bool table_read(const char *bytes, size_t length, const struct table *wanted, struct table *table,
                struct error *error) NODISCARD;
void table_release(struct table *table);

#endif
