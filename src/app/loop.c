/*
 * While paused nothing is due, so the wait has no end and the process uses no CPU and sends
 * nothing. A terminal that is not ready for more is left alone: the frame is dropped, the walk goes
 * on.
 */
#include "app/loop.h"

enum {
    FRAME = 33,  /* milliseconds between two frames: thirty a second */
    DRAIN = 4096 /* events taken in before a frame is drawn: pasted megabytes do not freeze the
                    screen */
};

struct look loop_look(const struct device *device)
{
    enum glyphs glyphs = !device->unicode       ? GLYPHS_ASCII
                         : !device->half_blocks ? GLYPHS_FULL
                         : !device->braille     ? GLYPHS_HALF
                                                : GLYPHS_BRAILLE;
    return (struct look){.glyphs = glyphs, .depth = device->depth, .light = device->light};
}

static void resize(struct app *app, struct device *device)
{
    int columns = 0, rows = 0;
    device->operations->size(device, &columns, &rows);
    app_resize(app, columns, rows);
}

/* After these nobody knows what the terminal shows: it may have wrapped, cut or lost its lines. */
static bool is_upset(const struct event *event)
{
    return event->kind == EVENT_RESIZE || event->kind == EVENT_RESUME ||
           (event->kind == EVENT_KEY && event->key == KEY_CODE_REDRAW);
}

static void take(struct app *app, struct device *device, const struct event *event)
{
    if (is_upset(event)) {
        resize(app, device);
        device->operations->redraw(device);
    }
    app_event(app, event, device->operations->now(device));
}

/* Waits for something to happen, then takes in all that has: a held key cannot queue up. */
static void take_events(struct app *app, struct device *device, int64_t deadline)
{
    struct event event = device->operations->wait(device, deadline);
    for (int count = 0; event.kind != EVENT_TIMEOUT && !app_is_done(app); count++) {
        take(app, device, &event);
        if (count == DRAIN)
            break;
        event = device->operations->wait(device, device->operations->now(device));
    }
}

/* The steps that are due, for no longer than half a frame. */
static void walk(struct app *app, struct device *device)
{
    int64_t start = device->operations->now(device), now = start;
    while (app_tick(app, now)) {
        now = device->operations->now(device);
        if (now - start > FRAME / 2)
            app_drop_time(app, now);
    }
}

/* The next frame is not drawn before `frame_due`; steps that are due earlier wait for it. */
static int64_t next_deadline(const struct app *app, int64_t frame_due)
{
    if (app_is_stale(app))
        return frame_due;
    int64_t step_due = app_deadline(app);
    return step_due < 0 || step_due > frame_due ? step_due : frame_due;
}

bool loop_run(struct app *app, struct device *device, struct error *error)
{
    struct frame frame = {0};
    bool done = true;
    int64_t frame_due = device->operations->now(device);
    resize(app, device);
    while (done && !app_is_done(app)) {
        take_events(app, device, next_deadline(app, frame_due));
        walk(app, device);
        int64_t now = device->operations->now(device);
        if (app_is_done(app) || !app_is_stale(app) || now < frame_due)
            continue;
        frame_due = now + FRAME;
        if (!device->operations->ready(device))
            continue;
        done = app_render(app, &frame, error);
        if (done)
            device->operations->present(device, &frame);
    }
    frame_release(&frame);
    return done;
}
