/*
 * Three formats. Parameter names are letters, digits and underscores (the scene's reader sees to
 * that), so they need no quoting.
 */
#include "export/trajectory.h"

#include <string.h>

#include "base/array.h"
#include "base/number.h"
#include "base/text.h"
#include "export/json.h"

/* The numbers of a row, in the order of the columns. */
enum { NUMBERS = 6 };

static void numbers_of(const struct trajectory_row *row, double numbers[NUMBERS])
{
    const struct walker *state = row->state;
    const double all[NUMBERS] = {
        state->at[0], state->at[1], state->loss, state->gradient[0], state->gradient[1], row->rate,
    };
    memcpy(numbers, all, sizeof all);
}

/* Their names: a prefix and the rest. */
static void names_of(const struct scene *scene, const char *names[NUMBERS][2])
{
    const char *const all[NUMBERS][2] = {
        {"", scene->parameters[0]},   {"", scene->parameters[1]},   {"", "loss"},
        {"g_", scene->parameters[0]}, {"g_", scene->parameters[1]}, {"", "lr"},
    };
    memcpy(names, all, sizeof all);
}

/* --- comma-separated */

static void csv_head(struct buffer *out, const struct scene *scene, size_t walker)
{
    const char *names[NUMBERS][2];
    if (walker > 1)
        return;
    names_of(scene, names);
    buffer_add_text(out, "walker,step");
    for (size_t i = 0; i < NUMBERS; i++)
        buffer_printf(out, ",%s%s", names[i][0], names[i][1]);
    buffer_add_char(out, '\n');
}

/* Gathered in one piece: a trajectory is mostly this. */
static void csv_row(struct buffer *out, const struct scene *scene, const struct trajectory_row *row)
{
    (void)scene;
    char line[(NUMBERS + 2) * (NUMBER_TEXT + 1)];
    double numbers[NUMBERS];
    numbers_of(row, numbers);
    size_t length = number_print(line, (double)row->walker);
    line[length++] = ',';
    length += number_print(line + length, (double)row->state->step);
    for (size_t i = 0; i < NUMBERS; i++) {
        line[length++] = ',';
        length += number_print(line + length, numbers[i]);
    }
    line[length++] = '\n';
    buffer_append(out, line, length);
}

/* --- JSON lines */

static void json_head(struct buffer *out, const struct scene *scene, size_t walker)
{
    (void)out, (void)scene, (void)walker;
}

static void add_string(struct buffer *out, const char *text)
{
    json_add_string(out, text, strlen(text));
}

static void json_part(struct buffer *out, const struct part *part)
{
    buffer_add_text(out, "{\"symbol\":");
    add_string(out, part->symbol);
    buffer_add_text(out, ",\"label\":");
    add_string(out, part->label);
    buffer_add_text(out, part->is_scalar ? ",\"value\":" : ",\"value\":[");
    json_add_number(out, part->value[0]);
    if (!part->is_scalar) {
        buffer_add_char(out, ',');
        json_add_number(out, part->value[1]);
        buffer_add_char(out, ']');
    }
    buffer_add_char(out, '}');
}

static void json_row(struct buffer *out, const struct scene *scene,
                     const struct trajectory_row *row)
{
    const char *names[NUMBERS][2];
    double numbers[NUMBERS];
    names_of(scene, names);
    numbers_of(row, numbers);
    buffer_printf(out, "{\"walker\":%zu,\"step\":%llu", row->walker,
                  (unsigned long long)row->state->step);
    for (size_t i = 0; i < NUMBERS; i++) {
        buffer_printf(out, ",\"%s%s\":", names[i][0], names[i][1]);
        json_add_number(out, numbers[i]);
    }
    buffer_printf(out, ",\"status\":\"%s\",\"parts\":[",
                  walker_is_finite(row->state) ? "walking" : "diverged");
    for (size_t i = 0; row->made_of != NULL && i < row->made_of->count; i++) {
        buffer_add_text(out, i > 0 ? "," : "");
        json_part(out, &row->made_of->parts[i]);
    }
    buffer_add_text(out, "]}\n");
}

/* --- a table for people: as wide as a terminal of 80 columns */

enum { DIGITS = 5, STEP_WIDTH = 7, NUMBER_WIDTH = 12 };

static void pad(struct buffer *out, int columns)
{
    for (; columns > 0; columns--)
        buffer_add_char(out, ' ');
}

/* A number may be as wide as its column; a name makes it wider. */
static int width_of(const char *const name[2])
{
    int wanted = text_width(name[0]) + text_width(name[1]) + 2;
    return wanted > NUMBER_WIDTH ? wanted : NUMBER_WIDTH;
}

static void table_head(struct buffer *out, const struct scene *scene, size_t walker)
{
    const char *names[NUMBERS][2];
    names_of(scene, names);
    if (scene->walker_count > 1)
        buffer_printf(out, "%swalker %zu: %s\n", walker > 1 ? "\n" : "", walker,
                      scene->walkers[walker - 1].settings.optimizer->label);
    pad(out, STEP_WIDTH - 4);
    buffer_add_text(out, "step");
    for (size_t i = 0; i < NUMBERS; i++) {
        pad(out, width_of(names[i]) - text_width(names[i][0]) - text_width(names[i][1]));
        buffer_printf(out, "%s%s", names[i][0], names[i][1]);
    }
    buffer_add_char(out, '\n');
}

static void table_row(struct buffer *out, const struct scene *scene,
                      const struct trajectory_row *row)
{
    const char *names[NUMBERS][2];
    double numbers[NUMBERS];
    names_of(scene, names);
    numbers_of(row, numbers);
    buffer_printf(out, "%*llu", STEP_WIDTH, (unsigned long long)row->state->step);
    for (size_t i = 0; i < NUMBERS; i++) {
        char number[NUMBER_TEXT];
        int length = (int)number_print_short(number, numbers[i], DIGITS);
        pad(out, width_of(names[i]) - length);
        buffer_add_text(out, number);
    }
    buffer_add_char(out, '\n');
}

const struct trajectory_format trajectory_formats[] = {
    {.name = "csv",
     .help = "comma-separated, a header line first",
     .head = csv_head,
     .row = csv_row},
    {.name = "jsonl",
     .help = "one JSON object a line, with what the step was made of",
     .explains = true,
     .head = json_head,
     .row = json_row},
    {.name = "table",
     .help = "for people: rounded, in columns",
     .head = table_head,
     .row = table_row},
};
const size_t trajectory_format_count = ARRAY_LENGTH(trajectory_formats);
