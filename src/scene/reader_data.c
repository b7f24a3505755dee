/*
 * The keys of a loss over data: the examples, in the scene or in a file, and how many of them a
 * step sees.
 */
#include "scene/reader.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/number.h"
#include "base/text.h"
#include "scene/input.h"
#include "scene/value.h"
#include "surface/formula.h"

enum { SHOWN = 20 /* digits of a number that is quoted */ };

/* --- columns */

/* May the formula use the name beside those that it has? Else the error says why. */
static bool check_column(const struct scene *scene, const struct table *data, size_t count,
                         const char *name, struct error *error)
{
    if (!formula_name_check(name, error))
        return false;
    for (int axis = 0; axis < SURFACE_AXES; axis++)
        if (strcmp(name, scene->parameters[axis]) == 0)
            return error_set(error, "'%s' is a parameter: name the column otherwise", name);
    for (size_t i = 0; i < scene->constant_count; i++)
        if (strcmp(name, scene->constants[i].name) == 0)
            return error_set(error, "'%s' is a constant: name the column otherwise", name);
    for (size_t i = 0; i < count; i++)
        if (strcmp(name, data->names[i]) == 0)
            return error_set(error, "two columns are named '%s'", name);
    return true;
}

static bool read_column(struct report *report, const struct node *node, const struct scene *scene,
                        struct table *data)
{
    struct error error = {0};
    char shown[NODE_SHOWN];
    /* A wrong name is kept as well, so that the rows have their length. */
    char *name = data->names[data->columns++];
    if (node->kind != NODE_SCALAR)
        return node_error(report, node, "expected a name, found %s", node_describe(node, shown));
    if (!check_column(scene, data, data->columns - 1, node->text, &error))
        node_error(report, node, "%s", error.message);
    memcpy(name, node->text, node->length < TABLE_NAME ? node->length : TABLE_NAME - 1);
    return !error.set;
}

bool columns_are_right(const struct scene *scene)
{
    const struct table *data = &scene->input->data;
    struct error error = {0};
    bool right = data->columns > 0;
    for (size_t i = 0; i < data->columns; i++)
        right = right && check_column(scene, data, i, data->names[i], &error);
    return right;
}

bool read_columns(struct report *report, const struct node *node, struct scene *scene, size_t index)
{
    (void)index;
    struct scene_input *input = input_of(report, scene);
    if (input == NULL || !value_list(report, node, "of names, such as [t, target]"))
        return false;
    if (node->count == 0)
        return node_error(report, node, "expected at least one name");
    if (node->count > SURFACE_COLUMNS)
        return node_error(report, node, "too many columns (at most %d)", SURFACE_COLUMNS);
    input->data.names = calloc(node->count, TABLE_NAME);
    if (input->data.names == NULL)
        return value_no_memory(report);
    bool right = true;
    for (const struct node *child = node->first; child != NULL; child = child->next)
        right = read_column(report, child, scene, &input->data) && right;
    return right;
}

/* --- rows in the scene itself */

/* "t, target" */
static void list_names(const struct table *data, struct buffer *out)
{
    for (size_t i = 0; i < data->columns; i++)
        buffer_printf(out, "%s%s", i > 0 ? ", " : "", data->names[i]);
}

static bool read_row(struct report *report, const struct node *node, struct table *data)
{
    struct buffer names = {0};
    char shown[NODE_SHOWN];
    bool right = true;
    double *value = data->values + data->rows * data->columns;
    if (node->kind == NODE_LIST && node->count == data->columns) {
        for (const struct node *child = node->first; child != NULL; child = child->next, value++)
            right = value_number(report, child, value) && right;
        data->rows++;
        return right;
    }
    list_names(data, &names);
    if (node->kind == NODE_LIST)
        node_error(report, node, "expected %zu number%s [%s], found %zu", data->columns,
                   data->columns == 1 ? "" : "s", buffer_text(&names), node->count);
    else
        node_error(report, node, "expected a row [%s], found %s", buffer_text(&names),
                   node_describe(node, shown));
    buffer_release(&names);
    return false;
}

bool read_rows(struct report *report, const struct node *node, struct scene *scene, size_t index)
{
    (void)index;
    struct scene_input *input = input_of(report, scene);
    if (input == NULL || !value_list(report, node, "of rows, such as [[0.1, 1.3], [0.2, 1.1]]"))
        return false;
    if (input->data.columns == 0)
        return true; /* without columns: that is said */
    if (node->count == 0)
        return node_error(report, node, "expected at least one row");
    input->data.values = calloc(node->count * input->data.columns, sizeof(double));
    if (input->data.values == NULL)
        return value_no_memory(report);
    bool right = true;
    for (const struct node *child = node->first; child != NULL; child = child->next)
        right = read_row(report, child, &input->data) && right;
    return right;
}

/* --- rows in a file */

/* Puts the wanted columns of a file's table, in their order, in the place of all. */
static bool choose_columns(struct report *report, const struct node *node, struct table *file,
                           struct table *wanted)
{
    for (size_t i = 0; i < wanted->columns; i++) {
        size_t from = 0;
        char hint[TEXT_HINT];
        const char *names[TABLE_SIDE];
        for (size_t k = 0; k < file->columns; k++)
            names[k] = file->names[k];
        while (from < file->columns && strcmp(file->names[from], wanted->names[i]) != 0)
            from++;
        if (from == file->columns)
            return node_error(
                report, node, "%.200s: no column '%s'%s", node->text, wanted->names[i],
                text_hint(text_nearest(wanted->names[i], names, file->columns, sizeof names[0]),
                          hint));
        for (size_t row = 0; row < file->rows; row++)
            wanted->values[row * wanted->columns + i] = file->values[row * file->columns + from];
    }
    return true;
}

/* All columns of the file, whose names the formula must be able to use. */
static bool check_columns(struct report *report, const struct node *node, const struct scene *scene,
                          const struct table *file)
{
    bool right = true;
    if (file->columns > SURFACE_COLUMNS)
        return node_error(report, node,
                          "%.200s: more than %d columns: choose some, `columns: [t, target]`",
                          node->text, SURFACE_COLUMNS);
    for (size_t i = 0; i < file->columns; i++) {
        struct error error = {0};
        if (!check_column(scene, file, i, file->names[i], &error))
            right = input_error(report, node, &error);
    }
    return right;
}

static bool check_header(struct report *report, const struct node *node, const struct table *file)
{
    return file->names != NULL ||
           node_error(report, node, "%.200s: the first line must name the columns", node->text);
}

/* An empty cell reads as NaN. */
static bool check_values(struct report *report, const struct node *node, const struct table *data)
{
    for (size_t i = 0; i < data->rows * data->columns; i++) {
        if (isfinite(data->values[i]))
            continue;
        char number[NUMBER_TEXT];
        number_print_short(number, data->values[i], 3);
        return node_error(report, node, "%.200s:%d: '%s' is %s", node->text,
                          data->lines[i / data->columns], data->names[i % data->columns],
                          isnan(data->values[i]) ? "empty or no number" : number);
    }
    return true;
}

/* Takes the file's table over, whole or by the columns that were chosen. */
static bool take_file(struct report *report, const struct node *node, const struct scene *scene,
                      struct table *file, struct table *data)
{
    if (!check_header(report, node, file))
        return false;
    if (data->columns == 0) {
        if (!check_columns(report, node, scene, file))
            return false;
        *data = *file;
        *file = (struct table){0};
        return true;
    }
    data->values = calloc(file->rows * data->columns, sizeof(double));
    if (data->values == NULL)
        return value_no_memory(report);
    if (!choose_columns(report, node, file, data))
        return false;
    data->rows = file->rows;
    data->lines = file->lines;
    file->lines = NULL;
    return true;
}

bool read_data_file(struct report *report, const struct node *node, struct scene *scene,
                    size_t index)
{
    (void)index;
    struct scene_input *input = input_of(report, scene);
    struct table file = {0};
    if (input == NULL || input->data.values != NULL) /* rows as well: that is said */
        return input != NULL;
    bool right = input_load_table(report, node, scene, &input->data, &file) &&
                 take_file(report, node, scene, &file, &input->data) &&
                 check_values(report, node, &input->data);
    table_release(&file);
    return right;
}

/* --- batches */

/* The examples are known: the full batch for everybody, and the knob goes as far. */
void settle_batches(struct scene *scene)
{
    size_t rows = scene->input->data.rows;
    scene->batch = walker_batch_knob;
    scene->batch.scale = KNOB_LOGARITHMIC;
    scene->batch.help = "how many examples a step sees, drawn anew each time";
    scene->batch.low = scene->batch.shown_low = 1;
    scene->batch.high = scene->batch.shown_high = scene->batch.initial = (double)rows;
    for (size_t i = 0; i < RACE_WALKS; i++)
        scene->walkers[i].settings.batch = rows;
}

bool read_batch_size(struct report *report, const struct node *node, struct scene *scene,
                     size_t index)
{
    double size;
    if (scene->input != NULL && scene->input->batches.steps > 0)
        return node_error(report, node, "the batches come from a file");
    if (!value_knob(report, node, &scene->batch, &size))
        return false;
    scene->walkers[index].settings.batch = (uint64_t)size;
    return true;
}

/* A file of batches while it is read. */
struct batch_file {
    const char *text, *end, *line_start, *at;
    int line;
    size_t examples;
    size_t *start;
    uint32_t *rows;
    size_t step_count, start_capacity, row_count, row_capacity;
    struct error *error;
};

static bool fail_at(const struct batch_file *file, const char *at, const char *words)
{
    error_set(file->error, "%s", words);
    file->error->line = file->line;
    file->error->column = (int)(at - file->line_start) + 1;
    return false;
}

static bool add_start(struct batch_file *file)
{
    size_t *grown =
        array_grow(file->start, &file->start_capacity, file->step_count + 1, sizeof *grown);
    if (grown == NULL)
        return error_memory(file->error);
    file->start = grown;
    grown[file->step_count] = file->row_count;
    return true;
}

static bool add_row(struct batch_file *file, const char *digits, size_t length)
{
    double number = 0;
    if (!number_parse(digits, length, &number) || !(number < (double)file->examples)) {
        struct error words = {0};
        error_set(&words, "no row %.*s: there are %zu, counted from 0",
                  length < SHOWN ? (int)length : SHOWN, digits, file->examples);
        return fail_at(file, digits, words.message);
    }
    uint32_t *grown =
        array_grow(file->rows, &file->row_capacity, file->row_count + 1, sizeof *grown);
    if (grown == NULL)
        return error_memory(file->error);
    file->rows = grown;
    grown[file->row_count++] = (uint32_t)number;
    return true;
}

static const char *skip_blanks(const char *at, const char *stop)
{
    while (at < stop && (*at == ' ' || *at == '\t' || *at == '\r'))
        at++;
    return at;
}

/* A line of numbers and commas; one without any is no step. */
static bool read_batch_line(struct batch_file *file, const char *stop)
{
    const char *at = skip_blanks(file->line_start, stop);
    if (at == stop)
        return true;
    if (!add_start(file))
        return false;
    for (;; at = skip_blanks(at + 1, stop)) {
        const char *digits = at;
        while (at < stop && *at >= '0' && *at <= '9')
            at++;
        if (at == digits)
            return fail_at(file, digits, "expected the number of a row, counted from 0");
        if (!add_row(file, digits, (size_t)(at - digits)))
            return false;
        at = skip_blanks(at, stop);
        if (at == stop)
            break;
        if (*at != ',')
            return fail_at(file, at, "expected a comma between two numbers of rows");
    }
    file->step_count++;
    return true;
}

static bool read_batch_lines(struct batch_file *file)
{
    if (file->end - file->text >= 3 && memcmp(file->text, "\xEF\xBB\xBF", 3) == 0)
        file->text += 3; /* the mark that some editors set before a text */
    for (const char *next = file->text; next < file->end;) {
        const char *newline = memchr(next, '\n', (size_t)(file->end - next));
        const char *stop = newline != NULL ? newline : file->end;
        file->line_start = next;
        file->line++;
        if (!read_batch_line(file, stop))
            return false;
        next = newline != NULL ? newline + 1 : file->end;
    }
    if (file->step_count == 0)
        return error_set(file->error, "the file holds no batch: a line a step, such as 0,5,2");
    return add_start(file); /* the end of the last */
}

bool read_batch_file(struct report *report, const struct node *node, struct scene *scene,
                     size_t index)
{
    (void)index;
    struct buffer bytes = {0};
    struct error error = {0};
    if (scene->input->batches.steps > 0)
        return true; /* a key of scene and walker is read as both */
    struct batch_file file = {.examples = scene->input->data.rows, .error = &error};
    bool right = input_load(report, node, scene, &bytes);
    file.text = buffer_text(&bytes);
    file.end = file.text + bytes.length;
    if (right && !read_batch_lines(&file))
        right = input_error(report, node, &error);
    if (right)
        scene->input->batches = (struct batch_list){file.step_count, file.start, file.rows};
    else {
        free(file.start);
        free(file.rows);
    }
    buffer_release(&bytes);
    return right;
}
