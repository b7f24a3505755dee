/* Files come through the hands of whoever reads the scene; here is said which may be asked for. */
#include "scene/input.h"

#include <stdlib.h>
#include <string.h>

#include "scene/value.h"

enum { PATH_BYTES = 1000 };

struct scene_input *input_of(struct report *report, struct scene *scene)
{
    if (scene->input == NULL)
        scene->input = calloc(1, sizeof *scene->input);
    if (scene->input == NULL)
        value_no_memory(report);
    return scene->input;
}

void input_free(struct scene_input *input)
{
    if (input == NULL)
        return;
    table_release(&input->data);
    table_release(&input->grid);
    free((size_t *)input->batches.start);
    free((uint32_t *)input->batches.rows);
    free(input);
}

bool input_data(const struct scene_input *input, const char *columns[SURFACE_COLUMNS],
                struct surface_data *out)
{
    const struct table *data = &input->data;
    for (size_t i = 0; i < data->columns; i++)
        columns[i] = data->names[i];
    *out = (struct surface_data){.columns = columns,
                                 .column_count = data->columns,
                                 .values = data->values,
                                 .row_count = data->rows};
    return data->rows > 0;
}

bool input_measured(const struct scene *scene, struct surface_measured *out)
{
    const struct table *grid = &scene->input->grid;
    *out = (struct surface_measured){.columns = grid->columns,
                                     .rows = grid->rows,
                                     .values = grid->values,
                                     .window = {scene->window[0], scene->window[1]}};
    return grid->rows > 0;
}

/* Is a part of the path the folder above? */
static bool leads_up(const char *path)
{
    for (const char *part = path; part != NULL; part = strchr(part, '/')) {
        part += *part == '/';
        if (strncmp(part, "..", 2) == 0 && (part[2] == '/' || part[2] == '\0'))
            return true;
    }
    return false;
}

static bool check_path(struct report *report, const struct node *node)
{
    char shown[NODE_SHOWN];
    if (node->kind != NODE_SCALAR || node_is_nothing(node))
        return node_error(report, node, "expected a file's name, found %s",
                          node_describe(node, shown));
    if (node->length > PATH_BYTES)
        return node_error(report, node, "too long: at most %d bytes", PATH_BYTES);
    if (node->text[0] == '/' || leads_up(node->text))
        return node_error(report, node, "%s: a scene reads files of its own folder only",
                          node_describe(node, shown));
    return true;
}

bool input_error(struct report *report, const struct node *node, const struct error *error)
{
    if (error->line > 0)
        return node_error(report, node, "%.200s:%d:%d: %s", node->text, error->line, error->column,
                          error->message);
    return node_error(report, node, "%.200s: %s", node->text, error->message);
}

bool input_load(struct report *report, const struct node *node, const struct scene *scene,
                struct buffer *out)
{
    struct error error = {0};
    if (!check_path(report, node))
        return false;
    if (scene->files == NULL || scene->files->load == NULL)
        return node_error(report, node, "files cannot be read here");
    if (!scene->files->load(scene->files->context, node->text, out, &error))
        return node_error(report, node, "%s", error.message);
    if (out->length > SCENE_FILE_BYTES)
        error_set(&error, "larger than %d bytes", SCENE_FILE_BYTES);
    return !error.set || input_error(report, node, &error);
}

bool input_load_table(struct report *report, const struct node *node, const struct scene *scene,
                      const struct table *wanted, struct table *table)
{
    struct buffer bytes = {0};
    struct error error = {0};
    bool right = input_load(report, node, scene, &bytes) &&
                 (table_read(buffer_text(&bytes), bytes.length, wanted, table, &error) ||
                  input_error(report, node, &error));
    buffer_release(&bytes);
    return right;
}
