/*
 * What a person changes while it walks: each change acts on the next step, says what it did, and
 * can be undone. Only another start, constant or seed begins the walk again.
 */
#ifndef APP_CHANGE_H
#define APP_CHANGE_H

#include "app/history.h"
#include "scene/knobs.h"

struct app;

/* Before the scene is changed: takes down what it says. False, and the user is told, while a lesson
 * needs the settings as they are. */
bool change_begin(struct app *app, unsigned tag, struct change *change);

/* After it, and before the race follows: keeps that for `u`. */
void change_record(struct app *app, struct change *change);

/* A knob of the chosen walker, a key press further, or to a place on its slider (0 to 1). */
void change_knob(struct app *app, enum live_knob knob, int direction);
void change_knob_to(struct app *app, enum live_knob knob, double fraction);

/* The chosen walker's optimizer: the next of the table, or the one before. */
void change_optimizer(struct app *app, int direction);

/* The start of the chosen walker, and of those that start at the same point. */
void change_start_to(struct app *app, const double at[SURFACE_AXES]);

/* The same by cells of the map, for the arrow keys. */
void change_start_by(struct app *app, int columns, int rows);

/* How far apart neighbouring cells of the map are; a screen too small for one has cells of a
 * fiftieth of the window. */
void change_cell_size(struct app *app, double size[SURFACE_AXES]);

/* How loss becomes colour: linear, logarithmic, by rank. */
void change_scale(struct app *app, int direction);

/* A key of the scene file and its value, as text. */
void change_by_words(struct app *app, const char *key, const char *value);

/* Back to the start with the settings of now, and none of the past but what undo needs. */
void change_restart(struct app *app);

/* The walks too: a future that a change cut off comes back. */
void change_undo(struct app *app);

#endif
