/*
 * Two formats. Parameter names are letters, digits and underscores (the scene's reader sees to
 * that), so neither needs quoting.
 */
#include "export/trajectory.h"

#include <math.h>

#include "base/array.h"

static void csv_head(struct buffer *out, const char *const parameters[SURFACE_AXES])
{
    buffer_printf(out, "walker,step,%s,%s,loss,g_%s,g_%s,lr\n", parameters[0], parameters[1],
                  parameters[0], parameters[1]);
}

static void csv_row(struct buffer *out, const char *const parameters[SURFACE_AXES],
                    const struct trajectory_row *row)
{
    (void)parameters;
    const struct walker *state = row->state;
    const double numbers[] = {
        state->at[0], state->at[1], state->loss, state->gradient[0], state->gradient[1], row->rate,
    };
    buffer_printf(out, "%zu,%llu", row->walker, (unsigned long long)state->step);
    for (size_t i = 0; i < ARRAY_LENGTH(numbers); i++) {
        buffer_add_char(out, ',');
        buffer_add_number(out, numbers[i]);
    }
    buffer_add_char(out, '\n');
}

static void json_head(struct buffer *out, const char *const parameters[SURFACE_AXES])
{
    (void)out, (void)parameters;
}

/* JSON has no infinities and no NaN: those are null, and `status` says what happened. */
static void json_number(struct buffer *out, const char *prefix, const char *name, double number)
{
    buffer_printf(out, ",\"%s%s\":", prefix, name);
    if (isfinite(number))
        buffer_add_number(out, number);
    else
        buffer_add_text(out, "null");
}

static void json_row(struct buffer *out, const char *const parameters[SURFACE_AXES],
                     const struct trajectory_row *row)
{
    const struct walker *state = row->state;
    buffer_printf(out, "{\"walker\":%zu,\"step\":%llu", row->walker,
                  (unsigned long long)state->step);
    for (size_t i = 0; i < SURFACE_AXES; i++)
        json_number(out, "", parameters[i], state->at[i]);
    json_number(out, "", "loss", state->loss);
    for (size_t i = 0; i < SURFACE_AXES; i++)
        json_number(out, "g_", parameters[i], state->gradient[i]);
    json_number(out, "", "lr", row->rate);
    buffer_printf(out, ",\"status\":\"%s\"}\n", walker_is_finite(state) ? "walking" : "diverged");
}

const struct trajectory_format trajectory_formats[] = {
    {.name = "csv",
     .help = "comma-separated, a header line first",
     .head = csv_head,
     .row = csv_row},
    {.name = "jsonl", .help = "one JSON object a line", .head = json_head, .row = json_row},
};
const size_t trajectory_format_count = ARRAY_LENGTH(trajectory_formats);
