/*
 * The walk in time: running, pausing, single steps, going back, speed.
 */
#ifndef APP_PACE_H
#define APP_PACE_H

#include <stdbool.h>
#include <stdint.h>

struct app;

enum { PACE_INITIAL = 4 }; /* in the table of speeds: 20 steps a second */

/* Is it walking now? Not while a page covers it. */
bool pace_is_walking(const struct app *app);

/* Is it on its way to a step, as fast as it can be? */
bool pace_has_goal(const struct app *app);

/* Steps a second. */
double pace_speed(const struct app *app);

void pace_run_or_pause(struct app *app);

/* To the start, paused there: knobs may be turned before it walks. */
void pace_restart(struct app *app);

/* One step forward or back; the walk pauses. */
void pace_step(struct app *app, int direction);

/* So many steps forward, or back. */
void pace_jump(struct app *app, int steps);

/* To a step, or the end of the walk if that is earlier; the walk pauses there. */
void pace_seek(struct app *app, uint64_t step);

/* To the last step: of the scene, or of what is walked already if that is more. */
void pace_seek_end(struct app *app);

/* Faster or slower. */
void pace_turn(struct app *app, int direction);

/* No slower than the scene's steps take in so many seconds. */
void pace_hurry(struct app *app, int seconds);

/* One step of every walker that can take one. Pauses at the end of the scene's steps, or of the
 * walks. */
void pace_advance(struct app *app);

#endif
