/*
 * The program without its terminal: events and time go in, frames come out.
 *
 * Time is an argument. Wall time decides only how many steps are due; the steps themselves are the
 * same at every frame rate. Nothing is due while the walk is paused, and nothing here waits.
 */
#ifndef APP_APP_H
#define APP_APP_H

#include <stdint.h>

#include "base/error.h"
#include "scene/scene.h"
#include "term/device.h"
#include "view/view.h"

struct app;

/*
 * Opens a scene, paused at its start; NULL opens the menu of scenes over the first one. The scene
 * is the app's from here on, also on failure (NULL, with the reason).
 */
struct app *app_new(struct scene *scene, const struct look *look, struct error *error) NODISCARD;
void app_free(struct app *app);

/* Waits for all that is being saved, a recording that still goes on too, and appends what became of
 * it, a line each: there is no screen any more that says it. False: something could not be saved.
 * Before app_free(). */
bool app_close(struct app *app, struct buffer *words);

/* The screen's size; the next frame has it. */
void app_resize(struct app *app, int columns, int rows);

/* What a key, a click or the wheel does. */
void app_event(struct app *app, const struct event *event, int64_t now);

/*
 * Walks the steps that are due, but no more than a batch. True if some are still due: call again
 * while there is time, then app_drop_time(), so that a slow machine or surface walks slower instead
 * of freezing.
 */
bool app_tick(struct app *app, int64_t now);
void app_drop_time(struct app *app, int64_t now);

/* When the next step, or work that was put off, is due; -1: never, nothing will happen until an
 * event comes. */
int64_t app_deadline(const struct app *app);

/* Has anything changed since the last frame was drawn? */
bool app_is_stale(const struct app *app);

/* Draws the screen, at the size given last. False without memory. */
bool app_render(struct app *app, struct frame *frame, struct error *error) NODISCARD;

/* Shows the part of the surface, its layers and colours, the walker and the chart of a model from
 * the beginning on. False: there is no room for the chart at the size given last. */
bool app_show(struct app *app, const struct model *model);

/* Presents to a room from the beginning on. */
void app_present(struct app *app);

bool app_is_done(const struct app *app);

#endif
