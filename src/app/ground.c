#include "app/ground.h"

#include "app/state.h"

enum {
    REST = 100,     /* milliseconds that the surface rests before it is searched again */
    WORK = 50000000 /* additions: some 50 milliseconds at most */
};

void ground_release(struct ground *ground)
{
    critical_release(&ground->critical);
    *ground = (struct ground){0};
}

static bool is_known(const struct app *app)
{
    return app->ground.version == app->surface_version;
}

void ground_forget(struct app *app)
{
    app->ground.due = app->ground.seen ? app->now + REST : app->now;
    app->ground.seen = false;
    app->ground.version = 0;
    app->ground.surveyed = false;
}

void ground_is_seen(struct app *app)
{
    app->ground.seen = true;
}

int64_t ground_deadline(const struct app *app)
{
    return app->ground.seen && !is_known(app) ? app->ground.due : -1;
}

void ground_search(struct app *app)
{
    struct ground *ground = &app->ground;
    struct error error = {0};
    if (is_known(app))
        return;
    if (!critical_find_within(app->scene->surface, app->scene->window, WORK, &ground->critical,
                              &error))
        ground->critical.count = 0; /* without memory there are no marks */
    ground->version = app->surface_version;
    ground->surveyed = false;
    app->stale = true;
}

void ground_tick(struct app *app, int64_t now)
{
    if (app->ground.seen && now >= app->ground.due)
        ground_search(app);
}

const struct critical_points *ground_critical(const struct app *app)
{
    return is_known(app) ? &app->ground.critical : NULL;
}

/* The scene's words and steps are asked for anew each time: its strings come and go. */
const struct verdict_ground *ground_survey(struct app *app)
{
    struct verdict_ground *ground = &app->ground.verdicts;
    scene_ground(app->scene, ground_critical(app), ground);
    if (!app->ground.surveyed)
        verdict_survey(ground);
    app->ground.surveyed = true;
    return ground;
}

void ground_judge(struct app *app, size_t walker, struct judgement *out)
{
    verdict_judge(app->race.walks[walker], ground_survey(app), out);
}
