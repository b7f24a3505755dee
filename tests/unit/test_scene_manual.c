/*
 * The tables of scenes/README.md, held to the program's own: would catch a key, an optimizer or a
 * schedule that was added, renamed or given another default and not told. GENERATE=1 renews them.
 */
#include "support/test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/number.h"
#include "descent/optimizer.h"
#include "descent/schedule.h"
#include "scene/key.h"

/* The tests run in the repository's root. */
static const char path[] = "scenes/README.md";

/* --- the page */

static void read_page(struct buffer *page)
{
    char bytes[4096];
    size_t length;
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    while ((length = fread(bytes, 1, sizeof bytes, file)) > 0)
        buffer_append(page, bytes, length);
    fclose(file);
    assert_false(page->failed);
}

static void write_page(const char *before, size_t length, const char *table, const char *after)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fwrite(before, 1, length, file);
    fputs(table, file);
    fputs(after, file);
    assert_int_equal(fclose(file), 0);
}

/* Is this what stands between the lines that begin with "<!-- name" and "<!-- end of name"? */
static void hold(const char *name, const struct buffer *table)
{
    struct buffer page = {0}, found = {0};
    char mark[40];
    read_page(&page);
    snprintf(mark, sizeof mark, "\n<!-- %s:", name);
    const char *start = strstr(buffer_text(&page), mark);
    snprintf(mark, sizeof mark, "<!-- end of %s", name);
    const char *end = start ? strstr(start, mark) : NULL;
    assert_non_null(end);
    start = strchr(start + 1, '\n') + 1;
    if (getenv("GENERATE"))
        write_page(buffer_text(&page), (size_t)(start - buffer_text(&page)), buffer_text(table),
                   end);
    else
        buffer_append(&found, start, (size_t)(end - start));
    bool same = getenv("GENERATE") || strcmp(buffer_text(&found), buffer_text(table)) == 0;
    if (!same)
        print_error("# %s: '%s' is not (GENERATE=1 renews it):\n%s", path, name,
                    buffer_text(table));
    buffer_release(&page);
    buffer_release(&found);
    assert_true(same);
}

/* A bar would end the column. */
static void add_cell(struct buffer *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '|')
            buffer_add_char(out, '\\');
        buffer_add_char(out, *text);
    }
}

/* --- the keys */

static void add_places(struct buffer *out, unsigned place)
{
    static const char *const names[] = {"scene", "walker", "page", "`data`", "`batch`"};
    const char *comma = "";
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (place & 1u << i) {
            buffer_printf(out, "%s%s", comma, names[i]);
            comma = ", ";
        }
    }
}

static void the_keys_are_told(void **state)
{
    (void)state;
    struct buffer table = {0};
    buffer_add_text(&table, "| key | of | what to write | what it means |\n|---|---|---|---|\n");
    for (size_t i = 0; i < scene_key_count; i++) {
        const struct key *key = &scene_keys[i];
        buffer_printf(&table, "| `%s` | ", key->name);
        add_places(&table, key->place);
        buffer_add_text(&table, " | `");
        struct buffer form = {0};
        key_print_form(key, &form);
        add_cell(&table, buffer_text(&form));
        buffer_release(&form);
        buffer_add_text(&table, "` | ");
        add_cell(&table, key_help(key));
        buffer_add_text(&table, " |\n");
    }
    hold("keys of scene files", &table);
    buffer_release(&table);
}

/* --- hyperparameters and their defaults */

static void add_default(struct buffer *out, const struct knob *knob)
{
    char text[NUMBER_TEXT];
    if (isnan(knob->initial))
        return;
    number_print_short(text, knob->initial, 4);
    buffer_printf(out, " %s",
                  knob->kind != KNOB_FLAG ? text
                  : knob->initial != 0    ? "true"
                                          : "false");
}

static void the_optimizers_are_told(void **state)
{
    (void)state;
    struct buffer table = {0};
    buffer_add_text(&table, "| optimizer | what it does | keys, with their defaults |\n"
                            "|---|---|---|\n");
    for (size_t i = 0; i < optimizer_count; i++) {
        const struct optimizer *optimizer = optimizers[i];
        buffer_printf(&table, "| `%s` | ", optimizer->name);
        add_cell(&table, optimizer->summary);
        for (size_t j = 0; j < optimizer->knob_count; j++) {
            buffer_printf(&table, "%s`%s`", j > 0 ? ", " : " | ", optimizer->knobs[j].name);
            if (j != OPTIMIZER_LR)
                add_default(&table, &optimizer->knobs[j]);
        }
        buffer_add_text(&table, " |\n");
    }
    hold("optimizers", &table);
    buffer_release(&table);
}

static void add_parameter(struct buffer *out, const struct schedule_knob *row)
{
    buffer_printf(out, "`%s`", row->knob.name);
    if (row->words)
        buffer_printf(out, " %s", row->words[(size_t)row->knob.initial]);
    else if (row->defaults_to_steps)
        buffer_add_text(out, " the scene's steps");
    else
        add_default(out, &row->knob);
}

static void the_schedules_are_told(void **state)
{
    (void)state;
    struct buffer table = {0};
    buffer_add_text(&table, "| type | what it does | parameters, with their defaults |\n"
                            "|---|---|---|\n");
    for (size_t i = 0; i < schedule_count; i++) {
        const struct schedule *schedule = schedules[i];
        const char *comma = " | ";
        buffer_printf(&table, "| `%s` | ", schedule->name);
        add_cell(&table, schedule->summary);
        if (schedule->takes_milestones) {
            buffer_printf(&table, "%s`milestones`", comma);
            comma = ", ";
        }
        for (size_t j = 0; j < schedule->knob_count; j++, comma = ", ") {
            buffer_add_text(&table, comma);
            add_parameter(&table, &schedule->knobs[j]);
        }
        buffer_add_text(&table, " |\n");
    }
    hold("schedules", &table);
    buffer_release(&table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_keys_are_told),
        cmocka_unit_test(the_optimizers_are_told),
        cmocka_unit_test(the_schedules_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
