#include "surface/table_kinds.h"

#include <math.h>
#include <string.h>

#include "base/array.h"
#include "base/number.h"
#include "base/text.h"

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

static bool read_rows(struct csv *csv)
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

bool table_read_csv(const char *bytes, size_t length, const struct table *wanted,
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
    return read_rows(&csv);
}
