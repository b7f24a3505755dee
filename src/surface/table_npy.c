/* numpy.lib.format */
#include "surface/table_kinds.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

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

bool table_read_npy(const char *bytes, size_t length, struct table *table, struct error *error)
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
