/*
 * One app follows another, from process to process: what happens to the one is told to the other,
 * which does the same. Both are one program, so what is told needs no form of its own.
 */
#include "app/record.h"

#include <errno.h>
#include <unistd.h>

#include "app/record_parts.h"
#include "app/state.h"

void record_tell(struct app *app, const struct happening *happening)
{
    aside_feed(&app->record.asides[RECORD_ANIMATION], happening, sizeof *happening);
}

/* All of it; false at the end. */
static bool hear(int feed, struct happening *happening)
{
    char *to = (char *)happening;
    size_t heard = 0;
    while (heard < sizeof *happening) {
        ssize_t count = read(feed, to + heard, sizeof *happening - heard);
        if (count == 0 || (count < 0 && errno != EINTR))
            return false;
        heard += count > 0 ? (size_t)count : 0;
    }
    return true;
}

/* A frame is not drawn again: what else it does is done. */
static void render(struct app *app)
{
    (void)state_model(app);
    ground_is_seen(app);
    app->stale = false;
}

bool record_follow(struct app *app, int feed)
{
    struct happening happening;
    if (!hear(feed, &happening))
        return false;
    if (happening.what == HAPPENED_EVENT)
        app_event(app, &happening.event, happening.now);
    else if (happening.what == HAPPENED_TICK)
        (void)app_tick(app, happening.now);
    else if (happening.what == HAPPENED_DROP)
        app_drop_time(app, happening.now);
    else if (happening.what == HAPPENED_RESIZE)
        app_resize(app, happening.columns, happening.rows);
    else
        render(app);
    return true;
}
