/* CSV and NPY. */
#include "surface/table.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/number.h"
#include "base/text.h"

void table_release(struct table *table)
{
    free(table->values);
    free(table->names);
    free(table->lines);
    *table = (struct table){0};
}

/* --- CSV */

struct csv {
    const char *at, *end; /* what is left */
    const char *line_start;
    int line;
    char separator;
    struct table *table;
    size_t capacity, line_capacity;
    struct error *error;
};

/* Sets the error with the line being read and the column of `place` in it. Returns false. */
static bool fail_at(struct csv *csv, const char *place, const char *format, ...) PRINTF_LIKE(3, 4);

static bool fail_at(struct csv *csv, const char *place, const char *format, ...)
{
    if (csv->error == NULL || csv->error->set)
        return false;
    va_list arguments;
    va_start(arguments, format);
    error_set_list(csv->error, format, arguments);
    va_end(arguments);
    csv->error->line = csv->line;
    csv->error->column = 1;
    size_t used;
    for (const char *at = csv->line_start; at < place; at += used, csv->error->column++)
        text_decode(at, (size_t)(place - at), &used);
    return false;
}

static const char *line_end(const char *at, const char *end)
{
    const char *newline = memchr(at, '\n', (size_t)(end - at));
    return newline != NULL ? newline : end;
}

/* Goes to the next line that holds anything; false at the end. Comments end where # begins. */
static bool next_line(struct csv *csv, const char **start, const char **stop)
{
    while (csv->at < csv->end) {
        const char *end = line_end(csv->at, csv->end);
        *start = csv->line_start = csv->at;
        *stop = end;
        csv->at = end < csv->end ? end + 1 : end;
        csv->line++;
        const char *comment = memchr(*start, '#', (size_t)(end - *start));
        if (comment != NULL)
            *stop = comment;
        while (*stop > *start && ((*stop)[-1] == '\r' || (*stop)[-1] == ' '))
            (*stop)--;
        if (*stop > *start)
            return true;
    }
    return false;
}

/* The cell from *at on, blanks around it left out; *at goes behind its separator, or to NULL at the
 * end. */
static void next_cell(const struct csv *csv, const char **at, const char *stop, const char **cell,
                      size_t *length)
{
    const char *end = memchr(*at, csv->separator, (size_t)(stop - *at));
    const char *last = end != NULL ? end : stop;
    *cell = *at;
    while (*cell < last && **cell == ' ')
        (*cell)++;
    while (last > *cell && last[-1] == ' ')
        last--;
    if (last - *cell >= 2 && **cell == '"' && last[-1] == '"') {
        (*cell)++;
        last--;
    }
    *length = (size_t)(last - *cell);
    *at = end != NULL ? end + 1 : NULL;
}

static char find_separator(const char *start, const char *stop)
{
    static const char separators[] = "\t;,";
    for (const char *s = separators; *s != '\0'; s++)
        if (memchr(start, *s, (size_t)(stop - start)) != NULL)
            return *s;
    return ',';
}

/* Is any cell of the line no number? Then the line is a header. */
static bool is_header(const struct csv *csv, const char *start, const char *stop)
{
    while (start != NULL) {
        const char *cell;
        size_t length;
        double ignored;
        next_cell(csv, &start, stop, &cell, &length);
        if (length > 0 && !number_parse(cell, length, &ignored) &&
            memchr(cell, ',', length) == NULL)
            return true;
    }
    return false;
}

static bool read_header(struct csv *csv, const char *start, const char *stop)
{
    struct table *table = csv->table;
    size_t capacity = 0;
    while (start != NULL) {
        const char *cell;
        size_t length;
        next_cell(csv, &start, stop, &cell, &length);
        if (length >= TABLE_NAME)
            return fail_at(csv, cell, "the column name is longer than %d letters", TABLE_NAME - 1);
        if (table->columns == TABLE_SIDE)
            return fail_at(csv, cell, "more than %d columns", TABLE_SIDE);
        void *grown = array_grow(table->names, &capacity, table->columns + 1, TABLE_NAME);
        if (grown == NULL)
            return error_memory(csv->error);
        table->names = grown;
        memcpy(table->names[table->columns], cell, length);
        table->names[table->columns++][length] = '\0';
    }
    return true;
}

static bool add_value(struct csv *csv, size_t index, double value)
{
    double *grown = array_grow(csv->table->values, &csv->capacity, index + 1, sizeof *grown);
    if (grown == NULL)
        return error_memory(csv->error);
    csv->table->values = grown;
    grown[index] = value;
    return true;
}

/* Notes where the row stands that is complete now. */
static bool end_row(struct csv *csv)
{
    struct table *table = csv->table;
    int *grown = array_grow(table->lines, &csv->line_capacity, table->rows + 1, sizeof *grown);
    if (grown == NULL)
        return error_memory(csv->error);
    table->lines = grown;
    grown[table->rows++] = csv->line;
    return true;
}

static bool read_row(struct csv *csv, const char *start, const char *stop)
{
    struct table *table = csv->table;
    bool first = table->columns == 0;
    size_t column = 0;
    while (start != NULL) {
        const char *cell;
        size_t length;
        double value = NAN;
        next_cell(csv, &start, stop, &cell, &length);
        if (length > 0 && !number_parse(cell, length, &value))
            return fail_at(
                csv, cell, "'%.*s' is not a number%s", (int)(length < 40 ? length : 40), cell,
                memchr(cell, ',', length) != NULL ? ": the decimal sign is a point" : "");
        if (first && column == TABLE_SIDE)
            return fail_at(csv, cell, "more than %d columns", TABLE_SIDE);
        if (!first && column == table->columns)
            return fail_at(csv, cell, "this row is longer than the first");
        if (!add_value(csv, table->rows * table->columns + column, value))
            return false;
        column++;
    }
    if (first)
        table->columns = column;
    if (column < table->columns)
        return fail_at(csv, stop, "this row is shorter than the first");
    return end_row(csv);
}

static bool read_csv(const char *text, size_t length, struct table *table, struct error *error)
{
    struct csv csv = {.at = text,
                      .end = text + length,
                      .line_start = text,
                      .separator = ',',
                      .table = table,
                      .error = error};
    const char *start, *stop;
    if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
        csv.at += 3;
    for (bool first = true; next_line(&csv, &start, &stop); first = false) {
        if (first)
            csv.separator = find_separator(start, stop);
        if (table->rows == TABLE_SIDE)
            return fail_at(&csv, start, "more than %d rows", TABLE_SIDE);
        if (!(first && is_header(&csv, start, stop) ? read_header(&csv, start, stop)
                                                    : read_row(&csv, start, stop)))
            return false;
    }
    return table->rows > 0 || error_set(error, "the file holds no row of numbers");
}

/* --- NPY (numpy.lib.format) */

struct npy_type {
    const char *name;
    size_t size;
    bool big_endian;
    char kind; /* f, i, u */
};

static const struct npy_type npy_types[] = {
    {"<f8", 8, false, 'f'}, {">f8", 8, true, 'f'},  {"<f4", 4, false, 'f'}, {">f4", 4, true, 'f'},
    {"<i4", 4, false, 'i'}, {"<i8", 8, false, 'i'}, {"|u1", 1, false, 'u'}};

/* The text behind 'key': in the header, or NULL. */
static const char *npy_field(const char *header, const char *key)
{
    const char *at = strstr(header, key);
    if (at == NULL)
        return NULL;
    at = strchr(at, ':');
    if (at == NULL)
        return NULL;
    return at + 1 + strspn(at + 1, " ");
}

static const struct npy_type *npy_find_type(const char *header, struct error *error)
{
    const char *field = npy_field(header, "'descr'");
    if (field == NULL || (*field != '\'' && *field != '[')) {
        error_set(error, "the NPY header has no 'descr'");
        return NULL;
    }
    if (*field == '[') {
        error_set(error, "structured NPY arrays cannot be a surface: save one plain array");
        return NULL;
    }
    size_t length = strcspn(++field, "'");
    for (size_t i = 0; i < ARRAY_LENGTH(npy_types); i++)
        if (strlen(npy_types[i].name) == length && memcmp(npy_types[i].name, field, length) == 0)
            return &npy_types[i];
    error_set(error, "an NPY array of type '%.*s' cannot be read: save it as float64 (<f8)",
              (int)(length < 16 ? length : 16), field);
    return NULL;
}

/* Reads `(rows, columns)` with plain decimal digits; a one-axis or three-axis shape is refused. */
static bool npy_shape(const char *header, size_t shape[2], struct error *error)
{
    const char *at = npy_field(header, "'shape'");
    int axes = 0;
    if (at == NULL || *at++ != '(')
        return error_set(error, "the NPY header has no 'shape'");
    for (at += strspn(at, " "); *at >= '0' && *at <= '9'; axes++) {
        size_t side = 0;
        for (; *at >= '0' && *at <= '9'; at++)
            side = side > TABLE_SIDE ? side : side * 10 + (size_t)(*at - '0');
        if (side == 0 || side > TABLE_SIDE)
            return error_set(error, "the sides of a grid must lie between 1 and %d", TABLE_SIDE);
        if (axes < 2)
            shape[axes] = side;
        at += strspn(at, " ,");
    }
    if (*at != ')')
        return error_set(error, "the NPY header's shape is not a pair of numbers");
    return axes == 2 || error_set(error, "the NPY array has %d axes, but a grid has 2", axes);
}

static double npy_value(const unsigned char *bytes, const struct npy_type *type)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < type->size; i++)
        bits |= (uint64_t)bytes[type->big_endian ? type->size - 1 - i : i] << (8 * i);
    if (type->kind == 'u')
        return (double)bits;
    if (type->kind == 'i')
        return type->size == 8 ? (double)(int64_t)bits : (double)(int32_t)(uint32_t)bits;
    if (type->size == 8) {
        double value;
        memcpy(&value, &bits, sizeof value);
        return value;
    }
    uint32_t word = (uint32_t)bits;
    float value;
    memcpy(&value, &word, sizeof value);
    return (double)value;
}

static bool npy_values(const unsigned char *data, size_t length, const struct npy_type *type,
                       bool by_columns, struct table *table, struct error *error)
{
    size_t count = table->rows * table->columns;
    if (length < count * type->size)
        return error_set(error, "the NPY file is cut short: %zu bytes of %zu", length,
                         count * type->size);
    table->values = malloc(count * sizeof *table->values);
    if (table->values == NULL)
        return error_memory(error);
    for (size_t row = 0; row < table->rows; row++)
        for (size_t column = 0; column < table->columns; column++) {
            size_t from = by_columns ? column * table->rows + row : row * table->columns + column;
            table->values[row * table->columns + column] =
                npy_value(data + from * type->size, type);
        }
    return true;
}

static bool read_npy(const char *bytes, size_t length, struct table *table, struct error *error)
{
    enum { HEADER = 1 << 16 };
    const unsigned char *byte = (const unsigned char *)bytes;
    size_t prefix = length > 6 && byte[6] == 1 ? 10 : 12;
    if (length < prefix || byte[6] < 1 || byte[6] > 3)
        return error_set(error, "the NPY file is of an unknown version or cut short");
    size_t size = (size_t)byte[8] | (size_t)byte[9] << 8;
    if (prefix == 12)
        size |= (size_t)byte[10] << 16 | (size_t)byte[11] << 24;
    if (size >= HEADER || size > length - prefix)
        return error_set(error, "the NPY header is too long or cut short");
    char *header = malloc(size + 1);
    if (header == NULL)
        return error_memory(error);
    memcpy(header, bytes + prefix, size);
    header[size] = '\0';
    size_t shape[2] = {0, 0};
    const struct npy_type *type = npy_find_type(header, error);
    const char *order = npy_field(header, "'fortran_order'");
    bool good = type != NULL && npy_shape(header, shape, error);
    bool by_columns = order != NULL && strncmp(order, "True", 4) == 0;
    free(header);
    if (!good)
        return false;
    table->rows = shape[0];
    table->columns = shape[1];
    return npy_values(byte + prefix + size, length - prefix - size, type, by_columns, table, error);
}

bool table_read(const char *bytes, size_t length, struct table *table, struct error *error)
{
    *table = (struct table){0};
    bool is_npy = length >= 6 && memcmp(bytes, "\x93NUMPY", 6) == 0;
    bool good =
        is_npy ? read_npy(bytes, length, table, error) : read_csv(bytes, length, table, error);
    if (!good)
        table_release(table);
    return good;
}
