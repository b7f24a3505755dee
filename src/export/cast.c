#include "export/cast.h"

#include <stdio.h>
#include <string.h>

#include "export/json.h"
#include "export/recipe.h"
#include "export/screen_text.h"

static void add_member(struct buffer *out, const char *name, const char *text)
{
    if (text == NULL)
        return;
    buffer_printf(out, ",\"%s\":", name);
    json_add_string(out, text, strlen(text));
}

void cast_print_head(struct buffer *out, const struct cast_head *head)
{
    buffer_printf(out, "{\"version\":2,\"width\":%d,\"height\":%d", head->columns, head->rows);
    add_member(out, "title", head->title);
    buffer_add_text(out, ",\"env\":{\"TERM\":\"xterm-256color\"}");
    add_member(out, RECIPE_KEY, head->recipe);
    buffer_add_text(out, "}\n");
}

void cast_begin(struct cast *cast, struct buffer *out)
{
    *cast = (struct cast){.out = out};
}

static void add_event(struct buffer *out, int64_t time, char kind, const char *text, size_t length)
{
    buffer_printf(out, "[%lld.%03d,\"%c\",", (long long)(time / 1000), (int)(time % 1000), kind);
    json_add_string(out, text, length);
    buffer_add_text(out, "]\n");
}

static bool keep(struct frame *shown, const struct frame *frame)
{
    if ((shown->columns != frame->columns || shown->rows != frame->rows) &&
        !frame_resize(shown, frame->columns, frame->rows))
        return false;
    memcpy(shown->cells, frame->cells,
           (size_t)frame->columns * (size_t)frame->rows * sizeof *frame->cells);
    return true;
}

/* The terminal has another size from here on. */
static void add_resize(struct cast *cast, int64_t time, const struct frame *frame)
{
    char size[32];
    int length = snprintf(size, sizeof size, "%dx%d", frame->columns, frame->rows);
    add_event(cast->out, time, 'r', size, (size_t)length);
}

bool cast_frame(struct cast *cast, int64_t time, const struct frame *frame)
{
    bool first = cast->shown.cells == NULL;
    if (!first && (cast->shown.columns != frame->columns || cast->shown.rows != frame->rows))
        add_resize(cast, time, frame);
    buffer_clear(&cast->bytes);
    buffer_add_text(&cast->bytes, first ? "\x1b[?25l" : ""); /* the cursor hides */
    screen_text_change(&cast->bytes, first ? NULL : &cast->shown, frame);
    if (cast->bytes.length > 0)
        add_event(cast->out, time, 'o', buffer_text(&cast->bytes), cast->bytes.length);
    return keep(&cast->shown, frame) && !cast->bytes.failed && !cast->out->failed;
}

void cast_mark(struct cast *cast, int64_t time, const char *label)
{
    add_event(cast->out, time, 'm', label, strlen(label));
}

void cast_end(struct cast *cast, int64_t time)
{
    buffer_clear(&cast->bytes);
    buffer_printf(&cast->bytes, "\x1b[%d;1H\x1b[?25h", cast->shown.rows);
    add_event(cast->out, time, 'o', buffer_text(&cast->bytes), cast->bytes.length);
    cast_release(cast);
}

void cast_release(struct cast *cast)
{
    frame_release(&cast->shown);
    buffer_release(&cast->bytes);
}
