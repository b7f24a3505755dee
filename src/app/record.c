#include "app/record.h"

#include <string.h>

#include "app/record_parts.h"
#include "app/state.h"
#include "base/text.h"
#include "term/file.h"

enum { LOOK = 20 /* milliseconds from one look after what is done aside to the next */ };

/* The scene's name without its folder and ending; nothing that a shell or a listing would trip
 * over. */
void record_stem(const struct scene *scene, struct buffer *out)
{
    const char *slash = strrchr(scene->name, '/');
    const char *name = slash ? slash + 1 : scene->name;
    size_t length = strlen(name);
    if (text_ends_with(name, ".yaml"))
        length -= strlen(".yaml");
    for (size_t i = 0; i < length && i < 64; i++) {
        char byte = name[i];
        bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                     (byte >= '0' && byte <= '9') || (i > 0 && (byte == '-' || byte == '.'));
        buffer_add_char(out, plain ? byte : '_');
    }
    if (out->length == 0)
        buffer_add_text(out, "scene");
}

/* --- what is done aside */

/* In the room of a line: of a long way to the file its last folders are told. */
static void say_saved(struct app *app, const char *words)
{
    size_t head = strcspn(words, "/"), used;
    const char *path = words + head;
    int room = app->columns - 2 - (int)head;
    bool cut = text_width(path) > room;
    while (cut && *path && text_width(path) >= room) {
        text_decode(path, strlen(path), &used);
        path += used;
    }
    const char *folder = cut ? strchr(path, '/') : NULL;
    state_say(app, "%.*s%s%s", (int)head, words, cut ? "…" : "", folder ? folder : path);
}

static void end_aside(struct app *app, struct aside *aside)
{
    struct error error = {0};
    struct buffer words = {0};
    if (aside_end(aside, &words, &error))
        say_saved(app, buffer_text(&words));
    else
        state_say_error(app, &error);
    buffer_release(&words);
}

bool record_is_free(struct app *app, enum record_aside which)
{
    struct aside *aside = &app->record.asides[which];
    if (aside_is_there(aside) && !aside_is_done(aside))
        return false;
    if (aside_is_there(aside))
        end_aside(app, aside);
    return true;
}

void record_aside(struct app *app, enum record_aside which, aside_work *work, void *context)
{
    struct aside *aside = &app->record.asides[which];
    if (aside_is_there(aside))
        end_aside(app, aside);
    aside_begin(aside, work, context);
    app->record.look = app->now + LOOK;
}

/* What is fed waits for what happens, as the program does. */
static bool is_busy(const struct app *app)
{
    for (size_t i = 0; i < RECORD_ASIDES; i++)
        if (aside_is_there(&app->record.asides[i]) && !aside_is_fed(&app->record.asides[i]))
            return true;
    return false;
}

static void look_after(struct app *app, int64_t now)
{
    for (size_t i = 0; i < RECORD_ASIDES; i++) {
        struct aside *aside = &app->record.asides[i];
        if (aside_is_there(aside) && aside_is_done(aside))
            end_aside(app, aside);
    }
    app->record.look = now + LOOK;
}

bool record_save(const struct saving *saving, struct buffer *words, struct error *error)
{
    struct buffer path = {0};
    bool done = file_write_new(saving->stem, saving->ending, buffer_text(saving->bytes),
                               saving->bytes->length, &path, error);
    if (done)
        buffer_printf(words, "%ssaved as %s", saving->full ? "the recording is full: " : "",
                      buffer_text(&path));
    buffer_release(&path);
    return done;
}

/* --- time */

int64_t record_deadline(const struct app *app)
{
    return is_busy(app) ? app->record.look : -1;
}

void record_tick(struct app *app, int64_t now)
{
    if (now >= app->record.look)
        look_after(app, now);
    record_tick_animation(app, now);
}

/* --- the end */

static bool finish_aside(struct aside *aside, struct buffer *words)
{
    struct error error = {0};
    struct buffer said = {0};
    if (!aside_is_there(aside))
        return true;
    bool done = aside_end(aside, &said, &error);
    const char *text = done ? buffer_text(&said) : error.message;
    buffer_add_text(words, "downhill: ");
    text_escape(words, text, strlen(text));
    buffer_add_char(words, '\n');
    buffer_release(&said);
    return done;
}

bool record_finish(struct app *app, struct buffer *words)
{
    bool done = true;
    record_end(app);
    for (size_t i = 0; i < RECORD_ASIDES; i++)
        done = finish_aside(&app->record.asides[i], words) && done;
    return done;
}
