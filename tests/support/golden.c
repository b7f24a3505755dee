#include "support/golden.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static _Noreturn void give_up(const char *what, const char *which)
{
    fprintf(stderr, "golden tables: %s: %s\n", what, which);
    exit(1);
}

static double number(const char *text)
{
    char *end;
    double value = strtod(text, &end);
    if (end == text)
        give_up("not a number", text);
    return value;
}

static void store(char out[GOLDEN_TEXT], const char *value)
{
    if ((size_t)snprintf(out, GOLDEN_TEXT, "%s", value) >= GOLDEN_TEXT)
        give_up("too long", value);
}

static struct golden_settings *last_change(struct golden_case *c)
{
    return &c->changes[c->change_count - 1];
}

static void set_optimizer(struct golden_case *c, const char *value)
{
    const struct optimizer *optimizer = optimizer_find(value);
    if (optimizer == NULL)
        give_up("no optimizer", value);
    walker_settings_init(&last_change(c)->settings, optimizer);
}

static void set_schedule(struct golden_case *c, const char *value)
{
    struct schedule_settings *settings = &last_change(c)->settings.schedule;
    *settings = (struct schedule_settings){0};
    if (strcmp(value, "none") == 0)
        return;
    if (schedule_find(value) == NULL)
        give_up("no schedule", value);
    schedule_settings_init(settings, schedule_find(value), c->steps);
}

static void set_milestones(struct golden_case *c, const char *value)
{
    struct schedule_settings *settings = &last_change(c)->settings.schedule;
    const char *rest = value;
    for (char *end; *rest != '\0'; rest = end) {
        unsigned long long step = strtoull(rest, &end, 10);
        if (end == rest || settings->milestone_count == SCHEDULE_MILESTONES)
            give_up("milestones", value);
        settings->milestones[settings->milestone_count++] = step;
    }
}

static void set_optimizer_knob(struct golden_case *c, const char *name, const char *value)
{
    struct walker_settings *settings = &last_change(c)->settings;
    int knob = optimizer_knob(settings->optimizer, name);
    if (knob < 0)
        give_up("no knob", name);
    settings->knob[knob] = number(value);
}

/* The place of a word among a parameter's, or -1. */
static int word_of(const struct schedule_knob *knob, const char *word)
{
    int i = 0;
    while (knob->words[i] != NULL && strcmp(knob->words[i], word) != 0)
        i++;
    return knob->words[i] != NULL ? i : -1;
}

static void set_schedule_knob(struct golden_case *c, const char *name, const char *value)
{
    struct schedule_settings *settings = &last_change(c)->settings.schedule;
    int knob = settings->schedule != NULL ? schedule_knob(settings->schedule, name) : -1;
    if (knob < 0)
        give_up("no schedule knob", name);
    const struct schedule_knob *row = &settings->schedule->knobs[knob];
    settings->knob[knob] = row->words != NULL ? word_of(row, value) : number(value);
    if (settings->knob[knob] < 0)
        give_up("no such word", value);
}

static void set_from(struct golden_case *c, const char *value)
{
    if (c->change_count == GOLDEN_CHANGES)
        give_up("too many changes", c->name);
    c->changes[c->change_count] = c->changes[c->change_count - 1];
    c->changes[c->change_count++].from = strtoull(value, NULL, 10);
}

static void set_start(struct golden_case *c, const char *value)
{
    if (sscanf(value, "%lf %lf", &c->start[0], &c->start[1]) != 2)
        give_up("start", value);
}

static bool set_text(struct golden_case *c, const char *key, const char *value)
{
    const struct {
        const char *key;
        char *out;
    } texts[] = {{"case", c->name}, {"file", c->file}, {"loss", c->loss},
                 {"data", c->data}, {"end", c->end},   {"batches", c->batches}};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (strcmp(texts[i].key, key) == 0) {
            store(texts[i].out, value);
            return true;
        }
    }
    return false;
}

static bool set_number(struct golden_case *c, const char *key, const char *value)
{
    struct walker_settings *settings = &last_change(c)->settings;
    const struct {
        const char *key;
        double *out;
    } numbers[] = {{"tol", &c->tol},
                   {"tol_loss", &c->tol_loss},
                   {"tol_grad", &c->tol_grad},
                   {"clip_norm", &settings->clip_norm},
                   {"norm_type", &settings->norm_type},
                   {"clip_value", &settings->clip_value}};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        if (strcmp(numbers[i].key, key) == 0) {
            *numbers[i].out = number(value);
            return true;
        }
    }
    return false;
}

static bool set_count(struct golden_case *c, const char *key, const char *value)
{
    const struct {
        const char *key;
        uint64_t *out;
    } counts[] = {{"steps", &c->steps},
                  {"last_step", &c->last_step},
                  {"warmup", &last_change(c)->settings.warmup}};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        if (strcmp(counts[i].key, key) == 0) {
            *counts[i].out = strtoull(value, NULL, 10);
            return true;
        }
    }
    return false;
}

static void set(struct golden_case *c, const char *key, const char *value)
{
    static const struct {
        const char *key;
        void (*set)(struct golden_case *c, const char *value);
    } setters[] = {{"optimizer", set_optimizer},
                   {"schedule", set_schedule},
                   {"milestones", set_milestones},
                   {"from", set_from},
                   {"start", set_start}};
    for (size_t i = 0; i < sizeof setters / sizeof setters[0]; i++) {
        if (strcmp(setters[i].key, key) == 0) {
            setters[i].set(c, value);
            return;
        }
    }
    if (strncmp(key, "knob.", 5) == 0)
        set_optimizer_knob(c, key + 5, value);
    else if (strncmp(key, "schedule.", 9) == 0)
        set_schedule_knob(c, key + 9, value);
    else if (!set_text(c, key, value) && !set_number(c, key, value) && !set_count(c, key, value))
        give_up("unknown key", key);
}

static void begin(struct golden_case *c)
{
    *c = (struct golden_case){.change_count = 1};
    set_optimizer(c, "sgd");
}

/* Every value must be allowed: the golden cases are what the knobs' ranges have to let in. */
static void check(const struct golden_case *c)
{
    for (size_t i = 0; i < c->change_count; i++) {
        const struct walker_settings *settings = &c->changes[i].settings;
        struct error error = {0};
        for (size_t k = 0; k < settings->optimizer->knob_count; k++) {
            if (!knob_check(&settings->optimizer->knobs[k], settings->knob[k], &error))
                give_up(c->name, error.message);
        }
        if (!schedule_check(&settings->schedule, &error))
            give_up(c->name, error.message);
    }
}

size_t golden_read(const char *path, struct golden_case cases[GOLDEN_CASES])
{
    char line[1024];
    size_t count = 0;
    bool inside = false;
    FILE *file = fopen(path, "r");
    if (file == NULL)
        give_up("cannot open", path);
    while (fgets(line, sizeof line, file) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        if (line[0] == '\0') {
            inside = false;
            continue;
        }
        char *value = strchr(line, ' ');
        if (value == NULL || count == GOLDEN_CASES)
            give_up("line", line);
        *value++ = '\0';
        if (!inside)
            begin(&cases[count++]);
        inside = true;
        set(&cases[count - 1], line, value);
    }
    fclose(file);
    for (size_t i = 0; i < count; i++)
        check(&cases[i]);
    return count;
}

static size_t count_char(const char *text, char which)
{
    size_t count = 0;
    for (; *text != '\0'; text++)
        count += *text == which;
    return count;
}

/* Moves on to the next whole number; false at the end of the line. */
static bool next_index(char **rest, uint32_t *index)
{
    char *end;
    unsigned long value = strtoul(*rest, &end, 10);
    if (end == *rest)
        return false;
    *rest = end;
    *index = (uint32_t)value;
    return true;
}

struct golden_batches golden_batches_read(const char *name)
{
    char path[2 * GOLDEN_TEXT], line[1024];
    enum { STEPS = 512, ROWS = 8192 };
    struct golden_batches batches = {.start = calloc(STEPS + 1, sizeof *batches.start),
                                     .rows = calloc(ROWS, sizeof *batches.rows)};
    size_t count = 0;
    snprintf(path, sizeof path, GOLDEN_FOLDER "%s", name);
    FILE *file = fopen(path, "r");
    if (file == NULL || batches.start == NULL || batches.rows == NULL ||
        fgets(line, sizeof line, file) == NULL)
        give_up("cannot read", path);
    while (fgets(line, sizeof line, file) != NULL) {
        char *rest = line;
        uint32_t step;
        if (batches.steps == STEPS || !next_index(&rest, &step) || step != batches.steps ||
            *rest++ != ',')
            give_up("batches", line);
        while (count < ROWS && next_index(&rest, &batches.rows[count]))
            count++;
        batches.start[++batches.steps] = count;
    }
    fclose(file);
    return batches;
}

void golden_batches_release(struct golden_batches *batches)
{
    free(batches->start);
    free(batches->rows);
    *batches = (struct golden_batches){0};
}

struct golden_rows golden_rows_read(const char *name)
{
    char path[2 * GOLDEN_TEXT], line[1024];
    struct golden_rows rows = {0};
    size_t capacity = 0;
    snprintf(path, sizeof path, GOLDEN_FOLDER "%s", name);
    FILE *file = fopen(path, "r");
    if (file == NULL || fgets(line, sizeof line, file) == NULL)
        give_up("cannot read", path);
    line[strcspn(line, "\r\n")] = '\0';
    store(rows.names, line);
    rows.columns = count_char(line, ',') + 1;
    while (fgets(line, sizeof line, file) != NULL) {
        if (rows.count == capacity) {
            capacity = capacity == 0 ? 64 : 2 * capacity;
            rows.values = realloc(rows.values, capacity * rows.columns * sizeof(double));
            if (rows.values == NULL)
                give_up("out of memory", path);
        }
        char *rest = line;
        for (size_t i = 0; i < rows.columns; i++, rest += *rest == ',')
            rows.values[rows.count * rows.columns + i] = strtod(rest, &rest);
        rows.count++;
    }
    fclose(file);
    return rows;
}

void golden_rows_release(struct golden_rows *rows)
{
    free(rows->values);
    *rows = (struct golden_rows){0};
}

const double *golden_value(const struct golden_rows *rows, size_t row, const char *column)
{
    const char *name = rows->names;
    size_t length = strlen(column);
    for (size_t i = 0; i < rows->columns; i++) {
        if (strncmp(name, column, length) == 0 && (name[length] == ',' || name[length] == '\0'))
            return &rows->values[row * rows->columns + i];
        name += strcspn(name, ",");
        name += *name == ',';
    }
    return NULL;
}
