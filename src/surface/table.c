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
    *table = (struct table){.first_gap = SIZE_MAX};
}

/* --- CSV */

struct csv {
    const char *at, *end; /* what is left */
    const char *line_start;
    int line, next_line; /* a row may take several */
    char separator;      /* 0: not known yet */
    char found;          /* the separator that the row suggests */
    struct table *table;
    const struct table *wanted; /* whose columns are read; NULL: all are */
    size_t capacity, line_capacity;
    struct error *error;
};

/* Sets the error with the line and column of `place`. Returns false. */
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
    for (const char *at = csv->line_start; at < place; at += used) {
        text_decode(at, (size_t)(place - at), &used);
        bool newline = *at == '\n';
        csv->error->line += newline;
        csv->error->column = newline ? 1 : csv->error->column + 1;
    }
    return false;
}

/* Behind the quote that ends the cell whose first is at `at`; NULL: there is none. */
static const char *quote_end(const char *at, const char *end)
{
    for (at++; at < end; at++)
        if (*at == '"' && (++at == end || *at != '"'))
            return at;
    return NULL;
}

/* Does the sign part cells? As long as the separator is not known, each of three may: of those that
 * a row holds, tabs win over semicolons over commas. */
static bool parts_cells(struct csv *csv, char sign)
{
    if (csv->separator != 0)
        return sign == csv->separator;
    if (sign == '\t' || (sign == ';' && csv->found != '\t'))
        csv->found = sign;
    return sign == '\t' || sign == ';' || sign == ',';
}

/* Where the row from `start` on ends: at a line's end or a comment, neither of them in quotes. */
static bool find_stop(struct csv *csv, const char *start, const char **stop)
{
    bool begins = true; /* a cell */
    csv->found = ',';
    for (*stop = start; *stop < csv->end && **stop != '\n' && **stop != '#'; (*stop)++) {
        if (begins && **stop == '"') {
            const char *quote = *stop;
            *stop = quote_end(quote, csv->end);
            if (*stop == NULL)
                return fail_at(csv, quote, "the quote is never closed");
            (*stop)--;
        }
        begins = parts_cells(csv, **stop) || (begins && **stop == ' ');
    }
    return true;
}

/* Goes to the next row that holds anything; false at the end, or with an error. */
static bool next_row(struct csv *csv, const char **start, const char **stop)
{
    while (csv->at < csv->end) {
        *start = csv->line_start = csv->at;
        csv->line = csv->next_line;
        if (!find_stop(csv, *start, stop))
            return false;
        const char *newline = memchr(*stop, '\n', (size_t)(csv->end - *stop));
        csv->at = newline != NULL ? newline + 1 : csv->end;
        for (const char *at = *start; at < csv->at; at++)
            csv->next_line += *at == '\n';
        while (*stop > *start && ((*stop)[-1] == '\r' || (*stop)[-1] == ' '))
            (*stop)--;
        if (*stop > *start) {
            csv->separator = csv->separator != 0 ? csv->separator : csv->found;
            return true;
        }
    }
    return false;
}

/* A cell, blanks around it and its quotes left out. */
struct cell {
    const char *text;
    size_t length;
    bool quoted;
};

/* The cell from *at on; *at goes behind its separator, or to NULL at the end. */
static void next_cell(const struct csv *csv, const char **at, const char *stop, struct cell *cell)
{
    const char *start = *at;
    while (start < stop && *start == ' ')
        start++;
    const char *close = start < stop && *start == '"' ? quote_end(start, stop) : NULL;
    const char *behind = close != NULL ? close : start;
    const char *end = memchr(behind, csv->separator, (size_t)(stop - behind));
    const char *last = end != NULL ? end : stop;
    while (last > start && last[-1] == ' ')
        last--;
    bool quoted = close != NULL && last == close;
    *cell = quoted ? (struct cell){start + 1, (size_t)(last - start) - 2, true}
                   : (struct cell){start, (size_t)(last - start), false};
    *at = end != NULL ? end + 1 : NULL;
}

/* Is any cell of the line no number? Then the line is a header. */
static bool is_header(const struct csv *csv, const char *start, const char *stop)
{
    while (start != NULL) {
        struct cell cell;
        double ignored;
        next_cell(csv, &start, stop, &cell);
        if (cell.length > 0 && !number_parse(cell.text, cell.length, &ignored) &&
            memchr(cell.text, ',', cell.length) == NULL)
            return true;
    }
    return false;
}

/* A doubled quote stands for one. */
static void copy_name(char name[TABLE_NAME], const struct cell *cell)
{
    size_t length = 0;
    for (size_t i = 0; i < cell->length; i++) {
        name[length++] = cell->text[i];
        i += cell->quoted && cell->text[i] == '"';
    }
    name[length] = '\0';
}

/* A name too long to be asked for is no error where others are: it is left empty. */
static bool read_header(struct csv *csv, const char *start, const char *stop)
{
    struct table *table = csv->table;
    size_t capacity = 0;
    while (start != NULL) {
        struct cell cell;
        next_cell(csv, &start, stop, &cell);
        bool too_long = cell.length >= TABLE_NAME;
        if (too_long && csv->wanted == NULL)
            return fail_at(csv, cell.text, "the column name is longer than %d letters",
                           TABLE_NAME - 1);
        if (table->columns == TABLE_SIDE)
            return fail_at(csv, cell.text, "more than %d columns", TABLE_SIDE);
        void *grown = array_grow(table->names, &capacity, table->columns + 1, TABLE_NAME);
        if (grown == NULL)
            return error_memory(csv->error);
        table->names = grown;
        copy_name(table->names[table->columns++], too_long ? &(struct cell){0} : &cell);
    }
    return true;
}

static bool is_wanted(const struct csv *csv, size_t column)
{
    if (csv->wanted == NULL || csv->table->names == NULL || column >= csv->table->columns)
        return true;
    for (size_t i = 0; i < csv->wanted->columns; i++)
        if (strcmp(csv->wanted->names[i], csv->table->names[column]) == 0)
            return true;
    return false;
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

/* The number that a cell holds; an empty one is NaN, and noted. */
static bool read_cell(struct csv *csv, const struct cell *cell, size_t index, double *value)
{
    struct table *table = csv->table;
    *value = NAN;
    if (cell->length == 0) {
        if (index == 0)
            table->open_corner = true;
        else if (table->first_gap == SIZE_MAX)
            table->first_gap = index;
        return true;
    }
    return number_parse(cell->text, cell->length, value) ||
           fail_at(csv, cell->text, "'%.*s' is not a number%s",
                   (int)(cell->length < 40 ? cell->length : 40), cell->text,
                   memchr(cell->text, ',', cell->length) != NULL ? ": the decimal sign is a point"
                                                                 : "");
}

static bool read_row(struct csv *csv, const char *start, const char *stop)
{
    struct table *table = csv->table;
    bool first = table->columns == 0;
    size_t column = 0;
    while (start != NULL) {
        struct cell cell;
        double value = NAN;
        size_t index = table->rows * table->columns + column;
        next_cell(csv, &start, stop, &cell);
        if (first && column == TABLE_SIDE)
            return fail_at(csv, cell.text, "more than %d columns", TABLE_SIDE);
        if (!first && column == table->columns)
            return fail_at(csv, cell.text, "this row is longer than the first");
        if (is_wanted(csv, column) && !read_cell(csv, &cell, index, &value))
            return false;
        if (!add_value(csv, index, value))
            return false;
        column++;
    }
    if (first)
        table->columns = column;
    if (column < table->columns)
        return fail_at(csv, stop, "this row is shorter than the first");
    return end_row(csv);
}

static bool read_csv(struct csv *csv)
{
    struct table *table = csv->table;
    const char *start, *stop;
    if (csv->end - csv->at >= 3 && memcmp(csv->at, "\xEF\xBB\xBF", 3) == 0)
        csv->at += 3;
    for (bool first = true; next_row(csv, &start, &stop); first = false) {
        if (table->rows == TABLE_SIDE)
            return fail_at(csv, start, "more than %d rows", TABLE_SIDE);
        if (!(first && is_header(csv, start, stop) ? read_header(csv, start, stop)
                                                   : read_row(csv, start, stop)))
            return false;
    }
    if (csv->error != NULL && csv->error->set)
        return false;
    return table->rows > 0 || error_set(csv->error, "the file holds no row of numbers");
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

/* Python's True or False, and nothing else. */
static bool npy_order(const char *header, bool *by_columns, struct error *error)
{
    const char *at = npy_field(header, "'fortran_order'");
    size_t length = at != NULL ? strcspn(at, " ,}\n") : 0;
    *by_columns = length == 4 && memcmp(at, "True", 4) == 0;
    return *by_columns || (length == 5 && memcmp(at, "False", 5) == 0) ||
           error_set(error, "the NPY header's 'fortran_order' must be True or False");
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
    bool by_columns = false;
    bool good =
        type != NULL && npy_shape(header, shape, error) && npy_order(header, &by_columns, error);
    free(header);
    if (!good)
        return false;
    table->rows = shape[0];
    table->columns = shape[1];
    return npy_values(byte + prefix + size, length - prefix - size, type, by_columns, table, error);
}

bool table_read_columns(const char *bytes, size_t length, const struct table *wanted,
                        struct table *table, struct error *error)
{
    struct error own = {0}; /* whether one is set is asked */
    struct csv csv = {.at = bytes,
                      .end = bytes + length,
                      .line_start = bytes,
                      .line = 1,
                      .next_line = 1,
                      .table = table,
                      .wanted = wanted != NULL && wanted->columns > 0 ? wanted : NULL,
                      .error = error != NULL ? error : &own};
    *table = (struct table){.first_gap = SIZE_MAX};
    bool is_npy = length >= 6 && memcmp(bytes, "\x93NUMPY", 6) == 0;
    bool good = is_npy ? read_npy(bytes, length, table, error) : read_csv(&csv);
    if (!good)
        table_release(table);
    return good;
}

bool table_read(const char *bytes, size_t length, struct table *table, struct error *error)
{
    return table_read_columns(bytes, length, NULL, table, error);
}
